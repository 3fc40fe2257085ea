"""Lists that TimeMap's events link to: sources, and associations or filters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from geo.errors import Sentence
from geo.incident import Claim, Source
from geo.places.gazetteer.added.validate import Fault
from geo.readers.columns.dates import Order, days
from geo.readers.columns.nested import Items, items
from geo.text import cells

Event = Mapping[str, Any]
_FILE = "file"
_LINKS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Beside:
    """Sources and associations, by id."""

    sources: Mapping[str, Mapping[str, Any]]
    associations: Mapping[str, Mapping[str, Any]]


def beside(values: Sequence[Any]) -> Beside:
    """Return the sources and associations among some lists, or objects by id; anything else is passed over."""
    found = [each for value in values for each in _iterate_with_ids(value)]
    return Beside(
        {key: each for key, each in found if "mode" not in each},
        {key: each for key, each in found if "mode" in each},
    )


def _iterate_with_ids(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = value if isinstance(value, list) else ()
    for key, each in value.items() if isinstance(value, dict) else ((None, each) for each in listed):
        if isinstance(each, dict) and (each.get("id") or key) is not None:
            yield str(each.get("id") or key), each


def unknown_sources(events: Sequence[Event], known: Beside) -> list[Fault]:
    """Ids of sources that lead nowhere, where there are any sources."""
    lost = [_missing_sources(event, known) if known.sources else "" for event in events]
    text = pa.array(lost, pa.string())
    return [Fault(~cells.empty(text), "sources", Sentence("is not among the sources; only its id was kept"), text)]


def _missing_sources(event: Event, known: Beside) -> str:
    return ", ".join(each for each in _as_list(event, "sources") if isinstance(each, str) and each not in known.sources)


def sources(events: Sequence[Event], known: Beside, licence: str, order: Order) -> Items:
    """Every source of each event, and one more for each further link that it has."""
    found = [(row, told) for row, event in enumerate(events) for told in _source_fields(event, known)]
    rows = np.array([row for row, _ in found], dtype=np.int64)
    ids, titles, publishers, urls, dates = ([told[i] for _, told in found] for i in range(5))
    columns = {
        "source_id": _text(ids),
        "title": _text(titles),
        "publisher": _text(publishers),
        "url": _text(urls),
        "published": days("date", _text(dates), order).first,
        "licence": licence,
    }
    return items(Source, rows, columns)


_Told = tuple[str, str | None, str | None, str | None, str]


def _source_fields(event: Event, known: Beside) -> Iterator[_Told]:
    """Id, title, publisher, link and day of each source, as they are written."""
    for stated in _as_list(event, "sources"):
        source = stated if isinstance(stated, dict) else known.sources.get(str(stated), {})
        name = str(stated if not isinstance(stated, dict) else stated.get("id") or stated.get("path") or _FILE)
        title = _first_text(source, "title", "description")
        links = dict.fromkeys(each for each in _links(source) if each.startswith(_LINKS))
        for nth, link in enumerate(links or (None,), start=1):
            numbered = name if nth == 1 else f"{name}:{nth}"
            yield numbered, title, _first_text(source, "author"), link, _first_text(source, "date") or ""


def _links(source: Mapping[str, Any]) -> Iterator[str]:
    for each in (source.get("url"), source.get("path"), *_as_list(source, "paths")):
        if isinstance(each, str):
            yield each.strip()


def _first_text(source: Mapping[str, Any], *keys: str) -> str | None:
    return next(
        (str(source[key]).strip() for key in keys if isinstance(source.get(key), str) and source[key].strip()), None
    )


def tags(events: Sequence[Event], known: Beside) -> Items:
    """One claim for each event that is sorted by anything: what the site calls it."""
    told = ["; ".join(_sorted_by(event, known)) for event in events]
    rows = np.flatnonzero([bool(each) for each in told])
    columns = {"field": "tags", "text": _text([told[i] for i in rows.tolist()]), "source_id": _FILE}
    return items(Claim, rows, columns)


def _sorted_by(event: Event, known: Beside) -> Iterator[str]:
    for each in _as_list(event, "associations"):
        name = each.get("id") if isinstance(each, dict) else each
        yield _first_text(known.associations.get(str(name), {}), "title") or str(name)
    for each in _as_list(event, "filters"):
        if isinstance(each, dict) and each.get("value"):
            value = each["value"]
            yield f"{each.get('key')}: {', '.join(map(str, value)) if isinstance(value, list) else value}"


def _as_list(event: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = event.get(key)
    return value if isinstance(value, list) else () if value in (None, "") else (value,)


def _text(values: Sequence[str | None]) -> pa.StringArray:
    return cells.clean(pa.array(values, pa.string()))
