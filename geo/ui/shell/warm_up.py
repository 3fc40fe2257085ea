"""Warm-up of what the first visitor would wait for, while their browser is still loading the page."""

from geo.access import Caller
from geo.atlas import Atlas
from geo.maps.assets import files
from geo.maps.incident_map import incident_map
from geo.query.map.viewport_cells import viewport
from geo.query.totals.stacked_timeline import Stack, stacked_timeline
from geo.ui.map import page_data as answers
from geo.view import View

EVERYWHERE = (-180.0, -85.0, 180.0, 85.0)


def warm(atlas: Atlas, caller: Caller) -> None:
    """Ask each kind of question once, and make the map and the assets the first page loads."""
    question = answers.build_question(atlas, View(), caller)
    answers.answer(atlas, question)
    stacked_timeline(atlas.engine, question, None, Stack.TYPE)
    viewport(atlas.engine, question, EVERYWHERE, 5)
    incident_map().get_root().render()
    for name, asset in files().items():
        if not name.startswith("places-"):  # town names come by country, when one is looked at closely
            asset.content()
