"""Short write transactions: rerun when another writer was first, and honest about a database that is gone."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from toonverse.metering.refusals import LedgerDown, LedgerRefused

T = TypeVar("T")

_RERUNS = 5


class Raced(Exception):
    """Another transaction changed what this one had read; run it again."""


def transact(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    """Runs `work` in one write transaction and commits it.

    Rerun when a unique key, a deadlock or `Raced` says another was first. Raises LedgerDown when the
    database does not answer, LedgerRefused when it answers and refuses these values every time.
    """
    last: Exception | None = None
    for _ in range(_RERUNS):
        try:
            with answering(), engine.connect() as connection:
                tx = connection.execution_options(writing=True)
                with tx.begin():
                    return work(tx)
        except (Raced, sa.exc.IntegrityError, sa.exc.DataError) as error:
            last = error
    if not isinstance(last, Raced):
        raise LedgerRefused(detail=str(last)) from last
    raise LedgerDown(detail=f"gave up after {_RERUNS} reruns: {last}") from last


@contextmanager
def answering() -> Iterator[None]:
    """Turns the errors of a database that is gone into LedgerDown, those of a deadlock into Raced."""
    try:
        yield
    except (sa.exc.IntegrityError, sa.exc.DataError):
        raise
    except sa.exc.DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") in ("40P01", "40001"):
            raise Raced from error
        raise LedgerDown(detail=str(error.orig)) from error
    except sa.exc.TimeoutError as error:
        raise LedgerDown(detail=str(error)) from error


def all_rows(tx: sa.Connection, query: sa.Select[Any], **said: object) -> list[dict[str, Any]]:
    return [dict(row) for row in tx.execute(query, said).mappings()]


def first_row(tx: sa.Connection, query: sa.Select[Any], **said: object) -> dict[str, Any] | None:
    row = tx.execute(query, said).mappings().first()
    return None if row is None else dict(row)


Place = tuple[datetime, str]
"""A row's place in an order by moment and id."""


def behind(moment: sa.Column[datetime], name: sa.Column[str], place: Place) -> sa.ColumnElement[bool]:
    """The rows that come after a place, oldest first."""
    at, last = place
    return sa.or_(moment > at, sa.and_(moment == at, name > last))


def add_row(tx: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> int:
    """Inserts a row and returns the id it got."""
    key = tx.execute(table.insert(), dict(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


@cache
def upsert(dialect: str, table: sa.Table, sums: tuple[str, ...]) -> sa.Insert:
    """Inserts a row, or adds its `sums` to the row of the same primary key."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: table.c[name] + insert.excluded[name] for name in sums},
    )


@cache
def insert_once(dialect: str, table: sa.Table, *unique: str) -> sa.Insert:
    """Inserts a row unless one with the same `unique` columns is there (or is being committed)."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_nothing(index_elements=list(unique))
