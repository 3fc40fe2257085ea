"""The record and its Arrow schema: one definition."""

import dataclasses
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from geo.incident import (
    EVENT_TYPES,
    SCHEMA,
    Actor,
    Candidate,
    Claim,
    DatePrecision,
    Geocoding,
    Incident,
    Source,
    from_table,
    schema_of,
    to_table,
)

utc = st.datetimes(timezones=st.just(UTC))
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=("Cs",)), max_size=8))
st.register_type_strategy(date, st.dates())
st.register_type_strategy(datetime, utc)


@given(st.builds(Incident))
def test_any_incident_survives_arrow(incident):
    assert from_table(to_table([incident])) == [incident]


@given(st.from_type(Incident))
def test_any_incident_with_everything_known_survives_arrow(incident):
    assert from_table(to_table([incident])) == [incident]


def test_the_schema_has_a_field_for_each_of_the_records_in_the_same_order():
    for record in (Incident, Actor, Claim, Source, Candidate, Geocoding):
        assert schema_of(record).names == [field.name for field in dataclasses.fields(record)]


def test_no_incidents_make_an_empty_table_with_every_column():
    assert to_table([]).schema == SCHEMA


def test_a_whole_record_survives_arrow():
    whole = Incident(
        id="test:1",
        dataset="test",
        aliases=("test:0",),
        start=date(2025, 3, 6),
        date_precision=DatePrecision.DAY,
        geocoding=Geocoding(
            "Jableh", (Candidate("p", "Jableh", "SY", None, 35.9, 35.4, 0.9, "exact"),), "p", "r", "g", "v"
        ),
        recorded_at=datetime(2025, 3, 8, 12, tzinfo=UTC),
    )
    assert from_table(to_table([whole])) == [whole]


def test_every_sub_type_belongs_to_one_type():
    every = [sub for subs in EVENT_TYPES.values() for sub in subs]
    assert len(every) == len(set(every))
