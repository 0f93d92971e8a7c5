"""A script that has run away: sixteen loops that buy until somebody says no, and a day budget of $0.50."""

import asyncio
import json

from metered import PICTURE_NUSD, House, picture, who
from toonverse.errors import MoneyRefused
from toonverse.metering.door import Meter
from toonverse.metering.refusals import BudgetExceeded
from toonverse.metering.reports import receipt
from toonverse.metering.tables import attempts, outbox

LOOPS = 16
LIMIT_NUSD = 500_000_000
FITS = LIMIT_NUSD // PICTURE_NUSD


async def run_away(meter: Meter, number: int) -> MoneyRefused:
    """Buys for ever; returns what ended it."""
    bought = 0
    while True:
        try:
            await meter.buy(picture(f"{number}/{bought}"), who(), f"loop/{number}/{bought}")
        except MoneyRefused as refusal:
            return refusal
        bought += 1


async def test_a_runaway_script_ends_by_itself_and_never_over_the_budget(house: House):
    house.budget("global", "", "day", LIMIT_NUSD)
    meters = [house.meter(lambda owner: True) for _ in range(2)]
    told = await asyncio.gather(*(run_away(meters[number % 2], number) for number in range(LOOPS)))
    assert len(house.paid.answered) == FITS, "all that fits is let through, and nothing more is sent"
    assert {type(refusal) for refusal in told} == {BudgetExceeded}
    assert all(refusal.facts["limit_nusd"] == LIMIT_NUSD for refusal in told)
    assert told[-1].facts["resets_at"] == "2026-11-21T15:00:00+00:00"
    found = receipt(house.engine, "26")
    assert (found.calls, found.cost_nusd) == (FITS, FITS * PICTURE_NUSD)
    assert len(house.rows(attempts)) == FITS, "a refusal of money leaves no call"
    alerts = [(row["kind"], json.loads(str(row["facts"])).get("percent")) for row in house.rows(outbox)]
    assert alerts == [("budget", 50), ("budget", 80), ("budget_stops", None)], "96 % of it is used"
