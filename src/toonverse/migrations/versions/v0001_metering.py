"""The metering wing: accounts, the book, envelopes, the journal, budgets, usage, rollups, alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _id() -> sa.Column[int]:
    return sa.Column("id", ID, autoincrement=True, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _amount(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)


def upgrade() -> None:
    op.create_table(
        "accounts",
        _text("id"),
        _text("name"),
        sa.Column("limited", sa.Boolean(), nullable=False),
        _amount("balance_tokens"),
        _amount("held_tokens"),
        _amount("used_tokens"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "NOT limited OR held_tokens <= balance_tokens", name="ck_accounts_held_within_balance"
        ),
        sa.CheckConstraint("balance_tokens >= 0", name="ck_accounts_balance_not_negative"),
        sa.CheckConstraint("held_tokens >= 0", name="ck_accounts_held_not_negative"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    op.create_table(
        "budgets",
        _id(),
        _text("scope"),
        _word("value"),
        _text("window"),
        sa.Column("limit_nusd", sa.BigInteger(), nullable=False),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_budgets"),
        sa.UniqueConstraint("scope", "value", "window", name="uq_budgets_scope"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        _id(),
        _text("kind"),
        _text("name"),
        _text("facts"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("name", name="uq_outbox_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rollups",
        sa.Column("quarter", MOMENT, nullable=False),
        _text("account"),
        _text("source"),
        _text("service"),
        _text("provider"),
        _text("model"),
        _text("request_type"),
        _amount("calls"),
        _amount("successes"),
        _amount("prompt_tokens"),
        _amount("completion_tokens"),
        _amount("total_tokens"),
        _amount("debit_tokens"),
        _amount("images"),
        _amount("seconds"),
        _amount("cost_nusd"),
        sa.PrimaryKeyConstraint(
            "quarter", "account", "source", "service", "provider", "model", "request_type", name="pk_rollups"
        ),
    )
    op.create_table(
        "switches",
        _text("name"),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_switches"),
    )
    op.create_table(
        "budget_counters",
        _id(),
        sa.Column("budget_id", ID, nullable=False),
        sa.Column("window_start", MOMENT, nullable=False),
        _amount("held_nusd"),
        _amount("settled_nusd"),
        _amount("at_risk_nusd"),
        sa.CheckConstraint(
            "held_nusd >= 0 AND at_risk_nusd >= 0", name="ck_budget_counters_amounts_not_negative"
        ),
        sa.ForeignKeyConstraint(["budget_id"], ["budgets.id"], name="fk_budget_counters_budget_id_budgets"),
        sa.PrimaryKeyConstraint("id", name="pk_budget_counters"),
        _amount("excused_nusd"),
        sa.UniqueConstraint("budget_id", "window_start", name="uq_budget_counters_budget_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "envelopes",
        _text("id"),
        _text("account"),
        _text("name"),
        _text("source"),
        _word("project"),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("cost_max_nusd", sa.BigInteger(), nullable=True),
        _amount("held_nusd"),
        _amount("settled_nusd"),
        _amount("at_risk_nusd"),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("held_nusd >= 0 AND at_risk_nusd >= 0", name="ck_envelopes_amounts_not_negative"),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_envelopes_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_envelopes"),
        sa.UniqueConstraint("account", "name", name="uq_envelopes_account"),
    )
    op.create_table(
        "envelope_lines",
        _id(),
        _text("envelope_id"),
        _text("service"),
        _text("provider"),
        _text("model"),
        _amount("free_nusd"),
        _amount("free_tokens"),
        _amount("lost_nusd"),
        _amount("lost_tokens"),
        sa.CheckConstraint("free_nusd >= 0 AND free_tokens >= 0", name="ck_envelope_lines_free_not_negative"),
        sa.CheckConstraint("lost_nusd >= 0 AND lost_tokens >= 0", name="ck_envelope_lines_lost_not_negative"),
        sa.ForeignKeyConstraint(
            ["envelope_id"], ["envelopes.id"], name="fk_envelope_lines_envelope_id_envelopes"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_envelope_lines"),
        sa.UniqueConstraint("envelope_id", "service", "model", name="uq_envelope_lines_envelope_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attempts",
        _id(),
        _text("account"),
        _text("key"),
        _text("fingerprint"),
        sa.Column("attempt", sa.Integer(), nullable=False),
        _text("status"),
        _text("owner"),
        sa.Column("free", sa.Boolean(), nullable=False),
        _text("provider"),
        _text("service"),
        _text("model"),
        _word("size"),
        _word("quality"),
        _word("source"),
        _word("project"),
        _word("episode"),
        _word("panel"),
        _word("post"),
        _word("request_type"),
        _word("metadata"),
        sa.Column("envelope_id", sa.Text(), nullable=True),
        sa.Column("line_id", ID, nullable=True),
        _amount("held_nusd"),
        _amount("held_tokens"),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        _word("operation_id"),
        _word("sha256"),
        _word("media_type"),
        _word("notes"),
        _word("usage"),
        _amount("cost_nusd"),
        _amount("tokens"),
        _word("error_code"),
        _word("error_message"),
        sa.CheckConstraint(
            "status IN ('open', 'settled', 'refused', 'failed', 'unknown', 'spent', 'released')",
            name="ck_attempts_status",
        ),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_attempts_account_accounts"),
        sa.ForeignKeyConstraint(["envelope_id"], ["envelopes.id"], name="fk_attempts_envelope_id_envelopes"),
        sa.ForeignKeyConstraint(
            ["line_id"], ["envelope_lines.id"], name="fk_attempts_line_id_envelope_lines"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.UniqueConstraint("account", "key", "attempt", name="uq_attempts_account"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempts_envelope_id", "attempts", ["envelope_id"], unique=False)
    op.create_index(
        "ix_attempts_pending",
        "attempts",
        ["status", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('open', 'unknown')"),
        postgresql_where=sa.text("status IN ('open', 'unknown')"),
    )
    op.create_index(
        "uq_attempts_one_open",
        "attempts",
        ["account", "key"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "entries",
        _id(),
        sa.Column("at", MOMENT, nullable=False),
        _text("kind"),
        sa.Column("attempt_id", ID, nullable=True),
        sa.Column("reverses", ID, nullable=True),
        _word("memo"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_entries_attempt_id_attempts"),
        sa.ForeignKeyConstraint(["reverses"], ["entries.id"], name="fk_entries_reverses_entries"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("reverses", name="uq_entries_reverses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_attempt_id", "entries", ["attempt_id"], unique=False)
    op.create_table(
        "flags",
        _id(),
        _text("kind"),
        sa.Column("attempt_id", ID, nullable=False),
        _amount("excess_nusd"),
        _amount("excess_tokens"),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_flags_attempt_id_attempts"),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_flags_attempt_id", "flags", ["attempt_id"], unique=False)
    op.create_table(
        "usage_rows",
        _id(),
        sa.Column("attempt_id", ID, nullable=False),
        sa.Column("refund", sa.Boolean(), nullable=False),
        _text("account"),
        _text("service"),
        _text("provider"),
        _text("model"),
        _word("size"),
        _word("quality"),
        _word("source"),
        _word("project"),
        _word("episode"),
        _word("panel"),
        _word("post"),
        _word("request_type"),
        sa.Column("prompt_tokens", sa.BigInteger(), nullable=True),
        sa.Column("completion_tokens", sa.BigInteger(), nullable=True),
        sa.Column("total_tokens", sa.BigInteger(), nullable=True),
        sa.Column("thoughts_tokens", sa.BigInteger(), nullable=True),
        sa.Column("cached_tokens", sa.BigInteger(), nullable=True),
        sa.Column("tool_use_tokens", sa.BigInteger(), nullable=True),
        sa.Column("image_input_tokens", sa.BigInteger(), nullable=True),
        sa.Column("image_output_tokens", sa.BigInteger(), nullable=True),
        sa.Column("images", sa.BigInteger(), nullable=True),
        sa.Column("seconds", sa.BigInteger(), nullable=True),
        _amount("cost_nusd"),
        _amount("debit_tokens"),
        sa.Column("success", sa.Boolean(), nullable=False),
        _word("error_code"),
        _word("error_message"),
        _word("metadata"),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_usage_rows_account_accounts"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_usage_rows_attempt_id_attempts"),
        sa.PrimaryKeyConstraint("id", name="pk_usage_rows"),
        sa.UniqueConstraint("attempt_id", "refund", name="uq_usage_rows_attempt_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_usage_rows_booked_at", "usage_rows", ["booked_at"], unique=False)
    op.create_index("ix_usage_rows_created_at", "usage_rows", ["created_at"], unique=False)
    op.create_index(
        "ix_usage_rows_episode",
        "usage_rows",
        ["episode"],
        unique=False,
        sqlite_where=sa.text("episode <> ''"),
        postgresql_where=sa.text("episode <> ''"),
    )
    op.create_table(
        "postings",
        _id(),
        sa.Column("entry_id", ID, nullable=False),
        _text("ledger_account"),
        _text("unit"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("unit IN ('token', 'nusd')", name="ck_postings_unit"),
        sa.CheckConstraint("amount <> 0", name="ck_postings_amount_not_zero"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_postings_entry_id_entries"),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_postings_entry_id", "postings", ["entry_id"], unique=False)
    op.create_index("ix_postings_ledger_account", "postings", ["ledger_account"], unique=False)
    for table in ("entries", "postings"):
        _make_append_only(table)


def _make_append_only(table: str) -> None:
    """The book is never edited, not even by hand: the database itself refuses."""
    message = f"{table} are append-only"
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
