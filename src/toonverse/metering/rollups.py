"""Sums of usage rows: quarter-hours of UTC, and days of each time zone that reports are asked in.

A report reads days: how many there are depends on how long and how variously is bought, never on how many
calls there were. The quarter-hours below them are what a day of any zone can be made of.

A zone is *open* once its days were made; from then on each booking keeps them, in its own transaction.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering import fixed
from toonverse.metering.tables import day_rollups, rollup_zones, rollups
from toonverse.metering.transactions import transact, upsert
from toonverse.metering.windows import quarter_hour

EVERYBODY = ""
"""In a day's `account`: the sum of all accounts. No account is called that."""

WHOLE = "*"
"""In all dimensions of a day but its account: their sum. Nothing is called that."""

FREE_PROVIDER = "draft"
"""Whose calls are made on this machine and cost nothing by contract (`free` in the catalogue)."""

DIMENSIONS = ("source", "service", "provider", "model", "request_type")
KEYS = ("account", *DIMENSIONS)
REPORTED = (
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "debit_tokens",
    "images",
    "seconds",
    "cost_nusd",
)
SUMS = ("calls", "successes", *REPORTED)

_ZONES = sa.select(rollup_zones.c.time_zone)
_ROWS_AT_ONCE = 1_000


def add(tx: sa.Connection, row: Mapping[str, Any], calls: int) -> None:
    """Adds a usage row to its quarter-hour and its days; `calls` is 0 for a refund, which is none."""
    sums = {name: row.get(name) or 0 for name in REPORTED}
    sums |= {"calls": calls, "successes": calls * int(row["success"])}
    keys = {name: row[name] for name in KEYS}
    at = quarter_hour(row["created_at"])
    # First the quarter-hour: whoever opens a zone meanwhile waits for it, or we see the zone.
    fixed.change(tx, upsert(tx.dialect.name, rollups, SUMS), keys | {"quarter": at} | sums)
    for zone in zones(tx):
        said = {"time_zone": zone.key, "day": day_of(at, zone)} | sums
        rows = [dict(zip(KEYS, one, strict=True)) | said for one in counted_in(tuple(keys.values()))]
        fixed.change_all(tx, upsert(tx.dialect.name, day_rollups, SUMS), rows)


def counted_in(keys: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    """The rows of a day (by `KEYS`) that an amount of these keys is counted in: its account's, everybody's,
    and its account's whole day, so that a report by user costs what users there are, not what they bought.
    """
    account, *rest = keys
    return ((account, *rest), (EVERYBODY, *rest), (account, *(WHOLE for _ in rest)))


def open_zone(engine: sa.Engine, zone: ZoneInfo) -> None:
    """Makes the days of a zone that is not open; else only looks. Raises LedgerDown.

    Days that lie there of a zone that is none of the open ones were kept by no booking: they are made anew.
    """
    with engine.connect() as reading:
        if zone in zones(reading):
            return

    def work(tx: sa.Connection) -> None:
        if tx.dialect.name != "sqlite":  # there whoever writes is alone
            tx.execute(sa.text("LOCK TABLE rollups IN SHARE ROW EXCLUSIVE MODE"))
        if zone in zones(tx):
            return
        tx.execute(day_rollups.delete().where(day_rollups.c.time_zone == zone.key))
        rows = [
            {"time_zone": zone.key, **dict(zip(("day", *KEYS), key, strict=True)), **sums}
            for key, sums in days_made(tx, zone).items()
        ]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            tx.execute(day_rollups.insert(), rows[start : start + _ROWS_AT_ONCE])
        tx.execute(rollup_zones.insert(), {"time_zone": zone.key})

    transact(engine, work)


def zones(tx: sa.Connection) -> list[ZoneInfo]:
    """The open ones."""
    return [ZoneInfo(row["time_zone"]) for row in fixed.rows(tx, _ZONES, {})]


def days_made(tx: sa.Connection, zone: ZoneInfo) -> dict[tuple[Any, ...], dict[str, int]]:
    """Every day of a zone, summed from its quarter-hours: (day, account, source ...) -> sums."""
    made: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(SUMS, 0))
    for day, keys, amounts in _quarters(tx, zone):
        for one in counted_in(keys):
            sums = made[(day, *one)]
            for name, amount in zip(SUMS, amounts, strict=True):
                sums[name] += amount
    return made


def _quarters(tx: sa.Connection, zone: ZoneInfo) -> Iterator[tuple[date, tuple[Any, ...], tuple[int, ...]]]:
    r = rollups.c
    query = sa.select(r.quarter, *(r[name] for name in (*KEYS, *SUMS))).order_by(r.quarter)
    last: datetime | None = None
    for quarter, *rest in tx.execute(query.execution_options(yield_per=10_000)):
        if quarter != last:
            last, day = quarter, day_of(quarter, zone)
        yield day, tuple(rest[: len(KEYS)]), tuple(rest[len(KEYS) :])


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The zone's day that a moment lies in."""
    return at.astimezone(zone).date()
