"""Every address and every setting is named where its reader looks for it."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from house import house, incident
from starlette.routing import BaseRoute, Mount

from geo.access import NOBODY
from geo.api import routes
from geo.api.app import create
from geo.api.endpoints import local_access, static
from geo.api.request import Service
from geo.api.startup import StartingApp
from geo.ui.shell.page_template import PAGES

ROOT = Path(__file__).parents[2]
SETTING = re.compile(r"\bGEO_[A-Z_]+\b")


def addresses(some: Sequence[BaseRoute]) -> list[str]:
    """The addresses of routes, as documents write them: `{name}` for a part that varies."""
    paths = [each.path for each in iter_route_contexts(some) if not isinstance(each.original_route, Mount)]
    return [re.sub(r":\w+\}", "}", path) for path in paths]


@pytest.fixture
def served(tmp_path):
    """Every address of ours: the API's, the assets', the entrance and the pages."""
    api = create(Service(house(tmp_path, [incident("x")])))
    front = [*local_access.routes("", NOBODY, PAGES), *routes.routes("", "<p>", PAGES, StartingApp())]
    whole = [("", front), ("/api", api.routes), ("/assets", static.APP.routes)]
    return {f"{base}{address}" for base, some in whole for address in addresses(some)}


def test_every_address_is_named_in_the_readme_of_the_api(served):
    readme = (ROOT / "geo/api/README.md").read_text(encoding="utf-8")
    assert {"/api/map", "/enter", "/about"} <= served
    named = set(re.findall(r"`(/[^`?]*)", readme))
    assert {address.rstrip("/") or "/" for address in served} - named == set()


def test_every_setting_is_named_in_the_readme():
    code = [ROOT / "dashboard.py", *(ROOT / "geo").rglob("*.py")]
    settings = {name for path in code for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Settings")[2]
    assert "GEO_STORE" in settings
    assert sorted(name for name in settings if f"`{name}`" not in readme) == []
