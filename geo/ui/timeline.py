"""Bars under the map: how many incidents each day, week, month or year may hold, and holds for sure.

Drawn as plain boxes: a chart library would cost every first visitor a second before the map.
"""

import streamlit as st

from geo.query.timeline import Bar, Timeline
from geo.ui.text import day, plural


def show(timeline: Timeline) -> None:
    """Draw the bars."""
    if not timeline.bars:
        st.caption("No incident of this view has a date.")
        return
    st.html(markup(timeline))
    st.caption(
        f"Incidents by {timeline.by}. Dark: happened then for sure. Pale: may have happened then, "
        "so one incident can stand in several bars."
    )


def markup(timeline: Timeline) -> str:
    """The bars as HTML: numbers and dates of our own, no word of a report."""
    most = max(bar.count for bar in timeline.bars)
    first, last = timeline.bars[0].start, timeline.bars[-1].end
    words = f"Incidents by {timeline.by} from {day(first)} to {day(last)}: at most {plural(most, 'incident')} in one."
    boxes = "".join(_box(bar, most) for bar in timeline.bars)
    return (
        f'<div class="timeline" role="img" aria-label="{words}">'
        f'<span class="most">{most:,}</span><div class="bars">{boxes}</div>'
        f'<div class="ends"><span>{day(first)}</span><span>{day(last)}</span></div></div>'
    )


def _box(bar: Bar, most: int) -> str:
    days = day(bar.start) if bar.start == bar.end else f"{day(bar.start)} to {day(bar.end)}"
    said = f"{days}: {bar.definite:,} for sure, {bar.count:,} possibly"
    heights = (f'<b style="height:{100 * number / most:.2f}%"></b>' for number in (bar.count, bar.definite))
    return f'<i title="{said}">{"".join(heights)}</i>'
