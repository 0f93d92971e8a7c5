"""What an attempt moves, in two short transactions: `hold` before the call and `close` after it.

Everything is a conditional UPDATE or an INSERT under a unique key, so that two processes, a crash or a
rerun can't book twice: `close` does nothing for an attempt that is closed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.metering import accounts, alerts, book, budgets, envelopes
from toonverse.metering.budgets import Booking
from toonverse.metering.calls import NO_USAGE, Bought, Usage
from toonverse.metering.refusals import BuyingStopped, NotFound
from toonverse.metering.tables import attempts, flags, rollups, usage_rows
from toonverse.metering.transactions import Raced, add_row, add_to, all_rows, first_row, transact
from toonverse.metering.windows import quarter_hour
from toonverse.money import Nusd

Row = Mapping[str, Any]
Status = Literal["settled", "refused", "failed", "unknown", "spent", "released"]


@dataclass(frozen=True, slots=True)
class Closing:
    """How an attempt ended. `spent` and `released` are an operator's verdicts on an unknown one.

    `tokens` is the user's debit (only a delivered result debits); `unreported` says that the provider
    told no usage, so that `cost_nusd` is the maximum.
    """

    attempt_id: int
    status: Status
    at: datetime
    usage: Usage = NO_USAGE
    cost_nusd: int = 0
    tokens: int = 0
    sha256: str = ""
    media_type: str = ""
    notes: str = ""
    error_code: str = ""
    error_message: str = ""
    unreported: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    engine: sa.Engine
    clock: Clock
    zone: ZoneInfo

    def last_attempt(self, account: str, key: str) -> Row | None:
        """The newest attempt at this account's key."""
        query = (
            sa.select(attempts)
            .where(attempts.c.account == account, attempts.c.key == key)
            .order_by(attempts.c.attempt.desc())
            .limit(1)
        )
        with self.engine.connect() as tx:
            return first_row(tx, query)

    def abandoned(self) -> Sequence[Row]:
        """Open attempts that only their owner could finish: paid, and no provider to ask."""
        a = attempts.c
        query = sa.select(attempts).where(a.status == "open", ~a.free, a.operation_id == "")
        with self.engine.connect() as tx:
            return all_rows(tx, query)

    def hold(self, order: Mapping[str, Any]) -> Row:
        """Journals a new attempt and holds its maximum, from its envelope if it has one.

        Raises BuyingStopped, BalanceTooLow, BudgetExceeded, EnvelopeExhausted, Waiting, NotFound,
        LedgerDown.
        """
        return transact(self.engine, lambda tx: self._hold(tx, order))

    def _hold(self, tx: sa.Connection, order: Mapping[str, Any]) -> Row:
        if budgets.lock(tx):
            raise BuyingStopped()
        now = self.clock()
        row = dict(order) | {"status": "open", "booked_at": now, "created_at": now}
        nusd, tokens = row["held_nusd"], row["held_tokens"]
        if (nusd or tokens) and row["envelope_id"]:
            line = envelopes.draw(
                tx, self.zone, row["envelope_id"], row["service"], row["model"], nusd, tokens
            )
            row |= {"line_id": line["line_id"], "booked_at": line["booked_at"]}
        elif nusd or tokens:
            budgets.hold(tx, self.zone, Booking.of(row), nusd)
            accounts.hold_tokens(tx, row["account"], tokens)
        row["id"] = add_row(tx, attempts, row)
        return row

    def take_over(self, attempt_id: int, dead: str, owner: str) -> bool:
        """Makes an open attempt of a dead owner ours; false if someone else was first."""
        a = attempts.c
        mine = (a.id == attempt_id) & (a.status == "open") & (a.owner == dead)
        done = transact(
            self.engine, lambda tx: tx.execute(attempts.update().where(mine).values(owner=owner)).rowcount
        )
        return done == 1

    def note_operation(self, attempt_id: int, operation_id: str) -> None:
        """Stores where the provider can be asked about an attempt in flight."""
        mine = attempts.c.id == attempt_id
        transact(
            self.engine,
            lambda tx: tx.execute(attempts.update().where(mine).values(operation_id=operation_id)),
        )

    def close(self, closing: Closing) -> None:
        """Books how an attempt ended, once: what is closed stays as it is."""
        transact(self.engine, lambda tx: self._close(tx, closing))

    def _close(self, tx: sa.Connection, closing: Closing) -> None:
        budgets.lock(tx)
        query = sa.select(attempts).where(attempts.c.id == closing.attempt_id).with_for_update()
        row = first_row(tx, query)
        if row is None:
            raise NotFound(what="attempt", id=str(closing.attempt_id))
        if row["status"] not in ("open", "unknown") or row["status"] == closing.status:
            return
        moved = _moves(tx, row, closing)
        sent = row["status"] == "unknown" or closing.status != "released"
        self._journal(tx, row, closing, moved)
        self._amounts(tx, row, closing, moved)
        if closing.status == "unknown":
            alerts.put(tx, closing.at, "unknown", f"unknown/{row['id']}", _about(row))
        if closing.status == "unknown" or not sent:
            return
        _usage(tx, row, closing, moved.debit)
        book.enter(tx, closing.at, closing.status, _postings(tx, row, closing, moved), row["id"])
        _flag(tx, row, closing, moved)

    def _journal(self, tx: sa.Connection, row: Row, closing: Closing, moved: "_Moves") -> None:
        a = attempts.c
        done = tx.execute(
            attempts.update()
            .where(a.id == row["id"], a.status == row["status"])
            .values(
                status=closing.status,
                closed_at=closing.at,
                cost_nusd=closing.cost_nusd,
                tokens=moved.debit,
                sha256=closing.sha256,
                media_type=closing.media_type,
                notes=closing.notes,
                usage=_usage_json(closing.usage),
                error_code=closing.error_code,
                error_message=closing.error_message,
            )
        )
        if done.rowcount != 1:
            raise Raced

    def _amounts(self, tx: sa.Connection, row: Row, closing: Closing, moved: "_Moves") -> None:
        if not (row["held_nusd"] or row["held_tokens"] or closing.cost_nusd):
            return
        counters = budgets.move(
            tx, self.zone, Booking.of(row), held=moved.held, settled=closing.cost_nusd, at_risk=moved.at_risk
        )
        alerts.thresholds(tx, closing.at, counters, closing.cost_nusd)
        accounts.settle_tokens(tx, row["account"], released=moved.released_tokens, debit=moved.debit)
        if row["line_id"] is not None:
            envelopes.book(
                tx, row["envelope_id"], held=moved.held, settled=closing.cost_nusd, at_risk=moved.at_risk
            )
            envelopes.give_back(
                tx,
                row["line_id"],
                nusd=moved.back_nusd,
                tokens=moved.back_tokens,
                lost_nusd=moved.lost_nusd,
            )


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
    gone = nusd if closing.status == "unknown" else min(cost, nusd)
    at_risk = nusd if closing.status == "unknown" else 0
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


def _usage(tx: sa.Connection, row: Row, closing: Closing, debit: int) -> None:
    """The usage row, and the quarter-hour it adds to."""
    success = closing.status == "settled"
    counts = asdict(closing.usage)
    of_subject = ("episode", "panel", "post", "request_type")
    copied = (*budgets.SCOPES, *of_subject, "booked_at", "size", "quality", "metadata")
    said = (
        {name: row[name] for name in copied}
        | counts
        | {
            "attempt_id": row["id"],
            "refund": False,
            "cost_nusd": closing.cost_nusd,
            "debit_tokens": debit,
            "success": success,
            "error_code": closing.error_code,
            "error_message": closing.error_message,
            "created_at": closing.at,
        }
    )
    tx.execute(usage_rows.insert(), said)
    add_usage(tx, said, calls=1)


def add_usage(tx: sa.Connection, usage_row: Mapping[str, Any], calls: int) -> None:
    """Adds a usage row to the rollup of its quarter-hour."""
    where = {name: usage_row[name] for name in _ROLLUP_KEYS} | {
        "quarter": quarter_hour(usage_row["created_at"])
    }
    sums = {name: usage_row[name] or 0 for name in _ROLLUP_SUMS}
    add_to(tx, rollups, where, sums | {"calls": calls, "successes": calls * int(usage_row["success"])})


_ROLLUP_KEYS = ("account", "source", "service", "provider", "model", "request_type")
_ROLLUP_SUMS = (
    "prompt_tokens", "completion_tokens", "total_tokens", "debit_tokens", "images", "seconds", "cost_nusd",
)  # fmt: skip


def _postings(tx: sa.Connection, row: Row, closing: Closing, moved: _Moves) -> list[book.Posting]:
    cost, excess = closing.cost_nusd, moved.excess_nusd
    used = moved.debit + moved.excess_tokens
    purse = accounts.purse(tx, row["account"]) if moved.debit else ""
    return [
        (f"provider/{row['provider']}", "nusd", -cost),
        (f"cost/{row['account']}", "nusd", cost - excess),
        ("absorbed", "nusd", excess),
        (purse, "token", -moved.debit),
        ("absorbed", "token", -moved.excess_tokens),
        ("consumed", "token", used),
    ]


def _flag(tx: sa.Connection, row: Row, closing: Closing, moved: _Moves) -> None:
    overran = moved.excess_nusd or (moved.excess_tokens and row["status"] == "open")
    for kind, broke in (("overrun", overran), ("unreported", closing.unreported)):
        if broke:
            said = {
                "kind": kind,
                "attempt_id": row["id"],
                "excess_nusd": moved.excess_nusd,
                "excess_tokens": moved.excess_tokens,
                "at": closing.at,
            }
            tx.execute(flags.insert(), said)
            alerts.put(tx, closing.at, kind, f"{kind}/{row['id']}", _about(row))


def _about(row: Row) -> dict[str, object]:
    return {name: row[name] for name in ("account", "key", "attempt", "model", "held_nusd")}


def _usage_json(usage: Usage) -> str:
    return json.dumps({name: count for name, count in asdict(usage).items() if count is not None})


def bought(row: Row) -> Bought:
    """The kept result that a settled attempt stands for."""
    return Bought(
        sha256=row["sha256"],
        media_type=row["media_type"],
        notes=row["notes"],
        usage=Usage(**json.loads(row["usage"])),
        cost_nusd=Nusd(row["cost_nusd"]),
        tokens=row["tokens"],
        attempt=row["attempt"],
    )
