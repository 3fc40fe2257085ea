"""Bars under the map: how many incidents each day, week, month or year may hold, and holds for sure."""

from typing import Any

import altair as alt
import streamlit as st

from geo.query.timeline import Timeline

HEIGHT = 130  # pixels: bars to read at a glance, the map stays above the fold


def show(timeline: Timeline) -> None:
    """Draw the bars."""
    if not timeline.bars:
        st.caption("No incident of this view has a date.")
        return
    st.altair_chart(chart(timeline), width="stretch", key="timeline")
    st.caption(
        f"Incidents by {timeline.by}. Dark: happened then for sure. Pale: may have happened then, "
        "so one incident can stand in several bars."
    )


def chart(timeline: Timeline) -> Any:
    """The chart of a timeline: numbers and dates only."""
    values = [
        {"start": bar.start.isoformat(), "end": bar.end.isoformat(), "may": bar.count, "sure": bar.definite}
        for bar in timeline.bars
    ]
    step = max(1, max(bar.count for bar in timeline.bars) // 4)
    base = alt.Chart(alt.InlineData(values), height=HEIGHT).encode(
        x=alt.X("start:O", title=None, axis=alt.Axis(labelOverlap=True, labelAngle=0)),
        tooltip=[
            alt.Tooltip("start:N", title="From"),
            alt.Tooltip("end:N", title="To"),
            alt.Tooltip("sure:Q", title="For sure"),
            alt.Tooltip("may:Q", title="Possibly"),
        ],
    )
    count = alt.Axis(tickMinStep=step, format="d")
    possible = base.mark_bar(color="#7fa8d1", opacity=0.55).encode(y=alt.Y("may:Q", title=None, axis=count))
    definite = base.mark_bar(color="#3f7fbf").encode(y=alt.Y("sure:Q", title=None))
    return alt.layer(possible, definite)
