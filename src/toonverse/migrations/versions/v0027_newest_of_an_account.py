"""An account's newest calls are found by themselves, however many days and kinds it has."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_index("ix_usage_rows_account_newest", "usage_rows", ["account", "created_at", "id"])
