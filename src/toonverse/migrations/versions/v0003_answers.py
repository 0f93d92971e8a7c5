"""An answer is noted on its attempt before it is kept, so that a crash between the two is no mystery."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("attempts", sa.Column("answer", sa.Text(), server_default="", nullable=False))
