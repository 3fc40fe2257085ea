"""Each state of each page, on a desk and on a phone, in each language and theme: as approved, and open to everybody.

A page in English is opened in one theme and turns to the other as the reader's system does.

After a change that is meant: `APPROVE=1 pytest -n 0 tests/browser/test_states.py`, look at the pictures, commit them.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from foreign import outside_words, untranslated
from pictures import SHARE, compared, differing
from PIL import Image
from states import ALL, always, shown, turned

from geo.words import ENGLISH

SERIOUS = {"serious", "critical"}
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules that another theme can break; it changes nothing else


@pytest.mark.parametrize(
    "state", [pytest.param(state, marks=[] if always(state) else pytest.mark.soak, id=str(state)) for state in ALL]
)
def test_a_state_looks_as_approved_and_axe_finds_nothing_serious(visit, server, serve, state, tmp_path):
    # The others' store is left as it is.
    seen = shown(visit, serve() if state.name == "import-done" else server, state)
    first, *others = state.schemes
    found = [*wrong(seen, state.picture(first), tmp_path)]
    if state.lang != ENGLISH:
        found += untranslated(seen.page, outside_words(server))
    for scheme in others:
        turned(seen, scheme)
        found += wrong(seen, state.picture(scheme), tmp_path, COLOURS)
    assert found == []


def wrong(seen, name, folder, rules=None):
    """How the page is not as approved, and what axe calls serious on it, of some rules or of all."""
    share, now = compared(seen.page, name, folder)
    if share > SHARE:
        yield f"{share:.1%} of {name} differs; what it looks like now: {now}"
    for frame in (frame for frame in seen.page.frames if frame.url.startswith("http")):
        yield from breaches(frame, rules)


def breaches(frame, rules=None):
    """What axe calls serious, each with where it is and why."""
    asked = {"runOnly": rules} if rules else {}
    found = Axe().run(frame, options={"resultTypes": ["violations"], **asked}).response["violations"]
    return [
        f"{breach['id']}: {node['html'][:160]}: {node.get('failureSummary', '')[:240]}"
        for breach in found
        if breach["impact"] in SERIOUS
        for node in breach["nodes"]
    ]


def test_a_moved_box_is_seen_and_another_grey_of_a_letter_is_not():
    page, letter, box = (Image.new("RGB", (400, 400), "white") for _ in range(3))
    letter.paste((120, 120, 120), (10, 10, 11, 20))
    box.paste((11, 83, 148), (50, 50, 150, 120))
    assert differing(page, letter) == 0
    assert differing(page, box) > SHARE
