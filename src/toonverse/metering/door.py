"""The one door. Nothing can reach a paid model except through `Meter.buy`.

    1 known?   2 quote   3 hold   4 call   5 keep   6 settle   (7 failure, 8 the database is gone)

The ledger is synchronous and runs in threads of the meter's own; the event loop only waits for it. From
the hold to the settle a purchase is a task of its own (`purchases`): whoever asked for it may be cancelled,
what was bought is still kept and booked.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.errors import UsageError
from toonverse.metering import closings, envelopes
from toonverse.metering.calls import (
    Bought,
    Call,
    EnvelopeLine,
    Keep,
    LongRunning,
    OtherDoor,
    Provider,
    Quote,
    RelayedCall,
    Reply,
    Source,
    Who,
    by_batch,
)
from toonverse.metering.catalog import Catalog, pricing
from toonverse.metering.closings import DIED, DIED_KEEPING, NEVER_BOOKED, without_result
from toonverse.metering.deliveries import Deliveries, Telling
from toonverse.metering.journal import Closing, KeyTaken, Row, bought, noted
from toonverse.metering.lanes import Lanes
from toonverse.metering.ledger import Ledger
from toonverse.metering.orders import what_is_ordered
from toonverse.metering.outcomes import Failed, Limited, Refused, Unknown
from toonverse.metering.purchases import Abandoned, Asking, Purchase, Purchases
from toonverse.metering.refusals import (
    BalanceTooLow,
    BudgetExceeded,
    InFlight,
    KeepFailed,
    KeyReused,
    LedgerDown,
    LedgerRefused,
    ProviderMissing,
)
from toonverse.metering.replies import reply_of
from toonverse.metering.spool import Spool
from toonverse.metering.tracing import call_span, note_reply
from toonverse.metering.transactions import transact

T = TypeVar("T")

RETRY_WAITS_SECONDS = (1.0, 4.0)
"""The only retries there are: after a failure that cost nothing, with these waits, then no more."""

LIMIT_WAITS_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)
"""What is waited at least after a purchase's first, second ... 429, and how many it may meet and go on."""

CLOSED_SECONDS_MAX = 300.0
"""No purchase waits any longer for lanes that a 429 closed."""

NOTED_WAITS_SECONDS = (0.005, 0.01, 0.02, 0.04, 0.08, *[0.1] * 18)
"""After each it is looked whether what was noted is settled; in all as long as a note counts as new."""

BATCH = "-batch"
"""What a provider's name ends with where it takes batches: another adapter, on the same account."""

_JOIN_SECONDS = 0.25
_LEDGER_THREADS = 4


class Meter:
    """The door. One for each process; `owner` is this process's own id, never used by another.

    `is_alive` tells whether the owner of an open attempt still lives. Embedded, the process that holds the
    home's lock is the only buyer, so every other owner is dead (the default).
    """

    def __init__(
        self,
        engine: sa.Engine,
        providers: Mapping[str, Provider],
        keep: Keep,
        catalog: Catalog,
        clock: Clock,
        time_zone: ZoneInfo,
        owner: str,
        spool: Path,
        is_alive: Callable[[str], bool] | None = None,
        retry_waits_seconds: Sequence[float] = RETRY_WAITS_SECONDS,
        calls_per_minute: int = 0,
        limit_waits_seconds: Sequence[float] = LIMIT_WAITS_SECONDS,
        other_door: OtherDoor | None = None,
    ) -> None:
        self._engine = engine
        self._providers = providers
        self._keep = keep
        self._catalog = catalog
        self.clock = clock
        self._zone = time_zone
        self._owner = owner
        self._is_alive = is_alive or (lambda other: False)
        self._retry_waits = retry_waits_seconds
        self._limit_waits = limit_waits_seconds
        self._other_door = other_door
        self._ledger = Ledger(engine, clock, time_zone)
        self._lanes = Lanes(engine, calls_per_minute)
        self._spool = Spool(spool)
        self._deliveries = Deliveries(self._ledger, self._spool, keep, catalog, clock)
        self._threads = ThreadPoolExecutor(_LEDGER_THREADS, thread_name_prefix="ledger")
        self._purchases = Purchases(self._purchase)
        self._asking = Asking()

    async def buy(self, call: Call, who: Who, key: str, join: bool = True) -> Bought:
        """Buys a call once for this account and key, or returns what it bought before.

        Someone else buying the same key is joined, or (`join` false) InFlight is raised.
        Raises KeyReused for the same key with another call; ModelUnknown, ModelRetired, ModelUnconfirmed,
        ProviderMissing; MoneyRefused (see `refusals`); Refused, Failed, Unknown (see `outcomes`);
        KeepFailed; LedgerDown.
        """
        if self._other_door is not None and await self._other_door.takes(call):
            return await self._other_door.buy(call, who, key, join)
        return await self.buy_here(call, who, key, join)

    async def buy_here(self, call: Call, who: Who, key: str, join: bool = True) -> Bought:
        """`buy` at this door, whatever another one takes."""
        return await self._purchases.bought(call, who, key, join)

    async def _purchase(self, purchase: Purchase) -> Bought:
        """Attempts until one ends well; the only place where anything is tried again."""
        waits = iter(self._retry_waits)
        while True:
            try:
                return await self._attempt(purchase)
            except KeyTaken:
                continue
            except Limited as limit:
                # It did nothing, so it takes none of the tries that failures have.
                if not await self._may_wait(purchase, limit):
                    raise
            except Failed as failure:
                wait = next(waits, None)
                if wait is None or failure.usage is not None or not purchase.wanted:
                    raise
                await asyncio.sleep(wait)

    async def _may_wait(self, purchase: Purchase, limit: Limited) -> bool:
        """Closes the provider's lane for every process; whether the purchase goes on, and waits in it."""
        waits = self._limit_waits
        least = waits[purchase.limits] if purchase.limits < len(waits) else 0.0
        seconds = max(limit.retry_after_seconds, least)
        purchase.limits += 1
        await self._threaded(self._lanes.close, self._provider(purchase.call).name, seconds)
        fits = purchase.closed_seconds + seconds <= CLOSED_SECONDS_MAX
        return fits and purchase.limits <= len(waits) and purchase.wanted > 0

    async def _attempt(self, purchase: Purchase) -> Bought:
        call = purchase.call
        attempt = await self._held(self._opened, purchase)
        if attempt is None:
            # 1. Known? A settled key is bought already; an open attempt of a dead owner is resolved.
            last = await self._known(purchase)
            if last is not None and last["status"] == "settled":
                return bought(last)
            attempt = await self._resumed(last)
            if attempt is None:
                # 2. Quote: the true maximum, or no call at all.
                quote = self.quote(call)
                await self._through_lane(purchase)
                # 3. Hold: balance and every budget, or the job's envelope. Nothing is spent yet.
                attempt = await self._held(self._hold, purchase, quote, last)
        if not purchase.wanted:
            await self._book(without_result(attempt, "released", self.clock(), "cancelled before the call"))
            raise Abandoned
        try:
            # 4. Call.
            reply = await self._called(call, attempt)
        except (Refused, Failed, Unknown) as outcome:
            # 7. Failure: released, charged or at risk, by what is known.
            await self._failed(call, attempt, outcome)
            raise
        # 5. Keep: noted on the attempt, then durable, before it is settled.
        # 6. Settle; 8. with the database gone, into the spool.
        return await self._threaded(self._deliveries.deliver, call, attempt, reply, _telling(call))

    async def _held(self, hold: Callable[..., T], *arguments: object) -> T:
        """A large answer may be read to its end before it is settled (`Listener.noted`): who has it, and asks
        for the next one, is not refused for what it still holds.
        """
        try:
            return await self._threaded(hold, *arguments)
        except (BalanceTooLow, BudgetExceeded) as refusal:
            if not refusal.facts.get("only_held"):
                raise
        noted = await self._threaded(self._ledger.noted)
        for seconds in NOTED_WAITS_SECONDS:
            if not noted:
                break
            await asyncio.sleep(seconds)
            noted &= await self._threaded(self._ledger.noted)
        return await self._threaded(hold, *arguments)

    def _opened(self, purchase: Purchase) -> Row | None:
        """Steps 1 to 3 in one transaction, for a key that nobody tried and a lane that is free; else None."""
        self.book_spooled()
        try:
            quote, provider = self.quote(purchase.call), self._provider(purchase.call)
        except UsageError:  # it may be known all the same
            return None
        return self._ledger.hold_first(
            self._order(purchase, quote, None),
            lambda tx: provider.free or self._lanes.passes(tx, provider.name),
        )

    async def _known(self, purchase: Purchase) -> Row | None:
        """The key's last attempt, once nobody alive is at it. Raises KeyReused, InFlight, LedgerDown."""
        await self._threaded(self.book_spooled)
        while True:
            row = await self._threaded(self._ledger.last_attempt, purchase.who.account, purchase.key)
            if row is not None and row["fingerprint"] != purchase.fingerprint:
                raise KeyReused(key=purchase.key)
            if row is None or row["status"] != "open" or self._is_dead(row["owner"]):
                if row is None or not await self._threaded(self._recovered, row):
                    return row
            elif not purchase.join:
                raise InFlight(key=purchase.key)
            else:
                await asyncio.sleep(_JOIN_SECONDS)

    def _is_dead(self, owner: str) -> bool:
        """Whether nobody is at this owner's open attempts; at ours only purchases that go on are."""
        return owner == self._owner or not self._is_alive(owner)

    def _recovered(self, row: Row) -> bool:
        """Closes an attempt whose answer was noted before its owner died; false if it was not closed here.

        Kept, it is settled as it would have been. Never kept, it cost what it cost and failed; but an
        operation is asked for once more. Raises LedgerDown, and whatever the store raises.
        """
        closing = noted(row)
        if closing is None:
            return False
        if self._keep.has(closing.sha256):
            self._ledger.close(closing)
        elif row["operation_id"]:
            return False
        else:
            self._ledger.close(closing.lost(KeepFailed.code, DIED_KEEPING))
        return True

    async def _resumed(self, last: Row | None) -> Row | None:
        """An open attempt whose owner died, taken over; None if there is none to go on with.

        One with a noted answer is closed by now (`_known`), unless its bytes can be asked for. A free one is
        called again; one whose provider can be asked is asked (an unknown one, too); any other becomes
        unknown. Our own was not left by a death: it raises Unknown, and nothing is bought in its place.
        """
        if last is not None and last["status"] == "unknown" and last["operation_id"]:
            return last
        if last is None or last["status"] != "open":
            return None
        if not last["free"] and not last["operation_id"]:
            ours = last["owner"] == self._owner
            await self._book(without_result(last, "unknown", self.clock(), NEVER_BOOKED if ours else DIED))
            if ours:
                raise Unknown(model=last["model"], detail=NEVER_BOOKED)
            return None
        ours = await self._threaded(self._ledger.take_over, last["id"], last["owner"], self._owner)
        if not ours:
            raise KeyTaken
        return last

    async def _through_lane(self, purchase: Purchase) -> None:
        """Waits for the provider's rate lane: before the hold, so that a death in it leaves nothing open.

        Raises Limited when 429s keep it closed for too long.
        """
        provider = self._provider(purchase.call)
        while not provider.free:
            wait = await self._threaded(self._lanes.closed_seconds, provider.name)
            purchase.closed_seconds += wait
            if purchase.closed_seconds > CLOSED_SECONDS_MAX:
                raise Limited(retry_after_seconds=wait, provider=provider.name, reason="closed for too long")
            wait = wait or await self._threaded(self._lanes.enter, provider.name)
            if not wait:
                return
            await asyncio.sleep(wait)
            if not purchase.wanted:
                raise Abandoned

    def _hold(self, purchase: Purchase, quote: Quote, last: Row | None) -> Row:
        """Journals the attempt with its hold."""
        return self._ledger.hold(self._order(purchase, quote, last))

    def _order(self, purchase: Purchase, quote: Quote, last: Row | None) -> dict[str, Any]:
        return what_is_ordered(purchase.call, purchase.who, self._provider(purchase.call), quote) | {
            "key": purchase.key,
            "fingerprint": purchase.fingerprint,
            "attempt": 1 if last is None else last["attempt"] + 1,
            "owner": self._owner,
        }

    async def _called(self, call: Call, attempt: Row) -> Reply:
        """Raises Refused, Failed, Unknown. What ends this task passes: nothing stays open for it."""

        async def note(operation_id: str) -> None:
            # It goes on without us, and only a crash now would lose its id; an item is not sent before.
            with suppress(*() if by_batch(call) else (LedgerDown,)):
                await self._threaded(self._ledger.note_operation, attempt["id"], operation_id)
                self._asking.begin()

        if attempt["operation_id"]:
            self._asking.begin()
        try:
            with call_span(call, attempt["provider"]) as span:
                reply = await reply_of(self._provider(call), call, attempt["operation_id"], note)
                note_reply(span, reply)
                return reply
        except Exception:
            raise
        except BaseException as error:
            self._left(call, attempt, f"{type(error).__name__}: {error}")
            raise
        finally:
            self._asking.end()

    def _left(self, call: Call, attempt: Row, said: str) -> None:
        """Closes what was left in mid-call, unless it can be called again or asked for. Waits for nothing."""
        if not attempt["free"] and not isinstance(self._provider(call), LongRunning):
            with suppress(LedgerDown, LedgerRefused):
                self._deliveries.book(without_result(attempt, "unknown", self.clock(), said))

    async def _failed(self, call: Call, attempt: Row, outcome: Refused | Failed | Unknown) -> None:
        await self._book(closings.failed(self._catalog, call, attempt, outcome, self.clock()))
        if isinstance(outcome, Refused) and outcome.of_key():
            with suppress(LedgerDown):  # who is told tomorrow is told soon enough
                await self._threaded(self._ledger.note_dead_key, attempt["provider"])

    async def _book(self, closing: Closing) -> None:
        await self._threaded(self._deliveries.book, closing)

    def _provider(self, call: Call) -> Provider:
        name = self._catalog.model(call.model).provider + (BATCH if by_batch(call) else "")
        if name not in self._providers:
            raise ProviderMissing(model=call.model, provider=name)
        return self._providers[name]

    async def _threaded(self, work: Callable[..., T], *arguments: object) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(work, *arguments))

    def quote(self, call: Call) -> Quote:
        """What the call is expected to cost, and at most.

        Raises ModelUnknown, ModelRetired, ModelUnconfirmed.
        """
        return pricing.quote(self._catalog, call, self.clock())

    def open_envelope(
        self,
        name: str,
        who: Who,
        lines: Sequence[EnvelopeLine],
        cost_max_nusd: int | None,
        renew: bool = False,
        beside: Callable[[sa.Connection], object] = lambda tx: None,
    ) -> str:
        """Holds a job's whole quote and returns the envelope's id for `Who.envelope`; the same name again
        finds the same envelope. A closed one is held anew in the window of now, with `renew` an open one too
        (or it stays as it is). `cost_max_nusd` caps the job's whole life. `beside` writes who wants it, in
        the same transaction: no crash parts the two. It may run more than once.

        Raises MoneyRefused kinds; Waiting when only what others hold is in the way.
        """
        now = self.clock()
        with_providers = [(line, self._catalog.usable(line.model, now).provider) for line in lines]

        def work(tx: sa.Connection) -> str:
            found = envelopes.open_(tx, self._zone, now, name, who, with_providers, cost_max_nusd, renew)
            beside(tx)
            return found

        return self._ledger.holding(work)

    def find_envelope(self, account: str, name: str) -> str:
        """The id of the account's envelope of that name, open or closed; "" if there never was one."""
        return transact(self._engine, lambda tx: envelopes.find(tx, account, name))

    def close_envelope(self, envelope_id: str) -> None:
        """Releases what the job did not draw."""
        transact(self._engine, lambda tx: envelopes.close(tx, self._zone, envelope_id))

    def close_unwanted(self, source: Source, is_wanted: Callable[[sa.Connection, str], bool]) -> int:
        """Closes the source's open envelopes whose names nothing wants any more: whoever was to close them
        died first. Returns how many. Who opens one writes the wish before, or `beside`."""
        return self._ledger.close_unwanted(source, is_wanted)

    def book_spooled(self) -> None:
        """Books what waits in the spool. Raises LedgerDown."""
        if self._spool.pending():
            self._spool.book(self._ledger.close_spooled, self._ledger.note_rejected)

    def revive(self) -> int:
        """Books what is spooled and closes what dead owners left open and nobody can be asked about.

        Returns how many attempts became unknown: those without a noted answer. Free and long-running ones
        wait to be taken over. Raises LedgerDown, and whatever the store raises.
        """
        self.book_spooled()
        unknown = 0
        for row in self._ledger.pending():
            if row["owner"] == self._owner or self._is_alive(row["owner"]) or self._recovered(row):
                continue
            if not row["free"] and not row["operation_id"]:
                self._ledger.close(without_result(row, "unknown", self.clock(), DIED))
                unknown += 1
        return unknown

    def leave(self) -> None:
        """Stops asking for operations that are stored: they go on without us, and the next process asks.

        Whoever waits for one here is cancelled. Call it from the loop that buys.
        """
        self._asking.leave()

    async def finish(self) -> None:
        """Waits until every purchase in flight is booked, or its record in the spool; for an orderly end."""
        await self._purchases.ended()
        with suppress(LedgerDown):
            await self._threaded(self.book_spooled)


def _telling(call: Call) -> Telling:
    """Of the call, for who listens to it in this loop."""
    listener = call.listener if isinstance(call, RelayedCall) else None
    return Telling(listener, asyncio.get_running_loop())
