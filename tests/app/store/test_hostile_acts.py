"""Whatever an author or a reason holds, the act is written, read back and found unchanged."""

from hostile import JINJA, STRINGS
from house import by, incident

from geo.store.store import Store

BREAKS = "one\u2028two\u2029three\x85four\x1cfive\x0bsix"  # what Python, and not JSON, takes for the end of a line


def test_every_hostile_text_can_be_the_author_and_the_reason_of_an_act(tmp_path):
    store = Store.open(str(tmp_path / "store"))
    texts = (BREAKS, *(text for text in (*STRINGS, *JINJA) if not text.isascii() or "\n" in text))
    for number, text in enumerate(texts):
        store.append([incident(f"{number}")], caller=by(text), reason=text, tool="tests")
    assert [(act.author, act.reason) for act in Store.open(store.location).acts()] == [(text, text) for text in texts]
    assert store.verify() == []
