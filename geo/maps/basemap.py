"""The offline basemap's data: what `basemap.js` draws, made once from the shipped reference geodata.

Coordinates travel as whole thousandths of a degree (about 100 m), each ring's points as differences to the
point before: a third of the bytes of plain numbers, and still exact.
"""

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

# Mercator has no poles; Leaflet cuts here (EPSG:3857's square).
MAX_LATITUDE = 85.051
# Cities that come with the basemap; smaller places are fetched by country when one is close enough to read them.
CITY_POPULATION = 100_000
# Only letters Arabic itself uses: a Persian or Urdu spelling is not passed off as the Arabic name.
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u0652 ]*")
# Kurdish, Uyghur and broken spellings made of those same letters: a ta marbuta or alef maqsura within a word, a hamza
# on its seat before one, a letter alone.
_NOT_ARABIC = re.compile(r"[ةى]\w|\b[ئؤء]|\b\w\b")
_KIND = re.compile(r"^(?:مدينة|محافظة|استان|ناحية|مركز) ")
# Sounds other languages that use the script spell with plainer letters: ترطوس, طرطوس.
_OF_ARABIC_ONLY = frozenset("ثحذصضطظعق")
# Where the rule below takes a name few people use.
_IN_COMMON_USE = {"Tel Aviv": "تل أبيب", "Beersheba": "بئر السبع", "Gaziantep": "غازي عنتاب", "Mardin": "ماردين"}
_LATIN_ARTICLE = re.compile(r"^[AE][a-z\u2019]{1,3}[ -]")

SOURCES = ("countries_50m.parquet", "countries_10m.parquet", "lakes.parquet", "gazetteer.parquet")


def world(data: Path) -> bytes:
    """Countries, lakes and large cities as JSON: `{countries: […], lakes: [ring…], places: […]}`.

    A country is `{id, name, name_ar, at: [lon, lat], room, rings}`; `room` is how far, in thousandths of a
    degree, its name may reach to either side of `at`. Where the finer 1:10m outline is shipped, it is taken.
    """
    coarse = gpd.read_parquet(data / "countries_50m.parquet").set_index("feature")
    fine = gpd.read_parquet(data / "countries_10m.parquet").set_index("feature")
    coarse.loc[fine.index, "geometry"] = fine.geometry
    lakes = gpd.read_parquet(data / "lakes.parquet")
    cities = pq.read_table(data / "gazetteer.parquet", filters=[("population", ">=", CITY_POPULATION)])
    return _json(
        {
            "countries": [_country(row.Index, row.name, row.name_ar, row.geometry) for row in coarse.itertuples()],
            "lakes": [ring for lake in lakes.geometry for ring in _rings(lake)],
            "places": _places(cities),
        }
    )


def places(data: Path, country: str) -> bytes:
    """Return a country's smaller places (alpha-2) as JSON: `[[lon, lat, population, name, name_ar], …]`."""
    table = pq.read_table(data / "gazetteer.parquet", filters=[("country", "==", country)])
    small = pc.less(pc.fill_null(table["population"], 0), CITY_POPULATION)
    return _json(_places(table.filter(small)))


def countries(data: Path) -> list[str]:
    """Return the countries on the map, as ISO 3166-1 alpha-2 codes, sorted."""
    column = pq.read_table(data / "countries_50m.parquet", columns=["country"])["country"]
    return sorted(column.to_pylist())


def _country(feature: str, name: str, name_ar: str | None, shape: shapely.Geometry) -> dict[str, Any]:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    inner = shapely.maximum_inscribed_circle(largest, tolerance=0.2)
    at = shapely.get_coordinates(inner)[0]
    return {
        "id": feature,
        "name": name,
        "name_ar": name_ar,
        "at": _thousandths(at).tolist(),
        "room": int(_thousandths(inner.length)),
        "rings": _rings(shape),
    }


def _rings(shape: shapely.Geometry) -> list[list[int]]:
    """Return the outer rings as differences `[x, y, dx, dy, …]`; a hole is another country or a lake, drawn above."""
    rings = [_ring(shapely.get_exterior_ring(part)) for part in shapely.get_parts(shape)]
    return [ring for ring in rings if len(ring) > 4]  # noqa: PLR2004 - fewer than three points have no inside


def _ring(ring: shapely.LinearRing) -> list[int]:
    # One direction for all: filled together, rings that overlap by a rounding error still leave no gap.
    points = shapely.get_coordinates(ring if shapely.is_ccw(ring) else shapely.reverse(ring))
    points[:, 1] = points[:, 1].clip(-MAX_LATITUDE, MAX_LATITUDE)
    whole = _thousandths(points)
    moved = np.diff(whole, axis=0)
    moved = moved[moved.any(axis=1)]
    return [int(n) for n in np.concatenate([whole[:1], moved]).ravel()]


def _places(table: pa.Table) -> list[list[Any]]:
    rows = (
        table.select(["lon", "lat", "population", "name", "other_names"])
        .sort_by([("population", "descending")])
        .to_pylist()
    )
    return [
        [
            *_thousandths([row["lon"], row["lat"]]).tolist(),
            row["population"] or 0,
            row["name"],
            arabic_name(row["name"], row["other_names"]),
        ]
        for row in rows
    ]


def arabic_name(name: str, others: list[str]) -> str | None:
    """Return the Arabic name among a place's other names, None without one.

    The gazetteer says no name's language, so of several the one that is spelled most like Arabic is taken.
    """
    if name in _IN_COMMON_USE:
        return _IN_COMMON_USE[name]
    whole = {other for other in others if _ARABIC.fullmatch(other) and not _NOT_ARABIC.search(other)}
    found = whole | {_KIND.sub("", other) for other in whole}
    words = len(_LATIN_ARTICLE.sub("", name).split())
    return max(found, key=lambda other: _likeness(other, words), default=None)


def _likeness(name: str, words: int) -> tuple[Any, ...]:
    own = sum(letter in _OF_ARABIC_ONLY for letter in name)
    return -abs(len(name.split()) - words), own, name.startswith("ال"), -len(name), name


def _thousandths(degrees: Any) -> np.ndarray[Any, np.dtype[np.int64]]:
    whole: np.ndarray[Any, np.dtype[np.int64]] = np.rint(np.multiply(degrees, 1_000)).astype(np.int64)
    return whole


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
