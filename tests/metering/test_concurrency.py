"""Many at once, on a real file with real threads: what fits exactly is admitted exactly."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from metered import PICTURE_NUSD, PICTURE_TOKENS, House, picture, who
from toonverse.errors import MoneyRefused
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.refusals import BalanceTooLow, BudgetExceeded
from toonverse.metering.tables import accounts, budget_counters
from toonverse.money import Nusd

THREADS = 200
FITS = 37


def at_once(work: Callable[[int], object]) -> list[Exception]:
    """Runs `work` in 200 threads that start together; returns what they raised."""
    gate = threading.Barrier(THREADS)
    raised: list[Exception] = []

    def one(number: int) -> None:
        gate.wait()
        try:
            work(number)
        except MoneyRefused as refusal:
            raised.append(refusal)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.parametrize("processes", [1, 8])
def test_of_200_threads_at_a_balance_that_fits_37_exactly_37_are_admitted(house: House, processes: int):
    house.account("ada", FITS * PICTURE_TOKENS)
    meters = [house.meter(lambda owner: True) for _ in range(processes)]

    def buy(number: int) -> None:
        meter = meters[number % processes]
        asyncio.run(meter.buy(picture(f"panel {number}"), who("ada"), f"k{number}"))

    refused = at_once(buy)
    assert len(house.paid.answered) == FITS
    assert [type(one) for one in refused] == [BalanceTooLow] * (THREADS - FITS)
    ada = next(row for row in house.rows(accounts) if row["id"] == "ada")
    assert (ada["balance_tokens"], ada["held_tokens"]) == (0, 0)


def test_of_200_threads_at_a_budget_that_fits_37_exactly_37_hold(house: House):
    house.budget("global", "", "day", FITS * PICTURE_NUSD)
    house.budget("account", "ada", "month", (FITS + 1) * PICTURE_NUSD)
    house.account("ada", None)
    meter = house.meter()

    def hold(number: int) -> None:
        call = picture(f"panel {number}")
        name = f"job/{number}"
        meter.open_envelope(name, who("ada"), [_line(meter.quote(call).maximum_nusd)], None)

    refused = at_once(hold)
    assert len(refused) == THREADS - FITS
    held = [row["held_nusd"] for row in house.rows(budget_counters)]
    assert held == [FITS * PICTURE_NUSD] * 2


def test_of_200_threads_buying_one_key_in_one_process_one_buys(house: House):
    meter = house.meter()
    bought: list[object] = []
    at_once(lambda number: bought.append(asyncio.run(meter.buy(picture(), who(), "k"))))
    assert len(house.paid.answered) == 1
    assert len(bought) == THREADS
    assert len(set(map(repr, bought))) == 1


def test_of_many_processes_buying_one_key_one_buys(house: House):
    meters = [house.meter(lambda owner: True) for _ in range(10)]
    bought: list[object] = []
    at_once(lambda n: bought.append(asyncio.run(meters[n % 10].buy(picture(), who(), "k"))))
    assert len(house.paid.answered) == 1
    assert len(bought) == THREADS


def test_budgets_of_other_scopes_refuse_too(house: House):
    house.budget("source", "studio", "day", PICTURE_NUSD - 1)
    with pytest.raises(BudgetExceeded) as refused:
        asyncio.run(house.meter().buy(picture(), who(), "k"))
    assert refused.value.facts["scope"] == "source"


def _line(nusd: Nusd) -> EnvelopeLine:
    return EnvelopeLine("image_generation", "picture", nusd, PICTURE_TOKENS)
