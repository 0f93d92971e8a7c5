"""A project belongs to an account, and its title is unique there; creations named by their caller."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_projects()
    else:
        op.add_column("projects", _account())
        op.drop_constraint("uq_projects_title", "projects", type_="unique")
        op.create_unique_constraint("uq_projects_account", "projects", ["account", "title"])
    op.create_table(
        "idempotency_keys",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_idempotency_keys_account_accounts"),
        sa.PrimaryKeyConstraint("account", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def _account() -> sa.Column[str]:
    return sa.Column("account", sa.Text(), server_default="local", nullable=False)


def _rebuild_projects() -> None:
    """SQLite can't take a unique constraint off a table: a new one takes its place, and its name."""
    op.create_table(
        "projects_of_accounts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _account(),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("episodes_made", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.UniqueConstraint("account", "title", name="uq_projects_account"),
        sqlite_autoincrement=True,
    )
    kept = "id, title, episodes_made, created_at"
    op.execute(f"INSERT INTO projects_of_accounts ({kept}) SELECT {kept} FROM projects ORDER BY id")
    op.drop_table("projects")
    op.rename_table("projects_of_accounts", "projects")
