"""The engine that runs the questions."""

import time

import ibis
import pytest
from house import house, incident

from geo.errors import SlowQueryError
from geo.query.engine import Engine
from geo.query.tables import REVISIONS


def test_a_runaway_question_is_stopped_and_the_next_one_answered(tmp_path):
    atlas = house(tmp_path, [incident("one")])
    engine = Engine(atlas.model, patience=0.5)
    numbers = ibis.range(0, 3_000).unnest().name("n").as_table()
    more = numbers.view().rename(m="n")
    most = numbers.view().rename(k="n")
    endless = numbers.cross_join(more).cross_join(most).aggregate(n=(ibis._.n * ibis._.m % (ibis._.k + 1)).sum())
    began = time.perf_counter()
    with pytest.raises(SlowQueryError):
        engine.ask(endless)
    assert time.perf_counter() - began < 5
    assert engine.ask_one(REVISIONS.aggregate(n=REVISIONS.count())) == {"n": 1}
