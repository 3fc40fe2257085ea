"""Geocoders of the network, on loopback."""

import pytest
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
