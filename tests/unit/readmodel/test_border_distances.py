"""Incidents drawn as a stretch of a border."""

from house import by

from geo.incident import Incident
from geo.readmodel.model import ReadModel
from geo.store.store import Store

NEAR_AL_QAIM = "border:IQ-SY~40.99_34.39_25"
BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}


def asked(model: ReadModel, question: str) -> list[tuple[object, ...]]:
    with model.cursor() as cursor:
        return cursor.execute(question).fetchall()


def test_a_stretch_can_be_drawn_and_one_that_is_none_cannot(store: Store):
    incidents = [
        Incident("on a stretch", "demo", feature=NEAR_AL_QAIM),
        Incident("also", "demo", feature=NEAR_AL_QAIM),
        Incident("in a province", "demo", feature="admin1:SY-LA"),
        Incident("where no border is", "demo", feature="border:IQ-SY~36.73_34.72_25"),
        Incident("by another spelling", "demo", feature="border:IQ-SY~40.990_34.39_25"),
        Incident("nowhere", "demo"),
    ]
    store.append(incidents, **BY_ADA)
    found = dict(asked(ReadModel(store), "SELECT id, feature FROM revisions"))
    assert found == {
        "on a stretch": NEAR_AL_QAIM,
        "also": NEAR_AL_QAIM,
        "in a province": "admin1:SY-LA",
        "where no border is": None,
        "by another spelling": None,
        "nowhere": None,
    }


def test_a_record_keeps_an_id_that_cannot_be_drawn(store: Store):
    store.append([Incident("old", "demo", feature="border:IQ-SY~36.73_34.72_25")], **BY_ADA)
    assert store.record("old").feature == "border:IQ-SY~36.73_34.72_25"


def test_a_stretch_lies_on_its_border(store: Store):
    store.append([Incident("on a stretch", "demo", feature=NEAR_AL_QAIM)], **BY_ADA)
    km = dict(asked(ReadModel(store), "SELECT border, km FROM near_border"))
    assert km["IQ-SY"] == 0
    assert km["IQ-JO"] > 200
