"""Ten incidents as every format must give them back: in Arabic, undated, without a place, and on a line or an area."""

from datetime import date

import geopandas as gpd
import shapely

SQUARE = shapely.Polygon([(36.0, 35.5), (36.1, 35.5), (36.1, 35.6), (36.0, 35.6)])
ROAD = shapely.LineString([(36.0, 35.5), (37.1, 35.5)])
FAR = shapely.LineString([(36.0, 35.5), (10.0, 50.0)])
# What is written, in the words of the columns below; None where nothing is.
COLUMNS = (
    "id",
    "title",
    "date",
    "deaths",
    "event_type",
    "place",
    "country",
    "admin1",
    "radius_m",
    "source",
    "description",
)
ROWS = (
    ("1", "A clash", "2025-03-06", "3", "Battles", "Slinfah", None, None, "2000", "Agency One", "Two sides clashed."),
    ("2", "قتلى قرب الحفة", "2025-03-07", "at least 20", None, None, None, None, "150", "وكالة", "نص بالعربية"),
    ("3", "A mined field", "2025-03-08", None, "Explosions/Remote violence", None, None, None, None, None, None),
    ("4", "A road closed", "2025-03-09", None, None, None, None, None, None, None, None),
    ("5", "Somewhere in Jableh", "2025-03-10", None, None, "Jableh", "Syria", None, None, None, None),
    ("6", "Undated", None, None, None, None, None, None, None, None, None),
    ("7", "Only the month", "2025-03", None, None, None, None, None, None, None, None),
    ("8", "Only the year", "2025", None, None, None, None, None, None, None, None),
    ("9", 'A flight, "far" & <wide>', "2025-03-12", None, None, None, None, None, None, None, None),
    ("10", "In Idlib", "2025-03-13", "0", "Protests", None, "Syria", "Idleb", None, None, None),
)  # fmt: skip
GEOMETRIES = (
    shapely.Point(36.2, 35.6),
    shapely.Point(36.0331, 35.5981),
    SQUARE,
    ROAD,
    None,
    shapely.Point(36.2, 35.6),
    shapely.Point(36.2, 35.6),
    shapely.Point(36.2, 35.6),
    FAR,
    None,
)
# By number: what is not as in the row above it is null, or was derived from what is.
TITLES = {row[0]: row[1] for row in ROWS}
MARCH = (date(2025, 3, 1), date(2025, 3, 31), "month")
YEAR = (date(2025, 1, 1), date(2025, 12, 31), "year")
DATES = {str(n): (date(2025, 3, n + 5), date(2025, 3, n + 5), "day") for n in (1, 2, 3, 4, 5)} | {
    "6": (None, None, None), "7": MARCH, "8": YEAR,
    "9": (date(2025, 3, 12), date(2025, 3, 12), "day"), "10": (date(2025, 3, 13), date(2025, 3, 13), "day"),
}  # fmt: skip
POINTS = {"1": (36.2, 35.6), "2": (36.0331, 35.5981)} | dict.fromkeys(("6", "7", "8"), (36.2, 35.6))
DEATHS = {"1": (None, 3, None), "2": (20, None, None), "10": (None, 0, None)}
TYPES = {"1": "Battles", "3": "Explosions/Remote violence", "10": "Protests"}


def frame(rows=ROWS):
    """The ten with their geometries, as geopandas has them."""
    columns = {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}
    return gpd.GeoDataFrame(columns, geometry=list(GEOMETRIES), crs="EPSG:4326")


def check(done, dataset, *, shaped=True):
    """Whether a `Read` is the ten; `shaped` is whether the format has lines and areas."""
    assert [problem for problem in done.problems if problem.field not in ("geometry", "place")] == []
    rows = {row["id"].removeprefix(f"{dataset}:"): row for row in done.incidents.to_pylist()}
    assert {name: row["title"] for name, row in rows.items()} == TITLES
    assert {name: (row["start"], row["end"], row["date_precision"]) for name, row in rows.items()} == DATES
    assert {name: (row["lon"], row["lat"]) for name, row in rows.items() if row["lon"] is not None} == POINTS
    deaths = {name: tuple(row[f"deaths_{bound}"] for bound in ("low", "best", "high")) for name, row in rows.items()}
    assert {name: toll for name, toll in deaths.items() if toll != (None, None, None)} == DEATHS
    assert {name: row["event_type"] for name, row in rows.items() if row["event_type"]} == TYPES
    assert [rows[name]["radius_m"] for name in ("1", "2")] == [2000.0, 150.0]
    assert [rows[name]["summary"] for name in ("1", "2")] == ["Two sides clashed.", "نص بالعربية"]
    assert "وكالة" in [source["publisher"] for source in rows["2"]["sources"]]
    assert (rows["10"]["feature"], rows["10"]["place_precision"]) == ("admin1:SY-ID", "admin1")
    assert (rows["5"]["place_name"], rows["5"]["country"]) == ("Jableh", "SY")
    if shaped:  # the province a line or area lies in; none for one that lies in several
        assert [rows[name]["feature"] for name in ("3", "4", "9")] == ["admin1:SY-LA", None, None]
        assert {(problem.row, problem.field) for problem in done.problems} >= {(3, "geometry"), (4, "geometry")}
