"""A page of the list."""

from datetime import date

import pytest
from house import ask, at, house, incident, revise

from geo.access import LOCAL, PUBLIC
from geo.incident import Actor, Claim, DatePrecision, Role, Verification, Workflow
from geo.query.engine.ordering import Order, Sort, usual
from geo.query.lists import listing as module
from geo.query.lists.grouping import Group
from geo.query.lists.listing import Page, listing

SIXTH, SEVENTH = date(2025, 3, 6), date(2025, 3, 7)
DAY, MONTH = DatePrecision.DAY, DatePrecision.MONTH


def party(name):
    return Actor(name, Role.PARTY, alleged=False)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    march = {"start": date(2025, 3, 1), "end": date(2025, 3, 31), "date_precision": MONTH}
    sixth = {"start": SIXTH, "end": SIXTH, "date_precision": DAY}
    coast = {"country": "SY", "admin1": "Latakia"}
    return house(
        tmp_path_factory.mktemp("list"),
        [
            incident("c", event_type="Riots", deaths_low=20, **sixth, **coast, place_name="Jableh"),
            incident("a", event_type="Battles", deaths_best=3, actors=(party("Army"),), **march, country="SY"),
            incident(
                "b", start=SIXTH, end=SEVENTH, date_precision=DAY, **coast, actors=(party("Army"), party("Tribe"))
            ),
            incident("d", start=SEVENTH, date_precision=DAY, verification=Verification.DISPUTED, country="IQ"),
            incident("e", deaths_high=900),
        ],
    )


def titles(atlas, **wanted):
    return "".join(row["title"] for row in listing(atlas.engine, ask(atlas), Page(**wanted))["rows"])


@pytest.mark.parametrize(
    ("sort", "order", "found"),
    [
        (Sort.WHEN, Order.DESC, "abdce"),  # the latest known day first; without any, last
        (Sort.WHEN, Order.ASC, "abcde"),  # the earliest
        (Sort.WHERE, Order.ASC, "dcbae"),
        (Sort.WHERE, Order.DESC, "cbade"),
        (Sort.DEATHS, Order.DESC, "ecabd"),
        (Sort.DEATHS, Order.ASC, "acebd"),  # what is not known is not the least
        (Sort.TITLE, Order.ASC, "abcde"),
        (Sort.TITLE, Order.DESC, "edcba"),
        (Sort.TYPE, Order.ASC, "acbde"),
        (Sort.TYPE, Order.DESC, "cabde"),
        (Sort.VERIFICATION, Order.DESC, "dabce"),
        (Sort.VERIFICATION, Order.ASC, "abced"),
    ],
)
def test_a_list_is_sorted_with_the_unknown_last_and_then_by_id(atlas, sort, order, found):
    assert titles(atlas, sort=sort, order=order) == found
    pages = [titles(atlas, sort=sort, order=order, offset=n, limit=2) for n in (0, 2, 4)]
    assert "".join(pages) == found


def test_names_begin_at_a_and_numbers_at_the_most():
    assert {sort for sort in Sort if usual(sort) is Order.ASC} == {Sort.TITLE, Sort.TYPE, Sort.WHERE}


GROUPED = {
    Group.DAY: [("2025-03-07", "d"), ("2025-03-06", "c"), (None, "abe")],  # neither a span nor a month is a day
    Group.PLACE: [("SY/Latakia", "bc"), ("IQ/", "d"), ("SY/", "a"), (None, "e")],
    Group.ACTOR: [("Army", "ab"), ("Tribe", "b"), (None, "cde")],  # an incident under each of its actors
}


@pytest.mark.parametrize("by", GROUPED)
def test_groups_say_what_they_are_of_how_many_stand_there_and_where_they_begin(atlas, by):
    found = listing(atlas.engine, ask(atlas), Page(Sort.TITLE, Order.ASC if by is not Group.DAY else Order.DESC, by))
    rows = [(row["group"], row["title"]) for row in found["rows"]]
    wanted = [(value, title) for value, each in GROUPED[by] for title in each]
    if by is Group.DAY:  # its order is that of the days too
        wanted = [(value, title) for value, each in GROUPED[by] for title in reversed(each)]
    assert rows == wanted
    assert found["total"] == len(wanted)
    begins = [next(n for n, (value, _) in enumerate(wanted) if value == each) for each, _ in GROUPED[by]]
    said = [(group["value"], group["count"], group["offset"]) for group in found["groups"]]
    assert said == [(value, len(each), n) for (value, each), n in zip(GROUPED[by], begins, strict=True)]


@pytest.mark.parametrize("by", GROUPED)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_of_any_length_make_up_the_whole(atlas, by, limit):
    whole = listing(atlas.engine, ask(atlas), Page(group=by))
    rows = []
    for offset in range(0, whole["total"] + limit, limit):
        page = listing(atlas.engine, ask(atlas), Page(group=by, offset=offset, limit=limit))
        assert (page["total"], page["groups"]) == (whole["total"], whole["groups"])
        rows += page["rows"]
    assert rows == whole["rows"]


def test_a_list_without_groups_has_none(atlas):
    found = listing(atlas.engine, ask(atlas), Page())
    assert (found["total"], found["groups"]) == (5, None)
    assert {row["group"] for row in found["rows"]} == {None}


def test_more_groups_than_can_be_sent_are_counted(atlas, monkeypatch):
    monkeypatch.setattr(module, "MOST_GROUPS", 2)
    found = listing(atlas.engine, ask(atlas, f"v={atlas.store.head().link}"), Page(group=Group.DAY))
    assert (found["groups"], found["groups_left"], len(found["rows"])) == (None, 3, 5)


def test_a_row_says_what_the_list_shows(atlas):
    found = listing(atlas.engine, ask(atlas, "q=c&type=Riots"), Page())
    assert found["rows"] == [
        {
            "id": "test:c",
            "title": "c",
            "dataset": "test",
            "start": "2025-03-06",
            "end": "2025-03-06",
            "date_precision": "day",
            "event_type": "Riots",
            "sub_type": None,
            "country": "SY",
            "admin1": "Latakia",
            "place_name": "Jableh",
            "place_precision": "unknown",
            "radius_m": None,
            "deaths_low": 20,
            "deaths_best": None,
            "deaths_high": None,
            "verification": "unverified",
            "drawn": False,
            "coarse": False,
            "undated": False,
            "actors": [],
            "actors_more": 0,
            "group": None,
        }
    ]


def test_only_some_of_a_view_can_be_asked_for(atlas):
    some = ("test:b", "test:c", "test:none")
    found = listing(atlas.engine, ask(atlas, "type=Riots"), Page(ids=some))
    assert (found["total"], [row["title"] for row in found["rows"]]) == (1, ["c"])
    grouped = listing(atlas.engine, ask(atlas), Page(group=Group.ACTOR, ids=some))
    assert grouped["total"] == 3
    assert [(group["value"], group["count"]) for group in grouped["groups"]] == [("Army", 1), ("Tribe", 1), (None, 1)]


def test_six_actors_travel_with_a_row_and_the_others_are_counted(tmp_path):
    crowd = house(tmp_path, [incident("all", actors=tuple(party(f"Group {n}") for n in range(9)))])
    (row,) = listing(crowd.engine, ask(crowd), Page())["rows"]
    assert (row["actors"], row["actors_more"]) == ([f"Group {n}" for n in range(6)], 3)


def test_deaths_are_those_of_the_views_rule_in_the_order_and_in_the_rows(tmp_path):
    claims = tuple(Claim("deaths", low=n, high=n, source_id="s", claimant=f"{n}") for n in (1, 50))
    both = house(tmp_path, [incident("claimed", deaths_best=2, claims=claims), incident("stated", deaths_best=9)])
    stated, highest = (listing(both.engine, ask(both, query), Page(Sort.DEATHS)) for query in ("", "rule=highest"))
    assert [(row["title"], row["deaths_best"]) for row in stated["rows"]] == [("stated", 9), ("claimed", 2)]
    assert [(row["title"], row["deaths_best"]) for row in highest["rows"]] == [("claimed", 50), ("stated", 9)]


def test_a_viewer_reads_nothing_in_a_list_that_they_may_not_see(tmp_path):
    mine = [
        incident("hidden", place_name="The house", country="SY", admin1="Latakia", admin2="Jableh", **at(36.1, 35.5)),
        incident("draft", workflow=Workflow.DRAFT, actors=(party("Army"),)),
        incident("open", place_name="Aleppo", country="SY"),
    ]
    atlas = house(tmp_path, mine)
    revise(atlas, "hidden", generalise_m=5_000.0)
    for by in Group:
        for sort in Sort:
            viewer = listing(atlas.engine, ask(atlas, "", PUBLIC), Page(sort, group=by))
            assert sorted(row["id"] for row in viewer["rows"]) == ["test:hidden", "test:open"]
            hidden = next(row for row in viewer["rows"] if row["id"] == "test:hidden")
            assert (hidden["place_name"], hidden["place_precision"]) == (None, "near")
            assert "Army" not in str(viewer)
            assert "Jableh" not in str(viewer)
    editor = listing(atlas.engine, ask(atlas, "", LOCAL), Page())
    assert {row["place_name"] for row in editor["rows"]} == {"The house", "Aleppo", None}
    of_viewer = listing(atlas.engine, ask(atlas, "", PUBLIC), Page(Sort.WHERE, Order.ASC))
    assert [row["title"] for row in of_viewer["rows"]] == ["Incident, Latakia, Syria", "open"]
