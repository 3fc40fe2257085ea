"""Synthetic incidents say that they are, and look as real ones do to whatever counts them."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.incident import EVENT_TYPES, SCHEMA, PlacePrecision, from_table
from geo.readers.records.parquet import recognise_records
from geo.synthesis.incidents import PORTION, synthetic

ROWS = 2_000


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return pa.concat_tables(synthetic(ROWS, seed=7))


def test_each_says_that_it_is_synthetic(table):
    for incident in from_table(table):
        assert incident.dataset == "synthetic"
        assert incident.title is not None
        assert incident.title.startswith("Synthetic")
        assert all(actor.name.startswith("Synthetic") for actor in incident.actors)
        assert all((source.publisher or "").startswith("Synthetic") for source in incident.sources)


def test_the_same_seed_gives_the_same_and_another_does_not(table):
    assert table == pa.concat_tables(synthetic(ROWS, seed=7))
    assert table["lon"] != pa.concat_tables(synthetic(ROWS, seed=8))["lon"]


def test_they_have_the_columns_of_the_record_in_the_order_of_their_ids(table):
    assert table.schema == SCHEMA
    assert table["id"].to_pylist() == sorted(table["id"].to_pylist())
    assert pc.count_distinct(table["id"]).as_py() == ROWS


def test_what_is_coarse_has_no_point_and_what_is_unknown_no_value(table):
    points = {"exact", "vicinity", "settlement", "near"}
    for row in table.select(
        ["place_precision", "lon", "lat", "feature", "country", "start", "end", "date_precision"]
    ).to_pylist():
        assert (row["lon"] is not None) == (row["lat"] is not None) == (row["place_precision"] in points)
        assert (row["feature"] is not None) == (row["place_precision"] == PlacePrecision.ADMIN1)
        assert (row["country"] is None) == (row["place_precision"] == PlacePrecision.UNKNOWN)
        assert (row["start"] is None) == (row["end"] is None) == (row["date_precision"] is None)
        assert row["start"] is None or date(1997, 1, 1) <= row["start"] <= row["end"]


def test_types_and_sub_types_belong_together_and_all_come_up(table):
    pairs = set(zip(table["event_type"].to_pylist(), table["sub_type"].to_pylist(), strict=True))
    assert {name for name, _ in pairs} == set(EVENT_TYPES)
    assert all(sub in EVENT_TYPES[name] for name, sub in pairs)


def test_a_disputed_toll_has_two_claims_and_no_best(table):
    disputed = [each for each in from_table(table) if each.deaths_low is not None]
    assert disputed
    for each in disputed:
        assert each.deaths_best is None
        assert sorted(claim.low for claim in each.claims if claim.low is not None) == [
            each.deaths_low,
            each.deaths_high,
        ]


def test_the_command_writes_a_file_of_whole_records(tmp_path):
    path = tmp_path / "synthetic.parquet"
    done = CliRunner().invoke(app, ["synth", str(path), "--rows", str(ROWS), "--seed", "7"])
    assert (done.exit_code, "None of them is real" in done.output) == (0, True)
    assert pq.read_metadata(path).num_rows == ROWS
    records = recognise_records(path, path.name)
    assert records is not None
    survey = records.survey
    assert (survey.dataset, survey.in_order, list(survey.problems)) == ("synthetic", True, [])


def test_more_than_a_portion_is_still_in_order():
    last = ""
    for table in synthetic(PORTION + 10, seed=1):
        first = table["id"][0].as_py()
        assert first > last
        last = table["id"][-1].as_py()
    assert last == f"synthetic:{PORTION + 10:08d}"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    done = CliRunner().invoke(app, ["synth", str(tmp_path / "none" / "x.parquet"), "--rows", "1"])
    assert (done.exit_code, "cannot be written" in done.output) == (1, True)
