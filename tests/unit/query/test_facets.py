"""The counts beside the filters."""

import pytest
from house import ask, house, incident

from geo.incident import Actor, Role, Verification
from geo.query.totals.counts import counts
from geo.query.totals.facets import facets


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    army, strikers = Actor("Army", Role.PARTY, alleged=False), Actor("Strikers", Role.PERPETRATOR, alleged=True)
    return house(
        tmp_path_factory.mktemp("facets"),
        [
            incident("a", event_type="Battles", actors=(army, Actor("Army", Role.TARGET, alleged=False))),
            incident("b", event_type="Battles", actors=(strikers,), verification=Verification.DISPUTED),
            incident("c", event_type="Riots", country="SY"),
        ],
    )


def as_counts(rows):
    return {row["value"]: row["count"] for row in rows}


def test_an_incident_counts_once_for_an_actor_named_twice(atlas):
    assert as_counts(facets(atlas.engine, ask(atlas))["actor"]) == {"Army": 1, "Strikers": 1}


def test_a_filters_own_choice_is_left_out_of_its_own_counts_only(atlas):
    found = facets(atlas.engine, ask(atlas, "type=Riots"))
    assert as_counts(found["type"]) == {"Battles": 2, "Riots": 1}
    assert as_counts(found["verification"]) == {"unverified": 1}
    assert found["actor"] == []


@pytest.mark.parametrize("query", ["", "alleged=true", "verification=unverified", "actor=Army"])
def test_each_count_is_what_choosing_the_value_gives(atlas, query):
    for row in facets(atlas.engine, ask(atlas, query))["type"]:
        chosen = ask(atlas, f"{query}&type={row['value']}".lstrip("&"))
        assert counts(atlas.engine, chosen).matched == row["count"]
