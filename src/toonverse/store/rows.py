"""The one statement the two databases spell differently: insert unless it is there."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_missing(tx: sa.Connection, table: sa.Table, values: Mapping[str, object]) -> bool:
    """Inserts the row unless one of the table's unique keys is taken; whether it did."""
    statement: sqlite.Insert | postgresql.Insert
    if tx.dialect.name == "postgresql":
        statement = postgresql.insert(table).values(values).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).values(values).on_conflict_do_nothing()
    # by what comes back: PostgreSQL's driver counts no rows where a generated key is asked for
    return tx.execute(statement.returning(*table.primary_key)).first() is not None
