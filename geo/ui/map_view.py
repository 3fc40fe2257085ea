"""The map on the page."""

import streamlit as st
from streamlit_folium import st_folium

from geo.maps.incident_map import Bounds, incident_map, viewport_layer
from geo.ui import state
from geo.view import View, to_query

HEIGHT = 540  # until the style sheet fits it to the screen


def show(view: View, version: int, bounds: Bounds | None, *, picked: bool) -> None:
    """Draw the map of a view. It asks the API for what its viewport shows; a click picks an incident.

    Args:
        view: what is on screen.
        version: the data's version.
        bounds: where the map begins without a position in the address, in degrees; None when nothing is drawn.
        picked: whether the incident of the view is one this reader may see.
    """
    layer = viewport_layer(
        to_query(view.without_page()),
        bounds=bounds,
        picked=view.incident if picked else None,
        version=version,
        dark=st.context.theme.type == "dark",
        lang="ar" if view.lang == "ar" else "en",
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
