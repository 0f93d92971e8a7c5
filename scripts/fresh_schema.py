"""Writes the schema of a fresh home, which all migrations come to: run it after adding a migration."""

from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from toonverse import migrations
from toonverse.db import FRESH, migrate, open_engine


def statements(engine: sa.Engine) -> list[str]:
    """What makes this SQLite database's schema, and says of which revision it is."""
    with engine.connect() as reading:
        made = reading.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ).scalars()
        version = reading.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        return [*made, f"INSERT INTO alembic_version VALUES ('{version}')"]


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'home.sqlite3'}")
        migrate(engine)
        text = "\n\n".join(statements(engine))
        engine.dispose()
    Path(str(resources.files(migrations).joinpath(FRESH))).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
