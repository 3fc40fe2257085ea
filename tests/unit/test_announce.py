"""The start shows the link that gives local access, or says why there is none."""

import os
import pty
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.access import Authenticator, open_secret
from geo.settings import Settings
from geo.show_link import announce, is_desktop

# As the server does it, on a terminal of its own.
SHOWN = """
import sys, threading
from geo.access import Authenticator
from geo.show_link import announce
from geo.settings import Settings
settings = Settings.from_env()
known = Authenticator.open(local_access=True, bound="127.0.0.1", file=settings.secret)
announce(settings, known, sys.argv[1])
[thread.join() for thread in threading.enumerate() if thread.name == "browser"]
"""


@pytest.fixture
def said(capsys):
    """What the start says of a store, its secret being where the environment says."""

    def of(*, access="local", bound="127.0.0.1", place="8501", store):
        settings = Settings.from_env({"GEO_ACCESS": access, "GEO_STORE": str(store)})
        known = Authenticator.open(local_access=settings.local_access, bound=bound, file=settings.secret)
        announce(settings, known, place)
        return capsys.readouterr().out.splitlines()

    return of


def test_the_link_stands_on_a_line_of_its_own(said, tmp_path):
    _, link = said(store=tmp_path)
    secret = open_secret(tmp_path / ".secret")[0]()
    assert link == f"http://127.0.0.1:8501/enter?secret={secret.text}"
    assert said(store=tmp_path, bound="::1", place="8600/atlas")[1].startswith("http://[::1]:8600/atlas/enter?secret=")


def test_without_local_access_there_is_no_link_and_no_secret(said, tmp_path):
    assert said(store=tmp_path, access="") == []
    assert said(store=tmp_path, bound=None)[0].startswith("GEO_ACCESS=local has no effect")
    assert said(store=tmp_path, bound="0.0.0.0")[0].startswith("GEO_ACCESS=local has no effect")  # noqa: S104
    assert list(tmp_path.iterdir()) == []


def test_a_secret_that_cannot_be_kept_is_said_to_end_with_the_server(said, tmp_path):
    (tmp_path / "file").write_text("")
    assert said(store=tmp_path / "file")[2].startswith("The link is valid until the server stops")


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "192.0.2.1"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_browser_is_opened_only_before_who_started_the_server(env, platform, expected):
    assert is_desktop(env, platform) is expected


@pytest.mark.parametrize("wanted", ["", "none"])
def test_on_a_desktop_the_browser_gets_a_file_with_the_link_and_no_secret_on_its_command_line(tmp_path, wanted):
    called, browser = tmp_path / "called", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {called}.part\nmv {called}.part {called}\n')
    browser.chmod(0o700)
    desktop = {"DISPLAY": ":0", "BROWSER": f"{browser} %s", "GEO_BROWSER": wanted, "GEO_STORE": str(tmp_path)}
    env = {name: value for name, value in os.environ.items() if name != "SSH_CONNECTION"}
    terminal, stdout = pty.openpty()
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-c", SHOWN, str(server.getsockname()[1])]
        subprocess.run(command, env=env | desktop | {"GEO_ACCESS": "local"}, stdout=stdout, check=True, timeout=60)
    printed = os.read(terminal, 10_000).decode()
    for handle in (terminal, stdout):
        os.close(handle)
    link = next(line for line in printed.split() if "secret=" in line)
    if wanted == "none":
        assert not (tmp_path / ".secret.html").exists()
        return
    deadline = time.monotonic() + 30
    while not called.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    address = called.read_text().strip()
    assert link.partition("secret=")[2] not in address
    page = Path(address.removeprefix("file://"))
    assert (page, stat.S_IMODE(page.stat().st_mode)) == (tmp_path / ".secret.html", 0o600)
    assert link in page.read_text()
