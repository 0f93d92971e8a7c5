"""What was spent on what. An episode's receipt comes from its own rows, totals from the rollups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from toonverse.metering.tables import rollups, usage_rows
from toonverse.money import Nusd

Dimension = Literal["account", "source", "service", "provider", "model", "request_type"]


@dataclass(frozen=True, slots=True)
class Total:
    """`name` is the step, model, source ... that is summed."""

    name: str
    calls: int
    successes: int
    tokens: int
    cost_nusd: Nusd


@dataclass(frozen=True, slots=True)
class Receipt:
    """An episode's calls by step (`request_type`), in the order the steps began, and their sum."""

    steps: tuple[Total, ...]
    calls: int
    tokens: int
    cost_nusd: Nusd


def receipt(engine: sa.Engine, episode: str) -> Receipt:
    """Every attempt for the episode, failed ones too; `tokens` are what was debited."""
    u = usage_rows.c
    counted = sa.case((u.refund, 0), else_=1)
    query = (
        sa.select(
            u.request_type,
            sa.func.sum(counted),
            sa.func.sum(sa.case((u.success, counted), else_=0)),
            sa.func.sum(u.debit_tokens),
            sa.func.sum(u.cost_nusd),
        )
        .where(u.episode == episode, u.episode != "")
        .group_by(u.request_type)
        .order_by(sa.func.min(u.id))
    )
    steps = tuple(_totals(engine, query))
    return Receipt(
        steps,
        calls=sum(step.calls for step in steps),
        tokens=sum(step.tokens for step in steps),
        cost_nusd=Nusd(sum(step.cost_nusd for step in steps)),
    )


def totals(
    engine: sa.Engine, by: Dimension, since: datetime, until: datetime, account: str | None = None
) -> Sequence[Total]:
    """Sums from `since` up to (not including) `until`, both on quarter-hours, dearest first.

    All accounts', or one's.
    """
    r = rollups.c
    cost = sa.func.sum(r.cost_nusd)
    query = (
        sa.select(r[by], sa.func.sum(r.calls), sa.func.sum(r.successes), sa.func.sum(r.debit_tokens), cost)
        .where(r.quarter >= since, r.quarter < until, sa.true() if account is None else r.account == account)
        .group_by(r[by])
        .order_by(cost.desc(), r[by])
    )
    return _totals(engine, query)


def _totals(engine: sa.Engine, query: sa.Select[Any]) -> list[Total]:
    with engine.connect() as reading:
        return [
            Total(name, int(calls), int(successes), int(tokens), Nusd(int(cost)))
            for name, calls, successes, tokens, cost in reading.execute(query)
        ]
