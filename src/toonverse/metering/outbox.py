"""Sends what waits in the outbox: each alert once to each address, alike ones in one message.

An alert is claimed before it is sent, so that of several processes one sends it; a process that dies in
between leaves it to the next try. What an address does not take is tried again later, at that address only.
What nobody was there to send for a day is history, and stays in the list.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Protocol

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.metering.alerts import OPERATOR
from toonverse.metering.tables import accounts, outbox
from toonverse.metering.transactions import all_rows, transact

FRESH = timedelta(days=1)
"""Older alerts are not sent any more: whoever sets up a channel is not flooded with the past."""

WAITS = tuple(timedelta(seconds=wait) for wait in (60, 60, 300, 900, 3600))
"""What is waited after the first, second ... failed try; then the last again, until the alert is too old.

The first is longer than a channel may take, so that nobody else sends meanwhile what is on its way.
"""

AT_ONCE_MAX = 1_000
LISTED_MAX = 500
ERROR_CHARACTERS_MAX = 300

_O = outbox.c


class Undelivered(Exception):
    """A channel did not take a message. Says why, never where to: addresses hold secrets."""


class Send(Protocol):
    async def __call__(self, address: str, title: str, body: str) -> None:
        """Sends a message to one address. Raises Undelivered."""


@dataclass(frozen=True, slots=True)
class Alert:
    """`account` is whom it is for, "" the operator; `triggers` how often it was set off."""

    id: int
    kind: str
    name: str
    account: str
    facts: Mapping[str, Any]
    triggers: int
    created_at: datetime
    tries: int
    error: str
    sent_at: datetime | None
    told: frozenset[str] = frozenset()
    """Marks of the addresses that took it."""


Words = Callable[[Sequence[Alert]], tuple[str, str]]
"""Title and body of one message about alike alerts (at least one)."""


class Outbox:
    """`operator` are the addresses of whoever runs the installation."""

    def __init__(
        self, engine: sa.Engine, clock: Clock, operator: Sequence[str], send: Send, words: Words
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._operator = tuple(operator)
        self._send = send
        self._words = words

    async def deliver(self) -> int:
        """Sends what is due; returns how many messages went out. Raises LedgerDown."""
        now, sent = self._clock(), 0
        waiting = transact(self._engine, lambda tx: _claimed(tx, now, bool(self._operator)))
        for (account, _kind), alike in groupby(waiting, key=_address_of):
            alerts = list(alike)
            addresses = self._operator if account == OPERATOR else (_url_of(self._engine, account),)
            errors: dict[int, list[str]] = {alert.id: [] for alert in alerts}
            for address in dict.fromkeys(addresses):
                new = [alert for alert in alerts if _mark(address) not in alert.told]
                if not new:
                    continue
                if error := await self._told(address, new):
                    for alert in new:
                        errors[alert.id].append(error)
                else:
                    sent += 1
            self._note(errors)
        return sent

    def _note(self, errors: Mapping[int, Sequence[str]]) -> None:
        """An alert that every address took is sent; of the others, why not."""
        ids_of: dict[str, list[int]] = {}
        for one, said in errors.items():
            ids_of.setdefault("; ".join(said)[:ERROR_CHARACTERS_MAX], []).append(one)
        for error, ids in ids_of.items():
            self._change(ids, {"error": error} if error else {"error": "", "sent_at": self._clock()})

    async def _told(self, address: str, alerts: Sequence[Alert]) -> str:
        """Why the address did not take it; "" if it did, which is noted at once, whatever comes after."""
        try:
            await self._send(address, *self._words(alerts))
        except Undelivered as failure:
            return str(failure) or type(failure).__name__
        self._change([alert.id for alert in alerts], {"told": _O.told + f"{_mark(address)} "})
        return ""

    def _change(self, ids: Sequence[int], said: Mapping[str, Any]) -> None:
        transact(self._engine, lambda tx: tx.execute(outbox.update().where(_O.id.in_(ids)).values(said)))


def list_alerts(engine: sa.Engine, limit: int = LISTED_MAX, account: str | None = None) -> list[Alert]:
    """The newest first; of one account, or all."""
    query = sa.select(outbox).order_by(_O.id.desc()).limit(min(limit, LISTED_MAX))
    if account is not None:
        query = query.where(_O.account == account)
    with engine.connect() as reading:
        return [_alert(row) for row in all_rows(reading, query)]


def waiting(engine: sa.Engine) -> int:
    """How many alerts nobody was told."""
    with engine.connect() as reading:
        count = sa.select(sa.func.count()).select_from(outbox).where(_O.sent_at.is_(None))
        return int(reading.scalar(count) or 0)


def _claimed(tx: sa.Connection, now: datetime, operator: bool) -> list[Alert]:
    """Alerts that are due and have somewhere to go, alike ones together; nobody else gets them meanwhile."""
    reached = sa.select(accounts.c.id).where(accounts.c.alert_url != "")
    somewhere = _O.account.in_(reached) | ((_O.account == OPERATOR) if operator else sa.false())
    due = (_O.sent_at.is_(None), _O.created_at > now - FRESH, somewhere)
    query = (
        sa.select(outbox)
        .where(*due, _O.next_try_at.is_(None) | (_O.next_try_at <= now))
        .order_by(_O.id)
        .limit(AT_ONCE_MAX)
        .with_for_update(skip_locked=True)
    )
    rows = all_rows(tx, query)
    for tries in {row["tries"] for row in rows}:
        wait = WAITS[min(tries, len(WAITS) - 1)]
        ids = [row["id"] for row in rows if row["tries"] == tries]
        tx.execute(outbox.update().where(_O.id.in_(ids)), {"tries": tries + 1, "next_try_at": now + wait})
    return sorted((_alert(row) for row in rows), key=lambda alert: (*_address_of(alert), alert.id))


def _url_of(engine: sa.Engine, account: str) -> str:
    with engine.connect() as reading:
        return str(reading.scalar(sa.select(accounts.c.alert_url).where(accounts.c.id == account)))


def _mark(address: str) -> str:
    """Tells addresses apart without saying them: they hold secrets."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _address_of(alert: Alert) -> tuple[str, str]:
    return alert.account, alert.kind


def _alert(row: Mapping[str, Any]) -> Alert:
    told = ("id", "kind", "name", "account", "triggers", "created_at", "tries", "error", "sent_at")
    return Alert(
        **{name: row[name] for name in told},
        facts=json.loads(row["facts"]),
        told=frozenset(row["told"].split()),
    )
