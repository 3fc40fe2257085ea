"""The states of the pages a reader can meet: looked at by eye, compared with approved pictures, and read by axe."""

from dataclasses import dataclass

from playwright.sync_api import expect
from ucdp_rows import event, written

from geo import words
from geo.store.store import Store

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"

STATES = {
    "map": "/",
    "picked": f"/?incident={KILLINGS}",
    "placing": f"/?incident={KILLINGS}",
    "filtered": "/?days=2025-03-01&days=2025-03-09&type=Strategic+developments&border=IQ-SY&within_km=50",
    "regions": "/",
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
FAILING = "The map could not be updated. What you see may be out of date."
SCREENS = {1280: 900, 390: 844}
TOOLBAR_WIDTH = 600  # a narrower map folds its tools
# The theme a page is opened in and the one it then turns to. What a theme changes, it changes in every language: one is
# looked at in both, the others in one each on a desk and on a phone.
BOTH = ("light", "dark")
ONE = {1280: ("dark",), 390: ("light",)}

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


_TURNED = "(scheme) => document.documentElement.style.colorScheme === scheme"


@dataclass(frozen=True)
class State:
    """One state on one screen, in one language."""

    name: str
    width: int
    lang: str

    def __str__(self):
        return f"{self.name}-{self.width}-{self.lang}"

    @property
    def schemes(self):
        """The theme it is opened in, and the other where it turns to that too."""
        return BOTH if self.lang == words.ENGLISH else ONE[self.width]

    def picture(self, scheme):
        """What its approved picture in a theme is called."""
        return f"{self.name}-{self.width}-{scheme}-{self.lang}"

    def address(self, newest):
        """Where it is found below the server's own address."""
        address = STATES[self.name].format(newest=newest)
        return address if self.lang == words.ENGLISH else f"{address}{'&' if '?' in address else '?'}lang={self.lang}"

    def said(self, sentence):
        """A sentence of ours as this reader sees it."""
        return words.translations(self.lang).gettext(sentence)


ALL = [State(name, width, lang) for lang in words.LANGUAGES for name in STATES for width in SCREENS]


def always(state):
    """Whether it is looked at for every change: by turns on a desk in English, or on a phone in Arabic."""
    desk, phone = SCREENS
    even = list(STATES).index(state.name) % 2 == 0
    return (state.width, state.lang == words.ENGLISH) == ((desk, True) if even else (phone, False))


def turned(seen, scheme):
    """The page after the reader's system turned to another theme, at rest."""
    seen.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(seen.page.locator(".stApp")).to_have_css("color-scheme", scheme)
    for frame in (frame for frame in seen.page.frames if "streamlit_folium" in frame.url):
        frame.wait_for_function(_TURNED, arg=scheme)
        frame.wait_for_function(_GROUND)
    seen.page.wait_for_timeout(300)
    return seen


def shown(visit, server, state):
    """A page in the state, at rest."""
    screen = {"width": state.width, "height": SCREENS[state.width]}
    seen = visit(**screen, color_scheme=state.schemes[0])
    if state.name == "map-failing":  # as when the server goes away while the page is open
        seen.page.route("**/api/map?**", lambda route: route.abort())
    newest = Store.open(server.store).head().link
    seen.page.goto(server.url + state.address(newest))
    seen.settled()
    if state.name in IMPORTING:
        _hand_in(seen, state)
    elif state.name not in WITHOUT_MAP:
        expect(seen.page.locator(".st-key-counts")).to_be_visible()
        seen.map.wait_for_function(_DRAWN, arg=state.name != "nothing-matches")
    if state.name == "placing":
        _two_places(seen, state)
    if state.name == "regions":
        _shade(seen, state)
    if state.name == "map-failing":
        expect(seen.map.get_by_text(state.said(FAILING))).to_be_visible()
        seen.map.wait_for_function(_GROUND)
        seen.errors.clear()  # the browser's own word on it
    if state.name == "about":
        expect(seen.page.get_by_text(state.said("What is sent to other hosts")).first).to_be_visible()
    seen.page.wait_for_timeout(300)
    return seen


def _hand_in(seen, state):
    """The import page after a file was handed in, and what is waited for is there."""
    expect(seen.page.get_by_role("heading", name=state.said("Import"), exact=True)).to_be_visible()
    if state.name in FILES:
        name, content = FILES[state.name]
        file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        seen.page.locator("input[type=file]").set_input_files(file)
        expect(seen.page.locator("[data-testid=stAlert], .st-key-importing-confirm").first).to_be_visible()
        seen.settled()
    if state.name == "import-recognised":
        seen.preview.wait_for_function(_PLACES)
    if state.name == "import-done":
        seen.page.locator(".st-key-importing-confirm").get_by_role("button").first.click()
        expect(seen.page.locator(".st-key-importing-ways")).to_be_visible()
        seen.settled()


def _two_places(seen, state):
    """The form that gives an incident another place, with a name that two places have, one of them picked."""
    seen.page.get_by_role("button", name=state.said("Change the place")).click()
    form = seen.page.get_by_role("dialog")
    told = {
        "Country": ("combobox", state.said("Not stated")),
        "Place name as written in the report": ("textbox", "Sinjar"),
    }
    for label, (role, typed) in told.items():
        field = form.get_by_role(role, name=state.said(label))
        field.fill(typed)
        field.press("Enter")
        seen.settled()
    form.locator("label", has_text="Nineveh").click()
    seen.settled()
    seen.page.locator(".st-key-placing-map").scroll_into_view_if_needed()
    seen.places.wait_for_function(_PLACES)


def _shade(seen, state):
    """The map with its governorates shaded."""
    if state.width < TOOLBAR_WIDTH:
        seen.map.get_by_role("button", name=state.said("Tools")).click()
    seen.map.get_by_role("button", name=state.said("Layers")).click()
    seen.map.get_by_label(state.said("By governorate")).check()
    seen.page.keyboard.press("Escape")
    seen.map.wait_for_function(_DRAWN, arg=True)
    seen.page.wait_for_timeout(500)
