"""The stores whose read models are tested."""

from tests.store.conftest import full, home, store

__all__ = ["full", "home", "store"]
