"""Illustrated posts and the pictures that were found or made for them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("relevance_score", sa.Float(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('pending', 'approved', 'rejected')", name="ck_posts_status"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("delivery", name="uq_posts_delivery"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posts_status", "posts", ["status", "id"])
    op.create_table(
        "post_pictures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        *(_text(name) for name in ("address", "batch", "call", "waiting_for", "error_code", "error")),
        _text("sha256"),
        *(_count(name) for name in ("width", "height")),
        _text("shown_sha256"),
        *(_count(name) for name in ("shown_width", "shown_height")),
        _text("model"),
        sa.Column("cost_nusd", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("origin IN ('scraped', 'generated')", name="ck_post_pictures_origin"),
        sa.CheckConstraint(
            "status IN ('QUEUED', 'DONE', 'FAILED', 'CANCELLED')", name="ck_post_pictures_status"
        ),
        sa.CheckConstraint("cost_nusd >= 0", name="ck_post_pictures_cost"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_pictures_post_id_posts"),
        sa.PrimaryKeyConstraint("id", name="pk_post_pictures"),
        sa.UniqueConstraint("post_id", "number", name="uq_post_pictures_post_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_post_pictures_status", "post_pictures", ["status", "id"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)
