"""Who pays in tokens. An account has a balance of bought tokens, or no limit at all (the local owner)."""

import hashlib

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.errors import UsageError
from toonverse.metering import book, fixed
from toonverse.metering.refusals import AccountDisabled, BalanceTooLow, NotFound
from toonverse.metering.tables import accounts, budgets, switches
from toonverse.metering.transactions import Raced, transact

_A = accounts.c
_NUMBER = sa.BigInteger()
_MINE = sa.select(_A.disabled_at.is_(None)).where(_A.id == sa.bindparam("account")).scalar_subquery()
_GATE = (
    sa.select(switches.c.stopped, _MINE.label("enabled"))
    .where(switches.c.name == "buying")
    .with_for_update(read=True)
)
_HOLD = (
    accounts.update()
    .where(
        _A.id == sa.bindparam("account"),
        ~_A.limited | (_A.balance_tokens - _A.held_tokens >= sa.bindparam("tokens", type_=_NUMBER)),
    )
    .values(held_tokens=_A.held_tokens + sa.bindparam("tokens", type_=_NUMBER))
)
_SETTLE = (
    accounts.update()
    .where(_A.id == sa.bindparam("account"))
    .values(
        held_tokens=_A.held_tokens - sa.bindparam("released", type_=_NUMBER),
        balance_tokens=_A.balance_tokens
        - sa.case((_A.limited, sa.bindparam("debit", type_=_NUMBER)), else_=0),
        used_tokens=_A.used_tokens + sa.bindparam("debit", type_=_NUMBER),
    )
)
TOKENS_MAX = 10**15

EACH_NEW = "*"
"""In place of an account, in a budget: each new account gets one like it. No account is called that."""

LOCAL_OWNER = "local"
"""The account of an installation where none were made: no token limit, only budgets in USD."""


class AmountUnfit(UsageError):
    """A number of tokens is no whole number in its range. Facts: tokens, least, most."""

    code = "amount_unfit"


def open_ledger(engine: sa.Engine, clock: Clock, day_budget_nusd: int) -> None:
    """Gives a fresh home its local owner, its switch and its global day budget; else changes nothing."""

    def work(tx: sa.Connection) -> bool:
        if tx.scalar(sa.select(switches.c.name)) is not None:
            return False
        now = clock()
        tx.execute(switches.insert(), {"name": "buying", "stopped": False})
        tx.execute(
            accounts.insert(),
            {
                "id": LOCAL_OWNER,
                "name": "local owner",
                "role": "admin",
                "limited": False,
                "created_at": now,
            },
        )
        tx.execute(
            budgets.insert(),
            {
                "scope": "global",
                "window": "day",
                "limit_nusd": day_budget_nusd,
                "stops": True,
                "updated_at": now,
            },
        )
        return True

    with engine.connect() as reading:
        fresh = reading.scalar(sa.select(switches.c.name)) is None
    if fresh:
        transact(engine, work)


def ledger_name(engine: sa.Engine) -> str:
    """What tells this ledger from every other one: two programs with the same name book in the same."""
    with engine.connect() as reading:
        opened = reading.scalar(sa.select(_A.created_at).where(_A.id == LOCAL_OWNER))
    said = "" if opened is None else opened.isoformat()
    return hashlib.sha256(f"ledger {said}".encode()).hexdigest()


def stop_buying(engine: sa.Engine, stopped: bool) -> None:
    """`toonverse stop` and `resume`: no hold passes while it is stopped; what is in flight is settled."""
    transact(engine, lambda tx: tx.execute(switches.update().values(stopped=stopped)))


def is_stopped(engine: sa.Engine) -> bool:
    """Whether all buying is stopped."""
    with engine.connect() as tx:
        return bool(tx.scalar(sa.select(switches.c.stopped).where(switches.c.name == "buying")))


def open_account(
    engine: sa.Engine, clock: Clock, account: str, name: str, tokens: int | None, role: str = "creator"
) -> None:
    """A new account with so many tokens, or without a limit (None). One that is there stays."""

    def work(tx: sa.Connection) -> None:
        if tx.scalar(sa.select(accounts.c.id).where(accounts.c.id == account)) is None:
            create(tx, clock, account, name, tokens, role)

    transact(engine, work)


def create(tx: sa.Connection, clock: Clock, account: str, name: str, tokens: int | None, role: str) -> None:
    """Inserts an account and books what it begins with."""
    row = {"id": account, "name": name, "role": role, "limited": tokens is not None, "created_at": clock()}
    tx.execute(accounts.insert(), row)
    _give_budgets(tx, account)
    if tokens:
        credit(tx, clock, account, tokens, "opening balance")


def _give_budgets(tx: sa.Connection, account: str) -> None:
    b = budgets.c
    kept = [b.scope, b.window, b.limit_nusd, b.stops, b.updated_at]
    alike = sa.select(sa.literal(account), *kept).where(b.scope == "account", b.value == EACH_NEW)
    tx.execute(budgets.insert().from_select(["value", *(column.name for column in kept)], alike))


def grant(engine: sa.Engine, clock: Clock, account: str, tokens: int, memo: str) -> None:
    """Adds bought tokens, or takes back (negative) what is neither used nor held.

    Raises NotFound, BalanceTooLow.
    """
    transact(engine, lambda tx: credit(tx, clock, account, tokens, memo))


class MemoMissing(UsageError):
    """A balance is not changed by hand without saying why."""

    code = "memo_missing"


def correct(tx: sa.Connection, clock: Clock, account: str, tokens: int, memo: str, least: int) -> None:
    """A grant (`least` 1) or an adjustment (also below zero; not without a memo) by an operator.

    Raises AmountUnfit, MemoMissing, NotFound, BalanceTooLow.
    """
    if least < 0 and not memo.strip():
        raise MemoMissing()
    fit_tokens(tokens, least)
    credit(tx, clock, account, tokens, memo.strip() or "granted")


def fit_tokens(tokens: int, least: int) -> None:
    """Raises AmountUnfit."""
    if not least <= tokens <= TOKENS_MAX:
        raise AmountUnfit(tokens=tokens, least=least, most=TOKENS_MAX)


def credit(tx: sa.Connection, clock: Clock, account: str, tokens: int, memo: str) -> None:
    """`grant`, in a transaction that is going on. Raises NotFound, BalanceTooLow."""
    a = accounts.c
    done = tx.execute(
        accounts.update()
        .where(a.id == account, a.limited, a.balance_tokens + tokens >= a.held_tokens)
        .values(balance_tokens=a.balance_tokens + tokens)
    )
    if done.rowcount != 1:
        raise _too_low(tx, account, -tokens)
    book.enter(
        tx,
        clock(),
        "grant",
        [("granted", "token", -tokens), (f"account/{account}", "token", tokens)],
        memo=memo,
    )


def gate(tx: sa.Connection, account: str) -> bool:
    """Whether buying is stopped; until this transaction ends no budget changes.

    Raises NotFound, AccountDisabled.
    """
    row = fixed.first(tx, _GATE, {"account": account})
    if row is None or row["enabled"] is None:
        raise NotFound(what="account", id=account)
    if not row["enabled"]:
        raise AccountDisabled(account=account)
    return bool(row["stopped"])


def hold_tokens(tx: sa.Connection, account: str, tokens: int) -> None:
    """Holds tokens of the balance. Raises BalanceTooLow, NotFound."""
    if fixed.change(tx, _HOLD, {"account": account, "tokens": tokens}) != 1:
        raise _too_low(tx, account, tokens)


def settle_tokens(tx: sa.Connection, account: str, released: int, debit: int) -> None:
    """Ends a hold of `released` tokens and debits what was used (never more than was held)."""
    if released or debit:
        fixed.change(tx, _SETTLE, {"account": account, "released": released, "debit": debit})


def _too_low(tx: sa.Connection, account: str, tokens: int) -> BalanceTooLow | NotFound | Raced:
    row = tx.execute(sa.select(accounts).where(accounts.c.id == account)).mappings().first()
    if row is None:
        return NotFound(what="account", id=account)
    available = row["balance_tokens"] - row["held_tokens"]
    if row["limited"] and available >= tokens:
        return Raced()
    return BalanceTooLow(
        account=account,
        needed_tokens=tokens,
        available_tokens=available,
        limit_tokens=row["balance_tokens"],
        only_held=row["limited"] and tokens <= row["balance_tokens"],
    )
