"""One place says what may be in a record, for every field there is."""

import dataclasses
import typing
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from geo.incident import SCHEMA, Actor, Claim, Incident, Role, Source, from_table, to_table
from geo.limits.field_limits import ENTRIES, INSTEAD, LENGTHS, NEEDED, SPANS, WORDS
from geo.limits.tables import apply_limits, problems
from geo.limits.truncation import shorten_incident


def paths(fields, prefix=""):
    for field in fields:
        kind = field.type.value_type if pa.types.is_list(field.type) else field.type
        yield f"{prefix}{field.name}", field.type
        if pa.types.is_struct(kind):
            yield from paths(kind, f"{prefix}{field.name}.")


PATHS = dict(paths(SCHEMA))
# Held by rules of their own: positions as pairs, and what the store sets.
OTHERWISE = {"id", "lon", "lat", "geocoding.candidates.lon", "geocoding.candidates.lat", "version", "based_on"}


def test_every_field_of_a_record_has_limits_and_no_limit_is_of_another():
    numbers = {path for path, kind in PATHS.items() if pa.types.is_integer(kind) or pa.types.is_floating(kind)}
    texts = {path for path, kind in PATHS.items() if pa.types.is_string(kind)} | {"aliases"}
    lists = {path for path, kind in PATHS.items() if pa.types.is_list(kind)}
    assert numbers - OTHERWISE == set(SPANS)
    assert texts - OTHERWISE == set(LENGTHS) | set(WORDS)
    assert lists == set(ENTRIES)
    assert set(INSTEAD) | NEEDED <= set(PATHS)


def test_what_is_good_is_not_even_copied():
    table = to_table([Incident("a:1", "a", lon=1.0, lat=2.0, sources=(Source("s"),)), Incident("a:2", "a")])
    held = apply_limits(table)
    assert (held.rows is table, held.flaws) == (True, [])


def test_each_flaw_is_a_problem_of_its_row_with_its_field_its_value_and_what_was_done():
    table = to_table(
        [Incident("a:1", "a"), Incident("a:2", "a", deaths_best=-3, end=date(2025, 3, 1), start=date(2025, 3, 2))]
    )
    found = problems(apply_limits(table).flaws, np.array([7, 9]))
    said = [(each.row, each.field, each.value, each.message) for each in found]
    assert said == [
        (9, "deaths_best", "-3", "is not between 0 and 100,000,000; it was left unknown"),
        (9, "end", "2025-03-01", "is before the start; it was left unknown"),
    ]


def test_three_of_the_largest_tolls_in_ten_million_records_still_sum():
    assert 3 * SPANS["deaths_high"][1] * 10_000_000 < 2**63


@pytest.mark.parametrize("name", ["sources", "actors", "claims"])
def test_an_empty_entry_never_makes_a_record_more_public(name):
    rows = [{"id": "a:1", "dataset": "a", name: [None, {}]}]
    (kept,) = from_table(apply_limits(pa.Table.from_pylist(rows, schema=SCHEMA)).rows)
    unknown = Source("unnamed")
    assert getattr(kept, name) == ((unknown, unknown) if name == "sources" else ())


def test_of_bounds_that_contradict_a_number_the_number_stays():
    tolls = [(5, 3, 9), (1, 3, 2), (5, None, 2), (None, 3, None), (1, 2, 3)]
    names = ("deaths_low", "deaths_best", "deaths_high")
    table = to_table([Incident(f"a:{n}", "a", **dict(zip(names, toll, strict=True))) for n, toll in enumerate(tolls)])
    held = [tuple(getattr(each, name) for name in names) for each in from_table(apply_limits(table).rows)]
    assert held == [(None, 3, 9), (1, 3, None), (None, None, None), (None, 3, None), (1, 2, 3)]


def test_a_slice_of_a_table_is_held_as_the_whole_is():
    incidents = [
        Incident(
            f"a:{n}", "a", claims=(Claim("deaths", low=-n, high=n),), actors=(Actor("A", Role.PARTY, alleged=True),)
        )
        for n in range(5)
    ]
    table = to_table(incidents)
    assert apply_limits(table.slice(2, 2)).rows.equals(apply_limits(table).rows.slice(2, 2))
    assert [each.claims[0].low for each in from_table(apply_limits(table).rows)] == [0, None, None, None, None]


def test_a_long_record_is_shortened_in_every_text_and_list_and_a_short_one_is_itself():
    long = {name: "x" * 10_000 for name, hint in typing.get_type_hints(Source).items() if hint in (str, str | None)}
    whole = Incident("a:1", "a", title="y" * 10_000, sources=(Source(**long),) * 600)
    short = shorten_incident(whole)
    assert len(short.title) == LENGTHS["title"]
    assert short.title.endswith("y…")
    assert len(short.sources) == ENTRIES["sources"]
    assert {len(getattr(short.sources[0], name)) for name in long} == {LENGTHS[f"sources.{name}"] for name in long}
    assert shorten_incident(short) is short
    assert dataclasses.replace(short, title="t") != short
