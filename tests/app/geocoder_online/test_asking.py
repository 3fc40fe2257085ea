"""A name is sent alone, asked once, and its whole answer kept."""

import dataclasses
import logging
import re
import unicodedata
from datetime import UTC, datetime

import pytest
from fake_geocoder_server import ATTRIBUTION, EXAMPLE, LICENCE, answer, listening, service
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeocoderBusyError, GeocoderRefusedError, GeoError, KeptAnswersError
from geo.places.geocoder.online import cache
from geo.places.geocoder.online.lookup import ask
from geo.places.geocoder.online.search_terms import question
from geo.places.geocoder.online.service import OnlineService


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        (
            "nominatim",
            {
                "q": "Sinjar",
                "countrycodes": "iq",
                "accept-language": "en",
                "addressdetails": "1",
                "format": "json",
                "limit": "10",
            },
        ),
        ("photon", {"q": "Sinjar, Iraq", "lang": "en", "limit": "10"}),
        ("pelias", {"text": "Sinjar", "boundary.country": "IQ", "lang": "en"}),
    ],
)
def test_nothing_is_sent_but_the_name_and_the_country(kind, query, tmp_path):
    with listening(kind) as server:
        ask("  Sinjar\n", country="Iraq", service=service(server, contact="desk@example.org"), folder=tmp_path)
    (heard,) = server.heard
    assert heard.query == query
    assert set(heard.headers) == {"Host", "User-Agent", "Accept-Encoding", "Connection"}
    assert re.fullmatch(r"Incident Atlas/[0-9.]+ \(desk@example\.org\)", heard.headers["User-Agent"])


def test_without_a_country_only_the_name_is_sent(geocoder, tmp_path):
    ask("سنجار", country=None, service=service(geocoder), folder=tmp_path)
    assert [value for name, value in geocoder.heard[0].query.items() if name in {"q", "text"}] == ["سنجار"]
    assert not {"countrycodes", "boundary.country"} & set(geocoder.heard[0].query)


def test_a_service_may_live_below_a_path(tmp_path):
    with listening("nominatim") as server:
        below = dataclasses.replace(service(server), url=f"{server.url}/below")
        with pytest.raises(GeocoderRefusedError, match="status 404"):
            ask("Sinjar", country=None, service=below, folder=tmp_path)
    assert server.heard[0].path == "/below/search"


@pytest.mark.parametrize("name", ["", " \n", "—", "x" * 201])
def test_what_is_no_name_is_not_sent(name, nominatim, tmp_path):
    with pytest.raises(GeoError, match="Nothing was sent"):
        ask(name, country=None, service=service(nominatim), folder=tmp_path)
    assert nominatim.heard == []


def test_a_country_nobody_knows_is_not_sent(nominatim, tmp_path):
    with pytest.raises(GeoError, match="'Atlantis' is not a known country"):
        ask("Sinjar", country="Atlantis", service=service(nominatim), folder=tmp_path)
    assert nominatim.heard == []


@given(st.text(st.characters(), max_size=250))
def test_any_text_is_one_line_that_can_be_sent_or_refused(name):
    try:
        asked = question(name, None, OnlineService("nominatim", EXAMPLE))
    except GeoError:
        return
    assert asked.name.encode()
    assert asked.name == " ".join(asked.name.split())
    assert not {"Cc", "Cs"} & {unicodedata.category(letter) for letter in asked.name}


def test_the_log_never_holds_the_name(nominatim, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path)
    nominatim.status, nominatim.headers = 429, {"Retry-After": "Sinjar"}
    with pytest.raises(GeocoderBusyError):
        ask("Sinjar Sinjar", country=None, service=service(nominatim), folder=tmp_path)
    assert "Sinjar" not in caplog.text


def test_an_answer_is_places_with_their_licence_and_date(geocoder, tmp_path):
    before = datetime.now(UTC)
    answered = ask("Sinjar", country="IQ", service=service(geocoder), folder=tmp_path)
    (place,) = answered.candidates
    ids = {"nominatim": "node/123", "photon": "node/123", "pelias": "whosonfirst:locality:123"}
    licences = {"nominatim": LICENCE, "photon": "Data © OpenStreetMap contributors, ODbL 1.0", "pelias": ATTRIBUTION}
    assert place.place_id == f"{geocoder.kind}:{ids[geocoder.kind]}"
    assert (place.name, place.kind, place.country, place.admin1) == ("Sinjar", "online", "IQ", "Nineveh Governorate")
    assert (place.lon, place.lat, place.place_precision) == (41.8746, 36.3216, "settlement")
    assert answered.licence == licences[geocoder.kind]
    assert before <= answered.asked_at <= datetime.now(UTC)
    assert (answered.kind, answered.host) == (geocoder.kind, geocoder.url.removeprefix("http://"))
    assert (answered.from_cache, answered.not_found, answered.problems) == (False, False, ())


def test_a_name_nobody_knows_is_an_answer_and_kept(geocoder, tmp_path):
    geocoder.body = answer(geocoder.kind)
    for from_cache in (False, True):
        answered = ask("Rojavaland", country=None, service=service(geocoder), folder=tmp_path)
        assert (answered.candidates, answered.not_found, answered.from_cache) == ((), True, from_cache)
        assert "OpenStreetMap" in answered.licence or answered.licence == ATTRIBUTION
    assert len(geocoder.heard) == 1


def test_a_name_is_asked_once_and_the_whole_answer_kept(geocoder, tmp_path):
    first = ask("Sinjar", country="IQ", service=service(geocoder), folder=tmp_path / "new" / "folder")
    again = ask("  SINJAR ", country="iraq", service=service(geocoder), folder=tmp_path / "new" / "folder")
    assert len(geocoder.heard) == 1
    assert again == dataclasses.replace(first, name="SINJAR", from_cache=True)
    asked = question("Sinjar", "IQ", service(geocoder))
    assert cache.find(tmp_path / "new" / "folder", asked).answer == geocoder.body


def test_a_folder_is_made_only_when_something_is_kept(tmp_path):
    asked = question("Sinjar", None, OnlineService("photon", EXAMPLE))
    assert cache.find(tmp_path / "folder", asked) is None
    assert not (tmp_path / "folder").exists()


def test_another_spelling_country_or_service_is_another_question(nominatim, tmp_path):
    for name, country in [("Sinjar", None), ("Sinjar", "IQ"), ("Sinjar", "SY"), ("Sinjār", None), ("Al-Sinjar", None)]:
        assert not ask(name, country=country, service=service(nominatim), folder=tmp_path).from_cache
    other = dataclasses.replace(service(nominatim), url=nominatim.url.replace("127.0.0.1", "localhost"))
    assert not ask("Sinjar", country=None, service=other, folder=tmp_path).from_cache
    assert len(nominatim.heard) == 6


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 4_096])
def test_a_spoilt_file_is_said_to_be_so_and_left_as_it_is_and_nobody_asked(content, nominatim, tmp_path):
    (tmp_path / cache.FILE).write_bytes(content)
    with pytest.raises(KeptAnswersError, match=r"answers\.sqlite"):
        ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path)
    assert (tmp_path / cache.FILE).read_bytes() == content
    assert nominatim.heard == []


def test_a_kept_answer_that_was_spoilt_is_said_to_be_so(nominatim, tmp_path):
    asked = question("Sinjar", None, service(nominatim))
    cache.keep(tmp_path, asked, cache.Kept(datetime.now(UTC), LICENCE, "[{"))
    with pytest.raises(KeptAnswersError):
        ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path)
    assert nominatim.heard == []


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_sent(nominatim, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(KeptAnswersError):
        ask("Sinjar", country=None, service=service(nominatim), folder=tmp_path / "file" / "folder")
    assert nominatim.heard == []
