"""Views and queries for property tests."""

from datetime import date

from hypothesis import strategies as st

from geo.incident import PlacePrecision, Role, Verification
from geo.view import Dates, Match, Only, Rule, View

names = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(str.strip)
some_names = st.lists(names, max_size=3, unique=True).map(tuple)
some_day = st.dates(date(1900, 1, 1))
closed_days = st.tuples(some_day, some_day).map(sorted).map(tuple)
open_days = st.tuples(some_day, st.none()) | st.tuples(st.none(), some_day)
days = closed_days | open_days
countries = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
areas = st.sampled_from(["30,30,50,40", "POLYGON ((35 35, 36 35, 36 36, 35 35))", "-180,-90,180,90"])
borders = st.tuples(countries, countries).filter(lambda pair: pair[0] < pair[1]).map("-".join)


def some(of: type) -> st.SearchStrategy:
    return st.lists(st.sampled_from(list(of)), max_size=3, unique=True).map(tuple)


@st.composite
def views(draw: st.DrawFn) -> View:
    border = draw(st.none() | borders)
    return View(
        days=draw(st.none() | days),
        dates=draw(st.sampled_from(Dates)),
        actor=draw(some_names),
        role=draw(some(Role)),
        alleged=draw(st.none() | st.booleans()),
        match=draw(st.sampled_from(Match)),
        type=draw(some_names),
        sub_type=draw(some_names),
        verification=draw(some(Verification)),
        dataset=draw(some_names),
        country=draw(st.lists(countries, max_size=3, unique=True).map(tuple)),
        admin1=draw(some_names),
        admin2=draw(some_names),
        q=draw(st.none() | names),
        deaths=draw(st.none() | st.integers(0, 10_000_000)),
        place_precision=draw(st.none() | st.sampled_from(PlacePrecision)),
        area=draw(st.none() | areas),
        border=border,
        within_km=draw(st.none() | st.floats(0, 300)) if border else None,
        only=draw(st.none() | st.sampled_from(Only)),
        rule=draw(st.sampled_from(Rule)),
        v=draw(st.none() | names),
        incident=draw(st.none() | names),
        lat=draw(st.none() | st.floats(-90, 90)),
        lon=draw(st.none() | st.floats(-180, 180)),
        zoom=draw(st.none() | st.floats(0, 22)),
        lang=draw(st.none() | names),
        embed=draw(st.booleans()),
    )
