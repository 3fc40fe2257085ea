"""Pages run in process, on a real store."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime import context
from streamlit.runtime.session_manager import ClientContext
from streamlit.testing.v1 import AppTest

from geo import atlas
from geo.access import open_secret
from geo.settings import Settings

# As in the conftest above: importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

APP = Path(atlas.__file__).parent / "ui" / "app.py"


@pytest.fixture(autouse=True)
def _nothing_is_left_from_another_test():
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    atlas.forget()


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The folder of a store that will start with the seeds."""
    folder = str(tmp_path / "store")
    monkeypatch.setenv("GEO_STORE", folder)
    return folder


@dataclass
class Client(ClientContext):
    """The browser behind a page: what it sent when it opened its WebSocket."""

    sent: dict[str, str]

    @property
    def headers(self) -> Iterable[tuple[str, str]]:
        return self.sent.items()

    @property
    def cookies(self) -> Mapping[str, str]:
        return {}

    @property
    def remote_ip(self) -> str | None:
        return "127.0.0.1"


@pytest.fixture
def client(store, monkeypatch):  # noqa: ARG001  the secret is kept in its folder
    """A browser on this machine that has not opened the link; a page run in process has none of its own."""
    monkeypatch.setenv("GEO_ACCESS", "local")
    here = Client({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"})
    monkeypatch.setattr(context, "_get_client_context", lambda: here)
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    yield here
    config.set_option("server.address", before)


@pytest.fixture
def editor(client):
    """A browser that has opened the link, and so has the store's cookie."""
    secret = open_secret(Settings.from_env().secret)[0]()
    client.sent["Cookie"] = f"{secret.cookie_name}={secret.cookie_value}"
    return client


@pytest.fixture
def page(store):  # noqa: ARG001  the page reads its folder from the environment
    """Open the map page with a query, as a public visitor."""

    def opened(query: str = "") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        for key, values in parse_qs(query, keep_blank_values=True).items():
            app.query_params[key] = values
        app.run()
        assert not app.exception
        return app

    return opened
