"""What an operator does with budgets besides setting them: remove, look at, and give to each new user."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, get_args
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.errors import UsageError
from toonverse.metering import budgets as limits
from toonverse.metering.accounts import EACH_NEW
from toonverse.metering.budgets import SCOPES, WINDOWS, Budget, Scope
from toonverse.metering.calls import Service, Source
from toonverse.metering.catalog import Model
from toonverse.metering.refusals import NotFound
from toonverse.metering.tables import budget_counters, budgets
from toonverse.metering.transactions import all_rows, transact
from toonverse.metering.users import find_user
from toonverse.metering.windows import Window, window_end, window_start

ACTIONS: Mapping[str, bool] = {"stop": True, "notify": False}
"""What a budget does when it is used up, and whether that stops."""

_KNOWN: Mapping[str, tuple[str, ...]] = {"source": get_args(Source), "service": get_args(Service)}
VALUE_CHARACTERS_MAX = 200
_ID = re.compile("[1-9][0-9]{0,17}")

_B, _C = budgets.c, budget_counters.c


class BudgetUnfit(UsageError):
    """No such scope, value, window, action or limit. Facts: said, fits."""

    code = "budget_unfit"


@dataclass(frozen=True, slots=True)
class Standing:
    """A budget in its window of now. `resets_at` is None for a window without an end."""

    budget: Budget
    window_start: datetime
    resets_at: datetime | None
    settled_nusd: int
    held_nusd: int
    at_risk_nusd: int

    @property
    def left_nusd(self) -> int:
        taken = self.settled_nusd + self.held_nusd + self.at_risk_nusd
        return max(0, self.budget.limit_nusd - taken)


def scope_of(engine: sa.Engine, said: str) -> tuple[Scope, str]:
    """`global`, or a scope and its value (`model:NAME`); an account is named, and stored by its id.

    `account:*` is what each new account gets. Raises BudgetUnfit, NotFound.
    """
    kind, _, value = said.partition(":")
    if said == "global":
        return "global", ""
    scope = next((one for one in SCOPES if one == kind), None)
    if scope is None or not 0 < len(value) <= VALUE_CHARACTERS_MAX or not value.isprintable():
        raise BudgetUnfit(said=said[:100], fits=f"global, {', '.join(f'{one}:...' for one in SCOPES)}")
    if value not in _KNOWN.get(kind, (value,)):
        raise BudgetUnfit(said=said[:100], fits=", ".join(_KNOWN[kind]))
    if scope == "account" and value != EACH_NEW:
        return scope, find_user(engine, value).id
    return scope, value


def window_of(said: str) -> Window:
    """Raises BudgetUnfit."""
    window = next((one for one in WINDOWS if one == said), None)
    if window is None:
        raise BudgetUnfit(said=said[:100], fits=", ".join(WINDOWS))
    return window


def budget_of(
    engine: sa.Engine,
    models: Mapping[str, Model],
    require_project: Callable[[int], object],
    scope: str,
    window: str,
    limit_nusd: int,
    action: str,
) -> Budget:
    """A budget in an operator's words. A model, provider or project that is not there is refused: its budget
    would never stop anything. `models` are those there are; `require_project` raises for an id of none.

    Raises BudgetUnfit, NotFound, and what `require_project` does.
    """
    if action not in ACTIONS:
        raise BudgetUnfit(said=action[:100], fits=", ".join(ACTIONS))
    kind, value = scope_of(engine, scope)
    if kind == "model":
        _require_one_of(models, value, scope)
    elif kind == "provider":
        _require_one_of({one.provider for one in models.values()}, value, scope)
    elif kind == "project":
        if not _ID.fullmatch(value):
            raise BudgetUnfit(said=scope[:100], fits="project:1, project:2, ...")
        require_project(int(value))
    return Budget(kind, value, window_of(window), limit_nusd, ACTIONS[action])


def _require_one_of(there: Collection[str], value: str, said: str) -> None:
    if value not in there:
        near = get_close_matches(value, there, n=5, cutoff=0.3) or sorted(there)
        raise BudgetUnfit(said=said[:100], fits=", ".join(near))


def standings(engine: sa.Engine, zone: ZoneInfo, now: datetime) -> Sequence[Standing]:
    """Every budget, as it stands now."""
    with engine.connect() as tx:
        rows = all_rows(tx, sa.select(budgets).order_by(_B.scope != "global", _B.scope, _B.value, _B.id))
        return [_standing(tx, zone, now, row) for row in rows]


def remove_budget(engine: sa.Engine, scope: str, value: str, window: str) -> None:
    """From now on it neither stops nor alerts. Raises NotFound."""

    def work(tx: sa.Connection) -> None:
        limits.lock(tx, alone=True)
        same = (_B.scope == scope) & (_B.value == value) & (_B.window == window)
        budget_id = tx.scalar(sa.select(_B.id).where(same))
        if budget_id is None:
            raise NotFound(what="budget", id=f"{scope}:{value} {window}")
        tx.execute(budget_counters.delete().where(_C.budget_id == budget_id))
        tx.execute(budgets.delete().where(_B.id == budget_id))

    transact(engine, work)


def _standing(tx: sa.Connection, zone: ZoneInfo, now: datetime, row: Mapping[str, Any]) -> Standing:
    start = window_start(row["window"], now, zone)
    budget = Budget(row["scope"], row["value"], row["window"], row["limit_nusd"], row["stops"])
    ends = None if row["window"] == "total" else window_end(row["window"], start, zone)
    return Standing(budget, start, ends, **limits.amounts(tx, zone, row, start))
