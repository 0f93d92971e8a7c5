"""Who the accounts are: names, roles, and whether they may still buy. What they have is in `accounts`."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.errors import UsageError
from toonverse.metering import accounts as purse
from toonverse.metering.refusals import NotFound
from toonverse.metering.sign_in_tables import sessions
from toonverse.metering.tables import accounts
from toonverse.metering.transactions import Place, all_rows, behind, transact

Role = Literal["admin", "creator"]
ROLES: tuple[Role, ...] = get_args(Role)

NAME_CHARACTERS_MAX = 100

_A = accounts.c


class NameTaken(UsageError):
    """Facts: name."""

    code = "name_taken"


class NameUnfit(UsageError):
    """A name is 1 to 100 printable characters, and begins and ends with none that is blank. Facts: name."""

    code = "name_unfit"


@dataclass(frozen=True, slots=True)
class User:
    """`available_tokens` is what neither was used nor is held; None where there is no limit."""

    id: str
    name: str
    role: Role
    limited: bool
    balance_tokens: int
    held_tokens: int
    used_tokens: int
    created_at: datetime
    disabled_at: datetime | None

    @property
    def available_tokens(self) -> int | None:
        return self.balance_tokens - self.held_tokens if self.limited else None


def add_user(engine: sa.Engine, clock: Clock, name: str, role: Role, tokens: int) -> User:
    """A new account that has so many tokens. Raises NameUnfit, NameTaken, AmountUnfit."""
    return transact(engine, lambda tx: create_user(tx, clock, name, role, tokens))


def create_user(tx: sa.Connection, clock: Clock, name: str, role: Role, tokens: int) -> User:
    """`add_user`, in a transaction that is going on."""
    fit_name(name)
    purse.fit_tokens(tokens, least=0)
    if tx.scalar(sa.select(_A.id).where((_A.name == name) | (_A.id == name))) is not None:
        raise NameTaken(name=name)
    account = uuid.uuid4().hex
    purse.create(tx, clock, account, name, tokens, role)
    return _user(tx, _A.id == account, name)


def find_user(engine: sa.Engine, name: str) -> User:
    """The user of that name, or of that id. Raises NotFound."""
    with engine.connect() as tx:
        return user_in(tx, name)


def user_in(tx: sa.Connection, name: str) -> User:
    """`find_user`, in a transaction that is going on."""
    return _user(tx, (_A.name == name) | (_A.id == name), name)


def is_enabled(engine: sa.Engine, account: str) -> bool:
    """Whether there is an account of this id that nobody disabled."""
    with engine.connect() as tx:
        return bool(tx.scalar(sa.select(_A.disabled_at.is_(None)).where(_A.id == account)))


def list_users(engine: sa.Engine, after: Place | None = None, limit: int | None = None) -> Sequence[User]:
    """Every user, oldest first; or at most so many that come after a place in that order."""
    query = sa.select(accounts).order_by(_A.created_at, _A.id).limit(limit)
    if after is not None:
        query = query.where(behind(_A.created_at, _A.id, after))
    with engine.connect() as tx:
        return [_made(row) for row in all_rows(tx, query)]


def disable_user(engine: sa.Engine, clock: Clock, name: str) -> User:
    """Nothing is bought for this account any more, its keys open nothing, its browsers are signed out.
    What is in flight is settled.

    Raises NotFound.
    """
    return _set_disabled(engine, name, clock())


def tell_user(engine: sa.Engine, name: str, address: str) -> User:
    """Sets where the user hears of its balance and budgets; "" nowhere. Raises NotFound."""
    found = find_user(engine, name)
    said = {"alert_url": address.strip()}
    transact(engine, lambda tx: tx.execute(accounts.update().where(_A.id == found.id), said))
    return found


def enable_user(engine: sa.Engine, name: str) -> User:
    """Takes `disable_user` back. Raises NotFound."""
    return _set_disabled(engine, name, None)


def fit_name(name: str) -> None:
    """Raises NameUnfit."""
    reads_well = name.isprintable() and name == name.strip() and 0 < len(name) <= NAME_CHARACTERS_MAX
    if not reads_well or name == purse.EACH_NEW:
        raise NameUnfit(name=name[:NAME_CHARACTERS_MAX])


def _set_disabled(engine: sa.Engine, name: str, moment: datetime | None) -> User:
    def work(tx: sa.Connection) -> User:
        user = _user(tx, (_A.name == name) | (_A.id == name), name)
        if (user.disabled_at is None) != (moment is None):
            tx.execute(accounts.update().where(_A.id == user.id).values(disabled_at=moment))
            tx.execute(sessions.delete().where(sessions.c.account == user.id))
        return _user(tx, _A.id == user.id, name)

    return transact(engine, work)


def _user(tx: sa.Connection, where: sa.ColumnElement[bool], name: str) -> User:
    """An id wins over a name that looks like it."""
    rows = all_rows(tx, sa.select(accounts).where(where).order_by(_A.id != name))
    if not rows:
        raise NotFound(what="account", id=name)
    return _made(rows[0])


def _made(row: dict[str, Any]) -> User:
    return User(**{name: row[name] for name in User.__dataclass_fields__})
