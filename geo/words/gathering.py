"""Gathering the sentences the code says, into what the translations are written in."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from geo.words import HERE, catalogue

CODE = HERE.parent
_HOUSES = (
    "errors",
    "maps",
    "query",
    "store",
    "ui",
    "view",
)  # what a reader of a page sees; the command line speaks English
_COUNTED = (1, 2)
# By a file's ending: the extractor, what says a sentence there, and how it is read.
_EXTRACTORS = {
    ".py": ("python", {"say": None, "say_many": _COUNTED, "marked": None, "Sentence": None}, {}),
    ".js": ("javascript", {"say": None, "sayMany": _COUNTED}, {"parse_template_string": True}),
}


def said() -> Catalog:
    """Every sentence the code says, with the files it stands in."""
    found = Catalog()
    for path in sorted(path for house in _HOUSES for path in (CODE / house).rglob("*") if path.suffix in _EXTRACTORS):
        for sentence in _sentences(path):
            # Without numbers of lines: a sentence that only moved is no change.
            found.add(sentence, locations=[(path.relative_to(CODE.parent).as_posix(), 1)])
    return found


def gathered(lang: str) -> Catalog:
    """The translations of a language for what the code says now: what is new is empty, what is left over gone."""
    known, now = catalogue(lang), said()
    kept = Catalog(locale=lang, header_comment=f"# The product's own words: {lang}.", charset="utf-8")
    for message in now:
        if message.id:
            kept.add(message.id, _translation(known, message), locations=message.locations)
    return kept


def written(lang: str) -> bytes:
    """The file of a language as it ought to stand, but for what is to be translated."""
    file = io.BytesIO()
    write_po(file, gathered(lang), width=120, sort_output=True, omit_header=True, include_lineno=False)
    return _head(lang) + file.getvalue()


def _sentences(path: Path) -> Iterator[str | tuple[str, ...]]:
    method, keywords, options = _EXTRACTORS[path.suffix]
    # What is said by something else is no sentence of ours, and would hide one within its brackets.
    code = io.BytesIO(path.read_bytes().replace(b".say(", b".tell("))
    # Babel warns of every f-string within a call, also of those that are only values.
    with redirect_stderr(io.StringIO()):
        for _, sentence, _, _ in extract(method, code, keywords=keywords, options=options):
            yield sentence


def _translation(known: Catalog, message: Message) -> Any:
    """What was written before, of the same sentence and the same number of forms."""
    before = known.get(message.id)
    return before.string if before and before.id == message.id and not before.fuzzy else ""


def _head(lang: str) -> bytes:
    """The first entry as it is, without a date that would change at each gathering."""
    head, _, _ = (HERE / f"{lang}.po").read_bytes().partition(b"\n\n")
    return head + b"\n\n"
