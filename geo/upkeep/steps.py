"""A repair as it is planned: steps, each of which sets files aside, and may put something in their place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.store.recovery.rollback import LostAct
from geo.upkeep.parts import Finding, Part


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a repair does.

    Args:
        part: of the store.
        does: a sentence: what it does.
        aside: the files and folders that are set aside, by their paths in the store, in this order.
        lost: sentences: what is lost by it.
        saved: a sentence: what of that can still be read, and how it is taken in again; None: nothing.
        acts: the acts that are lost by it.
        exposed: the incidents that are shown as before, which the acts withdrew, hid or placed more coarsely.
        instead: texts that take the place of some of the files, by path; until they do, the files stay where they are.
        then: called with the folder they were set aside in; returns a sentence on what came of it, or None.
    """

    part: Part
    does: str
    aside: tuple[str, ...]
    lost: tuple[str, ...] = ()
    saved: str | None = None
    acts: tuple[LostAct, ...] = ()
    exposed: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict, repr=False)
    then: Callable[[Path], str | None] | None = field(default=None, repr=False)

    def as_json(self) -> Mapping[str, object]:
        """Return the step for programs."""
        told = {"part": self.part, "does": self.does, "set_aside": self.aside, "lost": self.lost}
        return told | {"acts": self.acts, "exposed": self.exposed, "saved": self.saved}


@dataclass(frozen=True, slots=True)
class Plan:
    """Repair plan, and the findings it cannot mend."""

    found: tuple[Finding, ...]
    steps: tuple[Step, ...]
    remains: tuple[Finding, ...]
