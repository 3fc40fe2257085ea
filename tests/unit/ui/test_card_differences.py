"""What one revision changed in another."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo.incident import Actor, Claim, DatePrecision, Incident, PlacePrecision, Role, Source, Verification, Workflow
from geo.store.differences import changed_fields
from geo.ui.card.differences import differences

some = st.none() | st.text(max_size=3)
numbers = st.none() | st.integers(0, 3)
degrees = st.none() | st.sampled_from([0.0, 35.9, -7.25])
days = st.none() | st.dates(date(2025, 3, 1), date(2025, 3, 3))
actors = st.builds(Actor, st.sampled_from("abc"), st.sampled_from(Role), st.booleans())
claims = st.builds(Claim, st.sampled_from(["deaths", "event"]), numbers, numbers, some)
sources = st.builds(Source, st.sampled_from("ab"), publisher=some)
incidents = st.builds(
    Incident,
    st.just("test:1"),
    st.just("test"),
    st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    title=some,
    summary=some,
    start=days,
    end=days,
    date_precision=st.none() | st.sampled_from(DatePrecision),
    place_name=some,
    admin1=some,
    lon=degrees,
    lat=degrees,
    place_precision=st.sampled_from(PlacePrecision),
    actors=st.lists(actors, max_size=3).map(tuple),
    deaths_low=numbers,
    deaths_high=numbers,
    claims=st.lists(claims, max_size=3).map(tuple),
    sources=st.lists(sources, max_size=2).map(tuple),
    workflow=st.sampled_from(Workflow),
    verification=st.sampled_from(Verification),
    version=st.integers(1, 9),
    reason=some,
)


@given(incidents)
def test_a_record_differs_in_nothing_from_itself_whatever_its_revision_says(record):
    assert differences(record, replace(record, version=10, reason="again", recorded_by="ada")) == ()


@given(incidents, incidents)
def test_every_changed_field_is_named_once_and_no_other(before, after):
    named = [field for change in differences(before, after) for field in change.fields]
    assert sorted(named) == sorted(changed_fields(before, after))
    assert len({change.name for change in differences(before, after)}) == len(differences(before, after))


@given(incidents, incidents)
def test_nothing_is_told_that_neither_record_holds(before, after):
    for change in differences(before, after):
        for values, record in ((change.removed, before), (change.added, after)):
            held = [getattr(record, field) for field in change.fields]
            held += [item for value in held if isinstance(value, tuple) for item in value]
            assert all(value in held for value in values)


@given(incidents, incidents)
def test_what_is_removed_one_way_is_added_the_other(before, after):
    there, back = differences(before, after), differences(after, before)
    assert [(c.name, c.removed, c.added) for c in there] == [(c.name, c.added, c.removed) for c in back]


def test_of_a_list_only_the_items_that_came_or_went_are_told():
    stays, goes, comes = (Actor(name, Role.PARTY, alleged=False) for name in ("stays", "goes", "comes"))
    before, after = (Incident("a", "a", actors=each) for each in ((stays, goes), (comes, stays)))
    (change,) = differences(before, after)
    assert (change.removed, change.added) == ((goes,), (comes,))
    (turned,) = differences(before, replace(before, actors=(goes, stays)))
    assert (turned.fields, turned.removed, turned.added) == (("actors",), (), ())
