"""Runs statements that never change. On SQLite they go to the driver as they were compiled the first time.

SQLAlchemy looks at a statement anew each time it is executed, which takes several times as long as SQLite
takes to do it; a purchase has some twenty. Statements given here must be kept (module level): they are
remembered. Whoever listens to `do_execute` hears them too, without an execution context.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import sqlalchemy as sa

Said = Mapping[str, Any]
Row = dict[str, Any]
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """`names` and what turns their values into the driver's, in order; the same for the columns of a row."""

    text: str
    names: tuple[str, ...]
    binds: Mapping[str, _Convert]
    constants: Mapping[str, Any]
    columns: tuple[tuple[str, _Convert | None], ...]

    def bound(self, said: Said) -> tuple[str, list[Any]]:
        """The text, with as many marks as a list has values, and all values."""
        values: list[Any] = []
        text = self.text
        for name in self.names:
            value = said[name] if name in said else self.constants[name]
            if isinstance(value, list):
                text = text.replace(f"__[POSTCOMPILE_{name}]", ", ".join("?" * len(value)))
                values += value
            else:
                convert = self.binds.get(name)
                values.append(value if convert is None else convert(value))
        return text, values

    def row(self, values: Sequence[Any]) -> Row:
        return {
            name: value if convert is None else convert(value)
            for (name, convert), value in zip(self.columns, values, strict=True)
        }


def rows(tx: sa.Connection, statement: sa.Select[Any] | sa.Update, said: Said) -> list[Row]:
    """Every row of a query, or that an update returns."""
    if tx.dialect.name != "sqlite":
        return [dict(row) for row in tx.execute(statement, said).mappings()]
    compiled = _compiled(tx.dialect, statement, ())
    return [compiled.row(values) for values in _run(tx, compiled, said).fetchall()]


def first(tx: sa.Connection, query: sa.Select[Any], said: Said) -> Row | None:
    """The first row of a query."""
    if tx.dialect.name != "sqlite":
        row = tx.execute(query, said).mappings().first()
        return None if row is None else dict(row)
    compiled = _compiled(tx.dialect, query, ())
    values = _run(tx, compiled, said).fetchone()
    return None if values is None else compiled.row(values)


def change(tx: sa.Connection, statement: sa.Update | sa.Insert, said: Said) -> int:
    """How many rows an update or an upsert changed."""
    if tx.dialect.name != "sqlite":
        return int(tx.execute(statement, said).rowcount)
    names = tuple(said) if isinstance(statement, sa.Insert) else ()
    return int(_run(tx, _compiled(tx.dialect, statement, names), said).rowcount)


def change_all(tx: sa.Connection, statement: sa.Insert, every: Sequence[Said]) -> None:
    """The same insert or upsert for several rows."""
    if tx.dialect.name != "sqlite":
        tx.execute(statement, [dict(said) for said in every])
        return
    for said in every:
        change(tx, statement, said)


def add(tx: sa.Connection, insert: sa.Insert, said: Said) -> int:
    """Inserts a row of a table whose key is a number, and returns it."""
    if tx.dialect.name != "sqlite":
        key = tx.execute(insert, dict(said)).inserted_primary_key
        assert key is not None
        return int(key[0])
    number = _run(tx, _compiled(tx.dialect, insert, tuple(said)), said).lastrowid
    assert number is not None
    return number


@cache
def _compiled(
    dialect: sa.Dialect, statement: sa.Select[Any] | sa.Update | sa.Insert, names: tuple[str, ...]
) -> _Compiled:
    made = statement.compile(dialect=dialect, column_keys=names or None)
    binds = {
        name: convert
        for name, bind in made.binds.items()
        if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    columns = statement.selected_columns if isinstance(statement, sa.Select) else statement.exported_columns
    found = [
        (str(column.key), column.type.dialect_impl(dialect).result_processor(dialect, None))
        for column in columns
    ]
    constants = {name: bind.value for name, bind in made.binds.items() if not bind.required}
    return _Compiled(str(made), tuple(made.positiontup or ()), binds, constants, tuple(found))


def _run(tx: sa.Connection, compiled: _Compiled, said: Said) -> sqlite3.Cursor:
    """Raises what SQLAlchemy would."""
    text, values = compiled.bound(said)
    try:
        cursor = cast("sqlite3.Cursor", tx.connection.cursor())
        if not any(listener(cursor, text, values, None) for listener in tx.dialect.dispatch.do_execute):
            cursor.execute(text, values)
        return cursor
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance(text, values, error, sqlite3.Error, dialect=tx.dialect) from error
    except OverflowError as error:  # a number that SQLite has no room for
        raise sa.exc.StatementError(str(error), text, values, error) from error
