"""What the page says, in the reader's language: the one of the view, else English."""

from typing import Any

from geo import words
from geo.maps import assets
from geo.ui import state


def lang() -> str:
    """The reader's language (ISO 639)."""
    return words.language(state.lang())


def say(sentence: str, /, **values: object) -> str:
    """A sentence of ours with its values, each put in as it is: outside text goes through `plain` first."""
    return words.translations(lang()).gettext(sentence).format(**values)


def say_many(one: str, many: str, n: int, /, **values: object) -> str:
    """A sentence that depends on a number, which stands in it as `{n}`."""
    return words.translations(lang()).ngettext(one, many, n).format(n=f"{n:,}", **values)


def script() -> dict[str, Any]:
    """What a part's script needs to speak: the language, and where its words are."""
    return {"lang": lang(), "words": None if lang() == words.ENGLISH else assets.words_url(lang())}
