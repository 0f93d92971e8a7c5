"""Reading stories keeps cores busy: so many at once, a few wait, the rest shall come again."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from people import People, people

from toonverse.web.api import orders
from toonverse.web.turnstile import RETRY_AFTER_SECONDS, Busy, Turnstile
from web_client import OWN

STORY = {"story": "비가 왔다. “거기 누구야?” 미나가 물었다."}
ROOM = orders.READERS_AT_ONCE + orders.READERS_WAITING_MAX


@pytest.fixture
def home(tmp_path: Path) -> Iterator[People]:
    with people(tmp_path) as found:
        yield found


async def test_so_many_are_let_through_so_many_wait_and_the_rest_shall_come_again():
    turnstile, leave, inside = Turnstile(2, 3), asyncio.Event(), []

    async def work(number: int) -> int:
        async with turnstile.passed():
            inside.append(number)
            await leave.wait()
            return number

    working = [asyncio.ensure_future(work(number)) for number in range(5)]
    await asyncio.sleep(0)
    assert inside == [0, 1]
    with pytest.raises(Busy):
        await work(5)
    leave.set()
    assert await asyncio.gather(*working) == [0, 1, 2, 3, 4]
    assert await work(6) == 6, "whoever left made room"


async def test_whoever_gives_up_waiting_makes_room():
    turnstile, leave = Turnstile(1, 1), asyncio.Event()

    async def work() -> None:
        async with turnstile.passed():
            await leave.wait()

    first, second = (asyncio.ensure_future(work()) for _ in range(2))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    third = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    leave.set()
    await asyncio.gather(first, third)


async def test_quotes_beyond_the_room_are_told_when_to_come_again(
    home: People, monkeypatch: pytest.MonkeyPatch
):
    estimate, leave = orders.estimate, threading.Event()
    reading, most = set[int](), 0
    counting = threading.Lock()

    def slow(*of: object) -> object:
        nonlocal most
        with counting:
            reading.add(threading.get_ident())
            most = max(most, len(reading))
        leave.wait(60)
        with counting:
            reading.remove(threading.get_ident())
        return estimate(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(orders, "estimate", slow)
    transport = httpx.ASGITransport(home.app)
    bearer = {"authorization": f"Bearer {home.keys['ada']}"}
    async with httpx.AsyncClient(transport=transport, base_url=OWN, headers=bearer, timeout=60) as client:

        async def ask() -> httpx.Response:
            answer = await client.post("/api/quotes", json=STORY)
            if answer.status_code == 503:
                leave.set()  # the one too many came back while all the others were still inside
            return answer

        answers = await asyncio.gather(*(ask() for _ in range(ROOM + 1)))
    told = sorted(answer.status_code for answer in answers)
    assert told == [200] * ROOM + [503]
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert refused.headers["retry-after"] == str(RETRY_AFTER_SECONDS)
    assert refused.json()["code"] == "busy"
    assert most == orders.READERS_AT_ONCE
