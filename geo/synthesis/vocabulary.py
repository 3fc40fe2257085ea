"""Vocabulary of synthetic incidents, and the frequency of each part."""

import functools
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import EVENT_TYPES, DatePrecision, PlacePrecision, Verification, Workflow
from geo.places.boundaries.catalogue import features
from geo.places.boundaries.reference_data import table

ACTORS = 300_000
PUBLISHERS = 400

# Half of all incidents lie in few countries, as in the datasets of conflict events that analysts use.
BUSY = ("SY", "IQ", "UA", "YE", "SD", "MM", "CD", "SO", "NG", "AF", "ML", "MX", "CO", "IN", "PS", "LB", "ET", "BF")
BUSY_SHARE = 0.75

PLACE_PRECISIONS = {
    PlacePrecision.EXACT: 0.06,
    PlacePrecision.VICINITY: 0.06,
    PlacePrecision.SETTLEMENT: 0.48,
    PlacePrecision.NEAR: 0.20,
    PlacePrecision.ADMIN1: 0.13,
    PlacePrecision.COUNTRY: 0.04,
    PlacePrecision.UNKNOWN: 0.03,
}
# The days a span of each precision reaches; None for the calendar's month or year.
DATE_PRECISIONS: dict[DatePrecision | None, float] = {
    DatePrecision.DAY: 0.86,
    DatePrecision.DAYS: 0.04,
    DatePrecision.WEEK: 0.04,
    DatePrecision.MONTH: 0.04,
    DatePrecision.YEAR: 0.01,
    None: 0.01,
}
VERIFICATIONS = {
    Verification.UNVERIFIED: 0.62,
    Verification.PARTLY_CORROBORATED: 0.2,
    Verification.CORROBORATED: 0.12,
    Verification.DISPUTED: 0.04,
    Verification.DISCOUNTED: 0.02,
}
WORKFLOWS = {Workflow.PUBLISHED: 0.97, Workflow.DRAFT: 0.02, Workflow.IN_REVIEW: 0.01}
EVENT_SHARES = (0.27, 0.25, 0.08, 0.22, 0.12, 0.06)  # in the order of `EVENT_TYPES`

WORDS = (
    "bridge", "market", "school", "hospital", "road", "river", "harbour", "airport", "border", "village", "convoy",
    "patrol", "checkpoint", "mosque", "church", "farm", "factory", "power", "station", "water", "tower", "camp",
    "prison", "court", "bank", "square", "stadium", "railway", "tunnel", "dam", "warehouse", "depot", "office",
    "embassy", "hotel", "bakery", "pharmacy", "clinic", "garage", "mill", "quarry", "forest", "orchard", "valley",
    "ridge", "hill", "coast", "island",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Settlements, and how likely each is to be drawn. `admin1` is the id of a shape, or null."""

    name: pa.Array
    country: pa.Array
    admin1: pa.Array
    admin1_name: pa.Array
    lon: np.ndarray
    lat: np.ndarray
    chances: np.ndarray


@functools.cache
def places() -> Places:
    """Return the shipped settlements: busy countries first, and in each large places far ahead of small ones."""
    read = table("gazetteer", ["name", "country", "admin1", "lon", "lat", "population"])
    read = read.filter(pc.is_valid(read["admin1"])).combine_chunks()
    whole = {name: read[name].combine_chunks() for name in read.column_names}
    whole |= {name: whole[name].cast(pa.string()) for name in ("name", "country", "admin1")}
    known = features()
    names = [known[shape].name if shape in known else None for shape in whole["admin1"].to_pylist()]
    busy = np.isin(whole["country"].to_numpy(zero_copy_only=False), BUSY)
    size = np.sqrt(np.maximum(whole["population"].fill_null(0).to_numpy(), 100))
    share = np.where(busy, BUSY_SHARE / size[busy].sum(), (1 - BUSY_SHARE) / size[~busy].sum())
    return Places(
        name=whole["name"],
        country=whole["country"],
        admin1=whole["admin1"],
        admin1_name=pa.array(names, pa.string()),
        lon=whole["lon"].to_numpy(),
        lat=whole["lat"].to_numpy(),
        chances=np.cumsum(size * share),
    )


def actor_names() -> pa.Array:
    """300,000 names that no group of the world bears."""
    return pa.array([f"Synthetic group {number:06d}" for number in range(1, ACTORS + 1)], pa.string())


def publishers() -> pa.Array:
    """Newspapers that do not exist."""
    return pa.array([f"Synthetic newspaper {number:03d}" for number in range(1, PUBLISHERS + 1)], pa.string())


def kinds() -> tuple[pa.Array, pa.Array, np.ndarray]:
    """Types and sub-types of events, and how likely each pair is to be drawn, summed up."""
    pairs = [
        (name, sub, share / len(subs))
        for (name, subs), share in zip(EVENT_TYPES.items(), EVENT_SHARES, strict=True)
        for sub in subs
    ]
    types, subs, shares = zip(*pairs, strict=True)
    return pa.array(types, pa.string()), pa.array(subs, pa.string()), np.cumsum(shares)
