"""Parquet of whole records goes into a store whatever its size, and row by row is judged."""

import dataclasses
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from house import by

from geo.errors import UnreadableImportError
from geo.imports.merge import Edition
from geo.imports.whole_records import import_records
from geo.incident import (
    Actor,
    Claim,
    DatePrecision,
    Incident,
    PlacePrecision,
    Role,
    Source,
    Workflow,
    from_table,
    to_table,
)
from geo.readers import sandbox as guarded
from geo.readers.records.parquet import recognise_records
from geo.store.store import Store

GOOD = [
    Incident(
        f"demo:{number:04d}",
        "demo",
        title=f"Report {number} من اللاذقية",
        start=date(2025, 3, 6),
        end=date(2025, 3, 7),
        date_precision=DatePrecision.DAYS,
        lon=35.9,
        lat=35.6,
        place_precision=PlacePrecision.SETTLEMENT,
        actors=(Actor("Army", Role.PARTY, alleged=False),),
        sources=(Source("s1", licence="CC-BY-4.0"),),
        workflow=Workflow.PUBLISHED,
    )
    for number in range(1, 1_001)
]


@pytest.fixture
def store(tmp_path) -> Store:
    return Store.open(str(tmp_path / "store"))


def written(tmp_path, incidents, name="records.parquet"):
    path = tmp_path / name
    pq.write_table(to_table(incidents), path)
    return path


def taken_in(store, path, **said):
    records = recognise_records(path, path.name)
    assert records is not None
    return import_records(store, records, caller=by("ada"), **said)


def test_all_of_a_file_goes_in_as_it_is(store, tmp_path):
    outcome = taken_in(store, written(tmp_path, GOOD))
    assert (outcome.dataset, outcome.rows, outcome.added, outcome.problems) == ("demo", 1_000, 1_000, ())
    unstamped = dict.fromkeys(("version", "recorded_at", "recorded_by", "reason"))
    kept = sorted(from_table(store.rows()), key=lambda incident: incident.id)
    assert [dataclasses.replace(each, **unstamped) for each in kept] == GOOD


STRANGE = {"dataset": {"dataset": "other"}, "id": {"id": "other:0500"}}
BAD = {
    "lat": ({"lon": 35.9, "lat": 135.0}, {"lon": None, "lat": None}),
    "lon": ({"lon": 0.0, "lat": 0.0}, {"lon": None, "lat": None}),
    "end": ({"end": date(2024, 1, 1)}, {"end": None}),
    "deaths_best": ({"deaths_best": -1}, {"deaths_best": None}),
    "deaths_low": ({"deaths_low": 2**62}, {"deaths_low": None}),
    "radius_m": ({"radius_m": float("inf")}, {"radius_m": None}),
    "claims.high": ({"claims": (Claim("deaths", high=2**62),)}, {"claims": (Claim("deaths"),)}),
}


@pytest.mark.parametrize("field", BAD)
def test_a_value_that_cannot_be_is_unknown_and_named_and_its_row_goes_in(store, tmp_path, field):
    said, becomes = BAD[field]
    incidents = [dataclasses.replace(each, **said) if each.id == "demo:0500" else each for each in GOOD]
    outcome = taken_in(store, written(tmp_path, incidents))
    assert (outcome.rows, outcome.added) == (1_000, 1_000)
    (problem,) = outcome.problems
    assert (problem.row, problem.field) == (500, field)
    kept = store.record("demo:0500")
    assert {name: getattr(kept, name) for name in becomes} == becomes


@pytest.mark.parametrize("field", STRANGE)
def test_one_strange_row_in_a_thousand_is_named_and_the_rest_go_in(store, tmp_path, field):
    incidents = [dataclasses.replace(each, **STRANGE[field]) if each.id == "demo:0500" else each for each in GOOD]
    outcome = taken_in(store, written(tmp_path, incidents))
    assert (outcome.rows, outcome.added) == (1_000, 999)
    (problem,) = outcome.problems
    assert (problem.row, problem.field) == (500, field)


@pytest.mark.parametrize("name", ["place_precision", "date_precision", "workflow", "verification"])
def test_a_word_that_is_none_of_ours_is_unknown(store, tmp_path, name):
    table = to_table(GOOD[:3])
    column = pa.array([table[name][0].as_py(), "nonsense", table[name][2].as_py()])
    path = tmp_path / "odd.parquet"
    pq.write_table(table.set_column(table.schema.get_field_index(name), name, column), path)
    outcome = taken_in(store, path)
    assert outcome.added == 3
    unknown = {"place_precision": "unknown", "date_precision": None, "workflow": "draft", "verification": "unverified"}
    assert getattr(store.record("demo:0002"), name) == unknown[name]
    assert [(problem.row, problem.field, problem.value) for problem in outcome.problems] == [(2, name, "nonsense")]


def test_the_same_file_twice_changes_nothing(store, tmp_path):
    path = written(tmp_path, GOOD)
    first, second = taken_in(store, path), taken_in(store, path)
    assert (second.version, second.added, second.unchanged) == (first.version, 0, 1_000)


def test_a_newer_edition_revises_withdraws_and_adds(store, tmp_path):
    taken_in(store, written(tmp_path, GOOD[:20]))
    newer = [dataclasses.replace(GOOD[0], title="Revised"), *GOOD[2:21]]
    outcome = taken_in(store, written(tmp_path, newer, "newer.parquet"), edition=Edition.WHOLE)
    assert (outcome.added, outcome.revised, outcome.withdrawn, outcome.unchanged) == (1, 1, 1, 18)


def test_rows_out_of_order_go_in_all_the_same(store, tmp_path):
    outcome = taken_in(store, written(tmp_path, GOOD[::-1]))
    assert outcome.added == 1_000
    assert store.verify() == []


def test_an_id_twice_is_one_sentence_and_nothing_goes_in(store, tmp_path):
    path = written(tmp_path, [GOOD[0], GOOD[0]])
    with pytest.raises(UnreadableImportError, match="contains an id twice"):
        taken_in(store, path)
    assert store.head().version == 0


def test_a_damaged_file_is_one_sentence_and_nothing_goes_in(store, tmp_path):
    path = written(tmp_path, GOOD)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(UnreadableImportError, match="damaged"):
        taken_in(store, path)
    assert store.head().version == 0


def test_other_files_are_left_to_other_readers(tmp_path):
    text, table = tmp_path / "text.parquet", tmp_path / "table.parquet"
    text.write_text("id,title\n")
    pq.write_table(pa.table({"id": ["a"]}), table)
    assert tuple(recognise_records(each, each.name) for each in (text, table, tmp_path)) == (None, None, None)


def test_an_upload_of_whole_records_is_read_by_the_process_that_is_shut_off(tmp_path):
    path = written(tmp_path, GOOD[:10])
    read = guarded.read(path, name="upload.parquet")
    assert (read.format, read.dataset, read.rows, len(read.problems)) == ("records", "demo", 10, 0)
    assert from_table(read.incidents) == GOOD[:10]
    with pytest.raises(UnreadableImportError, match="keep their own dataset"):
        guarded.read(path, name="upload.parquet", dataset="other")
