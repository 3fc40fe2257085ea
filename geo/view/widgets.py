"""Widgets of the filters, in words: `geo.ui.map.filters` draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Control(Enum):
    """The kinds of fields that are drawn from their description alone; OWN has a function of its own in the page."""

    TEXT = auto()
    NUMBER = auto()
    CHOICE = auto()
    RADIO = auto()
    LIST = auto()
    OWN = auto()


class Section(StrEnum):
    """The parts of the sidebar, in order."""

    WORDS = "words"
    DAYS = "days"
    ACTORS = "actors"
    KINDS = "kinds"
    PLACES = "places"
    MORE = "more"


class Words(Enum):
    """Labels of a filter's values, from `geo.ui.text.labels`."""

    PLAIN = auto()  # as they are written
    EVENT_TYPE = auto()
    ROLE = auto()
    VERIFICATION = auto()
    PRECISION = auto()
    COUNTRY = auto()
    BORDER = auto()
    AREA = auto()


@dataclass(frozen=True, slots=True)
class Widget:
    """A field of the sidebar. Its sentences are marked for translation.

    `position` orders the fields of a section. `empty` is shown where nothing is chosen; a choice without it always has
    a value. `options` are the values offered with their words, where the vocabulary has no words of its own. `beside`
    is a filter that must hold so many values for this one to be asked for.
    """

    control: Control
    section: Section
    label: str = ""
    position: int = 50
    empty: str = ""
    help: str = ""
    step: float = 1
    options: Mapping[str, str] = field(default_factory=dict)
    has_label: bool = True
    beside: tuple[str, int] | None = None
