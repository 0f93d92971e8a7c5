"""Accounts are users: a role, a name of their own, perhaps disabled; and their API keys (only hashes)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NOW = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("role", sa.Text(), server_default="creator", nullable=False))
    op.add_column("accounts", sa.Column("disabled_at", NOW, nullable=True))
    op.execute("UPDATE accounts SET role = 'admin' WHERE id = 'local'")
    op.create_index("ix_accounts_name", "accounts", ["name"], unique=True)
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", NOW, nullable=False),
        sa.Column("revoked_at", NOW, nullable=True),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_api_keys_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("sha256", name="uq_api_keys_sha256"),
    )
    op.create_index("ix_api_keys_account", "api_keys", ["account"])
