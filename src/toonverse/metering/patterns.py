"""When a user buys: by day of the week and hour, in the zone's clocks, over the weeks before now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering.tables import rollups
from toonverse.money import Nusd

WEEKS = 12

_R = rollups.c


@dataclass(frozen=True, slots=True)
class Hour:
    """What came to an hour of the week in all those weeks together. Monday is 0; hours are 0 to 23."""

    weekday: int
    hour: int
    calls: int
    tokens: int
    cost_nusd: Nusd


def pattern(engine: sa.Engine, zone: ZoneInfo, now: datetime, account: str, weeks: int = WEEKS) -> list[Hour]:
    """The hours of the week in which the account's calls ended, those with none left out; Monday first."""
    since = now - timedelta(weeks=weeks)
    query = (
        sa.select(_R.quarter, sa.func.sum(_R.calls), sa.func.sum(_R.debit_tokens), sa.func.sum(_R.cost_nusd))
        .where(_R.account == account, _R.quarter >= since, _R.quarter <= now)
        .group_by(_R.quarter)
    )
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    with engine.connect() as reading:
        for quarter, *amounts in reading.execute(query):
            at = quarter.astimezone(zone)
            of = sums[at.weekday(), at.hour]
            for place, amount in enumerate(amounts):
                of[place] += int(amount)
    return [
        Hour(weekday, hour, calls, tokens, Nusd(cost))
        for (weekday, hour), (calls, tokens, cost) in sorted(sums.items())
    ]
