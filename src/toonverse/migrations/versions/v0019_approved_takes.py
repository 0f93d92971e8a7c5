"""What a further take may cost at most: as it was approved when it was ordered."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("take_orders", sa.Column("most_nusd", sa.BigInteger(), server_default="0", nullable=False))
