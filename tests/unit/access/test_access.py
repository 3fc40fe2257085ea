"""Who is asking: nobody has rights by addresses and headers alone, and one person by the cookie of the store."""

import stat
from pathlib import Path

import pytest

from geo.access import LOCAL, PUBLIC, Authenticator, open_secret, revoke
from geo.errors import GeoError
from geo.settings import Settings

HOST = "127.0.0.1:8501"
ORIGIN = ("Origin", f"http://{HOST}")


@pytest.fixture
def file(tmp_path):
    return tmp_path / ".secret"


@pytest.fixture
def secret(file):
    return open_secret(file)[0]()


def cookie(secret):
    return ("Cookie", f"other=1; {secret.cookie_name}={secret.cookie_value}")


def server(file, *, local_access=True, bound="127.0.0.1"):
    return Authenticator.open(local_access=local_access, bound=bound, file=file)


def test_one_person_on_their_own_machine_has_all_rights_by_the_cookie(file, secret):
    for bound, host in ((None, None), ("::1", "[::1]:8501"), ("localhost", "localhost")):
        bound, host = bound or "127.0.0.1", host or HOST  # noqa: PLW2901
        assert server(file, bound=bound).caller([("Host", host), cookie(secret)]) == LOCAL
        own = [("host", host), ("origin", f"http://{host}"), cookie(secret)]
        assert server(file, bound=bound).caller(own, changes=True) == LOCAL


@pytest.mark.parametrize("value", [None, "", "guessed", "0" * 64, "\xff" * 64])
def test_without_the_cookie_nobody_has_rights(file, secret, value):
    shown = [] if value is None else [("Cookie", f"{secret.cookie_name}={value}")]
    assert server(file).caller([("Host", HOST), ORIGIN, *shown]) == PUBLIC


def test_the_secret_itself_and_the_cookie_of_another_store_are_no_cookie(file, secret, tmp_path):
    other = open_secret(tmp_path / "other")[0]()
    for name, value in (
        (secret.cookie_name, secret.text),
        (other.cookie_name, other.cookie_value),
        (secret.cookie_name, other.cookie_value),
        (other.cookie_name, secret.cookie_value),
    ):
        assert server(file).caller([("Host", HOST), ("Cookie", f"{name}={value}")]) == PUBLIC


def test_a_planted_cookie_of_the_same_name_does_not_lock_its_owner_out(file, secret):
    planted = f"{secret.cookie_name}=planted"
    assert server(file).caller([("Host", HOST), ("Cookie", planted), cookie(secret)]) == LOCAL
    assert server(file).caller([("Host", HOST), ("Cookie", f"{planted}; {cookie(secret)[1]}")]) == LOCAL


@pytest.mark.parametrize(
    "otherwise",
    [{"local_access": False}, {"bound": None}, {"bound": "0.0.0.0"}, {"bound": "192.0.2.1"}],  # noqa: S104
)
def test_a_server_that_is_not_local_takes_no_cookie(file, secret, otherwise):
    assert server(file, **otherwise).caller([("Host", HOST), cookie(secret)]) == PUBLIC


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Host", "atlas.example:8501")],
        [("Host", "127.0.0.1.evil.example")],
        [("Host", HOST), ("Host", HOST)],
        [("Host", HOST), ("X-Forwarded-For", "127.0.0.1")],
        [("Host", HOST), ("X-Forwarded-Anything", "")],
        [("host", HOST), ("forwarded", "for=127.0.0.1")],
        [("Host", HOST), ("CF-Connecting-IP", "192.0.2.1")],
        [("Host", HOST), ("Via", "1.1 proxy")],
        [("Host", HOST), ("Origin", "http://127.0.0.1:8502")],
        [("Host", HOST), ("Sec-Fetch-Site", "same-site")],
        [("Host", HOST), ("Sec-Fetch-Site", "cross-site")],
    ],
)
def test_neither_a_proxy_nor_a_foreign_host_nor_another_origins_page_has_rights_by_the_cookie(file, secret, headers):
    assert server(file).caller([*headers, cookie(secret)]) == PUBLIC


@pytest.mark.parametrize(
    "origins",
    [
        [],
        ["null"],
        [""],
        ["http://localhost:3000"],
        ["http://localhost:8501"],
        ["http://127.0.0.1"],
        ["http://127.0.0.1:85"],
        ["http://x@127.0.0.1:8501"],
        ["http://[127.0.0.1:8501"],
        ["file://127.0.0.1:8501"],
        ["http://127.0.0.1:8501", "http://127.0.0.1:8501"],
    ],
)
def test_what_may_change_something_must_come_from_a_page_of_this_server(file, secret, origins):
    sent = [("Host", HOST), cookie(secret), *(("Origin", origin) for origin in origins)]
    assert server(file).caller(sent, changes=True) == PUBLIC


def test_the_secret_is_its_owners_alone_and_outlives_the_process(file, secret):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]
    open_secret.cache_clear()
    assert open_secret(file)[0]() == secret
    assert secret.text not in repr(secret)
    assert secret.text not in secret.cookie_name + secret.cookie_value


def test_a_revoked_secret_gives_no_rights_from_then_on_in_running_servers_too(file, secret):
    running = server(file)
    shown = [("Host", HOST), cookie(secret)]
    assert running.caller(shown) == LOCAL
    revoke(file)
    assert running.caller(shown) == PUBLIC
    open_secret.cache_clear()
    new = open_secret(file)[0]()
    assert running.caller(shown) == PUBLIC
    assert running.caller([("Host", HOST), cookie(new)]) == LOCAL


@pytest.mark.parametrize("content", ["", "short", "ä" * 43, "x" * 44, "../" * 15])
def test_a_damaged_secret_opens_nothing_and_is_replaced_at_the_start(file, secret, content):
    running = server(file)
    file.write_text(content)
    assert running.caller([("Host", HOST), cookie(secret)]) == PUBLIC
    open_secret.cache_clear()
    assert open_secret(file)[0]() not in {None, secret}


def test_a_secret_that_others_could_read_is_replaced(file, secret):
    file.chmod(0o644)
    open_secret.cache_clear()
    assert open_secret(file)[0]() != secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_no_file_can_be_written_the_secret_lasts_as_long_as_the_server(tmp_path):
    (tmp_path / "file").write_text("")
    source, kept = open_secret(tmp_path / "file" / ".secret")
    assert not kept
    assert source() == source()
    assert open_secret(tmp_path / "file" / ".secret")[0]() == source()


def test_a_secret_that_is_somebody_elses_is_left_to_them(tmp_path):
    (tmp_path / ".secret").mkdir()  # as unreadable as another user's file, to root too
    assert not open_secret(tmp_path / ".secret")[1]
    assert (tmp_path / ".secret").is_dir()


def test_a_secret_that_cannot_be_removed_is_said_to_be_good_still(tmp_path):
    (tmp_path / ".secret").mkdir()
    with pytest.raises(GeoError, match="still have them"):
        revoke(tmp_path / ".secret")


def test_stores_behind_urls_have_secrets_of_their_own():
    one, other = (Settings.from_env({"GEO_STORE": f"s3://{name}/store"}).secret for name in ("one", "other"))
    assert one != other
    assert one.parent == other.parent == Settings.from_env({}).secret.parent


def test_what_another_process_writes_at_the_same_moment_is_kept(file, monkeypatch):
    other, read_bytes = f"{'x' * 43}\n", Path.read_bytes

    def nothing_yet(path):
        try:
            return read_bytes(path)
        finally:
            path.write_text(other)
            path.chmod(0o600)

    monkeypatch.setattr(Path, "read_bytes", nothing_yet)
    open_secret(file)
    monkeypatch.undo()
    assert file.read_text() == other
