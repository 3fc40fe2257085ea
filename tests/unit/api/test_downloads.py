"""What a page offers for download goes to those who may edit, and to nobody who only has its address."""

import pytest
from fastapi.testclient import TestClient
from house import house, incident

from geo import downloads
from geo.access import Authenticator, open_secret
from geo.api.app import create
from geo.api.request import Service
from geo.downloads import Download, get_download, offer

PROBLEMS = Download("problems.csv", "text/csv", "row,why\n1,حلب\n".encode())


@pytest.fixture
def client(tmp_path):
    atlas = house(tmp_path, [incident("a")])

    def of(*, local):
        source, _ = open_secret(tmp_path / ".secret")
        service = Service(atlas, Authenticator(local, "127.0.0.1", source))
        cookies = {source().cookie_name: source().cookie_value}
        return TestClient(create(service), base_url="http://127.0.0.1", cookies=cookies)

    return of


def test_an_editor_gets_the_file_to_keep_and_no_cache_does(client):
    answer = client(local=True).get(f"/downloads/{offer(PROBLEMS)}")
    assert (answer.status_code, answer.content) == (200, PROBLEMS.content)
    assert answer.headers["content-disposition"] == 'attachment; filename="problems.csv"'
    assert answer.headers["cache-control"] == "no-store"


def test_whoever_else_has_the_address_is_told_that_there_is_none(client):
    token = offer(PROBLEMS)
    assert client(local=False).get(f"/downloads/{token}").status_code == 404
    stranger = client(local=True)
    stranger.cookies.clear()
    assert stranger.get(f"/downloads/{token}").status_code == 404
    proxied = client(local=True).get(f"/downloads/{token}", headers={"X-Forwarded-For": "192.0.2.1"})
    assert proxied.json() == client(local=True).get("/downloads/guessed").json()


def test_the_same_file_has_the_same_name_and_another_has_another():
    assert offer(PROBLEMS) == offer(PROBLEMS)
    assert offer(PROBLEMS) != offer(Download("problems.csv", "text/csv", b"other"))


def test_what_was_offered_longest_ago_makes_room(monkeypatch):
    monkeypatch.setattr(downloads, "_MOST_BYTES", 25)
    first, second, third = (offer(Download("x", "text/csv", letter * 10)) for letter in (b"a", b"b", b"c"))
    assert (get_download(first), get_download(second).content, get_download(third).content) == (
        None,
        b"b" * 10,
        b"c" * 10,
    )
