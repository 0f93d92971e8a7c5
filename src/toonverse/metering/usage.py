"""Usage rows; what they add up to (`rollups`) is written in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from toonverse.metering import fixed, rollups
from toonverse.metering.archive_tables import archived_rows
from toonverse.metering.journal import Closing, Row
from toonverse.metering.refusals import RowArchived
from toonverse.metering.tables import usage_rows
from toonverse.metering.transactions import first_row

COPIED = (
    "account", "source", "project", "service", "provider", "model", "episode", "panel", "post",
    "request_type", "booked_at", "size", "quality", "metadata",
)  # fmt: skip

_WRITE = usage_rows.insert()


def record(tx: sa.Connection, attempt: Row, closing: Closing, debit: int) -> None:
    """One row for an attempt that was sent."""
    said = {name: attempt[name] for name in COPIED} | closing.usage.counts()
    said |= {
        "attempt_id": attempt["id"],
        "refund": False,
        "cost_nusd": closing.cost_nusd,
        "debit_tokens": debit,
        "success": closing.status == "settled",
        "error_code": closing.error_code,
        "error_message": closing.error_message,
        "created_at": closing.at,
    }
    _write(tx, said, calls=1)


def refundable(tx: sa.Connection, attempt_id: int) -> Row | None:
    """The row of an attempt that was not refunded yet. Raises RowArchived."""
    u = usage_rows.c
    of_attempt = sa.select(usage_rows).where(u.attempt_id == attempt_id).order_by(u.refund.desc())
    row = first_row(tx, of_attempt)
    if row is None:
        gone = sa.select(archived_rows.c.archive_id).where(archived_rows.c.attempt_id == attempt_id)
        if (archive_id := tx.scalar(gone)) is not None:
            raise RowArchived(attempt=attempt_id, archive=archive_id)
    return None if row is None or row["refund"] else row


def refund(tx: sa.Connection, row: Row, at: datetime, memo: str) -> None:
    """Takes back a row's cost and debit with a row of its own."""
    said = {name: row[name] for name in COPIED} | {
        "attempt_id": row["attempt_id"],
        "refund": True,
        "cost_nusd": -row["cost_nusd"],
        "debit_tokens": -row["debit_tokens"],
        "success": row["success"],
        "error_message": memo,
        "created_at": at,
    }
    _write(tx, said, calls=0)


def _write(tx: sa.Connection, row: Mapping[str, Any], calls: int) -> None:
    fixed.add(tx, _WRITE, row)
    rollups.add(tx, row, calls)
