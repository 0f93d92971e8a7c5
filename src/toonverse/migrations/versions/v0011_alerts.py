"""Alerts are sent: to whom, how often they were set off, and how far their sending is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("account", sa.Text(), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("triggers", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("outbox", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("outbox", sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("error", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["id"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
    op.add_column("accounts", sa.Column("alert_url", sa.Text(), server_default="", nullable=False))
