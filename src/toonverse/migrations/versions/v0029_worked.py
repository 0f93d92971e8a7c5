"""How long a job was at work is added up over its attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("worked_ms", sa.BigInteger))
    op.add_column("jobs", sa.Column("resumed_at", sa.DateTime(timezone=True)))
