"""Short write transactions: rerun when another writer was first, and honest about a database that is gone.

SQLite has one writer at a time, and forces each commit to the disc: what waits meanwhile (see `Writers`) is
committed with the next one, all at once. On PostgreSQL each transaction has a connection of its own.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

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
            if engine.dialect.name == "sqlite":
                return _writers(engine).done(engine, work)
            with answering(), engine.connect() as connection, connection.begin():
                return work(connection)
        except (Raced, sa.exc.IntegrityError, sa.exc.DataError) as error:
            last = error
    if not isinstance(last, Raced):
        raise LedgerRefused(detail=str(last)) from last
    raise LedgerDown(detail=f"gave up after {_RERUNS} reruns: {last}") from last


class _Work:
    """One transaction's work on its way: `leads` where its thread is to do what waits."""

    def __init__(self, work: Callable[[sa.Connection], object]) -> None:
        self.work = work
        self.result: object = None
        self.error: BaseException | None = None
        self.leads = False
        self.woken = threading.Event()


class Writers:
    """Group commit. Whoever finds nobody writing does all that waits in one transaction, each work behind a
    savepoint of its own: one that fails undoes itself and no other. Nobody is told of success before it is
    committed; a commit that fails fails for all of them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Work] = []
        self._busy = False

    def done(self, engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
        """What `work` returned, committed. Raises what it raised, with nothing of it done; LedgerDown."""
        mine = _Work(work)
        with self._lock:
            self._waiting.append(mine)
            mine.leads, self._busy = not self._busy, True
        if not mine.leads:
            mine.woken.wait()
        if mine.leads:
            self._lead(engine)
        if mine.error is not None:
            raise mine.error
        return mine.result  # type: ignore[return-value]  # what `work` returned

    def _lead(self, engine: sa.Engine) -> None:
        """Does what waits now; what came meanwhile is led by the thread of the first of it."""
        with self._lock:
            batch, self._waiting = self._waiting[:_TOGETHER_MAX], self._waiting[_TOGETHER_MAX:]
        try:
            _commit(engine, batch)
        except BaseException as error:  # noqa: BLE001  # those who wait must hear of it, whatever it was
            for one in batch:
                ours = isinstance(error, Exception) or one is batch[0]
                one.error = one.error or (error if ours else LedgerDown(detail=type(error).__name__))
        with self._lock:
            self._busy = bool(self._waiting)
            successor = self._waiting[0] if self._waiting else None
        if successor is not None:
            successor.leads = True
            successor.woken.set()
        for one in batch:
            one.woken.set()


def _commit(engine: sa.Engine, batch: list[_Work]) -> None:
    with answering(), engine.connect() as connection:
        tx = connection.execution_options(writing=True)
        with tx.begin():
            if len(batch) == 1:
                batch[0].result = batch[0].work(tx)
                return
            for one in batch:
                tx.exec_driver_sql("SAVEPOINT one")
                try:
                    with answering():
                        one.result = one.work(tx)
                except Exception as error:
                    if not getattr(tx.connection.dbapi_connection, "in_transaction", False):
                        raise  # SQLite gave up the whole of it (disc full, for one)
                    one.error = error
                    tx.exec_driver_sql("ROLLBACK TO one")
                tx.exec_driver_sql("RELEASE one")


_TOGETHER_MAX = 64
_ALL: WeakKeyDictionary[sa.Engine, Writers] = WeakKeyDictionary()
_ALL_LOCK = threading.Lock()


def _writers(engine: sa.Engine) -> Writers:
    with _ALL_LOCK:
        return _ALL.setdefault(engine, Writers())


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
