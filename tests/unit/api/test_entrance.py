"""The link that gives local access: exchanged for a cookie that no page can read, it leads on without its secret."""

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette

from geo.access import Authenticator, open_secret
from geo.api.endpoints.local_access import routes

PAGES = ("import", "about")


@pytest.fixture
def secret(tmp_path):
    return open_secret(tmp_path / ".secret")[0]()


@pytest.fixture
def visitor(tmp_path):
    def of(base="", *, local_access=True, bound="127.0.0.1"):
        known = Authenticator.open(local_access=local_access, bound=bound, file=tmp_path / ".secret")
        app = Starlette(routes=routes(base, known, PAGES))
        return TestClient(app, base_url=f"http://127.0.0.1:8501{base}/", follow_redirects=False)

    return of


def test_the_secret_is_exchanged_for_a_cookie_of_the_store_as_often_as_the_link_is_opened(visitor, secret):
    for _ in range(2):
        answer = visitor().get("enter", params={"secret": secret.text})
        assert (answer.status_code, answer.headers["location"]) == (303, "./")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        name, _, rest = answer.headers["set-cookie"].partition("=")
        value, *attributes = rest.split("; ")
        assert (name, value) == (secret.cookie_name, secret.cookie_value)
        assert {each.lower() for each in attributes} == {"httponly", "samesite=strict", "path=/", "max-age=2592000"}
        assert secret.text not in answer.text + str(answer.headers)


def test_below_a_prefix_the_cookie_is_for_what_is_below_it(visitor, secret):
    answer = visitor("/atlas").get("enter", params={"secret": secret.text, "to": "about"})
    assert answer.headers["location"] == "./about"
    assert "Path=/atlas;" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("import", "./import"),
        ("/about?lang=ar", "./about?lang=ar"),
        ("?country=SY&actor=a+b%26c", "./?country=SY&actor=a+b%26c"),
        ("//evil.example", "./"),
        ("https://evil.example/", "./"),
        ("\\\\evil.example", "./"),
        ("import/../../x", "./"),
        ("enter", "./"),
        ("about?\r\nX-Header: 1", "./about?%0D%0AX-Header%3A+1="),
    ],
)
def test_it_leads_to_the_page_asked_for_and_never_to_another_host(visitor, secret, asked, location):
    answer = visitor().get("enter", params={"secret": secret.text, "to": asked})
    assert answer.headers["location"] == location
    assert "x-header" not in answer.headers


@pytest.mark.parametrize("query", ["", "?secret=", "?secret=wrong", "?secret=%FF%00", "?secret={cookie}"])
def test_a_wrong_secret_gets_a_sentence_in_both_languages_and_no_rights(visitor, secret, query):
    answer = visitor().get(f"enter{query.replace('{cookie}', secret.cookie_value)}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "This link is not valid for this server" in answer.text
    assert "هذا الرابط" in answer.text
    assert "wrong" not in answer.text


@pytest.mark.parametrize("otherwise", [{"local_access": False}, {"bound": None}, {"bound": "0.0.0.0"}])  # noqa: S104
def test_where_nobody_has_local_access_the_right_secret_gives_none(visitor, secret, otherwise):
    answer = visitor(**otherwise).get("enter", params={"secret": secret.text})
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


@pytest.mark.parametrize("header", [{"Host": "atlas.example"}, {"X-Real-IP": "192.0.2.1"}])
def test_whoever_comes_by_a_proxy_or_another_name_gets_no_cookie(visitor, secret, header):
    answer = visitor().get("enter", params={"secret": secret.text}, headers=header)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert "Local access is not available" in answer.text
