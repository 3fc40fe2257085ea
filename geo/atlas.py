"""Wiring of the application: settings, store, seeds, read model, engine."""

import threading
from dataclasses import dataclass

from geo.access import Caller
from geo.errors import VersionPendingError
from geo.query.engine.engine import Engine
from geo.query.engine.question import Question
from geo.query.lists.incident_rows import shapes_in_use
from geo.readmodel.model import ReadModel
from geo.seeding import open_seeded
from geo.settings import Settings
from geo.store.store import Store
from geo.view import View

_OPENING = threading.Lock()
_OPEN: dict[Settings, "Atlas"] = {}


@dataclass(frozen=True, slots=True)
class Atlas:
    """An open store, its read model, and the engine that answers. Safe to share between threads."""

    store: Store
    model: ReadModel
    engine: Engine

    @classmethod
    def open(cls, settings: Settings) -> "Atlas":
        """Open the store of `settings`; a new one starts with the seeds.

        Raises:
            StoreError: the store cannot be opened, or not one version of it read.
        """
        store = open_seeded(settings.store)
        model = ReadModel(store)
        return cls(store, model, Engine(model))

    def refuse_in_trouble(self) -> None:
        """Let nothing be written that could not be shown.

        Raises:
            StoreError: the store is not whole.
        """
        trouble = self.model.trouble
        if trouble:
            raise trouble.refusal()

    def question(self, view: View, caller: Caller, *, wait: bool = False) -> Question:
        """Build the question of `caller` with `view`, at the version it names or the newest that is loaded.

        Args:
            view: what is asked.
            caller: who asks.
            wait: until all that came since is taken in, however much it is.

        Raises:
            UnknownVersionError: this store does not have the version the view names.
            VersionPendingError: it has, but there are no answers of it yet.
            StoreError: `wait`, and the store cannot be read.
        """
        newest = self.model.refresh() if wait else self.model.follow()
        head = newest if view.v is None else self.store.act(view.v).head
        if head.version > newest.version:
            raise VersionPendingError(head.version)
        shapes = shapes_in_use(self.engine, newest.link) if view.area else ()
        return Question(view, caller, head.version, head.link, shapes, newest.link)


def open_atlas(settings: Settings) -> Atlas:
    """Return the process's one atlas of `settings`: pages, API and Python share it. Who comes early waits."""
    with _OPENING:
        if settings not in _OPEN:
            _OPEN[settings] = Atlas.open(settings)
        return _OPEN[settings]


def forget() -> None:
    """Close every open atlas; the next request opens a new one."""
    with _OPENING:
        _OPEN.clear()
