from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.incident import Incident, to_table
from geo.store.chain import GENESIS, link, rows_digest

ROWS = {
    "id": ["a", "b", "c"],
    "n": [1, None, 0],
    "day": [date(2025, 1, 1), None, date(2025, 1, 2)],
    "yes": [True, False, None],
    "tags": [["x", None], None, []],
    "who": [{"name": "Ḥalab", "age": 3}, None, {"name": None, "age": None}],
}
SAID = {
    "version": 1,
    "author": "ada",
    "reason": "why",
    "tool": "geo",
    "recorded_at": datetime(2025, 1, 1, tzinfo=UTC),
}


def test_the_same_content_has_the_same_digest_however_it_is_laid_out():
    plain = pa.table(ROWS)
    text = plain["id"].combine_chunks()
    item = pa.list_(pa.field("another name", pa.large_string()))
    layouts = {
        "in pieces": pa.concat_tables([plain.slice(0, 1), plain.slice(1, 0), plain.slice(1)]),
        "a slice of more": pa.concat_tables([plain, plain]).combine_chunks().slice(3),
        "other row order": plain.take([2, 0, 1]),
        "other column order": plain.select(sorted(plain.column_names, reverse=True)),
        "dictionary": plain.set_column(0, "id", text.dictionary_encode()),
        "large strings": plain.set_column(0, "id", text.cast(pa.large_string())),
        "string views": plain.set_column(0, "id", text.cast(pa.string_view())),
        "large list": plain.set_column(4, "tags", plain["tags"].cast(pa.large_list(pa.large_string()))),
        "list item's name": plain.set_column(4, "tags", plain["tags"].cast(item)),
        "a validity buffer": plain.set_column(
            0, "id", pa.Array.from_buffers(pa.string(), 3, [pa.py_buffer(b"\x07"), *text.buffers()[1:]])
        ),
    }
    digests = {name: rows_digest(layout) for name, layout in layouts.items()}
    assert digests == dict.fromkeys(layouts, rows_digest(plain))


def test_what_lies_under_a_null_does_not_count():
    under = pa.StructArray.from_arrays([pa.array(["x", "secret"])], ["name"], mask=pa.array([False, True]))
    clean = pa.array([{"name": "x"}, None])
    assert rows_digest(pa.table({"id": ["a", "b"], "s": under})) == rows_digest(
        pa.table({"id": ["a", "b"], "s": clean})
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pa.array([None, 1]), pa.array([0, 1])),
        (pa.array([None, "x"]), pa.array(["", "x"])),
        (pa.array(["ab", "c"]), pa.array(["a", "bc"])),
        (pa.array([None, ["x"]]), pa.array([[], ["x"]])),
        (pa.array([["x"], ["y", "z"]]), pa.array([["x", "y"], ["z"]])),
        (pa.array([None, {"a": 1}]), pa.array([{"a": None}, {"a": 1}])),
        (pa.array([{"a": 1}, {"a": 2}]), pa.array([{"b": 1}, {"b": 2}])),
        (pa.array([1, 2], pa.int32()), pa.array([1, 2], pa.int64())),
        (pa.array([1.0, 2.0]), pa.array([1.0, 2.0000000000000004])),
        (pa.array([True, False]), pa.array([False, True])),
        (pa.array([1, 2]), pa.array([2, 1])),
    ],
)
def test_another_value_has_another_digest(one: pa.Array, other: pa.Array):
    assert rows_digest(pa.table({"id": ["a", "b"], "v": one})) != rows_digest(pa.table({"id": ["a", "b"], "v": other}))


def test_another_column_name_or_a_missing_row_has_another_digest():
    table = pa.table({"id": ["a", "b"], "v": [1, 2]})
    assert (
        len({rows_digest(t) for t in (table, table.rename_columns(["id", "w"]), table.slice(1), table.slice(0, 0))})
        == 4
    )


def test_a_long_act_has_one_digest_in_pieces_or_whole():
    rows = 70_000
    table = pa.table({"id": [f"{n:06}" for n in range(rows)], "v": range(rows)})
    pieces = pa.concat_tables([table.slice(start, 1_000) for start in range(0, rows, 1_000)])
    assert rows_digest(pieces) == rows_digest(table.take(list(reversed(range(rows)))))


def test_a_record_keeps_its_digest_through_parquet(full: Incident, tmp_path: Path):
    table = to_table([full, Incident("demo:2", "demo")])
    pq.write_table(table, tmp_path / "rows.parquet", row_group_size=1)
    assert rows_digest(pq.read_table(tmp_path / "rows.parquet")) == rows_digest(table)


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 2},
        {"author": "eve"},
        {"reason": "other"},
        {"tool": "x"},
        {"recorded_at": datetime(2025, 1, 1, 0, 0, 0, 1, tzinfo=UTC)},
    ],
)
def test_every_word_of_an_act_is_part_of_the_chain(changed: dict[str, object]):
    assert link(GENESIS, "d", **SAID) != link(GENESIS, "d", **{**SAID, **changed})


def test_the_chain_holds_the_rows_and_the_act_before():
    links = {link(GENESIS, "d", **SAID), link("1" * 64, "d", **SAID), link(GENESIS, "e", **SAID)}
    assert [len(links), *(len(found) for found in links)] == [3, 64, 64, 64]
