"""A real server on loopback and a real browser with no way to any other host."""

import dataclasses
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, Response, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from proxy import Certificate, new_certificate, nginx
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--font-render-hinting=none",  # letters as wide without a window as with one
    # No internet: every name but this machine's is unknown.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PREFIX = "/atlas"
READY_SECONDS = 60
SETTLE_SECONDS = 30
QUIET_LOOKS = 5  # a tenth of a second apart

expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent == item.path.parent:
            item.add_marker(pytest.mark.browser)
            # Two hundred and fifty of them wait for a server, a browser and each other's work on two cores.
            item.add_marker(pytest.mark.flaky(reruns=1))
            # A file keeps its server and its browser; the pictures of each language are a file's work by themselves.
            state = getattr(item, "callspec", None) and item.callspec.params.get("state")
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}{state.lang if state else ''}"))


@dataclass
class Server:
    """A running dashboard: where it is reached, what it keeps and what it logged.

    `link` gives local access and `cookies` have it, where the server gives it to anybody.
    """

    url: str
    store: str
    log: Path
    link: str | None = None
    cookies: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def entered():
    """The cookies of every server that was entered by its link, as Playwright takes them; names differ by store."""
    return []


@pytest.fixture(scope="session")
def serve(tmp_path_factory, certificate, entered):
    """Start dashboards, each with a store of its own, enter them by their links, and end them afterwards."""
    processes = []

    def start(*options, store=None, proxied=False, **environment) -> Server:
        store = store or str(tmp_path_factory.mktemp("store") / "store")
        port = _free_port()
        log = tmp_path_factory.mktemp("log") / "server.log"
        env = os.environ | {"GEO_STORE": store, "GEO_ACCESS": "local"} | environment
        command = [sys.executable, "-m", "geo", "serve", "--port", str(port), *options]
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        processes.append(process)
        below = options[options.index("--base-path") + 1] if "--base-path" in options else ""
        server = Server(f"http://127.0.0.1:{port}{below}", store, log)
        _wait_until_ready(server.url, process, log)
        _enter(server, entered)
        return before(server, port) if proxied else server

    def before(server: Server, port: int) -> Server:
        front = _free_port()
        processes.append(nginx(tmp_path_factory.mktemp("nginx"), certificate, front, port, PREFIX))
        return dataclasses.replace(server, url=f"https://127.0.0.1:{front}{PREFIX}")

    yield start
    for process in reversed(processes):
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """The certificate of the proxy."""
    return new_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def proxied(request):
    """Whether a TLS proxy with a path prefix stands before the dashboard; a test asks for it as a parameter."""
    return getattr(request, "param", False)


@pytest.fixture(scope="session")
def server(serve, proxied):
    """A dashboard whose store holds the seeds; tests leave it as it is."""
    return serve(proxied=proxied)


@pytest.fixture(scope="session")
def browser(certificate):
    """Debian's Chromium without a window, which needs a quarter less work; else with one, else Playwright's own."""
    with sync_playwright() as playwright:
        yield _launch(playwright.chromium, certificate)


@pytest.fixture(scope="module")
def contexts(browser):
    """Browsers by their options, kept for a file: one that knows the scripts opens a page in two thirds of the time."""
    kept: dict[str, BrowserContext] = {}

    def get(**options: object) -> BrowserContext:
        if repr(options) not in kept:
            kept[repr(options)] = browser.new_context(**options)
        return kept[repr(options)]

    yield get
    for context in kept.values():
        context.close()


def _enter(server: Server, entered: list[dict[str, object]]) -> None:
    """Exchange the link that the server printed for its cookie."""
    found = re.search(r"^http://\S+/enter\?secret=\S+$", server.log.read_text(), re.MULTILINE)
    if found is None:
        return
    server.link = found[0]
    server.cookies |= httpx.get(server.link).cookies
    for name, value in server.cookies.items():
        kept = {"name": name, "value": value, "url": server.url, "httpOnly": True, "sameSite": "Strict"}
        entered.append(kept)


def _launch(chromium, certificate: Certificate) -> Browser:
    # Trusted from the start: a certificate that is only excused (ignore_https_errors) has requests tried again, which
    # Chromium's list of errors names as what ends in ERR_TOO_MANY_RETRIES.
    trusted = f"--ignore-certificate-errors-spki-list={certificate.fingerprint}"
    try:
        found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        return chromium.launch(executable_path=found, args=[*FLAGS, trusted])
    except PlaywrightError:
        wanted = "The browser tests need `apt-get install chromium-headless-shell`, or `playwright install chromium`."
        return pytest.fail(wanted, pytrace=False)


@dataclass
class Visit:
    """A page and what it did on the way."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    runs: int = 0
    finished: int = 0

    def open(self, url: str) -> "Visit":
        self.page.goto(url)
        self.settled()
        # The last run has ended, and what it sent is on its way to the screen.
        expect(self.page.locator(".st-key-counts, [data-testid=stAlert]").first).to_be_visible()
        return self

    def go(self, query: str) -> "Visit":
        """Change the address as Back and Forward do, and wait for the run."""
        finished, deadline = self.finished, time.monotonic() + SETTLE_SECONDS
        self.page.evaluate(
            "q => { history.pushState({}, '', q); window.dispatchEvent(new PopStateEvent('popstate')); }", f"?{query}"
        )
        while not finished < self.finished == self.runs:
            assert time.monotonic() < deadline, "no run follows the address"
            self.page.wait_for_timeout(15)
        return self

    @property
    def map(self) -> Frame:
        return self._frame(".st-key-board-map")

    @property
    def places(self) -> Frame:
        """The small map of the places to pick from."""
        return self._frame(".st-key-placing-map")

    @property
    def preview(self) -> Frame:
        """The small map of a file's incidents."""
        return self._frame(".st-key-importing-map")

    def framed(self, address: str) -> Frame:
        """The first frame whose address has these words in it, once there is one."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < deadline:
            frame = next((frame for frame in self.page.frames if address in frame.url), None)
            if frame:
                return frame
            self.page.wait_for_timeout(50)
        return pytest.fail(f"No frame shows {address}.")

    def _frame(self, place: str) -> Frame:
        chart = self.page.locator(f"{place} iframe")
        expect(chart).to_be_visible()
        while True:  # on screen before it has an address
            frame = chart.element_handle().content_frame()
            if frame and "streamlit_folium" in frame.url:
                return frame
            self.page.wait_for_timeout(50)

    def settled(self, since: int = 0) -> None:
        """Wait until every run that began has ended, and none begins for a moment.

        `since` is how many had begun before what was just done: a busy machine may take a while to begin the next.
        """
        deadline = time.monotonic() + SETTLE_SECONDS
        quiet = 0
        while quiet < QUIET_LOOKS:
            assert time.monotonic() < deadline, "the page does not settle"
            before = self.runs
            self.page.wait_for_timeout(100)
            quiet = quiet + 1 if since < before == self.runs == self.finished else 0


@pytest.fixture
def visit(browser, contexts, entered):
    """Open pages, each in a browser that keeps nothing of what was done before; a `fresh` one has never been there.

    It has the cookies of the servers that give local access, until a test takes them away.

    None may ask another host, log an error (as a breach of the page's policy is), or get an answer without a policy.
    """
    visits = []

    # What moves is drawn sixty times a second, which is a tenth of a test's work.
    def new(width=1280, height=900, *, color_scheme=None, reduced_motion="reduce", fresh=False, **options) -> Visit:
        context = browser.new_context(**options) if fresh else contexts(**options)
        context.add_cookies(entered)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        seen = Visit(page)
        page.on("request", lambda request: _note_outside(seen, request.url))
        page.on("response", lambda response: _note_bare(seen, response))
        page.on("console", lambda message: _note_error(seen, message))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("websocket", lambda socket_: socket_.on("framereceived", lambda data: _count_run(seen, data)))
        visits.append((context, seen, fresh))
        return seen

    yield new
    for context, _, fresh in visits:
        _forget(context, fresh=fresh)
    for _, seen, _ in visits:
        assert seen.outside == []
        assert seen.bare == []
        assert seen.errors == []


def _forget(context: BrowserContext, *, fresh: bool) -> None:
    """Close its pages, and keep nothing of what they kept but their files."""
    if fresh:
        context.close()
        return
    for page in context.pages:
        told = {"origin": "/".join(page.url.split("/", 3)[:3]), "storageTypes": "local_storage"}
        if told["origin"].startswith("http"):
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", told)
        page.close()
    context.clear_cookies()


def _note_outside(seen: Visit, url: str) -> None:
    if re.match(r"(https?|wss?)://", url) and not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]", url):
        seen.outside.append(url)


def _note_error(seen: Visit, message: ConsoleMessage) -> None:
    if message.type == "error":
        seen.errors.append(f"{message.text} ({message.location['url']})")


def _note_bare(seen: Visit, response: Response) -> None:
    ours = response.url.startswith("http") and response.status != 301  # a redirect is the proxy's own
    if ours and "content-security-policy" not in response.headers:
        seen.bare.append(response.url)


def _count_run(seen: Visit, data: bytes | str) -> None:
    kind = ForwardMsg.FromString(data).WhichOneof("type") if isinstance(data, bytes) else None
    seen.runs += kind == "new_session"
    if kind == "script_finished":  # one run at a time: what was overtaken may not have said that it ended
        seen.finished = seen.runs


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return _free_port()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"The server ended: {log.read_text()[-2000:]}")
        try:
            if httpx.get(f"{url}/api/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"The server was not ready in {READY_SECONDS} s: {log.read_text()[-2000:]}")
