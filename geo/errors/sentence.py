"""Sentences for the user, told below the page: in English, and so that a page can say them in another language."""

import re
from typing import Self

# A path of this machine; not the part of an address after its host.
_PATH = re.compile(r"(?<![\w/.:&=?-])(?:file:/+)?(?:/[^\s/:'\"`,;()]+){2,}/?|\b[A-Za-z]:\\[^\s'\"`,;()]+")


class Internal(str):
    """Text for those who keep the store, such as a path; everybody else reads `instead`."""

    __slots__ = ("instead",)

    instead: str

    def __new__(cls, text: str, instead: str, /) -> Self:
        """Return the text, and what stands in its place for the public."""
        self = super().__new__(cls, text)
        self.instead = instead
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, object]]:
        """Pickle the parts of the sentence."""
        return (str(self), self.instead), {}


class Sentence(str):
    """A sentence in English that knows what it is made of.

    `template` is what translations are found by, and `values` stand in it by name; a value may be a sentence too.
    Everybody who is not concerned takes it for the text it is.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Return the template with its values put in, as `str.format` does."""
        self = super().__new__(cls, template.format(**values))
        self.template, self.values = template, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Pickle the template and its values, not the formatted text."""
        return (self.template,), self.values


def quote_excerpt(text: str, most: int = 60) -> str:
    """Quote user input, shortened: enough to recognise it in an error, never all of it."""
    return repr(text if len(text) <= most else f"{text[:most]}…")


def public(said: str) -> str:
    """Return what anybody may read of a sentence: without internal values, and without paths of this machine."""
    if isinstance(said, Internal):
        return public(said.instead)
    if isinstance(said, Sentence):
        shown = {name: public(value) if isinstance(value, str) else value for name, value in said.values.items()}
        return Sentence(said.template, **shown)
    return _PATH.sub("…", said)
