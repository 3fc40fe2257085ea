"""From a name to what a service offers for it: asked at most once, then kept for ever."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from geo.errors import KeptAnswersError, UnreadableAnswerError
from geo.incident import Place, Problem
from geo.places.geocoder.online import cache, http_request, parse, rate_limit
from geo.places.geocoder.online.cache import Kept
from geo.places.geocoder.online.parse import Reading
from geo.places.geocoder.online.rate_limit import Turn
from geo.places.geocoder.online.search_terms import Question, question
from geo.places.geocoder.online.service import Kind, OnlineService


@dataclass(frozen=True, slots=True)
class OnlineAnswer:
    """Places a service offers for a name, to be weighed; none is chosen.

    Attributes:
        name: what was asked, as it was sent.
        country: ISO 3166-1 alpha-2, or None when any.
        candidates: places of the kind "online", in the service's order; a name may be the service's guess.
        problems: results set aside, by their number in the answer.
        asked_at: when the service was asked, in UTC.
        licence: of the data, in the answer's own words where it states one.
        kind: which of the three services.
        host: the service's host.
        from_cache: whether nothing was sent this time.
    """

    name: str
    country: str | None
    candidates: tuple[Place, ...]
    problems: tuple[Problem, ...]
    asked_at: datetime
    licence: str
    kind: Kind
    host: str
    from_cache: bool

    @property
    def not_found(self) -> bool:
        """True if the service knows no place of that name there: a valid answer, not an error."""
        return not self.candidates and not self.problems


def ask(name: str, *, country: str | None, service: OnlineService, folder: Path) -> OnlineAnswer:
    """Return the offers of `service` for a name, from the cache in `folder` or by exactly one request.

    Waits for its turn and for the pace, together up to 30 s, and for the answer up to the service's time-out. Before
    the first call, show whoever asks `service.what_they_see`.

    Args:
        name: as written; nothing else of the report is sent.
        country: code or English name, when the report tells.
        service: who is asked.
        folder: where answers and the pace are kept, one for all threads and processes; made when something is sent.

    Raises:
        GeoError: that is no name, or no country. Nothing was sent.
        GeocoderBusyError: too much was asked, of the service or by us.
        GeocoderTimeoutError: no answer in time.
        GeocoderUnreachableError: no connection.
        GeocoderRefusedError: the service says no.
        UnreadableAnswerError: this is not how a service of this kind answers.
        KeptAnswersError: the folder cannot be read or written.
    """
    asked = question(name, country, service)
    known = cache.find(folder, asked)
    if known is None:
        with rate_limit.turn(folder, service.host) as turn:
            known = cache.find(folder, asked)  # somebody else may have asked the same meanwhile
            if known is None:
                return _send_request(asked, folder, turn)
    return _read_cache(asked, folder, known)


def _send_request(asked: Question, folder: Path, turn: Turn) -> OnlineAnswer:
    with turn.wait_turn(asked.service.min_interval_s):
        asked_at, text = datetime.now(UTC), http_request.send(asked)
    read = parse.read(asked, text)
    cache.keep(folder, asked, Kept(asked_at, read.licence, text))
    return _answer(asked, read, asked_at, from_cache=False)


def _read_cache(asked: Question, folder: Path, known: Kept) -> OnlineAnswer:
    try:
        read = parse.read(asked, known.answer)
    except UnreadableAnswerError as error:
        raise KeptAnswersError(str(folder / cache.FILE)) from error
    return _answer(asked, replace(read, licence=known.licence), known.asked_at, from_cache=True)


def _answer(asked: Question, read: Reading, asked_at: datetime, *, from_cache: bool) -> OnlineAnswer:
    return OnlineAnswer(
        name=asked.name,
        country=asked.country,
        candidates=read.places,
        problems=read.problems,
        asked_at=asked_at,
        licence=read.licence,
        kind=asked.service.kind,
        host=asked.service.host,
        from_cache=from_cache,
    )
