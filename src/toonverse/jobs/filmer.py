"""Makes the shorts that are queued, one row after the other, until cancelled.

As with the pictures of posts the rows are the queue: what a dead process left is simply still there, and the
door knows what was bought, and what is still being made.
"""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler

from sqlalchemy.exc import DBAPIError

from toonverse.metering.refusals import LedgerDown
from toonverse.store.short_rows import Short
from toonverse.studio.shorts.filming import Filming

AT_ONCE = 3
POLL_SECONDS = 0.5

WAIT_SECONDS = 20.0
"""How long a short rests that money or the database had no room for."""

FORGET_SECONDS = 60.0
"""How often orders and money are looked for that nobody comes back for."""

LOG_BYTES_MAX = 2_000_000

log = logging.getLogger("toonverse.shorts")


@dataclass
class Filmer:
    """`run` is for the process that does the home's jobs: rows have no owner of their own."""

    filming: Filming
    wait_seconds: float = WAIT_SECONDS
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _rests_until: dict[int, float] = field(default_factory=dict)
    _forgets_at: float = 0.0

    async def run(self) -> None:
        """Until cancelled; what is being bought then is booked by the door, or left to be asked for later."""
        handler = self._log_to()
        try:
            while True:
                await self.look()
                await asyncio.sleep(POLL_SECONDS)
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            log.removeHandler(handler)
            handler.close()

    async def look(self) -> None:
        """One round: starts what there is room for. A database that is gone is asked again later."""
        now = time.monotonic()
        try:
            if self._forgets_at <= now:
                await asyncio.to_thread(self.filming.forget)
                self._forgets_at = now + FORGET_SECONDS
            wanted = await asyncio.to_thread(self.filming.rows.open)
        except (DBAPIError, LedgerDown):
            return
        for short in wanted:
            free = short.id not in self._tasks and self._rests_until.get(short.id, 0) <= now
            if free and len(self._tasks) < AT_ONCE:
                self._tasks[short.id] = asyncio.ensure_future(self._make(short))

    async def _make(self, short: Short) -> None:
        try:
            if await self.filming.make(short):
                self._rests_until.pop(short.id, None)
            else:
                self._rests_until[short.id] = time.monotonic() + self.wait_seconds
        except Exception:
            log.exception("short %d failed", short.id)  # a fault of ours must not end the others' work
            self._rests_until[short.id] = time.monotonic() + self.wait_seconds
        finally:
            del self._tasks[short.id]

    def _log_to(self) -> logging.Handler:
        """What was checked, analysed, bought and settled, for a person to follow."""
        path = self.filming.home / "logs" / "shorts.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, "a", LOG_BYTES_MAX, 1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        return handler
