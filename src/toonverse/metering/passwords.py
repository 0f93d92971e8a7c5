"""Passwords: stored as Argon2id only, compared in the same time whether there is such a user or not."""

import unicodedata
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from toonverse.clock import Clock
from toonverse.errors import UsageError
from toonverse.metering.sign_in_tables import passwords
from toonverse.metering.tables import accounts
from toonverse.metering.transactions import first_row, transact

LENGTH_MIN, LENGTH_MAX = 10, 200
"""Characters. Length is what makes a password hard to guess (NIST SP 800-63B); kinds are not asked for."""

HASHER = PasswordHasher()
"""Argon2id at the library's costs: those of RFC 9106 for little memory (64 MiB, three passes)."""

_P, _A = passwords.c, accounts.c


class PasswordUnfit(UsageError):
    """Too short, too long, or the user's own name. Facts: least, most."""

    code = "password_unfit"


def set_password(
    engine: sa.Engine, clock: Clock, account: str, password: str, hasher: PasswordHasher = HASHER
) -> None:
    """From now on this password, and no other, is the account's. Raises PasswordUnfit, NotFound."""
    with engine.connect() as reading:
        name = reading.scalar(sa.select(_A.name).where(_A.id == account)) or ""
    text = _normal(password)
    if not LENGTH_MIN <= len(text) <= LENGTH_MAX or text.casefold() == name.casefold():
        raise PasswordUnfit(least=LENGTH_MIN, most=LENGTH_MAX)
    _store(engine, clock, account, hasher.hash(text))


def has_password(engine: sa.Engine, account: str) -> bool:
    with engine.connect() as reading:
        return reading.scalar(sa.select(_P.account).where(_P.account == account)) is not None


def account_with(
    engine: sa.Engine, clock: Clock, name: str, password: str, hasher: PasswordHasher = HASHER
) -> str | None:
    """The id of the enabled user of that name and password, or None.

    One hash is computed whatever is wrong, so how long it takes tells nobody which names there are.
    """
    query = (sa.select(_A.id, _P.hash).select_from(accounts.join(passwords)).where(_A.name == name)).where(
        _A.disabled_at.is_(None)
    )
    with engine.connect() as reading:
        row = first_row(reading, query)
    text = _normal(password)[: LENGTH_MAX + 1]
    try:
        hasher.verify(row["hash"] if row else _nobodys(hasher), text)
    except (VerificationError, InvalidHashError):
        return None
    if row is None:
        return None
    if hasher.check_needs_rehash(row["hash"]):
        _store(engine, clock, row["id"], hasher.hash(text))
    return str(row["id"])


def _store(engine: sa.Engine, clock: Clock, account: str, made: str) -> None:
    row = {"account": account, "hash": made, "changed_at": clock()}

    def work(tx: sa.Connection) -> None:
        tx.execute(passwords.delete().where(_P.account == account))
        tx.execute(passwords.insert(), row)

    transact(engine, work)


def _normal(password: str) -> str:
    """One text for what two keyboards compose differently (RFC 8265); lone surrogates become marks."""
    return unicodedata.normalize("NFC", password.encode("utf-8", "replace").decode())


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    """What a password of nobody is compared with: the same work as for somebody's."""
    return hasher.hash("nobody has this password")
