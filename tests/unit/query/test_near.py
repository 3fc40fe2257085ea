"""What else happened near an incident."""

from datetime import date

import pytest
from house import ask, at, house, in_latakia, incident, on_the_border, revise

from geo.access import LOCAL, PUBLIC
from geo.errors import NotFoundError
from geo.incident import DatePrecision, PlacePrecision, Workflow
from geo.limits.field_limits import DAYS
from geo.query.lists.near import near


def on(day, last=None):
    days = {"start": date(2025, 3, day), "end": date(2025, 3, last or day)}
    return days | {"date_precision": DatePrecision.DAY}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("near"),
        [
            incident("one", **at(36.0, 35.0), **on(10)),
            incident("same place", **at(36.0, 35.0), **on(12)),
            incident("20 km north", event_type="Riots", radius_m=150.0, **at(36.0, 35.18), **on(9)),
            incident("too far", **at(36.0, 35.3), **on(10)),
            incident("too late", **at(36.0, 35.0), **on(18)),
            incident("until then", **at(36.0, 35.1), end=date(2025, 3, 20), date_precision=DatePrecision.DAYS),
            incident("that month", **at(36.1, 35.1), **(on(1, 31) | {"date_precision": DatePrecision.MONTH})),
            incident("undated", **at(36.0, 35.0)),
            incident("draft", workflow=Workflow.DRAFT, **at(36.0, 35.0), **on(10)),
            incident("province", **in_latakia(), **on(10)),
            incident("same province", **in_latakia(), **on(15)),
            incident("province, later", **in_latakia(), **on(25)),
            incident("line", **on_the_border(), **on(10)),
            incident("country", country="SY", place_precision=PlacePrecision.COUNTRY, **on(10)),
        ],
    )


def titles(atlas, name, caller=LOCAL, query="", **reach):
    return [row["title"] for row in near(atlas.engine, ask(atlas, query, caller), f"test:{name}", **reach)]


def test_what_is_near_in_place_and_time_comes_nearest_first(atlas):
    found = ["draft", "same place", "until then", "that month", "20 km north"]
    assert titles(atlas, "one") == found
    assert titles(atlas, "one", query="type=Battles&days=1999-01-01&days=1999-01-02") == found  # whatever the view asks
    assert titles(atlas, "one", km=50, days=8) == ["draft", "same place", "too late", *found[2:], "too far"]
    assert titles(atlas, "one", km=1, days=1) == ["draft"]
    assert titles(atlas, "one", limit=2) == found[:2]
    assert titles(atlas, "one", PUBLIC) == found[1:]


def test_it_says_how_far_and_how_long_apart(atlas):
    found = {row["title"]: row for row in near(atlas.engine, ask(atlas), "test:one")}
    assert found["20 km north"] == {
        "id": "test:20 km north",
        "title": "20 km north",
        "start": "2025-03-09",
        "end": "2025-03-09",
        "date_precision": "day",
        "place_precision": "exact",
        "radius_m": 150.0,
        "km": 20.0,
        "days": 1,
    }
    assert (found["same place"]["km"], found["same place"]["days"]) == (0.0, 2)
    assert found["that month"]["days"] == 0
    assert found["until then"]["days"] == 3  # 7 days before the 20th, and no earlier


def test_without_a_point_it_is_what_is_drawn_as_the_same_shape(atlas):
    (same,) = near(atlas.engine, ask(atlas), "test:province")
    assert (same["title"], same["km"], same["days"]) == ("same province", None, 5)
    assert titles(atlas, "line") == []


@pytest.mark.parametrize("name", ["undated", "country"])
def test_what_has_no_date_or_is_not_drawn_is_near_nothing(atlas, name):
    assert titles(atlas, name) == []


def test_an_incident_the_caller_may_not_see_is_not_there(atlas):
    for name, caller in (("none", LOCAL), ("draft", PUBLIC)):
        with pytest.raises(NotFoundError):
            titles(atlas, name, caller)


def test_a_hidden_place_is_as_far_away_as_a_viewer_sees_it(tmp_path):
    hidden, beside = (36.1234, 35.5678), (36.1234, 35.5679)
    atlas = house(tmp_path, [incident("hidden", **at(*hidden), **on(10)), incident("beside", **at(*beside), **on(10))])
    revise(atlas, "hidden", generalise_m=20_000.0)
    (exact,), (seen,) = (near(atlas.engine, ask(atlas, "", caller), "test:beside") for caller in (LOCAL, PUBLIC))
    assert (exact["km"], exact["place_precision"]) == (0.0, "exact")
    assert (seen["km"] > 1, seen["place_precision"]) == (True, "near")
    (back,) = near(atlas.engine, ask(atlas, "", PUBLIC), "test:hidden")
    assert back["km"] == seen["km"]


def test_the_antimeridian_and_the_ends_of_the_calendar_part_nothing(tmp_path):
    first = {"start": DAYS[0], "end": DAYS[0], "date_precision": DatePrecision.DAY}
    last = {"start": DAYS[1], "date_precision": DatePrecision.DAY}
    pairs = [("a", 179.99, first), ("b", -179.99, first), ("c", 179.99, last), ("d", -179.99, last)]
    atlas = house(tmp_path, [incident(name, **at(lon, 0.0), **days) for name, lon, days in pairs])
    assert [titles(atlas, name) for name in "abcd"] == [["b"], ["a"], ["d"], ["c"]]
