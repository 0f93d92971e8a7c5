"""Shorts, and the clips that are bought for them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "shorts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("account", "name", "status", "wish", "video_model", "text_model")
        ),
        sa.Column("maximum_nusd", sa.BigInteger(), nullable=False),
        sa.Column("maximum_tokens", sa.BigInteger(), nullable=False),
        _text("waiting_for"),
        _text("output", "{}"),
        _text("error_code"),
        _text("error"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('ORDERED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')",
            name="ck_shorts_status",
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episodes.id"], name="fk_shorts_episode_id_episodes"),
        sa.PrimaryKeyConstraint("id", name="pk_shorts"),
        sa.UniqueConstraint("name", name="uq_shorts_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shorts_status", "shorts", ["status", "id"])
    op.create_index("ix_shorts_account", "shorts", ["account", "id"])
    op.create_table(
        "short_clips",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("short_id", sa.Integer(), nullable=False),
        sa.Column("panel", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        *(_text(name) for name in ("analysis", "video", "sha256")),
        sa.Column("cost_nusd", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("tokens", sa.BigInteger(), server_default="0", nullable=False),
        *(_text(name) for name in ("error_code", "error")),
        sa.CheckConstraint("status IN ('QUEUED', 'DONE', 'FAILED')", name="ck_short_clips_status"),
        sa.CheckConstraint("cost_nusd >= 0", name="ck_short_clips_cost"),
        sa.ForeignKeyConstraint(["short_id"], ["shorts.id"], name="fk_short_clips_short_id_shorts"),
        sa.PrimaryKeyConstraint("id", name="pk_short_clips"),
        sa.UniqueConstraint("short_id", "panel", name="uq_short_clips_short_id"),
        sqlite_autoincrement=True,
    )


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)
