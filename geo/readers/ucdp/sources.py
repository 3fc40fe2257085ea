"""Actors, tolls and sources of UCDP events."""

import functools
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Actor, Claim, Role, Source
from geo.places.gazetteer.added.validate import Fault
from geo.readers.columns.crosswalk import UCDP_ROLES
from geo.readers.columns.dates import Order, days
from geo.readers.columns.nested import items, lists
from geo.readers.columns.sheet import counts, map_distinct, null_if_empty
from geo.readers.columns.text import Columns, join_texts
from geo.text import cells

# UCDP's placeholder for somebody nobody identified, such as XXX678.
_NOBODY = r"^XXX\d*$"
_UNIDENTIFIED = "Unidentified actor"
_DEATHS = ("low", "best", "high")
_OF_WHOM = {"deaths_a": "side A", "deaths_b": "side B", "deaths_civilians": "civilians", "deaths_unknown": "unknown"}

# What a source_article is made of, each in quotes, separated by semicolons: "office,date,headline".
_BETWEEN = r'"\s*;\s*"'
_ARTICLE = r"^(?P<publisher>.*?),\s*(?P<published>\d{4}-\d{2}-\d{2})[^,]*,\s*(?P<title>.*)$"


def notes(cell: Columns) -> list[Fault]:
    """Numbers of deaths that make no sense, each set aside alone; of three out of order, the bounds."""
    message = "is out of order with best and high; best was kept, low and high were not"
    shown = pc.binary_join_element_wise(*(cell[name] for name in _DEATHS), ", ")
    return [*(counts(name, cell[name])[1] for name in _DEATHS), Fault(_is_out_of_order(cell), "low", message, shown)]


def columns(cell: Columns, licence: str) -> dict[str, Any]:
    """Return the columns of `SCHEMA` on actors, deaths, claims and sources."""
    ordered = pa.array(~_is_out_of_order(cell))
    low, best, high = (counts(name, cell[name])[0] for name in _DEATHS)
    low, high = (pc.if_else(ordered, bound, None) for bound in (low, high))
    articles, row = _articles(cell)
    # Of several articles UCDP does not say which one gave a number, or which one began with whom.
    alone = np.bincount(row, minlength=len(cell["id"])) == 1
    return {
        "actors": _actors(cell),
        "deaths_low": low,
        "deaths_best": best,
        "deaths_high": high,
        "claims": _claims(cell, low, high, _of_alone(articles, row, alone)),
        "sources": _sources(cell, articles, row, alone, licence),
    }


def sides(cell: Columns) -> tuple[pa.StringArray, pa.StringArray]:
    """Return the names of side_a and side_b; a placeholder is somebody unidentified."""
    first, second = (pc.replace_substring_regex(cell[f"side_{side}"], _NOBODY, _UNIDENTIFIED) for side in "ab")
    return null_if_empty(first), null_if_empty(second)


def _actors(cell: Columns) -> pa.ListArray:
    """Both sides, as UCDP names them, several in one name included: where to part those it does not say.

    Who attacked civilians is alleged: UCDP codes what reports say, and that somebody did it is not established.
    """
    pieces = []
    for place, (side, name) in enumerate(zip("ab", sides(cell), strict=True)):
        say = functools.partial(_role, place=place)
        role = map_distinct(cell["type_of_violence"], say)
        rows = np.flatnonzero(np.asarray(pc.is_valid(name)))
        columns = {
            "name": name,
            "role": role,
            "alleged": pc.equal(role, Role.PERPETRATOR.value),
            "actor_id": pc.binary_join_element_wise("ucdp:", null_if_empty(cell[f"side_{side}_new_id"]), ""),
        }
        pieces.append(items(Actor, rows, {key: column.take(pa.array(rows)) for key, column in columns.items()}))
    return lists(pieces, len(cell["id"]))


def _role(code: str, place: int) -> Role:
    return UCDP_ROLES[code][place] if code in UCDP_ROLES else Role.OTHER


def _is_out_of_order(cell: Columns) -> np.ndarray:
    low, best, high = (counts(name, cell[name])[0] for name in _DEATHS)
    wrong = [pc.fill_null(pc.greater(less, more), False) for less, more in ((low, best), (best, high), (low, high))]  # noqa: FBT003
    return np.asarray(np.logical_or.reduce([np.asarray(each) for each in wrong]))


def _stated_numbers(cell: Columns) -> pa.StringArray:
    """Return the numbers as the file has them, in words."""
    said = [pc.binary_join_element_wise(name, null_if_empty(cell[name]), " ") for name in _DEATHS]
    whom = [pc.binary_join_element_wise(null_if_empty(cell[key]), words, " ") for key, words in _OF_WHOM.items()]
    of_whom = pc.binary_join_element_wise("of the best", join_texts(", ", *whom), " ")
    return join_texts("; ", join_texts(", ", *said), of_whom)


def _claims(cell: Columns, low: pa.Array, high: pa.Array, article: dict[str, pa.Array]) -> pa.ListArray:
    """UCDP's own estimate of the deaths, made from what its sources say."""
    stated = np.logical_or.reduce([~cells.empty(cell[name]) for name in _DEATHS])
    rows = np.flatnonzero(stated)
    columns = {
        "low": low,
        "high": high,
        "text": _stated_numbers(cell),
        "claimant": pc.coalesce(null_if_empty(cell["source_original"]), article["publisher"]),
        "stated_on": article["published"],
    }
    taken = {key: column.take(pa.array(rows)) for key, column in columns.items()}
    return lists(
        [items(Claim, rows, {"field": "deaths", "via": "UCDP", "source_id": "ucdp", **taken})], len(cell["id"])
    )


def _sources(
    cell: Columns, articles: dict[str, pa.Array], row: np.ndarray, alone: np.ndarray, licence: str
) -> pa.ListArray:
    """UCDP first, whose estimate it is and whom its licence wants named; then the articles it read."""
    own = {"source_id": "ucdp", "publisher": "UCDP", "title": "UCDP Georeferenced Event Dataset", "licence": licence}
    nth = np.arange(len(row)) - np.searchsorted(row, row) + 1
    origin = pc.if_else(pa.array(alone), null_if_empty(cell["source_original"]), None).take(pa.array(row))
    number = pc.binary_join_element_wise("article-", pa.array(nth).cast(pa.string()), "")
    read = items(Source, row, {**articles, "source_id": number, "origin": origin, "licence": licence})
    return lists([items(Source, np.arange(len(cell["id"])), own), read], len(cell["id"]))


def _articles(cell: Columns) -> tuple[dict[str, pa.Array], np.ndarray]:
    """Return publisher, title and day of each article, and its row; one in another form is a title."""
    whole = pc.utf8_trim(cell["source_article"], '"')
    single = join_texts(
        ",", *(null_if_empty(cell[name]) for name in ("source_office", "source_date", "source_headline"))
    )
    split = pc.split_pattern_regex(pc.coalesce(null_if_empty(whole), single), _BETWEEN)
    text, row = split.flatten(), pc.list_parent_indices(split).to_numpy()
    kept = pc.not_equal(text, "")
    text, row = text.filter(kept), row[np.asarray(kept)]
    parts = pc.extract_regex(text, _ARTICLE)
    publisher, published, title = (pc.struct_field(parts, name) for name in ("publisher", "published", "title"))
    day = days("source_date", published.fill_null(""), Order.MONTH).first
    return {
        "publisher": null_if_empty(publisher),
        "title": null_if_empty(pc.coalesce(title, text)),
        "published": day,
    }, row


def _of_alone(articles: dict[str, pa.Array], row: np.ndarray, alone: np.ndarray) -> dict[str, pa.Array]:
    """Return the only article of each row; null where there is none or more than one."""
    at = np.zeros(len(alone), dtype=np.int64)
    at[row] = np.arange(len(row))
    taken = pa.array(at, mask=~alone)
    return {name: column.take(taken) for name, column in articles.items()}
