"""Doctor's questions are asked of books that are written to, and find nothing that is not so."""

import asyncio

from metered import House, film, picture, who, words
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.invariants import examine
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.money import NUSD_PER_USD, Nusd

BUYERS = 4
ROUNDS = 12


async def test_books_are_right_at_every_moment_they_are_written_to(house: House):
    house.account("ada", 10**9)
    house.budget("model", "picture", "day", 10**12)
    meter, done = house.meter(), asyncio.Event()
    found: list[str] = []
    looks = 0

    async def buy(buyer: int) -> None:
        name = "ada" if buyer % 2 else "local"
        for number in range(ROUNDS):
            key = f"{buyer}/{number}"
            lines = [EnvelopeLine("image_generation", "picture", Nusd(NUSD_PER_USD), 1_000)]
            envelope = meter.open_envelope(key, who(name), lines, None)
            if number % 4 == 3:
                house.paid.orders.append([Refused(reason="no"), Unknown(reason="gone")][number % 8 == 7])
            for call in (picture(key), words(key), film(key)):
                await asyncio.gather(
                    meter.buy(call, who(name, envelope), f"{key}/{call.model}"), return_exceptions=True
                )
            meter.close_envelope(envelope)

    async def look() -> None:
        nonlocal looks
        while not done.is_set():
            findings = await asyncio.to_thread(examine, house.engine, house.zone)
            found.extend(f"{one.code}: {one.detail}" for one in findings if one.broken)
            looks += 1

    looking = asyncio.ensure_future(look())
    await asyncio.gather(*(buy(buyer) for buyer in range(BUYERS)))
    done.set()
    await looking
    assert found == []
    assert looks > 1
