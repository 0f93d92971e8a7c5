"""What was answered is noted, kept and settled, in this order; what can't be booked waits in the spool.

Everything here is synchronous and runs in one go in a thread of the meter's, whatever becomes of the task
that waits for it.
"""

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from toonverse.clock import Clock
from toonverse.metering import closings
from toonverse.metering.calls import Bought, Call, Keep, Listener, RelayedCall, Reply
from toonverse.metering.catalog import Catalog
from toonverse.metering.journal import Closing, Row
from toonverse.metering.ledger import Ledger
from toonverse.metering.refusals import KeepFailed, LedgerDown, LedgerRefused
from toonverse.metering.spool import Spool


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells who listens to a call, from any thread, how far its answer is."""

    listener: Listener | None
    loop: asyncio.AbstractEventLoop

    def ended(self, bought: Bought) -> None:
        """The cost is known; nothing is noted, kept or settled."""
        if self.listener is not None:
            self._say(self.listener.ended, bought)

    def noted(self) -> None:
        if self.listener is not None:
            self._say(self.listener.noted)

    def _say(self, news: Callable[..., None], *of: object) -> None:
        with suppress(RuntimeError):  # a loop that has ended has nobody who listens
            self.loop.call_soon_threadsafe(news, *of)


@dataclass(frozen=True, slots=True)
class Deliveries:
    ledger: Ledger
    spool: Spool
    keep: Keep
    catalog: Catalog
    clock: Clock

    def deliver(self, call: Call, attempt: Row, reply: Reply, telling: Telling) -> Bought:
        """The bytes are on their way to the disc while the note is; they get their name when it is there.

        Whoever passes the answer on begins when its cost is known, and keeps its end back until that is
        noted: then it is booked, whatever becomes of this process. Where it can't be noted, until this ended.

        Raises KeepFailed, LedgerDown, LedgerRefused.
        """
        with self.keep.writing(reply.media, read_soon=not isinstance(call, RelayedCall)) as kept_as:
            closing = closings.answered(self.catalog, call, attempt, reply, "", self.clock())
            telling.ended(closings.bought_by(attempt, closing))
            closing = replace(closing, sha256=hashlib.sha256(reply.media).hexdigest())
            if self._note(attempt, closing):
                telling.noted()
            self._kept(attempt, closing, kept_as)
        self.book(closing)
        return closings.bought_by(attempt, closing)

    def _note(self, attempt: Row, closing: Closing) -> bool:
        """How a paid attempt will be settled, durably, so that a crash loses no answer; whether it is there.

        With the database gone the answer goes on to be kept all the same.
        """
        if attempt["free"]:
            return False
        try:
            return self.ledger.note_answer(closing)
        except (LedgerDown, LedgerRefused):
            return False

    def _kept(self, attempt: Row, closing: Closing, kept_as: Callable[[str], object]) -> None:
        """Stores the answer durably. One that can't be stored was still paid for, and is booked as that."""
        try:
            kept_as(closing.sha256)
        except Exception as error:
            failure = KeepFailed(key=attempt["key"], detail=str(error))
            self.book(closing.lost(failure.code, closings.shortened(str(failure))))
            raise failure from error

    def book(self, closing: Closing) -> None:
        """Closes the attempt; with the database gone, the fsynced spool keeps the record for its return.

        What the database refuses every time makes the attempt unknown, and raises LedgerRefused.
        """
        try:
            self.ledger.close(closing)
        except LedgerDown:
            try:
                self.spool.add(closing)
            except OSError as error:
                raise LedgerDown(detail=f"and the spool does not take it: {error}") from error
        except LedgerRefused as refused:
            if closing.status != "unknown":
                self.book(closing.undecided(refused.code, closings.shortened(str(refused))))
            raise
