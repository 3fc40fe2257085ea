"""Lists of each row in a table: actors, tolls and claimants."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Actor, Claim, Role, Source
from geo.readers.columns.event_types import event_type
from geo.readers.columns.nested import Items, items, lists
from geo.readers.columns.sheet import Sheet, map_distinct, parts

# A column of actors says that they took part, and no more.
_ROLES = {"actors": Role.PARTY, "perpetrators": Role.PERPETRATOR, "targets": Role.TARGET}
_LINK = r"^https?://[^\s<>\"]+$"
_FILE = "file"


def actors(sheet: Sheet) -> pa.ListArray:
    """Those of each column, separated by semicolons; perpetrators are alleged, as no table establishes anything."""
    pieces = []
    for field, role in _ROLES.items():
        name, rows = parts(sheet[field])
        pieces.append(items(Actor, rows, {"name": name, "role": role.value, "alleged": role is Role.PERPETRATOR}))
    return lists(pieces, len(sheet))


def sources(sheet: Sheet, dataset: str, licence: str) -> pa.ListArray:
    """Return the dataset, which carries the licence, then the sources and links named; duplicates once.

    A file's name is no part of a record: the same file under another name changes none.
    """
    names, named = parts(sheet["source"])
    links, linked = _links(sheet["url"])
    single = (np.bincount(named, minlength=len(sheet)) == 1) & (np.bincount(linked, minlength=len(sheet)) == 1)
    url = _of_rows(links, linked, len(sheet), single).take(pa.array(named))
    alone = ~single[linked]
    own = {"source_id": _FILE, "title": dataset, "licence": licence}
    theirs = {"source_id": names, "publisher": names, "origin": names, "url": url, "licence": licence}
    others = links.filter(pa.array(alone))
    return lists(
        [
            items(Source, np.arange(len(sheet)), own),
            items(Source, named, theirs),
            items(Source, linked[alone], {"source_id": others, "url": others, "licence": licence}),
        ],
        len(sheet),
    )


def _links(text: pa.StringArray) -> tuple[pa.StringArray, np.ndarray]:
    """Return the web addresses of each cell; other words in it are none."""
    apart = pc.replace_substring_regex(text, r"[;,\s]+(https?://)", "\x1f\\1")
    found, rows = parts(pc.replace_substring_regex(apart, r"[;,\s]+$", ""), "\x1f")
    good = pc.match_substring_regex(found, _LINK)
    return found.filter(good), rows[good.to_numpy(zero_copy_only=False)]


def claims(sheet: Sheet, tolls: Mapping[str, pa.Int64Array]) -> pa.ListArray:
    """Return the deaths as written, by the source if only one is named; and event types outside the vocabulary."""
    names, named = parts(sheet["source"])
    single = np.bincount(named, minlength=len(sheet)) == 1
    claimant = _of_rows(names, named, len(sheet), single)
    low, high = (pc.coalesce(tolls["best"], tolls[bound]) for bound in ("low", "high"))
    counted = np.flatnonzero(pc.not_equal(sheet["deaths"], "").to_numpy(zero_copy_only=False))
    other = map_distinct(sheet["event_type"], lambda word: word != "" and event_type(word) is None, pa.bool_())
    typed = np.flatnonzero(other.to_numpy(zero_copy_only=False))
    return lists(
        [
            _claims("deaths", sheet["deaths"], counted, claimant, low, high),
            _claims("event_type", sheet["event_type"], typed, claimant),
        ],
        len(sheet),
    )


def _of_rows(values: pa.StringArray, rows: np.ndarray, length: int, wanted: np.ndarray) -> pa.StringArray:
    """Return the value of each wanted row, which has one; null for the others."""
    column = np.full(length, None, dtype=object)
    column[rows] = values.to_numpy(zero_copy_only=False)
    return pa.array(column, pa.string(), mask=~wanted)


def _claims(  # noqa: PLR0913, PLR0917 - the fields of a claim
    field: str,
    text: pa.StringArray,
    rows: np.ndarray,
    claimant: np.ndarray,
    low: pa.Array = None,
    high: pa.Array = None,
) -> Items:
    at = pa.array(rows)
    by = claimant.take(at)
    columns = {"field": field, "text": text.take(at), "claimant": by, "source_id": by.fill_null(_FILE)}
    bounds = {} if low is None else {"low": low.take(at), "high": high.take(at)}
    return items(Claim, rows, columns | bounds)
