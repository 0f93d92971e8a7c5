"""Budgets in USD: whom they bind, in which window, and the counters that hold, settle and keep at risk.

Every amount (a hold, a settled cost, an amount at risk) has a `Booking`: its dimensions and the moment
whose window it counts in. Each budget whose scope matches the booking counts it, so "settled + held + at
risk" of a budget is a sum that can be made again from the journal at any time (see `sums`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import UtcDateTime
from toonverse.metering import alerts, fixed
from toonverse.metering.archive_tables import archived_rows
from toonverse.metering.refusals import BudgetExceeded
from toonverse.metering.tables import (
    attempts,
    budget_counters,
    budgets,
    envelope_lines,
    envelopes,
    switches,
    usage_rows,
)
from toonverse.metering.transactions import Raced, add_row, first_row, insert_once, transact
from toonverse.metering.windows import Window, window_end, window_start

Scope = Literal["global", "account", "source", "project", "service", "provider", "model"]
SCOPES: tuple[Scope, ...] = ("account", "source", "project", "service", "provider", "model")
WINDOWS: tuple[Window, ...] = ("day", "week", "month", "total")

_NO_LIMIT = 2**62

_B, _C = budgets.c, budget_counters.c
_MATCHING = (
    sa.select(
        _B.id, _B.scope, _B.value, _B.window, _B.limit_nusd, _B.stops,
        _C.id.label("counter_id"), _C.window_start, _C.held_nusd, _C.settled_nusd, _C.at_risk_nusd,
    )
    .select_from(
        budgets.outerjoin(
            budget_counters,
            sa.and_(
                _C.budget_id == _B.id,
                _C.window_start == sa.case(
                    *((_B.window == name, sa.bindparam(name, type_=UtcDateTime)) for name in WINDOWS)
                ),
                _C.time_zone == sa.bindparam("time_zone"),
            ),
        )
    )
    .where(
        sa.or_(
            _B.scope == "global",
            *(sa.and_(_B.scope == name, _B.value == sa.bindparam(name)) for name in SCOPES),
        )
    )
    .order_by(_B.id)
)  # fmt: skip
_GATE = sa.select(switches.c.stopped).where(switches.c.name == "buying")
_GATE_SHARED, _GATE_ALONE = _GATE.with_for_update(read=True), _GATE.with_for_update()


def _amount(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.BigInteger)


_MOVE = (
    budget_counters.update()
    .where(_C.id.in_(sa.bindparam("counters", expanding=True)))
    .values(
        held_nusd=_C.held_nusd + _amount("held"),
        settled_nusd=_C.settled_nusd + _amount("settled"),
        at_risk_nusd=_C.at_risk_nusd + _amount("at_risk"),
        excused_nusd=_C.excused_nusd + _amount("excess"),
    )
    .returning(_C.id, _C.settled_nusd)
)
_TAKEN = _C.held_nusd + _C.settled_nusd + _C.at_risk_nusd
_EXCUSE = (
    budget_counters.update()
    .where(_C.budget_id == sa.bindparam("of"), _TAKEN - _C.excused_nusd > _amount("limit"))
    .values(excused_nusd=_TAKEN - _amount("limit"))
)
_LIMIT = (
    sa.select(sa.case((_B.stops, _B.limit_nusd), else_=_NO_LIMIT))
    .where(_B.id == _C.budget_id)
    .scalar_subquery()
)
_FORGET = budget_counters.delete().where(
    _C.budget_id == sa.bindparam("of"), _C.time_zone != sa.bindparam("zone")
)
_HOLD = (
    budget_counters.update()
    .where(
        _C.id.in_(sa.bindparam("counters", expanding=True)),
        _TAKEN + _amount("amount") <= _LIMIT,
    )
    .values(held_nusd=_C.held_nusd + _amount("amount"))
)


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `limit_nusd` in each window for what matches scope and value. `stops` or only alerts."""

    scope: Scope
    value: str
    window: Window
    limit_nusd: int
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Booking:
    """What an amount counts as, and the moment whose windows it counts in."""

    account: str
    source: str
    project: str
    service: str
    provider: str
    model: str
    booked_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Booking":
        return cls(**{name: row[name] for name in (*SCOPES, "booked_at")})


def set_budget(engine: sa.Engine, clock: Clock, zone: ZoneInfo, budget: Budget) -> None:
    """Sets a budget; one of the same scope, value and window is replaced and its counters go on.

    What is spent already in the window of now sets off the thresholds that it passes.
    """

    def work(tx: sa.Connection) -> None:
        lock(tx, alone=True)
        now = clock()
        same = (
            (budgets.c.scope == budget.scope)
            & (budgets.c.value == budget.value)
            & (budgets.c.window == budget.window)
        )
        said = {"limit_nusd": budget.limit_nusd, "stops": budget.stops, "updated_at": now}
        if tx.execute(budgets.update().where(same), said).rowcount == 0:
            said |= {"scope": budget.scope, "value": budget.value, "window": budget.window}
            add_row(tx, budgets, said)
        row = dict(tx.execute(sa.select(budgets).where(same)).mappings().one())
        tx.execute(_EXCUSE, {"of": row["id"], "limit": budget.limit_nusd})
        row |= {"window_start": window_start(budget.window, now, zone), "settled_nusd": 0}
        alerts.thresholds(tx, now, [row], amounts(tx, zone, row, row["window_start"])["settled_nusd"])

    transact(engine, work)


def lock(tx: sa.Connection, alone: bool = False) -> bool:
    """Whether buying is stopped. Until this transaction ends no budget changes (`alone`: nothing moves)."""
    return bool(tx.scalar(_GATE_ALONE if alone else _GATE_SHARED))


def hold(tx: sa.Connection, zone: ZoneInfo, booking: Booking, amount: int) -> None:
    """Holds `amount` nano-USD in every matching budget, or in none.

    Raises BudgetExceeded. Its facts tell what is in the way: `only_held`, that it would fit but for what
    others hold; `only_unsettled`, but for that and what is at risk; `resets_at`, when a new window lets it
    pass (ISO, UTC; "" if none ever will).
    """
    counters = _counters(tx, zone, booking)
    if amount == 0 or not counters:
        return
    held = fixed.change(tx, _HOLD, {"counters": [row["counter_id"] for row in counters], "amount": amount})
    if held != len(counters):
        raise _refusal(counters, amount, zone)


def move(
    tx: sa.Connection,
    zone: ZoneInfo,
    booking: Booking,
    held: int = 0,
    settled: int = 0,
    at_risk: int = 0,
    excess: int = 0,
) -> Sequence[Mapping[str, Any]]:
    """Changes the counters of every matching budget; returns them, `settled_nusd` as it was just before.

    Call it before the rows that the amounts come from change: a counter that is not there yet is made of
    those rows.
    """
    if not (held or settled or at_risk):
        return ()
    if tx.dialect.name != "sqlite":  # there a transaction that writes is alone from its first statement
        lock(tx)
    counters = _counters(tx, zone, booking)
    if not counters:
        return ()
    amounts = {"held": held, "settled": settled, "at_risk": at_risk, "excess": excess}
    said = {"counters": [row["counter_id"] for row in counters], **amounts}
    after = {row["id"]: row["settled_nusd"] for row in fixed.rows(tx, _MOVE, said)}
    if len(after) != len(counters):  # made anew meanwhile, by a process with another time zone
        raise Raced
    # as the update found it: what was read before may be older by what others booked since
    return [{**row, "settled_nusd": after[row["counter_id"]] - settled} for row in counters]


def binds(budget: Mapping[str, Any], booked: Mapping[str, Any]) -> bool:
    """Whether a budget (or a refusal's facts) is about what is booked so."""
    return bool(budget["scope"] == "global" or booked[budget["scope"]] == budget["value"])


def amounts(
    tx: sa.Connection, zone: ZoneInfo, budget: Mapping[str, Any], start: datetime
) -> Mapping[str, int]:
    """Held, settled and at risk of a budget's window, whether or not it has a counter yet."""
    mine = (_C.budget_id == budget["id"]) & (_C.window_start == start) & (_C.time_zone == zone.key)
    stored = first_row(tx, sa.select(_C.settled_nusd, _C.held_nusd, _C.at_risk_nusd).where(mine))
    return sums(tx, zone, budget, start) if stored is None else stored


def sums(tx: sa.Connection, zone: ZoneInfo, budget: Mapping[str, Any], start: datetime) -> dict[str, int]:
    """A counter made again from the journal: held, settled and at risk of that budget's window."""
    end = window_end(budget["window"], start, zone)

    def total(
        amount: sa.Column[int],
        table: sa.FromClause,
        moment: sa.Column[datetime],
        *where: sa.ColumnElement[bool],
    ) -> int:
        query = sa.select(sa.func.coalesce(sa.func.sum(amount), 0)).select_from(table)
        return int(tx.scalar(query.where(moment >= start, moment < end, *where)) or 0)

    def matches(*tables: sa.Table) -> list[sa.ColumnElement[bool]]:
        if budget["scope"] == "global":
            return []
        column = next(table.c[budget["scope"]] for table in tables if budget["scope"] in table.c)
        return [column == budget["value"]]

    of_attempt = matches(attempts)
    held = total(
        attempts.c.held_nusd, attempts, attempts.c.booked_at, attempts.c.status == "open", *of_attempt
    )
    in_lines = total(
        envelope_lines.c.free_nusd,
        envelope_lines.join(envelopes),
        envelopes.c.booked_at,
        *matches(envelopes, envelope_lines),
    )
    return {
        "held_nusd": held + in_lines,
        "settled_nusd": total(
            usage_rows.c.cost_nusd, usage_rows, usage_rows.c.booked_at, *matches(usage_rows)
        )
        + total(
            archived_rows.c.cost_nusd, archived_rows.join(attempts), archived_rows.c.booked_at, *of_attempt
        ),
        "at_risk_nusd": total(
            attempts.c.held_nusd, attempts, attempts.c.booked_at, attempts.c.status == "unknown", *of_attempt
        ),
    }


def _counters(tx: sa.Connection, zone: ZoneInfo, booking: Booking) -> Sequence[Mapping[str, Any]]:
    """Every matching budget with its counter of the booking's window; counters not there yet are made.

    A budget's counters of another time zone are forgotten then: from now on nothing would keep them true.

    Of two transactions that make one, the later waits for the earlier and goes on with its counter. That
    is right because whoever changes what a counter sums up comes through here first.
    """
    starts = {window: window_start(window, booking.booked_at, zone) for window in WINDOWS}
    said = starts | {"time_zone": zone.key} | {name: getattr(booking, name) for name in SCOPES}
    rows = fixed.rows(tx, _MATCHING, said)
    missing = [row for row in rows if row["counter_id"] is None]
    for row in missing:
        start = starts[row["window"]]
        tx.execute(_FORGET, {"of": row["id"], "zone": zone.key})
        made = {"budget_id": row["id"], "window_start": start, "time_zone": zone.key}
        made |= sums(tx, zone, row, start)
        tx.execute(insert_once(tx.dialect.name, budget_counters, "budget_id", "window_start"), made)
        tx.execute(_EXCUSE, {"of": row["id"], "limit": row["limit_nusd"]})
    return fixed.rows(tx, _MATCHING, said) if missing else rows


def _refusal(counters: Sequence[Mapping[str, Any]], amount: int, zone: ZoneInfo) -> BudgetExceeded | Raced:
    """Names the tightest budget that stops, as it was before this transaction touched it."""

    def free(row: Mapping[str, Any], *taken: str) -> int:
        return int(row["limit_nusd"] - sum(row[name] for name in taken))

    def available(row: Mapping[str, Any]) -> int:
        return free(row, "settled_nusd", "at_risk_nusd", "held_nusd")

    stopping = [row for row in counters if row["stops"] and available(row) < amount]
    if not stopping:
        return Raced()
    row = min(stopping, key=available)
    return BudgetExceeded(
        scope=row["scope"],
        value=row["value"],
        window=row["window"],
        needed_nusd=amount,
        available_nusd=available(row),
        limit_nusd=row["limit_nusd"],
        only_held=all(amount <= free(one, "settled_nusd", "at_risk_nusd") for one in stopping),
        only_unsettled=all(amount <= free(one, "settled_nusd") for one in stopping),
        resets_at=_reset(stopping, amount, zone),
    )


def _reset(stopping: Sequence[Mapping[str, Any]], amount: int, zone: ZoneInfo) -> str:
    """When all of these budgets have a new window, if the amount fits an empty one of each."""
    if any(row["window"] == "total" or amount > row["limit_nusd"] for row in stopping):
        return ""
    return max(window_end(row["window"], row["window_start"], zone) for row in stopping).isoformat()
