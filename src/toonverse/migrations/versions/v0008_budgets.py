"""The window without an end is called `total`; a job knows what was quoted for it when it was approved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("UPDATE budgets SET \"window\" = 'total' WHERE \"window\" = 'ever'")
    op.add_column("jobs", sa.Column("quoted_nusd", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("approved_nusd", sa.BigInteger(), nullable=True))
