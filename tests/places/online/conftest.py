"""Geocoders of the network, on loopback."""

import sys
from pathlib import Path

import pytest

# As in the conftest above: importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

from fake_geocoder_server import PATHS, listening


@pytest.fixture(params=PATHS)
def geocoder(request):
    """One of each kind in turn."""
    with listening(request.param) as server:
        yield server


@pytest.fixture
def nominatim():
    with listening("nominatim") as server:
        yield server
