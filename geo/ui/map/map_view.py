"""The maps on the page, through `st_folium`."""

from collections.abc import Mapping

from streamlit_folium import st_folium

from geo.incident import Incident, Place
from geo.maps.elements import Bounds
from geo.maps.incident_map import incident_map, viewport_layer
from geo.maps.places_map import places_layer, places_map
from geo.maps.preview_map import Sketch, preview_layer, preview_map
from geo.maps.tiles import tiles
from geo.query.map.focus import focus_box
from geo.ui import state
from geo.ui.session import settings
from geo.ui.state import imports as importing
from geo.ui.state import place_form as placing
from geo.view import View, to_query

HEIGHT = 540  # until the style sheet fits it to the screen
SMALL_HEIGHT = 260
PREVIEW_HEIGHT = 360


def show(view: View, version: int, bounds: Bounds | None, picked: Incident | None) -> None:
    """Draw the map of a view. It asks the API for what its viewport shows; a click picks an incident.

    Args:
        view: what is on screen.
        version: the data's version.
        bounds: where the map begins without a position in the address, in degrees; None when nothing is drawn.
        picked: the incident of the view, when this reader may see it.
    """
    layer = viewport_layer(
        to_query(view.without_page()),
        bounds=bounds,
        focus=focus_box(view),
        picked=picked.id if picked else None,
        revision=picked.version if picked else None,
        version=version,
        basemaps=tiles(settings().basemaps),
        lang=_lang(view),
    )
    st_folium(
        incident_map(),
        key=state.MAP,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=layer,
        on_change=state.picked_on_map,
    )


def places(view: View, numbered: Mapping[int, Place], chosen: Place | None, wider: Place | None) -> None:
    """Draw a small map of places to choose from; a click on one chooses it.

    Args:
        view: what is on screen: its language.
        numbered: each place by its number in the list.
        chosen: stands out, whether it is numbered or not.
        wider: what is known around them, to look at while there is nothing else to see.
    """
    st_folium(
        places_map(),
        key=placing.MAP,
        height=SMALL_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=places_layer(numbered, chosen, wider, lang=_lang(view)),
        on_change=placing.pick_on_map,
    )


def preview(drawn: Sketch) -> None:
    """Draw a small map of a file's incidents."""
    st_folium(
        preview_map(),
        key=importing.MAP,
        height=PREVIEW_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=preview_layer(drawn, lang=_lang(state.view())),
    )


def _lang(view: View) -> str:
    return "ar" if view.lang == "ar" else "en"
