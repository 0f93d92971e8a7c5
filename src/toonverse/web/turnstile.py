"""Lets so many at once through to work that keeps a core busy; a few more wait, the rest shall come again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from toonverse.errors import ToonverseError

RETRY_AFTER_SECONDS = 5


class Busy(ToonverseError):
    """There is no room even to wait (HTTP 503 with `Retry-After`). Facts: retry_after_seconds."""

    code = "busy"


class Turnstile:
    """One for each kind of work of an application. Whoever waits costs no thread."""

    def __init__(self, at_once: int, waiting_max: int) -> None:
        self._inside = asyncio.Semaphore(at_once)
        self._free = at_once + waiting_max

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """Waits for its turn. Raises Busy where too many wait already."""
        if not self._free:
            raise Busy(retry_after_seconds=RETRY_AFTER_SECONDS)
        self._free -= 1
        try:
            async with self._inside:
                yield
        finally:
            self._free += 1
