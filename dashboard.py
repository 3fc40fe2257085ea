"""The server: one process and port for the pages, the HTTP API and our own assets.

`streamlit run dashboard.py` finds `app`. The port opens at once and answers that the server is starting, while the
record is read beside it: the first visitor waits for nothing twice, and a proxy can ask when to send visitors.
"""

import sys

import streamlit as st

from geo import logs
from geo.api import front
from geo.api.house import House
from geo.api.policy import Policy
from geo.errors import GeoError
from geo.settings import Settings
from geo.start import begin
from geo.ui.broken import say
from geo.ui.shell import PAGES, shell

settings = Settings.from_env()
house = House()
base = front.prefix(st.get_option("server.baseUrlPath"))
try:
    logs.set_up(settings.log_level)
    policy = Policy(settings.frame_ancestors, shell().scripts, shell().styles)
    begin(settings, house, st.get_option("server.address"))
except GeoError as error:
    sys.exit(str(error))
app = st.App(
    "geo/ui/app.py",
    routes=front.routes(base, shell().html, PAGES, house),
    middleware=front.middleware(base, policy),
    on_script_error=say,
)
