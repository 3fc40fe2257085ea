"""Small real houses for tests: a store in a folder, its read model and engine."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from fastapi.testclient import TestClient

from geo.access import LOCAL, AccessRole, Authenticator, Caller, open_secret
from geo.api.app import create
from geo.api.request import Service
from geo.atlas import Atlas
from geo.incident import Incident, PlacePrecision, Source, Workflow
from geo.query.engine.engine import Engine
from geo.query.engine.question import Question
from geo.readmodel.model import ReadModel
from geo.store.store import Store
from geo.view import from_query

OURS = Source(source_id="s", publisher="A publisher", licence="own-words")


def by(name: str) -> Caller:
    """Somebody of that name who may edit."""
    return Caller(name, AccessRole.EDITOR)


def incident(name: str, **fields: object) -> Incident:
    """A published incident of the dataset `test`, with nothing known but what is given."""
    known = {"workflow": Workflow.PUBLISHED, "sources": (OURS,)} | fields
    return Incident(id=f"test:{name}", dataset="test", title=name, **known)


def at(lon: float, lat: float, precision: PlacePrecision = PlacePrecision.EXACT) -> dict[str, object]:
    """A position, longitude first."""
    return {"lon": lon, "lat": lat, "place_precision": precision}


def in_latakia() -> dict[str, object]:
    return {"feature": "admin1:SY-LA", "place_precision": PlacePrecision.ADMIN1, "admin1": "Latakia", "country": "SY"}


def on_the_border() -> dict[str, object]:
    return {"feature": "border:IQ-SY", "place_precision": PlacePrecision.LINE, "country": "IQ"}


def house(folder: Path, incidents: Iterable[Incident]) -> Atlas:
    """An atlas whose store has one act: these incidents."""
    store = Store.open(str(folder / "store"))
    store.append(list(incidents), caller=by("tester"), reason="a test", tool="tests")
    model = ReadModel(store)
    return Atlas(store, model, Engine(model))


def editors_client(atlas: Atlas) -> TestClient:
    """The API as somebody reaches it who has opened the link of local access."""
    source, _ = open_secret(Path(atlas.store.location) / ".secret")
    service = Service(atlas, Authenticator(local_access=True, bound="127.0.0.1", secret=source))
    cookies = {source().cookie_name: source().cookie_value}
    return TestClient(create(service), base_url="http://127.0.0.1", cookies=cookies)


def revise(atlas: Atlas, name: str, **fields: object) -> None:
    """A further revision of an incident."""
    now = atlas.store.record(f"test:{name}")
    assert now is not None
    revised = dataclasses.replace(now, based_on=now.version, **fields)
    atlas.store.append([revised], caller=by("editor"), reason="a revision", tool="tests")


def ask(atlas: Atlas, query: str = "", caller: Caller = LOCAL) -> Question:
    view, problems = from_query(query)
    assert problems == []
    return atlas.question(view, caller)
