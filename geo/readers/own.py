"""Whole records of our own, as the API gives them: each feature's properties are an incident's fields."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from geo.incident import Incident, Problem, Source, to_table
from geo.readers.read import Read

_RECORD = TypeAdapter(Incident)
# No other file has all of these.
_MARKS = frozenset(("id", "dataset", "claims", "sources", "workflow", "verification", "date_precision", "geocoding"))
_DATASET = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_FILE = "file"
_LICENCE = "as stated in each source"
_SHOWN = 200


def are_records(features: Sequence[Any]) -> bool:
    """Whether all features are whole records."""
    return bool(features) and all(_properties(each).keys() >= _MARKS for each in features)


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def read(features: Sequence[Any], file: str, dataset: str | None, licence: str | None, format_: str) -> Read:
    """The records of features. They keep their ids where they are all of one dataset, and none is told.

    Sources keep the licences they have; a record without any gets one for the file.
    """
    name = dataset or _common(features) or "records"
    incidents: dict[str, Incident] = {}
    problems: list[Problem] = []
    for row, feature in enumerate(features, start=1):
        found = _record(row, _properties(feature), file, name, licence)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.id in incidents:
            problems.append(Problem(row, "id", "stands twice; the first was kept", found.id))
        else:
            incidents[found.id] = found
    reasons = ("Its features are whole records of Incident Atlas.",)
    table = to_table(incidents.values())
    return Read(table, problems, name, licence or _LICENCE, format_, reasons, len(features))


def _common(features: Sequence[Any]) -> str | None:
    names = {str(_properties(each)["dataset"]) for each in features}
    only = names.pop() if len(names) == 1 else ""
    return only if _DATASET.fullmatch(only) else None


def _record(row: int, told: dict[str, Any], file: str, dataset: str, licence: str | None) -> Incident | Problem:
    try:
        incident = _RECORD.validate_python(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        return Problem(row, field, first["msg"], repr(first["input"])[:_SHOWN])
    wrong = _wrong(row, incident)
    if wrong:
        return wrong
    own = incident.id if incident.id.startswith(f"{dataset}:") else f"{dataset}:{incident.id}"
    sources = incident.sources or (Source(_FILE, title=file, licence=licence),)
    unwritten: dict[str, Any] = dict.fromkeys(("version", "based_on", "recorded_at", "recorded_by", "reason"))
    return dataclasses.replace(incident, id=own, dataset=dataset, sources=sources, **unwritten)


def _wrong(row: int, incident: Incident) -> Problem | None:
    """What no record may say."""
    lon, lat = incident.lon, incident.lat
    if not incident.id.strip():
        return Problem(row, "id", "is missing")
    if (lon is None) != (lat is None):
        return Problem(row, "lon", "stands without the other half of the position", f"{lon}, {lat}")
    if lon is not None and lat is not None and not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
        return Problem(row, "lat", "is outside the world; longitude and latitude may be swapped", f"{lon}, {lat}")
    if lon == 0 and lat == 0:
        return Problem(row, "lon", "is 0 and so is lat: that stands for unknown", "0, 0")
    if incident.start and incident.end and incident.start > incident.end:
        return Problem(row, "end", "is before the start", incident.end.isoformat())
    return None
