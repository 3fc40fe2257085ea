"""`import geo`: what Python users get, and the README's own examples."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import geo
from geo import atlas
from geo.cli import app
from geo.errors import UnknownVersionError, UnreadableViewError
from geo.query.rows import COLUMNS
from geo.view import FILTER_KEYS

README = Path(__file__).parent.parent / "README.md"


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


def test_the_readmes_examples_run():
    for example in re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        subprocess.run([sys.executable, "-c", example], check=True, capture_output=True)


def test_the_readme_names_every_key_setting_and_command():
    text = README.read_text(encoding="utf-8")
    assert [key for key in FILTER_KEYS if f"`{key}`" not in text] == []
    assert [c.callback.__name__ for c in app.registered_commands if f"geo {c.callback.__name__}" not in text] == []
