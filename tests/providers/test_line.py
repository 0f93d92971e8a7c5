"""The sockets under the wire: each event loop has its own, and what failed says whether it was sent."""

import asyncio

import httpx2
import pytest

from providers.faulty_server import faulty_server
from toonverse.providers.line import Line


def ask(address: str) -> httpx2.Request:
    body = b'{"model":"gpt-5.6-luna","messages":[]}'
    return httpx2.Request("POST", f"{address}/v1/chat/completions", content=body)


def test_one_line_serves_one_loop_after_another():
    line = Line()

    async def once() -> int:
        async with faulty_server() as server:
            answer = await line.handle_async_request(ask(server.address))
            await answer.aread()
            return answer.status_code

    assert [asyncio.run(once()), asyncio.run(once())] == [200, 200]


async def test_where_nobody_listens_nothing_was_sent():
    with pytest.raises(httpx2.ConnectError):
        await Line().handle_async_request(ask("http://127.0.0.1:9"))


async def test_a_line_that_was_closed_opens_again():
    line = Line()
    async with faulty_server() as server:
        for _ in range(2):
            answer = await line.handle_async_request(ask(server.address))
            assert len(await answer.aread()) > 0
            await line.aclose()
