"""Translation of the page's sentences into the reader's language: the view's, else English."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from markupsafe import Markup

from geo import words
from geo.maps import assets
from geo.ui import state

_LANG: ContextVar[str | None] = ContextVar("lang", default=None)


def lang() -> str:
    """Return the reader's language (ISO 639)."""
    return _LANG.get() or words.language(state.lang())


@contextmanager
def one_language() -> Iterator[None]:
    """Read the reader's language once for a whole run; Streamlit takes a lock for each reading."""
    before = _LANG.set(lang())
    try:
        yield
    finally:
        _LANG.reset(before)


def is_current() -> bool:
    """Return False once the view asks for another language than this run began in."""
    return lang() == words.language(state.lang())


def gettext(sentence: str, /, **values: object) -> str:
    """Return a sentence of ours with its values, each put in as it is: outside text goes through `plain` first."""
    return words.translations(lang()).gettext(sentence).format(**values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """Return a sentence that depends on a number, which stands in it as `{n}`."""
    return words.translations(lang()).ngettext(one, many, n).format(n=f"{n:,}", **values)


def gettext_markup(sentence: str, /, **values: object) -> Markup:
    """Return a sentence of ours as markup: values that are markup stay so, all others are escaped."""
    return Markup(words.translations(lang()).gettext(sentence)).format(**values)  # noqa: S704  (a sentence of ours)


def ngettext_markup(one: str, many: str, n: int, /, **values: object) -> Markup:
    """`ngettext` as markup: values that are markup stay so, all others are escaped."""
    said = words.translations(lang()).ngettext(one, many, n)
    return Markup(said).format(n=f"{n:,}", **values)  # noqa: S704  (a sentence of ours)


def script() -> dict[str, Any]:
    """Return the language of a component's script, and the address of its translations."""
    return {"lang": lang(), "words": None if lang() == words.ENGLISH else assets.words_url(lang())}
