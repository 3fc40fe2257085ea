"""An act: one commit of revisions, by one author, for one reason; and the head it leaves behind."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from geo.errors import Sentence, StoreError
from geo.store.chain import GENESIS, link

# The key in a Delta commit's metadata under which an act is kept.
KEY = "act"
LINK_DIGITS = 16

_UNREADABLE = Sentence("An entry of the store's log cannot be read. Run `geo verify` to find it.")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest version of a store and the hash that proves it. An empty store is version 0."""

    version: int
    chain: str

    @property
    def link(self) -> str:
        """The version as it stands in a link: number, dash, first 16 digits of the chain."""
        return f"{self.version}-{self.chain[:LINK_DIGITS]}"


EMPTY = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who wrote how many revisions, when (UTC), why, with what tool, and the proof of it."""

    version: int
    author: str
    reason: str
    tool: str
    recorded_at: datetime
    rows: int
    digest: str
    chain: str

    @property
    def head(self) -> Head:
        """The head of the store right after this act."""
        return Head(self.version, self.chain)

    def follows(self, previous: str) -> bool:
        """Return whether the act's chain follows from its own content and the `previous` chain."""
        return self.chain == expected_chain(self, previous)

    def to_metadata(self) -> dict[str, Any]:
        """Return the metadata of the Delta commit."""
        return {KEY: {**asdict(self), "recorded_at": self.recorded_at.isoformat(timespec="microseconds")}}

    @classmethod
    def from_commit(cls, commit: Mapping[str, Any]) -> "Act | None":
        """Return the act in a commit's metadata; None for a commit without one (creation, compaction).

        Raises:
            StoreError: there is one, but it cannot be read.
        """
        kept = commit.get(KEY)
        if kept is None:
            return None
        try:
            return cls(**{**kept, "recorded_at": datetime.fromisoformat(kept["recorded_at"])})
        except (TypeError, ValueError, KeyError):
            raise StoreError(_UNREADABLE) from None


def expected_chain(act: Act, previous: str) -> str:
    """Return the chain an act must have on top of `previous`."""
    return link(
        previous,
        act.digest,
        version=act.version,
        author=act.author,
        reason=act.reason,
        tool=act.tool,
        recorded_at=act.recorded_at,
    )
