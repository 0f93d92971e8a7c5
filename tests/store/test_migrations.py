"""The migrations make the schema that the tables describe: a column forgotten there fails here."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from toonverse.db import metadata, open_engine, upgrade
from toonverse.metering import tables as metering_tables
from toonverse.store import tables as works_tables

TABLES = {*vars(metering_tables), *vars(works_tables)} & metadata.tables.keys()


def test_a_migrated_database_has_every_table_as_described(empty_database: str):
    engine = open_engine(empty_database)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert {"attempts", "episodes"} <= TABLES
    engine.dispose()


def test_migrating_twice_changes_nothing(empty_database: str):
    engine = open_engine(empty_database)
    upgrade(engine)
    upgrade(engine)
    engine.dispose()
