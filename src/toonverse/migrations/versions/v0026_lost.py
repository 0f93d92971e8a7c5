"""What was charged without a result is found without a look at what was not."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    for table in ("usage_rows", "archived_rows"):
        where = sa.text("NOT success AND cost_nusd <> 0")
        op.create_index(f"ix_{table}_lost", table, ["created_at"], sqlite_where=where, postgresql_where=where)
