"""The API's description in a browser: read and tried out with nothing but what this server sends."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    "proxied",
    [
        pytest.param(False, id="prefix known to the server"),
        pytest.param(True, id="prefix taken off by a proxy", marks=pytest.mark.soak),
    ],
)
def test_the_api_is_read_and_tried_below_a_prefix_from_this_server_alone(visit, serve, proxied):
    own = serve(proxied=True) if proxied else serve("--base-path", "/atlas")
    seen = visit()
    seen.page.goto(f"{own.url}/api/docs")
    counts = seen.page.locator("#operations-Views-counts")
    counts.get_by_role("button", name="/counts").first.click()
    expect(counts.get_by_text("Distance from the border in kilometres.")).to_be_visible()
    counts.get_by_role("button", name="Try it out").click()
    counts.get_by_role("button", name="Execute").click()
    expect(counts.get_by_text(f"{own.url}/api/counts").first).to_be_visible()
    expect(counts.locator(".live-responses-table").get_by_text('"matched"')).to_be_visible()
