"""Ten incidents, written by hand once and then in every format we read, come back as what the format could hold."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import ucdp_rows
import workbooks

from geo.incident import PlacePrecision, from_table
from geo.readers.registry import read

SLINFAH, HAFFAH, JABLEH, ALEPPO, RAQQA = (36.2, 35.6), (36.0331, 35.5981), (35.92, 35.36), (37.16, 36.2), (39.01, 35.95)
FIELD = {"type": "Polygon", "coordinates": [[[36.0, 35.5], [36.1, 35.5], [36.1, 35.6], [36.0, 35.6], [36.0, 35.5]]]}
ROAD = {"type": "LineString", "coordinates": [[36.0, 35.5], [37.1, 35.5]]}


@dataclass(frozen=True)
class Told:
    """What is known of one of the ten."""

    text: str
    day: date | None = None
    at: tuple[float, float] | None = None
    shape: dict | None = None
    place: str = ""
    province: str = ""
    deaths: str = ""


TEN = {
    "1": Told("A clash north of the town", date(2025, 3, 6), SLINFAH, place="Slinfah", province="Latakia", deaths="3"),
    "2": Told("قُتل عدد من المدنيين قرب الحفة", date(2025, 3, 7), HAFFAH, place="الحفة", deaths="20"),
    "3": Told("No day is known", None, JABLEH, place="Jableh"),
    "4": Told("No place is known", date(2025, 3, 9)),
    "5": Told("Along a road", date(2025, 3, 10), shape=ROAD),
    "6": Told("In a field", date(2025, 3, 11), shape=FIELD),
    "7": Told('"Quoted", with; marks | and more', date(2025, 3, 12), ALEPPO),
    "8": Told("=1+1 begins like a formula", date(2024, 2, 29), RAQQA, deaths="0"),
    "9": Told("Neither day nor place", None, deaths="1"),
    "10": Told("Ünïcödé, emoji \U0001f6a8 and کوردی", date(2025, 12, 31), ALEPPO, province="Aleppo"),
}
HEADER = ("id", "title", "date", "lon", "lat", "place", "admin1", "country", "deaths")


def rows(day=date.isoformat):
    """The ten as rows of text under `HEADER`; those with a shape have no position."""
    for name, told in TEN.items():
        lon, lat = map(str, told.at) if told.at else ("", "")
        when = day(told.day) if told.day else ""
        yield name, told.text, when, lon, lat, told.place, told.province, "Syria", told.deaths


def separated(between):
    def write(folder):
        text = io.StringIO()
        csv.writer(text, delimiter=between).writerows([HEADER, *rows()])
        return saved(folder, "ten.csv", text.getvalue())

    return write


def excel(folder):
    # As text, so that nothing but the text decides what it means: "=" would make a cell a formula here.
    kept = [[cell.removeprefix("=") if cell.startswith("=") else cell for cell in row] for row in rows()]
    return workbooks.write(folder / "ten.xlsx", [list(HEADER), *kept])


def geojson(folder):
    features = []
    for name, told in TEN.items():
        point = told.at and {"type": "Point", "coordinates": list(told.at)}
        said = {"title": told.text, "date": told.day and told.day.isoformat(), "country": "Syria"}
        said |= {"place": told.place, "admin1": told.province, "deaths": told.deaths}
        features.append({"type": "Feature", "id": name, "geometry": told.shape or point, "properties": said})
    return saved(folder, "ten.geojson", json.dumps({"type": "FeatureCollection", "features": features}))


def acled_rows():
    for name, told in TEN.items():
        lon, lat = map(str, told.at) if told.at else ("", "")
        yield {
            "event_id_cnty": name, "event_date": told.day.isoformat() if told.day else "", "time_precision": "1",
            "event_type": "Battles", "sub_event_type": "Armed clash", "country": "Syria", "admin1": told.province,
            "location": told.place, "latitude": lat, "longitude": lon, "geo_precision": "1", "notes": told.text,
            "fatalities": told.deaths,
        }  # fmt: skip


def acled_csv(folder):
    text = io.StringIO()
    writer = csv.DictWriter(text, next(acled_rows()))
    writer.writeheader()
    writer.writerows(acled_rows())
    return saved(folder, "acled.csv", text.getvalue())


def acled_json(folder):
    return saved(folder, "acled.json", json.dumps({"success": True, "count": 10, "data": list(acled_rows())}))


def ucdp(folder):
    events = []
    for name, told in TEN.items():
        lon, lat = map(str, told.at) if told.at else ("", "")
        day = f"{told.day} 00:00:00.000" if told.day else ""
        deaths = dict.fromkeys(("low", "best", "high"), told.deaths)
        events.append(
            ucdp_rows.event(
                name, side_a=told.text, longitude=lon, latitude=lat, date_start=day, date_end=day,
                where_prec="1" if told.at else "6", where_coordinates=told.place, adm_1=told.province, **deaths,
            )
        )  # fmt: skip
    return saved(folder, "ged.csv", ucdp_rows.written(events))


def timemap(folder):
    events = []
    for name, told in TEN.items():
        lon, lat = (str(each).replace(".", ",") for each in told.at) if told.at else ("", "")
        day = f"{told.day.month}/{told.day.day}/{told.day.year}" if told.day else ""
        said = {"civId": name, "id": "0", "description": told.text, "date": day, "time": "", "location": told.place}
        events.append(said | {"latitude": lat, "longitude": lon, "sources": [], "associations": []})
    return saved(folder, "site.json", json.dumps({"events": events, "sources": {}, "associations": []}))


def geoconfirmed(folder):
    items = []
    for name, told in TEN.items():
        lon, lat = told.at or (None, None)
        day = f"{told.day}T00:00:00" if told.day else None
        said = {"id": name, "name": told.text, "description": "", "date": day, "la": lat, "lo": lon}
        items.append(said | {"originalSource": "https://a.example", "geolocation": "", "icon": ""})
    return saved(folder, "ten.json", json.dumps({"items": items, "count": 10}))


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


FORMATS = {
    "CSV": (separated(","), "table"),
    "TSV": (separated("\t"), "table"),
    "Excel": (excel, "table"),
    "GeoJSON": (geojson, "geojson"),
    "ACLED CSV": (acled_csv, "acled"),
    "ACLED JSON": (acled_json, "acled"),
    "UCDP": (ucdp, "ucdp"),
    "TimeMap": (timemap, "timemap"),
    "GeoConfirmed": (geoconfirmed, "geoconfirmed"),
}
# UCDP's events have a day, and say of whom and where in a title of ours.
UNDATED_OUT = {"ucdp"}
SHAPED, DEADLY = {"geojson"}, {"table", "geojson", "acled", "ucdp"}


@pytest.fixture(scope="module", params=FORMATS)
def trip(request, tmp_path_factory):
    write, format_ = FORMATS[request.param]
    done = read(write(tmp_path_factory.mktemp("trip")))
    assert done.format == format_
    return format_, done, {each.id.rpartition(":")[2]: each for each in from_table(done.incidents)}


def test_all_ten_come_back_but_those_the_format_cannot_hold(trip):
    format_, done, found = trip
    undated = {name for name, told in TEN.items() if told.day is None}
    out = undated if format_ in UNDATED_OUT else set()
    assert set(found) == set(TEN) - out
    assert done.rows == 10
    assert len({problem.row for problem in done.problems if problem.field == "date_start"}) == len(out)


def test_every_sign_of_every_script_comes_back(trip):
    format_, _, found = trip
    for name, each in found.items():
        told = TEN[name].text
        if format_ == "ucdp":
            assert each.actors[0].name == told
        elif format_ == "table":
            assert each.title in (told, told.removeprefix("="))
        else:
            assert told in (each.title, each.summary)


def test_a_day_comes_back_and_none_is_made_up(trip):
    for name, each in trip[2].items():
        day = TEN[name].day
        assert (each.start, each.end, each.date_precision) == (day, day, day and "day")


def test_a_position_comes_back_to_the_last_digit_and_none_is_made_up(trip):
    for name, each in trip[2].items():
        assert (each.lon, each.lat) == (TEN[name].at or (None, None))


def test_a_line_and_a_field_are_a_province_or_listed_and_never_a_point(trip):
    format_, done, found = trip
    assert {(found[name].lon, found[name].lat) for name in ("5", "6")} == {(None, None)}
    field, road = found["6"], found["5"]
    in_the_file = format_ in SHAPED
    assert (field.place_precision, field.feature) == (
        (PlacePrecision.ADMIN1, "admin1:SY-LA") if in_the_file else (unplaced(format_), None)
    )
    assert (road.place_precision, road.feature) == (
        PlacePrecision.COUNTRY if in_the_file else unplaced(format_),
        None,
    )
    assert {problem.value for problem in done.problems if problem.field == "geometry"} == (
        {"Polygon", "LineString"} if in_the_file else set()
    )


def unplaced(format_):
    """What is said of an incident of which only the country is, where the format says that."""
    return PlacePrecision.COUNTRY if format_ in ("table", "ucdp") else PlacePrecision.UNKNOWN


def test_a_number_of_deaths_comes_back_nought_included(trip):
    format_, _, found = trip
    for name, each in found.items():
        told = TEN[name].deaths if format_ in DEADLY else ""
        assert each.deaths_best == (int(told) if told else None)


def test_the_same_file_read_again_is_the_same(tmp_path):
    for write, _ in FORMATS.values():
        path = write(tmp_path)
        assert read(path).incidents == read(path).incidents
