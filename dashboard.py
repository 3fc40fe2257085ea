"""The server: one process and port for the pages, the HTTP API and our own assets.

`streamlit run dashboard.py` finds `app`. The port opens at once and answers that the server is starting, while the
record is read beside it: the first visitor waits for nothing twice, and a proxy can ask when to send visitors.
"""

import sys

import streamlit as st
from starlette.datastructures import Headers

from geo import logs
from geo.api import routes as front
from geo.api.endpoints import local_access
from geo.api.middleware import connections
from geo.api.middleware.security_headers import Policy
from geo.api.startup import StartingApp
from geo.errors import GeoError
from geo.maps.tiles import tiles
from geo.settings import Settings
from geo.show_link import announce
from geo.start import begin
from geo.ui import no_outside_hosts
from geo.ui.shell.error_page import say
from geo.ui.shell.page_template import PAGES, shell

settings = Settings.from_env()
starting = StartingApp()
bound = st.get_option("server.address")
base = front.prefix(st.get_option("server.baseUrlPath"))
try:
    logs.set_up(settings.log_level)
    no_outside_hosts.shut_off()
    origins = [each.origin for each in tiles(settings.basemaps)]
    policy = Policy(settings.frame_ancestors, shell().scripts, shell().styles, origins)
    connections.limit(st.get_option("server.maxWidgetStateSize") * 1_000_000, policy.of("/api/"))
    authenticator = begin(settings, starting, bound)
except GeoError as error:
    sys.exit(str(error))
announce(settings, authenticator, f"{st.get_option('server.port')}{base}")


def may_upload(headers: Headers) -> bool:
    """Whether who sends these headers may hand in files."""
    return authenticator.caller(headers.items(), changes=True).may_edit


app = st.App(
    "geo/ui/app.py",
    routes=[*local_access.routes(base, authenticator, PAGES), *front.routes(base, shell().html, PAGES, starting)],
    middleware=front.middleware(base, policy, may_upload, st.get_option("server.corsAllowedOrigins")),
    on_script_error=say,
)
