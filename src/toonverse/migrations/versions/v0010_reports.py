"""Days of usage, and the two tables of earlier systems as views, so that their queries go on unchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

SUMS = (
    "calls", "successes", "prompt_tokens", "completion_tokens", "total_tokens", "debit_tokens", "images",
    "seconds", "cost_nusd",
)  # fmt: skip

NET = """
    FROM usage_rows AS u LEFT JOIN usage_rows AS back ON back.attempt_id = u.attempt_id AND back.refund
    WHERE NOT u.refund
"""
"""Each call once; what was given back is taken off where it was booked."""

TOKEN_USAGE = f"""
    CREATE VIEW token_usage AS SELECT
        u.id, u.account AS userid, u.account AS "userId", u.service AS service_type, u.model AS model_name,
        COALESCE(u.prompt_tokens, 0) AS prompt_tokens, COALESCE(u.completion_tokens, 0) AS completion_tokens,
        COALESCE(u.total_tokens, u.debit_tokens) AS total_tokens,
        (u.cost_nusd + COALESCE(back.cost_nusd, 0)) / 1000000000.0 AS api_cost,
        u.created_at,
        COALESCE(NULLIF(u.metadata, ''), '{{}}')::jsonb AS metadata
    {NET} AND u.success
"""
"""Only what was delivered is there: a failed call had no row in that system."""

AI_USAGE = f"""
    CREATE VIEW "AIUsage" AS SELECT
        u.id,
        CASE u.service WHEN 'text_generation' THEN 'text_completion' ELSE u.service END AS type,
        u.model, NULLIF(u.size, '') AS size,
        (u.cost_nusd + COALESCE(back.cost_nusd, 0)) / 1000000000.0 AS cost,
        u.success, NULLIF(u.error_message, '') AS "errorMsg", NULLIF(u.post, '') AS "postId", u.source,
        u.created_at AS "createdAt"
    {NET}
"""


def upgrade() -> None:
    op.create_table(
        "rollup_zones",
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("time_zone", name="pk_rollup_zones"),
    )
    words = ("source", "service", "provider", "model", "request_type")
    op.create_table(
        "day_rollups",
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        *(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False) for name in SUMS),
        sa.PrimaryKeyConstraint("time_zone", "account", "day", *words, name="pk_day_rollups"),
    )
    op.create_index("ix_usage_rows_account", "usage_rows", ["account", "id"])
    op.create_index("ix_usage_rows_source", "usage_rows", ["source", "id"])
    op.create_index(
        "ix_usage_rows_failed",
        "usage_rows",
        ["id"],
        sqlite_where=sa.text("NOT success"),
        postgresql_where=sa.text("NOT success"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(TOKEN_USAGE)
        op.execute(AI_USAGE)
