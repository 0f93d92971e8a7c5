"""What is left in the database of calls whose rows were archived; written by `archive.py` alone.

The row itself lies in a Parquet file of the store. What stays is what sums are proved by: `archived_rows`
says what each cost (the rest of it is on its attempt), `archived_rollups` what they came to by quarter-hour.
"""

import sqlalchemy as sa

from toonverse.db import UtcDateTime, metadata
from toonverse.metering.rollups import KEYS, SUMS
from toonverse.metering.tables import Id

archives = sa.Table(
    "archives",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=True),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("file_bytes", sa.BigInteger, nullable=False),
    sa.Column("row_count", sa.BigInteger, nullable=False),
    sa.Column("first_id", sa.BigInteger, nullable=False),
    sa.Column("last_id", sa.BigInteger, nullable=False),
    sa.Column("first_at", UtcDateTime, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False),
    sa.Column("debit_tokens", sa.BigInteger, nullable=False),
    sa.Column("archived_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
"""One row for each file: its content's hash, and what its rows come to. The sums never change."""

archived_rows = sa.Table(
    "archived_rows",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=False),
    sa.Column("archive_id", sa.ForeignKey("archives.id"), nullable=False, index=True),
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), nullable=False),
    sa.Column("refund", sa.Boolean, nullable=False),
    sa.Column("success", sa.Boolean, nullable=False),
    sa.Column("episode", sa.Text, nullable=False, server_default=""),
    sa.Column("cost_nusd", sa.BigInteger, nullable=False),
    sa.Column("debit_tokens", sa.BigInteger, nullable=False),
    sa.Column("booked_at", UtcDateTime, nullable=False, index=True),
    sa.Column("created_at", UtcDateTime),
    *(sa.Column(name, sa.BigInteger) for name in ("prompt_tokens", "completion_tokens", "total_tokens")),
    sa.UniqueConstraint("attempt_id", "refund"),
    sa.Index(
        "ix_archived_rows_lost",
        "created_at",
        sqlite_where=sa.text("NOT success AND cost_nusd <> 0"),
        postgresql_where=sa.text("NOT success AND cost_nusd <> 0"),
    ),
    sa.Index(
        "ix_archived_rows_episode",
        "episode",
        sqlite_where=sa.text("episode <> ''"),
        postgresql_where=sa.text("episode <> ''"),
    ),
)
"""`id` is that of the usage row, which comes back under it. With its attempt it is all that the views which
earlier systems read (`token_usage`, `"AIUsage"`) say of a call.
"""

archived_rollups = sa.Table(
    "archived_rollups",
    metadata,
    sa.Column("archive_id", sa.ForeignKey("archives.id"), primary_key=True),
    sa.Column("quarter", UtcDateTime, primary_key=True),
    *(sa.Column(name, sa.Text, primary_key=True) for name in KEYS),
    *(sa.Column(name, sa.BigInteger, nullable=False) for name in SUMS),
)
