"""The migrations make the schema that the tables describe: a column forgotten there fails here."""

import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from commands import environment
from toonverse.db import metadata, migrate, open_engine, upgrade
from toonverse.metering import archive_tables, sign_in_tables
from toonverse.metering import tables as metering_tables
from toonverse.metering.invariants import examine
from toonverse.store import tables as works_tables

DESCRIBED = (metering_tables, archive_tables, sign_in_tables, works_tables)
TABLES = {name for module in DESCRIBED for name in vars(module)} & metadata.tables.keys()


def test_a_migrated_database_has_every_table_as_described(empty_database: str):
    engine = open_engine(empty_database)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert {"attempts", "archives", "sessions", "episodes"} <= TABLES
    engine.dispose()


def test_migrating_twice_changes_nothing(empty_database: str):
    engine = open_engine(empty_database)
    upgrade(engine)
    upgrade(engine)
    engine.dispose()


def schema(engine: sa.Engine) -> set[tuple[str, ...]]:
    with engine.connect() as reading:
        rows = reading.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
        version = reading.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        return {*((str(kind), str(name), str(of), str(sql)) for kind, name, of, sql in rows), (str(version),)}


def test_a_fresh_home_is_what_the_migrations_come_to(tmp_path: Path):
    """Where this fails after a new migration, run scripts/fresh_schema.py."""
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.sqlite3'}")
    migrated = open_engine(f"sqlite:///{tmp_path / 'migrated.sqlite3'}")
    upgrade(fresh)
    migrate(migrated)
    assert schema(fresh) == schema(migrated)
    for engine in (fresh, migrated):
        engine.dispose()


def test_a_fresh_home_is_opened_without_the_migrations_engine(tmp_path: Path):
    code = (
        "import sys; from toonverse import db; "
        f"db.upgrade(db.open_engine({f'sqlite:///{tmp_path}/home.sqlite3'!r})); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=environment(tmp_path)).returncode == 0


def test_a_home_of_the_first_release_is_brought_up_to_this_one(tmp_path: Path):
    old = open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.sqlite3'}")
    migrate(old, "0001")
    upgrade(old)
    upgrade(fresh)
    assert schema(old) == schema(fresh)
    for engine in (old, fresh):
        engine.dispose()


def test_bills_of_before_are_taken_as_they_were_and_watched_from_then_on(empty_database: str):
    engine = open_engine(empty_database)
    migrate(engine, "0027")
    with engine.begin() as tx:
        tx.exec_driver_sql(
            "INSERT INTO bill_lines (issuer, day, model, cost_nusd, imported_at) VALUES"
            " ('openai', '2026-11-01', 'words', 7, '2026-11-02'),"
            " ('openai', '2026-11-01', '그림', 5, '2026-11-04'),"
            " ('google', '2026-11-03', '', 0, '2026-11-04')"
        )
    upgrade(engine)
    assert examine(engine, ZoneInfo("UTC")) == []
    with engine.begin() as tx:
        tx.execute(metering_tables.bill_lines.update().values(cost_nusd=6))
    found = examine(engine, ZoneInfo("UTC"))
    assert [(one.code, one.detail[:17]) for one in found] == [
        ("bill_wrong", "google 2026-11-03"),
        ("bill_wrong", "openai 2026-11-01"),
    ]
    engine.dispose()


def test_balloons_that_were_moved_stay_where_they_were_lettered(tmp_path: Path):
    old = open_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    migrate(old, "0023")
    layer = '{"width":9,"height":9,"language":"ko","balloons":[],"problems":[]}'
    rows = {
        "projects (account, title, episodes_made, created_at)": ["'local', 'p', 1, '2026-11-21'"],
        "episodes (project_id, number, title, language, style, status, identity, revision, folder, story,"
        " options, created_at)": ["1, 1, 'e', 'ko', 'webtoon', 'draft', 'i', 1, 'f', '', '', '2026-11-21'"],
        "panels (episode_id, number, shot, moves)": ["1, 1, '{}', '{}'", "1, 2, '{}', NULL"],
        "takes (panel_id, number, sha256, media_type, width, height, faces, prompt, model, cost_nusd, tokens,"
        " accepted, created_at)": ["1, 1, 'ab', 'image/png', 9, 9, '', '', 'm', 0, 0, 1, '2026-11-21'"],
        "letterings (panel_id, language, take, layer, sha256, created_at)": [
            f"1, 'ko', 1, '{layer}', 'cd', '2026-11-21'"
        ],
    }
    with old.begin() as tx:
        for into, values in rows.items():
            for row in values:
                tx.exec_driver_sql(f"INSERT INTO {into} VALUES ({row})")
    upgrade(old)
    with old.connect() as tx:
        by_hand = tx.execute(sa.select(works_tables.panels.c.by_hand).order_by("number")).scalars().all()
    assert by_hand == [f'{{"picture":"ab","layer":{layer}}}', None]
    old.dispose()
