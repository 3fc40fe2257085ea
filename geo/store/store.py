"""Keep: append-only revisions of incidents. One commit is one act, and the act is the version."""

import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import DuplicateIdError, GeoError, StaleEditError, StoreError, UnknownVersionError
from geo.incident import SCHEMA, Incident, Problem, from_table, to_table
from geo.store.acts import LINK_DIGITS, Act, Head, chained
from geo.store.chain import rows_digest
from geo.store.differences import changed_fields
from geo.store.log import Log
from geo.store.verify import verify

_LINK = re.compile(rf"([0-9]{{1,10}})-([0-9a-f]{{{LINK_DIGITS}}})", re.ASCII)

# Four busy processes needed 2.3 tries per commit; past this many something else is wrong.
_TRIES = 100
_BACK_OFF_SECONDS = 0.02

_BUSY = "Too many others are writing to the store. Nothing was saved; try again in a moment."
_NAMELESS = "An act needs an author and a reason. Nothing was saved; say who you are and why."


class Store:
    """A folder or object-store URL of revisions. Safe to share between threads; each process opens its own."""

    def __init__(self, location: str, log: Log) -> None:
        self.location = location
        self._log = log

    @classmethod
    def open(cls, location: str) -> "Store":
        """The store at `location` (a folder, or a URL such as `s3://…`), made when there is none.

        Raises:
            StoreError: there is something else, or the store is broken.
        """
        return cls(location, Log(location))

    def head(self) -> Head:
        """The newest version; cheap enough to ask before every answer."""
        return self._log.head()

    def acts(self) -> list[Act]:
        """All acts, oldest first."""
        return list(self._log.acts())

    def act(self, link: str) -> Act:
        """The act a link names by number and chain.

        Raises:
            UnknownVersionError: there is none, or it is not the one the link was made for.
        """
        asked = _LINK.fullmatch(link)
        for act in self._log.acts() if asked else ():
            if act.head.link == link:
                return act
        raise UnknownVersionError(link)

    def append(self, incidents: Sequence[Incident], *, author: str, reason: str, tool: str) -> Head:
        """Write one act: a revision of each incident. All of them go in, or none.

        Args:
            incidents: each with `based_on`, the version of the revision it was made from; None for a new one.
                The store sets `version`, `recorded_at`, `recorded_by` and `reason`.
            author: who answers for the act.
            reason: why, in the author's words.
            tool: what wrote it, such as "geo import".

        Returns:
            The head with the act, safe on disk; the present head when there is nothing to write.

        Raises:
            StaleEditError: an incident was revised, or created, in the meantime.
            DuplicateIdError: an incident stands twice in the act.
            StoreError: the store cannot be written.
        """
        return self.append_rows(to_table(incidents), author=author, reason=reason, tool=tool)

    def append_rows(self, table: pa.Table, *, author: str, reason: str, tool: str) -> Head:
        """`append` for an Arrow table with the columns of `SCHEMA`."""
        if not author.strip() or not reason.strip():
            raise GeoError(_NAMELESS)
        if not table.num_rows:
            return self.head()
        _refuse_doubles(table["id"])
        with self._log:
            return self._append(table.select(SCHEMA.names).sort_by("id"), author, reason, tool)

    def rows(self, *, after: int = 0, upto: int | None = None, columns: Sequence[str] | None = None) -> pa.Table:
        """The revisions with `after` < version <= `upto`, in no particular order.

        Args:
            after: a version; 0 is before the first.
            upto: a version; None is the newest.
            columns: names from `SCHEMA`; None is all of them.
        """
        names = columns or SCHEMA.names
        return pa.concat_tables([_schema(names).empty_table(), *self.batches(after=after, upto=upto, columns=names)])

    def batches(self, *, after: int = 0, upto: int | None = None, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The same a few thousand rows at a time, for what would not fit in memory at once."""
        newest = self.head().version
        return self._log.scan(after, newest if upto is None else min(upto, newest), columns)

    def record(self, incident_id: str, at: int | None = None) -> Incident | None:
        """The incident as it stood at version `at` (None: now); None when it was not there."""
        upto = self.head().version if at is None else at
        ids = pa.array([incident_id])
        versions = self._log.find(ids, 0, upto, ["version"])["version"]
        newest = pc.max(versions).as_py()
        if newest is None:
            return None
        incident: Incident = from_table(self._log.find(ids, newest - 1, newest, SCHEMA.names))[0]
        return incident

    def history(self, incident_id: str, upto: int | None = None) -> list[Incident]:
        """All revisions of an incident up to version `upto` (None: now), oldest first."""
        last = self.head().version if upto is None else upto
        return from_table(self._log.find(pa.array([incident_id]), 0, last, SCHEMA.names).sort_by("version"))

    def verify(self) -> list[Problem]:
        """Everything in the store's files that is not as it was written; `geo.store.verify` says how."""
        return verify(self.location)

    def compact(self) -> dict[str, Any]:
        """Gather the many small files that single edits leave; no version, row or proof changes."""
        return self._log.compact()

    def _append(self, table: pa.Table, author: str, reason: str, tool: str) -> Head:
        checked = 0
        for tries in range(_TRIES):
            head = self._log.align()
            self._refuse_stale(table, checked, head.version)
            rows, act = _stamped(table, head, author, reason, tool)
            if self._log.commit(rows, act):
                return act.head
            checked = head.version
            time.sleep(random.uniform(0, _BACK_OFF_SECONDS * min(tries + 1, 5)))  # noqa: S311  (no secret)
        raise StoreError(_BUSY)

    def _refuse_stale(self, table: pa.Table, checked: int, upto: int) -> None:
        # What was current at `checked` is stale only by a later revision; the first look starts at the oldest base.
        bases = table["based_on"]
        after = checked or (0 if bases.null_count else max(pc.min(bases).as_py() - 1, 0))
        found = self._log.find(table["id"].combine_chunks(), after, upto, ["id", "version"])
        current = dict(zip(*found.sort_by("version").to_pydict().values(), strict=True))
        for incident_id, base in zip(table["id"].to_pylist(), bases.to_pylist(), strict=True):
            if current.get(incident_id, base if checked else None) != base:
                self._refuse(incident_id, base)

    def _refuse(self, incident_id: str, base: int | None) -> None:
        now = self.record(incident_id)
        if now is None:
            unknown = f"{incident_id} is not in this store, so it has no version {base}. Nothing was saved."
            raise GeoError(unknown)
        before = self.record(incident_id, base) if base else None
        changed = changed_fields(before or Incident(incident_id, now.dataset), now)
        raise StaleEditError(incident_id, now.recorded_by or "somebody", changed)


def _schema(names: Sequence[str]) -> pa.Schema:
    return pa.schema([SCHEMA.field(name) for name in names])


def _refuse_doubles(ids: pa.ChunkedArray) -> None:
    counted = pc.value_counts(ids.combine_chunks())
    twice = counted.filter(pc.greater(counted.field("counts"), 1))
    if len(twice):
        raise DuplicateIdError(twice.field("values")[0].as_py())


def _stamped(table: pa.Table, head: Head, author: str, reason: str, tool: str) -> tuple[pa.Table, Act]:
    now = datetime.now(UTC)
    stamps = {"version": head.version + 1, "recorded_at": now, "recorded_by": author, "reason": reason}
    for name, value in stamps.items():
        field = SCHEMA.field(name)
        column = pa.repeat(pa.scalar(value, field.type), table.num_rows)
        table = table.set_column(table.schema.get_field_index(name), field, column)
    act = Act(head.version + 1, author, reason, tool, now, table.num_rows, rows_digest(table), "")
    return table, _sealed(act, head)


def _sealed(act: Act, head: Head) -> Act:
    words = {field.name: getattr(act, field.name) for field in fields(Act)}
    return Act(**{**words, "chain": chained(act, head.chain)})
