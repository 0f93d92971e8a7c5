"""Whether a report costs what the history is long: the same questions over 100 thousand and 10 million calls.

Rows are made by the database itself, over a year, for 200 users of six models; the sums that reports read
are made from them as a booking would make them. PostgreSQL's tables are vacuumed, as those of a year's growth
are: what was filled a moment ago would be held against what the server has tidied since. Each figure of the
longer history is followed by its ratio.
Making it takes minutes, so this room is measured only by name: `python -m bench reports`.
`TOONVERSE_BENCH_ROWS` makes the longer history shorter.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from tests.postgres import running

from toonverse.clock import utc_now
from toonverse.db import open_engine, upgrade
from toonverse.metering.accounts import open_ledger
from toonverse.metering.details import Chosen, page
from toonverse.metering.reports import Dimension, Period, totals
from toonverse.metering.rollups import KEYS, REPORTED, open_zone

Figure = tuple[str, float, str]

SHORT, LONG = 100_000, int(os.environ.get("TOONVERSE_BENCH_ROWS", "10000000"))
ZONE = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=350)
YEAR_SECONDS = 365 * 24 * 3600
ROUNDS, ROUNDS_MAX, SECONDS = 15, 200, 2.0
"""Each question is asked so often at least and at most, in between until so much time is over."""

_ROWS = """
    INSERT INTO usage_rows (attempt_id, refund, account, service, provider, model, source, request_type,
        prompt_tokens, completion_tokens, total_tokens, cost_nusd, debit_tokens, success, booked_at,
        created_at)
    SELECT n, {no}, 'u' || (n * 31 % 200),
        CASE WHEN n % 6 < 3 THEN 'image_generation' ELSE 'text_generation' END,
        CASE WHEN n % 2 = 0 THEN 'openai' ELSE 'google' END, 'model-' || (n % 6),
        CASE WHEN n * 31 % 200 < 20 THEN 'gateway' ELSE 'studio' END, 'panel_generation',
        100, 1000 + n % 7, 1100 + n % 7, 40000000 + n % 1000, 1100 + n % 7, n % 50 <> 0, {at}, {at}
    FROM {numbers}
"""
_MOMENT = f"{int(NOW.timestamp())} - n * 7919 % {YEAR_SECONDS}"
_SQLITE = {
    "no": "0",
    "at": f"strftime('%Y-%m-%d %H:%M:%S.000000', {_MOMENT}, 'unixepoch')",
    "numbers": "(WITH RECURSIVE i(n) AS "
    "(VALUES (1) UNION ALL SELECT n + 1 FROM i WHERE n < {rows}) SELECT * FROM i)",
}
_POSTGRESQL = {
    "no": "false",
    "at": f"to_timestamp({_MOMENT})",
    "numbers": "generate_series(1, {rows}::bigint) AS n",
}
_QUARTER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', strftime('%s', created_at) / 900 * 900, 'unixepoch')",
    "postgresql": "to_timestamp(floor(extract(epoch FROM created_at) / 900) * 900)",
}


def figures() -> list[Figure]:
    """Name, value, unit."""
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, running() as server:
        for database in ("sqlite", "postgresql"):
            urls = [
                server.create_database()
                if database == "postgresql"
                else f"sqlite:///{Path(folder, str(rows))}"
                for rows in (SHORT, LONG)
            ]
            with _history(urls[0], SHORT) as short, _history(urls[1], LONG) as long:
                for name in _questions(short):
                    few, many = _medians_ms(_questions(short)[name], _questions(long)[name])
                    found += [
                        (f"{database}, {name}, {SHORT:,} calls", few, "ms"),
                        (f"{database}, {name}, {LONG:,} calls", many, "ms"),
                        (f"{database}, {name}, ratio", many / few, "x"),
                    ]
    return found


@contextmanager
def _history(url: str, rows: int) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    upgrade(engine)
    open_ledger(engine, utc_now, 0)
    name = engine.dialect.name
    said = {
        key: text.format(rows=rows) for key, text in (_SQLITE if name == "sqlite" else _POSTGRESQL).items()
    }
    sums = (
        "count(*)",
        "sum(CASE WHEN success THEN 1 ELSE 0 END)",
        *(f"coalesce(sum({one}), 0)" for one in REPORTED),
    )
    made = _ROWS.format(**said)
    summed = (
        f"INSERT INTO rollups (quarter, {', '.join(KEYS)}, calls, successes, {', '.join(REPORTED)}) "
        f"SELECT {_QUARTER[name]}, {', '.join(KEYS)}, {', '.join(sums)} FROM usage_rows "
        f"GROUP BY 1, {', '.join(KEYS)}"
    )
    if name == "sqlite":
        raw = sqlite3.connect(str(engine.url.database))  # of its own: foreign keys are not looked at
        for statement in (made, summed):
            raw.execute(statement)
        raw.commit()
        raw.close()
    else:
        with engine.begin() as tx:
            for statement in ("SET LOCAL session_replication_role = replica", made, summed):
                tx.exec_driver_sql(statement.replace("%", "%%"))
    open_zone(engine, ZONE)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    if name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
    yield engine
    engine.dispose()


def _questions(engine: sa.Engine) -> Mapping[str, Callable[[], object]]:
    month, always = Period.of_days(ZONE, 30, NOW), Period.always(ZONE)
    hers: Mapping[Dimension, str] = {"account": "u7"}
    return {
        "everything by source": lambda: totals(engine, always, ["source"]),
        "everything by day": lambda: totals(engine, always, ["day"]),
        "30 days by model": lambda: totals(engine, month, ["model"]),
        "30 days by day and service": lambda: totals(engine, month, ["day", "service"]),
        "30 days by user": lambda: totals(engine, month, ["account"]),
        "a user's models": lambda: totals(engine, month, ["service", "model"], hers),
        "a user's days": lambda: totals(engine, month, ["day", "service"], hers),
        "the newest 50 calls": lambda: page(engine, Chosen(), 50),
        "the newest 50 of a source": lambda: page(engine, Chosen(source="gateway"), 50),
        "a user's newest 50": lambda: page(engine, Chosen(account="u7"), 50),
        "the last 20 failures": lambda: page(engine, Chosen(success=False), 20),
        "the newest 50 of a model": lambda: page(engine, Chosen(model="model-3"), 50),
        "calls of a model never used": lambda: page(engine, Chosen(model="model-9"), 50),
        "calls of a source never used": lambda: page(engine, Chosen(source="webhook"), 50),
        "calls of kinds that never met": lambda: page(engine, Chosen(source="cli", model="model-1"), 50),
        "a user's calls of a model never used": lambda: page(
            engine, Chosen(account="u7", model="model-9"), 50
        ),
        "failures of a year ago": lambda: page(engine, Chosen(success=False, until=LONG_AGO), 50),
    }


def _medians_ms(*works: Callable[[], object]) -> list[float]:
    """The works take turns, so that a noisy neighbour disturbs them alike; what is short takes more."""
    taken: list[list[float]] = [[] for _ in works]
    until = time.perf_counter() + SECONDS
    for turn in range(ROUNDS_MAX + 1):
        if turn > ROUNDS and time.perf_counter() > until:
            break
        for work, times in zip(works, taken, strict=True):
            begun = time.perf_counter()
            work()
            if turn:  # the first one warms up
                times.append((time.perf_counter() - begun) * 1000)
    return [median(times) for times in taken]
