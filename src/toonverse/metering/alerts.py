"""What people must hear about, once: rows of a durable outbox, written in the booking transaction.

An alert's name says of what and of which window it is; set off again in that window it is only counted.
Who sends them is in `outbox.py`.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from toonverse.metering.tables import outbox
from toonverse.metering.transactions import answering, transact
from toonverse.metering.windows import window_start

THRESHOLDS_PERCENT = (50, 80, 100)

OPERATOR = ""
"""In place of an account: whoever runs the installation."""


def put(
    tx: sa.Connection,
    at: datetime,
    kind: str,
    name: str,
    facts: Mapping[str, object],
    also: str = OPERATOR,
) -> None:
    """Puts an alert for the operator into the outbox, and one for the account `also` names.

    One of that name that is there is set off once more, and stays as it is.
    """
    for account in dict.fromkeys((OPERATOR, also)):
        said: dict[str, Any] = {
            "kind": kind,
            "name": f"{name}@{account}" if account else name,
            "account": account,
            "facts": json.dumps(facts, default=str),
            "created_at": at,
        }
        tx.execute(_insert(tx.dialect.name), said)


def put_daily(
    tx: sa.Connection,
    at: datetime,
    zone: ZoneInfo,
    kind: str,
    facts: Mapping[str, object],
    about: str = "",
    also: str = OPERATOR,
) -> None:
    """One alert a day of this kind (and about this), whose facts are those of the day's first."""
    day = window_start("day", at, zone).astimezone(zone).date()
    put(tx, at, kind, "/".join(part for part in (kind, about, str(day)) if part), facts, also)


def thresholds(tx: sa.Connection, at: datetime, counters: Sequence[Mapping[str, Any]], settled: int) -> None:
    """An alert for each budget that this amount takes over a threshold; `counters` are from before it.

    Each is told once in a window for each limit: a raised one has thresholds of its own. A user hears of a
    budget of its own account, too.
    """
    for row in counters:
        before = row["settled_nusd"]
        for percent in THRESHOLDS_PERCENT:
            mark = row["limit_nusd"] * percent
            if _passed(before + settled, mark) and not _passed(before, mark):
                facts = {name: row[name] for name in ("scope", "value", "window", "limit_nusd")} | {
                    "percent": percent,
                    "settled_nusd": before + settled,
                }
                name = f"budget/{row['id']}/{row['window_start'].isoformat()}/{row['limit_nusd']}/{percent}"
                put(tx, at, "budget", name, facts, row["value"] if row["scope"] == "account" else OPERATOR)


def put_stop(engine: sa.Engine, at: datetime, zone: ZoneInfo, refused: Mapping[str, Any]) -> None:
    """An alert that a budget stops work, once in a window for each limit; `refused` are a refusal's facts.

    What only waits for others' holds to end is not stopped; neither is a budget to blame for what an account
    lacks. Raises LedgerDown.
    """
    if "scope" not in refused or refused["only_held"]:
        return
    facts = {name: refused[name] for name in ("scope", "value", "window", "limit_nusd", "needed_nusd")}
    facts |= {"available_nusd": max(0, refused["available_nusd"])}
    start = window_start(refused["window"], at, zone).isoformat()
    about = (refused["scope"], refused["value"], refused["window"], start, str(refused["limit_nusd"]))
    name = "/".join(("budget_stops", *about))
    with answering(), engine.connect() as reading:  # a loop that asks again and again writes nothing
        known = reading.scalar(sa.select(outbox.c.id).where(outbox.c.name == name))
    if known is None:
        also = refused["value"] if refused["scope"] == "account" else OPERATOR
        transact(engine, lambda tx: put(tx, at, "budget_stops", name, facts, also))


def _passed(spent: int, mark: int) -> bool:
    """A limit of nothing is passed by the first amount, not before."""
    return spent > 0 and spent * 100 >= mark


def _insert(dialect: str) -> sa.Insert:
    insert = sqlite.insert(outbox) if dialect == "sqlite" else postgresql.insert(outbox)
    return insert.on_conflict_do_update(index_elements=["name"], set_={"triggers": outbox.c.triggers + 1})
