"""Calls are found by kind, newest first; the views of earlier systems tell archived calls, too."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

KIND = ("source", "service", "model", "success", "created_at", "id")
TOKENS = ("prompt_tokens", "completion_tokens", "total_tokens")

FILL = """
    UPDATE archived_rows SET created_at = (
        SELECT coalesce(a.closed_at, a.created_at) FROM attempts AS a WHERE a.id = archived_rows.attempt_id)
    WHERE NOT refund
"""
FILL_SQLITE = """
    UPDATE archived_rows SET {name} = (
        SELECT json_extract(a.usage, '$.{name}') FROM attempts AS a
        WHERE a.id = archived_rows.attempt_id AND json_valid(a.usage))
    WHERE NOT refund
"""
FILL_POSTGRESQL = """
    UPDATE archived_rows AS r SET {name} = (nullif(a.usage, '')::jsonb ->> '{name}')::bigint
    FROM attempts AS a WHERE a.id = r.attempt_id AND NOT r.refund
"""
"""An attempt keeps what was reported; one of an import does not, so its row says what was debited."""

ROW = "cost_nusd, debit_tokens, success, prompt_tokens, completion_tokens, total_tokens, created_at"
CALLS = f"""
    FROM (
        SELECT id, attempt_id, refund, {ROW}, account, service, model, size, source, post, error_message,
            metadata
        FROM usage_rows
        UNION ALL
        SELECT r.id, r.attempt_id, r.refund, {", ".join("r." + name for name in ROW.split(", "))}, a.account,
            a.service, a.model, a.size, a.source, a.post, a.error_message, a.metadata
        FROM archived_rows AS r JOIN attempts AS a ON a.id = r.attempt_id
    ) AS u
    LEFT JOIN usage_rows AS back ON back.attempt_id = u.attempt_id AND back.refund
    LEFT JOIN archived_rows AS gone ON gone.attempt_id = u.attempt_id AND gone.refund
    WHERE NOT u.refund
"""
"""Each call once, archived or not; what was given back is taken off where it was booked."""

NET = "u.cost_nusd + COALESCE(back.cost_nusd, gone.cost_nusd, 0)"

TOKEN_USAGE = f"""
    CREATE VIEW token_usage AS SELECT
        u.id, u.account AS userid, u.account AS "userId", u.service AS service_type, u.model AS model_name,
        COALESCE(u.prompt_tokens, 0) AS prompt_tokens, COALESCE(u.completion_tokens, 0) AS completion_tokens,
        COALESCE(u.total_tokens, u.debit_tokens) AS total_tokens,
        ({NET}) / 1000000000.0 AS api_cost,
        u.created_at,
        COALESCE(NULLIF(u.metadata, ''), '{{}}')::jsonb AS metadata
    {CALLS} AND u.success
"""

AI_USAGE = f"""
    CREATE VIEW "AIUsage" AS SELECT
        u.id,
        CASE u.service WHEN 'text_generation' THEN 'text_completion' ELSE u.service END AS type,
        u.model, NULLIF(u.size, '') AS size,
        ({NET}) / 1000000000.0 AS cost,
        u.success, NULLIF(u.error_message, '') AS "errorMsg", NULLIF(u.post, '') AS "postId", u.source,
        u.created_at AS "createdAt"
    {CALLS}
"""


def upgrade() -> None:
    for name in ("account", "source", "failed", "created_at"):
        op.drop_index(f"ix_usage_rows_{name}", "usage_rows")
    op.create_index("ix_usage_rows_newest", "usage_rows", ["created_at", "id"])
    op.create_index("ix_usage_rows_kind", "usage_rows", [*KIND])
    op.create_index("ix_usage_rows_account_kind", "usage_rows", ["account", *KIND])
    op.add_column("archived_rows", sa.Column("created_at", sa.DateTime(timezone=True)))
    for name in TOKENS:
        op.add_column("archived_rows", sa.Column(name, sa.BigInteger()))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(FILL)
    for name in TOKENS:
        op.execute((FILL_SQLITE if is_sqlite else FILL_POSTGRESQL).format(name=name))
    if not is_sqlite:
        op.execute("DROP VIEW token_usage")
        op.execute('DROP VIEW "AIUsage"')
        op.execute(TOKEN_USAGE)
        op.execute(AI_USAGE)
