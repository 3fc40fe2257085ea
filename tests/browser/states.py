"""The states of the pages a reader can meet: looked at by eye, compared with approved pictures, and read by axe."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect
from ucdp_rows import event, written

from geo.store.store import Store

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"

STATES = {
    "map": "/",
    "picked": f"/?incident={KILLINGS}",
    "placing": f"/?incident={KILLINGS}",
    "nothing-matches": "/?actor=Nobody+known&type=Riots",
    "unread-link": "/?days=soon&colour=red",
    "pinned": "/?v={newest}",
    "unknown-version": "/?v=9-0123456789abcdef",
    "unknown-incident": "/?incident=seeds:gone",
    "map-failing": "/",
    "embedded": "/?embed=true",
    "about": "/about",
    "import-empty": "/import",
    "import-asking": "/import",
    "import-recognised": "/import",
    "import-failing": "/import",
    "import-done": "/import",
}
WITHOUT_MAP = {"unknown-version", "about", "map-failing"}
# What is handed in on the import page.
_BATTLES = [
    event(str(i), where_prec=str(1 + i % 5), latitude=f"{35 + i * 0.07:.2f}", longitude=f"{36 + i * 0.11:.2f}")
    for i in range(1, 40)
]
_TABLE = """title,date,place,country,deaths
Shelling of a market,2025-03-07,Jableh,SY,at least 4
Clashes on the coast road,2025-03-08,Latakia,SY,2
Arrests,soon,Latakia,SY,
"""
FILES = {
    "import-asking": ("notes.csv", "Was ist passiert,Wann,Ort,Tote\nClashes,03/07/2025,Jableh,3\n"),
    "import-recognised": ("GEDEvent_v26_1.csv", written([*_BATTLES, event("90", date_start="never")])),
    "import-failing": ("report.csv", "%PDF-1.7"),
    "import-done": ("events.csv", _TABLE),
}
IMPORTING = {name for name in STATES if name.startswith("import-")}
SCREENS = {1280: 900, 390: 844}
SCHEMES = ("light", "dark")

# The map has asked for all it needs and drawn it.
_DRAWN = """(some) => {
  const scene = Object.values(window).find((value) => value?.atlas)?.atlas;
  return scene && (!some || scene.paths.length) && scene.waiting.progress.hidden
    && scene.base.countries.length && !scene.base.running && !scene.base.waiting.length;
}"""

_GROUND = """() => {
  const scene = Object.values(window).find((value) => value?.atlas)?.atlas;
  return scene?.base.countries.length && !scene.base.running && !scene.base.waiting.length;
}"""


_PLACES = """() => {
  const scene = Object.values(window).find((value) => value?.atlas)?.atlas;
  return scene?.begun && scene.paths.length && !scene.waiting.things.size
    && !scene.base.running && !scene.base.waiting.length;
}"""


@dataclass(frozen=True)
class State:
    """One state on one screen in one theme."""

    name: str
    width: int
    scheme: str

    def __str__(self):
        return f"{self.name}-{self.width}-{self.scheme}"


ALL = [State(name, width, scheme) for name in STATES for width in SCREENS for scheme in SCHEMES]


def shown(visit, server, state):
    """A page in the state, at rest."""
    screen = {"width": state.width, "height": SCREENS[state.width]}
    seen = visit(**screen, color_scheme=state.scheme, reduced_motion="reduce")
    if state.name == "map-failing":  # as when the server goes away while the page is open
        seen.page.route("**/api/map?**", lambda route: route.abort())
    newest = Store.open(server.store).head().link
    seen.page.goto(server.url + STATES[state.name].format(newest=newest))
    seen.settled()
    if state.name in IMPORTING:
        _hand_in(seen, state)
    elif state.name not in WITHOUT_MAP:
        expect(seen.page.locator(".st-key-counts")).to_be_visible()
        seen.map.wait_for_function(_DRAWN, arg=state.name != "nothing-matches")
    if state.name == "placing":
        _two_places(seen)
    if state.name == "map-failing":
        expect(seen.map.get_by_text("could not be updated")).to_be_visible()
        seen.map.wait_for_function(_GROUND)
        seen.errors.clear()  # the browser's own word on it
    if state.name == "about":
        expect(seen.page.get_by_text(re.compile("What leaves this machine")).first).to_be_visible()
    seen.page.wait_for_timeout(300)
    return seen


def _hand_in(seen, state):
    """The import page after a file was handed in, and what is waited for is there."""
    expect(seen.page.get_by_role("heading", name="Import", exact=True)).to_be_visible()
    if state.name in FILES:
        name, content = FILES[state.name]
        file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        seen.page.locator("input[type=file]").set_input_files(file)
        expect(seen.page.locator("[data-testid=stAlert], .st-key-importing-confirm").first).to_be_visible()
        seen.settled()
    if state.name == "import-recognised":
        seen.preview.wait_for_function(_PLACES)
    if state.name == "import-done":
        seen.page.get_by_role("button", name=re.compile("^Import into")).click()
        expect(seen.page.get_by_text("is imported into")).to_be_visible()
        seen.settled()


def _two_places(seen):
    """The form that gives an incident another place, with a name that two places have, one of them picked."""
    seen.page.get_by_role("button", name="Change the place").click()
    form = seen.page.get_by_role("dialog")
    told = {"Country": ("combobox", "Not told"), "Place name, as the report writes it": ("textbox", "Sinjar")}
    for label, (role, words) in told.items():
        field = form.get_by_role(role, name=label)
        field.fill(words)
        field.press("Enter")
        seen.settled()
    form.locator("label", has_text="Nineveh").click()
    seen.settled()
    seen.page.locator(".st-key-placing-map").scroll_into_view_if_needed()
    seen.places.wait_for_function(_PLACES)
