"""Maps from servers elsewhere, which a reader may lay under the incidents: who makes them, and where they are.

Nothing is asked of them before a reader has agreed, see `grounds.js`. Addresses and credits: `xyzservices`.
"""

import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass

from xyzservices import TileProvider, providers

from geo.errors import GeoError

NONE = "none"
_OSM_PAGE = "https://www.openstreetmap.org/copyright"  # where its licence wants a link to
_KNOWN: dict[str, tuple[TileProvider, str | None]] = {
    "osm": (providers.OpenStreetMap.Mapnik, _OSM_PAGE),
    "imagery": (providers.Esri.WorldImagery, None),
}
_DEEPEST = 19


@dataclass(frozen=True, slots=True)
class Tiles:
    """A map in tiles.

    Attributes:
        name: `osm` or `imagery`.
        url: of a tile, with `{x}`, `{y}` and `{z}` to be filled in.
        attribution: whose it is, to be shown beside it.
        page: what that links to.
        max_zoom: the deepest there is.
    """

    name: str
    url: str
    attribution: str
    page: str | None
    max_zoom: int

    @property
    def origin(self) -> str:
        """Scheme and host, as a Content-Security-Policy names them."""
        parts = urllib.parse.urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def percent_encode(self) -> dict[str, str | int | None]:
        """Percent-encoded, as what goes through folium has to be."""
        words = {"name": self.name, "url": self.url, "attribution": self.attribution, "page": self.page}
        said = {key: word and urllib.parse.quote(word, safe="") for key, word in words.items()}
        return {**said, "max_zoom": self.max_zoom}


class UnknownBasemapError(GeoError):
    """A name in GEO_BASEMAPS that is none of ours."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"GEO_BASEMAPS cannot hold “{name}”. Write {', '.join(_KNOWN)} with commas between, or {NONE}."
        )


def tiles(named: Iterable[str]) -> tuple[Tiles, ...]:
    """Return the maps of these names, in their order.

    Raises:
        UnknownBasemapError: there is none of that name.
    """
    names = tuple(named)
    for name in names:
        if name not in _KNOWN:
            raise UnknownBasemapError(name)
    return tuple(_tiles(name, *_KNOWN[name]) for name in names)


def _tiles(name: str, provider: TileProvider, page: str | None) -> Tiles:
    credit = provider.attribution.replace("(C)", "©").replace(" -- ", ". ")
    return Tiles(name, provider.build_url(), credit, page, int(provider.get("max_zoom", _DEEPEST)))
