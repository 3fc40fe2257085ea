"""Names that incidents give with one id are names of one actor, as far as the caller may see these incidents."""

import pytest
from house import ask, by, house, incident

from geo.access import LOCAL, PUBLIC
from geo.incident import Actor, Role, Workflow
from geo.query.totals.actor_aliases import MOST_NAMES, other_names
from geo.query.totals.actors import like


def naming(incident_id, *named, **fields):
    """An incident that names actors, each with an id or none."""
    actors = tuple(Actor(name, Role.PARTY, alleged=False, actor_id=actor_id) for name, actor_id in named)
    return incident(incident_id, actors=actors, **fields)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("others"),
        [
            naming("a", ("Nusra Front", "x:1"), ("Syrian Army", "x:2")),
            naming("b", ("Levant Front for Conquest", "x:1"), ("Syrian Army", None)),
            naming("c", ("Levant Front for Conquest", "x:1"), ("Nusra Front", "x:1")),
            naming("d", ("جبهة النصرة", "x:1")),
            naming("draft", ("Secret Name", "x:2"), ("Syrian Army", "x:2"), workflow=Workflow.DRAFT),
            naming("e", ("Secret Name", None)),
            *(naming(f"many{n}", (f"Unknown {n:02}", "x:unknown")) for n in range(MOST_NAMES + 1)),
        ],
    )


def also(atlas, *names, query="", caller=LOCAL):
    return other_names(atlas.engine, ask(atlas, query, caller), names)


def found(atlas, words, caller=LOCAL):
    return [(row["value"], row["count"], row["also"]) for row in like(atlas.engine, ask(atlas, "", caller), words)]


def test_names_of_one_id_are_other_names_of_each_other_the_most_frequent_first(atlas):
    assert also(atlas, "Nusra Front", "جبهة النصرة", "nobody") == {
        "Nusra Front": ("Levant Front for Conquest", "جبهة النصرة"),
        "جبهة النصرة": ("Levant Front for Conquest", "Nusra Front"),
    }


def test_an_actor_is_found_by_any_of_its_names_and_each_is_offered_with_its_own_count(atlas):
    assert found(atlas, "nusra") == [
        ("Nusra Front", 2, ["Levant Front for Conquest", "جبهة النصرة"]),
        ("Levant Front for Conquest", 2, ["Nusra Front", "جبهة النصرة"]),
        ("جبهة النصرة", 1, ["Levant Front for Conquest", "Nusra Front"]),
    ]


def test_what_only_a_draft_says_of_who_is_who_is_not_told_to_the_public(atlas):
    assert also(atlas, "Syrian Army") == {"Syrian Army": ("Secret Name",)}
    assert also(atlas, "Syrian Army", caller=PUBLIC) == {}
    assert found(atlas, "secret", PUBLIC) == [("Secret Name", 1, [])]


def test_an_id_of_too_many_names_makes_no_two_of_them_one(atlas):
    assert also(atlas, "Unknown 00") == {}


def test_a_pinned_version_does_not_know_the_names_that_came_later(tmp_path):
    atlas = house(tmp_path, [naming("a", ("Nusra Front", "x:1"))])
    pinned = f"v={atlas.store.head().link}"
    later = naming("b", ("Levant Front for Conquest", "x:1"))
    atlas.store.append([later], caller=by("tester"), reason="a test", tool="tests")
    assert also(atlas, "Nusra Front") == {"Nusra Front": ("Levant Front for Conquest",)}
    assert also(atlas, "Nusra Front", query=pinned) == {}
