"""The wing's tables. Money columns are nano-USD, moments are UTC, ids are never reused.

Which module writes what: `accounts.py` and `users.py` accounts, `keys.py` API keys,
`idempotency.py` what was created by name, `budgets.py` budgets and counters, `envelopes.py` envelopes and
lines, `batches.py` batches, `rollups.py` sums of usage, `ledger.py` everything an attempt moves, `history.py`
the same for attempts of another system. Nobody else writes here.
"""

import sqlalchemy as sa

from toonverse.db import UtcDateTime, metadata

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", Id, primary_key=True, autoincrement=True)


def _amount(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _subject() -> tuple[sa.Column[str], ...]:
    return tuple(_word(name) for name in ("source", "project", "episode", "panel", "post", "request_type"))


switches = sa.Table(
    "switches",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("stopped", sa.Boolean, nullable=False),
)
"""One row, `buying`: `toonverse stop` and `resume`. Holds read it; changes of budgets lock it."""

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True, unique=True),
    sa.Column("limited", sa.Boolean, nullable=False),
    _amount("balance_tokens"),
    _amount("held_tokens"),
    _amount("used_tokens"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("role", sa.Text, nullable=False, server_default="creator"),
    sa.Column("disabled_at", UtcDateTime),
    _word("alert_url"),
    sa.CheckConstraint("balance_tokens >= 0", name="balance_not_negative"),
    sa.CheckConstraint("held_tokens >= 0", name="held_not_negative"),
    sa.CheckConstraint("NOT limited OR held_tokens <= balance_tokens", name="held_within_balance"),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    _word("label"),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    _word("scopes"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
)
"""The key itself is shown once and never stored. `scopes` are words with a space between."""

idempotency_keys = sa.Table(
    "idempotency_keys",
    metadata,
    sa.Column("account", sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
)
"""A creation that its caller gave a name, and what was answered (JSON, without what is shown once)."""

entries = sa.Table(
    "entries",
    metadata,
    _id(),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), index=True),
    sa.Column("reverses", sa.ForeignKey("entries.id"), unique=True),
    _word("memo"),
    sqlite_autoincrement=True,
)
"""One transaction of the double-entry book; its postings sum to zero in each unit. Append-only."""

postings = sa.Table(
    "postings",
    metadata,
    _id(),
    sa.Column("entry_id", sa.ForeignKey("entries.id"), nullable=False, index=True),
    sa.Column("ledger_account", sa.Text, nullable=False, index=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.CheckConstraint("unit IN ('token', 'nusd')", name="unit"),
    sa.CheckConstraint("amount <> 0", name="amount_not_zero"),
    sqlite_autoincrement=True,
)

envelopes = sa.Table(
    "envelopes",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    _word("project"),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("cost_max_nusd", sa.BigInteger),
    _amount("held_nusd"),
    _amount("settled_nusd"),
    _amount("at_risk_nusd"),
    sa.Column("booked_at", UtcDateTime, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("account", "name"),
    sa.CheckConstraint("held_nusd >= 0 AND at_risk_nusd >= 0", name="amounts_not_negative"),
)
"""A job's held quote. `held_nusd` counts its lines and its calls in flight; its sums outlive the lines."""

envelope_lines = sa.Table(
    "envelope_lines",
    metadata,
    _id(),
    sa.Column("envelope_id", sa.ForeignKey("envelopes.id"), nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    _amount("free_nusd"),
    _amount("free_tokens"),
    _amount("lost_nusd"),
    _amount("lost_tokens"),
    sa.UniqueConstraint("envelope_id", "service", "model"),
    sa.CheckConstraint("free_nusd >= 0 AND free_tokens >= 0", name="free_not_negative"),
    sa.CheckConstraint("lost_nusd >= 0 AND lost_tokens >= 0", name="lost_not_negative"),
    sqlite_autoincrement=True,
)
"""`free_*` is held and not yet drawn; `lost_*` went without a result and may be held once more (top-up)."""

attempts = sa.Table(
    "attempts",
    metadata,
    _id(),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("free", sa.Boolean, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    _word("size"),
    _word("quality"),
    *_subject(),
    _word("metadata"),
    sa.Column("envelope_id", sa.ForeignKey("envelopes.id"), index=True),
    sa.Column("line_id", sa.ForeignKey("envelope_lines.id")),
    _amount("held_nusd"),
    _amount("held_tokens"),
    sa.Column("booked_at", UtcDateTime, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime),
    _word("operation_id"),
    _word("answer"),
    _word("sha256"),
    _word("media_type"),
    _word("notes"),
    _word("usage"),
    _amount("cost_nusd"),
    _amount("tokens"),
    _word("error_code"),
    _word("error_message"),
    sa.UniqueConstraint("account", "key", "attempt"),
    sa.CheckConstraint(
        "status IN ('open', 'settled', 'refused', 'failed', 'unknown', 'spent', 'released')", name="status"
    ),
    sqlite_autoincrement=True,
)
"""The journal: one row an attempt. `held_*` is its hold while it is open, and at risk while it is unknown.

`answer` is the closing (JSON) that will settle a paid attempt which was answered and has not ended yet.
"""

sa.Index(
    "uq_attempts_one_open",
    attempts.c.account,
    attempts.c.key,
    unique=True,
    sqlite_where=attempts.c.status == "open",
    postgresql_where=attempts.c.status == "open",
)
sa.Index(
    "ix_attempts_pending",
    attempts.c.status,
    attempts.c.id,
    sqlite_where=attempts.c.status.in_(("open", "unknown")),
    postgresql_where=attempts.c.status.in_(("open", "unknown")),
)

budgets = sa.Table(
    "budgets",
    metadata,
    _id(),
    sa.Column("scope", sa.Text, nullable=False),
    _word("value"),
    sa.Column("window", sa.Text, nullable=False),
    sa.Column("limit_nusd", sa.BigInteger, nullable=False),
    sa.Column("stops", sa.Boolean, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("scope", "value", "window"),
    sqlite_autoincrement=True,
)

budget_counters = sa.Table(
    "budget_counters",
    metadata,
    _id(),
    sa.Column("budget_id", sa.ForeignKey("budgets.id"), nullable=False),
    sa.Column("window_start", UtcDateTime, nullable=False),
    _word("time_zone"),
    _amount("held_nusd"),
    _amount("settled_nusd"),
    _amount("at_risk_nusd"),
    _amount("excused_nusd"),
    sa.UniqueConstraint("budget_id", "window_start"),
    sa.CheckConstraint("held_nusd >= 0 AND at_risk_nusd >= 0", name="amounts_not_negative"),
    sqlite_autoincrement=True,
)
"""Sums of the journal. All counters of a budget have windows of one `time_zone`: they are made anew when the
installation's zone changes. `excused_nusd` may stand above the limit: flagged overruns, and a limit set below
what was taken.
"""

usage_rows = sa.Table(
    "usage_rows",
    metadata,
    _id(),
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), nullable=False),
    sa.Column("refund", sa.Boolean, nullable=False),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    _word("size"),
    _word("quality"),
    *_subject(),
    sa.Column("prompt_tokens", sa.BigInteger),
    sa.Column("completion_tokens", sa.BigInteger),
    sa.Column("total_tokens", sa.BigInteger),
    sa.Column("thoughts_tokens", sa.BigInteger),
    sa.Column("cached_tokens", sa.BigInteger),
    sa.Column("tool_use_tokens", sa.BigInteger),
    sa.Column("image_input_tokens", sa.BigInteger),
    sa.Column("image_output_tokens", sa.BigInteger),
    sa.Column("images", sa.BigInteger),
    sa.Column("seconds", sa.BigInteger),
    _amount("cost_nusd"),
    _amount("debit_tokens"),
    sa.Column("success", sa.Boolean, nullable=False),
    _word("error_code"),
    _word("error_message"),
    _word("metadata"),
    sa.Column("booked_at", UtcDateTime, nullable=False, index=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("attempt_id", "refund"),
    sa.Index(
        "ix_usage_rows_episode",
        "episode",
        sqlite_where=sa.text("episode <> ''"),
        postgresql_where=sa.text("episode <> ''"),
    ),
    sa.Index(
        "ix_usage_rows_lost",
        "created_at",
        sqlite_where=sa.text("NOT success AND cost_nusd <> 0"),
        postgresql_where=sa.text("NOT success AND cost_nusd <> 0"),
    ),
    sa.Index("ix_usage_rows_newest", "created_at", "id"),
    sa.Index("ix_usage_rows_kind", "source", "service", "model", "success", "created_at", "id"),
    sa.Index(
        "ix_usage_rows_account_kind", "account", "source", "service", "model", "success", "created_at", "id"
    ),
    sa.Index("ix_usage_rows_account_newest", "account", "created_at", "id"),
    sqlite_autoincrement=True,
)
"""One row for each attempt sent, and one (negative, no call) for each refund. NULL: not reported."""


def _key(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text, primary_key=True) for name in names)


def _sums() -> tuple[sa.Column[int], ...]:
    return tuple(
        _amount(name)
        for name in (
            "calls",
            "successes",
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "debit_tokens",
            "images",
            "seconds",
            "cost_nusd",
        )
    )


rollups = sa.Table(
    "rollups",
    metadata,
    sa.Column("quarter", UtcDateTime, primary_key=True),
    *_key("account", "source", "service", "provider", "model", "request_type"),
    *_sums(),
    sa.Index("ix_rollups_account", "account", "quarter"),
)
"""Sums of `usage_rows` over quarter-hours of UTC, so that a day of any time zone can be added up."""

rollup_zones = sa.Table("rollup_zones", metadata, *_key("time_zone"))
"""The zones whose days are kept."""

day_rollups = sa.Table(
    "day_rollups",
    metadata,
    *_key("time_zone", "account"),
    sa.Column("day", sa.Date, primary_key=True),
    *_key("source", "service", "provider", "model", "request_type"),
    *_sums(),
    sa.Index(
        "ix_day_rollups_whole",
        "time_zone",
        "day",
        sqlite_where=sa.text("source = '*'"),
        postgresql_where=sa.text("source = '*'"),
    ),
)
"""Sums of `rollups` over the days of a time zone: each account's, ("") everybody's, and (* in all
else) each account's whole day."""

outbox = sa.Table(
    "outbox",
    metadata,
    _id(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    _word("account"),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("triggers", sa.BigInteger, nullable=False, server_default="1"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("next_try_at", UtcDateTime),
    _word("error"),
    sa.Column("sent_at", UtcDateTime),
    _word("told"),
    sqlite_autoincrement=True,
)
"""Alerts to be sent; `name` makes each arrive once, `triggers` says how often it was set off.

`account` is whom it is for: a user, or the operator (""). `tries` have failed; the next is not before
`next_try_at`. `told` are the addresses that took it, each as the beginning of its SHA-256.
"""

sa.Index(
    "ix_outbox_waiting",
    outbox.c.id,
    sqlite_where=outbox.c.sent_at.is_(None),
    postgresql_where=outbox.c.sent_at.is_(None),
)

flags = sa.Table(
    "flags",
    metadata,
    _id(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), nullable=False, index=True),
    _amount("excess_nusd"),
    _amount("excess_tokens"),
    sa.Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
"""What broke a promise and was booked: `overrun` (more than the hold), `unreported` (no usage, booked at the
hold), `implausible` (a part above its whole, priced as the whole).
"""

bill_lines = sa.Table(
    "bill_lines",
    metadata,
    sa.Column("issuer", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    _amount("cost_nusd"),
    sa.Column("imported_at", UtcDateTime, nullable=False),
)
"""What a provider says it charged on a day of UTC; written by `reconciling.py`. No part of the book."""

bill_days = sa.Table(
    "bill_days",
    metadata,
    sa.Column("issuer", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    _amount("lines"),
    sa.Column("sha256", sa.Text, nullable=False),
)
"""What each imported day was: how many lines, and the SHA-256 of them all (`reconciling.fingerprint`)."""

batches = sa.Table(
    "batches",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("provider", sa.Text, nullable=False),
    _word("provider_id"),
    sa.Column("items", sa.Text, nullable=False),
    sa.Column("begun_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    _word("status"),
)
"""What was handed to providers to be done for less; written by `batches.py`.

The row stands before anything is sent, `provider_id` as soon as the provider says it. `items` are a JSON
list; an attempt's `operation_id` is `name/item`. `status` is the provider's word for how it ended.
"""

lanes = sa.Table(
    "lanes",
    metadata,
    sa.Column("provider", sa.Text, primary_key=True),
    _amount("passes"),
    sa.Column("closed_until", sa.Double, nullable=False, server_default="0"),
)
"""One row for each paid provider; writing it is the lane's lock. `closed_until` as `lane_passes.at`."""

lane_passes = sa.Table(
    "lane_passes",
    metadata,
    _id(),
    sa.Column("provider", sa.ForeignKey("lanes.provider"), nullable=False, index=True),
    sa.Column("at", sa.Double, nullable=False),
    sqlite_autoincrement=True,
)
"""The passes of the last minute, in seconds since 1970 by the database's clock."""
