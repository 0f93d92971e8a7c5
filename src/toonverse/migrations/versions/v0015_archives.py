"""Archives: usage rows of long ago lie in Parquet files, and what proves the sums stays here."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEYS = ("account", "source", "service", "provider", "model", "request_type")
SUMS = (
    "calls", "successes", "prompt_tokens", "completion_tokens", "total_tokens", "debit_tokens", "images",
    "seconds", "cost_nusd",
)  # fmt: skip


def _amounts(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def upgrade() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "archives",
        sa.Column("id", identity, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        *_amounts("file_bytes", "row_count", "first_id", "last_id"),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        *_amounts("cost_nusd", "debit_tokens"),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archives"),
        sa.UniqueConstraint("sha256", name="uq_archives_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "archived_rows",
        sa.Column("id", identity, autoincrement=False, nullable=False),
        sa.Column("archive_id", identity, nullable=False),
        sa.Column("attempt_id", identity, nullable=False),
        sa.Column("refund", sa.Boolean(), nullable=False),
        sa.Column("success", sa.Boolean(), nullable=False),
        sa.Column("episode", sa.Text(), server_default="", nullable=False),
        *_amounts("cost_nusd", "debit_tokens"),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archived_rows"),
        sa.UniqueConstraint("attempt_id", "refund", name="uq_archived_rows_attempt_id"),
        sa.ForeignKeyConstraint(["archive_id"], ["archives.id"], name="fk_archived_rows_archive_id_archives"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_archived_rows_attempt_id_attempts"),
    )
    op.create_index("ix_archived_rows_archive_id", "archived_rows", ["archive_id"])
    op.create_index("ix_archived_rows_booked_at", "archived_rows", ["booked_at"])
    op.create_index(
        "ix_archived_rows_episode",
        "archived_rows",
        ["episode"],
        sqlite_where=sa.text("episode <> ''"),
        postgresql_where=sa.text("episode <> ''"),
    )
    op.create_table(
        "archived_rollups",
        sa.Column("archive_id", identity, nullable=False),
        sa.Column("quarter", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in KEYS),
        *_amounts(*SUMS),
        sa.PrimaryKeyConstraint("archive_id", "quarter", *KEYS, name="pk_archived_rollups"),
        sa.ForeignKeyConstraint(
            ["archive_id"], ["archives.id"], name="fk_archived_rollups_archive_id_archives"
        ),
    )
