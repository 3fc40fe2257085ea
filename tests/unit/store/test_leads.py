"""Leads: kept once, file by file, never changed, and listed newest first."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest

from geo.access import LOCAL
from geo.errors import StoreError
from geo.lead import SCHEMA, Lead, Leads
from geo.store.leads import keep, newest

FIGHT = Lead(
    id="gdelt:1",
    dataset="gdelt",
    day=date(2025, 3, 7),
    added=datetime(2025, 3, 8, 10, 15, tzinfo=UTC),
    place="Aleppo, Halab, Syria",
    country="SY",
    lon=37.16,
    lat=36.2,
    place_precision="settlement",
    event_code="193",
    event="Fighting with small arms",
    actor1=None,
    actor2=None,
    mentions=12,
    articles=10,
    url="https://news.example/1",
    licence="own-words",
)


def lead(name, **fields):
    return dataclasses.replace(FIGHT, id=f"gdelt:{name}", **fields)


def file_of(*leads, sha256="a" * 64):
    table = pa.Table.from_pylist([dataclasses.asdict(each) for each in leads], schema=SCHEMA)
    return Leads(table, (), "gdelt", "own-words", "gdelt", (), len(leads), sha256)


def test_a_file_is_kept_once_and_never_changed(tmp_path):
    first = keep(tmp_path, file_of(lead("1"), lead("2")), "a.CSV", LOCAL)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    again = keep(tmp_path, file_of(lead("1"), lead("2")), "renamed.CSV", LOCAL)
    assert (first, again) == (2, 0)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_every_lead_names_its_file_and_that_files_hash(tmp_path):
    keep(tmp_path, file_of(lead("1"), sha256="b" * 64), "a.CSV", LOCAL)
    (found,) = newest(tmp_path, 10).to_pylist()
    assert found == dataclasses.asdict(FIGHT) | {"file": "a.CSV", "sha256": "b" * 64}


def test_the_newest_come_first_and_of_one_day_those_mentioned_most(tmp_path):
    day, moment = timedelta(days=1), timedelta(minutes=15)
    older = lead("older", day=FIGHT.day - day)
    undated = lead("undated", day=None)
    keep(tmp_path, file_of(older, undated, lead("quiet", mentions=1), sha256="1" * 64), "1.CSV", LOCAL)
    keep(tmp_path, file_of(lead("loud"), lead("later", added=FIGHT.added + moment), sha256="2" * 64), "2.CSV", LOCAL)
    ids = newest(tmp_path, 10)["id"].to_pylist()
    assert ids == ["gdelt:later", "gdelt:loud", "gdelt:quiet", "gdelt:older", "gdelt:undated"]
    assert newest(tmp_path, 2)["id"].to_pylist() == ids[:2]


def test_a_lead_of_two_files_is_listed_once(tmp_path):
    for sha256 in ("1" * 64, "2" * 64):
        keep(tmp_path, file_of(lead("1"), lead("2"), sha256=sha256), "x.CSV", LOCAL)
    assert newest(tmp_path, 10)["id"].to_pylist() == ["gdelt:1", "gdelt:2"]
    assert newest(tmp_path, 2)["id"].to_pylist() == ["gdelt:1", "gdelt:2"]


def test_without_a_folder_there_are_none(tmp_path):
    assert newest(tmp_path / "leads", 10).num_rows == 0


def test_what_was_not_finished_is_no_lead(tmp_path):
    (tmp_path / ".keeping-x").mkdir()
    (tmp_path / "notes.parquet").write_text("somebody's own")
    keep(tmp_path, file_of(lead("1")), "a.CSV", LOCAL)
    assert newest(tmp_path, 10).num_rows == 1


def test_a_damaged_file_is_said_in_one_sentence(tmp_path):
    keep(tmp_path, file_of(lead("1")), "a.CSV", LOCAL)
    (tmp_path / f"{'a' * 64}.parquet").write_bytes(b"damaged")
    with pytest.raises(StoreError, match=r"^The leads in .* cannot be read or written\."):
        newest(tmp_path, 10)
    blocked = tmp_path / "a file"
    blocked.write_text("x")
    with pytest.raises(StoreError, match=r"^The leads in .* cannot be read or written\."):
        keep(blocked, file_of(lead("1")), "a.CSV", LOCAL)
