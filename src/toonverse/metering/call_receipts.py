"""A single call's receipt: what the book holds of it; and what is under way at this moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from toonverse.metering.archive_tables import archived_rows
from toonverse.metering.book import Posting
from toonverse.metering.rollups import FREE_PROVIDER
from toonverse.metering.tables import attempts, entries, postings, rollups, usage_rows
from toonverse.metering.transactions import all_rows, first_row
from toonverse.metering.windows import quarter_hour
from toonverse.money import Nusd

_A, _E, _P, _R = attempts.c, entries.c, postings.c, rollups.c


@dataclass(frozen=True, slots=True)
class Entry:
    """What the book holds in one transaction; its postings sum to zero in each unit."""

    at: datetime
    kind: str
    memo: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """What is being bought, what is held for it, and what the last hour came to (whole quarter-hours);
    drafts, which nobody buys, are no calls here."""

    open_calls: int
    held_nusd: Nusd
    hour_nusd: Nusd
    hour_calls: int


def attempt_of(engine: sa.Engine, attempt_id: int) -> dict[str, Any] | None:
    """The journal's row."""
    with engine.connect() as tx:
        return first_row(tx, sa.select(attempts).where(_A.id == attempt_id))


def entries_of(engine: sa.Engine, attempt_id: int) -> list[Entry]:
    """Everything that was entered for an attempt, in order: its booking, what was taken back."""
    query = (
        sa.select(_E.id, _E.at, _E.kind, _E.memo, _P.ledger_account, _P.unit, _P.amount)
        .join(postings, _P.entry_id == _E.id)
        .where(_E.attempt_id == attempt_id)
        .order_by(_E.id, _P.id)
    )
    made: dict[int, Entry] = {}
    with engine.connect() as tx:
        for row in all_rows(tx, query):
            posting = (row["ledger_account"], row["unit"], row["amount"])
            before = made[row["id"]].postings if row["id"] in made else ()
            made[row["id"]] = Entry(row["at"], row["kind"], row["memo"], (*before, posting))
    return list(made.values())


def under_way(engine: sa.Engine, now: datetime) -> Now:
    """Cheap enough to be asked every few seconds."""
    held = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_A.held_nusd), 0)).where(
        _A.status == "open", ~_A.free
    )
    since = quarter_hour(now) - timedelta(minutes=45)
    hour = sa.select(
        sa.func.coalesce(sa.func.sum(_R.cost_nusd), 0), sa.func.coalesce(sa.func.sum(_R.calls), 0)
    ).where(_R.quarter >= since, _R.provider != FREE_PROVIDER)
    with engine.connect() as tx:
        (open_calls, nusd), (cost, calls) = tx.execute(held).one(), tx.execute(hour).one()
    return Now(int(open_calls), Nusd(int(nusd)), Nusd(int(cost)), int(calls))


def lost_nusd(engine: sa.Engine, since: datetime) -> Nusd:
    """What was charged without a result since then, archived or not; refunds are taken off."""
    total = 0
    with engine.connect() as tx:
        for table in (usage_rows, archived_rows):
            c = table.c
            in_vain = (c.created_at >= since, ~c.success, c.cost_nusd != 0)
            total += int(tx.scalar(sa.select(sa.func.sum(c.cost_nusd)).where(*in_vain)) or 0)
    return Nusd(total)
