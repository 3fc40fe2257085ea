"""Geocoding of place names, given as arguments or one per line in a file."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.cli.output import Json, clearly, say, show_json, with_progress
from geo.errors import GeoError, NoGeocoderError, UnreadableNamesError
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.incident import Place
    from geo.places.geocoder.geocoder import Decision

_PLACE_KEYS = ("place_id", "name", "country", "admin1", "lon", "lat", "place_precision", "radius_m")


@clearly
def geocode(  # noqa: PLR0913 - all that a report can tell of a place, each by its name
    names: Annotated[list[str] | None, typer.Argument(help="Place names as written in a report.")] = None,
    *,
    file: Annotated[Path | None, typer.Option(help="A text file with one name per line; - for standard input.")] = None,
    country: Annotated[str | None, typer.Option(help="Country in the report: SY or Syria.")] = None,
    admin1: Annotated[str | None, typer.Option(help="Governorate or province in the report.")] = None,
    near: Annotated[str | None, typer.Option(help="LON,LAT of a nearby position.")] = None,
    report: Annotated[bool, typer.Option("--report", help="All names are from one report.")] = False,
    online: Annotated[bool, typer.Option("--online", help="Look up names not found here with GEO_GEOCODER.")] = False,
    as_json: Json = False,
) -> None:
    """Find the place of each name, or say that it is not known."""
    asked = [*(names or []), *(_names_in(file) if file else [])]
    if not asked:
        msg = "Give at least one name, or --file."
        raise typer.BadParameter(msg)
    decisions = _decide(asked, country=country, admin1=admin1, near=_position(near), report=report)
    elsewhere, failed = _asked_online(decisions, country) if online else ({}, "")
    if as_json:
        show_json([_document(decision, elsewhere) for decision in decisions])
    else:
        _say(decisions, elsewhere)
    if failed:
        raise GeoError(failed)


def _say(decisions: "Iterable[Decision]", elsewhere: "Mapping[str, Sequence[Place]]") -> None:
    for decision in decisions:
        say(_sentence(decision))
        for place in elsewhere.get(decision.geocoding.name, ()):
            say(f"  online: {place.name} ({place.place_id}), {place.place_precision}")


def _decide(names: Sequence[str], *, report: bool, **context: Any) -> "list[Decision]":
    from geo.places.gazetteer.added.lookup import Added
    from geo.places.geocoder import geocoder

    added = Added.open(Settings.from_env().gazetteers)
    if report:
        return geocoder.geocode_report(names, added=added, **context)
    shown = with_progress(names, len(names), "Geocoding")
    return [geocoder.geocode(name, added=added, **context) for name in shown]


def _names_in(file: Path) -> list[str]:
    """Return the lines of a UTF-8 text that are not empty."""
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableNamesError(file.name, f"it cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableNamesError(file.name, f"line {line} is not UTF-8 text") from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def _position(near: str | None) -> tuple[float, float] | None:
    if near is None:
        return None
    try:
        lon, lat = (float(part) for part in near.split(","))
    except ValueError:
        lon, lat = float("nan"), float("nan")
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
        msg = f"--near takes a longitude and a latitude in degrees, such as 35.93,35.36; not {near!r}."
        raise GeoError(msg)
    return lon, lat


def _asked_online(decisions: "Iterable[Decision]", country: str | None) -> "tuple[dict[str, Sequence[Place]], str]":
    """Return the places the configured service offers for unresolved names, and the reason if it was not asked for all.

    It is said first what the service will see. An error ends the asking; what was answered before is kept.
    """
    from geo.places.boundaries.catalogue import country_code
    from geo.places.geocoder.online import lookup, service

    settings = Settings.from_env()
    asked = service.service_from(settings.geocoder, settings.contact, settings.geocoder_key)
    if asked is None:
        raise NoGeocoderError
    say(service.what_they_see(asked), err=True)
    open_ = dict.fromkeys(decision.geocoding.name for decision in decisions if decision.place is None)
    found: dict[str, Sequence[Place]] = {}
    try:
        for name in with_progress(open_, len(open_), "Searching"):
            answer = lookup.ask(name, country=country_code(country), service=asked, folder=settings.answers)
            found[name] = answer.candidates
    except GeoError as error:
        return found, f"{len(found)} of {len(open_)} names were looked up. {error}"
    return found, ""


def _sentence(decision: "Decision") -> str:
    place, context = decision.place, decision.context
    found = "not known" if place is None else f"{place.name} ({place.place_id}), {place.place_precision}"
    offered = f" Context only: {context.name}." if context else ""
    return f"{decision.geocoding.name}: {found}. {decision.geocoding.reason}{offered}"


def _document(decision: "Decision", elsewhere: "Mapping[str, Sequence[Place]]") -> dict[str, Any]:
    place, context, geocoding = decision.place, decision.context, decision.geocoding
    chosen = None if place is None else _place_json(place) | {"score": _score(decision)}
    document = {
        "name": geocoding.name,
        "chosen": chosen,
        "candidates": geocoding.candidates,
        "reason": geocoding.reason,
        "gazetteer": geocoding.gazetteer,
        "context": context and {key: getattr(context, key) for key in ("place_id", "name", "country", "admin1")},
    }
    online = elsewhere.get(geocoding.name)
    return document if online is None else document | {"online": [_place_json(each) for each in online]}


def _place_json(place: "Place") -> dict[str, Any]:
    return {key: getattr(place, key) for key in (*_PLACE_KEYS, "feature")}


def _score(decision: "Decision") -> float:
    """Return the likelihood of the chosen place; 1 where there was nothing to weigh, as with a border."""
    return 1.0 if decision.sure is None else round(decision.sure, 3)
