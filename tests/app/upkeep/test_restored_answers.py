"""A restored store answers everything as the store did that was backed up."""

import pytest
from fastapi.testclient import TestClient
from house import at, house, in_latakia, incident, on_the_border, revise

from geo.access import LOCAL
from geo.api.app import create
from geo.api.request import Service
from geo.atlas import Atlas
from geo.incident import Actor, Role, Workflow
from geo.settings import Settings
from geo.upkeep.backup import back_up
from geo.upkeep.restore import restore

ASKED = (
    "/map?bbox=30,30,50,40&zoom=6",
    "/map?bbox=30,30,50,40&zoom=12",
    "/counts",
    "/counts?only=unplaced",
    "/facets",
    "/timeline?by=day",
    "/timeline?by=month&stack=type",
    "/list?limit=50",
    "/list?sort=deaths&group=place&limit=50",
    "/regions",
    "/hexes?bbox=30,30,50,40&zoom=6",
    "/actors?find=strik",
    "/collections/incidents/items?limit=100",
    *(f"/collections/incidents/items/test:{name}" for name in ("point", "province", "line", "nowhere", "gone")),
)


def answers(atlas: Atlas, link: str) -> dict[str, object]:
    client = TestClient(create(Service(atlas)))
    found = {}
    for asked in ASKED:
        for pinned in ("", f"v={link}") if "items/" not in asked else ("",):
            answer = client.get(f"{asked}{'&' if '?' in asked else '?'}{pinned}".rstrip("?&"))
            found[asked, pinned] = answer.status_code, answer.json()
    return found


def histories(atlas: Atlas) -> list[object]:
    rows = atlas.store.rows(columns=["id"])["id"].unique().to_pylist()
    return [(atlas.store.acts(), [atlas.store.history(name) for name in sorted(rows)])]


def same(one: object) -> object:
    """An answer without when it was made."""
    if isinstance(one, dict):
        return {key: same(value) for key, value in one.items() if key != "timeStamp"}
    return [same(each) for each in one] if isinstance(one, list | tuple) else one


@pytest.fixture
def atlas(tmp_path):
    strikers = Actor("Strikers", Role.PERPETRATOR, alleged=True)
    incidents = [
        incident("point", deaths_low=20, event_type="Battles", actors=(strikers,), **at(36.0, 35.5)),
        incident("province", **in_latakia()),
        incident("line", **on_the_border()),
        incident("nowhere"),
        incident("gone", **at(36.2, 35.6)),
    ]
    made = house(tmp_path, incidents)
    revise(made, "point", deaths_low=30, title="Revised")
    revise(made, "gone", workflow=Workflow.WITHDRAWN)
    return made


def test_every_answer_of_a_restored_store_is_that_of_the_store_at_its_version(atlas, tmp_path):
    link = atlas.store.acts()[0].head.link
    settings = Settings(store=atlas.store.location, local_access=False)
    back_up(settings, LOCAL, tmp_path / "atlas.tar")
    restore(tmp_path / "atlas.tar", tmp_path / "restored")
    again = Atlas.open(Settings(store=str(tmp_path / "restored"), local_access=False))
    assert again.model.refresh() == atlas.model.refresh()
    assert same(answers(again, link)) == same(answers(atlas, link))
    assert {status for status, _ in answers(atlas, link).values()} == {200, 404}
    assert histories(again) == histories(atlas)
