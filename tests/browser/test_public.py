"""What may not be shown reaches nobody: not a page, not a message to it, not an answer of the API."""

import dataclasses
from urllib.parse import urlencode

import httpx2 as httpx
import pytest
from house import OURS, at, by, in_latakia, incident
from playwright.sync_api import expect

from geo.incident import Actor, Claim, Geocoding, PlacePrecision, Role, Source, Workflow
from geo.store.store import Store

CANARY = "zanzibarquux"  # stands in every word that must stay here, and in nothing else
WHERE = (36.123456, 35.654321)
QUESTIONS = [
    "",
    f"q={CANARY}",
    f"actor={CANARY}",
    f"admin1={CANARY}",
    f"admin2={CANARY}",
    f"dataset={CANARY}",
    f"sub_type={CANARY}",
    "country=SY",
    "deaths=1",
    "only=unplaced",
    "only=disputed",
    "place_precision=exact",
    "border=IL-LB&within_km=300",
    "area=36,35,37,36",
    "days=2025-03-01&days=2025-03-31",
]
ROUTES = ["map?bbox=-180,-85,180,85&zoom=3", "map?bbox=36,35,37,36&zoom=16", "counts?", "facets?", "timeline?"]


def secrets(name, **fields):
    """An incident with a canary in each of its words."""
    said = Claim("deaths", 3, 4, text=CANARY, claimant=CANARY, via=CANARY, source_id="s", quote=CANARY)
    words = {
        "title": CANARY,
        "summary": CANARY,
        "event_type": "Battles",
        "sub_type": CANARY,
        "time_text": CANARY,
        "place_name": CANARY,
        "country": "SY",
        "admin1": CANARY,
        "admin2": CANARY,
        "geocoding": Geocoding(CANARY, (), None, CANARY, CANARY, CANARY),
        "actors": (Actor(CANARY, Role.TARGET, alleged=True),),
        "claims": (said,),
        "verification_note": CANARY,
        **at(*WHERE, PlacePrecision.EXACT),
    }
    return dataclasses.replace(incident(name), **words | fields)


def moved(name, **fields):
    """A generalised incident: its type, actors and publisher are public, and no other word of it."""
    read = Source("s", "A paper", title=CANARY, url=f"https://{CANARY}.example", origin=CANARY, licence="own-words")
    hidden = {"aliases": (CANARY,), "place_id": CANARY, "feature": "border:IL-LB", "sources": (read,)}
    return secrets(name, **hidden, actors=(), generalise_m=20_000.0, **fields)


HIDDEN = [
    secrets("draft", workflow=Workflow.DRAFT),
    secrets("review", workflow=Workflow.IN_REVIEW),
    secrets("withdrawn", workflow=Workflow.WITHDRAWN),
    secrets("restricted", sources=(Source("s", publisher=CANARY, title=CANARY, url=CANARY, licence="all rights"),)),
    secrets("unlicensed", sources=(Source("s", publisher=CANARY, title=CANARY),)),
    secrets("shape", workflow=Workflow.DRAFT, **{"lon": None, "lat": None} | in_latakia()),
]
MOVED = moved("moved")
OPEN = incident("open", country="SY", sources=(OURS,), **at(36.0, 35.5))


@pytest.fixture(scope="module")
def public(serve, tmp_path_factory):
    """A dashboard for everyone; its store was more open once than it is today."""
    folder = str(tmp_path_factory.mktemp("public") / "store")
    store = Store.open(folder)
    once = secrets("once")
    store.append([*HIDDEN, MOVED, once], caller=by("an editor"), reason=CANARY, tool="tests")
    store.append([OPEN], caller=by("an editor"), reason="a report", tool="tests")
    now = store.record("test:once")
    kept = secrets("once", workflow=Workflow.WITHDRAWN, based_on=now.version)
    store.append([kept], caller=by("an editor"), reason=CANARY, tool="tests")
    server = serve(GEO_STORE=folder, GEO_ACCESS="")
    server.store = folder
    return server


@pytest.fixture
def overheard(visit):
    """A visit with all that its browser was sent: bodies of answers and frames of sockets."""
    seen, frames, bodies = visit(), [], []
    seen.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))  # noqa: PLW0108

    def pass_on(route):
        # Heard on the way: of an answer that the page has given up since, the browser keeps no body to ask for.
        answer = route.fetch()
        bodies.append(answer.body())
        route.fulfill(response=answer)

    seen.page.route("**/api/**", pass_on)

    def sent():
        """What came since it was last asked."""
        heard = [*bodies, *(frame.encode() if isinstance(frame, str) else frame for frame in frames)]
        bodies.clear()
        frames.clear()
        return heard

    yield seen, sent
    seen.page.unroute_all(behavior="ignoreErrors")


def told(message):
    """Whether a message holds a canary, or the exact place of one."""
    held = message if isinstance(message, bytes) else message.encode()
    return CANARY.encode() in held or any(str(degrees).encode() in held for degrees in WHERE)


def ids():
    return [each.id for each in HIDDEN] + ["test:once", "test:moved"]


def test_this_test_can_fail_since_a_local_user_is_told_all_of_it(serve, public):
    own = serve(GEO_STORE=public.store)
    assert all(
        told(httpx.get(f"{own.url}/api/{route}&", cookies=own.cookies).text)
        for route in ROUTES
        if "map" in route or "facets" in route
    )


@pytest.mark.soak
def test_no_answer_of_the_api_holds_what_is_hidden(public):
    links = [act.head.link for act in Store.open(public.store).acts()]
    with httpx.Client(base_url=f"{public.url}/api/") as client:
        for address in [
            f"{route}&{question}" for route in ROUTES for question in (*QUESTIONS, *map("v={}".format, links))
        ]:
            answer = client.get(address)
            assert answer.status_code == 200
            assert not told(answer.text), address
        for each in [f"{one}?{pinned}" for one in ids() for pinned in ("", *map("v={}".format, links))]:
            answer = client.get(f"collections/incidents/items/{each}")
            assert not told(answer.text), each
            assert answer.status_code == (200 if each.startswith("test:moved?") else 404)


def test_no_message_to_a_page_holds_what_is_hidden(overheard, public):
    seen, sent = overheard
    links = [act.head.link for act in Store.open(public.store).acts()]
    opened = ["", f"v={links[1]}&country=SY", urlencode({"incident": "test:moved", "v": links[0]})]
    visited = ["country=SY", "days=2025-03-01&days=2025-03-31", f"v={links[0]}"]
    visited += [urlencode({"incident": each}) for each in ids()]
    visited += [urlencode({"incident": each, "v": links[0]}) for each in ("test:once", "test:draft")]
    messages = []
    for address in opened:
        seen.open(f"{public.url}/?{address}")
        seen.page.wait_for_timeout(300)
        messages += sent()
    for address in visited:
        seen.go(address).settled()
        seen.page.wait_for_timeout(300)
        messages += sent()
    seen.page.get_by_role("combobox", name="Actors").click()
    seen.page.keyboard.type(CANARY[:4])
    seen.page.wait_for_timeout(500)
    messages += sent()
    assert len(messages) > 50
    assert sum(b"Battles, Syria" in message for message in messages) > 1
    assert [message[:300] for message in messages if told(message)] == []


@pytest.mark.soak
def test_asking_for_the_hidden_words_says_no_more_than_asking_for_any_others(visit, public):
    """The reader's own word comes back to them, so here only what is counted and listed can tell."""
    seen = visit().open(public.url)
    for key in ("q", "actor", "admin1", "admin2", "sub_type", "dataset"):
        said = []
        for word in (CANARY, "anythingelse"):
            seen.go(f"{key}={word}").settled()
            said.append(seen.page.locator(".st-key-counts").inner_text())
        assert said[0] == said[1]
        expect(seen.page.locator(".incident-row")).to_have_count(0)
