"""A provider that takes no more calls closes its lane until a moment (seconds since 1970, the database's)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("lanes", sa.Column("closed_until", sa.Double(), server_default="0", nullable=False))
