"""Deadlines, queues and hang-ups, of the API on a real server and of routes that only these tests have."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import httpx2 as httpx
import pytest
from endless import ENDLESS
from fastapi.responses import StreamingResponse
from house import house, incident
from running import ask, running, until

from geo.access import NOBODY, Authenticator, open_secret
from geo.api.app import create
from geo.api.middleware.deadlines import Limits
from geo.api.middleware.queues import Turns
from geo.api.request import Service

PIECE = b"x" * 1000


class Work:
    """What the routes of these tests are doing."""

    def __init__(self):
        self.begun, self.ended, self.go = 0, 0, threading.Event()


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(tmp_path_factory.mktemp("house"), [incident("one"), incident("two")])


@contextmanager
def served(atlas, *, secret=None, **limits):
    """The API with a question that never ends, and streams that do, stall and go on for ever."""
    service = Service(atlas, Authenticator(local_access=True, bound="127.0.0.1", secret=secret) if secret else NOBODY)
    work, app = Work(), create(service, Limits(**limits))

    @app.get("/endless")
    def endless():
        work.begun += 1
        try:
            for _ in range(100):  # who catches the end of one statement does not get around the deadline
                atlas.engine.ask(ENDLESS)
        finally:
            work.ended += 1

    @app.get("/stubborn")
    def stubborn():
        work.go.wait(5)

    @app.get("/export.{kind}")
    def export(kind: str):
        def pieces():
            work.begun += 1
            try:
                for number in range(10_000 if kind == "long" else 8):
                    if kind == "stalled" and number:
                        atlas.engine.ask(ENDLESS)
                    time.sleep(0.1 if kind == "slow" else 0)
                    yield PIECE * 100 if kind == "long" else PIECE
            finally:
                work.ended += 1

        return StreamingResponse(pieces())

    with running(app) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as visitor:
        yield work, port, visitor
        work.go.set()


def shape(answer):
    return answer.status_code, answer.json()["error"], answer.headers.get("retry-after")


def test_a_question_whose_client_hangs_up_is_stopped(atlas):
    with served(atlas, seconds=30.0) as (work, port, visitor):
        asked = ask(port, "/endless")
        assert until(lambda: work.begun)
        asked.close()
        assert until(lambda: work.ended, 1)
        assert visitor.get("/counts").status_code == 200


def test_the_deadline_counts_the_time_in_the_queue(atlas):
    with served(atlas, interactive=Turns(1, 8), seconds=0.6) as (work, _, visitor), ThreadPoolExecutor(3) as threads:
        began = time.perf_counter()
        answers = [future.result() for future in [threads.submit(visitor.get, "/endless") for _ in range(3)]]
        assert time.perf_counter() - began < 2
    assert {shape(answer)[:2] for answer in answers} == {(503, "slow_query"), (503, "too_late")}
    assert all(set(answer.json()) == {"error", "message"} for answer in answers)
    assert work.begun == work.ended < 3


def test_what_cannot_be_stopped_is_answered_in_time_and_keeps_its_turn(atlas):
    with served(atlas, interactive=Turns(1, 8), seconds=0.3) as (work, _, visitor):
        began = time.perf_counter()
        assert shape(visitor.get("/stubborn")) == (503, "too_late", "1")
        assert time.perf_counter() - began < 2
        assert shape(visitor.get("/counts")) == (503, "too_late", "1")  # its thread has not ended
        work.go.set()
        assert until(lambda: visitor.get("/counts").status_code == 200)


def test_a_full_queue_says_when_to_ask_again(atlas):
    with served(atlas, interactive=Turns(1, 2), seconds=30.0) as (work, port, visitor), ExitStack() as open_:
        for _ in range(3):
            open_.enter_context(ask(port, "/endless"))
        assert until(lambda: shape(visitor.get("/none")) == (503, "busy", "1"))
        assert until(lambda: work.begun == 1)


def test_one_caller_leaves_room_for_others(atlas, tmp_path):
    secret, _ = open_secret(tmp_path / ".secret")
    cookie = f"{secret().cookie_name}={secret().cookie_value}"
    with (
        served(atlas, secret=secret, interactive=Turns(1, 5), seconds=30.0) as (_, port, visitor),
        ExitStack() as o,
    ):
        for _ in range(3):
            o.enter_context(ask(port, "/endless", cookie=cookie))
        mine = {"Cookie": cookie}
        assert until(lambda: shape(visitor.get("/none", headers=mine)) == (429, "too_many_requests", "1"))
        asked = ThreadPoolExecutor(1).submit(visitor.get, "/counts")  # of somebody else
        o.close()
        assert asked.result().status_code == 200


def test_who_waits_and_hangs_up_gives_up_the_place(atlas):
    with served(atlas, interactive=Turns(1, 1), seconds=30.0) as (work, port, visitor):
        first = ask(port, "/endless")
        assert until(lambda: work.begun)
        for _ in range(5):
            ask(port, "/counts").close()
        first.close()
        assert until(lambda: visitor.get("/counts").status_code == 200)


def test_health_waits_for_nobody(atlas):
    with served(atlas, interactive=Turns(4, 40), seconds=30.0) as (work, port, visitor), ExitStack() as open_:
        visitor.get("/health")
        for _ in range(40):
            open_.enter_context(ask(port, "/endless"))
        assert until(lambda: work.begun == 4)
        for _ in range(5):
            began = time.perf_counter()
            assert visitor.get("/health").json() == {"status": "ok", "version": 1, "incidents": 2}
            assert time.perf_counter() - began < 5  # the others wait for 30; the soak tests measure it


def test_a_stream_may_take_longer_than_a_question_and_two_go_at_once(atlas):
    with served(atlas, seconds=0.2) as (work, _, visitor), ThreadPoolExecutor(3) as threads:
        answers = [threads.submit(visitor.get, "/export.slow") for _ in range(3)]
        assert until(lambda: work.begun == 2)
        time.sleep(0.3)
        assert work.begun == 2
        assert visitor.get("/counts").status_code == 200  # they are in nobody's way
        assert [answer.result().content for answer in answers] == [PIECE * 8] * 3


def test_a_stream_without_progress_is_ended_and_its_statement_stopped(atlas):
    with served(atlas, stalled_seconds=0.4) as (work, _, visitor):
        began = time.perf_counter()
        with pytest.raises(httpx.RemoteProtocolError):
            visitor.get("/export.stalled")
        assert time.perf_counter() - began < 2
        assert until(lambda: work.ended)


def test_a_stream_that_nobody_reads_is_ended(atlas):
    limits = {"streams": Turns(1, 8), "stalled_seconds": 1.0}
    with served(atlas, **limits) as (work, port, visitor), ask(port, "/export.long"):
        assert until(lambda: work.begun)
        time.sleep(0.2)
        assert visitor.get("/export.quick").content == PIECE * 8


def test_a_stream_whose_client_hangs_up_is_ended(atlas):
    with served(atlas) as (work, port, _):
        asked = ask(port, "/export.stalled")
        assert until(lambda: work.begun)
        asked.close()
        assert until(lambda: work.ended, 2)


def test_a_body_of_unknown_length_is_limited_too(atlas):
    with served(atlas) as (_, _, visitor):
        answer = visitor.post("/counts", content=(PIECE for _ in range(100)))
        assert shape(answer)[:2] == (413, "too_large")
