"""Which service may be asked: none until one is named, and never faster than it allows."""

import logging
import math

import pytest
from fake_geocoder_server import EXAMPLE, PATHS, listening, service

from geo.errors import GeoError
from geo.places.geocoder.online.lookup import ask
from geo.places.geocoder.online.service import OnlineService, service_from, what_they_see


@pytest.mark.parametrize("spec", [None, "", "  "])
def test_nobody_is_asked_until_somebody_is_named(spec):
    assert service_from(spec) is None


@pytest.mark.parametrize("kind", PATHS)
def test_a_service_is_named_by_its_kind_and_address(kind):
    named = service_from(f" {kind.upper()}:https://geo.example.org:8080/path/ ", "desk@example.org")
    assert named == OnlineService(kind, "https://geo.example.org:8080/path", contact="desk@example.org")
    assert named.host == "geo.example.org:8080"


@pytest.mark.parametrize(
    "spec",
    [
        "google:https://geo.example.org",
        "https://geo.example.org",
        "nominatim",
        "nominatim:geo.example.org",
        "nominatim:ftp://geo.example.org",
        "nominatim:file:///etc/passwd",
        "nominatim:https://",
        "nominatim:https://[",
        "nominatim:https://geo.example.org:99999",
        "nominatim:https://editor:secret@geo.example.org",
        "nominatim:https://geo.example.org?key=secret",
        "nominatim:https://geo.example.org#secret",
        "nominatim:https://geo.example.org/ /secret",
        "nominatim:https://geö.example.org",
        "nominatim:https://geo.example.org\r\nX: secret",
    ],
)
def test_what_cannot_be_followed_is_said_in_a_sentence_without_secrets(spec):
    with pytest.raises(GeoError) as refused:
        service_from(spec)
    assert "Online geocoding stays off." in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("contact", ["desk@example.org\r\nX-Forged: yes", "two words", "a(b)", "schöne@example.org"])
def test_a_contact_that_would_break_the_header_is_refused(contact):
    with pytest.raises(GeoError, match="The contact must be"):
        service_from(f"nominatim:{EXAMPLE}", contact)


@pytest.mark.parametrize("seconds", [0.0, -1.0, math.nan, math.inf])
def test_a_time_out_must_be_some_seconds(seconds):
    with pytest.raises(GeoError, match="The time-out must be"):
        service_from(f"nominatim:{EXAMPLE}", timeout_s=seconds)


def test_the_public_service_of_openstreetmap_is_never_asked_faster_than_once_a_second():
    public = "https://Nominatim.OpenStreetMap.org."
    with pytest.raises(GeoError, match="must be left 1 seconds or more"):
        OnlineService("nominatim", public, min_interval_s=0.9)
    assert OnlineService("nominatim", public).min_interval_s == 1.0
    assert OnlineService("nominatim", EXAMPLE, min_interval_s=0.1).min_interval_s == 0.1


def test_whoever_asks_can_be_told_what_a_third_party_will_see():
    sentence = what_they_see(OnlineService("photon", EXAMPLE, contact="desk@example.org"))
    for part in ("geo.example.org", "place name", "country", "network address", "Incident Atlas/", "desk@example.org"):
        assert part in sentence
    assert "anyone on the way" not in sentence
    assert "anyone on the way" in what_they_see(OnlineService("photon", "http://geo.example.org"))


def test_a_key_is_told_to_the_service_alone(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with listening("pelias") as server:
        keyed = service(server, api_key="s3cret")
        ask("Sinjar", country=None, service=keyed, folder=tmp_path)
    assert server.heard[0].query["api_key"] == "s3cret"
    assert "our key" in what_they_see(keyed)
    assert "s3cret" not in repr(keyed) + what_they_see(keyed) + caplog.text
    assert all(b"s3cret" not in file.read_bytes() for file in tmp_path.iterdir())
