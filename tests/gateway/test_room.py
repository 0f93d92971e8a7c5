"""However many large requests come at once, what they take stays within the room there is."""

import asyncio

import pytest

from toonverse.web.gateway.refusals import Crowded, answer_of
from toonverse.web.gateway.room import Room


async def test_what_does_not_fit_waits_for_its_turn_in_the_order_of_coming():
    room, told = Room(size=10), []

    async def ask(name: str, count: int) -> None:
        with room.place() as place:
            await place.need(count)
            told.append(name)
            await asyncio.sleep(0)

    with room.place() as first:
        await first.need(8)
        waiting = [asyncio.ensure_future(ask(name, count)) for name, count in (("a", 9), ("b", 1))]
        await asyncio.sleep(0)
        assert told == [], "a small one does not pass one that came before it"
    await asyncio.gather(*waiting)
    assert told == ["a", "b"]


async def test_what_finds_no_room_is_sent_away_and_told_when_to_come_again():
    room = Room(size=10, seconds=0.0)
    with room.place() as first, room.place() as second:
        await first.need(8)
        with pytest.raises(Crowded) as crowded:
            await second.need(3)
        assert second.taken == 0
        await first.need(7)
        await second.need(3)
    status, headers, _ = answer_of(crowded.value, "openai")
    assert (status, headers["retry-after"]) == (503, "15")
    assert "x-should-retry" not in headers


async def test_a_request_alone_is_let_in_however_large_it_is():
    room = Room(size=10, seconds=0.0)
    with room.place() as one:
        await one.need(100)
    with room.place() as another:
        await another.need(10)


async def test_who_leaves_while_waiting_takes_nothing():
    room = Room(size=10)
    with room.place() as first:
        await first.need(10)
        with room.place() as second:
            waiting = asyncio.ensure_future(second.need(5))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            assert second.taken == 0
    with room.place() as last:
        await last.need(10)
