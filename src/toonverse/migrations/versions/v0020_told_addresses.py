"""An alert knows which addresses took it, so that a retry is for the others only."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("told", sa.Text(), server_default="", nullable=False))
