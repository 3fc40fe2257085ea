"""Who is let in next, and who is not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo.access import LOCAL, PUBLIC
from geo.api.middleware.clients import Client, client_of
from geo.api.middleware.queues import NoPlaceError, Turns

NEWS, DESK, PROXY = Client("192.0.2.1"), Client("192.0.2.2"), Client("127.0.0.1", shared=True)


def run(work):
    """Run a coroutine in a thread of its own: in this one Playwright's loop may run, once a browser was opened."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def let_in(turns, asked):
    """In which order these clients are let in, one after another, while another one is at work."""
    order = []

    async def work(name, client):
        async with turns.turn(client):
            order.append(name)

    async with turns.turn(NEWS):
        waiting = [asyncio.create_task(work(name, client)) for name, client in asked]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    return order


def test_the_newest_comes_first_when_not_all_can_be_answered():
    assert run(let_in(Turns(1, 9), [("old", PROXY), ("newer", PROXY), ("newest", PROXY)])) == [
        "newest",
        "newer",
        "old",
    ]


def test_who_has_nothing_at_work_comes_before_who_has_much():
    async def check():
        turns = Turns(2, 9)
        async with turns.turn(NEWS):
            return await let_in(turns, [("desk", DESK), ("news", NEWS)])

    assert run(check()) == ["desk", "news"]


def test_one_address_never_has_more_than_half_of_the_places_unless_it_may_be_many():
    async def check(client):
        turns = Turns(10, 10)
        for _ in range(20):
            await turns.turn(client).__aenter__()

    with pytest.raises(NoPlaceError) as refused:
        run(check(NEWS))
    assert refused.value.of_client
    run(check(PROXY))


def test_who_is_cancelled_as_the_turn_comes_passes_it_on():
    async def check():
        turns = Turns(1, 9)
        first = turns.turn(NEWS)
        await first.__aenter__()
        second = asyncio.create_task(turns.turn(DESK).__aenter__())
        await asyncio.sleep(0)
        await first.__aexit__(None, None, None)
        second.cancel()
        await asyncio.sleep(0)
        async with asyncio.timeout(1), turns.turn(NEWS):
            return True

    assert run(check())


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),  # one household
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::1", True),
    ],
)
def test_an_address_is_a_client(one, other, is_same):
    first, second = (client_of({"client": (address, 1)}) for address in (one, other))
    assert (first == second) == is_same
    assert not first.shared


def test_loopback_may_be_a_proxy_and_a_name_is_a_person():
    for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "", "testclient"):
        assert client_of({"client": (address, 1)}, PUBLIC).shared
    assert client_of({"client": None}).shared
    assert not client_of({"client": ("127.0.0.1", 1)}, LOCAL).shared
