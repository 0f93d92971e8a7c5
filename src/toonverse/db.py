"""The engine, the metadata every table registers on, and the column types both databases share."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.pool import ConnectionPoolEntry

from toonverse import migrations

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FRESH = "fresh_sqlite.sql"
"""What all migrations come to on an empty SQLite file, statement by statement, with a blank line between.

Written by `scripts/fresh_schema.py`; a test holds it against the migrations.
"""


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC moment: timestamptz on PostgreSQL, sortable text on SQLite (microseconds, `Z`-less)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def open_engine(url: str) -> sa.Engine:
    """An engine whose SQLite connections are durable (WAL, FULL) and whose writers queue, not fail.

    SQLite transactions that write start with BEGIN IMMEDIATE (see `writing`): a read that turns into
    a write half-way would fail with SQLITE_BUSY instead of waiting.
    """
    engine = sa.create_engine(url, pool_size=16, max_overflow=64, pool_timeout=60)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: sa.Engine) -> sa.Engine:
    """The same engine, for transactions that will write: `with writing(engine).begin() as tx`."""
    return engine.execution_options(writing=True)


_SQLITE_AWAY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY)
_POSTGRESQL_AWAY = ("08", "57P")
"""Classes of SQLSTATE: the connection is gone; the server is shutting down, crashed, or is starting."""


def is_away(error: BaseException | None) -> bool:
    """Whether it says that the database takes nothing just now: gone, starting, read-only, or locked.

    Then the same may be tried again later. A full disc, a damaged file, a refused value are not that.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:  # a chain of causes may lead back to itself
        seen.add(id(error))
        if isinstance(error, sa.exc.TimeoutError):
            return True
        if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError):
            return error.connection_invalidated or _says_away(error.orig)
        if isinstance(error, sa.exc.DBAPIError):
            return error.connection_invalidated
        error = error.__cause__
    return False


def _says_away(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_AWAY
    state = getattr(error, "sqlstate", "")  # psycopg's errors have one, or None where no server answered
    return state is None or state.startswith(_POSTGRESQL_AWAY)


def answers(engine: sa.Engine) -> bool:
    """Whether the database does."""
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
    except sa.exc.DBAPIError:
        return False
    return True


def upgrade(engine: sa.Engine) -> None:
    """Brings the schema to this release; one that is there already costs a single read.

    Raises alembic's CommandError for a database that a newer release has upgraded.
    """
    version = sa.table("alembic_version", sa.column("version_num"))
    with engine.connect() as reading:
        known = sa.inspect(reading).has_table("alembic_version")
        if known and reading.scalar(sa.select(version.c.version_num)) == migrations.HEAD:
            return
    if engine.dialect.name != "sqlite" or not _furnish(engine):
        migrate(engine)


def migrate(engine: sa.Engine, revision: str = migrations.HEAD) -> None:
    """Runs the migrations that are still to run, up to this one. Raises as `upgrade` does."""
    from alembic import command  # costs a third of a second with what it imports: only those pay who need it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files(migrations)).replace("%", "%%"))
    with _without_foreign_keys(engine) as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, revision)


@contextmanager
def _without_foreign_keys(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that may replace a table of SQLite; whatever is referred to must be there at its end.

    SQLite's own way (lang_altertable, section 7): its switch works outside of transactions only.
    """
    with writing(engine).connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                    raise sa.exc.IntegrityError("migration", lost, Exception("rows refer to nothing"))
        finally:
            if sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def _furnish(engine: sa.Engine) -> bool:
    """Gives an empty SQLite file the schema that all migrations come to; false if it is not empty."""
    with writing(engine).begin() as tx:
        if tx.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
            return False
        for statement in resources.files(migrations).joinpath(FRESH).read_text("utf-8").split("\n\n"):
            tx.exec_driver_sql(statement)
    return True
