"""Actor filter: names searched as the reader types, over any number of actors."""

from geo.ui import state
from geo.ui.components import part
from geo.ui.map.filters.facets import Sidebar
from geo.ui.text.formatting import readable
from geo.ui.text.translation import script
from geo.view import MAX_VALUES, Match, to_query


def show(shown: Sidebar) -> None:
    """Draw the box."""
    view, others = shown.view, shown.others
    # Who asks for all of the names has no use for another name of one of them: hardly anyone is named twice at once.
    offered = others if view.match is Match.ANY else {}
    part(
        "actors",
        key=state.ACTORS,
        data={
            "chosen": [{"value": name, "shown": readable(name), "also": offered.get(name, ())} for name in view.actor],
            "counts": [{**row, "also": others.get(str(row["value"]), ())} for row in shown.facets.get("actor", [])],
            "most": MAX_VALUES,
            "query": to_query(view.without_page()),
            "v": view.v,
            "speech": script(),
        },
        on_chosen_change=state.choose_actors,
    )
