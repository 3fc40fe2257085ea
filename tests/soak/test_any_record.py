"""Whatever a file of whole records holds, what can be identified goes in, and everything answers."""

import json
import string
from datetime import date

import every_answer
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from house import by
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.imports.merge import import_
from geo.imports.whole_records import import_records
from geo.incident import SCHEMA
from geo.limits.field_limits import WORDS
from geo.readers.geodata import geojson
from geo.readers.records.parquet import recognise_records
from geo.readers.sniff import read_opening
from geo.store.store import Store

pytestmark = pytest.mark.soak

_NUMBERS = st.sampled_from([0, 1, -1, 5, 2**31, 2**53, 2**62, 2**63 - 1, -(2**63)])
_DEGREES = st.sampled_from([0.0, 36.0, -91.0, 181.0, 1e300, float("nan"), float("inf"), -float("inf"), 5e-324])
_TEXTS = st.sampled_from(["", " ", "a", "\x00", "\n", "=1+1", "<b>", "\u202eabc", "published", "x" * 6_000, "قرب"])
_DAYS = st.sampled_from([date.min, date(2, 1, 1), date(9998, 12, 31), date(2025, 3, 6), date(2025, 3, 7), date.max])
_PLAIN = {
    pa.string(): _TEXTS,
    pa.int64(): _NUMBERS,
    pa.float64(): _DEGREES,
    pa.bool_(): st.booleans(),
    pa.date32(): _DAYS,
}
_WORDS = {path: [word.value for word in words] for path, words in WORDS.items()}


def any_value(kind: pa.DataType, path: str) -> st.SearchStrategy:
    """A value that Arrow takes for a column, and mostly not we; or none."""
    if pa.types.is_list(kind):
        return st.none() | st.lists(any_value(kind.value_type, path), max_size=2)
    if pa.types.is_struct(kind):
        return st.none() | st.fixed_dictionaries({f.name: any_value(f.type, f"{path}.{f.name}") for f in kind})
    words = st.sampled_from(_WORDS[path]) if path in _WORDS else st.nothing()
    return st.none() | words | _PLAIN[kind]


_FIELDS = [f for f in SCHEMA if f.name not in {"id", "dataset", "version", "based_on", "recorded_at"}]
IDS = st.text(string.ascii_letters + "/%.é ق", min_size=1, max_size=6).map(lambda name: f"demo:{name}x")
RECORDS = st.fixed_dictionaries(
    {"dataset": st.just("demo") | st.none(), **{f.name: any_value(f.type, f.name) for f in _FIELDS}}
)
FILES = st.dictionaries(IDS, RECORDS, min_size=1, max_size=3).map(
    lambda found: [{**record, "id": name} for name, record in found.items()]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("any")


@settings(max_examples=60)
@given(FILES)
def test_of_any_parquet_of_ours_all_that_has_an_id_is_in_and_everything_answers(folder, records):
    home = folder()
    path = home / "any.parquet"
    table = pa.Table.from_pylist(records, schema=SCHEMA)
    far = pa.array([2**31 - 1, -(2**31), *[None] * len(records)][: len(records)], pa.int32()).cast(pa.date32())
    pq.write_table(table.set_column(SCHEMA.get_field_index("end"), SCHEMA.field("end"), far), path)
    store = Store.open(str(home / "store"))
    outcome = import_records(store, recognise_records(path, path.name), caller=by("ada"))
    assert set(store.rows(columns=["id"])["id"].to_pylist()) == {each["id"] for each in records}
    assert outcome.added == len(records)
    assert every_answer.refused(every_answer.opened(store)) == []


JSON = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS | st.just([None]) | st.just({})
_NAMES = [f.name for f in _FIELDS]
CHANGES = st.dictionaries(st.sampled_from(_NAMES), JSON, max_size=6)


@settings(max_examples=60)
@given(FILES, st.lists(CHANGES, min_size=3, max_size=3))
def test_of_any_geojson_of_ours_all_that_has_an_id_is_in_and_everything_answers(folder, records, changes):
    home = folder()
    path = home / "any.geojson"
    said = [{**record, **each} for record, each in zip(records, changes, strict=False)]
    features = [{"type": "Feature", "geometry": None, "properties": each} for each in said]
    text = json.dumps({"type": "FeatureCollection", "features": features}, default=str)
    path.write_text(text.replace("NaN", "1e999").replace("Infinity", "1e999"), encoding="utf-8")
    store = Store.open(str(home / "store"))
    import_(store, [geojson.read(read_opening(path))], path.name, caller=by("ada"))
    assert set(store.rows(columns=["id"])["id"].to_pylist()) == {each["id"] for each in records}
    assert every_answer.refused(every_answer.opened(store)) == []
