"""Short write transactions: rerun when another writer was first, and honest about a database that is gone."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from toonverse.db import writing
from toonverse.metering.refusals import LedgerDown

T = TypeVar("T")

_RERUNS = 5


class Raced(Exception):
    """Another transaction changed what this one had read; run it again."""


def transact(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    """Runs `work` in one write transaction and commits it.

    Rerun when a unique key, a deadlock or `Raced` says another was first. Raises LedgerDown when the
    database does not answer.
    """
    for _ in range(_RERUNS):
        try:
            with writing(engine).begin() as tx:
                return work(tx)
        except (Raced, sa.exc.IntegrityError) as error:
            last: Exception = error
        except sa.exc.OperationalError as error:
            if not _deadlocked(error):
                raise LedgerDown(detail=str(error.orig)) from error
            last = error
        except (sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
            raise LedgerDown(detail=str(error)) from error
    raise LedgerDown(detail=f"gave up after {_RERUNS} reruns: {last}") from last


def _deadlocked(error: sa.exc.OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", "") in ("40P01", "40001")


def all_rows(tx: sa.Connection, query: sa.Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in tx.execute(query).mappings()]


def first_row(tx: sa.Connection, query: sa.Select[Any]) -> dict[str, Any] | None:
    row = tx.execute(query).mappings().first()
    return None if row is None else dict(row)


def add_row(tx: sa.Connection, table: sa.Table, row: Mapping[str, object]) -> int:
    """Inserts a row and returns the id it got."""
    added: int = tx.execute(table.insert().returning(table.c.id), dict(row)).scalar_one()
    return added


def add_to(tx: sa.Connection, table: sa.Table, row: dict[str, object], sums: dict[str, int]) -> None:
    """Inserts `row` with `sums`, or adds `sums` to the row that is there."""
    if tx.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
    statement = insert(table)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=list(table.primary_key),
            set_={name: table.c[name] + statement.excluded[name] for name in sums},
        ),
        row | sums,
    )


def add_once(tx: sa.Connection, table: sa.Table, unique: str, row: dict[str, object]) -> None:
    """Inserts `row` unless one with the same `unique` column is there."""
    if tx.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
    tx.execute(insert(table).on_conflict_do_nothing(index_elements=[unique]), row)
