"""Renders hostile text through folium and streamlit-folium wherever they take words; a program of its own.

Its arguments name the modules to import first, in their order: without `geo.maps.incident_map` it shows what stock
folium does. It prints, for each place, which payloads ran and which raised an error.
"""

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

for module in sys.argv[1:]:
    importlib.import_module(module)

import branca.element  # noqa: E402 - whoever is named comes first
import folium  # noqa: E402
import streamlit_folium  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent.parent))
from hostile import JINJA, STRINGS  # noqa: E402

HERE = (35.5, 36.0)
SIGNS = [text for text in STRINGS if "{" in text or "}" in text]


def _shapes(text):
    here = {"type": "Point", "coordinates": [36.0, 35.5]}
    feature = {"type": "Feature", "geometry": here, "properties": {"title": text}}
    return {"type": "FeatureCollection", "features": [feature]}


PLACES = {
    "popup": lambda text: folium.Marker(HERE, popup=folium.Popup(text)),
    "popup, escaped": lambda text: folium.Marker(HERE, popup=folium.Popup(text, parse_html=True)),
    "popup, lazy": lambda text: folium.Marker(HERE, popup=folium.Popup(text, lazy=True)),
    "popup, framed": lambda text: folium.Marker(HERE, popup=folium.Popup(folium.IFrame(text))),
    "tooltip": lambda text: folium.Marker(HERE, tooltip=folium.Tooltip(text)),
    "words of a marker": lambda text: folium.Marker(HERE, popup=text, tooltip=text),
    "icon": lambda text: folium.Marker(HERE, icon=folium.DivIcon(html=text)),
    "property": lambda text: folium.GeoJson(_shapes(text)),
    "label of a shape": lambda text: folium.GeoJson(_shapes(text), tooltip=folium.GeoJsonTooltip(["title"], [text])),
    "layer": lambda text: folium.FeatureGroup(name=text),
    "element": branca.element.Element,
}


def render(make, text):
    """One map with the text in one place: as a page of its own, then as st_folium sends it, as part and as layer."""
    whole = folium.Map(tiles=None)
    make(text).add_to(whole)
    folium.LayerControl().add_to(whole)
    whole.get_root().render()
    streamlit_folium.st_folium(whole)
    group = folium.FeatureGroup(name="layer")
    make(text).add_to(group)
    streamlit_folium.st_folium(folium.Map(tiles=None), feature_group_to_add=group)


def tried(make):
    """The payloads that ran in a place, and the texts that raised an error."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GEO_CANARY"] = f"{folder}/ran-"
        errors = [text for text in (*JINJA, *SIGNS) if not _renders(make, text)]
        return {"ran": sorted(int(path.name.removeprefix("ran-")) for path in Path(folder).iterdir()), "errors": errors}


def _renders(make, text):
    try:
        render(make, text)
    except Exception:  # noqa: BLE001 - a template may raise anything
        return False
    return True


streamlit_folium._component_func = lambda **_: None  # noqa: SLF001 - there is no page to send it to
print(json.dumps({name: tried(make) for name, make in PLACES.items()}))  # noqa: T201
