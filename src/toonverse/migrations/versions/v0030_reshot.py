"""When a panel's shot was changed after it was painted: what was painted before shows the former one."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("panels", sa.Column("reshot_at", sa.DateTime(timezone=True)))
