"""Sentences for the user, told below the page: in English, and so that a page can say them in another language."""

from typing import Self


class Sentence(str):
    """A sentence in English that knows what it is made of.

    `template` is what translations are found by, and `values` stand in it by name; a value may be a sentence too.
    Everybody who is not concerned takes it for the text it is.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The template with its values put in, as `str.format` does."""
        self = super().__new__(cls, template.format(**values))
        self.template, self.values = template, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What it is made anew from in another process: by default that would be the text."""
        return (self.template,), self.values


def shown(text: str, most: int = 60) -> str:
    """What somebody wrote, in quotes and cut: an error repeats enough to be recognised, and never all of it."""
    return repr(text if len(text) <= most else f"{text[:most]}…")
