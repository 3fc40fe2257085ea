"""The pages and how one gets from one to another."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

# A picture of ours: Streamlit fetches emoji and Material icons for the tab from another host.
st.set_page_config(page_title="Incident Atlas", page_icon=str(HERE / "icon.svg"), layout="wide")
st.logo(str(HERE / "logo.svg"), icon_image=str(HERE / "icon.svg"))
page = st.navigation(
    [
        st.Page("screens/map.py", title="Map", icon=":material/map:", default=True),
        st.Page("screens/about.py", title="About", icon=":material/info:"),
    ],
    position="top",
)
with st.spinner("The server has just started and reads its record. The map comes in a moment."):
    from geo.ui.session import atlas  # slow the first time: only now there is something to look at

    atlas()
page.run()
