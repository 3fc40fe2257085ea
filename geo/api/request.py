"""Strict parsing of requests: unknown keys and malformed values are errors (400)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from fastapi import Request

from geo.access import NOBODY, Authenticator, Caller
from geo.api.parameters import own_keys
from geo.atlas import Atlas
from geo.errors import UnreadableViewError
from geo.query.engine.question import Question
from geo.query.map.viewport_cells import Box
from geo.view import PAGE_KEYS, from_pairs

MAX_LON = 540.0  # a map dragged once round the world still speaks of the same places
DEEPEST_ZOOM = 22


@dataclass(frozen=True, slots=True)
class Service:
    """Dependencies of every route: the open atlas and the authenticator."""

    atlas: Atlas
    authenticator: Authenticator = NOBODY

    def caller(self, request: Request) -> Caller:
        """Identify the caller of a request."""
        return self.authenticator.caller(request.headers.items(), changes=request.method not in {"GET", "HEAD"})

    def question(self, request: Request) -> Question:
        """Return the question of a request; its route may have keys of its own beside the filters.

        Raises:
            UnreadableViewError: a key or value that cannot be read.
            UnknownVersionError: an unknown data version.
        """
        own = own_keys(request.scope["route"].dependant)
        pairs = [(key, value) for key, value in request.query_params.multi_items() if key not in own]
        view, problems = from_pairs(pairs)
        wrong = [problem.message for problem in problems]
        wrong += [f"“{key}” takes one value." for key, repeats in own.items() if not repeats and _often(request, key)]
        wrong += [f"“{key}” is for the page only." for key in sorted(PAGE_KEYS & {key for key, _ in pairs})]
        if wrong:
            raise UnreadableViewError(wrong)
        return self.atlas.question(view, self.caller(request))


def _often(request: Request, key: str) -> bool:
    return len(request.query_params.getlist(key)) > 1


def etag(request: Request, question: Question) -> str:
    """Return a tag that changes with the data, the question and who asks."""
    parts = (question.link, question.today, request.url.path, request.url.query, question.caller.role)
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def read_bbox(text: str) -> Box:
    """West, south, east, north in degrees, each longitude brought to -180 to 180.

    Raises:
        UnreadableViewError: not four numbers in order.
    """
    try:
        west, south, east, north = (float(part) for part in text.replace("_", "x").split(","))
    except ValueError:
        raise UnreadableViewError(["“bbox” is w,s,e,n in degrees, such as 30,30,50,40."]) from None
    if not (_within((west, east), MAX_LON) and _within((south, north), 90.0) and south < north and west < east + 360):
        raise UnreadableViewError(["“bbox” has its south before its north, within the world."])
    if east - west >= 360:  # noqa: PLR2004  degrees round the world
        return -180.0, south, 180.0, north
    return _wrap_longitude(west), south, _wrap_longitude(east), north


def _within(values: Iterable[float], limit: float) -> bool:
    return all(-limit <= value <= limit for value in values)


def _wrap_longitude(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180  # noqa: PLR2004  degrees


def read_zoom(text: str) -> int:
    """Return a whole zoom level of Web Mercator.

    Raises:
        UnreadableViewError: not one from 0 to 22.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= DEEPEST_ZOOM):  # noqa: PLR2004  digits
        raise UnreadableViewError([f"“zoom” is a whole number from 0 to {DEEPEST_ZOOM}."])
    return int(text)


def read_number(key: str, text: str, most: int, least: int = 0) -> int:
    """Return a whole number from `least` to `most`.

    Raises:
        UnreadableViewError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise UnreadableViewError([f"“{key}” is a whole number from {least} to {most}."])
    return int(text)


_Word = TypeVar("_Word", bound=StrEnum)


def read_word(key: str, text: str, words: type[_Word]) -> _Word:
    """One of the words of a vocabulary.

    Raises:
        UnreadableViewError: it is none of them.
    """
    if text not in list(words):
        raise UnreadableViewError([f"“{key}” is one of {', '.join(words)}."])
    return words(text)
