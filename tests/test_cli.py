"""The `geo` command, run as people run it."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture
def geo(tmp_path):
    def run(*arguments):
        env = os.environ | {"GEO_STORE": str(tmp_path / "store")}
        return subprocess.run(
            [sys.executable, "-m", "geo", *arguments], env=env, capture_output=True, text=True, check=False
        )

    return run


def test_geocode_prints_one_json_document_with_the_place_and_why(geo):
    done = geo("geocode", "Al-Mukhtariya", "Qasr al-Nonsense", "--country", "SY", "--json")
    found, unknown = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (found["chosen"]["place_precision"], found["chosen"]["radius_m"]) == ("near", 15_000)
    assert found["chosen"]["admin1"] == "Latakia"
    assert unknown["chosen"] is None
    assert unknown["reason"]


def test_geocode_in_words_says_what_is_not_known(geo):
    assert "not known" in geo("geocode", "Qasr al-Nonsense", "--country", "SY").stdout


def test_history_and_verify_of_a_new_store(geo):
    assert geo("history").returncode == 0
    assert geo("verify").stdout == "The store is as it was written.\n"


def test_a_failure_is_one_clear_line_and_exit_code_1(geo):
    done = geo("history", "nobody:knows")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no incident 'nobody:knows' in this store.\n"


def test_wrong_usage_is_exit_code_2(geo):
    assert geo("geocode").returncode == 2


def test_a_store_that_is_something_else_is_said_in_one_line(geo, tmp_path):
    (tmp_path / "store").write_text("a file")
    done = geo("history")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
