"""What goes wrong is one request and one sentence, is never kept, and is never taken for "not found"."""

import dataclasses
import json
import socket
import ssl
import subprocess

import pytest
from fake_geocoder_server import PATHS, listening, service

from geo.errors import (
    GeocoderBusyError,
    GeocoderRefusedError,
    GeocoderTimeoutError,
    GeocoderUnreachableError,
    UnreadableAnswerError,
)
from geo.places.geocoder.online.lookup import ask
from geo.places.geocoder.online.service import OnlineService

FAILURES = {
    "limiting the number of requests": ({"status": 429}, GeocoderBusyError),
    "unavailable": ({"status": 503}, GeocoderBusyError),
    "broken": ({"status": 500}, GeocoderRefusedError),
    "blocked": ({"status": 403}, GeocoderRefusedError),
    "moved": ({"status": 301, "headers": {"Location": "http://[/"}}, GeocoderRefusedError),
    "silent": ({"hang_s": 30.0}, GeocoderTimeoutError),
    "slow": ({"hang_s": 0.05, "drip": True}, GeocoderTimeoutError),
    "no JSON": ({"body": "<html>Sign in</html>"}, UnreadableAnswerError),
    "half of it": ({"body": '[{"lat": '}, UnreadableAnswerError),
    "nothing": ({"body": ""}, UnreadableAnswerError),
    "another's JSON": ({"body": '{"error": "Unable to geocode"}'}, UnreadableAnswerError),
    "a bomb": ({"body": "[" * 100_000}, UnreadableAnswerError),
    "no text": ({"body": b"\xff\xfe"}, UnreadableAnswerError),
    "limiting": ({"body": "[" + " " * 1_000_000 + "]"}, UnreadableAnswerError),
    "cut off": ({"headers": {"Transfer-Encoding": "chunked"}, "body": "ffff\r\n[]"}, GeocoderUnreachableError),
}


@pytest.mark.parametrize(("told", "error"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_one_request_one_sentence_and_never_kept(told, error, geocoder, tmp_path):
    good = dataclasses.replace(geocoder)
    for name, value in told.items():
        setattr(geocoder, name, value)
    with pytest.raises(error) as failed:
        ask("Sinjar", country=None, service=service(geocoder, timeout_s=0.5), folder=tmp_path)
    assert len(geocoder.heard) == 1
    assert str(failed.value).startswith(geocoder.url.removeprefix("http://"))
    assert "nothing was saved" in str(failed.value).lower()

    for name in told:
        setattr(geocoder, name, getattr(good, name))
    answered = ask("Sinjar", country=None, service=service(geocoder), folder=tmp_path)
    assert (answered.not_found, answered.from_cache, len(geocoder.heard)) == (False, False, 2)


def test_an_error_inside_an_answer_of_pelias_is_no_empty_answer(tmp_path):
    with listening("pelias") as server:
        server.body = json.dumps({"features": [], "geocoding": {"errors": ["the search engine is away"]}})
        with pytest.raises(UnreadableAnswerError):
            ask("Sinjar", country=None, service=service(server), folder=tmp_path)


def test_nobody_listening_is_not_unknown(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = OnlineService("photon", f"http://127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(GeocoderUnreachableError):
        ask("Sinjar", country=None, service=nobody, folder=tmp_path)


def test_a_host_that_cannot_prove_who_it_is_hears_nothing(tmp_path):
    files = ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "certificate.pem"]
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files], check=True, capture_output=True
    )
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    with listening("photon", tls) as server, pytest.raises(GeocoderUnreachableError):
        ask("Sinjar", country=None, service=service(server), folder=tmp_path)
    assert server.heard == []


def test_a_redirect_tells_no_other_host_what_is_asked(geocoder, tmp_path):
    with listening(geocoder.kind) as other:
        geocoder.status, geocoder.headers = 302, {"Location": other.url + PATHS[other.kind] + "?q=Sinjar"}
        with pytest.raises(GeocoderRefusedError, match="status 302"):
            ask("Sinjar", country=None, service=service(geocoder), folder=tmp_path)
    assert (len(geocoder.heard), other.heard) == (1, [])
