"""The About page: where the data comes from, how it is drawn and counted, what leaves the machine."""

import streamlit as st

from geo.incident import PlacePrecision
from geo.maps.style import DRAWINGS
from geo.query.matching import OPEN_SIDE_DAYS
from geo.ui import state

state.leave_map("about")
st.title("About", anchor=False)
st.markdown(
    f"""
Incident Atlas shows what is reported to have happened, where, when, who is said to have done it, who says so,
and how sure anyone can be. It never invents a position, a date or a number: what is unknown is shown as unknown.

#### How places are drawn

{chr(10).join(f"- **{p.value}**: {DRAWINGS[p].legend}" for p in PlacePrecision)}

#### How days are matched

A report may know an incident only by one day. *May have happened then* lets the open side of such a span reach
{OPEN_SIDE_DAYS} days from the known day: a rule of the filter, not a date in the record.
*Happened then for sure* keeps only what the report places on the days you chose.

#### How it is counted

Every match is either drawn or cannot be placed, and both are said. Tolls are summed apart for those who state them:
"at least 20" never becomes 20.

#### What leaves this machine

Nothing. The map, its names and its borders come from this server, and no other host is asked for anything.

#### Sources of the map

Borders and provinces: Natural Earth (public domain). They show who holds a territory in fact, which is not a
statement on who should; the Golan Heights follow that view. Place names: GeoNames (CC BY 4.0).
Airfields: airportsdata (MIT).
"""
)
