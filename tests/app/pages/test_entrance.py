"""Who opens a page on this machine without the link reads what is public, and is told the way to more."""

from geo.access import revoke
from geo.settings import Settings

WAY = "open the link that the server printed in its terminal"


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def links(app):
    return [each.key for each in app.button]


def test_without_the_link_the_page_says_how_to_get_in(page, client):  # noqa: ARG001
    app = page()
    assert captions(app).count(WAY) == 1
    assert "افتحوا الرابط الذي طبعه الخادم" in captions(page("lang=ar"))
    app.switch_page("screens/about.py").run()
    assert captions(app).count(WAY) == 1
    assert "You can see public incidents." in " ".join(each.value for each in app.markdown)


def test_with_the_cookie_of_the_store_a_page_is_an_editors_until_the_secret_is_revoked(page, editor):  # noqa: ARG001
    app = page("incident=seeds:2025-03-al-mukhtariya-killings")
    assert WAY not in captions(app)
    assert "card.place" in links(app)
    revoke(Settings.from_env().secret)
    app.run()
    assert "card.place" not in links(app)


def test_a_websocket_of_another_origin_has_no_rights_by_the_cookie(page, editor):
    for origin in ("http://localhost:3000", "http://127.0.0.1:8502", "null"):
        editor.sent["Origin"] = origin
        assert "card.place" not in links(page("incident=seeds:2025-03-al-mukhtariya-killings"))
    del editor.sent["Origin"]
    assert "card.place" not in links(page("incident=seeds:2025-03-al-mukhtariya-killings"))


def test_where_no_link_gives_rights_nothing_is_said_of_one(page, client, monkeypatch):
    client.sent["X-Forwarded-For"] = "192.0.2.1"
    assert WAY not in captions(page())
    del client.sent["X-Forwarded-For"]
    monkeypatch.setenv("GEO_ACCESS", "")
    assert WAY not in captions(page())
