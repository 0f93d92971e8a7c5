"""What each day of a bill was when it was imported, so that a line changed since is found.

Days that are here already are taken as they are.
"""

import hashlib
import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

LINES = "SELECT issuer, CAST(day AS TEXT), model, cost_nusd FROM bill_lines"
FILL = "INSERT INTO bill_days (issuer, day, lines, sha256) VALUES (:issuer, :day, :lines, :sha256)"


def upgrade() -> None:
    op.create_table(
        "bill_days",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lines", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "day", name="pk_bill_days"),
    )
    days = defaultdict(list)
    for issuer, day, model, cost in op.get_bind().execute(sa.text(LINES)):
        days[issuer, day].append([model, int(cost)])
    fill = sa.text(FILL).bindparams(sa.bindparam("day", type_=sa.Date()))
    for (issuer, day), lines in sorted(days.items()):
        said = json.dumps([issuer, day, sorted(lines)])
        op.get_bind().execute(
            fill,
            {
                "issuer": issuer,
                "day": sa.Date().python_type.fromisoformat(day),
                "lines": len(lines),
                "sha256": hashlib.sha256(said.encode()).hexdigest(),
            },
        )
