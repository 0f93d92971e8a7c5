"""What a person writes of an episode for its readers."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("episodes", sa.Column("description", sa.Text(), server_default="", nullable=False))
