"""Gathering the sentences the code says, into what the translations are written in."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from geo.words import HERE, catalogue

CODE = HERE.parent
_HOUSES = (
    "access",
    "api",
    "errors",
    "maps",
    "query",
    "readers",
    "readmodel",
    "store",
    "text",
    "ui",
    "view",
    "words",
)  # what a reader of a page sees; the command line speaks English
_COUNTED = (1, 2)
# What says a sentence in Python, with how many texts it begins with; in scripts, as Babel knows it.
_PYTHON = {"say": 1, "say_many": 2, "say_markup": 1, "say_many_markup": 2, "marked": 1, "Sentence": 1}
_SCRIPT = {"say": None, "sayMany": _COUNTED}


def said() -> Catalog:
    """Every sentence the code says, with the files it stands in."""
    found = Catalog()
    for path in sorted(path for house in _HOUSES for path in (CODE / house).rglob("*") if path.suffix in _READERS):
        for sentence in _READERS[path.suffix](path):
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


def _of_python(path: Path) -> Iterator[str | tuple[str, ...]]:
    """The sentences of a Python file, from its syntax tree: also those that are said within an f-string."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call) and _called(node.func) in _PYTHON:
            forms = node.args[: _PYTHON[_called(node.func)]]
            written = tuple(
                form.value for form in forms if isinstance(form, ast.Constant) and isinstance(form.value, str)
            )
            if forms and len(written) == len(forms):
                yield written if len(written) > 1 else written[0]


def _called(function: ast.expr) -> str:
    """The name a sentence is said by, alone or as `speech.say`: others say what is no sentence of ours."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "speech":
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _of_script(path: Path) -> Iterator[str | tuple[str, ...]]:
    # What is said by something else is no sentence of ours, and would hide one within its brackets.
    code = io.BytesIO(path.read_bytes().replace(b".say(", b".tell("))
    for _, sentence, _, _ in extract("javascript", code, keywords=_SCRIPT, options={"parse_template_string": True}):
        yield sentence


_READERS = {".py": _of_python, ".js": _of_script}


def _translation(known: Catalog, message: Message) -> Any:
    """What was written before, of the same sentence and the same number of forms."""
    before = known.get(message.id)
    return before.string if before and before.id == message.id and not before.fuzzy else ""


def _head(lang: str) -> bytes:
    """The first entry as it is, without a date that would change at each gathering."""
    head, _, _ = (HERE / f"{lang}.po").read_bytes().partition(b"\n\n")
    return head + b"\n\n"
