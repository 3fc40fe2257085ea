"""`geo geocode --online`, run as people run it, against a geocoder on loopback."""

import json
import os
import subprocess
import sys

import pytest
from fake_geocoder_server import SINJAR, answer


@pytest.fixture
def geo(tmp_path, nominatim):
    def run(*arguments):
        settings = {"GEO_STORE": str(tmp_path / "store"), "GEO_GEOCODER": f"nominatim:{nominatim.url}"}
        command = [sys.executable, "-m", "geo", "geocode", *arguments]
        return subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)

    return run


def test_only_what_stays_open_is_asked_and_it_is_said_first_what_they_will_see(geo, nominatim):
    nominatim.body = answer("nominatim", SINJAR["nominatim"])
    done = geo("Mosul", "Qasr al-Nonsense", "--country", "IQ", "--online", "--json")
    mosul, nonsense = json.loads(done.stdout)
    assert [heard.query["q"] for heard in nominatim.heard] == ["Qasr al-Nonsense"]
    assert "will see each place name" in done.stderr
    assert "online" not in mosul
    assert nonsense["chosen"] is None
    assert [place["name"] for place in nonsense["online"]] == ["Sinjar"]
    again = geo("Qasr al-Nonsense", "--country", "IQ", "--online", "--json")
    assert json.loads(again.stdout)[0]["online"] == nonsense["online"]
    assert len(nominatim.heard) == 1


def test_an_error_ends_the_asking_and_loses_nothing_that_is_known(geo, nominatim):
    nominatim.status = 429
    done = geo("Jableh", "Qasr al-Nonsense", "Qasr al-Other", "--country", "SY", "--online", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["chosen"]["name"] == "Jablah"
    assert "0 of 2 names were looked up." in done.stderr
    assert len(nominatim.heard) == 1
