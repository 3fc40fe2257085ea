"""The map inside another newsroom's page."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

ARTICLE = (
    '<!doctype html><title>An article</title><iframe src="{src}" width="600" height="450" title="Incidents"></iframe>'
)

# A window of another origin is among the values, and may not be asked.
DRAWN = """() => Object.values(window).some((value) => {
  try { return value?.atlas?.paths?.length; } catch { return false; }
})"""


@pytest.fixture
def article():
    """Serve a page of another origin with a frame in it; gives its origin, and a way to say what the frame shows."""
    shown = {"src": ""}

    class Article(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", "frame-src *")
            self.end_headers()
            self.wfile.write(ARTICLE.format(**shown).encode())

        def log_message(self, *_):
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Article)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}", shown
    served.shutdown()
    served.server_close()


def test_an_article_shows_the_map_with_counts_and_legend_and_leads_to_the_whole_page(visit, serve, article):
    origin, shown = article
    own = serve(GEO_FRAME_ANCESTORS=f"'self' {origin}")
    shown["src"] = f"{own.url}/?embed=true&type=Battles"
    seen = visit()
    seen.page.goto(origin)
    frame = seen.page.frame_locator("iframe")
    expect(frame.locator(".st-key-counts")).to_contain_text("1 match")
    expect(frame.locator("iframe[title*=streamlit_folium]")).to_be_visible()
    map_ = seen.framed("streamlit_folium")  # on screen before it has an address
    map_.wait_for_function(DRAWN)
    expect(frame.frame_locator("iframe").get_by_role("button", name="Legend")).to_be_visible()
    for absent in (".st-key-incidents", "[data-testid=stSidebar]", ".timeline", "[data-testid=stHeader] a"):
        expect(frame.locator(absent).first).to_be_hidden()
    whole = frame.get_by_role("link", name=re.compile("Open in Incident Atlas"))
    assert whole.get_attribute("target") == "_blank"
    with seen.page.context.expect_page() as opened:
        whole.click()
    expect(opened.value.locator(".st-key-counts")).to_contain_text("1 match")
    expect(opened.value).to_have_url(re.compile(r"type=Battles"))
    assert "embed" not in opened.value.url


@pytest.mark.soak
def test_a_page_nobody_named_may_not_show_ours(browser, server, article):
    origin, shown = article
    shown["src"] = f"{server.url}/?embed=true"
    page = browser.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(origin)
    page.wait_for_timeout(2000)
    assert any("frame-ancestors" in words for words in refused)
    page.close()
