"""Any address: behind a proxy, below a prefix, from a bare checkout; and what the server tells and does not tell."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import pytest
from house import by, incident
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from geo.incident import Workflow
from geo.store.store import Store

ROOT = Path(__file__).parent.parent.parent
WORD = "a-word-of-an-incident"


def test_every_corner_of_the_pages_keeps_to_the_policy(visit, server):
    seen = visit().open(server.url)
    seen.page.get_by_role("button", name=re.compile("killed at Al-Mukhtariya")).click()
    seen.settled()
    seen.page.get_by_role("combobox", name="Actors").click()
    seen.page.keyboard.press("Escape")
    seen.page.get_by_role("textbox", name="First day", exact=True).click()
    seen.page.keyboard.press("Escape")
    seen.page.get_by_role("button", name="Share").click()
    expect(
        seen.page.frame_locator('iframe[title*="atlas_links"]').get_by_label(re.compile("^Live link")).first
    ).to_be_visible()
    seen.page.keyboard.press("Escape")
    seen.page.get_by_role("link", name="About").click()
    expect(seen.page.get_by_text("What is sent to other hosts")).to_be_visible()
    seen.page.goto(f"{server.url}/about")
    expect(seen.page.get_by_text("What is sent to other hosts")).to_be_visible()
    seen.page.goto(f"{server.url}/nothing/here")
    seen.page.get_by_role("link", name="Open the map").click()
    expect(seen.page.locator(".st-key-counts")).to_be_visible()
    seen.errors[:] = [words for words in seen.errors if "404" not in words]  # the address that was not there


def test_below_a_prefix_the_server_knows_the_pages_and_the_map_are_whole(visit, serve):
    own = serve("--base-path", "/atlas")
    seen = visit().open(f"{own.url}/?type=Battles")
    seen.map.wait_for_function("() => Object.values(window).some((v) => v?.atlas?.paths?.length)")
    seen.page.get_by_role("link", name="About").click()
    expect(seen.page.get_by_text("What is sent to other hosts")).to_be_visible()
    expect(seen.page).to_have_url(f"{own.url}/about")
    seen.page.get_by_role("link", name="Map", exact=True).click()
    seen.settled()
    expect(seen.page).to_have_url(re.compile(r"/atlas/\?.*type=Battles"))


def test_local_rights_end_at_a_proxy(serve, tmp_path):
    store = Store.open(str(tmp_path / "store"))
    drafts = [incident("draft", workflow=Workflow.DRAFT), incident("published")]
    store.append(drafts, caller=by("tester"), reason="a test", tool="tests")
    own = serve(store=store.location, proxied=True)
    direct = own.log.read_text()
    assert httpx.get(f"{own.url}/api/health", verify=False, cookies=own.cookies).json()["incidents"] == 1
    port = re.search(r"http://127\.0\.0\.1:(\d+)", direct)[1]
    here = f"http://127.0.0.1:{port}/api/health"
    assert httpx.get(here).json()["incidents"] == 1
    assert httpx.get(here, cookies=own.cookies).json()["incidents"] == 2
    for header in ({"Host": "atlas.example"}, {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
        assert httpx.get(here, headers=header, cookies=own.cookies).json()["incidents"] == 1


@pytest.mark.soak
def test_a_page_of_another_origin_may_not_talk_to_the_server(server):
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, origin="https://elsewhere.example")
    with connect(address, origin=server.url):
        pass
    answer = httpx.get(f"{server.url}/api/health", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.soak
def test_the_log_is_json_and_holds_no_word_of_what_was_read_or_asked(visit, serve, tmp_path):
    store = Store.open(str(tmp_path / "store"))
    store.append([incident(WORD)], caller=by("tester"), reason="a test", tool="tests")
    own = serve(store=store.location)
    seen = visit()
    with seen.page.expect_response(lambda response: "/api/map?" in response.url):
        seen.open(f"{own.url}/?q={WORD}&incident=test:{WORD}")
    expect(seen.page.locator(".st-key-card")).to_contain_text(WORD)
    httpx.get(f"{own.url}/api/collections/incidents/items/test:{WORD}")
    first, sentence, link, *lines = own.log.read_text().splitlines()
    assert first.startswith("Incident Atlas is starting at http://127.0.0.1:")
    assert (sentence[:24], link) == ("To edit and import, open", own.link)
    told = [json.loads(line) for line in lines]
    assert {"/", "/api/map", "/api/collections/incidents/items/{incident_id}"} <= {line.get("route") for line in told}
    assert WORD not in str(told)
    assert own.link.partition("secret=")[2] not in str(told)


@pytest.mark.soak
def test_a_host_that_installs_the_requirements_runs_the_dashboard_from_a_checkout(tmp_path):
    checkout = tmp_path / "checkout"
    for name in ("geo", "data", "dashboard.py", ".streamlit"):
        source = ROOT / name
        ignored = shutil.ignore_patterns("store", "__pycache__")
        shutil.copytree(source, checkout / name, ignore=ignored) if source.is_dir() else shutil.copy(source, checkout)
    (checkout / "seeds").mkdir()  # none here: so an answer of no incidents comes from this checkout
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).parent / "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=checkout, env=os.environ | {"GEO_STORE": str(tmp_path / "s")}, stderr=log, stdout=log
        )
    try:
        assert _health(port) == {"status": "ok", "version": 0, "incidents": 0}
    finally:
        process.terminate()
        process.wait(10)


def _health(port):
    for _ in range(300):
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/api/health")
            if answer.status_code == 200:
                return answer.json()
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    return None
