"""Looks at the books from time to time for what no single booking shows, and puts alerts about it.

Everything here may be asked as often as one likes: an alert's name makes it one for its window.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, log
from statistics import median
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering import alerts
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.catalog import Catalog
from toonverse.metering.history import USE_MEMO
from toonverse.metering.rollups import EVERYBODY
from toonverse.metering.tables import accounts, day_rollups, entries, postings, rollups
from toonverse.metering.transactions import all_rows, transact
from toonverse.metering.windows import quarter_hour

SAMPLES_MIN = 20
WEEKS = 12
QUARTER = timedelta(minutes=15)
LOOKED_BACK = timedelta(hours=2)

SCORE_MIN = 3.5
"""Modified z-score above which an amount is an outlier (Iglewicz and Hoaglin, How to Detect and Handle
Outliers, 1993). Of logarithms: what is spent in a quarter-hour is skewed, its logarithm hardly."""
_NORMAL = 0.6745
"""The median absolute deviation of the normal distribution, in standard deviations."""
SPREAD_MIN = 0.15
"""Amounts that hardly vary are not abnormal for a small difference: 0.15 is about 15 percent."""
EXCESS_NUSD_MIN = 50_000_000
"""Nobody is woken for less than five cents in a quarter-hour."""

LOW_BALANCE_PERCENT = 20
SOON = timedelta(days=30)


Against = Literal["hour", "own", "others"]
"""What an amount was held against: the same hour of earlier weeks, whatever the user bought of the model
lately, or (of a user who has hardly bought any) what others spend on it at this hour of the week."""

OWN_SAMPLES_MAX = 200


@dataclass(frozen=True, slots=True)
class Abnormal:
    """What a user spent on a model in a quarter-hour, against what is usual."""

    account: str
    model: str
    quarter: datetime
    cost_nusd: int
    median_nusd: int
    samples: int
    score: float
    against: Against

    def facts(self) -> dict[str, object]:
        return {
            "account": self.account,
            "model": self.model,
            "at": self.quarter.isoformat(),
            "cost_nusd": self.cost_nusd,
            "median_nusd": self.median_nusd,
            "samples": self.samples,
            "score": round(self.score, 1),
            "against": self.against,
        }


def look(engine: sa.Engine, catalog: Catalog, zone: ZoneInfo, now: datetime) -> None:
    """Puts alerts about abnormal use, low balances, and models that soon end or cost something else.

    Raises LedgerDown.
    """
    with engine.connect() as reading:
        strange = list(abnormal(reading, zone, now))
        low = list(_low_balances(reading))
        models = list(_model_news(reading, catalog, zone, now))

    def work(tx: sa.Connection) -> None:
        for one in strange:
            about = f"{one.account}/{one.model}"
            mine = one.account != LOCAL_OWNER and one.against != "others"  # what others spend is theirs
            also = one.account if mine else alerts.OPERATOR
            alerts.put_daily(tx, one.quarter, zone, "abnormal_usage", one.facts(), about, also)
        for row in low:
            name = f"low_balance/{row['id']}/{row['granted']}"
            said = {"account": row["id"], "name": row["name"], "balance_tokens": row["balance_tokens"]}
            alerts.put(tx, now, "low_balance", name, said, also=row["id"])
        for kind, name, facts in models:
            alerts.put(tx, now, kind, name, facts)

    if strange or low or models:
        transact(engine, work)


def abnormal(tx: sa.Connection, zone: ZoneInfo, now: datetime) -> Iterator[Abnormal]:
    """What was abnormal in the quarter-hours that ended within the last two hours.

    A quarter-hour is held against those of the same hour of the week in the twelve weeks before in which the
    same user bought of the same model. Where there are fewer than twenty, it is held against the user's
    newest of any hour; where those are fewer, too, against other users' of this hour of the week. Amounts of
    many users are wide apart, so that a first burst is told only where hardly anybody spends as much. Against
    fewer than twenty nothing can be said.
    """
    last = quarter_hour(now) - QUARTER
    recent = [last - QUARTER * back for back in range(LOOKED_BACK // QUARTER)]
    for quarter in recent:
        spent = _spent(tx, [quarter])
        if not spent:
            continue
        past = _spent(tx, list(_same_hour(quarter, zone)))
        for (account, model), (cost,) in sorted(spent.items()):
            against, samples = _samples(tx, past, account, model, before=recent[-1], now=now)
            if len(samples) >= SAMPLES_MIN:
                found = _judged(cost, samples)
                if found is not None:
                    yield Abnormal(account, model, quarter, cost, found[0], len(samples), found[1], against)


def _samples(
    tx: sa.Connection,
    past: Mapping[tuple[str, str], list[int]],
    account: str,
    model: str,
    before: datetime,
    now: datetime,
) -> tuple[Against, list[int]]:
    """The nearest amounts that are enough to judge by, or else the farthest."""
    of_hour = past.get((account, model), [])
    if len(of_hour) >= SAMPLES_MIN:
        return "hour", of_hour
    r = rollups.c
    cost = sa.func.sum(r.cost_nusd)
    lately = (r.quarter < before, r.quarter >= now - timedelta(weeks=WEEKS))
    query = (
        sa.select(cost)
        .where(r.account == account, r.model == model, *lately)
        .group_by(r.quarter)
        .having(cost > 0)
        .order_by(r.quarter.desc())
        .limit(OWN_SAMPLES_MAX)
    )
    own = [int(amount) for amount in tx.execute(query).scalars()]
    if len(own) >= SAMPLES_MIN:
        return "own", own
    others = [one for key, some in past.items() if key[1] == model and key[0] != account for one in some]
    return "others", others


def _judged(cost: int, past: list[int]) -> tuple[int, float] | None:
    """The usual amount and the score, where the cost is an outlier."""
    logs = [log(amount) for amount in past]
    usual = median(logs)
    spread = max(median(abs(one - usual) for one in logs), SPREAD_MIN)
    score = _NORMAL * (log(cost) - usual) / spread
    if score < SCORE_MIN or cost - exp(usual) < EXCESS_NUSD_MIN:
        return None
    return round(exp(usual)), score


def _same_hour(quarter: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The quarter-hours of this hour of the week, by the zone's clocks, in the weeks before."""
    hour = quarter.astimezone(zone).replace(minute=0)
    for week in range(1, WEEKS + 1):
        begins = (hour - timedelta(weeks=week)).astimezone(quarter.tzinfo)
        yield from (begins + QUARTER * part for part in range(4))


def _spent(tx: sa.Connection, quarters: list[datetime]) -> dict[tuple[str, str], list[int]]:
    """What each user spent on each model, an amount for each quarter-hour that cost something."""
    r = rollups.c
    cost = sa.func.sum(r.cost_nusd)
    query = (
        sa.select(r.account, r.model, cost)
        .where(r.quarter.in_(quarters))
        .group_by(r.quarter, r.account, r.model)
        .having(cost > 0)
    )
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for account, model, amount in tx.execute(query):
        found[(account, model)].append(int(amount))
    return found


def _low_balances(tx: sa.Connection) -> list[dict[str, Any]]:
    """Users who have used four fifths of all they were ever granted; one alert for each grant.

    Not who was never granted more than the use that came in from an earlier system: its balances may follow.
    """
    a = accounts.c
    given = (
        sa.select(postings.c.id)
        .join(entries)
        .where(
            postings.c.ledger_account == "account/" + a.id,
            entries.c.kind == "grant",
            entries.c.memo != USE_MEMO,
        )
    )
    granted = a.balance_tokens + a.used_tokens
    query = sa.select(a.id, a.name, a.balance_tokens, granted.label("granted")).where(
        a.limited, a.disabled_at.is_(None), granted > 0, given.exists(),
        a.balance_tokens * 100 < granted * LOW_BALANCE_PERCENT,
    )  # fmt: skip
    return all_rows(tx, query)


def _model_news(
    tx: sa.Connection, catalog: Catalog, zone: ZoneInfo, now: datetime
) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Of the models used in the last month: which end within the next, or will cost something else."""
    today = now.astimezone(zone).date()
    for name in _models_used(tx, zone, today - SOON):
        model = catalog.models.get(name)
        if model is None:
            continue
        if model.retired_on is not None and today <= model.retired_on <= today + SOON:
            facts = {"model": name, "retired_on": model.retired_on, "successor": model.successor}
            yield "model_ends", f"model_ends/{name}/{model.retired_on}", facts
        for since in sorted({price.since for price in model.prices}):
            if today < since <= today + SOON:
                yield "price_changes", f"price_changes/{name}/{since}", {"model": name, "on": since}


def _models_used(tx: sa.Connection, zone: ZoneInfo, since: date) -> list[str]:
    d = day_rollups.c
    everybody = (d.time_zone == zone.key, d.account == EVERYBODY, d.day >= since)
    return list(tx.execute(sa.select(d.model).where(*everybody).distinct().order_by(d.model)).scalars())
