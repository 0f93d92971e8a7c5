"""The door of an image engine that books in this very ledger: it alone holds, calls, keeps and settles.

It is told the call, for whom, of which envelope and under which key, so what it buys is what would have been
bought here. Whatever breaks on the way is asked again under the same key, which is bought once; the ledger
itself has the last word.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from toonverse.errors import ToonverseError
from toonverse.metering.calls import Bought, Call, ImageCall, OtherDoor, Provider, Who, by_batch
from toonverse.metering.catalog import Model
from toonverse.metering.fingerprint import fingerprint
from toonverse.metering.journal import Row, bought
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.refusals import KeyReused
from toonverse.metering.told import bought_of, error_of
from toonverse.providers.remote_engine import ENGINE, RemoteEngine, ViaEngine
from toonverse.providers.wire import outcomes

WAITS_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""What is waited for an engine that does not answer, or whose line broke: it may be starting again."""

ACCOUNT = "toonverse-account"
AGAIN = frozenset((408, 499, 502, 503, 504))
"""Statuses that somebody between us may have made up."""


def bought_by_engine(
    engine: RemoteEngine,
    models: Iterable[Model],
    offered: Mapping[str, Provider],
    last_attempt: Callable[[str, str], Row | None],
) -> tuple[dict[str, Provider], OtherDoor]:
    """The providers of priced pictures by way of an engine with a ledger of its own; and its door."""
    priced = [one for one in models if one.service == "image_generation" and not one.free]
    sellers = sorted({one.provider for one in priced})
    names = frozenset(one.name for one in priced)
    via: dict[str, Provider] = {name: ViaEngine(name, engine, offered.get(name)) for name in sellers}
    return via, EngineDoor(engine, names.__contains__, last_attempt)


class EngineDoor:
    """`metering.calls.OtherDoor`. `sells` says of a model whether its pictures come from the engine;
    `last_attempt` reads the ledger that both have, by account and key.
    """

    def __init__(
        self,
        engine: RemoteEngine,
        sells: Callable[[str], bool],
        last_attempt: Callable[[str, str], Row | None],
        waits_seconds: tuple[float, ...] = WAITS_SECONDS,
    ) -> None:
        self._engine = engine
        self._sells = sells
        self._last_attempt = last_attempt
        self._waits = waits_seconds
        self._is_shared = False

    async def takes(self, call: Call) -> bool:
        """Whether it is a priced picture, and the engine books here. Once it did, it always does; one that
        does not answer yet is waited for.
        """
        if not isinstance(call, ImageCall) or by_batch(call) or not self._sells(call.model):
            return False
        for wait in () if self._is_shared else (*self._waits, 0.0):
            try:
                self._is_shared = await self._engine.books_here(call)
                break
            except Refused:
                break
            except (Failed, Unknown):
                await asyncio.sleep(wait)
        return self._is_shared

    async def buy(self, call: Call, who: Who, key: str, join: bool) -> Bought:
        """Raises as `Meter.buy` does."""
        asked = {
            "call": asdict(call),
            "fingerprint": fingerprint(call),
            "ledger": self._engine.own_ledger,
            "source": who.source,
            "subject": asdict(who.subject),
            "envelope": who.envelope,
            "request_type": who.request_type,
            "facts": [list(fact) for fact in who.facts],
            "join": join,
        }
        headers = {ACCOUNT: quote(who.account), "idempotency-key": quote(key, safe="/")}
        for wait in (*self._waits, None):
            outcome = await self._asked(asked, headers)
            if isinstance(outcome, Bought):
                return outcome
            if outcome is not None:
                raise outcome
            if wait is not None:
                await asyncio.sleep(wait)
                asked["join"] = True  # it may be our own that goes on
        return await asyncio.to_thread(self._as_booked, call, who.account, key)

    async def _asked(
        self, asked: dict[str, Any], headers: Mapping[str, str]
    ) -> Bought | ToonverseError | None:
        """What the engine's door says; None where nobody knows what it would."""
        try:
            async with outcomes(ENGINE):
                status, said = await self._engine.told("purchases", asked, headers)
        except (Failed, Unknown):
            return None
        if status == 200:
            return None if said is None else bought_of(said.get("result"))
        facts = (said or {}).get("facts")
        code = str((said or {}).get("code", ""))[:80]
        known = error_of(code, facts if isinstance(facts, dict) else {})
        # A page that is not there is no account, envelope or attempt that is not there.
        if known is not None and (code != "not_found" or facts):
            return known
        if status in AGAIN or status >= 500:
            return None
        return Refused(provider=ENGINE, status=status, reason=code or "no reason given")

    def _as_booked(self, call: Call, account: str, key: str) -> Bought:
        """What the ledger says of it. Raises KeyReused, Failed (it was not even begun), Unknown."""
        row = self._last_attempt(account, key)
        if row is None:
            raise Failed(provider=ENGINE, reason="the engine does not answer; nothing was bought")
        if row["fingerprint"] != fingerprint(call):
            raise KeyReused(key=key)
        if row["status"] == "settled":
            return bought(row)
        raise Unknown(provider=ENGINE, reason=f"the engine does not answer; the attempt is {row['status']}")
