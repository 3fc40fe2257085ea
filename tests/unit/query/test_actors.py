"""An actor is found by any words of its name."""

import pytest
from house import ask, by, house, incident

from geo.access import LOCAL, PUBLIC
from geo.incident import Actor, Role, Workflow
from geo.query.totals import actors
from geo.query.totals.actors import FOUND, like


def naming(name, *actors, **fields):
    return incident(name, actors=tuple(Actor(actor, role, alleged=False) for actor, role in actors), **fields)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    army, front = ("Syrian Army", Role.PARTY), ("Front of the Army's Friends", Role.TARGET)
    return house(
        tmp_path_factory.mktemp("actors"),
        [
            naming("a", army, front),
            naming("b", army, ("Syrian Army", Role.TARGET), event_type="Riots"),
            naming("c", ("Jaysh al-Islām", Role.PARTY), ("جيش الإسلام", Role.PARTY)),
            naming("hidden", ("Army of nobody", Role.PARTY), workflow=Workflow.DRAFT),
            *(naming(f"many{n}", (f"Group {n:03d}", Role.OTHER)) for n in range(60)),
        ],
    )


def found(atlas, words, query="", caller=LOCAL):
    return [(row["value"], row["count"]) for row in like(atlas.engine, ask(atlas, query, caller), words)]


def test_any_words_of_a_name_find_it_what_begins_with_them_comes_first(atlas):
    offered = [("Army of nobody", 1), ("Syrian Army", 2), ("Front of the Army's Friends", 1)]
    assert found(atlas, "army") == offered
    assert found(atlas, "ARMY syr") == [("Syrian Army", 2)]


def test_a_whole_name_comes_before_names_that_more_incidents_give_and_begin_so(tmp_path):
    longer = [naming(f"{n}.{m}", (f"Front {n:02d}", Role.PARTY)) for n in range(FOUND + 5) for m in range(2)]
    atlas = house(tmp_path, [naming("a", ("Front", Role.PARTY)), *longer])
    assert found(atlas, "FRÓNT")[0] == ("Front", 1)
    assert len(found(atlas, "front")) == FOUND


def test_marks_and_scripts_are_folded_as_words_are(atlas):
    assert found(atlas, "islam") == [("Jaysh al-Islām", 1)]
    assert found(atlas, "الاسلام") == found(atlas, "الإسلام") == [("جيش الإسلام", 1)]


def test_counts_are_of_all_incidents_whatever_the_view_asks(atlas):
    assert found(atlas, "syrian", "type=Riots") == found(atlas, "syrian") == [("Syrian Army", 2)]


def test_who_is_named_only_in_what_a_viewer_may_not_see_is_not_offered(atlas):
    assert found(atlas, "nobody") == [("Army of nobody", 1)]
    assert found(atlas, "nobody", caller=PUBLIC) == []


def test_of_many_names_some_are_offered_also_without_a_word(atlas):
    assert len(found(atlas, "group")) == len(found(atlas, "")) == FOUND
    assert found(atlas, "group 059") == [("Group 059", 1)]
    assert found(atlas, "%") == found(atlas, "no such name") == []


def test_a_pinned_version_does_not_know_who_came_later(tmp_path):
    atlas = house(tmp_path, [naming("a", ("Syrian Army", Role.PARTY))])
    pinned = f"v={atlas.store.head().link}"
    assert found(atlas, "army", pinned) == [("Syrian Army", 1)]
    later = naming("b", ("Army of the north", Role.PARTY))
    atlas.store.append([later], caller=by("tester"), reason="a test", tool="tests")
    assert found(atlas, "army") == [("Army of the north", 1), ("Syrian Army", 1)]
    assert found(atlas, "army", pinned) == [("Syrian Army", 1)]


def test_each_of_many_words_has_to_be_in_the_name(tmp_path):
    words = "Union of the Free Brigades for the Defence of the Northern Coast"
    atlas = house(tmp_path, [naming("a", (words, Role.PARTY))])
    assert found(atlas, words) == [(words, 1)]
    assert found(atlas, f"{words} nowhere") == []


def test_who_may_be_seen_is_found_behind_any_number_of_names_who_may_not(tmp_path, monkeypatch):
    monkeypatch.setattr(actors, "_LOOKED_AT", (2, 3, None))
    unseen = [
        naming(f"{n}", *((f"Group {each}", Role.PARTY) for each in range(9)), workflow=Workflow.DRAFT) for n in range(2)
    ]
    atlas = house(tmp_path, [*unseen, naming("a", ("Group of ours", Role.PARTY))])
    assert found(atlas, "group", caller=PUBLIC) == [("Group of ours", 1)]
