"""Keep: append-only revisions of incidents. One commit is one act, and the act is the version."""

import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.access import Caller, require_editor, require_manager
from geo.errors import DuplicateIdError, GeoError, Sentence, StaleEditError, StoreError, UnknownVersionError
from geo.incident import SCHEMA, Incident, Problem, from_table
from geo.store.act import LINK_DIGITS, Act, Head, expected_chain
from geo.store.chain import Digest
from geo.store.differences import changed_fields
from geo.store.faults import Trouble
from geo.store.lock import Shared
from geo.store.log import Log
from geo.store.validation import as_rows, refuse_unfit
from geo.store.verify.verify import verify

Portions = Callable[[], Iterator[pa.Table]]

_LINK = re.compile(rf"([0-9]{{1,10}})-([0-9a-f]{{{LINK_DIGITS}}})", re.ASCII)

# Four busy processes needed 2.3 tries per commit; past this many something else is wrong.
_TRIES = 100
_BACK_OFF_SECONDS = 0.02

_BUSY = Sentence("Too many processes are writing to the store. Nothing was saved; try again in a moment.")
_NAMELESS = Sentence("A change needs an author and a reason. Nothing was saved; enter both.")


class Store:
    """A folder or object-store URL of revisions. Safe to share between threads; each process opens its own."""

    def __init__(self, location: str, log: Log, lock: Shared) -> None:
        self.location = location
        self._log = log
        self._lock = lock

    @classmethod
    def open(cls, location: str) -> "Store":
        """Return the store at `location` (a folder, or a URL such as `s3://…`), made when there is none.

        Raises:
            StoreError: there is something else, or the store is broken or being repaired.
        """
        return cls(location, Log(location), Shared(location))

    def head(self) -> Head:
        """Return the newest version; cheap enough to ask before every answer."""
        return self._log.head()

    @property
    def trouble(self) -> Trouble | None:
        """Fault of the store now, so that its last good version is served and nothing can be written."""
        return self._log.trouble

    def acts(self) -> list[Act]:
        """All acts, oldest first."""
        return list(self._log.acts())

    def act(self, link: str) -> Act:
        """Return the act a link names by number and chain.

        Raises:
            UnknownVersionError: there is none, or it is not the one the link was made for.
        """
        asked = _LINK.fullmatch(link)
        for act in self._log.acts() if asked else ():
            if act.head.link == link:
                return act
        raise UnknownVersionError(link)

    def append(self, incidents: Sequence[Incident], *, caller: Caller, reason: str, tool: str) -> Head:
        """Write one act: a revision of each incident. All of them go in, or none.

        Args:
            incidents: each with `based_on`, the version of the revision it was made from; None for a new one.
                The store sets `version`, `recorded_at`, `recorded_by` and `reason`.
            caller: who writes, and answers for the act under that name.
            reason: why, in the caller's words.
            tool: what wrote it, such as "geo import".

        Returns:
            The head with the act, safe on disk; the present head when there is nothing to write.

        Raises:
            NotAllowedError: the caller may not write.
            StaleEditError: an incident was revised, or created, in the meantime.
            DuplicateIdError: an incident stands twice in the act.
            RecordLimitError: an incident says what none may, such as a negative number of deaths.
            StoreError: the store cannot be written.
        """
        return self.append_rows(as_rows(incidents), caller=caller, reason=reason, tool=tool)

    def append_rows(self, table: pa.Table, *, caller: Caller, reason: str, tool: str) -> Head:
        """`append` for an Arrow table with the columns of `SCHEMA`."""
        ordered = table.select(SCHEMA.names).sort_by("id")
        return self.append_portions(lambda: iter([ordered]), caller=caller, reason=reason, tool=tool)

    def append_portions(self, portions: Portions, *, caller: Caller, reason: str, tool: str) -> Head:
        """`append` for more rows than fit in memory.

        Args:
            portions: gives the same tables with the columns of `SCHEMA` each time it is called, all rows in the order
                of their ids; it is called twice, or more where others write meanwhile.
            caller: who writes.
            reason: why.
            tool: what wrote it.
        """
        require_editor(caller)
        if not caller.name.strip() or not reason.strip():
            raise GeoError(_NAMELESS)

        def filled() -> Iterator[pa.Table]:
            return filter(len, portions())

        if next(filled(), None) is None:
            return self.head()
        with self._log:
            return self._append(filled, caller.name, reason, tool)

    def rows(self, *, after: int = 0, upto: int | None = None, columns: Sequence[str] | None = None) -> pa.Table:
        """Return the revisions with `after` < version <= `upto`, in no particular order.

        Args:
            after: a version; 0 is before the first.
            upto: a version; None is the newest.
            columns: names from `SCHEMA`; None is all of them.
        """
        names = columns or SCHEMA.names
        return pa.concat_tables([_schema(names).empty_table(), *self.batches(after=after, upto=upto, columns=names)])

    def batches(self, *, after: int = 0, upto: int | None = None, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Return the same a few thousand rows at a time, for what would not fit in memory at once."""
        newest = self.head().version
        return self._log.scan(after, newest if upto is None else min(upto, newest), columns)

    def nameless(self, *, after: int, upto: int) -> int:
        """Count the revisions with `after` < version <= `upto` that have no id, which are not given out."""
        return self._log.nameless(after, upto)

    def record(self, incident_id: str, at: int | None = None) -> Incident | None:
        """Return the incident as it stood at version `at` (None: now); None when it was not there."""
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
        """Everything in the store's files that is not as it was written; `geo.store.verify.verify` says how."""
        return verify(self.location)

    def compact(self, caller: Caller) -> dict[str, Any]:
        """Gather the many small files that single edits leave; no version, row or proof changes.

        Raises:
            NotAllowedError: the caller does not keep the store.
        """
        require_manager(caller)
        return self._log.compact()

    def _append(self, portions: Portions, author: str, reason: str, tool: str) -> Head:
        checked = 0
        for tries in range(_TRIES):
            head = self._log.align()
            stamps = _stamps(head, author, reason)
            act = self._build_act(portions, stamps, checked, head, tool)
            if self._log.commit((_add_stamps(table, stamps) for table in portions()), act):
                return act.head
            checked = head.version
            time.sleep(random.uniform(0, _BACK_OFF_SECONDS * min(tries + 1, 5)))  # noqa: S311  (no secret)
        raise StoreError(_BUSY)

    def _build_act(self, portions: Portions, stamps: Mapping[str, Any], checked: int, head: Head, tool: str) -> Act:
        """Return the act of these rows on top of `head`, none of which is stale or stands twice."""
        digest, count, last = Digest(SCHEMA), 0, pa.array([], pa.string())
        for table in portions():
            refuse_unfit(table)
            last = _in_order(last, table["id"])
            self._refuse_stale(table, checked, head.version)
            digest.add(_add_stamps(table, stamps))
            count += table.num_rows
        told = {"author": stamps["recorded_by"], "reason": stamps["reason"], "recorded_at": stamps["recorded_at"]}
        act = Act(version=stamps["version"], tool=tool, rows=count, digest=digest.hex(), chain="", **told)
        return replace(act, chain=expected_chain(act, head.chain))

    def _refuse_stale(self, table: pa.Table, checked: int, upto: int) -> None:
        # What was current at `checked` is stale only by a later revision; the first look starts at the oldest base.
        bases = table["based_on"]
        after = checked or (0 if bases.null_count else max(pc.min(bases).as_py() - 1, 0))
        found = self._log.find(table["id"].combine_chunks(), after, upto, ["id", "version"]).sort_by("version")
        if not found.num_rows and (checked or bases.null_count == len(bases)):
            return
        current = dict(zip(*found.to_pydict().values(), strict=True))
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


def _in_order(last: pa.Array, ids: pa.ChunkedArray) -> pa.Array:
    """Return the last of the ids, an array of one; each is greater than the one before, or one of them stands twice."""
    following = pa.concat_arrays([last, *ids.chunks])
    twice = following[1:].filter(pc.less_equal(following[1:], following[:-1]))
    if len(twice):
        raise DuplicateIdError(twice[0].as_py())
    return following[-1:]


def _stamps(head: Head, author: str, reason: str) -> dict[str, Any]:
    return {
        "version": head.version + 1,
        "recorded_at": datetime.now(UTC),
        "recorded_by": author,
        "reason": reason,
    }


def _add_stamps(table: pa.Table, stamps: Mapping[str, Any]) -> pa.Table:
    for name, value in stamps.items():
        field = SCHEMA.field(name)
        column = pa.repeat(pa.scalar(value, field.type), table.num_rows)
        table = table.set_column(table.schema.get_field_index(name), field, column)
    return table
