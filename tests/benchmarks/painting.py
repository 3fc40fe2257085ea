"""From a tick in a filter's box to the map drawn anew, in Chromium."""

import shutil
import time
from collections.abc import Iterator

from playwright.sync_api import Frame, Page, sync_playwright
from served import percentiles

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
TICKS = 20
PATIENCE_MS = 60_000
# The layer that asks for the viewport, wherever the map's script has put it.
LAYER = "Object.values(window).map((value) => value?.atlas).find((layer) => layer?.paths)"
DRAWN = f"() => {LAYER}?.features && !{LAYER}.request?.signal.aborted && {LAYER}.features !== window.before"
# The chips too, as two filters may leave the same counts in a small store.
COUNTS = '[...document.querySelectorAll(".st-key-counts, .st-key-chips-line")].map((part) => part.textContent).join()'


def painted(url: str) -> Iterator[tuple[str, str]]:
    """Seconds from each tick to the new picture, and from an address to the first one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(url)
        frame = _map(page)
        frame.wait_for_function(DRAWN, timeout=PATIENCE_MS)
        yield "page opened → map drawn, Chromium", f"{time.perf_counter() - began:.1f} s"
        page.wait_for_timeout(3_000)
        took = [
            _tick(page, frame, name) for _ in range(TICKS // 4) for name in ("Riots", "Battles", "Riots", "Battles")
        ]
        maps, counts = zip(*took, strict=True)
        yield "filter ticked → map repainted, Chromium", percentiles(maps)
        yield "filter ticked → counts of the page, Chromium", percentiles(counts)
        browser.close()


def _map(page: Page) -> Frame:
    while True:
        frames = [frame for frame in page.frames if "streamlit_folium" in frame.url]
        if frames:
            return frames[0]
        page.wait_for_timeout(20)


def _tick(page: Page, frame: Frame, name: str) -> tuple[float, float]:
    """Seconds until the map shows the answer, and until the counts above it do: the map does not wait for them."""
    frame.evaluate(f"() => {{ window.before = {LAYER}.features }}")
    before = page.evaluate(COUNTS)
    box = page.get_by_role("checkbox", name=name)
    began = time.perf_counter()
    box.dispatch_event("click")
    frame.wait_for_function(DRAWN, polling="raf", timeout=PATIENCE_MS)
    drawn = time.perf_counter() - began
    page.wait_for_function(f"(before) => {COUNTS} !== before", arg=before, polling="raf", timeout=PATIENCE_MS)
    counted = time.perf_counter() - began
    page.wait_for_timeout(1_500)
    return drawn, counted
