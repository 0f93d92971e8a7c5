"""What this process is buying right now: nobody who stops waiting for it stops it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

LEAVE_SECONDS = 0.5
"""How often, when everybody leaves, operations that are stored are left behind anew."""


@dataclass
class Flights:
    """`leave` stops asking for operations that go on without us (`Meter.leave`)."""

    leave: Callable[[], None]
    closing: bool = False
    _flying: set["asyncio.Task[Any]"] = field(default_factory=set)

    async def grounded(self) -> None:
        """Returns only while calls may still start: what comes later is for the next process to take up."""
        if self.closing:
            await asyncio.Event().wait()

    def start(self, purchase: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        task = asyncio.ensure_future(purchase)
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)
        return task

    async def landed(self, task: "asyncio.Task[T]") -> T:
        """What came of it. One that `drain` left behind is the next process's to wait for."""
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                await self.grounded()
            raise

    async def drain(self) -> None:
        """Lets no more start, and returns when those in flight have ended or are left to the next process."""
        self.closing = True
        while self._flying:
            self.leave()
            await asyncio.wait(self._flying, timeout=LEAVE_SECONDS)
