"""The same questions must run on a cluster over the same table."""

import pytest
import sqlglot

from geo.access import LOCAL, PUBLIC
from geo.query.engine.access_filter import withheld
from geo.query.engine.compile import sql
from geo.query.engine.ordering import Order, Sort
from geo.query.engine.question import Question
from geo.query.lists import grouping, incident_rows, listing, near
from geo.query.lists import page_rows as shown
from geo.query.lists.grouping import Group
from geo.query.lists.selection import By
from geo.query.map import hexes, regions, viewport_cells
from geo.query.totals import actor_aliases as others
from geo.query.totals import actors, counts, facets, timeline
from geo.query.totals import stacked_timeline as stacks
from geo.query.totals.stacked_timeline import Stack
from geo.view import from_query

QUERY = (
    "days=2025-03-01&days=2025-03-31&actor=A&role=party&alleged=true&match=all&type=Battles&verification=disputed"
    "&country=SY&q=a+b&deaths=3&place_precision=near&area=POLYGON ((35 35, 36 35, 36 36, 35 35))"
    "&border=IQ-SY&within_km=5&only=coarse&rule=median"
)


DIALECTS = "duckdb", "trino", "databricks"
ASKED = (LOCAL, ""), (PUBLIC, QUERY), (PUBLIC, f"{QUERY}&dates=definite")
# Each dialect and each question once; every pair under `make soak`.
PAIRS = [
    pytest.param(dialect, *asked, marks=[] if ASKED.index(asked) == DIALECTS.index(dialect) else pytest.mark.soak)
    for dialect in DIALECTS
    for asked in ASKED
]


@pytest.mark.parametrize(("dialect", "caller", "query"), PAIRS)
def test_every_question_compiles_for_a_cluster_and_parses_there(dialect, caller, query):
    view, problems = from_query(query)
    assert problems == []
    question = Question(view, caller, 1, "1-", ("admin1:SY-LA",))
    alone = [withheld(caller, 1)]
    of_matched = [
        counts.select_counts(),
        counts.undated_ones(),
        viewport_cells.cells(across=False),
        viewport_cells.cells(across=True),
        viewport_cells.single(across=False),
        viewport_cells.select_stacked_ids(),
        viewport_cells.select_shapes(),
        viewport_cells.of_shapes(),
        incident_rows.select_rows(limit=10),
        timeline.bounds(view.dates),
        *(timeline.bounds(view.dates, stack.column) for stack in Stack),
        stacks.loose(),
        *(
            grouping.select_groups(by, Order.ASC, By.IDS if by is Group.DAY else By.ALL)
            for by in Group
            if by is not Group.NONE
        ),
        *(
            listing.select_page(by, Sort.WHEN, Order.DESC, known=by is not Group.NONE, some=some)
            for by, some in zip(Group, By, strict=True)
        ),
        *(listing.select_page(Group.DAY, sort, order, known=False) for sort in Sort for order in Order),
        *(listing.number(some) for some in By),
        shown.columns(),
        shown.select_actor_names(),
        regions.select_regions(),
        hexes.select_point_count(),
        hexes.select_hexagons(across=False),
        hexes.select_hexagons(across=True),
        near.itself(),
        near.others(pointed=True),
        near.others(pointed=False),
        actors.most_named(),
        actors.holding(2, 50),
        actors.every_code(),
        others.shared_ids(),
        facets.each_alone(("event_type", "roles")),
        facets.pairs_of(view),
        *(facets.roles_of(view, key) for key in facets.ROLES),
    ]
    statements = [sql(each, dialect=dialect) for each in alone]
    statements += [sql(each, question, dialect) for each in of_matched]
    for statement in statements:
        assert sqlglot.parse_one(statement, dialect=dialect)
