"""At which row of the list an incident stands."""

from datetime import date
from itertools import product

import pytest
from house import ask, house, incident

from geo.access import LOCAL, PUBLIC
from geo.incident import Actor, DatePrecision, Role, Verification, Workflow
from geo.query.engine.ordering import Order, Sort
from geo.query.lists.grouping import Group
from geo.query.lists.listing import Page, listing
from geo.query.lists.position import locate_incident

PAGES = [Page(sort, order, group, limit=200) for sort, order, group in product(Sort, Order, Group)]
STRIDE = 7  # of the rows one in seven is looked for, in each list others


def party(name):
    return Actor(name, Role.PARTY, alleged=False)


def synthetic(n):
    """One of many that have much in common, and each of which lacks something another has."""
    start = None if n % 7 == 0 else date(2025, 3, 1 + n % 5)
    return incident(
        f"synthetic {n}",
        start=start,
        end=start,
        date_precision=DatePrecision.DAY if start else None,
        event_type=("Battles", "Riots", None)[n % 3],
        country=("SY", "IQ", None)[n % 3],
        admin1="Latakia" if n % 6 == 0 else None,
        deaths_best=n % 4 or None,
        verification=list(Verification)[n % 5],
        workflow=Workflow.DRAFT if n % 11 == 0 else Workflow.PUBLISHED,
        actors=tuple(party(name) for name in ("Army", "Tribe", "Guard")[: n % 4]),
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return house(tmp_path_factory.mktemp("many"), [synthetic(n) for n in range(60)])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.sort}-{page.order}-{page.group}")
def test_an_incident_stands_where_the_list_has_it_first(many, page):
    at = PAGES.index(page)
    question = ask(many, "", (LOCAL, PUBLIC)[(at + at // 4) % 2])
    ids = [row["id"] for row in listing(many.engine, question, page)["rows"]]
    some = ids[at % STRIDE :: STRIDE]
    assert {each: locate_incident(many.engine, question, page, each) for each in some} == {
        each: ids.index(each) for each in some
    }


def test_what_the_view_does_not_match_or_the_reader_may_not_see_stands_nowhere(many):
    assert locate_incident(many.engine, ask(many, "type=Riots"), Page(), "test:synthetic 0") is None
    assert locate_incident(many.engine, ask(many, "", PUBLIC), Page(), "test:synthetic 11") is None
    assert locate_incident(many.engine, ask(many), Page(), "test:nobody") is None


def test_among_some_of_the_ids_an_incident_stands_where_their_list_has_it(many):
    page = Page(Sort.TITLE, Order.ASC, ids=("test:synthetic 1", "test:synthetic 3", "test:synthetic 5"))
    assert locate_incident(many.engine, ask(many), page, "test:synthetic 3") == 1
    assert locate_incident(many.engine, ask(many), page, "test:synthetic 2") is None
