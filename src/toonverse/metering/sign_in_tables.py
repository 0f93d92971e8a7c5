"""The tables of signing in: passwords, sessions, links, and how often it was tried. No secret is in them.

`passwords.py`, `sessions.py` and `sign_in.py` write them, each its own.
"""

import sqlalchemy as sa

from toonverse.db import UtcDateTime, metadata

passwords = sa.Table(
    "passwords",
    metadata,
    sa.Column("account", sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
)
"""Argon2id, with salt and costs inside, in the form that the algorithm's authors write it."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("browser", sa.Text, nullable=False, server_default=""),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)
"""The secret itself is in one browser only. A session that ended has no row."""

sign_in_links = sa.Table(
    "sign_in_links",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False, index=True),
)
"""Links that nobody has used yet."""

sign_in_tries = sa.Table(
    "sign_in_tries",
    metadata,
    sa.Column("whose", sa.Text, primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
)
"""How often a name or an address (its hash) was tried with since a moment."""
