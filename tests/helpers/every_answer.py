"""Everything a page or a program can ask of a store."""

from urllib.parse import quote

from fastapi.testclient import TestClient
from house import editors_client

from geo.api.app import create
from geo.api.request import Service
from geo.atlas import Atlas
from geo.query.engine.engine import Engine
from geo.readmodel.model import ReadModel
from geo.store.store import Store

_BOX = "bbox=-180,-90,180,90"
WHOLE = (
    "/health", "/counts", "/facets", "/timeline", "/timeline?by=year", "/timeline?stack=type", "/list", "/regions",
    "/list?sort=deaths", "/list?group=actor", f"/hexes?{_BOX}&zoom=3", f"/map?{_BOX}&zoom=2", f"/map?{_BOX}&zoom=12",
    "/counts?rule=highest", "/counts?days=2020-01-01&days=2030-01-01", "/facets?q=a", "/actors?find=a",
)  # fmt: skip


def opened(store: Store) -> Atlas:
    model = ReadModel(store)
    return Atlas(store, model, Engine(model))


def everyone(atlas: Atlas) -> list[TestClient]:
    """Somebody who sees everything, and a reader."""
    return [editors_client(atlas), TestClient(create(Service(atlas)))]


def refused(atlas: Atlas) -> list[tuple[str, int]]:
    """What was asked and not answered; of single records only by who sees all."""
    clients = everyone(atlas)
    rows = atlas.store.rows(columns=["id", "workflow"]).to_pylist()
    # Of an id with a line break, which none has today, there is no address.
    ids = [each["id"] for each in rows if each["id"].isprintable() and each["workflow"] != "withdrawn"]
    single = [f"/collections/incidents/items/{quote(each, safe='')}" for each in ids]
    near = [f"/near?incident={quote(each, safe='')}" for each in ids]
    answers = [(url, client.get(url).status_code) for client in clients for url in WHOLE]
    answers += [(url, clients[0].get(url).status_code) for url in (*single, *near)]
    return [(url, code) for url, code in answers if code != 200]
