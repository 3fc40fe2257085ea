"""The pages and how one gets from one to another."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

# A picture of ours: Streamlit fetches emoji and Material icons for the tab from another host.
st.set_page_config(page_title="Incident Atlas", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")
st.logo(str(HERE / "logo.svg"), icon_image=str(HERE / "icon.svg"))
st.navigation(
    [
        st.Page("pages/map.py", title="Map", icon=":material/map:", default=True),
        st.Page("pages/about.py", title="About", icon=":material/info:"),
    ],
    position="top",
).run()
