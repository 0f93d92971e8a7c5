"""Books what an earlier system knew: balances, and every call it made, once, however often they come.

What was used there was granted there: each imported use is granted first, so that it adds to the user's use
and leaves the balance as it is. Costs are booked as they were, in the windows of their own days; a budget
that they stand above is not called broken for it, and alerts only where its window is that of now.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from toonverse.metering import accounts as purse
from toonverse.metering import alerts, book, budgets, usage
from toonverse.metering.budgets import Booking
from toonverse.metering.catalog import Catalog
from toonverse.metering.journal import IMPORTED, Closing
from toonverse.metering.ledger import Ledger
from toonverse.metering.old_records import OldBalance, OldUse
from toonverse.metering.tables import accounts, attempts, entries, postings
from toonverse.metering.transactions import add_row, first_row, transact
from toonverse.metering.windows import window_start

BATCH = 200
"""Rows of one transaction: short enough that nobody waits long for it."""

BALANCE_MEMO = "imported balance"
USE_MEMO = "imported use"


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were booked, how many were there already, and how many users were made for them."""

    booked: int
    known: int
    users: int


def import_balances(ledger: Ledger, balances: Sequence[OldBalance]) -> Imported:
    """Grants each user what it had left, once. A user that is not there is made, with its old id.

    One without a limit needs none, and nothing left is nothing to book.
    """
    booked = users = 0
    for one in balances:

        def work(tx: sa.Connection, one: OldBalance = one) -> tuple[bool, bool]:
            account, fresh = _account(tx, ledger, one.user, one.name)
            limited = sa.select(accounts.c.limited).where(accounts.c.id == account).with_for_update()
            if not one.tokens or not tx.scalar(limited) or _has_balance(tx, account):
                return False, fresh
            purse.credit(tx, ledger.clock, account, one.tokens, BALANCE_MEMO)
            return True, fresh

        done, fresh = transact(ledger.engine, work)
        booked += done
        users += fresh
    return Imported(booked, len(balances) - booked, users)


def import_usage(ledger: Ledger, catalog: Catalog, uses: Sequence[OldUse]) -> Imported:
    """Books each call that is not there yet, as an attempt of its own with its usage row."""
    booked = users = 0
    for start in range(0, len(uses), BATCH):
        some = uses[start : start + BATCH]

        def work(tx: sa.Connection, some: Sequence[OldUse] = some) -> tuple[int, int]:
            done = fresh = 0
            for one in some:
                account, made = _account(tx, ledger, one.user or purse.LOCAL_OWNER, one.user)
                done += _book(tx, ledger, catalog, account, one)
                fresh += made
            return done, fresh

        done, fresh = transact(ledger.engine, work)
        booked += done
        users += fresh
    return Imported(booked, len(uses) - booked, users)


def _account(tx: sa.Connection, ledger: Ledger, user: str, name: str) -> tuple[str, bool]:
    """The id of the account of that id or name, and whether it was made just now."""
    a = accounts.c
    found = tx.scalar(sa.select(a.id).where((a.id == user) | (a.name == user)).order_by(a.id != user))
    if found is not None:
        return str(found), False
    taken = tx.scalar(sa.select(a.id).where(a.name == name)) is not None
    purse.create(tx, ledger.clock, user, user if taken else name, 0, "creator")
    return user, True


def _has_balance(tx: sa.Connection, account: str) -> bool:
    query = (
        sa.select(entries.c.id)
        .join(postings)
        .where(entries.c.memo == BALANCE_MEMO, postings.c.ledger_account == f"account/{account}")
    )
    return first_row(tx, query.limit(1)) is not None


def _book(tx: sa.Connection, ledger: Ledger, catalog: Catalog, account: str, one: OldUse) -> bool:
    key = f"import/{one.name}"
    a = attempts.c
    if tx.scalar(sa.select(a.id).where(a.account == account, a.key == key)) is not None:
        return False
    tokens = (one.usage.total_tokens or 0) if one.success else 0
    row = _attempt(catalog, account, key, one) | {"tokens": tokens}
    counters = budgets.move(tx, ledger.zone, Booking.of(row), settled=one.cost_nusd, excess=one.cost_nusd)
    now = ledger.clock()
    of_now = [row for row in counters if row["window_start"] == window_start(row["window"], now, ledger.zone)]
    alerts.thresholds(tx, now, of_now, one.cost_nusd)
    if tokens:
        if tx.scalar(sa.select(accounts.c.limited).where(accounts.c.id == account)):
            purse.credit(tx, ledger.clock, account, tokens, USE_MEMO)
        purse.settle_tokens(tx, account, released=0, debit=tokens)
    row["id"] = add_row(tx, attempts, row)
    status = row["status"]
    closing = Closing(
        row["id"], status, one.at, one.usage, one.cost_nusd, tokens, error_message=row["error_message"]
    )
    usage.record(tx, row, closing, tokens)
    book.enter(tx, one.at, "import", _postings(row), row["id"], memo=USE_MEMO)
    return True


def _attempt(catalog: Catalog, account: str, key: str, one: OldUse) -> dict[str, Any]:
    model = catalog.models.get(one.model)
    return {
        "account": account,
        "key": key,
        "fingerprint": "",
        "attempt": 1,
        "status": "settled" if one.success else "failed",
        "owner": IMPORTED,
        "free": False,
        "provider": "imported" if model is None else model.provider,
        "service": one.service,
        "model": one.model,
        "size": one.size,
        "quality": "",
        "source": one.source,
        "project": "",
        "episode": "",
        "panel": "",
        "post": one.post,
        "request_type": str(one.metadata.get("requestType", ""))[:200],
        "metadata": json.dumps(one.metadata, ensure_ascii=False),
        "booked_at": one.at,
        "created_at": one.at,
        "closed_at": one.at,
        "cost_nusd": one.cost_nusd,
        "error_message": one.error,
    }


def _postings(row: dict[str, Any]) -> list[book.Posting]:
    cost, tokens = row["cost_nusd"], row["tokens"]
    return [
        (f"provider/{row['provider']}", "nusd", -cost),
        (f"cost/{row['account']}", "nusd", cost),
        (f"account/{row['account']}", "token", -tokens),
        ("consumed", "token", tokens),
    ]
