"""The wall behind the rule that no outside text goes through folium: what has been rendered never runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RENDERING = Path(__file__).parents[2] / "helpers" / "programs" / "rendering.py"
OURS, ST_FOLIUM = "geo.maps.incident_map", "streamlit_folium"


def rendered(*modules):
    """What ran in each place, in a process that imports these modules first."""
    command = [sys.executable, "-W", "ignore", str(RENDERING), *modules]
    answer = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}, timeout=120)
    return json.loads(answer.stdout)


@pytest.mark.soak
def test_stock_folium_runs_such_text_in_every_place_so_this_test_can_fail():
    done = rendered()
    assert [name for name, place in done.items() if not (place["ran"] and place["errors"])] == []


ORDERS = [(OURS, ST_FOLIUM), *(pytest.param(order, marks=pytest.mark.soak) for order in [(OURS,), (ST_FOLIUM, OURS)])]


@pytest.mark.parametrize("modules", ORDERS, ids=" then ".join)
def test_no_text_runs_on_the_server_or_breaks_a_map_whatever_was_imported_first(modules):
    done = rendered(*modules)
    assert done == {name: {"ran": [], "errors": []} for name in done}
