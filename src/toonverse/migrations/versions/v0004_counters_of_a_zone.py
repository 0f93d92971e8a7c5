"""Budget counters know the time zone of their windows. Those there are sums: made anew when touched."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("DELETE FROM budget_counters")
    op.add_column("budget_counters", sa.Column("time_zone", sa.Text(), server_default="", nullable=False))
