"""How many bytes of requests may be in hand at once: what does not fit waits a little, then is sent away.

While it is read and checked, a body takes several times its length (text, parts, pictures); once its call is
made, its own length until it is answered. Small ones are not counted.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from toonverse.web.gateway.refusals import Crowded

SMALL_BYTES = 64 * 1024
ROOM_BYTES = 384 * 2**20
READING_TIMES = 4
WAIT_SECONDS = 30.0
RETRY_AFTER_SECONDS = 15.0


class Room:
    """For one event loop. Who waits is let in in the order of coming."""

    def __init__(self, size: int = ROOM_BYTES, seconds: float = WAIT_SECONDS) -> None:
        self._size = size
        self._seconds = seconds
        self._taken = 0
        self._queue: list[tuple[asyncio.Future[None], int]] = []

    @contextmanager
    def place(self) -> Iterator["Place"]:
        """A place for one request, empty at first; given back with all that it took."""
        place = Place(self)
        try:
            yield place
        finally:
            self.give(place.taken)
            place.taken = 0

    async def take(self, count: int) -> None:
        """Raises Crowded."""
        if not self._queue and self._fits(count):
            self._taken += count
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((turn, count))
        try:
            async with asyncio.timeout(self._seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give(count)  # let in just as it gave up
            self._queue = [one for one in self._queue if one[0] is not turn]
            self._let_in()
            if isinstance(error, TimeoutError):
                raise Crowded(retry_after_seconds=RETRY_AFTER_SECONDS) from error
            raise

    def give(self, count: int) -> None:
        self._taken -= count
        self._let_in()

    def _fits(self, count: int) -> bool:
        return self._taken == 0 or self._taken + count <= self._size

    def _let_in(self) -> None:
        while self._queue and self._fits(self._queue[0][1]):
            turn, count = self._queue.pop(0)
            if not turn.done():
                self._taken += count
                turn.set_result(None)


class Place:
    """What one request has of the room."""

    def __init__(self, room: Room) -> None:
        self.taken = 0
        self._room = room

    async def need(self, count: int) -> None:
        """Makes it so many bytes, more or less than before. Raises Crowded."""
        more, self.taken = count - self.taken, count
        if more <= 0:
            self._room.give(-more)
            return
        try:
            await self._room.take(more)
        except BaseException:
            self.taken -= more
            raise
