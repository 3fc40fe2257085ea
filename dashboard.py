"""The server: one process and port for the pages, the HTTP API and our own assets.

`streamlit run dashboard.py` finds `app`. Everything is imported and the store opened here,
so that the first visitor does not wait for it.
"""

import streamlit as st
from starlette.routing import Mount

from geo.api import static
from geo.api.app import create
from geo.api.asked import Service
from geo.atlas import opened
from geo.maps import incident_map  # noqa: F401  imported for its time: folium takes a second
from geo.settings import Settings

settings = Settings.from_env()
service = Service(opened(settings), settings.local_access, st.get_option("server.address"))
app = st.App("geo/ui/app.py", routes=[static.ROUTE, Mount("/api", create(service))])
