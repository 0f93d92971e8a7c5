"""A job's quote, held once before its first call; its calls then draw on the lines.

Two jobs can't starve each other half-way, and `--max-cost` caps what a job holds, has settled and has at
risk over its whole life. What a job lost without a result (an unknown outcome, a failure that was charged)
may be held once more: the top-up.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering import accounts, budgets
from toonverse.metering.budgets import Booking
from toonverse.metering.calls import EnvelopeLine, Who
from toonverse.metering.refusals import (
    BalanceTooLow,
    BudgetExceeded,
    BuyingStopped,
    CapExceeded,
    EnvelopeExhausted,
    NotFound,
    Waiting,
)
from toonverse.metering.tables import envelope_lines, envelopes
from toonverse.metering.transactions import add_row, all_rows, first_row

Row = Mapping[str, Any]

_E, _L = envelopes.c, envelope_lines.c
_LINES = (
    sa.select(
        _L.id.label("line_id"), _L.envelope_id, _L.service, _L.provider, _L.model,
        _L.free_nusd, _L.free_tokens, _L.lost_nusd, _L.lost_tokens,
        _E.account, _E.source, _E.project, _E.booked_at, _E.is_open,
    )
    .select_from(envelope_lines.join(envelopes))
    .order_by(_L.id)
    .with_for_update()
)  # fmt: skip
_OF_CALL = _LINES.where(
    _L.envelope_id == sa.bindparam("envelope_id"),
    _L.service == sa.bindparam("service"),
    _L.model == sa.bindparam("model"),
    _E.is_open,
)
_IS_OPEN = sa.select(_E.is_open).where(_E.id == sa.bindparam("envelope")).with_for_update()


def _amount(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.BigInteger)


_GIVE_BACK = (
    envelope_lines.update()
    .where(_L.id == sa.bindparam("line"))
    .values(
        free_nusd=_L.free_nusd + _amount("nusd"),
        free_tokens=_L.free_tokens + _amount("tokens"),
        lost_nusd=_L.lost_nusd + _amount("lost_nusd"),
        lost_tokens=_L.lost_tokens + _amount("lost_tokens"),
    )
)
_BOOK = (
    envelopes.update()
    .where(_E.id == sa.bindparam("envelope"))
    .values(
        held_nusd=_E.held_nusd + _amount("held"),
        settled_nusd=_E.settled_nusd + _amount("settled"),
        at_risk_nusd=_E.at_risk_nusd + _amount("at_risk"),
    )
)


def open_(
    tx: sa.Connection,
    zone: ZoneInfo,
    now: datetime,
    name: str,
    who: Who,
    lines: Sequence[tuple[EnvelopeLine, str]],
    cost_max_nusd: int | None,
    renew: bool = False,
) -> str:
    """Opens (or finds open) the envelope of this account and name; each line comes with its provider.

    A closed envelope opens again with the new lines, in the window of now, and so does an open one with
    `renew`; what it settled before still counts against the cap. Raises NotFound, AccountDisabled,
    BuyingStopped, CapExceeded, BudgetExceeded, BalanceTooLow, Waiting.
    """
    if accounts.gate(tx, who.account):
        raise BuyingStopped()
    row = _named(tx, who.account, name)
    if row is None:
        row = _create(tx, now, name, who)
    envelope_id: str = row["id"]
    tx.execute(envelopes.update().where(envelopes.c.id == envelope_id).values(cost_max_nusd=cost_max_nusd))
    if row["is_open"] and renew:
        close(tx, zone, envelope_id)
    elif row["is_open"]:
        _hold_in_cap(tx, envelope_id, 0)
        return envelope_id
    tx.execute(envelopes.update().where(envelopes.c.id == envelope_id).values(is_open=True, booked_at=now))
    mine = envelope_lines.c.envelope_id == envelope_id
    tx.execute(envelope_lines.update().where(mine).values(lost_nusd=0, lost_tokens=0))
    rows = [_lines(tx, _L.id == _line_id(tx, envelope_id, line, provider))[0] for line, provider in lines]
    for row, (line, _) in zip(rows, lines, strict=True):
        try:
            _fill(tx, zone, row, line.maximum_nusd, line.maximum_tokens)
        except Waiting as waiting:
            final = _final(waiting, rows, lines)
            if final is None:
                raise
            raise final from waiting
    return envelope_id


def _final(
    waiting: Waiting, rows: Sequence[Row], lines: Sequence[tuple[EnvelopeLine, str]]
) -> BudgetExceeded | None:
    """A refusal for good where the budget in the way would not hold all of the job's lines, even alone."""
    if waiting.facts["waiting_for"] != BudgetExceeded.code:
        return None
    facts = {name: fact for name, fact in waiting.facts.items() if name != "waiting_for"}
    booked = zip(rows, lines, strict=True)
    whole = sum(line.maximum_nusd for row, (line, _) in booked if budgets.binds(facts, row))
    if whole <= int(str(facts["limit_nusd"])):
        return None
    return BudgetExceeded(**(facts | {"needed_nusd": whole, "only_held": False, "resets_at": ""}))


def find(tx: sa.Connection, account: str, name: str) -> str:
    """The id of the envelope of this account and name; "" if there is none."""
    row = _named(tx, account, name)
    return "" if row is None else str(row["id"])


def open_names(tx: sa.Connection, source: str) -> list[tuple[str, str]]:
    """Id and name of the source's open envelopes."""
    query = sa.select(_E.id, _E.name).where(_E.source == source, _E.is_open).order_by(_E.created_at, _E.id)
    return [(str(row["id"]), str(row["name"])) for row in all_rows(tx, query)]


def close(tx: sa.Connection, zone: ZoneInfo, envelope_id: str) -> None:
    """Releases what no call has drawn. Calls in flight settle on their own; closing twice is harmless."""
    budgets.lock(tx)
    for line in _lines(tx, envelope_lines.c.envelope_id == envelope_id, envelopes.c.is_open):
        nusd, tokens = line["free_nusd"], line["free_tokens"]
        budgets.move(tx, zone, Booking.of(line), held=-nusd)
        book(tx, envelope_id, held=-nusd)
        give_back(tx, line["line_id"], nusd=-nusd, tokens=-tokens)
        accounts.settle_tokens(tx, line["account"], released=tokens, debit=0)
    tx.execute(envelopes.update().where(envelopes.c.id == envelope_id).values(is_open=False))


def draw(tx: sa.Connection, zone: ZoneInfo, order: Row) -> Row:
    """Takes a call's maximum out of its line, topping up what was lost; returns the line (with `booked_at`).

    Raises NotFound, EnvelopeExhausted, Waiting (the top-up does not fit now).
    """
    nusd, tokens = order["held_nusd"], order["held_tokens"]
    of_call = {name: order[name] for name in ("envelope_id", "service", "model")}
    line = first_row(tx, _OF_CALL, **of_call)
    if line is None:
        raise NotFound(what="line of an open envelope", id=" ".join(of_call.values()))
    lacking_nusd, lacking_tokens = nusd - line["free_nusd"], tokens - line["free_tokens"]
    if lacking_nusd > line["lost_nusd"] or lacking_tokens > line["lost_tokens"]:
        raise EnvelopeExhausted(
            service=order["service"],
            model=order["model"],
            needed_nusd=nusd,
            available_nusd=line["free_nusd"] + line["lost_nusd"],
            needed_tokens=tokens,
            available_tokens=line["free_tokens"] + line["lost_tokens"],
        )
    if lacking_nusd > 0 or lacking_tokens > 0:
        _top_up(tx, zone, line, max(0, lacking_nusd), max(0, lacking_tokens))
    give_back(tx, line["line_id"], nusd=-nusd, tokens=-tokens)
    return line


def is_open(tx: sa.Connection, envelope_id: str) -> bool:
    return bool(tx.scalar(_IS_OPEN, {"envelope": envelope_id}))


def give_back(
    tx: sa.Connection, line_id: int, nusd: int = 0, tokens: int = 0, lost_nusd: int = 0, lost_tokens: int = 0
) -> None:
    """Changes what a line has free and what it lost; the sums above it are the caller's to keep."""
    if nusd or tokens or lost_nusd or lost_tokens:
        amounts = {"nusd": nusd, "tokens": tokens, "lost_nusd": lost_nusd, "lost_tokens": lost_tokens}
        tx.execute(_GIVE_BACK, {"line": line_id, **amounts})


def book(tx: sa.Connection, envelope_id: str, held: int = 0, settled: int = 0, at_risk: int = 0) -> None:
    """Changes an envelope's sums (they outlive its lines: the cap is for the whole job)."""
    if held or settled or at_risk:
        amounts = {"held": held, "settled": settled, "at_risk": at_risk}
        tx.execute(_BOOK, {"envelope": envelope_id, **amounts})


def _top_up(tx: sa.Connection, zone: ZoneInfo, line: Row, nusd: int, tokens: int) -> None:
    try:
        _fill(tx, zone, line, nusd, tokens)
    except Waiting:
        raise
    except (BudgetExceeded, BalanceTooLow, CapExceeded) as refusal:
        raise Waiting(waiting_for=refusal.code, **refusal.facts) from refusal
    give_back(tx, line["line_id"], lost_nusd=-nusd, lost_tokens=-tokens)


def _fill(tx: sa.Connection, zone: ZoneInfo, line: Row, nusd: int, tokens: int) -> None:
    """Holds an amount for a line, everywhere or nowhere."""
    _hold_in_cap(tx, line["envelope_id"], nusd)
    try:
        budgets.hold(tx, zone, Booking.of(line), nusd)
        if tokens:
            accounts.hold_tokens(tx, line["account"], tokens)
    except (BudgetExceeded, BalanceTooLow) as refusal:
        if refusal.facts["only_held"] or refusal.facts.get("resets_at"):
            raise Waiting(waiting_for=refusal.code, **refusal.facts) from refusal
        raise
    give_back(tx, line["line_id"], nusd=nusd, tokens=tokens)


def _hold_in_cap(tx: sa.Connection, envelope_id: str, nusd: int) -> None:
    c = envelopes.c
    taken = c.held_nusd + c.settled_nusd + c.at_risk_nusd
    done = tx.execute(
        envelopes.update()
        .where(c.id == envelope_id, c.cost_max_nusd.is_(None) | (taken + nusd <= c.cost_max_nusd))
        .values(held_nusd=c.held_nusd + nusd)
    )
    if done.rowcount != 1:
        row = tx.execute(sa.select(envelopes).where(c.id == envelope_id)).mappings().one()
        held, spent = row["held_nusd"], row["settled_nusd"] + row["at_risk_nusd"]
        limit = row["cost_max_nusd"]
        needed, taken = (nusd, held + spent) if nusd else (held, spent)
        raise CapExceeded(needed_nusd=needed, available_nusd=max(0, limit - taken), limit_nusd=limit)


def _named(tx: sa.Connection, account: str, name: str) -> Row | None:
    query = sa.select(envelopes).where(envelopes.c.account == account, envelopes.c.name == name)
    return first_row(tx, query.with_for_update())


def _create(tx: sa.Connection, now: datetime, name: str, who: Who) -> Row:
    row = {
        "id": uuid.uuid4().hex,
        "account": who.account,
        "name": name,
        "source": who.source,
        "project": who.subject.project,
        "is_open": False,
        "booked_at": now,
        "created_at": now,
    }
    tx.execute(envelopes.insert(), row)
    return row


def _line_id(tx: sa.Connection, envelope_id: str, line: EnvelopeLine, provider: str) -> int:
    c = envelope_lines.c
    found: int | None = tx.scalar(
        sa.select(c.id).where(c.envelope_id == envelope_id, c.service == line.service, c.model == line.model)
    )
    if found is not None:
        return found
    row = {"envelope_id": envelope_id, "service": line.service, "provider": provider, "model": line.model}
    return add_row(tx, envelope_lines, row)


def _lines(tx: sa.Connection, *where: sa.ColumnElement[bool]) -> Sequence[Row]:
    """Lines with what their envelope says of them; no other transaction changes these until this one ends."""
    return all_rows(tx, _LINES.where(*where))
