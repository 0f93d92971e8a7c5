"""The double-entry book: append-only entries whose postings sum to zero in each unit.

| ledger account     | unit  | meaning                                                               |
|--------------------|-------|-----------------------------------------------------------------------|
| granted            | token | what was given out (negative)                                         |
| account/<id>       | token | a balance; without a limit: what was used (negative)                  |
| consumed           | token | what providers reported, or the rate's tokens where they reported none |
| provider/<name>    | nusd  | what we owe a provider (negative)                                     |
| cost/<account>     | nusd  | what was spent for an account                                         |
| absorbed           | both  | what the house bears: anything above a hold                           |
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from toonverse.metering import fixed
from toonverse.metering.tables import entries, postings

Posting = tuple[str, str, int]
"""Ledger account, unit (`token` or `nusd`), amount."""

_ENTER, _POST = entries.insert(), postings.insert()


def enter(
    tx: sa.Connection,
    at: datetime,
    kind: str,
    amounts: Iterable[Posting],
    attempt_id: int | None = None,
    reverses: int | None = None,
    memo: str = "",
) -> None:
    """Writes one entry; postings of nothing are left out, and so is an entry without postings.

    Raises ValueError when the postings of a unit do not sum to zero: a bug, stopped before it is a loss.
    """
    rows = [(account, unit, amount) for account, unit, amount in amounts if amount]
    for unit in ("token", "nusd"):
        if sum(amount for _, of, amount in rows if of == unit):
            raise ValueError(f"unbalanced {kind}: {rows}")
    if not rows:
        return
    said = {"at": at, "kind": kind, "attempt_id": attempt_id, "reverses": reverses, "memo": memo}
    entry_id = fixed.add(tx, _ENTER, said)
    said_of_each = [
        {"entry_id": entry_id, "ledger_account": account, "unit": unit, "amount": amount}
        for account, unit, amount in rows
    ]
    fixed.change_all(tx, _POST, said_of_each)


def of_attempt(tx: sa.Connection, attempt_id: int) -> tuple[int, Sequence[Posting]] | None:
    """The id and postings of the entry that booked an attempt, or None."""
    e = entries.c
    entry_id = tx.scalar(sa.select(e.id).where(e.attempt_id == attempt_id, e.reverses.is_(None)))
    if entry_id is None:
        return None
    rows = tx.execute(
        sa.select(postings.c.ledger_account, postings.c.unit, postings.c.amount).where(
            postings.c.entry_id == entry_id
        )
    )
    return entry_id, [(account, unit, amount) for account, unit, amount in rows]
