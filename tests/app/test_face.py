"""`import geo`: what Python users get, and the README's own examples."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import geo
from geo import atlas
from geo.cli import app
from geo.errors import NoSharedBorderError, UnknownVersionError, UnreadableViewError
from geo.query.lists.incident_rows import COLUMNS
from geo.view import FILTER_KEYS

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def _a_new_store(tmp_path, monkeypatch):
    monkeypatch.setenv("GEO_STORE", str(tmp_path / "store"))
    yield
    atlas.forget()


def test_incidents_are_a_geodataframe_with_the_documented_columns():
    frame = geo.incidents()
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == [*COLUMNS, "drawn", "coarse", "undated", "geometry"]
    assert all(f"`{column}`" in geo.incidents.__doc__ for column in frame.columns)
    drawn = frame[frame.drawn].set_index("place_precision")
    kinds = drawn.geometry.geom_type.to_dict()
    assert kinds["near"] == "Point"
    assert kinds["admin1"] in {"Polygon", "MultiPolygon"}
    assert kinds["line"] == "MultiLineString"
    assert list(frame.geometry.isna()) == list(~frame.drawn)


def test_an_actor_leaves_one():
    assert list(geo.incidents("actor=Russian forces")["id"]) == ["seeds:2025-03-coast-air-strikes"]


def test_the_border_of_the_alert_is_599_km_long():
    alert = geo.incidents("place_precision=line")
    (length,) = alert.to_crs("EPSG:32637").length / 1_000  # UTM 37N: within 2 % here
    assert 583 < length < 615


def test_a_typo_is_refused_because_it_would_return_everything():
    with pytest.raises(UnreadableViewError, match="aktor"):
        geo.incidents("aktor=Russian forces")
    with pytest.raises(UnknownVersionError):
        geo.incidents("v=9-0123456789abcdef")


def test_names_become_places_or_an_honest_none():
    frame = geo.geocode(["Jableh", "Qasr al-Nonsense"], country="SY")
    assert list(frame.geometry.isna()) == [False, True]
    assert frame.crs.to_epsg() == 4326


def test_the_names_of_a_report_say_for_one_another_which_places_are_meant():
    alone, together = (geo.geocode(["Rabia", "Sinjar", "Tal Afar", "Mosul"], report=report) for report in (False, True))
    assert list(alone.geometry.isna()) == [True, True, False, False]
    assert set(together.admin1) == {"Nineveh"}
    assert geo.geocode(["Sinjar"], near=(42.4, 36.4)).admin1[0] == "Nineveh"


def test_what_is_not_placed_has_its_country_as_context():
    (row,) = geo.geocode(["Qasr al-Nonsense, Syria"]).itertuples()
    assert (row.geometry, row.place_id, row.context) == (None, None, "Syria")


def test_points_have_a_country_a_governorate_and_a_distance_to_a_border():
    frame = geo.geocode(["Al-Qaim", "Sinjar, Iraq", "Jableh"])
    assert list(geo.whereabouts(frame).admin1) == ["Anbar", "Nineveh", "Latakia"]
    assert list(geo.whereabouts(frame.to_crs("EPSG:3857")).country) == ["IQ", "IQ", "SY"]
    km = geo.border_km(frame, "SY", "IQ")
    assert 2 < km[0] < 3
    assert 30 < km[1] < 32
    assert km[2] > 300
    with pytest.raises(NoSharedBorderError):
        geo.border_km(frame, "SY", "FR")


EXAMPLES = [
    pytest.param(example, id=f"{path.parent.name}-{number}")
    for path in [README, *sorted(README.parent.glob("geo/**/README.md"))]
    for number, example in enumerate(re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_of_a_readme_runs(example, tmp_path):
    (tmp_path / "clashes.csv").write_text("title,date,lon,lat\nClash,2025-03-07,36.2,35.1\n", encoding="utf-8")
    subprocess.run([sys.executable, "-c", example], check=True, capture_output=True, cwd=tmp_path)


def test_the_readmes_name_every_key_and_command():
    keys = (README.parent / "geo/view/README.md").read_text(encoding="utf-8").partition("## Keys")[2]
    assert [key for key in FILTER_KEYS if f"`{key}`" not in keys] == []
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert [command for command in commands if f"geo {command}" not in README.read_text(encoding="utf-8")] == []
