"""Incidents by governorate."""

from urllib.parse import quote

import pytest
from house import ask, at, house, in_latakia, incident, on_the_border, revise

from geo.access import LOCAL, PUBLIC
from geo.incident import DatePrecision, PlacePrecision
from geo.query.map.regions import regions
from geo.query.totals.counts import counts

COAST = {"country": "SY", "admin1": "Latakia"}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("regions"),
        [
            incident("drawn", deaths_low=20, **in_latakia()),
            incident("point", deaths_best=3, **at(35.8, 35.5), **COAST),
            incident("spelled", country="SY", admin1="Lattakia governorate", date_precision=DatePrecision.YEAR),
            incident("nameless drawn", feature="admin1:IQ-NI", place_precision=PlacePrecision.ADMIN1),
            incident("district", feature="admin2:nowhere", place_precision=PlacePrecision.ADMIN2, **COAST),
            incident("line", **on_the_border()),
            incident("point only", **at(35.8, 35.5)),  # lies in Latakia, which nobody says
            incident("country", country="SY", place_precision=PlacePrecision.COUNTRY),
            incident("misspelled", country="SY", admin1="Nowhere"),
            incident("of elsewhere", country="IQ", admin1="admin1:SY-LA"),
            incident("shared name", admin1="Northern"),
            incident("nothing"),
        ],
    )


def test_an_incident_is_in_the_governorate_it_is_drawn_as_or_its_record_names(atlas):
    found = regions(atlas.engine, ask(atlas))
    assert found["regions"] == [
        {
            "feature": "admin1:SY-LA",
            "name": "Latakia",
            "name_ar": "محافظة اللاذقية",
            "country": "SY",
            "count": 4,
            "coarse": 3,
            "drawn_within": 1,
            "deaths": {"low": 20, "best": 3, "high": None, "stated": 2},
            "asked": {"country": ["SY"], "admin1": ["Latakia", "Lattakia governorate"]},
        },
        {
            "feature": "admin1:IQ-NI",
            "name": "Nineveh",
            "name_ar": "محافظة نينوى",
            "country": "IQ",
            "count": 1,
            "coarse": 1,
            "drawn_within": 0,
            "deaths": {"low": None, "best": None, "high": None, "stated": 0},
            "asked": None,
        },
    ]
    assert found["without"] == 7


@pytest.mark.parametrize("query", ["", "country=SY", "only=unplaced", "q=drawn", "only=undated&deaths=1"])
def test_every_incident_is_in_one_governorate_or_in_none(atlas, query):
    found = regions(atlas.engine, ask(atlas, query))
    assert (
        sum(row["count"] for row in found["regions"]) + found["without"]
        == counts(atlas.engine, ask(atlas, query)).matched
    )


def test_what_a_governorate_is_asked_for_by_finds_as_many_as_it_counts(atlas):
    region = regions(atlas.engine, ask(atlas))["regions"][0]
    query = "&".join(f"{key}={quote(value)}" for key, values in region["asked"].items() for value in values)
    assert counts(atlas.engine, ask(atlas, query)).matched == region["count"]


def test_a_viewer_is_not_told_of_a_place_smaller_than_what_is_hidden(tmp_path):
    atlas = house(tmp_path, [incident("a", **at(35.8, 35.5), **COAST), incident("b", **in_latakia())])
    revise(atlas, "a", generalise_m=5_000.0)
    for caller in (LOCAL, PUBLIC):
        (latakia,) = regions(atlas.engine, ask(atlas, "", caller))["regions"]
        assert (latakia["count"], latakia["drawn_within"]) == (2, 1)
