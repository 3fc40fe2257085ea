"""Hostile words wherever words are shown: they stand as written, and do nothing else.

The store holds an incident for each text of a corpus, with the text in every field that is shown. Some texts of each
kind are enough for every change; all of them are looked at under `make soak`.
"""

import dataclasses
import re
import time
from datetime import date, timedelta
from urllib.parse import urlencode

import httpx2 as httpx
import pytest
from hostile import BEACONS, JINJA, QUERIES, STRINGS
from house import at, by
from playwright.sync_api import expect

from geo.incident import Actor, Claim, Geocoding, Incident, PlacePrecision, Role, Source, Workflow
from geo.store.store import Store
from geo.ui.text.formatting import readable
from geo.view import from_query

# The half-read corners of an area are numbers NumPy warns of, here as on the server, which answers all the same.
pytestmark = pytest.mark.filterwarnings("ignore:.* encountered in from_wkt:RuntimeWarning")

TEXTS = (
    *(
        text
        for number, text in enumerate(STRINGS)
        if number % 9 not in {3, 7} and "\0" not in text and len(text) <= 200
    ),
    *JINJA,
    *BEACONS,
)  # some of each kind; no record holds a NUL
FIRST = date(2025, 1, 1)
AT_ONCE = 25  # of each of three filters: as much as one address may hold
# A heading's own anchor is Streamlit's, and leads to the heading; a claim's link leads to its source on the card.
LINKS_AND_IMAGES = (
    ".st-key-card :is(a:not([href^='#card-source-']), img):not([data-testid=stHeaderActionElements] *), "
    ".st-key-incidents :is(a, img)"
)
EVERY = {"some": 21, "all": 1}
TOGETHER = 8  # incidents of one day: as many as the sidebar counts actors for
PATIENCE_SECONDS = 15
ASKED = [query for number, query in enumerate(QUERIES) if number % 7 < 5]  # of each key, five values in seven
SMALL = {"width": 700, "height": 400}  # painting takes as long as there are pixels
UNSEEN = re.compile("[\u2060\u2066-\u2069]")  # joiners and isolates that keep words to themselves


def name(number):
    return f"test:{number:04}"


def day_of(number):
    return FIRST + timedelta(days=number // TOGETHER)


def hostile_incident(number, text):
    day = day_of(number)
    claim = Claim(field=text, text=text, claimant=text, via=text, source_id="s", stated_on=day)
    source = Source("s", publisher=text, title=text, url=text, archived_url=f"{text} ", origin=text, licence=text)
    return Incident(
        id=name(number),
        dataset=text,
        title=text,
        summary=text,
        event_type="Battles",
        sub_type=text,
        start=day,
        end=day,
        time_text=text,
        place_name=f"at {text}",
        country="SY",
        admin1=text,
        admin2=text,
        geocoding=Geocoding(text, (), None, text, text, text),
        actors=(Actor(text, Role.PERPETRATOR, alleged=True),),
        claims=(claim,),
        sources=(source,),
        workflow=Workflow.PUBLISHED,
        verification_note=text,
        **at(30 + number % 20, 20 + number // 20, PlacePrecision.EXACT),
    )


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    return tmp_path_factory.mktemp("canary")


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.soak)])
def every(request):
    """Which of the texts and queries are looked at: each so-many-th."""
    return EVERY[request.param]


@pytest.fixture(scope="module")
def texts(every):
    return TEXTS[::every]


@pytest.fixture(scope="module")
def hostile(serve, canary, texts, tmp_path_factory):
    """A dashboard whose store holds the texts; each is also the author and the reason of its act."""
    folder = str(tmp_path_factory.mktemp("hostile") / "store")
    store = Store.open(folder)
    for number, text in enumerate(texts):
        store.append([hostile_incident(number, text)], caller=by(text), reason=text, tool="tests")
    server = serve(GEO_STORE=folder, GEO_CANARY=f"{canary}/ran-")
    server.store = folder
    return server


def shown(text):
    """A text as a page shows it: what nobody sees left out, whitespace folded."""
    return " ".join(UNSEEN.sub("", readable(text)).split())


def words(seen, selector):
    """The texts of all elements that match."""
    texts = seen.page.evaluate("s => [...document.querySelectorAll(s)].map((e) => e.textContent)", selector)
    return [shown(text) for text in texts]


def within(done, seen):
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < deadline, "it does not come about"
        seen.page.wait_for_timeout(15)


def missing(seen, expected, selector):
    """What does not come to stand on the page, one element for each text, though we waited."""
    deadline = time.monotonic() + 2
    while absent := set(expected) - set(words(seen, selector)):
        if time.monotonic() > deadline:
            return absent
        seen.page.wait_for_timeout(15)
    return set()


def harmless(seen, server, canary, texts):
    """Nothing ran in the browser or on the server, and both still answer."""
    assert {frame.evaluate("() => window.pwned") for frame in seen.page.frames} == {None}
    assert seen.page.locator("[data-testid=stException]").count() == 0
    assert list(canary.iterdir()) == []
    assert httpx.get(f"{server.url}/api/health", cookies=server.cookies).json()["incidents"] == len(texts)


def card_lines(number, text):
    """What the card of an incident says, element by element."""
    text, day = shown(text), f"{day_of(number):%-d %b %Y}"
    return {
        text,
        f"Battles · {text}",
        f"{day} ({text})",
        f"at {text}, {text}, SYThe exact place is known.",
        f"{text} (alleged perpetrator)",
        f"Unverified: {text}",
        f"{text}: {text}",
        f"{text}via {text}",
        f"via {text}",
        f"stated {day}",
        f"{text} · {text}",
        f"licence {text} · began with {text}",
        f"1 claim rests on it: {text} (1)",
        f"version {number + 1}: {date.today():%-d %b %Y}, {text}: {text}",  # noqa: DTZ011 - a day of tests
    }


def test_cards_lists_and_filters_show_every_text_as_written(visit, hostile, canary, texts):
    seen = visit(**SMALL).open(f"{hostile.url}/?country=SY")
    within(lambda: any("streamlit_folium" in frame.url for frame in seen.page.frames), seen)
    seen.map.evaluate("() => { window.mark = 'still here'; }")
    wrong = {}
    for number, text in enumerate(texts):
        day = day_of(number)
        seen.go(urlencode([("days", day), ("days", day), ("dates", "definite"), ("incident", name(number))]))
        if not shown(text):  # nothing in it can be seen: its id stands for it
            assert name(number) in words(seen, ".st-key-card h2")
            continue
        absent = missing(seen, card_lines(number, text), ".st-key-card :is(p, td, dd, h1, h2, h3, h4, h5, h6)")
        absent |= {shown(text)} - set(words(seen, ".st-key-card [data-testid=stText]"))
        absent |= {shown(text)} - set(words(seen, ".st-key-card .card-sources code"))
        if number % TOGETHER == 0:
            absent |= missing_of_a_day(seen, number, texts)
        if absent:
            wrong[text] = absent
    assert seen.map.evaluate("() => window.mark") == "still here"
    assert seen.page.locator(LINKS_AND_IMAGES).count() == 0
    harmless(seen, hostile, canary, texts)
    assert wrong == {}


def missing_of_a_day(seen, number, texts):
    """What the list does not show, though it happened that day; the first is picked."""
    # Of a text that cannot be seen there is nothing to look for.
    expected = [text for text in map(shown, texts[number : number + TOGETHER]) if text]
    titles = missing(seen, expected, ".incident-title")  # actors: where the box offers them, below
    known = [f"{day_of(number):%-d %b %Y} · {text} · exact place · Battles" for text in expected]
    known[0] = f"Picked · {known[0]}"
    return titles | missing(seen, known, ".incident-known")


def test_the_map_labels_every_incident_as_written(visit, hostile, canary, texts):
    seen = visit().open(f"{hostile.url}/?country=SY")
    seen.map.wait_for_function("() => Object.values(window).some((value) => value?.atlas?.paths?.length)")
    labels = seen.map.evaluate(
        """async () => {
          const { atlas } = Object.values(window).find((value) => value?.atlas);
          const answer = await fetch(`${atlas.root}api/map?bbox=-180,-85,180,85&zoom=14`);
          atlas.features = (await answer.json()).features;
          atlas.draw();
          return atlas.paths.map((path) => {
            path.fire("mouseover", { latlng: path.getLatLng() });
            return [path.properties.id, document.querySelector(".atlas-tooltip .atlas-title").textContent];
          });
        }"""
    )
    assert dict(labels) == {name(number): text for number, text in enumerate(texts)}
    harmless(seen, hostile, canary, texts)


@pytest.mark.soak
def test_chosen_actors_filters_of_a_link_and_unknown_keys_are_shown_as_written(visit, hostile, canary, texts):
    seen = visit().open(f"{hostile.url}/?country=SY")
    values = [text for text in texts if not from_query(urlencode({"q": text}))[1]]
    assert len(values) > 0.6 * len(texts)
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        seen.go(urlencode([(key, text) for key in ("actor", "admin1", "dataset") for text in some]))
        chips = {f"{name}: {shown(text)}" for name in ("actors", "province", "dataset") for text in some}
        assert missing(seen, {each.strip() for each in chips}, ".st-key-chips-line button p") == set()
        assert missing(seen, {shown(text) for text in some}, ".actors-chosen li > span") == set()
    seen.go(urlencode([("country", "SY"), *((text, "x") for text in texts)]))
    said = " ".join(f"“{text[:60]}” is not a known filter." for text in sorted(texts))
    within(lambda: any(shown(said) in text for text in words(seen, ".st-key-ignored p")), seen)
    harmless(seen, hostile, canary, texts)


@pytest.mark.soak
def test_the_actors_the_box_offers_are_shown_as_written(visit, hostile, canary, texts):
    seen = visit().open(f"{hostile.url}/?country=SY")
    facets = httpx.get(f"{hostile.url}/api/facets", cookies=hostile.cookies).json()
    seen.page.get_by_role("combobox", name="Actors").click()
    offered = set()
    for _ in facets["actor"]:
        expect(seen.page.get_by_role("option").first).to_be_visible()
        offered |= set(words(seen, "[role=option] > span:first-child"))
        seen.page.keyboard.press("ArrowDown")
    assert {shown(row["value"]) for row in facets["actor"]} - offered == set()
    harmless(seen, hostile, canary, texts)


@pytest.mark.soak
def test_every_hostile_query_gets_a_page_that_says_what_it_left_out(visit, hostile, canary, texts, every):
    seen = visit(**SMALL).open(f"{hostile.url}/?country=SY")
    silent = {}
    for number, query in enumerate(ASKED[::every]):
        # A word nothing matches makes each address a view of its own, and an incident that is nowhere is hostile too.
        own = [("sub_type", f"n{number}")] if "sub_type" not in query else [("dataset", f"n{number}")]
        asked, problems = from_query(query)
        lost = texts[number % len(texts)]
        looks = "incident=" not in query and not from_query(urlencode({"incident": lost}))[1]
        seen.go(f"{query}&{urlencode([*own, ('incident', lost)] if looks else own)}")
        said = {problem.message for problem in problems}
        if asked.v is not None:
            said = {f"This link asks for data version {asked.v}, which this store does not have."}
        elif looks:
            said.add(f"The link picks the incident {lost}, which is not in this data")
        unsaid = {text for text in said if not says(seen, text)}
        if unsaid or seen.page.locator("[data-testid=stException]").count():
            silent[query[:200]] = unsaid
        assert seen.page.get_by_text("Something went wrong").count() == 0, query[:200]
    harmless(seen, hostile, canary, texts)
    assert silent == {}


def says(seen, text):
    """Whether a notice on the page comes to hold a text."""
    deadline = time.monotonic() + 2
    while not any(shown(text) in notice for notice in words(seen, "[data-testid=stAlert]")):
        if time.monotonic() > deadline:
            return False
        seen.page.wait_for_timeout(15)
    return True


@pytest.mark.parametrize("query", [QUERIES[number] for number in range(3, len(QUERIES), len(QUERIES) // 3)])
def test_a_hostile_address_opened_anew_gets_the_same_page(visit, hostile, canary, texts, query):
    seen = visit().open(f"{hostile.url}/?{query}")
    asked, problems = from_query(query)
    assert all(says(seen, problem.message) for problem in problems) or asked.v is not None
    expect(seen.page.get_by_text("Something went wrong")).to_have_count(0)
    harmless(seen, hostile, canary, texts)


@pytest.mark.soak
def test_the_changes_since_a_pinned_version_are_named_as_written(visit, hostile, canary, texts):
    store = Store.open(hostile.store)
    seen = visit().open(f"{hostile.url}/?country=SY")
    for start in range(0, len(texts), 20):
        pinned = store.head().link
        some = [store.record(name(number)) for number in range(start, min(start + 20, len(texts)))]
        changed = [dataclasses.replace(incident, deaths_low=1, based_on=incident.version) for incident in some]
        store.append(changed, caller=by("an editor"), reason="a later count", tool="tests")
        seen.go(urlencode({"v": pinned}))
        seen.page.get_by_role("button", name="What changed").click()
        expected = {shown(incident.title) for incident in some}
        assert missing(seen, expected, "[data-testid=stPopoverBody] button p") == set()
        seen.page.keyboard.press("Escape")
    harmless(seen, hostile, canary, texts)
