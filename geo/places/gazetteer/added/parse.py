"""From a file to places: read, checked, each once, put into their divisions and sorted by country."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableGazetteerError
from geo.incident import Problem
from geo.places.gazetteer.added import geonames_dump as dump
from geo.places.gazetteer.added import validate as check
from geo.places.gazetteer.added.containing_division import with_division
from geo.places.gazetteer.added.geonames_dump import Dump
from geo.places.gazetteer.added.text_table import Table
from geo.text.row_batches import Rows
from geo.text.text_file import Text, text_in

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Read:
    """Content of a file.

    `places` has the columns place_id, name, names (list, the name first), country (alpha-2), admin1 (the id of a
    shipped division), lon, lat (degrees), population, kind, precision, radius_m (metres).
    """

    places: pa.Table
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]
    reasons: tuple[str, ...]
    licence: str


def read(
    file: Path,
    *,
    prefix: str,
    columns: Mapping[str, str],
    country: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Read:
    """Read a GeoNames dump or a table; `prefix` begins the ids of a table's places. More: `adding.add`.

    Raises:
        UnclearColumnsError, UnreadableGazetteerError: as `adding.add`.
    """
    code = _code(file, country)
    text = text_in(file)
    reader = Dump() if dump.is_dump(text.head()) and not columns else Table(text, prefix, columns)
    found, problems = _validate_rows(text, reader, progress)
    found, twice = _once(found)
    problems = sorted([*problems, *twice], key=lambda problem: problem.row or 0)
    if not found.num_rows:
        raise UnreadableGazetteerError(file.name, _no_place(problems, reader.left_out))
    places = _complete_columns(found, reader.id_prefix, code)
    return Read(places, tuple(problems), dict(reader.left_out), reader.layout.reasons, reader.licence)


def _code(file: Path, country: str | None) -> str | None:
    code = check.code_of(country) if country else None
    if country and code is None:
        raise UnreadableGazetteerError(file.name, Sentence("{name} is not a known country.", name=repr(country)))
    return code


def _validate_rows(
    text: Text, reader: Dump | Table, progress: Callable[[int], None] | None
) -> tuple[pa.Table, list[Problem]]:
    rows = Rows(text, reader.layout)
    good: list[pa.RecordBatch] = []
    problems: list[Problem] = []
    for batch in rows:
        places, bad = check.validate_places(*reader.places(batch), reader.layout.decimal)
        good.append(places)
        problems += bad
        if progress and batch.num_rows:
            progress(batch["row"][-1].as_py())
    return pa.Table.from_batches(good, schema=check.SCHEMA), [*problems, *rows.problems]


def _once(found: pa.Table) -> tuple[pa.Table, list[Problem]]:
    """Return the first place of each id, and a problem for each later one."""
    ids = found["id"].combine_chunks().dictionary_encode()
    first = np.unique(ids.indices.to_numpy(), return_index=True)[1]
    again = np.delete(np.arange(found.num_rows), first)
    late = found.take(pa.array(again)).select(["row", "id"]).to_pylist()
    problems = [
        Problem(place["row"], "id", Sentence("occurs twice; the first was kept"), place["id"]) for place in late
    ]
    return found.take(pa.array(np.sort(first))), problems


def _complete_columns(found: pa.Table, prefix: str, country: str | None) -> pa.Table:
    ids = pc.binary_join_element_wise(prefix, found["id"], ":")
    stated = found["country"] if country is None else found["country"].fill_null(country)
    places = found.drop_columns(["row", "id", "country"])
    placed = with_division(places.append_column("place_id", ids).append_column("country", stated))
    return placed.sort_by("country").combine_chunks()


def _no_place(problems: list[Problem], left_out: Mapping[str, int]) -> str:
    parts = [f"Row {p.row}: {p.field} {p.message}." for p in problems[:_SHOWN]]
    parts += [f"Left out: {count:,} {reason}." for reason, count in left_out.items()]
    return " ".join(["Not one of its rows is a place.", *parts])
