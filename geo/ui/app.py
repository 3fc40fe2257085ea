"""The pages and how one gets from one to another."""

import streamlit as st

st.set_page_config(page_title="Incident Atlas", page_icon=":material/location_on:", layout="wide")
st.navigation(
    [
        st.Page("pages/map.py", title="Map", icon=":material/map:", default=True),
        st.Page("pages/about.py", title="About", icon=":material/info:"),
    ],
    position="top",
).run()
