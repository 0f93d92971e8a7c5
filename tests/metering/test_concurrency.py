"""Many at once, on a real file with real threads: what fits exactly is admitted exactly."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from metered import PICTURE_NUSD, PICTURE_TOKENS, House, film, picture, who
from toonverse.errors import MoneyRefused
from toonverse.metering.calls import Call, EnvelopeLine
from toonverse.metering.refusals import BalanceTooLow, BudgetExceeded
from toonverse.metering.tables import accounts, budget_counters
from toonverse.money import Nusd

THREADS = 200
FITS = 37
FILM_NUSD = 1_200_000_000


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


@pytest.mark.parametrize("buyers", [16, 200, 1000])
@pytest.mark.parametrize(("call", "price", "fits"), [(picture, PICTURE_NUSD, 3), (film, FILM_NUSD, 1)])
async def test_of_many_buyers_at_once_as_many_are_admitted_as_the_budget_fits(
    house: House, buyers: int, call: Callable[[str], Call], price: int, fits: int
):
    house.budget("global", "", "day", fits * price + price - 1)
    meters = [house.meter(lambda owner: True) for _ in range(4)]
    outcomes = await asyncio.gather(
        *(meters[n % 4].buy(call(f"{n}"), who(), f"k{n}") for n in range(buyers)), return_exceptions=True
    )
    refused = [one for one in outcomes if isinstance(one, BudgetExceeded)]
    assert len(outcomes) - len(refused) == fits
    assert len(house.paid.answered) + len(house.films.submitted) == fits
    (counter,) = house.rows(budget_counters)
    assert (counter["settled_nusd"], counter["held_nusd"]) == (fits * price, 0)


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
