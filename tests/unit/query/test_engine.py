"""The engine that runs the questions."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from endless import ENDLESS
from house import ask, by, house, in_latakia, incident, on_the_border

from geo.errors import SlowQueryError
from geo.query.engine.budget import Budget, within
from geo.query.engine.engine import AT_ONCE, Engine
from geo.query.engine.tables import REVISIONS

ONE = REVISIONS.aggregate(n=REVISIONS.count())


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return house(tmp_path_factory.mktemp("house"), [incident("one")]).model


def seconds_until_slow(work):
    began = time.perf_counter()
    with pytest.raises(SlowQueryError):
        work()
    return time.perf_counter() - began


def test_a_runaway_question_is_stopped_and_the_next_one_answered(model):
    engine = Engine(model, patience=0.5)
    assert seconds_until_slow(lambda: engine.ask(ENDLESS)) < 5
    assert engine.ask_one(ONE) == {"n": 1}


def test_the_deadline_of_a_request_covers_all_its_statements(model):
    engine = Engine(model)

    def several():
        for _ in range(10):
            engine.ask(ONE)
            time.sleep(0.1)

    with within(Budget(0.3, has_turn=True)):
        assert 0.25 < seconds_until_slow(several) < 0.8
        assert seconds_until_slow(lambda: engine.ask(ENDLESS)) < 0.2


def test_a_part_of_a_page_ends_with_its_page(model):
    with within(Budget(0.2)):
        assert seconds_until_slow(lambda: Engine(model).ask(ENDLESS)) < 2


def test_what_nobody_waits_for_any_more_is_stopped(model):
    budget = Budget(60, has_turn=True)
    threading.Timer(0.2, budget.cancel).start()
    with within(budget):
        assert seconds_until_slow(lambda: Engine(model).ask(ENDLESS)) < 2


def test_who_has_a_turn_does_not_wait_for_those_who_have_none(model):
    engine = Engine(model, patience=1)
    with ThreadPoolExecutor(AT_ONCE + 1) as threads:
        slow = [threads.submit(seconds_until_slow, lambda: engine.ask(ENDLESS)) for _ in range(AT_ONCE)]
        time.sleep(0.1)
        late = threads.submit(seconds_until_slow, lambda: Engine.ask(engine, ENDLESS))
        with within(Budget(5, has_turn=True)):
            assert engine.ask_one(ONE) == {"n": 1}
        assert not any(future.done() for future in slow)
        assert all(future.result() < 3 for future in slow)
        assert late.result() < 3


def test_which_shapes_an_area_may_touch_is_looked_up_once_for_each_version(tmp_path):
    atlas = house(tmp_path, [incident("latakia", **in_latakia())])
    views = [f"area=POLYGON (({west} 35, 36 35, 36 36, {west} 35))" for west in (30, 31, 32)]
    before = atlas.engine.recall.cache_info().misses
    assert {ask(atlas, view).shapes for view in views} == {("admin1:SY-LA",)}
    assert atlas.engine.recall.cache_info().misses == before + 1
    atlas.store.append([incident("border", **on_the_border())], caller=by("ada"), reason="a report", tool="tests")
    assert {ask(atlas, view).shapes for view in views} == {("admin1:SY-LA", "border:IQ-SY")}
    assert atlas.engine.recall.cache_info().misses == before + 2
