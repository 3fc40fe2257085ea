"""A GeoNames country dump, such as SY.txt: 19 columns between tabs, no header.

Source of the format: download.geonames.org/export/dump/readme.txt.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence
from geo.places.gazetteer.added import feature_classes
from geo.places.gazetteer.added import name_lists as spellings
from geo.places.gazetteer.added.validate import Fault
from geo.text import cells
from geo.text.row_batches import Layout

_WIDTH = 19
_COLUMNS = {
    "id": 0, "name": 1, "ascii": 2, "others": 3, "lat": 4, "lon": 5, "class": 6, "code": 7, "country": 8,
    "population": 14,
}  # fmt: skip
LAYOUT = Layout(
    delimiter="\t",
    quoted=False,
    header=False,
    width=_WIDTH,
    columns=_COLUMNS,
    reasons=("It is a GeoNames dump: 19 columns between tabs, a number first, no header.",),
)


def is_dump(head: str) -> bool:
    """Return whether most of a text's first lines are those of a dump."""
    lines = [line.split("\t") for line in head.split("\n")[:20] if line.strip()]
    like = [len(found) == _WIDTH and found[0].isdecimal() for found in lines]
    return sum(like) * 2 > len(like)


class Dump:
    """Turns the rows of a dump into places; `left_out` counts the features with no honest point, by reason."""

    layout = LAYOUT
    id_prefix = "geonames"
    licence = "CC-BY-4.0"

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def places(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Fault]]:
        """Return the input of `validate_places` for features to keep, and those without a known class or an id."""
        batch = batch.filter(pa.array(self._is_settlement(batch)))
        feature = _features(batch)
        kind = [feature_classes.kind_of(code) for code in feature.dictionary.to_pylist()]
        name = cells.clean(batch["name"])
        places = {
            **{field: batch[field] for field in ("row", "id", "country", "lon", "lat", "population")},
            "raw_name": batch["name"],
            "name": name,
            "names": spellings.listed_in_dump(name, batch["ascii"], batch["others"]),
            "kind": _of(feature, [k.name if k else None for k in kind], pa.string()),
            "precision": _of(feature, [k.precision.value if k else None for k in kind], pa.string()),
            "radius_m": _of(feature, [k.radius_m if k else None for k in kind], pa.float64()),
        }
        unknown = places["kind"].is_null().to_numpy(zero_copy_only=False)
        faults = [
            Fault(unknown, "feature class", Sentence("is not a GeoNames feature class"), batch["class"]),
            Fault(~cells.matches(batch["id"], "^[0-9]{1,12}$"), "id", Sentence("is not a GeoNames id"), batch["id"]),
        ]
        return pa.RecordBatch.from_pydict(places), faults

    def _is_settlement(self, batch: pa.RecordBatch) -> np.ndarray:
        feature = _features(batch)
        reasons = [feature_classes.left_out(code) for code in feature.dictionary.to_pylist()]
        counts = np.bincount(feature.indices.to_numpy(), minlength=len(reasons)).tolist()
        for reason, count in zip(reasons, counts, strict=True):
            self.left_out.update({reason: count} if reason else {})
        wanted: np.ndarray = np.array([reason is None for reason in reasons], dtype=bool)[feature.indices.to_numpy()]
        return wanted


def _features(batch: pa.RecordBatch) -> pa.DictionaryArray:
    return pc.binary_join_element_wise(batch["class"], batch["code"], ".").dictionary_encode()


def _of(feature: pa.DictionaryArray, values: Sequence[str | float | None], kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind).take(feature.indices)
