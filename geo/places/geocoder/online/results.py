"""Mapping of each service's result fields to common names.

Sources: https://nominatim.org/release-docs/latest/api/Output/ (`format=json`),
https://github.com/komoot/photon/blob/master/docs/api-v1.md,
https://github.com/pelias/documentation/blob/master/response.md and `layers.md`, `result_quality.md` beside it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.places.boundaries.catalogue import country_code
from geo.places.geocoder.online.result_precision import Box
from geo.places.geocoder.online.service import Kind


@dataclass(frozen=True, slots=True)
class Result:
    """One result. `kind` is a word of `precision`; degrees in EPSG:4326; a part that is missing or no use is None.

    `stands_in` is True where the service does not know the place and gives one around it.
    """

    id: str | None
    name: str | None
    kind: str
    country: str | None
    admin1: str | None
    lon: float | None
    lat: float | None
    box: Box | None
    stands_in: bool = False


def results_of(kind: Kind, document: Any) -> list[Result]:
    """Return the results in the parsed answer of a service.

    Raises:
        ValueError: this is not how a service of this kind answers.
    """
    found = document if kind == "nominatim" else _part(document, "features")
    if not isinstance(found, list) or _part(_part(document, "geocoding"), "errors"):
        raise ValueError(kind)
    return [_READERS[kind](result) for result in found]


def licence_of(kind: Kind, document: Any) -> str | None:
    """Return the licence an answer states, in its own words; Photon's never does."""
    if kind == "nominatim":
        return next(filter(None, (_text(result, "licence") for result in document)), None)
    return _text(_part(document, "geocoding"), "attribution")


def _nominatim(result: Any) -> Result:
    address = _part(result, "address")
    south, north, west, east = _four(_part(result, "boundingbox"))
    group = _text(result, "class")
    kind = _text(result, "type") if group == "place" else _text(result, "addresstype")
    return Result(
        id=_osm(_text(result, "osm_type"), result),
        # Servers from before 2023 have no `name`, and a house has none anywhere.
        name=_text(result, "name") or (_text(result, "display_name") or "").partition(",")[0] or None,
        kind=kind or group or "",
        country=_country(address, "country_code"),
        admin1=_text(address, "state") or _text(address, "province"),
        lon=_number(_part(result, "lon")),
        lat=_number(_part(result, "lat")),
        box=_box(west, south, east, north),
    )


_PHOTON_OBJECTS = {"N": "node", "W": "way", "R": "relation"}
# What a boundary is, by its `type`; the others are called as in OpenStreetMap.
_PHOTON_BOUNDARIES = {"district": "suburb", "locality": "neighbourhood"}


def _photon(feature: Any) -> Result:
    about = _part(feature, "properties")
    lon, lat = _point(feature)
    west, north, east, south = _four(_part(about, "extent"))
    kind = _text(about, "osm_key") or ""
    if kind == "place":
        kind = _text(about, "osm_value") or kind
    elif kind == "boundary":
        kind = _text(about, "type") or kind
        kind = _PHOTON_BOUNDARIES.get(kind, kind)
    address = " ".join(filter(None, (_text(about, "street"), _text(about, "housenumber"))))
    return Result(
        id=_osm(_PHOTON_OBJECTS.get(_text(about, "osm_type") or ""), about),
        name=_text(about, "name") or address or None,
        kind=kind,
        country=_country(about, "countrycode"),
        admin1=_text(about, "state"),
        lon=lon,
        lat=lat,
        box=_box(west, south, east, north),
    )


_PELIAS_LAYERS = {
    "address": "house_number",
    "locality": "town",
    "localadmin": "municipality",
    "macrocounty": "county",
    "region": "state",
    "macroregion": "region",
    "dependency": "country",
    "marinearea": "sea",
    "empire": "continent",
}


def _pelias(feature: Any) -> Result:
    about = _part(feature, "properties")
    lon, lat = _point(feature)
    layer = _text(about, "layer") or ""
    return Result(
        id=_text(about, "gid"),
        name=_text(about, "name"),
        kind=_PELIAS_LAYERS.get(layer, layer),
        country=_country(about, "country_code"),
        admin1=_text(about, "region"),
        lon=lon,
        lat=lat,
        box=_box(*_four(_part(feature, "bbox"))),
        stands_in=_text(about, "match_type") == "fallback",
    )


_READERS: Mapping[Kind, Callable[[Any], Result]] = {"nominatim": _nominatim, "photon": _photon, "pelias": _pelias}


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _text(value: Any, name: str) -> str | None:
    part = _part(value, name)
    return part.strip() or None if isinstance(part, str) else None


def _number(value: Any) -> float | None:
    # Nominatim writes numbers as text; Python reads NaN and Infinity, which JSON does not have.
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _point(feature: Any) -> tuple[float | None, float | None]:
    at = _part(_part(feature, "geometry"), "coordinates")
    return (_number(at[0]), _number(at[1])) if isinstance(at, list) and len(at) > 1 else (None, None)


def _four(value: Any) -> Sequence[float | None]:
    return [_number(number) for number in value] if isinstance(value, list) and len(value) == 4 else [None] * 4  # noqa: PLR2004


def _box(west: float | None, south: float | None, east: float | None, north: float | None) -> Box | None:
    if west is None or south is None or east is None or north is None:
        return None
    south, north = sorted((south, north))
    on_earth = max(abs(west), abs(east)) <= 180 and south >= -90 and north <= 90  # noqa: PLR2004 - degrees
    return (west, south, east, north) if on_earth else None


def _osm(kind: str | None, about: Any) -> str | None:
    number = _part(about, "osm_id")
    return f"{kind}/{number}" if kind and str(number).isdigit() else None


def _country(about: Any, key: str) -> str | None:
    code = _text(about, key) or ""
    if len(code) == 2 and code.isascii() and code.isalpha():  # noqa: PLR2004 - alpha-2
        return code.upper()
    return country_code(_text(about, "country"))
