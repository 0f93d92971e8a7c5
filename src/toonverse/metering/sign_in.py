"""Signing in: by name and password, counted before anything is compared; or by a link that works once.

Tries are counted in the database, so that any number of processes share one limit. A try is counted first and
forgiven when it succeeds: two at once can't both pass as the last one.
"""

import hashlib
import math
import secrets
from datetime import timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.dialects import postgresql, sqlite

from toonverse.clock import Clock
from toonverse.errors import ToonverseError, UsageError
from toonverse.metering.passwords import HASHER, account_with
from toonverse.metering.sessions import begin_session
from toonverse.metering.sign_in_tables import sign_in_links, sign_in_tries
from toonverse.metering.tables import accounts
from toonverse.metering.transactions import transact

WINDOW = timedelta(minutes=15)
TRIES_OF_NAME_MAX, TRIES_OF_ADDRESS_MAX = 10, 50
"""In one window. Many people may sit behind one address."""
LINK_LASTS = timedelta(hours=1)
LINK_BYTES = 32

_T, _L, _A = sign_in_tries.c, sign_in_links.c, accounts.c


class TriedTooOften(ToonverseError):
    """So many tries with this name, or from this address, that none is looked at. Facts: wait_seconds."""

    code = "tried_too_often"


class SignInRefused(UsageError):
    """No user of that name has that password, or the user is disabled: nobody is told which."""

    code = "sign_in_refused"


class LinkUsed(UsageError):
    """The link was used before, is too old, or never was one."""

    code = "link_used"


def sign_in(
    engine: sa.Engine,
    clock: Clock,
    name: str,
    password: str,
    address: str,
    browser: str = "",
    hasher: PasswordHasher = HASHER,
) -> str:
    """A new session's secret. Raises TriedTooOften, SignInRefused, LedgerDown."""
    account = confirm(engine, clock, name, password, address, hasher)
    return transact(engine, lambda tx: begin_session(tx, clock, account, browser))


def confirm(
    engine: sa.Engine,
    clock: Clock,
    name: str,
    password: str,
    address: str,
    hasher: PasswordHasher = HASHER,
) -> str:
    """The id of the user whose name and password these are.

    Raises TriedTooOften, SignInRefused, LedgerDown.
    """
    named, came = whose("name", name.casefold()), whose("address", address)
    transact(engine, lambda tx: _count(tx, clock, named, came))
    account = account_with(engine, clock, name, password, hasher)
    if account is None:
        raise SignInRefused()

    def forgive(tx: sa.Connection) -> None:
        tx.execute(sign_in_tries.delete().where(_T.whose == named))
        tx.execute(sign_in_tries.update().where(_T.whose == came).values(tries=_T.tries - 1))

    transact(engine, forgive)
    return account


def make_link(engine: sa.Engine, clock: Clock, account: str) -> str:
    """The secret of a link that signs this account in, once, within `LINK_LASTS`."""
    secret = secrets.token_urlsafe(LINK_BYTES)
    row = {"sha256": _sha256(secret), "account": account, "made_at": clock()}

    def work(tx: sa.Connection) -> None:
        tx.execute(sign_in_links.delete().where(_L.made_at <= clock() - LINK_LASTS))
        tx.execute(sign_in_links.insert(), row)

    transact(engine, work)
    return secret


def follow_link(engine: sa.Engine, clock: Clock, secret: str, browser: str = "") -> str:
    """A new session's secret; the link is used up. Raises LinkUsed, also where its user is disabled."""

    def work(tx: sa.Connection) -> str:
        mine = _L.sha256 == _sha256(secret)
        enabled = sa.select(_A.id).where(_A.disabled_at.is_(None))
        query = sa.select(_L.account).where(mine, _L.made_at > clock() - LINK_LASTS)
        account = tx.scalar(query.where(_L.account.in_(enabled)))
        if account is None or tx.execute(sign_in_links.delete().where(mine)).rowcount != 1:
            raise LinkUsed()
        return begin_session(tx, clock, account, browser)

    return transact(engine, work)


def whose(kind: str, value: str) -> str:
    """What tries are counted under: names and addresses of people are nobody's to read."""
    return f"{kind}:{_sha256(value)}"


def _count(tx: sa.Connection, clock: Clock, named: str, came: str) -> None:
    """Counts a try with both, or with neither. Raises TriedTooOften."""
    now = clock()
    tx.execute(sign_in_tries.delete().where(_T.since <= now - WINDOW))
    for counted, most in ((named, TRIES_OF_NAME_MAX), (came, TRIES_OF_ADDRESS_MAX)):
        insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
        added = (
            insert(sign_in_tries)
            .values(whose=counted, since=now, tries=1)
            .on_conflict_do_update(
                index_elements=["whose"], set_={"tries": _T.tries + 1}, where=_T.tries < most
            )
            .returning(_T.tries)
        )
        if tx.scalar(added) is None:
            since = tx.scalar(sa.select(_T.since).where(_T.whose == counted))
            left = WINDOW if since is None else since + WINDOW - now
            raise TriedTooOften(wait_seconds=max(1, math.ceil(left.total_seconds())))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
