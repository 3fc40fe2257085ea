"""The server: one process and port for the pages, the HTTP API and our own assets.

`streamlit run dashboard.py` finds `app`. The store is opened here, and what the first page needs
is made ready beside the server's start, so that the first visitor does not wait for it.
"""

import sys
import threading

import streamlit as st
from starlette.routing import Mount

from geo.access import LOCAL, PUBLIC
from geo.api import static
from geo.api.app import create
from geo.api.asked import Service
from geo.atlas import opened
from geo.errors import GeoError
from geo.settings import Settings
from geo.ui.broken import say
from geo.ui.warm import warm

settings = Settings.from_env()
try:
    atlas = opened(settings)
except GeoError as error:
    sys.exit(str(error))
threading.Thread(target=warm, args=(atlas, LOCAL if settings.local_access else PUBLIC), daemon=True).start()
service = Service(atlas, settings.local_access, st.get_option("server.address"))
app = st.App("geo/ui/app.py", routes=[static.ROUTE, Mount("/api", create(service))], on_script_error=say)
