"""Each account's whole day is a row of its own (the days are made anew when they are next asked for), and its
quarter-hours are found by its name."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("DELETE FROM day_rollups")
    op.execute("DELETE FROM rollup_zones")
    op.create_index(
        "ix_day_rollups_whole",
        "day_rollups",
        ["time_zone", "day"],
        sqlite_where=sa.text("source = '*'"),
        postgresql_where=sa.text("source = '*'"),
    )
    op.create_index("ix_rollups_account", "rollups", ["account", "quarter"])
