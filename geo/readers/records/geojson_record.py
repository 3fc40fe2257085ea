"""Whole records of our own, as the API gives them: each feature's properties are an incident's fields."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from geo.errors import Sentence
from geo.incident import Incident, Problem, Source, to_table
from geo.readers.columns.apply_limits import limit_read
from geo.readers.records.parse_values import parse_record
from geo.readers.result import Read

# No other file has all of these.
_MARKS = frozenset(("id", "dataset", "claims", "sources", "workflow", "verification", "date_precision", "geocoding"))
_DATASET = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_FILE = "file"
_LICENCE = "as stated in each source"


def are_records(features: Sequence[Any]) -> bool:
    """Return whether all features are whole records."""
    return bool(features) and all(_properties(each).keys() >= _MARKS for each in features)


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def read(features: Sequence[Any], dataset: str | None, licence: str | None, format_: str) -> Read:
    """Return the records of features. They keep their ids where they are all of one dataset, and none is told.

    A value that cannot be is unknown, and a problem says so; only a record without an id of use is set aside. Sources
    keep the licences they have; a record without any gets one for the file.
    """
    name = dataset or _common(features) or "records"
    incidents: dict[str, tuple[int, Incident]] = {}
    problems: list[Problem] = []
    for row, feature in enumerate(features, start=1):
        found, wrong = parse_record(row, _properties(feature), name)
        problems += wrong
        if found is None:
            continue
        known = _of_the_file(found, name, licence)
        if known.id in incidents:
            problems.append(Problem(row, "id", Sentence("occurs twice; the first was kept"), known.id))
        else:
            incidents[known.id] = (row, known)
    reasons = ("Its features are whole records of Incident Atlas.",)
    table = to_table(incident for _, incident in incidents.values())
    numbers = np.array([row for row, _ in incidents.values()], dtype=np.int64)
    return limit_read(Read(table, problems, name, licence or _LICENCE, format_, reasons, len(features)), numbers)


def _common(features: Sequence[Any]) -> str | None:
    """Return the one dataset that the records name, or begin their ids with; those that do neither are of it too."""
    names = set(filter(None, (_dataset(_properties(each)) for each in features)))
    only = names.pop() if len(names) == 1 else ""
    return only if _DATASET.fullmatch(only) else None


def _dataset(said: dict[str, Any]) -> str:
    own = said.get("dataset")
    begun, colon, _ = str(said.get("id")).partition(":")
    return own if isinstance(own, str) and own else begun if colon else ""


def _of_the_file(incident: Incident, dataset: str, licence: str | None) -> Incident:
    own = incident.id if incident.id.startswith(f"{dataset}:") else f"{dataset}:{incident.id}"
    sources = incident.sources or (Source(_FILE, title=dataset, licence=licence),)
    return dataclasses.replace(incident, id=own, dataset=dataset, sources=sources)
