"""What an attempt moves, in two short transactions: `hold` before the call and `close` after it.

Everything is a conditional UPDATE or an INSERT under a unique key, so that two processes, a crash or a
rerun can't book twice: `close` does nothing for an attempt that is closed.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.metering import accounts, alerts, book, budgets, envelopes, journal, usage
from toonverse.metering.budgets import Booking
from toonverse.metering.calls import Source
from toonverse.metering.journal import Closing, Row, name_of
from toonverse.metering.refusals import (
    BudgetExceeded,
    BuyingStopped,
    LedgerDown,
    LedgerRefused,
    NotFound,
    Waiting,
)
from toonverse.metering.tables import flags
from toonverse.metering.transactions import answering, transact

T = TypeVar("T")

SPOOL_REJECTED = "spool_rejected"
"""The kind of an alert about a spooled line that can't be booked."""

_LINE_MAX = 2000
SETTLED_WITHIN = timedelta(seconds=2)
"""What was noted longer ago and is not settled holds nobody up: its owner died, or its store is stuck."""


@dataclass(frozen=True, slots=True)
class Ledger:
    engine: sa.Engine
    clock: Clock
    zone: ZoneInfo

    def last_attempt(self, account: str, key: str) -> Row | None:
        """The newest attempt at this account's key. Raises LedgerDown."""
        with answering(), self.engine.connect() as tx:
            return journal.last_attempt(tx, account, key)

    def pending(self) -> list[dict[str, Any]]:
        """Every open attempt."""
        with self.engine.connect() as tx:
            return journal.pending(tx, "open")

    def hold(self, order: Mapping[str, Any]) -> Row:
        """Journals a new attempt and holds its maximum, from its envelope if it has one.

        Raises BuyingStopped, BalanceTooLow, BudgetExceeded, EnvelopeExhausted, Waiting, NotFound,
        LedgerDown, and KeyTaken when another process was first.
        """
        return self.holding(lambda tx: self._hold(tx, order))

    def hold_first(self, order: Mapping[str, Any], passes: Callable[[sa.Connection], bool]) -> Row | None:
        """`hold` for a key that nobody tried, if it `passes` (the lane); else None, and nothing is done."""

        def work(tx: sa.Connection) -> Row | None:
            if journal.last_attempt(tx, order["account"], order["key"]) is not None or not passes(tx):
                return None
            return self._hold(tx, order)

        return self.holding(work)

    def holding(self, work: Callable[[sa.Connection], T]) -> T:
        """Runs what holds money in one transaction. A budget that stops it is told of, once in a window.

        Raises what `work` raises, LedgerDown.
        """
        try:
            return transact(self.engine, work)
        except (BudgetExceeded, Waiting) as refusal:
            with suppress(LedgerDown, LedgerRefused):  # the refusal is what the buyer must hear of
                alerts.put_stop(self.engine, self.clock(), self.zone, refusal.facts)
            raise

    def close_unwanted(self, source: Source, is_wanted: Callable[[sa.Connection, str], bool]) -> int:
        """Closes open envelopes that nothing wants; each is looked at once more under its lock."""

        def close(tx: sa.Connection, envelope: str, name: str) -> int:
            budgets.lock(tx)
            if not envelopes.is_open(tx, envelope) or is_wanted(tx, name):
                return 0
            envelopes.close(tx, self.zone, envelope)
            return 1

        with answering(), self.engine.connect() as reading:
            opened = envelopes.open_names(reading, source)
            left = [(envelope, name) for envelope, name in opened if not is_wanted(reading, name)]
        return sum(transact(self.engine, partial(close, envelope=one, name=name)) for one, name in left)

    def noted(self) -> set[int]:
        """The attempts that were noted just now and are still to be settled. Raises LedgerDown."""
        with answering(), self.engine.connect() as tx:
            return journal.noted_since(tx, self.clock() - SETTLED_WITHIN)

    def take_over(self, attempt_id: int, dead: str, owner: str) -> bool:
        return transact(self.engine, lambda tx: journal.take_over(tx, attempt_id, dead, owner))

    def note_operation(self, attempt_id: int, operation_id: str) -> None:
        transact(self.engine, lambda tx: journal.note_operation(tx, attempt_id, operation_id))

    def note_answer(self, closing: Closing) -> bool:
        """Notes, before the answer is kept, how its attempt will be settled; false for one that has ended.

        Raises LedgerDown, LedgerRefused.
        """
        return transact(self.engine, lambda tx: journal.note_answer(tx, closing))

    def close(self, closing: Closing) -> None:
        """Books how an attempt ended, once: what is closed stays as it is. Raises NotFound, LedgerDown."""
        transact(self.engine, lambda tx: self._close(tx, closing))

    def close_spooled(self, closing: Closing) -> None:
        """Books a closing that waited, if its attempt is the one it is of, and says that it had to wait.

        Raises NotFound if it is not.
        """
        transact(self.engine, lambda tx: self._close_spooled(tx, closing))

    def note_rejected(self, line: bytes, reason: str, kept: bool) -> None:
        """Alerts that a spooled line can't be booked; once for each line, and once for all not kept."""
        said = line.decode("utf-8", "backslashreplace")[:_LINE_MAX]
        facts = {"reason": reason[:_LINE_MAX], "line": said, "kept": kept}
        name = f"{SPOOL_REJECTED}/{hashlib.sha256(line).hexdigest() if kept else 'full'}"
        transact(self.engine, lambda tx: alerts.put(tx, self.clock(), SPOOL_REJECTED, name, facts))

    def note_dead_key(self, provider: str) -> None:
        """Alerts that a provider does not take the operator's key; once a day for each. Raises LedgerDown."""
        facts = {"provider": provider}

        def work(tx: sa.Connection) -> None:
            alerts.put_daily(tx, self.clock(), self.zone, "key_dead", facts, about=provider)

        transact(self.engine, work)

    def refund(self, attempt_id: int, memo: str) -> bool:
        """Takes a settled cost back with reversing rows; false if there is none, or it was taken back."""
        return transact(self.engine, lambda tx: self._refund(tx, attempt_id, memo))

    def _hold(self, tx: sa.Connection, order: Mapping[str, Any]) -> Row:
        if accounts.gate(tx, order["account"]):
            raise BuyingStopped()
        now = self.clock()
        row = dict(order) | {"status": "open", "booked_at": now, "created_at": now}
        nusd, tokens = row["held_nusd"], row["held_tokens"]
        if not (nusd or tokens):
            row["envelope_id"] = None
        elif row["envelope_id"]:
            line = envelopes.draw(tx, self.zone, row)
            row |= {"line_id": line["line_id"], "booked_at": line["booked_at"]}
        else:
            budgets.hold(tx, self.zone, Booking.of(row), nusd)
            accounts.hold_tokens(tx, row["account"], tokens)
        row["id"] = journal.begin(tx, row)
        return row

    def _close_spooled(self, tx: sa.Connection, closing: Closing) -> None:
        row = journal.attempt(tx, closing.attempt_id)
        if row is None or any(getattr(closing, name) != said for name, said in name_of(row).items()):
            raise NotFound(what="attempt", id=f"{closing.account}/{closing.key}/{closing.attempt}")
        if row["status"] in ("open", "unknown"):
            alerts.put_daily(tx, self.clock(), self.zone, "spooled", _about(row))
        self._close(tx, closing)

    def _close(self, tx: sa.Connection, closing: Closing) -> None:
        row = journal.attempt(tx, closing.attempt_id)
        if row is None:
            raise NotFound(what="attempt", id=str(closing.attempt_id))
        if row["status"] not in ("open", "unknown") or row["status"] == closing.status:
            return
        moved = _moves(tx, row, closing)
        self._move(tx, row, closing, moved)  # first: a counter made now must find the journal as it was
        journal.close(tx, row, closing, moved.debit)
        if closing.status == "unknown":
            alerts.put_daily(tx, closing.at, self.zone, "unknown", _about(row), about=row["model"])
        elif row["status"] == "unknown" or closing.status != "released":
            usage.record(tx, row, closing, moved.debit)
            book.enter(tx, closing.at, closing.status, _postings(row, closing, moved), row["id"])
            _flag(tx, self.zone, row, closing, moved)

    def _move(self, tx: sa.Connection, row: Row, closing: Closing, moved: "_Moves") -> None:
        """Account, budgets and envelope follow the attempt; nothing to do where nothing was held or spent."""
        cost = closing.cost_nusd
        if not (row["held_nusd"] or row["held_tokens"] or cost):
            return
        counters = budgets.move(
            tx, self.zone, Booking.of(row), moved.held, cost, moved.at_risk, moved.excess_nusd
        )
        alerts.thresholds(tx, closing.at, counters, cost)
        accounts.settle_tokens(tx, row["account"], released=moved.released_tokens, debit=moved.debit)
        if row["line_id"] is not None:
            envelopes.book(tx, row["envelope_id"], moved.held, cost, moved.at_risk)
            envelopes.give_back(
                tx, row["line_id"], moved.back_nusd, moved.back_tokens, lost_nusd=moved.lost_nusd
            )

    def _refund(self, tx: sa.Connection, attempt_id: int, memo: str) -> bool:
        attempt = journal.attempt(tx, attempt_id)
        entry = None if attempt is None else book.of_attempt(tx, attempt_id)
        if attempt is None or entry is None:
            return False
        row = usage.refundable(tx, attempt_id)
        if row is None:
            return False
        now, cost = self.clock(), row["cost_nusd"]
        budgets.move(tx, self.zone, Booking.of(row), settled=-cost)
        accounts.settle_tokens(tx, row["account"], released=0, debit=-row["debit_tokens"])
        if attempt["line_id"] is not None:
            envelopes.book(tx, attempt["envelope_id"], settled=-cost)
        usage.refund(tx, row, now, memo)
        entry_id, amounts = entry
        back = [(account, unit, -amount) for account, unit, amount in amounts]
        book.enter(tx, now, "refund", back, attempt_id, reverses=entry_id, memo=memo)
        return True


@dataclass(frozen=True, slots=True)
class _Moves:
    """What closing an attempt does to its hold: amounts, each as it is added."""

    held: int = 0
    at_risk: int = 0
    released_tokens: int = 0
    debit: int = 0
    excess_nusd: int = 0
    excess_tokens: int = 0
    back_nusd: int = 0
    back_tokens: int = 0
    lost_nusd: int = 0


def _moves(tx: sa.Connection, row: Row, closing: Closing) -> _Moves:
    """The rules of steps 6 and 7: a result ends its hold; what came to nothing goes back to its envelope.

    The user never pays more than was held, nor for what was unknown: the house bears it.
    """
    nusd, tokens, cost = row["held_nusd"], row["held_tokens"], closing.cost_nusd
    excess_nusd = max(0, cost - nusd)
    if row["status"] == "unknown":
        return _Moves(at_risk=-nusd, excess_nusd=excess_nusd, excess_tokens=closing.tokens)
    if closing.status == "settled":
        debit = min(closing.tokens, tokens)
        return _Moves(
            held=-nusd,
            released_tokens=tokens,
            debit=debit,
            excess_nusd=excess_nusd,
            excess_tokens=closing.tokens - debit,
        )
    at_risk = nusd if closing.status == "unknown" else 0
    gone = at_risk or min(cost, nusd)
    if row["line_id"] is None or not envelopes.is_open(tx, row["envelope_id"]):
        return _Moves(held=-nusd, at_risk=at_risk, released_tokens=tokens, excess_nusd=excess_nusd)
    return _Moves(
        held=-gone,
        at_risk=at_risk,
        excess_nusd=excess_nusd,
        back_nusd=nusd - gone,
        back_tokens=tokens,
        lost_nusd=gone,
    )


def _postings(row: Row, closing: Closing, moved: _Moves) -> list[book.Posting]:
    cost, excess = closing.cost_nusd, moved.excess_nusd
    return [
        (f"provider/{row['provider']}", "nusd", -cost),
        (f"cost/{row['account']}", "nusd", cost - excess),
        ("absorbed", "nusd", excess),
        (f"account/{row['account']}", "token", -moved.debit),
        ("absorbed", "token", -moved.excess_tokens),
        ("consumed", "token", moved.debit + moved.excess_tokens),
    ]


def _flag(tx: sa.Connection, zone: ZoneInfo, row: Row, closing: Closing, moved: _Moves) -> None:
    """What broke a promise is booked as it was, and said aloud."""
    overran = moved.excess_nusd or (moved.excess_tokens and row["status"] == "open")
    broken = {"overrun": overran, "unreported": closing.unreported, "implausible": closing.implausible}
    for kind, broke in broken.items():
        if broke:
            said = {
                "kind": kind,
                "attempt_id": row["id"],
                "excess_nusd": moved.excess_nusd,
                "excess_tokens": moved.excess_tokens,
                "at": closing.at,
            }
            tx.execute(flags.insert(), said)
            alerts.put_daily(tx, closing.at, zone, kind, _about(row), about=row["model"])


def _about(row: Row) -> dict[str, object]:
    return {name: row[name] for name in ("account", "key", "attempt", "model", "held_nusd")}
