"""Hears an answer while it is bought, for the one request that waits for it."""

import asyncio

from toonverse.metering.calls import Bought

LARGE_BYTES = 256 * 1024


class Hearing:
    """`metering.calls.Listener`. `status` is 0 until an answer began; all in one event loop."""

    def __init__(self) -> None:
        self.status = 0
        self.media_type = ""
        self.bought: Bought | None = None
        self.is_noted = False
        self._parts: list[bytes] = []
        self._taken = 0
        self._news = asyncio.Event()

    def begin(self, status: int, media_type: str) -> None:
        self.status, self.media_type, self._parts, self._taken = status, media_type, [], 0
        self.wake()

    def hear(self, part: bytes) -> None:
        self._parts.append(part)
        self.wake()

    def ended(self, bought: Bought) -> None:
        self.bought = bought
        self.wake()

    def noted(self) -> None:
        self.is_noted = True
        self.wake()

    @property
    def is_stream(self) -> bool:
        """Whether a stream of events began."""
        return self.status == 200 and self.media_type.startswith("text/event-stream")

    @property
    def is_large(self) -> bool:
        """Whether an answer is whole, its cost known, and worth to be sent before it is settled."""
        return self.bought is not None and sum(map(len, self._parts)) > LARGE_BYTES

    def wake(self) -> None:
        """Ends the waiting for news, whatever they are."""
        self._news.set()

    async def news(self) -> None:
        """Returns when something new was heard, or somebody woke it, since the last time."""
        await self._news.wait()
        self._news.clear()

    def new(self) -> bytes:
        """What was heard since the last time."""
        parts = self._parts[self._taken :]
        self._taken = len(self._parts)
        return b"".join(parts)

    def whole(self) -> bytes:
        """All that was heard of the answer that began last."""
        return b"".join(self._parts)
