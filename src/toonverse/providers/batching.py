"""Work that can wait: gathered, handed to a provider as one batch for less, asked for until it has ended.

To the door each item is a long-running operation (`BATCH/ITEM`) whose id it stores before the batch is sent:
the batch goes when all its items were stored, and its own name, which goes with it, is stored before. So
whoever finds an item after a crash knows what became of it:

| the batch's row says  | then                                                                       |
|-----------------------|----------------------------------------------------------------------------|
| nothing: no row       | it was never sent                                                          |
| no id of the provider | the provider's list of batches says whether it was sent                    |
| an id                 | the provider is asked                                                      |

Nothing is sent twice, and an item becomes unknown only if the provider does not say what it did.
"""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Protocol

from toonverse.clock import Clock
from toonverse.errors import ProviderError, StorageError
from toonverse.metering.batches import NOT_SENT, Batch, BatchBook, parted
from toonverse.metering.calls import Call, Reply
from toonverse.metering.outcomes import Failed, Refused, Undone, Unknown, Unsent

log = logging.getLogger(__name__)

GATHER_SECONDS = 1.0
GATHER_ROUNDS_MAX = 15
"""A batch goes once nobody came for `GATHER_SECONDS`, and in any case after so many rounds."""

POLL_SECONDS = 1.0
POLL_SECONDS_MAX = 60.0
OVERTIME = timedelta(hours=1)
"""How long after its own deadline a batch is asked for; then its items are unknown, and may be asked for."""

LISTED_WITHIN = timedelta(minutes=10)
"""A batch that is not on the provider's list by then never came there."""

LIST_SECONDS = 30.0

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Item:
    """One request of a batch. Those of a `group` may go together; the bytes are bounds, either way."""

    group: str
    kind: str
    request: Any
    sent_bytes_max: int
    answer_bytes_max: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a batch ended: the provider's word, what it said of each item, and what is so of all the others."""

    status: str
    answers: Mapping[str, Any]
    otherwise: ProviderError


class BatchApi(Protocol):
    """A provider's batches. Every method raises Refused, Limited, Failed or Unknown, and nothing else."""

    provider: str
    hours_max: int
    items_max: int
    sent_bytes_max: int
    answer_bytes_max: int

    def item(self, call: Call) -> Item:
        """Raises Refused for what can't go by batch."""
        ...

    async def send(self, name: str, group: str, items: Mapping[str, Item]) -> str:
        """The provider's id of the new batch. Unknown only where it may have taken it."""
        ...

    async def find(self, name: str) -> str:
        """The id of the batch that was sent under this name; "" if the provider has none."""
        ...

    async def ended(self, batch_id: str) -> Ended | None:
        """What came of it; None while it is at work."""
        ...

    async def read(self, kind: str, answer: Any) -> Reply: ...  # noqa: ANN401 - JSON as it came


@dataclass(frozen=True, slots=True)
class _Done:
    """A batch that has ended, and the items that went with it."""

    items: frozenset[str]
    ended: Ended


@dataclass(slots=True)
class _Gathering:
    """A batch that still takes items. `stored` are those whose ids the door has stored."""

    name: str
    group: str
    items: dict[str, Item] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    sent_bytes: int = 0
    answer_bytes: int = 0


class Batching:
    """A provider of long-running operations (`LongRunning`) over an API of batches."""

    free = False

    def __init__(self, api: BatchApi, book: BatchBook, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self.name = api.provider
        self._api = api
        self._book = book
        self._clock = clock
        self._sleep = sleep
        self._open: dict[str, _Gathering] = {}
        self._gatherings: dict[str, _Gathering] = {}
        self._outcomes: dict[str, asyncio.Task[_Done | ProviderError]] = {}
        self._waiting: dict[str, int] = {}

    async def call(self, call: Call) -> Reply:
        return await self.collect(await self.submit(call))

    async def submit(self, call: Call) -> str:
        """Takes a place in the next batch; nothing is sent before `collect` is asked for it."""
        item = self._api.item(call)
        batch = self._with_room(item)
        name = f"{item.kind}-{len(batch.items) + 1}"
        batch.items[name] = item
        batch.sent_bytes += item.sent_bytes_max
        batch.answer_bytes += item.answer_bytes_max
        return f"{batch.name}/{name}"

    async def collect(self, operation_id: str) -> Reply:
        """Waits until the item's batch has ended, for a day or two; asked again later it goes on."""
        name, item = parted(operation_id)
        gathering = self._gatherings.get(name)
        if gathering is not None:
            gathering.stored.add(item)
        elif name not in self._outcomes:
            self._start(name, partial(self._found_again, name))
        self._waiting[name] = self._waiting.get(name, 0) + 1
        try:
            return await self._read(item, await asyncio.shield(self._outcomes[name]))
        except asyncio.CancelledError:
            if gathering is not None:
                gathering.stored.discard(item)
            raise
        finally:
            self._leave(name)

    def _with_room(self, item: Item) -> _Gathering:
        """The group's open batch, or a new one; what is full goes."""
        api, batch = self._api, self._open.get(item.group)
        fits = (
            batch is not None
            and len(batch.items) < api.items_max
            and batch.sent_bytes + item.sent_bytes_max <= api.sent_bytes_max
            and batch.answer_bytes + item.answer_bytes_max <= api.answer_bytes_max
        )
        if batch is None or not fits:
            if (
                max(item.sent_bytes_max - api.sent_bytes_max, item.answer_bytes_max - api.answer_bytes_max)
                > 0
            ):
                raise Refused(provider=self.name, reason="too large for a batch")
            batch = _Gathering(uuid.uuid4().hex, item.group)
            self._open[item.group] = self._gatherings[batch.name] = batch
            self._start(batch.name, partial(self._gathered_and_sent, batch))
        return batch

    def _start(self, name: str, work: Callable[[], Awaitable[_Done]]) -> None:
        async def outcome() -> _Done | ProviderError:
            try:
                return await work()
            except ProviderError as error:
                return error
            except StorageError as error:
                return Unknown(provider=self.name, reason=str(error))
            finally:
                self._gatherings.pop(name, None)

        self._outcomes[name] = asyncio.ensure_future(outcome())

    def _leave(self, name: str) -> None:
        """A batch is forgotten with its answers when nobody waits for any of them."""
        self._waiting[name] -= 1
        if not self._waiting[name]:
            del self._waiting[name]
            if self._outcomes[name].done():
                del self._outcomes[name]

    async def _read(self, item: str, outcome: _Done | ProviderError) -> Reply:
        if isinstance(outcome, ProviderError):
            raise _anew(outcome)
        if item not in outcome.items:
            raise self._never_sent("its batch went without it")
        if item not in outcome.ended.answers:
            raise _anew(outcome.ended.otherwise)
        return await self._api.read(item.partition("-")[0], outcome.ended.answers[item])

    async def _gathered_and_sent(self, gathering: _Gathering) -> _Done:
        last = -1
        for _ in range(GATHER_ROUNDS_MAX):
            now = len(gathering.stored)
            if now == len(gathering.items) == last:
                break
            last = now
            await self._sleep(GATHER_SECONDS)
        if self._open.get(gathering.group) is gathering:
            del self._open[gathering.group]
        del self._gatherings[gathering.name]
        items = {name: item for name, item in gathering.items.items() if name in gathering.stored}
        if not items:
            raise self._never_sent("none of its items was stored")
        return await self._sent(gathering, items)

    async def _sent(self, gathering: _Gathering, items: Mapping[str, Item]) -> _Done:
        try:
            batch = await asyncio.to_thread(self._book.begin, gathering.name, self.name, list(items))
        except StorageError as error:
            raise self._never_sent(str(error)) from error
        try:
            batch_id = await self._api.send(gathering.name, gathering.group, items)
            await self._note(batch, batch_id)
        except (Refused, Failed):
            await self._end(batch, NOT_SENT)
            raise
        except Unknown:
            batch_id = await self._listed(batch)
        return _Done(batch.items, await self._awaited(batch, batch_id))

    async def _found_again(self, name: str) -> _Done:
        """After a crash, or asked for again: see the table above."""
        batch = await asyncio.to_thread(self._book.find, name)
        if batch is None or batch.status == NOT_SENT:
            raise self._never_sent("its batch was never sent")
        batch_id = batch.provider_id or await self._listed(batch)
        return _Done(batch.items, await self._awaited(batch, batch_id))

    async def _listed(self, batch: Batch) -> str:
        """The provider's id of a batch that it may have taken. Raises Failed if it never came there."""
        while True:
            try:
                if batch_id := await self._api.find(batch.name):
                    await self._note(batch, batch_id)
                    return batch_id
                answered = True
            except ProviderError as error:
                answered = False
                log.warning("%s does not list its batches: %s", self.name, error)
            if self._clock() > batch.begun_at + LISTED_WITHIN:
                break
            await self._sleep(LIST_SECONDS)
        if not answered:
            raise Unknown(provider=self.name, reason="nobody says whether the batch came there")
        await self._end(batch, NOT_SENT)
        raise self._never_sent("its batch never came there")

    async def _awaited(self, batch: Batch, batch_id: str) -> Ended:
        """Asks, ever less often. A line that fails, or a key that is not accepted now, ends nothing."""
        wait, until = POLL_SECONDS, batch.begun_at + timedelta(hours=self._api.hours_max) + OVERTIME
        while True:
            try:
                if (ended := await self._api.ended(batch_id)) is not None:
                    await self._end(batch, ended.status)
                    return ended
                reason = "it is still at work"
            except ProviderError as error:
                reason = str(error)
                log.warning("batch %s of %s can't be asked for: %s", batch_id, self.name, reason)
            if self._clock() > until:
                raise Unknown(provider=self.name, reason=f"its batch did not end in time: {reason}")
            await self._sleep(wait)
            wait = min(wait * 1.5, POLL_SECONDS_MAX)

    async def _note(self, batch: Batch, batch_id: str) -> None:
        """Without the note the provider's list still tells, by the batch's name."""
        await self._written(self._book.note_id, batch.name, batch_id)

    async def _end(self, batch: Batch, status: str) -> None:
        await self._written(self._book.end, batch.name, status)

    async def _written(self, write: Callable[[str, str], None], name: str, said: str) -> None:
        try:
            await asyncio.to_thread(write, name, said)
        except StorageError as error:
            log.warning("batch %s: %s", name, error)

    def _never_sent(self, reason: str) -> Unsent:
        return Unsent(provider=self.name, reason=f"never sent: {reason}")


def _anew(error: ProviderError) -> ProviderError:
    """The same outcome for another item: each gets an error of its own."""
    kind: Callable[..., ProviderError] = type(error)
    return kind(**error.facts)


def undone(provider: str, status: str) -> Undone:
    """Of an item without an answer in a batch that expired or was cancelled."""
    return Undone(provider=provider, status=status, reason=f"the batch ended before its turn: {status}")


def failure_of(provider: str, status: int, reason: str, word: str = "") -> ProviderError:
    """What the provider says of an item that it did not do, by HTTP's statuses: it costs nothing.

    A line without a status says nothing, and leaves it unknown.
    """
    facts: dict[str, Any] = {"provider": provider, "status": status, "reason": reason[:500]}
    facts |= {"error": word[:80]} if word else {}
    if not status:
        return Unknown(**facts)
    return Refused(**facts) if 400 <= status < 500 and status not in (408, 429, 499) else Failed(**facts)
