"""Rows set aside by a rollback that a new import would refuse, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.compute as pc

from geo.imports.merge import TOOL
from geo.store.recovery.rollback import Rollback

# More would hide what else is said.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows that `geo import FILE --part` leaves out: why, and the incidents they are of."""

    why: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        """In one sentence."""
        more = f" and {len(self.ids) - _SHOWN:,} more" if len(self.ids) > _SHOWN else ""
        return f"{self.why}: {', '.join(self.ids[:_SHOWN])}{more}."


def find_refused(back: Rollback) -> list[Refused]:
    """Return the rows that are left out, by reason."""
    found = {
        "It leaves out what it finds edited by hand, so enter again what these rows say of": _edited_incidents(back),
        "It takes one dataset of a file, the first, so enter again what these rows say of": _others(back),
        "It takes no file in which an id stands twice, so enter again what these rows say of": _duplicate_incidents(
            back
        ),
    }
    return [Refused(why, tuple(ids)) for why, ids in found.items() if ids]


def _edited_incidents(back: Rollback) -> list[str]:
    """Incidents whose newest revision is somebody's edit once the rows are gone: an import leaves those as they are."""
    return sorted(incident for incident, tool in back.left.items() if tool != TOOL)


def _others(back: Rollback) -> list[str]:
    return sorted({incident for rows in _by_file(back) for incident in _beyond_first(rows)})


def _beyond_first(rows: list[tuple[str, str]]) -> Iterator[str]:
    yield from (incident for incident, dataset in rows if dataset != rows[0][1])


def _duplicate_incidents(back: Rollback) -> list[str]:
    files = [[incident for incident, _ in rows] for rows in _by_file(back)]
    return sorted({incident for ids in files if len(set(ids)) < len(ids) for incident in ids})


def _by_file(back: Rollback) -> Iterator[list[tuple[str, str]]]:
    for name in back.rows:
        rows = back.told.filter(pc.equal(back.told["file"], name))
        yield list(zip(rows["id"].to_pylist(), rows["dataset"].to_pylist(), strict=True))
