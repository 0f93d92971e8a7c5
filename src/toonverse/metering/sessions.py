"""Sessions of browsers: a random secret in a cookie, its SHA-256 in the database, so any process knows it.

A session ends by itself when it was not used for a week, and after thirty days in any case; at once when it
is signed out of, when its user changes the password, and when the user is disabled.
"""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import UtcDateTime
from toonverse.metering import fixed
from toonverse.metering.sign_in_tables import sessions
from toonverse.metering.tables import accounts
from toonverse.metering.transactions import all_rows, transact
from toonverse.metering.users import Role

IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=10)
"""How exactly it is known when a session was last used: a page is many requests, too many to write each."""
OF_ONE_MAX = 50
"""Sessions of one account; the one used longest ago makes room."""
SECRET_BYTES = 32
BROWSER_CHARACTERS_MAX = 200

_S, _A = sessions.c, accounts.c
_MOMENT = UtcDateTime()
_FOUND = (
    sa.select(_S.id, _S.account, _S.seen_at, _A.name, _A.role)
    .select_from(sessions.join(accounts))
    .where(
        _S.sha256 == sa.bindparam("sha256"),
        _S.made_at > sa.bindparam("made_after", type_=_MOMENT),
        _S.seen_at > sa.bindparam("seen_after", type_=_MOMENT),
        _A.disabled_at.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session it is."""

    session_id: str
    account: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its user sees it. `browser` is what the browser calls itself."""

    id: str
    browser: str
    made_at: datetime
    seen_at: datetime


def open_session(engine: sa.Engine, clock: Clock, account: str, browser: str = "") -> str:
    """A new session's secret, which is nowhere but in the answer."""
    return transact(engine, lambda tx: begin_session(tx, clock, account, browser))


def begin_session(tx: sa.Connection, clock: Clock, account: str, browser: str) -> str:
    """`open_session`, in a transaction that is going on. What has expired makes room."""
    now, secret = clock(), secrets.token_urlsafe(SECRET_BYTES)
    tx.execute(sessions.delete().where((_S.made_at <= now - LONGEST) | (_S.seen_at <= now - IDLE)))
    newest = sa.select(_S.id).where(_S.account == account).order_by(_S.seen_at.desc(), _S.id)
    keep = newest.limit(OF_ONE_MAX - 1).scalar_subquery()
    tx.execute(sessions.delete().where(_S.account == account, _S.id.not_in(keep)))
    row = {
        "id": uuid.uuid4().hex,
        "account": account,
        "sha256": _sha256(secret),
        "browser": "".join(c for c in browser if c.isprintable())[:BROWSER_CHARACTERS_MAX],
        "made_at": now,
        "seen_at": now,
    }
    tx.execute(sessions.insert(), row)
    return secret


def signed_in_by(engine: sa.Engine, clock: Clock, secret: str) -> SignedIn | None:
    """Whose session this secret is of; None for one that has ended, or of a disabled user."""
    now = clock()
    said = {"sha256": _sha256(secret), "made_after": now - LONGEST, "seen_after": now - IDLE}
    with engine.connect() as reading:
        row = fixed.first(reading, _FOUND, said)
    if row is None:
        return None
    if row["seen_at"] <= now - SEEN_EVERY:
        transact(engine, lambda tx: tx.execute(sessions.update().where(_S.id == row["id"]), {"seen_at": now}))
    return SignedIn(row["id"], row["account"], row["name"], row["role"])


def list_sessions(engine: sa.Engine, clock: Clock, account: str) -> Sequence[Session]:
    """The account's living sessions, the one used last first."""
    now = clock()
    query = (
        sa.select(_S.id, _S.browser, _S.made_at, _S.seen_at)
        .where(_S.account == account, _S.made_at > now - LONGEST, _S.seen_at > now - IDLE)
        .order_by(_S.seen_at.desc(), _S.id)
    )
    with engine.connect() as reading:
        return [Session(**row) for row in all_rows(reading, query)]


def end_session(engine: sa.Engine, account: str, session_id: str) -> None:
    """Signs one browser of the account out; nothing where it has no such session."""
    gone = sessions.delete().where(_S.account == account, _S.id == session_id)
    transact(engine, lambda tx: tx.execute(gone))


def end_sessions(tx: sa.Connection, account: str) -> None:
    """Signs every browser of the account out, in a transaction that is going on."""
    tx.execute(sessions.delete().where(_S.account == account))


def end_all_sessions(engine: sa.Engine, account: str) -> None:
    """Signs every browser of the account out."""
    transact(engine, lambda tx: end_sessions(tx, account))


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
