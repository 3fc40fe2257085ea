"""What is typed into the filters: it filters, or says that it does not."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

SLOW_SECONDS = 0.6
ASKED = "**/api/actors?*"


def asked(seen, key):
    return parse_qs(urlsplit(seen.page.url).query).get(key)


def written(seen):
    return [seen.page.locator(f"#days-{side}").input_value() for side in ("first", "last")]


def counted(seen):
    return int(re.match(r"[\d,]+", seen.page.locator(".st-key-counts strong").first.inner_text())[0].replace(",", ""))


def opened(visit, url, width):
    seen = visit(width=width, height=844).open(url)
    if width < 768:
        seen.page.get_by_role("button", name="Menu and filters").click()
    return seen


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.soak)])
def test_both_days_are_typed_straight_on_and_either_can_stay_open(visit, server, width):
    seen = opened(visit, server.url, width)
    first, last = (seen.page.get_by_role("textbox", name=name, exact=True) for name in ("First day", "Last day"))
    first.focus()
    seen.page.keyboard.type("20250306")
    expect(seen.page).to_have_url(re.compile(r"days=2025-03-06\.\."))
    expect(last).to_be_focused()
    expect(seen.page.locator(".st-key-chip-days")).to_contain_text("from 6 Mar 2025 on")
    expect(seen.page.locator(".when-said")).to_have_text("Chosen: from 6 Mar 2025 on")
    seen.page.keyboard.type("2025-03-07")
    expect(seen.page).to_have_url(re.compile("days=2025-03-06&days=2025-03-07"))
    expect(seen.page.locator(".st-key-chip-days")).to_contain_text("6 Mar 2025 to 7 Mar 2025")
    assert written(seen) == ["2025-03-06", "2025-03-07"]
    first.fill("")
    seen.page.keyboard.press("Enter")
    expect(seen.page).to_have_url(re.compile(r"days=\.\.2025-03-07"))
    expect(seen.page.locator(".st-key-chip-days")).to_contain_text("up to 7 Mar 2025")
    seen.settled()
    assert written(seen) == ["", "2025-03-07"]


@pytest.mark.soak
def test_days_that_cannot_be_are_said_not_to_be_applied(visit, server):
    seen = visit().open(f"{server.url}/?days=2025-03-06..")
    all_of_it = counted(seen)
    runs = seen.runs
    last = seen.page.get_by_role("textbox", name="Last day", exact=True)
    for typed, why in (("2025-02-30", "write a day"), ("2025-03-01", "the last day is before the first")):
        last.fill(typed)
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator(".days-said")).to_have_text(re.compile(f"^Not applied: .*{why}"))
        expect(last).to_have_attribute("aria-invalid", "true")
    assert (asked(seen, "days"), counted(seen), seen.runs) == (["2025-03-06.."], all_of_it, runs)
    last.fill("7/3/2025")  # nobody can say which of the two is the month
    last.blur()
    expect(seen.page.locator(".days-said")).to_have_text(re.compile("^Not applied: "))
    last.fill("\u0662\u0660\u0662\u0665-\u0663-\u0667")
    last.blur()
    expect(seen.page).to_have_url(re.compile("days=2025-03-06&days=2025-03-07"))
    expect(seen.page.locator(".days-said")).to_have_text("")


@pytest.mark.soak
def test_days_of_a_link_stand_in_the_fields_and_the_brush_leaves_an_open_side_open(visit, server):
    seen = visit().open(f"{server.url}/?days=2025-03-06..")
    assert written(seen) == ["2025-03-06", ""]
    seen.page.get_by_role("slider", name="First day").focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Enter")
    expect(seen.page).to_have_url(re.compile(r"days=2025-03-07\.\."))
    expect(seen.page.locator("#days-first")).to_have_value("2025-03-07")
    expect(seen.page.locator("#days-last")).to_have_value("")
    seen.page.get_by_role("button", name=re.compile("^Take away|from 7 Mar")).first.click()
    expect(seen.page).not_to_have_url(re.compile("days="))


def slowly(route):
    time.sleep(SLOW_SECONDS)
    route.continue_()


def test_enter_chooses_the_actor_that_is_typed_before_any_suggestion_has_come(visit, server):
    seen = visit().open(server.url)
    seen.page.route(ASKED, slowly)
    box = seen.page.get_by_role("combobox", name="Actors")
    box.focus()
    seen.page.keyboard.type("RUSSIAN  forcés")
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Tab")  # who goes on at once has chosen all the same
    expect(seen.page).to_have_url(re.compile("actor=Russian"))
    expect(box).to_have_value("")
    assert asked(seen, "actor") == ["Russian forces"]
    expect(seen.page.locator(".actors-left")).to_have_text("")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("Nobody known", "no actor found", marks=pytest.mark.soak),
        ("russian", "no actor has exactly this name"),
    ],
)
def test_a_name_that_nobody_has_is_said_and_never_looks_applied(visit, server, typed, said):
    seen = visit().open(server.url)
    runs = seen.runs
    box = seen.page.get_by_role("combobox", name="Actors")
    box.focus()
    seen.page.keyboard.type(typed)
    seen.page.keyboard.press("Enter")
    note = seen.page.locator(".actors-left")
    expect(note).to_have_text(re.compile(f"^Not applied: {said}"))
    expect(note).to_have_attribute("role", "alert")
    expect(box).to_have_attribute("aria-invalid", "true")
    seen.page.keyboard.press("Tab")
    expect(box).to_have_value("")
    expect(note).to_contain_text(typed)
    box.press_sequentially("russian f")
    expect(note).to_have_text("")
    box.blur()  # without Enter
    expect(box).to_have_value("")
    expect(note).to_have_text(re.compile("^Not applied: .*russian f"))
    assert (asked(seen, "actor"), seen.runs) == (None, runs)


# The ink of each piece of text in sight, and what it lies on; as red, green, blue.
COLOURS = """(within) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour, ground) => {
    canvas.fillStyle = ground; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const ground = (node) => {
    const chain = [];
    for (let each = node; each; each = each.parentElement) chain.unshift(getComputedStyle(each).backgroundColor);
    return chain.reduce((below, colour) => `rgb(${rgb(colour, below)})`, "white");
  };
  const ink = (node) => rgb(getComputedStyle(node).color, ground(node));
  return [...document.querySelectorAll(`${within} :is(input, button, label, li, p, a)`)]
    .filter((node) => node.checkVisibility())
    .map((node) => ({ what: node.outerHTML.slice(0, 80), ink: ink(node), ground: rgb(ground(node), "white") }));
}"""


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_above_the_page_can_be_read_in_both_themes(visit, server, scheme):
    seen = visit(color_scheme=scheme).open(server.url)
    seen.page.get_by_role("button", name="Saved views").click()
    name = seen.page.get_by_label("Name of this view")
    name.fill("Syria")
    pieces = seen.page.evaluate(COLOURS, "[data-testid=stPopoverBody]")
    assert {"input", "button"} <= {re.match(r"<(\w+)", piece["what"])[1] for piece in pieces}
    assert [piece for piece in pieces if contrast(piece["ink"], piece["ground"]) < 4.5] == []
    seen.page.get_by_role("button", name="Save this view").click()
    expect(seen.page.get_by_role("button", name="Syria", exact=True)).to_be_visible()


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(rgb):
    shares = (each / 255 for each in rgb)
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
