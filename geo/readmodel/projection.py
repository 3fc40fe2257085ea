"""From whole records to the narrow rows of the read model, an Arrow table at a time."""

import itertools
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import (
    EVENT_TYPES,
    POINT_PRECISIONS,
    SCHEMA,
    SHAPE_PRECISIONS,
    Claim,
    DatePrecision,
    PlacePrecision,
    Source,
)
from geo.limits.field_limits import ENTRIES, LENGTHS
from geo.limits.truncation import SEARCHED, truncate_texts
from geo.places.boundaries.boundaries import has_shape
from geo.places.boundaries.catalogue import features
from geo.readmodel import actor_codes as named
from geo.readmodel.claim_rules import picks
from geo.readmodel.mercator import steps
from geo.readmodel.schema import ACTORS, CURRENT, REVISIONS, fold
from geo.store.licences import shareable

# What is read from a record; the rest of it is read by id when somebody opens it.
_LEFT_OUT = {"aliases", "time_text", "place_id", "geocoding", "verification_note", "recorded_by", "reason"}
COARSE_PLACES = (PlacePrecision.ADMIN2, PlacePrecision.ADMIN1)
COARSE_DATES = (DatePrecision.MONTH, DatePrecision.YEAR)
READ = tuple(name for name in SCHEMA.names if name not in _LEFT_OUT)


# Columns that are not known of a row by itself: rights, and actors by their codes.
LATER = ("for_editors", "for_viewers", "named", "roles")


def revisions(rows: pa.Table, rids: pa.Array) -> pa.Table:
    """Return the rows of `REVISIONS`, as if each were the newest revision of its incident."""
    shared = shareable(rows)
    feature, names = _shipped_features(rows["feature"]), _names(rows)
    made = {
        "rid": rids,
        "from_version": rows["version"],
        "until_version": pa.repeat(pa.scalar(CURRENT, pa.int64()), rows.num_rows),
        "kind": pc.index_in(rows["event_type"], value_set=pa.array(EVENT_TYPES, pa.string())).cast(pa.int8()),
        "feature": feature,
        **_drawing_columns(rows, feature),
        **_claim_columns(rows),
        "words": fold(
            _join_words(
                truncate_texts(rows["title"], SEARCHED),
                truncate_texts(rows["summary"], SEARCHED),
                truncate_texts(names, SEARCHED),
            )
        ),
        "place_words": fold(_join_words(*(_short(rows, name) for name in ("place_name", "admin1", "admin2")))),
        "shareable": shared,
        "now_workflow": rows["workflow"],
        "now_shareable": shared,
        "now_generalise_m": rows["generalise_m"],
        "generalised": pa.repeat(pa.scalar(value=False), rows.num_rows),
        # `geo.readmodel.load` fills the others as it inserts.
        **{name: pa.nulls(rows.num_rows, REVISIONS.field(name).type) for name in LATER},
    }
    return pa.table(
        {name: made[name] if name in made else _short(rows, name) for name in REVISIONS.names}, schema=REVISIONS
    )


def _short(rows: pa.Table, name: str) -> pa.ChunkedArray:
    """Return a column as lists show it."""
    return truncate_texts(rows[name], LENGTHS[name]) if name in LENGTHS else rows[name]


def _drawing_columns(rows: pa.Table, feature: pa.ChunkedArray) -> dict[str, pa.Array]:
    """Return the drawn position, whether the map draws it at all, and whether it is only coarsely known."""
    precision = rows["place_precision"]
    lon, lat = (rows[name].to_numpy() for name in ("lon", "lat"))
    point = _is_one_of(precision, POINT_PRECISIONS) & ~np.isnan(lon) & ~np.isnan(lat)
    shape = _is_one_of(precision, SHAPE_PRECISIONS) & feature.is_valid().to_numpy()
    mx, my = steps(lon, lat)
    return {
        "mx": pa.array(mx, mask=~point),
        "my": pa.array(my, mask=~point),
        "drawn": pa.array(point | shape),
        "coarse": pa.array(_is_one_of(precision, COARSE_PLACES) | _is_one_of(rows["date_precision"], COARSE_DATES)),
    }


def _is_one_of(column: pa.ChunkedArray, values: Sequence[str]) -> np.ndarray:
    return np.asarray(pc.is_in(column, value_set=pa.array(values, pa.string())).to_numpy())


def _shipped_features(named: pa.ChunkedArray) -> pa.ChunkedArray:
    """Replace shapes that are not shipped by null: the incident counts as not placed, its record keeps the id."""
    shipped = pa.array(features(), pa.string())
    others = pc.unique(named.filter(pc.invert(pc.is_in(named, value_set=shipped)))).drop_null()
    derived = pa.array([feature for feature in others.to_pylist() if has_shape(feature)], pa.string())
    return pc.if_else(pc.is_in(named, value_set=pa.concat_arrays([shipped, derived])), named, None)


def actors(rows: pa.Table, rids: pa.Array) -> pa.Table:
    """Return the rows of `ACTORS`, one per actor and incident; the `pair` of role and "alleged", and `actor_id`."""
    entries, parents = _flat(_first(rows["actors"], ENTRIES["actors"]))
    names = truncate_texts(pc.struct_field(entries, "name"), LENGTHS["actors.name"])
    columns = [rids.take(parents), names, *(pc.struct_field(entries, name) for name in ("role", "alleged"))]
    table = pa.table(columns, schema=ACTORS)
    table = table.append_column("pair", named.pairs(table["role"], table["alleged"]))
    return table.append_column(
        "actor_id", truncate_texts(pc.struct_field(entries, "actor_id"), LENGTHS["actors.actor_id"])
    )


def actor_ids(entries: pa.Table) -> pa.Table:
    """Return the rows that `actors` made which give an id."""
    return entries.filter(pc.is_valid(entries["actor_id"])).select(["rid", "actor", "actor_id"])


def actor_names(entries: pa.Table) -> pa.Table:
    """Each name among the rows of `ACTORS` once: `actor`, and `folded` as it is searched; most frequent first."""
    counted = pc.value_counts(entries["actor"])
    order = pc.sort_indices(
        pa.table({"n": counted.field("counts"), "actor": counted.field("values")}),
        sort_keys=[("n", "descending"), ("actor", "ascending")],
    )
    names = counted.field("values").take(order)
    return pa.table({"actor": names, "folded": fold(names)})


def _claim_columns(rows: pa.Table) -> dict[str, pa.Array]:
    """Return the number of claims with a number of deaths, the numbers of an only one, and the choice of each rule."""
    stated, claims = _stated_claims(rows)
    often = claims[stated["row"].to_numpy()]
    only, several = stated.filter(pa.array(often == 1)), stated.filter(pa.array(often > 1))
    of_row = np.full(rows.num_rows, -1)
    of_row[only["row"].to_numpy()] = np.arange(only.num_rows)
    place = pa.array(of_row, mask=of_row < 0)
    low, high = only["low"].take(place), only["high"].take(place)
    return {
        "toll_claims": pa.array(claims, pa.int64()),
        "only_low": low,
        "only_best": pc.if_else(pc.equal(low, high), low, None),
        "only_high": high,
        "tolls": _tolls(rows, several),
    }


def _stated_claims(rows: pa.Table) -> tuple[pa.Table, np.ndarray]:
    """Return the claims with a number of deaths, their rows, and the number of claims of each row."""
    claims, parents = _flat(rows["claims"])
    columns = {name: pc.struct_field(claims, name) for name in ("field", "low", "high", "source_id", "stated_on")}
    numbered = pc.or_(pc.is_valid(columns["low"]), pc.is_valid(columns["high"]))
    stated = pa.table({"row": parents, **columns}).filter(pc.and_(pc.equal(columns["field"], "deaths"), numbered))
    return stated, np.bincount(stated["row"].to_numpy(), minlength=rows.num_rows)


def _tolls(rows: pa.Table, stated: pa.Table) -> pa.Array:
    """Return the toll each rule picks of several claims; null for rows without."""
    by_row = itertools.groupby(stated.to_pylist(), key=lambda claim: claim.pop("row"))
    some = pc.unique(stated["row"])
    sources = rows["sources"].take(some).to_pylist()
    picked = [
        picks((Claim(**claim) for claim in claims), (Source(**source) for source in read or ()))
        for (_, claims), read in zip(by_row, sources, strict=True)
    ]
    numbers = [[number for toll in each.values() for number in (toll.low, toll.best, toll.high)] for each in picked]
    of_row = np.full(rows.num_rows, -1)
    of_row[some.to_numpy()] = np.arange(len(some))
    return pa.array(numbers, REVISIONS.field("tolls").type).take(pa.array(of_row, mask=of_row < 0))


def _names(rows: pa.Table) -> pa.Array:
    lists = _first(rows["actors"], ENTRIES["actors"]).combine_chunks()
    names = pc.struct_field(lists.flatten(), "name")
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy()
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(offsets, names.fill_null("")), " ")


def _join_words(*texts: pa.Array) -> pa.Array:
    # Arrow's own skipping of nulls loses the rows where all are null.
    columns = [text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text for text in texts]
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*(column.fill_null("") for column in columns), " "))


def _first(lists: pa.ChunkedArray, most: int) -> pa.ChunkedArray:
    """Shorten lists to so many entries."""
    if (pc.max(pc.list_value_length(lists)).as_py() or 0) <= most:
        return lists
    return pc.list_slice(lists, 0, most).cast(lists.type)


def _flat(lists: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Return the items of all lists, and the row each belongs to."""
    whole = lists.combine_chunks()
    return whole.flatten(), pc.list_parent_indices(whole)
