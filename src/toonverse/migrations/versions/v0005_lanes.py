"""Rate lanes: passes to a paid provider in the last minute, counted by all processes together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "lanes",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("passes", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("provider", name="pk_lanes"),
    )
    op.create_table(
        "lane_passes",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["provider"], ["lanes.provider"], name="fk_lane_passes_provider_lanes"),
        sa.PrimaryKeyConstraint("id", name="pk_lane_passes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lane_passes_provider", "lane_passes", ["provider"])
