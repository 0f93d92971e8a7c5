"""API keys: random, shown once, stored as their SHA-256. 256 random bits need no slow hash."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.errors import UsageError
from toonverse.metering import fixed
from toonverse.metering.refusals import NotFound
from toonverse.metering.tables import accounts, api_keys
from toonverse.metering.transactions import Place, all_rows, behind, first_row, transact
from toonverse.metering.users import Role

Scope = Literal["read", "write", "gateway", "admin"]
"""`read` one's own works and usage, `write` make and change them, `gateway` buy through the compatible
endpoints, `admin` everything an admin may (an admin's key only).
"""

SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "tv_"
KEY_BYTES = 32
LABEL_CHARACTERS_MAX = 100

_K, _A = api_keys.c, accounts.c
_OPENED = (
    sa.select(_A.id, _A.name, _A.role, _K.scopes, _K.id.label("key_id"))
    .select_from(api_keys.join(accounts))
    .where(_K.sha256 == sa.bindparam("sha256"), _K.revoked_at.is_(None), _A.disabled_at.is_(None))
)


class ScopeUnfit(UsageError):
    """No such scope, or one that this account's role does not have. Facts: scope, scopes."""

    code = "scope_unfit"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it may be shown again: everything but itself."""

    id: str
    account: str
    label: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a key belongs to, and what it opens."""

    account: str
    name: str
    role: Role
    scopes: frozenset[Scope]
    key_id: str


def scopes_of(role: Role) -> tuple[Scope, ...]:
    """What a key of that role may open at most."""
    return SCOPES if role == "admin" else tuple(scope for scope in SCOPES if scope != "admin")


def add_key(
    engine: sa.Engine, clock: Clock, account: str, label: str = "", scopes: Sequence[str] = ()
) -> tuple[Key, str]:
    """A new key of the account with this id, and the key itself, which nobody can look up again.

    No `scopes` are all that the account's role has. Raises NotFound, ScopeUnfit.
    """
    return transact(engine, lambda tx: create_key(tx, clock, account, label, scopes))


def create_key(
    tx: sa.Connection, clock: Clock, account: str, label: str = "", scopes: Sequence[str] = ()
) -> tuple[Key, str]:
    """`add_key`, in a transaction that is going on."""
    secret = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    role = tx.scalar(sa.select(_A.role).where(_A.id == account))
    if role is None:
        raise NotFound(what="account", id=account)
    row = {
        "id": uuid.uuid4().hex,
        "account": account,
        "label": label[:LABEL_CHARACTERS_MAX],
        "sha256": _sha256(secret),
        "scopes": " ".join(_fitting(role, scopes)),
        "created_at": clock(),
        "revoked_at": None,
    }
    tx.execute(api_keys.insert(), row)
    return _made(row), secret


def list_keys(
    engine: sa.Engine, account: str | None = None, after: Place | None = None, limit: int | None = None
) -> Sequence[Key]:
    """The keys of an account, or all; oldest first, revoked ones too. At most so many after a place."""
    query = sa.select(api_keys).order_by(_K.created_at, _K.id).limit(limit)
    if account is not None:
        query = query.where(_K.account == account)
    if after is not None:
        query = query.where(behind(_K.created_at, _K.id, after))
    with engine.connect() as tx:
        return [_made(row) for row in all_rows(tx, query)]


def revoke_key(engine: sa.Engine, clock: Clock, key_id: str) -> Key:
    """From now on it opens nothing; a second time changes nothing. Raises NotFound."""

    def work(tx: sa.Connection) -> Key:
        tx.execute(
            api_keys.update().where(_K.id == key_id, _K.revoked_at.is_(None)).values(revoked_at=clock())
        )
        row = first_row(tx, sa.select(api_keys).where(_K.id == key_id))
        if row is None:
            raise NotFound(what="key", id=key_id)
        return _made(row)

    return transact(engine, work)


def opened_by(engine: sa.Engine, secret: str) -> Principal | None:
    """Whose key this is; None for one that is unknown, revoked, or of a disabled account."""
    with engine.connect() as tx:
        row = fixed.first(tx, _OPENED, {"sha256": _sha256(secret)})
    if row is None:
        return None
    return Principal(row["id"], row["name"], row["role"], frozenset(row["scopes"].split()), row["key_id"])


def _fitting(role: Role, wanted: Sequence[str]) -> tuple[Scope, ...]:
    having = scopes_of(role)
    for scope in wanted:
        if scope not in having:
            raise ScopeUnfit(scope=scope[:40], scopes=", ".join(having))
    return tuple(scope for scope in having if scope in wanted) if wanted else having


def _made(row: dict[str, Any]) -> Key:
    said = {name: row[name] for name in ("id", "account", "label", "created_at", "revoked_at")}
    return Key(scopes=tuple(row["scopes"].split()), **said)


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
