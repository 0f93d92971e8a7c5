"""Further takes, edited texts and moved balloons, and jobs that are wanted again while they run."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("again", sa.Text(), server_default="", nullable=False))
    op.add_column("panels", sa.Column("words", sa.Text(), nullable=True))
    op.add_column("panels", sa.Column("moves", sa.Text(), nullable=True))
    op.add_column("letterings", sa.Column("made_of", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "take_orders",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("from_run", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('wanted', 'made', 'failed')", name="ck_take_orders_status"),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name="fk_take_orders_panel_id_panels"),
        sa.PrimaryKeyConstraint("id", name="pk_take_orders"),
        sa.UniqueConstraint("panel_id", "number", name="uq_take_orders_panel_id"),
        sqlite_autoincrement=True,
    )
