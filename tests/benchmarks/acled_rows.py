"""Write SYNTHETIC events in ACLED's CSV format, to see how long reading and importing such a file takes.

Usage: `python tests/benchmarks/acled_rows.py ROWS OUT.csv [--seed S]`.

Nothing in it happened: every note begins with "SYNTHETIC", and so does every actor. What is realistic is the skew: some
countries, towns, actors and sources stand in many events, most in few; one event in seven names two sources, one in
three other actors beside the two; positions, precisions and types come in the shares ACLED's have.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from geo.incident import EVENT_TYPES
from geo.readers.acled.codes import COLUMNS
from geo.settings import DATA

BLOCK = 100_000
PLACES, ACTORS, SOURCES = 60_000, 20_000, 4_000
KINDS = ("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians")
WORDS = (
    "armed group forces clashed shelled near the town village road market during morning night protesters gathered "
    "demanding water power wages release of detainees military police dispersed fired fatalities reported injured "
    "coded as unknown local sources say between members district governorate outskirts checkpoint vehicle drone strike"
)


def main() -> None:
    """Write the file, a block of rows at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    chance = np.random.default_rng(told.seed)
    places = some_places(chance)
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    with pa.csv.CSVWriter(told.out, schema) as into:
        for first in range(0, told.rows, BLOCK):
            into.write_table(block(chance, places, first, min(BLOCK, told.rows - first)).cast(schema))
    print(f"{told.out}: {told.rows:,} SYNTHETIC events, {told.out.stat().st_size / 1e6:,.0f} MB")


def some_places(chance: np.random.Generator) -> pa.Table:
    """Towns of the shipped gazetteer with the names of their country and division."""
    towns = pq.read_table(DATA / "gazetteer.parquet", columns=["name", "country", "admin1", "lon", "lat"])
    towns = towns.take(pa.array(chance.permutation(towns.num_rows)[:PLACES]))
    keys = {"country": joined("country:", towns["country"]), "admin1": towns["admin1"].cast(pa.string())}
    for level, file in (("country", "countries_50m"), ("admin1", "admin1")):
        names = pq.read_table(DATA / f"{file}.parquet", columns=["feature", "name"])
        at = pc.index_in(keys[level], value_set=names["feature"].cast(pa.string()))
        towns = towns.append_column(f"{level}_name", names["name"].cast(pa.string()).take(at).fill_null(""))
    return towns


def skewed(chance: np.random.Generator, most: int, count: int, power: float = 3.0) -> np.ndarray:
    """Numbers below `most`, the low ones far more often."""
    return np.asarray((chance.random(count) ** power * most).astype(np.int64))


def block(chance: np.random.Generator, places: pa.Table, first: int, count: int) -> pa.Table:
    """Some rows, with the columns ACLED has."""
    town = places.take(pa.array(skewed(chance, PLACES, count)))
    days = np.datetime64("2015-01-01") + skewed(chance, 4_000, count, 0.7)
    types = [(name, sub) for name, subs in EVENT_TYPES.items() for sub in subs]
    kind = skewed(chance, len(types), count, 1.5)
    columns = {
        "event_id_cnty": joined(town["country"], numbers(np.arange(first, first + count) + 1)),
        "event_date": pa.array(days).cast(pa.string()),
        "year": pc.utf8_slice_codeunits(pa.array(days).cast(pa.string()), 0, 4),
        "time_precision": picked(chance, ("1", "2", "3"), (0.92, 0.06, 0.02), count),
        "disorder_type": picked(chance, ("Political violence", "Demonstrations"), (0.6, 0.4), count),
        "event_type": pa.array([name for name, _ in types]).take(pa.array(kind)),
        "sub_event_type": pa.array([sub for _, sub in types]).take(pa.array(kind)),
        "civilian_targeting": picked(chance, ("", "Civilian targeting"), (0.7, 0.3), count),
        "iso": numbers(chance.integers(1, 900, count)),
        "region": picked(chance, ("Middle East", "Western Africa", "Europe"), (0.4, 0.3, 0.3), count),
        "country": town["country_name"],
        "admin1": town["admin1_name"],
        "admin2": joined("District of ", town["name"]),
        "location": town["name"].cast(pa.string()),
        "latitude": pc.round(town["lat"], 4).cast(pa.string()),
        "longitude": pc.round(town["lon"], 4).cast(pa.string()),
        "geo_precision": picked(chance, ("1", "2", "3"), (0.7, 0.24, 0.06), count),
        "source": several("Synthetic source ", chance, SOURCES, count, 0.15),
        "source_scale": picked(chance, ("National", "Subnational", "International"), (0.5, 0.3, 0.2), count),
        "notes": notes(chance, count),
        "fatalities": numbers(np.maximum(chance.geometric(0.45, count) - 2, 0)),
        "tags": picked(chance, ("", "crowd size=no report"), (0.6, 0.4), count),
        "timestamp": numbers(chance.integers(1_600_000_000, 1_760_000_000, count)),
    }
    for side in ("1", "2"):
        columns[f"actor{side}"] = joined("SYNTHETIC group ", numbers(skewed(chance, ACTORS, count)))
        columns[f"assoc_actor_{side}"] = several("SYNTHETIC group ", chance, ACTORS, count, 0.3, none=0.67)
        columns[f"inter{side}"] = picked(chance, KINDS, (0.3, 0.15, 0.15, 0.05, 0.05, 0.15, 0.15), count)
    empty = pa.array([""] * count)
    return pa.table({name: columns.get(name, empty) for name in COLUMNS})


def numbers(values: np.ndarray) -> pa.Array:
    """Whole numbers as they are written."""
    return pa.array(values).cast(pa.string())


def joined(*parts: object) -> pa.Array:
    """Texts one after the other."""
    texts = [part if isinstance(part, str) else part.cast(pa.string()) for part in parts]
    return pc.binary_join_element_wise(*texts, "")


def picked(chance: np.random.Generator, values: tuple[str, ...], shares: tuple[float, ...], count: int) -> pa.Array:
    """One of some values for each row, in their shares."""
    return pa.array(values).take(pa.array(chance.choice(len(values), count, p=shares)))


def several(  # noqa: PLR0913 - all that there is to say of such a cell
    what: str, chance: np.random.Generator, most: int, count: int, two: float, *, none: float = 0.0
) -> pa.Array:
    """One name, sometimes two between a semicolon, sometimes none."""
    one, other = (joined(what, numbers(skewed(chance, most, count))) for _ in range(2))
    both = pc.if_else(pa.array(chance.random(count) < two), joined(one, "; ", other), one)
    return pc.if_else(pa.array(chance.random(count) < none), "", both)


def notes(chance: np.random.Generator, count: int) -> pa.Array:
    """Some forty words, as long as ACLED's notes are; one in fifty in Arabic."""
    known = np.array(WORDS.split())
    words = known[chance.integers(0, len(known), (count, 40))]
    text = [" ".join(["SYNTHETIC.", *row]) for row in words.tolist()]
    arabic = pa.array(chance.random(count) < 0.02)
    return pc.if_else(arabic, joined("SYNTHETIC. حادث غير حقيقي ", pa.array(text)), pa.array(text))


if __name__ == "__main__":
    main()
