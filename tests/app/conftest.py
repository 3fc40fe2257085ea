"""Pages run in process, on a real store."""

import sys
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import atlas

# As in the conftest above: importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent.parent / "places" / "online"))

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
