"""Passwords (hashed), sessions of browsers, links that sign in once, and how often it was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

NOW = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "passwords",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("changed_at", NOW, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_passwords_account_accounts"),
        sa.PrimaryKeyConstraint("account", name="pk_passwords"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", NOW, nullable=False),
        sa.Column("seen_at", NOW, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_sessions_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("sha256", name="uq_sessions_sha256"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "sign_in_links",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("made_at", NOW, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_sign_in_links_account_accounts"),
        sa.PrimaryKeyConstraint("sha256", name="pk_sign_in_links"),
    )
    op.create_index("ix_sign_in_links_made_at", "sign_in_links", ["made_at"])
    op.create_table(
        "sign_in_tries",
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("since", NOW, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("whose", name="pk_sign_in_tries"),
    )
    op.create_index("ix_sign_in_tries_since", "sign_in_tries", ["since"])
