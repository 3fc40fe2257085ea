"""The product's own words in the reader's language: English stands in the code, the others in `<language>.po`.

Only our own sentences are translated, never what a report says.
"""

import gettext
import io
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "ar": "العربية"}  # each by its own name

# What is said of these is found by its value, so scripts get all of it.
_VALUES = ("geo/ui/text/legend_terms.py", "geo/ui/text/labels.py")


def N_(sentence: str) -> str:  # noqa: N802 - gettext's name for it
    """Return a sentence that stands apart from where it is said, as it is: `make words` finds it here."""
    return sentence


def language(asked: str | None) -> str:
    """Return the language asked for, where we speak it; else English."""
    return asked if asked in LANGUAGES else ENGLISH


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """Return the translations of a language."""
    if lang == ENGLISH:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def catalogue(lang: str) -> Catalog:
    """Return the sentences of a language, with where in the code they are said."""
    with (HERE / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


@cache
def english_messages() -> frozenset[str]:
    """Return every sentence of the code in English; of one with a plural, the singular."""
    known = (message.id for lang in LANGUAGES if lang != ENGLISH for message in catalogue(lang) if message.id)
    return frozenset(each if isinstance(each, str) else each[0] for each in known)


@cache
def for_scripts(lang: str, script: str = "") -> dict[str, Any]:
    """Return the sentences of scripts by the English one; plural ones as a list of forms in gettext's order.

    Args:
        lang: the language.
        script: the end of a script's path, for what that one says; by default what any says.
    """
    if lang == ENGLISH:
        return {}
    ends = (script,) if script else (".js", *_VALUES)
    return dict(_message_entry(message) for message in catalogue(lang) if message.id and _stands(message, ends))


def _stands(message: Message, ends: tuple[str, ...]) -> bool:
    return any(str(place).endswith(ends) for place, _ in message.locations)


def _message_entry(message: Message) -> tuple[str, Any]:
    if isinstance(message.id, str):
        return message.id, message.string
    return message.id[0], list(message.string or ())
