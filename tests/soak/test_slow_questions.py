"""Forty slow questions at a time whose clients hang up: health stays quick, and so does a page."""

import threading
import time

import pytest
from synthetic_server import median, served, synthetic_store

pytestmark = pytest.mark.soak

SLOW, WAVES, SECONDS_UNTIL_THEY_HANG_UP = 40, 3, 1.0
LOOKS = 20
# Each asked once: no answer is known already. A map of the world at zoom 10, of what has a word that all have.
WORLD = "/api/map?bbox=-180,-85,180,85&zoom=10&q=e&deaths={number}"
PAGE = ("/", "/api/counts")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = synthetic_store(tmp_path_factory.mktemp("store"))
    with served(store, tmp_path_factory.mktemp("log")) as server:
        yield server


def page(server):
    """How long a page and a cheap question of it take."""
    began = time.perf_counter()
    for path in PAGE:
        assert server.get(path)[0] == 200
    return time.perf_counter() - began


def test_health_and_pages_stay_quick_while_slow_questions_are_given_up(server):
    page(server)
    quiet = median([page(server) for _ in range(LOOKS)])
    health, pages, over = [], [], threading.Event()

    def look():
        while not over.is_set():
            health.append(server.get("/api/health")[1])
            time.sleep(0.05)

    looking = threading.Thread(target=look)
    looking.start()
    began = time.perf_counter()
    for wave in range(WAVES):
        asked = [server.ask(WORLD.format(number=1 + wave * SLOW + number)) for number in range(SLOW)]
        time.sleep(SECONDS_UNTIL_THEY_HANG_UP)
        for connection in asked:
            connection.close()
        pages += [page(server) for _ in range(5)]
    spent = time.perf_counter() - began
    over.set()
    looking.join()
    print(
        f"\nquiet page {quiet:.3f} s; under fire: page median {median(pages):.3f} s, slowest {max(pages):.3f} s; "
        f"health of {len(health)}: median {median(health):.3f} s, slowest {max(health):.3f} s; {spent:.1f} s in all"
    )
    assert max(health) <= 1
    assert median(pages) <= 2 * quiet
