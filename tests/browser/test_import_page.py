"""Importing a file, from handing it in to the map of it: in a real browser, on a store of its own."""

import csv
import io
import json
import re
from hashlib import sha256
from pathlib import Path

import httpx2 as httpx
import pytest
from hostile import BEACONS, JINJA, STRINGS
from playwright.sync_api import expect
from ucdp_rows import event, written

from geo.store.store import Store

PHONE = {"width": 390, "height": 844}
SCENE = "const map = Object.values(window).find((value) => value?.atlas), atlas = map?.atlas; if (!atlas) return false;"
ROWS = [event("1"), event("2", where_prec="4"), event("3", where_prec="4"), event("4", date_start="never")]
TABLE = "title,date,place,country\nClashes,2025-03-07,Jableh,SY\nStrike,2025-03-08,Latakia,SY\n"
UNCLEAR = "Was ist passiert,Wann,Wo\nClashes,03/07/2025,Jableh\nStrike,04/07/2025,Latakia\n"
# Some of each kind; a name holds no slash and no line break.
HOSTILE = [text for text in (*STRINGS[::31], *JINJA[::6], *BEACONS[::3]) if text.strip()]


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    return tmp_path_factory.mktemp("canary")


@pytest.fixture(scope="module")
def own(serve, canary):
    """A dashboard that may be written to."""
    return serve(GEO_CANARY=f"{canary}/ran-")


@pytest.fixture(scope="module")
def public(serve, own):
    """The same store, for everyone."""
    return serve(store=own.store, GEO_ACCESS="")


def start(seen, server):
    seen.page.goto(f"{server.url}/import")
    expect(seen.page.get_by_role("heading", name="Import", exact=True)).to_be_visible()
    seen.settled()
    return seen.page


def hand_in(seen, content, name):
    data = content if isinstance(content, bytes) else content.encode("utf-8", errors="replace")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    seen.page.locator("input[type=file]").set_input_files(file)
    expect(seen.page.get_by_role("button", name=re.compile("^Remove|^Delete"))).to_be_visible()
    seen.settled()


def choose(seen, label, option):
    field = seen.page.get_by_role("combobox", name=label)
    field.fill(option)
    field.press("Enter")


def confirm(seen):
    return seen.page.get_by_role("button", name=re.compile("^Import into"))


def done(seen):
    expect(seen.page.get_by_test_id("stAlert").filter(has_text="was imported into")).to_be_visible()
    seen.settled()


def version(server):
    return Store.open(server.store).head().version


def test_a_file_is_handed_in_looked_at_and_imported_and_the_map_shows_just_that(visit, own):
    seen = visit()
    page = start(seen, own)
    content, before = written(ROWS), version(own)
    hand_in(seen, content, "GEDEvent.csv")
    expect(page.get_by_text("UCDP GED or Candidate events (CSV)")).to_be_visible()
    expect(page.get_by_text("4 rows, 1 of them set aside")).to_be_visible()
    seen.preview.wait_for_function(f"() => {{ {SCENE} return atlas.begun && atlas.paths.length === 3; }}")
    shapes = seen.preview.evaluate(
        f"() => {{ {SCENE} return atlas.paths.map(({{ properties: {{ place_precision, count }} }}) => "
        "[place_precision, count ?? 1]); }"
    )
    assert sorted(shapes) == [["admin1", 2], ["admin1", 2], ["settlement", 1]]
    expect(page.locator(".st-key-importing-problems")).to_contain_text("is not a supported date")
    assert version(own) == before
    confirm(seen).click()
    done(seen)
    assert version(own) == before + 1
    kept = Path(own.store) / "imports" / "files" / sha256(content.encode()).hexdigest()
    assert (kept / "content").read_bytes() == content.encode()
    assert json.loads((kept / f"{before + 1}-ucdp.json").read_text())["by"] == "local"
    page.get_by_role("link", name="Show them on the map").click()
    expect(page.locator(".st-key-counts")).to_contain_text("3 match")
    expect(page).to_have_url(re.compile(r"/\?dataset=ucdp"))


@pytest.mark.soak
def test_unclear_columns_and_dates_are_asked_for_and_offered_again_for_the_next_file(visit, own):
    seen = visit()
    page = start(seen, own)
    hand_in(seen, UNCLEAR, "notes.csv")
    expect(page.get_by_test_id("stAlert")).to_contain_text("No column was recognised for what happened, when")
    for label, column in {"What happened": "Was", "When": "Wann", "Place name": "Wo"}.items():
        choose(seen, label, column)
    page.get_by_role("button", name="Use these columns").click()
    seen.settled()
    page.locator("label", has_text="03/07/2025 is 7 Mar 2025").click()
    page.get_by_role("button", name="Use this order").click()
    seen.settled()
    expect(page.locator(".st-key-importing-incidents")).to_contain_text("7 Mar 2025")
    confirm(seen).click()
    done(seen)
    page.get_by_role("button", name="Import another file").click()
    seen.settled()
    hand_in(seen, UNCLEAR.replace("Strike", "Air strike"), "notes.csv")
    expect(page.get_by_text("Same as in the dataset's last file.")).to_have_count(3)
    page.get_by_role("button", name="Use these columns").click()
    seen.settled()
    expect(page.get_by_role("radio", name=re.compile("Month first"))).to_be_checked()


@pytest.mark.soak
def test_a_bad_file_is_said_in_one_sentence_and_the_next_one_is_read(visit, own):
    seen = visit()
    page = start(seen, own)
    before = version(own)
    hand_in(seen, b"%PDF-1.7 not a table", "report.csv")
    expect(page.get_by_test_id("stAlert")).to_have_text(re.compile("It is a PDF.*Nothing was changed"))
    assert confirm(seen).count() == 0
    page.get_by_role("button", name=re.compile("^Remove|^Delete")).click()
    seen.settled()
    hand_in(seen, TABLE, "events.csv")
    expect(confirm(seen)).to_have_text("Import into events: 2 new")
    assert version(own) == before


@pytest.mark.soak
def test_what_was_set_aside_is_downloaded_as_a_spreadsheet_without_formulas(visit, own):
    seen = visit()
    page = start(seen, own)
    hand_in(seen, f"{TABLE}Arrests,=1+1,Latakia,SY\n", "events.csv")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download it as CSV").click()
    sheet = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert waiting.value.suggested_filename == "set-aside.csv"
    assert sheet[1][:3] == ["3", "date", "'=1+1"]


@pytest.mark.soak
@pytest.mark.parametrize("some", [HOSTILE[::5], HOSTILE], ids=["some", "all"])
def test_hostile_names_columns_and_cells_are_words_and_nothing_more(visit, own, canary, some):
    seen = visit()
    page = start(seen, own)
    for text in some:
        sheet = io.StringIO()
        csv.writer(sheet).writerows([[text, "title", "date", "country"], [text, text, "2025-03-07", text]])
        csv.writer(sheet).writerows([each, each, each, "SY"] for each in HOSTILE)
        hand_in(seen, sheet.getvalue(), f"{text[:80]}.csv".replace("/", "_").replace("\0", "_"))
        checked(seen)
        unclear = io.StringIO()
        csv.writer(unclear).writerows([[text, f"{text} ", "Wann"], ["a", "b", "c"]])
        hand_in(seen, unclear.getvalue(), "unclear.csv")
        if page.get_by_role("combobox", name="What happened").count():
            page.get_by_role("combobox", name="What happened").click()
            checked(seen)
            page.keyboard.press("Escape")
    assert list(canary.iterdir()) == []
    assert httpx.get(f"{own.url}/api/health").json()["status"] == "ok"


def checked(seen):
    main = seen.page.get_by_test_id("stMain")
    assert [frame.evaluate("() => window.pwned") for frame in seen.page.frames] == [None] * len(seen.page.frames)
    assert main.locator("img, a:not([data-testid])").count() == 0
    assert seen.page.locator("[role=listbox] :is(img, a)").count() == 0
    assert seen.page.get_by_test_id("stException").count() == 0
    assert seen.page.locator(".st-key-broken").count() == 0


@pytest.mark.soak
def test_whoever_may_not_import_is_shown_no_way_told_so_at_the_address_and_refused_at_the_door(visit, public):
    seen = visit()
    page = start(seen, public)
    expect(page.get_by_text("You can view this store but not import into it.")).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    expect(page.get_by_role("link", name="About")).to_be_visible()
    assert page.get_by_role("link", name="Import").count() == 0
    refused = httpx.put(f"{public.url}/_stcore/upload_file/any/file", content=b"x" * 100_000)
    assert (refused.status_code, refused.json()["error"]) == (403, "not_allowed")


@pytest.mark.soak
def test_the_first_visitor_of_a_server_finds_the_navigation_on_this_page_too(visit, serve):
    seen = visit(fresh=True)
    page = start(seen, serve())
    expect(page.get_by_role("link", name="Map", exact=True)).to_be_visible()


@pytest.mark.soak
def test_on_a_phone_nothing_scrolls_sideways_and_what_is_pressed_is_large_enough(visit, own):
    seen = visit(**PHONE, has_touch=True)
    page = start(seen, own)
    long = "W" * 300
    hand_in(seen, f"{TABLE}{long},{long},{long},{long}\n", f"{'n' * 90}.csv")
    assert page.get_by_test_id("stMain").evaluate("(box) => box.scrollWidth - box.clientWidth") == 0
    pressed = page.locator(
        ".st-key-importing :is([data-testid^=stBaseButton]:not([data-testid*=inimal]), "
        "[data-testid=stTextInputRootElement], [role=group]:has([role=combobox]), .stLinkButton a, summary)"
    )
    heights = {pressed.nth(i).inner_text(): pressed.nth(i).bounding_box()["height"] for i in range(pressed.count())}
    assert len(heights) >= 5
    assert {words: height for words, height in heights.items() if height < 44} == {}


@pytest.mark.soak
def test_the_keyboard_alone_confirms_an_import(visit, own):
    seen = visit()
    page = start(seen, own)
    hand_in(seen, TABLE.replace("Clashes", "Ambush"), "keyed.csv")
    page.get_by_role("textbox", name="Dataset").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent").startswith("Import into keyed"):
            break
    page.keyboard.press("Enter")
    done(seen)
    assert Store.open(own.store).acts()[-1].reason.startswith("Import of keyed.csv: 2 new")
