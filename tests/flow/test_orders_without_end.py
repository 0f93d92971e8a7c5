"""A script that orders episodes without end: what the day's budget fits is made, the rest waits."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from test_money import PANELS

from metered import HandClock
from priced import COST_NUSD, MODEL, asked, priced_house
from toonverse.bootstrap import House
from toonverse.cli.story import Wish
from toonverse.jobs.desk import Desk
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.invariants import examine
from toonverse.metering.reports import Period, totals
from toonverse.store.records import Job

ORDERS = 5
LIMIT_NUSD = 500_000_000
FITS = 2
"""Each holds more than it costs: so many go on at once, and then there is no room for another one's quote."""


async def worked_off(house: House) -> list[Job]:
    """The jobs once none is at work any more."""
    desk = asyncio.ensure_future(Desk(house.settings.home, house.studio, house.pool).work())
    try:
        while True:
            jobs = list(house.works.jobs.recent())
            if all(job.status == "DONE" or job.waiting_for for job in jobs):
                return jobs
            await asyncio.sleep(0.1)
            assert not desk.done()
    finally:
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)


def test_orders_without_end_stop_at_the_days_budget(home: Path, tmp_path: Path, stories: dict[str, Path]):
    log = tmp_path / "calls.log"
    clock = HandClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    with priced_house(home, log, 0.0, clock=clock) as house:
        wish = Wish(stories["en"], PANELS, None, "webtoon", "auto", "draft", MODEL)
        commission = wish.commission()
        for number in range(ORDERS):
            house.studio.take_on(replace(commission, edition=str(number)), new=False)
        limit = Budget("global", "", "day", LIMIT_NUSD)
        set_budget(house.books.engine, clock, house.books.zone, limit)
        jobs = asyncio.run(worked_off(house))
        done = [job for job in jobs if job.status == "DONE"]
        assert len(done) >= FITS
        assert all("2026-11-22T00:00:00" in job.waiting_for for job in jobs if job.status != "DONE")
        spent = sum(job.cost_nusd for job in done)
        assert spent == len(done) * PANELS * COST_NUSD == len(asked(log)) * COST_NUSD <= LIMIT_NUSD
        (total,) = totals(house.books.engine, Period.always(house.books.zone), [])[:1]
        assert total.cost_nusd == spent
        assert [finding for finding in examine(house.books.engine, house.books.zone) if finding.broken] == []
