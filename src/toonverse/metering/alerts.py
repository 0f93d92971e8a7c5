"""What an operator must hear about, once: rows of a durable outbox, written in the booking transaction."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from toonverse.metering.tables import outbox
from toonverse.metering.transactions import insert_once

THRESHOLDS_PERCENT = (80, 100)


def put(tx: sa.Connection, at: datetime, kind: str, name: str, facts: Mapping[str, object]) -> None:
    """Puts an alert into the outbox unless one of that name is there."""
    said: dict[str, Any] = {
        "kind": kind,
        "name": name,
        "facts": json.dumps(facts, default=str),
        "created_at": at,
    }
    tx.execute(insert_once(tx.dialect.name, outbox, "name"), said)


def thresholds(tx: sa.Connection, at: datetime, counters: Sequence[Mapping[str, Any]], settled: int) -> None:
    """An alert for each budget that this amount takes over a threshold; `counters` are from before it."""
    for row in counters:
        before = row["settled_nusd"]
        for percent in THRESHOLDS_PERCENT:
            mark = row["limit_nusd"] * percent
            if before * 100 < mark <= (before + settled) * 100:
                facts = {name: row[name] for name in ("scope", "value", "window", "limit_nusd")} | {
                    "percent": percent,
                    "settled_nusd": before + settled,
                }
                name = f"budget/{row['id']}/{row['window_start'].isoformat()}/{percent}"
                put(tx, at, "budget", name, facts)
