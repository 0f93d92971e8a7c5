"""Makes the pictures that posts wait for, one row after the other, until cancelled.

The rows are the queue: any process may write one, and what a dead process left is simply still there. The
door knows what was bought, so a row that is done again costs nothing again.
"""

import asyncio
import logging
import time
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from toonverse.metering.refusals import LedgerDown
from toonverse.store.post_rows import PostPicture
from toonverse.studio.posts import Illustrated

AT_ONCE = 3
"""Pictures under way at the same time; of one run only one, so that it can be stopped after equal errors."""

POLL_SECONDS = 0.5

WAIT_SECONDS = 20.0
"""How long a picture rests that money or the database had no room for."""

LET_GO_SECONDS = 60.0
"""How often money is looked for that is held for nothing any more."""

log = logging.getLogger("toonverse.posts")


@dataclass
class Illustrator:
    """`run` is for the process that does the home's jobs: rows have no owner of their own."""

    posts: Illustrated
    wait_seconds: float = WAIT_SECONDS
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _rests_until: dict[int, float] = field(default_factory=dict)
    _lets_go_at: float = 0.0

    @property
    def busy(self) -> bool:
        """Whether any picture is under way."""
        return bool(self._tasks)

    async def run(self) -> None:
        """Until cancelled; what is being bought then is still booked by the door."""
        try:
            while True:
                await self.look()
                await asyncio.sleep(POLL_SECONDS)
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def look(self) -> None:
        """One round: starts what there is room for. A database that is gone is asked again later."""
        now = time.monotonic()
        try:
            if self._lets_go_at <= now:
                await asyncio.to_thread(self.posts.let_go)
                self._lets_go_at = now + LET_GO_SECONDS
            queued = await asyncio.to_thread(self.posts.rows.queued)
        except (DBAPIError, LedgerDown):
            return
        busy = {one.batch for one in queued if one.id in self._tasks and one.batch}
        for picture in queued:
            free = picture.id not in self._tasks and self._rests_until.get(picture.id, 0) <= now
            if free and picture.batch not in busy and len(self._tasks) < AT_ONCE:
                busy |= {picture.batch} - {""}
                self._tasks[picture.id] = asyncio.ensure_future(self._make(picture))

    async def _make(self, picture: PostPicture) -> None:
        try:
            if await self.posts.make(picture):
                self._rests_until.pop(picture.id, None)
            else:
                self._rests_until[picture.id] = time.monotonic() + self.wait_seconds
            if picture.batch:
                await asyncio.to_thread(self._judge, picture.batch)
        except Exception:
            log.exception("a picture of a post failed")  # a fault of ours must not end the others' work
            self._rests_until[picture.id] = time.monotonic() + self.wait_seconds
        finally:
            del self._tasks[picture.id]

    def _judge(self, batch: str) -> None:
        """Ends a run that only repeats its errors, and gives back what a finished one did not need."""
        if self.posts.trouble(batch) is not None:
            self.posts.rows.cancel_batch(batch)
        if not self.posts.rows.queued(batch):
            self.posts.close_batch(batch)
