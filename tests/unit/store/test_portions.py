"""An act may be larger than memory: its rows come a portion at a time."""

import os
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pyarrow as pa
import pytest
from house import by

from geo.errors import DuplicateIdError, GuardedReadError, StaleEditError, StoreError
from geo.incident import SCHEMA, Incident, to_table
from geo.store.chain import rows_digest
from geo.store.store import Store

BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}


def of(*ids: str) -> pa.Table:
    return to_table([Incident(each, "demo", title=f"Title of {each}") for each in ids])


def test_portions_become_one_act_with_the_digest_of_its_rows(store: Store):
    tables = [of("demo:a", "demo:b"), of("demo:c"), SCHEMA.empty_table(), of("demo:d")]
    head = store.append_portions(lambda: iter(tables), **BY_ADA)
    (act,) = store.acts()
    assert (head.version, act.rows) == (1, 4)
    assert act.digest == rows_digest(store.rows())
    assert store.verify() == []


@pytest.mark.parametrize(
    "tables", [[of("demo:a"), of("demo:a")], [of("demo:b"), of("demo:a")], [of("demo:a", "demo:a")]]
)
def test_an_id_twice_or_out_of_order_is_refused_and_nothing_saved(store: Store, tables: list[pa.Table]):
    with pytest.raises(DuplicateIdError):
        store.append_portions(lambda: iter(tables), **BY_ADA)
    assert store.head().version == 0


def test_an_id_that_is_there_already_is_refused_whichever_portion_it_is_in(store: Store):
    store.append([Incident("demo:c", "demo")], **BY_ADA)
    with pytest.raises(StaleEditError):
        store.append_portions(lambda: iter([of("demo:a", "demo:b"), of("demo:c")]), **BY_ADA)
    assert store.head().version == 1


def test_no_rows_make_no_act(store: Store):
    assert store.append_portions(lambda: iter([SCHEMA.empty_table()]), **BY_ADA).version == 0


def test_a_writer_whose_head_was_overtaken_seals_its_rows_again_though_others_read_meanwhile(store: Store, home: Path):
    store.append([Incident("demo:a", "demo")], **BY_ADA)
    passes = count(1)

    def portions() -> Iterator[pa.Table]:
        if next(passes) == 3:  # the rows are sealed on version 1, and are about to be written
            Store.open(str(home)).append([Incident("demo:c", "demo")], **BY_ADA)
            os.utime(home / "revisions/_delta_log" / f"{1:020}.json")
            asking = threading.Thread(target=store.head)
            asking.start()
            asking.join()
        return iter([of("demo:b")])

    assert store.append_portions(portions, **BY_ADA).version == 3
    assert [act.version for act in Store.open(str(home)).acts()] == [1, 2, 3]
    assert store.verify() == []


@pytest.mark.parametrize(
    "second", [["demo:b"], ["demo:b", "demo:c", "demo:d", "demo:e"], ["demo:b", "demo:c", "demo:x"]]
)
def test_an_act_is_refused_whole_when_its_rows_come_otherwise_the_second_time(store: Store, second: list[str]):
    store.append([Incident("demo:a", "demo")], **BY_ADA)
    passes = count(1)
    with pytest.raises(StoreError, match="changed while it was being imported"):
        store.append_portions(
            lambda: iter([of("demo:b", "demo:c", "demo:d") if next(passes) < 3 else of(*second)]), **BY_ADA
        )
    assert store.head().version == 1
    assert store.verify() == []


def test_what_ends_the_rows_while_they_are_written_is_said_in_its_own_words(store: Store):
    passes = count(1)

    def portions() -> Iterator[pa.Table]:
        yield of("demo:a")
        if next(passes) == 2:  # the first call takes no more than one portion
            raise GuardedReadError("file", "It broke off.")

    with pytest.raises(GuardedReadError, match="It broke off"):
        store.append_portions(portions, **BY_ADA)
    assert store.head().version == 0
