"""Sentences between processes: sent as data, and rebuilt only from templates of our own.

A template is Markdown and shown as such, so one that a process made up is never taken for ours.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from geo import words
from geo.errors import Sentence


@dataclass(frozen=True, slots=True)
class SentenceData:
    """A sentence as JSON: in English, and the template and values it is translated by."""

    text: str
    template: str
    values: "dict[str, SentenceData | str | int | float | None]"


def to_data(value: Any) -> Any:
    """Return a sentence as data, and any other value as it is."""
    if not isinstance(value, Sentence):
        return value
    return SentenceData(str(value), value.template, {name: to_data(each) for name, each in value.values.items()})


def from_data(value: Any) -> Any:
    """Rebuild a sentence from validated data; its English text if the template is not one of ours."""
    if not isinstance(value, SentenceData):
        return value
    if value.template not in words.english_messages():
        return value.text
    try:
        return Sentence(value.template, **{name: from_data(each) for name, each in value.values.items()})
    except (LookupError, ValueError, TypeError):  # values that do not fit the template
        return value.text


_DATA: TypeAdapter[SentenceData | str] = TypeAdapter(SentenceData | str)


def dump(text: str) -> Any:
    """Return a sentence, or other text, as what JSON holds."""
    return _DATA.dump_python(to_data(text))


def load(document: Any) -> str:
    """Rebuild what `dump` returned.

    Raises:
        ValueError: it is neither a sentence nor text.
    """
    text: str = from_data(_DATA.validate_python(document))
    return text
