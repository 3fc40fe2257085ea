"""Who has a store open keeps out what mends it, and the other way round."""

import pytest

from geo.errors import StoreError
from geo.store.lock import alone
from geo.store.store import Store


def test_any_number_open_a_store_and_nobody_mends_it_meanwhile(home):
    first, second = Store.open(str(home)), Store.open(f"file://{home}")
    with pytest.raises(StoreError, match="The store is in use"), alone(str(home)):
        pass
    del first, second
    with alone(str(home)):
        pass


def test_what_mends_a_store_may_open_it_and_others_may_not(home, tmp_path):
    Store.open(str(home))
    (tmp_path / "other").symlink_to(home)
    with alone(str(home)):
        assert Store.open(str(home)).head().version == 0
        with pytest.raises(StoreError, match="The store is being repaired"):
            Store.open(str(tmp_path / "other"))
    assert Store.open(str(tmp_path / "other")).head().version == 0


def test_a_store_that_is_not_there_is_not_made_by_a_lock(tmp_path):
    with alone(str(tmp_path / "gone")):
        assert not (tmp_path / "gone").exists()
