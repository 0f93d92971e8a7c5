"""One key is bought by one task of this process, whoever asks for it; no cancellation reaches that task."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from toonverse.metering.calls import Bought, Call, Who
from toonverse.metering.fingerprint import fingerprint
from toonverse.metering.refusals import InFlight, KeyReused


@dataclass(slots=True)
class Purchase:
    """A key being bought in this process; `wanted` counts who still waits for it.

    `limits` counts the 429s it met, `closed_seconds` is how long it waited for lanes that a 429 closed.
    """

    call: Call
    who: Who
    key: str
    fingerprint: str
    join: bool
    wanted: int = 0
    limits: int = 0
    closed_seconds: float = 0.0
    outcome: Future[Bought] = field(default_factory=Future)


class Abandoned(Exception):
    """Nobody waited for the result any more, and nothing had been sent."""


class Asking:
    """The tasks that ask for operations whose ids are stored: these alone may be left at any time."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self) -> None:
        """The running task asks from now on."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)

    def end(self) -> None:
        self._tasks -= {asyncio.current_task()}

    def leave(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()


class Purchases:
    """The purchases that go on in this process. `buy` does one, and raises Abandoned when it gave up.

    Callers may live in different threads, each with a loop of its own.
    """

    def __init__(self, buy: Callable[[Purchase], Coroutine[Any, Any, Bought]]) -> None:
        self._buy = buy
        self._lock = threading.Lock()
        self._running: dict[tuple[str, str], Purchase] = {}

    async def bought(self, call: Call, who: Who, key: str, join: bool) -> Bought:
        """The outcome of the purchase of this key that goes on already, or of a new one.

        Raises KeyReused, InFlight (`join` false), and whatever `buy` raises.
        """
        while True:
            purchase = self._join(call, who, key, join)
            try:
                return await asyncio.wrap_future(purchase.outcome)
            except Abandoned:
                continue  # whoever wanted it before us gave up just as we came
            finally:
                with self._lock:
                    purchase.wanted -= 1

    async def ended(self) -> None:
        """Returns when nothing goes on any more."""
        while self._running:
            await asyncio.wait([asyncio.wrap_future(one.outcome) for one in self._running.values()])

    def _join(self, call: Call, who: Who, key: str, join: bool) -> Purchase:
        with self._lock:
            purchase = self._running.get((who.account, key))
            if purchase is None:
                purchase = Purchase(call, who, key, fingerprint(call), join)
                self._start((who.account, key), purchase)
            elif purchase.fingerprint != fingerprint(call):
                raise KeyReused(key=key)
            elif not join:
                raise InFlight(key=key)
            purchase.wanted += 1
            return purchase

    def _start(self, name: tuple[str, str], purchase: Purchase) -> None:
        """Makes the purchase a task of its own, and shares its outcome."""
        purchase.outcome.set_running_or_notify_cancel()
        self._running[name] = purchase

        def finished(task: asyncio.Task[Bought]) -> None:
            with self._lock:
                del self._running[name]
            if task.cancelled():
                purchase.outcome.set_exception(asyncio.CancelledError())
            elif error := task.exception():
                purchase.outcome.set_exception(error)
            else:
                purchase.outcome.set_result(task.result())

        asyncio.get_running_loop().create_task(self._buy(purchase)).add_done_callback(finished)
