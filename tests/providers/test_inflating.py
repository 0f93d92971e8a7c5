"""What a provider's answer inflates to is counted piece by piece, not after it lies in memory."""

import gzip
from collections.abc import AsyncIterator

import httpx2
import pytest

from toonverse.clock import utc_now
from toonverse.metering.outcomes import Unknown
from toonverse.providers import wire as wire_module
from toonverse.providers.wire import Wire

MIB = 2**20


class Bomb(httpx2.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield gzip.compress(bytes(64 * MIB))


class Host(httpx2.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-encoding": "gzip"}, stream=Bomb(), request=request)


async def test_one_chunk_that_inflates_is_left_off_near_the_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wire_module, "ANSWER_BYTES_MAX", 4 * MIB)
    with pytest.raises(Unknown, match="without end") as caught:
        await Wire("openai", utc_now, Host()).handle_async_request(httpx2.Request("GET", "http://host/"))
    assert caught.value.facts["bytes"] <= 6 * MIB
