"""View: the filters, and the page's position."""

import dataclasses
from dataclasses import dataclass

from geo.view import keys
from geo.view.entry import define, entries
from geo.view.filters import Filters

MAX_ZOOM = 22.0


@dataclass(frozen=True, slots=True)
class View(Filters):
    """Filters and page state. Every field is a key of the query string."""

    incident: str | None = define(None, keys.TEXT, "Incident on the card, by its id.")
    at: str | None = define(None, keys.MARK, "Mark of the map whose incidents are listed: a point, a box or a shape.")
    lat: float | None = define(None, keys.number(-90, 90), "Latitude of the map's centre in degrees.")
    lon: float | None = define(None, keys.number(-180, 180), "Longitude of the map's centre in degrees.")
    zoom: float | None = define(None, keys.number(0, MAX_ZOOM), "Zoom level of the map (Web Mercator).")
    lang: str | None = define(None, keys.TEXT, "Language of the page: en or ar.")
    embed: bool = define(False, keys.FLAG, "Whether the page is shown in a frame on another site.")  # noqa: FBT003

    def live(self) -> "View":
        """Return the same view of the newest data."""
        return dataclasses.replace(self, v=None)

    def pin(self, link: str) -> "View":
        """Return the same view of the data version `link`."""
        return dataclasses.replace(self, v=link)

    def without_page(self) -> "View":
        """Return the view for the API: the filters, without the page's own state."""
        return dataclasses.replace(self, **{key: getattr(EMPTY, key) for key in PAGE_KEYS})


FILTERS = entries(Filters)  # by key, in the order of an address
ENTRIES = entries(View)  # those of the page too
PAGE_KEYS = frozenset(ENTRIES) - frozenset(FILTERS)
EMPTY = View()
