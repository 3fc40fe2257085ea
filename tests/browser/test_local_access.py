"""Local access: a browser that opened the link is the editor's, every other one reads what is public."""

import re
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import httpx2 as httpx
import pytest
from house import by, incident
from playwright.sync_api import expect
from proxy import plain_nginx
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.incident import Workflow
from geo.store.store import Store

CANARY = "zanzibarquux"  # stands in the draft, and in nothing else
# What a page of another origin can try: to read the API, and to talk to the server as Streamlit's own script does.
FETCH = "url => fetch(url, { credentials: 'include' }).then((answer) => answer.text()).catch((error) => error.name)"
TALK = """([url, bytes]) => {
  const socket = new WebSocket(url, ["streamlit"]);
  socket.onopen = () => socket.send(new Uint8Array(bytes));
  socket.onerror = () => { window.refused = true; };
}"""


@pytest.fixture(scope="module")
def own(serve, tmp_path_factory):
    """A dashboard with a draft and what is published, for who opened its link."""
    store = Store.open(str(tmp_path_factory.mktemp("own") / "store"))
    incidents = [incident("draft", workflow=Workflow.DRAFT, summary=CANARY), incident("published")]
    store.append(incidents, caller=by("tester"), reason="a test", tool="tests")
    return serve(store=store.location)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The origin of a page on another port of this machine, as other programs serve theirs."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text("<!doctype html><title>Elsewhere</title>")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def matching(seen, count):
    return expect(seen.page.locator(".st-key-counts")).to_contain_text(f"{count} match")


def test_the_link_gives_a_browser_all_rights_and_stands_nowhere_in_it(visit, own):
    seen = visit(fresh=True)
    seen.page.context.clear_cookies()
    seen.open(own.url)
    matching(seen, 1)
    expect(seen.page.get_by_text("open the link that the server printed")).to_be_visible()
    expect(seen.page.get_by_role("link", name="Import")).to_have_count(0)
    seen.open(f"{own.link}&to=%3Fincident=test:draft")
    expect(seen.page).to_have_url(re.compile(rf"^{own.url}/\?(?!.*secret)"))
    matching(seen, 2)
    expect(seen.page.locator(".st-key-card")).to_contain_text(CANARY)
    expect(seen.page.get_by_role("link", name="Import")).to_be_visible()
    expect(seen.page.get_by_text("open the link that the server printed")).to_have_count(0)
    secret = own.link.partition("secret=")[2]
    history = seen.page.context.new_cdp_session(seen.page).send("Page.getNavigationHistory")
    visited = [entry["url"] for entry in history["entries"]]
    kept = seen.page.evaluate(
        "() => [document.cookie, ...Object.values(localStorage), ...Object.values(sessionStorage)]"
    )
    shown = [frame.content() for frame in seen.page.frames]
    assert len(visited) >= 3
    assert [words for words in (*visited, *kept, *shown) if secret in words] == []
    assert [words for words in (*kept, *shown) if own.cookies[next(iter(own.cookies))] in words] == []


@pytest.mark.soak
def test_a_wrong_secret_is_said_to_be_wrong_and_leads_to_the_public_map(visit, own):
    seen = visit()
    seen.page.context.clear_cookies()
    seen.page.goto(f"{own.url}/enter?secret=guessed")
    expect(seen.page.get_by_text("This link is not valid for this server")).to_be_visible()
    seen.errors[:] = [words for words in seen.errors if "403" not in words]
    seen.page.get_by_role("link", name="Open the map").click()
    matching(seen, 1)


def learned(seen, origin, own):
    """What a page of an origin is told by the WebSocket and by the API, in a browser with an editor's cookie."""
    heard = []
    seen.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))  # noqa: PLW0108
    seen.page.goto(f"{origin}/nothing-here")
    asked = BackMsg()
    asked.rerun_script.query_string = "incident=test:draft"
    socket = own.url.replace("http", "ws") + "/_stcore/stream"
    seen.page.evaluate(TALK, [socket, list(asked.SerializeToString())])
    deadline = time.monotonic() + 60
    while not (seen.finished or seen.page.evaluate("() => window.refused")):
        assert time.monotonic() < deadline
        seen.page.wait_for_timeout(100)
    fetched = seen.page.evaluate(FETCH, f"{own.url}/api/collections/incidents/items/test:draft")
    seen.errors.clear()  # that there is no page, and that it was refused
    seen.bare.clear()  # the other server's answers
    return CANARY.encode() in b"".join(heard), CANARY in fetched


def test_a_page_of_another_port_has_no_rights_by_an_editors_cookie_and_one_of_the_server_has(visit, own, elsewhere):
    assert learned(visit(), elsewhere, own) == (False, False)
    assert learned(visit(), own.url, own) == (True, True)


def test_behind_a_proxy_that_does_not_say_so_nobody_has_rights_without_the_cookie(own, tmp_path, free_port):
    behind = int(own.url.rpartition(":")[2])
    proxy = plain_nginx(tmp_path, free_port, behind)
    try:
        public = httpx.get(f"http://127.0.0.1:{free_port}/api/health", headers={"Host": "atlas.example"})
        sent = httpx.put(f"http://127.0.0.1:{free_port}/_stcore/upload_file/any/file", content=b"x")
    finally:
        proxy.terminate()
        proxy.wait(10)
    assert public.json()["incidents"] == 1
    assert (sent.status_code, sent.json()["error"]) == (403, "not_allowed")


def test_files_are_taken_from_a_page_of_the_server_with_the_cookie_and_from_nobody_else(own):
    def handed_in(**sent):
        answer = httpx.put(f"{own.url}/_stcore/upload_file/any/file", content=b"x", **sent)
        return "not_allowed" if "not_allowed" in answer.text else "passed on"

    assert handed_in() == "not_allowed"
    assert handed_in(headers={"Origin": own.url}) == "not_allowed"
    assert handed_in(cookies=own.cookies) == "not_allowed"
    assert handed_in(cookies=own.cookies, headers={"Origin": "http://127.0.0.1:1"}) == "not_allowed"
    assert handed_in(cookies=own.cookies, headers={"Origin": own.url}) == "passed on"


@pytest.mark.soak
def test_a_new_secret_ends_the_old_cookies_and_link_at_once_in_every_server_of_the_store(serve, own):
    old = dict(own.cookies)
    again = serve("--new-secret", store=own.store)
    for server in (again, own):
        assert httpx.get(f"{server.url}/api/health", cookies=old).json()["incidents"] == 1
        assert httpx.get(f"{server.url}/api/health", cookies=again.cookies).json()["incidents"] == 2
        stale = own.link.replace(own.url, server.url)
        assert httpx.get(stale).status_code == 403
    assert not set(old) & set(again.cookies)
