"""How long until a map is drawn, beside a bare Streamlit page in the same run.

python tests/benchmarks/start.py
Needs Chromium. Prints seconds from starting the server to a drawn page, and from opening a further tab,
the median of three starts, and the ratios.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
MAP = "() => Object.values(window).some((value) => value?.atlas?.paths?.length)"
STARTS = 3
PATIENCE_SECONDS = 90


def _map_is_drawn(page: Page) -> bool:
    frames = [frame for frame in page.frames if "streamlit_folium" in frame.url]
    return bool(frames) and bool(frames[0].evaluate(MAP))


def _text_is_there(page: Page) -> bool:
    return page.get_by_text("Hello from a bare page").count() > 0


def _until(page: Page, ready: Callable[[Page], bool], began: float) -> float:
    while not ready(page):
        assert time.perf_counter() - began < PATIENCE_SECONDS
        page.wait_for_timeout(30)
    return time.perf_counter() - began


def _measure(browser: Browser, command: list[str], port: int, ready: Callable[[Page], bool]) -> tuple[float, float]:
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _answers(f"http://127.0.0.1:{port}/_stcore/health"):
            assert time.perf_counter() - began < PATIENCE_SECONDS
            time.sleep(0.03)
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        first = _until(page, ready, began)
        began = time.perf_counter()
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{port}/")
        return first, _until(tab, ready, began)
    finally:
        server.terminate()
        server.wait(10)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):  # noqa: S310  loopback
            return True
    except OSError:
        return False


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure both, a fresh server each time, and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ.update(GEO_STORE=f"{folder}/store")
        bare = Path(folder) / "bare.py"
        bare.write_text("import streamlit as st\nst.write('Hello from a bare page')\n")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        rows = {}
        for name, ready in (("bare Streamlit", _text_is_there), ("Incident Atlas", _map_is_drawn)):
            runs = []
            for _ in range(STARTS + (name == "Incident Atlas")):
                port = _port()
                options = ["--server.address", "127.0.0.1", "--server.port", str(port)]
                script = [sys.executable, "-m", "streamlit", "run", str(bare), *options]
                command = script if "bare" in name else [sys.executable, "-m", "geo", "serve", "--port", str(port)]
                runs.append(_measure(browser, command, port, ready))
            rows[name] = [statistics.median(column) for column in zip(*runs[-STARTS:], strict=True)]  # a second start
            print(f"{name}: start to page {rows[name][0]:.1f} s, further tab {rows[name][1]:.1f} s")
        ratios = [ours / theirs for ours, theirs in zip(rows["Incident Atlas"], rows["bare Streamlit"], strict=True)]
        print(f"ratio: start {ratios[0]:.1f}, tab {ratios[1]:.1f}")


main()
