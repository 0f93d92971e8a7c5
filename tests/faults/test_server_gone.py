"""A real PostgreSQL goes away, with every connection, at the hold, in flight, and comes back."""

import asyncio
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from metered import PICTURE_NUSD, House, picture, who
from postgres import Server
from toonverse.metering.calls import Call, Reply
from toonverse.metering.refusals import LedgerDown
from toonverse.metering.tables import attempts, usage_rows

CALLS = 8


class Switch:
    """Lets nobody into a database and cuts whoever is in it, until it is taken back."""

    def __init__(self, server: Server, url: str) -> None:
        self._server = server
        self._name = urlsplit(url).path.removeprefix("/")

    def off(self) -> None:
        with self._server.connection() as tx:
            tx.execute(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false".encode())
            tx.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self._name]
            )

    def on(self) -> None:
        with self._server.connection() as tx:
            tx.execute(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true".encode())


@pytest.fixture
def switch(postgresql: Server, metering_database: str) -> Iterator[Switch]:
    made = Switch(postgresql, metering_database)
    yield made
    made.on()


@pytest.fixture
def home(make_house: Callable[..., House]) -> House:
    return make_house("postgresql")


async def test_nothing_is_called_while_the_server_is_gone(home: House, switch: Switch):
    meter = home.meter()
    switch.off()
    with pytest.raises(LedgerDown):
        await meter.buy(picture(), who(), "k")
    assert home.paid.answered == []
    switch.on()
    await meter.buy(picture(), who(), "k")
    assert home.broken() == []


async def test_what_was_bought_while_the_server_went_is_kept_and_booked_once_on_its_return(
    home: House, switch: Switch
):
    meter, ordinary = home.meter(), home.paid.call
    arrived, gone = 0, asyncio.Event()

    async def together(call: Call) -> Reply:
        nonlocal arrived
        arrived += 1
        if arrived == CALLS:
            switch.off()
            gone.set()
        await gone.wait()
        return await ordinary(call)

    home.paid.call = together  # type: ignore[method-assign]
    bought = await asyncio.gather(*(meter.buy(picture(f"p{n}"), who(), f"k{n}") for n in range(CALLS)))
    assert {one.cost_nusd for one in bought} == {PICTURE_NUSD}
    switch.on()
    await meter.finish()
    assert [row["status"] for row in home.rows(attempts)] == ["settled"] * CALLS
    assert len(home.rows(usage_rows)) == len(home.paid.answered) == CALLS
    assert home.broken() == []


async def test_a_process_that_died_meanwhile_is_followed_by_one_that_books_what_it_spooled(
    home: House, switch: Switch
):
    home.paid.meanwhile = switch.off
    await home.meter().buy(picture(), who(), "k")
    switch.on()
    home.paid.meanwhile = lambda: None
    next_process = home.meter()
    assert next_process.revive() == 0
    assert home.statuses("k") == ["settled"]
    await next_process.buy(picture(), who(), "k")
    assert len(home.paid.answered) == 1
    assert home.broken() == []
