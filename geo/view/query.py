"""A view's query string, there and back.

Reading never fails: what cannot be read is left out and returned as a `Problem`, for the page to say and the API to
refuse.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from geo.errors import Sentence
from geo.incident import Problem
from geo.view.parsers import MAX_TEXT
from geo.view.view import EMPTY, ENTRIES, View


def pairs(view: View) -> list[tuple[str, str]]:
    """Return the view as key and value pairs, what is at its default left out."""
    changed = ((key, getattr(view, key)) for key in ENTRIES if getattr(view, key) != getattr(EMPTY, key))
    return [(key, text) for key, value in changed for text in ENTRIES[key].key.write(value)]


def to_query(view: View) -> str:
    """Return the view as a percent-encoded query string, without a question mark."""
    return urlencode(pairs(view), quote_via=quote, safe="")


def from_query(query: str) -> tuple[View, list[Problem]]:
    """Return a view from a query string, with or without its question mark; see `from_pairs`."""
    return from_pairs(parse_qsl(query.removeprefix("?"), keep_blank_values=True))


def from_pairs(given: Iterable[tuple[str, str]]) -> tuple[View, list[Problem]]:
    """Return a view from key and value pairs.

    Returns:
        The view of all that could be read, and a problem for each key that could not.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, group in groupby(sorted(given, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        values = [value for _, value in group]
        try:
            found[key] = _read(key, values)
        except ValueError as error:
            said = Sentence("“{key}” {what}.", key=key[:60], what=error.args[0])
            problems.append(Problem(None, key[:MAX_TEXT], said, ", ".join(values)[:MAX_TEXT]))
    for problem in list(_alone(found)):
        del found[problem.field]
        problems.append(problem)
    return View(**found), problems


def _alone(found: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each filter that says nothing without one that is not there."""
    for key, value in found.items():
        part = ENTRIES[key].part_of
        if part is not None and part.other not in found:
            yield Problem(None, key, Sentence(part.missing, key=key), str(value))


def _read(key: str, values: Sequence[str]) -> Any:
    if key not in ENTRIES:
        msg = Sentence("is not a known filter")
        raise ValueError(msg)
    return ENTRIES[key].key.read(values)
