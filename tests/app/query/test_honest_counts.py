"""Views drawn by chance: ten for every change and two hundred under `make soak`; every count agrees."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from fastapi.testclient import TestClient
from house import by, editors_client
from random_views import views

import geo
from geo import atlas as houses
from geo.access import LOCAL, PUBLIC
from geo.api.app import create
from geo.api.request import Service
from geo.incident import DatePrecision, PlacePrecision, Workflow
from geo.query.engine.view_filter import OPEN_SIDE_DAYS
from geo.query.lists.grouping import Group
from geo.query.lists.incident_rows import rows
from geo.query.lists.listing import Page, listing
from geo.query.map.hexes import hexes
from geo.query.map.regions import regions
from geo.query.totals.actors import TOP
from geo.query.totals.counts import counts
from geo.query.totals.facets import COLUMNS, facets
from geo.query.totals.stacked_timeline import Stack, stacked_timeline
from geo.settings import Settings
from geo.store.store import Store
from geo.synthesis.incidents import synthetic
from geo.view import Dates, View, to_query

SIZE, VIEWS, AT_ONCE, ALWAYS = 2_000, 200, 10, 10
pytestmark = pytest.mark.xdist_group("honest counts")  # its store is made once
WORLD = (-180.0, -85.0511, 180.0, 85.0511)
WEEK = np.timedelta64(OPEN_SIDE_DAYS, "D")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """Synthetic incidents, some of them revised: generalised, withdrawn, on a line, or with one side of a date open."""
    folder = str(tmp_path_factory.mktemp("honest") / "store")
    store = Store.open(folder)
    act = {"caller": by("tester"), "reason": "a test", "tool": "tests"}
    for table in synthetic(SIZE, seed=11):
        store.append_rows(table, **act)
    store.append([revised(store.record(f"synthetic:{n:08d}"), n) for n in range(1, SIZE, 16)], **act)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_STORE", folder)
        yield houses.open_atlas(Settings.from_env())
    houses.forget()


def revised(record, number):
    changes = (
        {"generalise_m": 20_000.0},
        {"workflow": Workflow.WITHDRAWN},
        {"end": None},
        {"start": None},
        {"feature": "border:IQ-SY", "place_precision": PlacePrecision.LINE, "lon": None, "lat": None},
    )
    return replace(record, based_on=record.version, **changes[number % len(changes)])


@pytest.fixture(scope="module")
def some_views(atlas):
    return views(VIEWS, 6, facets(atlas.engine, atlas.question(View(), LOCAL)))


@pytest.fixture(scope="module")
def doors(atlas):
    """The API as an editor and a visitor reach it."""
    api = create(Service(atlas))
    return {LOCAL: editors_client(atlas), PUBLIC: TestClient(api, base_url="http://127.0.0.1")}


FIRSTS = [pytest.param(n, marks=[] if n < ALWAYS else pytest.mark.soak) for n in range(0, VIEWS, AT_ONCE)]


@pytest.mark.parametrize("first", FIRSTS)
def test_every_count_of_a_view_speaks_of_the_same_incidents_at_every_door(atlas, some_views, doors, first):
    for number, view in enumerate(some_views[first : first + AT_ONCE]):
        caller = (LOCAL, PUBLIC)[number % 2]
        question = atlas.question(view, caller)
        listed = rows(atlas.engine, question).to_pandas()
        stack, by = tuple(Stack)[number // 2 % 2], tuple(Group)[1 + number % 3]
        try:
            counted_as_listed(atlas, question, listed)
            paged_as_listed(atlas, question, listed, by)
            barred_as_listed(atlas, question, listed, stack)
            offered_as_listed(atlas, question, listed)
            told_at_every_door(atlas, question, doors[caller], stack)
            if caller is LOCAL:
                framed_as_counted(geo.incidents(to_query(view)), counts(atlas.engine, question), view)
        except AssertionError as error:
            error.add_note(f"{caller}: {to_query(view)}")
            raise


def counted_as_listed(atlas, question, listed):
    """Counts, governorates and hexagons."""
    said = counts(atlas.engine, question)
    assert said.matched == len(listed) == listed.id.nunique() == said.drawn + said.unplaced
    assert (said.drawn, said.coarse) == (listed.drawn.sum(), listed.coarse.sum())
    timeless = rows(atlas.engine, question.dropping(days=None)).to_pandas() if question.view.days else listed
    assert said.undated == timeless.undated.sum()
    for name in ("low", "best", "high"):
        known = listed[f"deaths_{name}"].dropna()
        assert getattr(said.deaths, f"stated_{name}") == len(known)
        assert getattr(said.deaths, name) == (known.sum() if len(known) else None)
    placed = regions(atlas.engine, question)
    assert sum(region["count"] for region in placed["regions"]) + placed["without"] == said.matched
    found = hexes(atlas.engine, question, WORLD, 3)
    assert sum(each["count"] for each in found["hexes"]) + found["elsewhere"] == said.matched
    pointed = listed.drawn & listed.lon.notna()
    assert found["elsewhere"] == (~pointed.astype(bool)).sum()


def paged_as_listed(atlas, question, listed, by):
    """The list, plain and in groups."""
    plain = listing(atlas.engine, question, Page())
    assert (plain["total"], [row["id"] for row in plain["rows"]]) == (len(listed), listed.id.tolist()[:50])
    page = listing(atlas.engine, question, Page(group=by, limit=5))
    assert page["total"] == len(listed) or (by is Group.ACTOR and page["total"] >= len(listed))
    assert page["groups"] is None or sum(group["count"] for group in page["groups"]) == page["total"]


def barred_as_listed(atlas, question, listed, stack):
    """The timeline, bar by bar, against the possible days of each incident."""
    dated = listed[~listed.undated.astype(bool)]
    start, end = (np.array(dated[name].tolist(), "datetime64[D]") for name in ("start", "end"))
    reach = WEEK if question.view.dates is Dates.POSSIBLE else np.timedelta64(0, "D")
    begin, finish = np.where(np.isnat(start), end - reach, start), np.where(np.isnat(end), start + reach, end)
    found = stacked_timeline(atlas.engine, question, None, stack).as_json()
    for bar in found["bars"]:
        in_bar = dated[(begin <= np.datetime64(bar["end"])) & (finish >= np.datetime64(bar["start"]))]
        assert bar["count"] == len(in_bar) == sum(bar["parts"].values())
        assert bar["parts"] == Counter(in_bar[stack.column].fillna("").tolist())
    loose = (dated.date_precision != DatePrecision.DAY.value).sum()
    assert sum(span["count"] for span in found["spans"]) == loose or found["spans_left"]
    assert found["undated"] == counts(atlas.engine, question).undated


def offered_as_listed(atlas, question, listed):
    """Each filter's values, against the incidents that are left when its own choice is taken away."""
    offered = facets(atlas.engine, question)
    for key in COLUMNS:
        chosen = getattr(question.view, key)
        free = rows(atlas.engine, question.dropping(**{key: ()})).to_pandas() if chosen else listed
        known = Counter(free[COLUMNS[key]].dropna().tolist())
        expected = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]
        assert [(row["value"], row["count"]) for row in offered[key]] == expected


def told_at_every_door(atlas, question, door, stack):
    """The API, against Python's own functions."""
    query = to_query(question.view)
    told = {
        f"/counts?{query}": counts(atlas.engine, question).as_json(),
        f"/list?{query}": listing(atlas.engine, question, Page()),
        f"/regions?{query}": regions(atlas.engine, question),
        f"/facets?{query}": facets(atlas.engine, question),
        f"/timeline?{query}&stack={stack}": stacked_timeline(atlas.engine, question, None, stack).as_json(),
    }
    for url, said in told.items():
        assert door.get(url).json() == said, url


def framed_as_counted(frame, said, view):
    """What Python users count in their frame."""
    unplaced = frame.geometry.isna()
    assert (len(frame), (~unplaced).sum(), unplaced.sum()) == (said.matched, said.drawn, said.unplaced)
    assert frame.coarse.sum() == said.coarse
    assert view.days is not None or frame.undated.sum() == said.undated
    assert pd.Series(frame.start.dropna()).map(lambda day: isinstance(day, date)).all()
