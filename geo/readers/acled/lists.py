"""Actors, claimants and sources of ACLED events: the lists of each event."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Actor, Claim, Role, Source
from geo.places.gazetteer.added.validate import Fault
from geo.readers.acled.codes import CIVILIANS
from geo.readers.columns.nested import Items, items, lists
from geo.readers.columns.sheet import Sheet, null_if_empty, parts

_ACLED = "ACLED"
_OWN = "acled"


def actors(sheet: Sheet) -> pa.ListArray:
    """Parties all, but for the civilians of an event that ACLED calls civilian targeting: its target."""
    return lists([piece for side in ("1", "2") for piece in _side(sheet, side)], len(sheet))


def _side(sheet: Sheet, side: str) -> list[Items]:
    name = sheet[f"actor{side}"]
    kind = pc.is_in(pc.utf8_lower(sheet[f"inter{side}"]), pa.array(CIVILIANS))
    civilians = pc.or_(kind, pc.match_substring_regex(name, r"^Civilians\b"))
    targeted = pc.and_(civilians, pc.not_equal(sheet["civilian_targeting"], ""))
    named = np.flatnonzero(pc.not_equal(name, "").to_numpy(zero_copy_only=False))
    role = pc.if_else(targeted, Role.TARGET.value, Role.PARTY.value).take(pa.array(named))
    with_them, rows = parts(sheet[f"assoc_actor_{side}"])
    return [
        items(Actor, named, {"name": name.take(pa.array(named)), "role": role, "alleged": False}),
        items(Actor, rows, {"name": with_them, "role": Role.PARTY.value, "alleged": False}),
    ]


def sources(sheet: Sheet, licence: str) -> pa.ListArray:
    """ACLED itself, as the row was read there, and each source it names: rows without one are ACLED's still."""
    title = pc.binary_join_element_wise("ACLED event ", sheet["event_id_cnty"], "")
    own = {"source_id": _OWN, "publisher": _ACLED, "title": title, "licence": licence}
    named, rows = parts(sheet["source"])
    theirs = {"source_id": _source_id(named), "publisher": named, "origin": named, "licence": licence}
    return lists([items(Source, np.arange(len(sheet)), own), items(Source, rows, theirs)], len(sheet))


def claims(sheet: Sheet, deaths: pa.Int64Array, unknown: Sequence[Fault]) -> pa.ListArray:
    """Return the deaths, by the source if only one is named, since of several the right one is unknown; then tags.

    And the types that are none of ours, of which `unknown` are the faults.
    """
    counted = pc.is_valid(deaths).to_numpy(zero_copy_only=False)
    named, rows = parts(sheet["source"])
    alone = np.bincount(rows, minlength=len(sheet)) == 1
    single = alone[rows] & counted[rows]
    theirs, source, ours = rows[single], named.filter(pa.array(single)), np.flatnonzero(counted & ~alone)
    tagged = np.flatnonzero(pc.is_valid(null_if_empty(sheet["tags"])).to_numpy(zero_copy_only=False))
    tags = {"field": "tags", "text": sheet["tags"].take(pa.array(tagged)), "claimant": _ACLED, "source_id": _OWN}
    return lists(
        [
            _deaths(deaths, theirs, {"claimant": source, "via": _ACLED, "source_id": _source_id(source)}),
            _deaths(deaths, ours, {"claimant": _ACLED, "source_id": _OWN}),
            items(Claim, tagged, tags),
            *(_actor_items(fault) for fault in unknown),
        ],
        len(sheet),
    )


def _deaths(deaths: pa.Int64Array, rows: np.ndarray, by: dict[str, pa.Array | str]) -> Items:
    number = deaths.take(pa.array(rows))
    return items(Claim, rows, {"field": "deaths", "low": number, "high": number, **by})


def _actor_items(fault: Fault) -> Items:
    rows = np.flatnonzero(fault.bad)
    text = fault.values.take(pa.array(rows))
    field = "sub_type" if fault.field == "sub_event_type" else fault.field
    return items(Claim, rows, {"field": field, "text": text, "claimant": _ACLED, "source_id": _OWN})


def _source_id(named: pa.StringArray) -> pa.StringArray:
    return pc.binary_join_element_wise(_OWN, named, ":")
