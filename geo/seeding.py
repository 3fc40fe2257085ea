"""A store as it is opened to be read or written: a new one starts with the seed reports."""

from geo.access import AccessRole, Caller
from geo.errors import StaleEditError, StoreError
from geo.readers.seed import read_seeds
from geo.settings import SEEDS
from geo.store.store import Store

_PLANTED_BY = Caller("Incident Atlas", AccessRole.EDITOR)


def open_seeded(location: str) -> Store:
    """Open a store, and append the seed reports to one that is empty.

    Raises:
        StoreError: the store cannot be opened, or not one version of it read.
    """
    store = Store.open(location)
    if store.head().version == 0:
        if store.trouble:
            raise StoreError(store.trouble.sentence)
        _append_seeds(store)
    return store


def _append_seeds(store: Store) -> None:
    incidents = [incident for path in sorted(SEEDS.glob("*.toml")) for incident in read_seeds(path)[0]]
    try:
        store.append(incidents, caller=_PLANTED_BY, reason="Seed reports", tool="geo seeds")
    except StaleEditError:
        return  # another process planted the same seeds first
