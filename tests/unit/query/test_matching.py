"""A View's filters as the rows they leave."""

from datetime import date
from urllib.parse import quote

import pytest
from house import ask, at, house, in_latakia, incident, on_the_border
from hypothesis import given
from hypothesis import strategies as st

from geo.incident import Actor, Claim, DatePrecision, PlacePrecision, Role, Verification
from geo.query.lists.incident_rows import rows

SIXTH, SEVENTH, MONTH_END = date(2025, 3, 6), date(2025, 3, 7), date(2025, 3, 31)


def titles(atlas, query):
    return set(rows(atlas.engine, ask(atlas, query))["title"].to_pylist())


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("dated"),
        [
            incident("on the 6th", start=SIXTH, end=SIXTH, date_precision=DatePrecision.DAY),
            incident("from the 6th", start=SIXTH, date_precision=DatePrecision.DAY),
            incident("by the 7th", end=SEVENTH, date_precision=DatePrecision.DAYS),
            incident("in March", start=date(2025, 3, 1), end=MONTH_END, date_precision=DatePrecision.MONTH),
            incident("undated"),
        ],
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("days=2025-03-06&days=2025-03-06", {"on the 6th", "from the 6th", "by the 7th", "in March"}),
        ("days=2025-03-06&days=2025-03-06&dates=definite", {"on the 6th", "from the 6th"}),
        ("days=2025-03-01&days=2025-03-31&dates=definite", {"on the 6th", "from the 6th", "in March"}),
        ("days=2025-03-13&days=2025-03-13", {"from the 6th", "in March"}),  # 7 days from the known bound
        ("days=2025-03-14&days=2025-03-14", {"in March"}),
        ("days=2025-02-28&days=2025-02-28", {"by the 7th"}),
        ("days=2025-02-27&days=2025-02-27", set()),
        ("days=2025-03-07..", {"from the 6th", "by the 7th", "in March"}),
        ("days=2025-03-13..", {"from the 6th", "in March"}),
        ("days=2025-03-14..", {"in March"}),
        ("days=2025-04-01..", set()),
        ("days=..2025-03-06", {"on the 6th", "from the 6th", "by the 7th", "in March"}),
        ("days=..2025-03-05", {"by the 7th", "in March"}),
        ("days=..2025-02-28", {"by the 7th"}),
        ("days=..2025-02-27", set()),
        ("days=2025-03-06..&dates=definite", {"on the 6th", "from the 6th"}),
        ("days=2025-03-01..&dates=definite", {"on the 6th", "from the 6th", "in March"}),
        ("days=..2025-03-06&dates=definite", {"on the 6th", "from the 6th"}),
        ("days=..2025-03-07&dates=definite", {"on the 6th", "from the 6th", "by the 7th"}),
        ("days=..2025-03-31&dates=definite", {"on the 6th", "from the 6th", "by the 7th", "in March"}),
        ("", {"on the 6th", "from the 6th", "by the 7th", "in March", "undated"}),
        ("only=undated", {"undated"}),
    ],
)
def test_days_match_as_the_design_says(dated, query, left):
    assert titles(dated, query) == left


RUSSIA = Actor("Russian forces", Role.PERPETRATOR, alleged=True)
ARMY = Actor("Army", Role.PARTY, alleged=False)
ARMY_HIT = Actor("Army", Role.TARGET, alleged=False)


@pytest.fixture(scope="module")
def acted(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("acted"),
        [
            incident("strikes", actors=(RUSSIA, ARMY_HIT)),
            incident("clashes", actors=(ARMY,)),
            incident("nobody named"),
        ],
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("actor=Russian+forces", {"strikes"}),
        ("actor=Army", {"strikes", "clashes"}),
        ("actor=Army&role=party", {"clashes"}),
        ("actor=Army&alleged=true", set()),  # role and alleged speak of the same entry
        ("alleged=true", {"strikes"}),
        ("role=target", {"strikes"}),
        ("actor=Army&actor=Russian+forces", {"strikes", "clashes"}),
        ("actor=Army&actor=Russian+forces&match=all", {"strikes"}),
        ("actor=russian+forces", set()),
    ],
)
def test_actors_match_with_role_and_alleged_of_one_entry(acted, query, left):
    assert titles(acted, query) == left


@pytest.fixture(scope="module")
def placed(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("placed"),
        [
            incident("exact", **at(36.0, 35.5)),
            incident("ring", **at(41.0, 34.5, PlacePrecision.NEAR)),
            incident("province", **in_latakia()),
            incident("line", **on_the_border()),
            incident("country", country="SY", place_precision=PlacePrecision.COUNTRY, feature="country:SY"),
            incident("unknown"),
        ],
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("only=unplaced", {"country", "unknown"}),
        ("only=coarse", {"province"}),
        ("place_precision=exact", {"exact"}),
        ("place_precision=near", {"exact", "ring"}),
        ("place_precision=admin1", {"exact", "ring", "province"}),
        ("place_precision=country", {"exact", "ring", "province", "country"}),
        ("place_precision=line", {"line"}),
        ("area=35.9,35.4,36.1,35.6", {"exact", "province"}),
        ("area=POLYGON ((35.9 35.4, 36.1 35.4, 36.1 35.5, 35.9 35.4))", {"province"}),
        ("area=40,33,42,36", {"ring", "line"}),
        ("area=100,0,101,1", set()),
        ("border=IQ-SY", {"line"}),  # and not what is known only to one of its countries
        ("border=IQ-SY&within_km=60", {"line", "ring"}),
        ("country=SY", {"province", "country"}),
        ("admin1=Latakia", {"province"}),
    ],
)
def test_places_match_by_precision_area_and_border(placed, query, left):
    assert titles(placed, query) == left


def claim(low, high=None, day=1):
    return Claim("deaths", low=low, high=high, claimant=f"C{low}", source_id="s", stated_on=date(2025, 3, day))


@pytest.fixture(scope="module")
def tolled(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("tolled"),
        [
            incident("disputed", deaths_low=20, claims=(claim(20, day=9), claim(157, 157), claim(24, 24))),
            incident("imported", deaths_low=3, deaths_best=4, deaths_high=6),
            incident("none recorded", deaths_best=0),
            incident("unknown"),
        ],
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("deaths=1", {"disputed", "imported"}),
        ("deaths=0", {"disputed", "imported", "none recorded"}),
        ("deaths=4", {"disputed"}),
        ("deaths=21", set()),
        ("deaths=21&rule=median", {"disputed"}),
        ("deaths=100&rule=highest", {"disputed"}),
        ("deaths=21&rule=latest", set()),
    ],
)
def test_deaths_are_those_of_the_rule(tolled, query, left):
    assert titles(tolled, query) == left


@pytest.fixture(scope="module")
def worded(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("worded"),
        [
            incident("Élan in the village", place_name="Al-Mukhtariya", verification=Verification.DISPUTED),
            incident("50% of it_all", summary="O'Neill; DROP TABLE revisions"),
        ],
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("q=elan+VILLAGE", {"Élan in the village"}),
        ("q=mukhtariya", {"Élan in the village"}),
        ("q=village+nowhere", set()),
        ("q=%25", {"50% of it_all"}),
        ("q=t_a", {"50% of it_all"}),
        ("q=o'neill;", {"50% of it_all"}),
        ("q=\\", set()),
        ("only=disputed", {"Élan in the village"}),
        ("verification=disputed", {"Élan in the village"}),
        ("dataset=test", {"Élan in the village", "50% of it_all"}),
    ],
)
def test_words_are_taken_literally(worded, query, left):
    assert titles(worded, query) == left


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(str.strip))
def test_any_text_is_a_value_and_never_sql(worded, text):
    for key in ("actor", "type", "admin1", "dataset"):
        assert titles(worded, f"{key}={quote(text)}") == (
            {"Élan in the village", "50% of it_all"} if (key, text) == ("dataset", "test") else set()
        )
