"""Bars under the map: how many incidents each day, week, month or year may hold, and holds for sure.

Drawn as plain boxes: a chart library would cost every first visitor a second before the map.
"""

import math

import streamlit as st

from geo.query.timeline import Bar, Timeline
from geo.ui.text import day, plural

_HEADING = '<h2 class="part">Timeline</h2>'


def show(timeline: Timeline) -> None:
    """Draw the bars."""
    if not timeline.bars:
        st.html(_HEADING)
        st.caption("No incident of this view has a date.")
        return
    st.html(f"{_HEADING}{markup(timeline)}{table(timeline)}")
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


def table(timeline: Timeline) -> str:
    """The same bars for those who read or listen rather than look; numbers and dates of our own."""
    rows = "".join(
        f'<tr><th scope="row">{_days(bar)}</th><td>{bar.definite:,}</td><td>{bar.count:,}</td></tr>'
        for bar in timeline.bars
    )
    return (
        '<details class="timeline-table"><summary>As a table</summary><table><thead><tr>'
        f'<th scope="col">{timeline.by.capitalize()}</th><th scope="col">For sure</th><th scope="col">Possibly</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _days(bar: Bar) -> str:
    return day(bar.start) if bar.start == bar.end else f"{day(bar.start)} to {day(bar.end)}"


def _box(bar: Bar, most: int) -> str:
    said = f"{_days(bar)}: {bar.definite:,} for sure, {bar.count:,} possibly"
    # A class for each height, in whole percents: the page's policy takes no style from markup.
    heights = (f'<b class="h{math.ceil(100 * number / most)}"></b>' for number in (bar.count, bar.definite))
    return f'<i title="{said}">{"".join(heights)}</i>'
