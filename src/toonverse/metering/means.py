"""What stands in the way of an order before it is taken: looked at, and nothing is held for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from toonverse.errors import MoneyRefused
from toonverse.metering import budgets
from toonverse.metering.calls import EnvelopeLine, Source
from toonverse.metering.ledger import Ledger
from toonverse.metering.limits import Standing, standings
from toonverse.metering.refusals import BalanceTooLow, BudgetExceeded, Paused
from toonverse.metering.tables import accounts


@dataclass(frozen=True, slots=True)
class Means:
    """What an account may spend by one source at a moment. `balance_tokens` counts what is held for its other
    orders, which may come back; None is without a limit."""

    account: str
    source: Source
    balance_tokens: int | None
    held_tokens: int
    standings: tuple[Standing, ...]

    def refusal(self, lines: Sequence[tuple[EnvelopeLine, str]]) -> MoneyRefused | None:
        """What refuses a job with these lines (each with its provider): BalanceTooLow or BudgetExceeded where
        it can't be bought as things are, Paused where it would wait for a budget's next window. None where
        nothing is in its way but, perhaps, what others hold."""
        tokens = sum(line.maximum_tokens for line, _ in lines)
        if self.balance_tokens is not None and tokens > self.balance_tokens:
            return BalanceTooLow(
                account=self.account,
                needed_tokens=tokens,
                available_tokens=self.balance_tokens - self.held_tokens,
                limit_tokens=self.balance_tokens,
                only_held=False,
            )
        found = [one for one in (self._by(standing, lines) for standing in self.standings) if one]
        return next((one for one in found if isinstance(one, BudgetExceeded)), found[0] if found else None)

    def _by(self, one: Standing, lines: Sequence[tuple[EnvelopeLine, str]]) -> MoneyRefused | None:
        budget = one.budget
        scope = {"scope": budget.scope, "value": budget.value}
        needed = sum(
            line.maximum_nusd
            for line, provider in lines
            if budgets.binds(scope, self._booked(line, provider))
        )
        left = budget.limit_nusd - one.settled_nusd - one.at_risk_nusd
        if not budget.stops or needed == 0 or needed <= left:
            return None
        is_final = needed > budget.limit_nusd or one.resets_at is None
        return (BudgetExceeded if is_final else Paused)(
            **scope,
            window=budget.window,
            needed_nusd=needed,
            available_nusd=max(0, left),
            limit_nusd=budget.limit_nusd,
        )

    def _booked(self, line: EnvelopeLine, provider: str) -> dict[str, str]:
        """As the line would be booked, in no project yet."""
        who = {"account": self.account, "source": self.source, "project": ""}
        return who | {"service": line.service, "provider": provider, "model": line.model}


def means_of(ledger: Ledger, account: str, source: Source) -> Means:
    """As they stand now; an account that is not there has nothing."""
    with ledger.engine.connect() as tx:
        row = tx.execute(sa.select(accounts).where(accounts.c.id == account)).mappings().first()
    limited = row is None or row["limited"]
    balance, held = (0, 0) if row is None else (int(row["balance_tokens"]), int(row["held_tokens"]))
    found = standings(ledger.engine, ledger.zone, ledger.clock())
    return Means(account, source, balance if limited else None, held, tuple(found))
