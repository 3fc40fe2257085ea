"""One request at a time and no faster than the service allows, over threads and processes."""

import itertools
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from fake_geocoder_server import service

from geo.errors import GeocoderBusyError, GeocoderTimeoutError
from geo.places.geocoder.online import rate_limit
from geo.places.geocoder.online.lookup import ask

ASKER = Path(__file__).parents[2] / "helpers" / "programs" / "asker.py"


def in_120_seconds():
    return format_datetime(datetime.now(UTC) + timedelta(seconds=120), usegmt=True)


@pytest.mark.parametrize("after", [lambda: "120", in_120_seconds], ids=["seconds", "date"])
def test_a_service_that_wants_to_be_left_alone_is_left_alone_by_everybody(after, nominatim, tmp_path):
    nominatim.status, nominatim.headers = 429, {"Retry-After": after()}
    with pytest.raises(GeocoderBusyError) as first:
        ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path)
    nominatim.status = 200
    with pytest.raises(GeocoderBusyError) as second:
        ask("Homs", country=None, service=service(nominatim), folder=tmp_path)
    assert 60 < second.value.seconds <= first.value.seconds <= 120
    assert "Try again in" in str(second.value)
    assert len(nominatim.heard) == 1


@pytest.mark.parametrize("after", ["soon", "", "-5", "Fri, 31 Feb 2026 99:99:99 GMT", "Mon, 01 Jan 0000 00:00:00 GMT"])
def test_a_wait_that_makes_no_sense_holds_nobody_back(after, nominatim, tmp_path):
    nominatim.status, nominatim.headers = 429, {"Retry-After": after}
    with pytest.raises(GeocoderBusyError):
        ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path)
    nominatim.status = 200
    assert ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path).candidates


def apart(server):
    return min(later.at - earlier.at for earlier, later in itertools.pairwise(server.heard))


def test_processes_that_share_a_folder_ask_at_most_once_a_second(nominatim, tmp_path):
    names = (["Homs", "Hama", "Idlib"], ["Raqqa", "Daraa", "Jableh"])
    processes = [
        subprocess.Popen([sys.executable, ASKER, "nominatim", nominatim.url, tmp_path, *three], stdout=subprocess.PIPE)
        for three in names
    ]
    said = [process.communicate(timeout=60)[0].decode().splitlines() for process in processes]
    assert said == [[f"{name} nominatim:node/123" for name in three] for three in names]
    assert {heard.query["q"] for heard in nominatim.heard} == {name for three in names for name in three}
    assert apart(nominatim) >= 1.0


def test_a_process_killed_while_it_asks_has_asked(nominatim, tmp_path):
    nominatim.hang_s = 30.0
    killed = subprocess.Popen([sys.executable, ASKER, "nominatim", nominatim.url, tmp_path, "Homs"])
    while not nominatim.heard and killed.poll() is None:
        time.sleep(0.01)
    killed.kill()
    killed.wait()
    nominatim.hang_s = 0.0
    assert ask("Hama", country=None, service=service(nominatim, min_interval_s=1.0), folder=tmp_path).candidates
    assert apart(nominatim) > 0.5  # a second, less what it took from the decision to the server


def test_threads_ask_one_after_the_other_and_a_name_only_once(nominatim, tmp_path):
    slow = service(nominatim, min_interval_s=0.2)
    with ThreadPoolExecutor(8) as pool:
        names = ["Homs", "Hama"] * 4
        answers = list(pool.map(lambda name: ask(name, country=None, service=slow, folder=tmp_path), names))
    assert sorted(heard.query["q"] for heard in nominatim.heard) == ["Hama", "Homs"]
    assert apart(nominatim) >= 0.2
    assert sorted(answered.from_cache for answered in answers) == [False] * 2 + [True] * 6


def test_a_time_out_counts_as_a_request(nominatim, tmp_path):
    nominatim.hang_s = 30.0
    slow = service(nominatim, min_interval_s=0.4, timeout_s=0.1)
    for name in ("Homs", "Hama"):
        with pytest.raises(GeocoderTimeoutError):
            ask(name, country=None, service=slow, folder=tmp_path)
    assert apart(nominatim) >= 0.4


def test_nobody_waits_for_ever_for_the_turn(tmp_path):
    with rate_limit.turn(tmp_path, "geo.example.org"):
        begun = time.monotonic()
        with pytest.raises(GeocoderBusyError, match="Try again in a minute"), rate_limit.turn(tmp_path, "geo", 0.1):
            pass
    assert 0.1 <= time.monotonic() - begun < 5
    with rate_limit.turn(tmp_path, "geo.example.org", 0.1):
        pass


@pytest.mark.parametrize("content", ["9999999999.000000", "nonsense", "nan", "inf"])
def test_a_clock_set_back_or_a_spoilt_file_costs_one_interval(content, nominatim, tmp_path):
    (tmp_path / "next_request").write_text(content)
    begun = time.monotonic()
    assert ask("Homs", country=None, service=service(nominatim, min_interval_s=0.2), folder=tmp_path).candidates
    assert nominatim.heard[0].at - begun >= 0.2


def test_turns_pass_from_thread_to_thread(tmp_path):
    inside, most = [], []

    def take():
        with rate_limit.turn(tmp_path, "geo.example.org"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5
