"""Answers stay the same however the engine comes to them; that counts agree is held by `test_honest_counts`."""

from dataclasses import replace

import pyarrow as pa
import pytest
from house import ask, by

from geo.access import LOCAL, PUBLIC
from geo.atlas import Atlas
from geo.incident import Workflow
from geo.query.engine import engine
from geo.query.engine.engine import Engine
from geo.query.map.viewport_cells import viewport
from geo.query.totals import actors as named
from geo.query.totals.counts import counts
from geo.query.totals.facets import facets
from geo.query.totals.timeline import timeline
from geo.readmodel.model import ReadModel
from geo.store.store import Store
from geo.synthesis.incidents import synthetic

pytestmark = pytest.mark.xdist_group("agreement")  # its store is made once


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """Three thousand synthetic incidents: a tenth generalised, a fiftieth revised, some of them to be seen no more."""
    store = Store.open(str(tmp_path_factory.mktemp("agreement") / "store"))
    act = {"caller": by("tester"), "reason": "a test", "tool": "tests"}
    for table in synthetic(3_000, seed=7):
        sizes = pa.array([20_000.0 if row % 10 == 0 else None for row in range(table.num_rows)])
        place = table.schema.get_field_index("generalise_m")
        store.append_rows(table.set_column(place, table.schema.field(place), sizes), **act)
    model = ReadModel(store)
    ids = [f"synthetic:{number:08d}" for number in range(1, 3_000, 50)]
    for withdrawn in (False, True):
        now = [store.record(name) for name in (ids[::2] if withdrawn else ids[1::2])]
        store.append([revised(record, withdrawn=withdrawn) for record in now], **act)
    return Atlas(store, model, Engine(model))


def revised(record, *, withdrawn):
    changed = {"workflow": Workflow.WITHDRAWN} if withdrawn else {"generalise_m": 50_000.0}
    return replace(record, based_on=record.version, **changed)


def test_provinces_and_lines_come_in_one_order_however_the_engine_shares_its_work(atlas):
    features, _ = viewport(atlas.engine, ask(atlas), (-180.0, -85.0, 180.0, 85.0), 4)
    shapes = [each["properties"]["feature"] for each in features if each["properties"]["kind"] == "shape"]
    assert len(shapes) > 100
    assert shapes == sorted(shapes)


def test_the_first_actors_are_enough_only_where_that_is_proven(atlas, monkeypatch):
    question = ask(atlas)
    every = named.actors(atlas.engine, question)
    assert len(every) == named.TOP
    for first in (60, 10):
        monkeypatch.setattr(named, "_FIRST", first)
        assert named.actors(Engine(atlas.model), question) == every  # another engine remembers no answer


@pytest.mark.parametrize("caller", [LOCAL, PUBLIC], ids=["editor", "viewer"])
@pytest.mark.parametrize("query", ["q=bridge", "q=group+market&type=Riots", "q=no+such+words"])
def test_words_looked_up_say_what_words_read_again_say(atlas, query, caller, monkeypatch):
    question = ask(atlas, query, caller)

    def everything():
        of_all = Engine(atlas.model)  # one that remembers no answer
        world = viewport(of_all, question, (-180.0, -85.0, 180.0, 85.0), 4)
        return counts(of_all, question), facets(of_all, question), timeline(of_all, question), world

    read_again = everything()
    monkeypatch.setattr(engine, "_MANY", 0)
    assert everything() == read_again
    assert (read_again[0].matched > 0) == ("no such" not in query.replace("+", " "))
