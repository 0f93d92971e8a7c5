"""A job's quote held once: refused before the first cent, drawn on, topped up, capped for its whole life."""

import asyncio

import pytest

from metered import PICTURE_NUSD, PICTURE_TOKENS, House, picture, who
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.metering.refusals import (
    BalanceTooLow,
    BudgetExceeded,
    CapExceeded,
    EnvelopeExhausted,
    NotFound,
    Waiting,
)
from toonverse.metering.tables import accounts, budget_counters, envelopes
from toonverse.money import Nusd


def pictures(count: int) -> list[EnvelopeLine]:
    nusd, tokens = Nusd(count * PICTURE_NUSD), count * PICTURE_TOKENS
    return [EnvelopeLine("image_generation", "picture", nusd, tokens)]


def held(house: House) -> int:
    (counter,) = house.rows(budget_counters)
    return int(str(counter["held_nusd"]))


async def test_a_job_holds_its_whole_quote_and_lets_go_of_what_it_did_not_use(house: House):
    meter = house.meter()
    envelope = meter.open_envelope("job", who(), pictures(3), None)
    assert held(house) == 3 * PICTURE_NUSD
    await meter.buy(picture(), who(envelope=envelope), "k")
    assert held(house) == 2 * PICTURE_NUSD
    meter.close_envelope(envelope)
    meter.close_envelope(envelope)
    assert held(house) == 0


def test_opening_twice_finds_the_same_envelope_and_holds_once(house: House):
    meter = house.meter()
    assert meter.open_envelope("job", who(), pictures(3), None) == house.meter().open_envelope(
        "job", who(), pictures(3), None
    )
    assert held(house) == 3 * PICTURE_NUSD


def test_names_of_one_account_mean_nothing_to_another(house: House):
    house.account("ada", None)
    meter = house.meter()
    assert meter.open_envelope("job", who(), pictures(1), None) != meter.open_envelope(
        "job", who("ada"), pictures(1), None
    )


def test_what_does_not_fit_is_refused_before_the_first_cent(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    with pytest.raises(BudgetExceeded):
        house.meter().open_envelope("job", who(), pictures(3), None)
    house.account("ada", PICTURE_TOKENS)
    with pytest.raises(BalanceTooLow):
        house.meter().open_envelope("job", who("ada"), pictures(2), None)
    assert house.rows(envelopes) == []


def test_a_job_that_only_other_holds_block_waits(house: House):
    house.budget("global", "", "day", 3 * PICTURE_NUSD)
    meter = house.meter()
    first = meter.open_envelope("first", who(), pictures(2), None)
    with pytest.raises(Waiting) as waiting:
        meter.open_envelope("second", who(), pictures(2), None)
    assert waiting.value.facts["waiting_for"] == "budget_exceeded"
    meter.close_envelope(first)
    meter.open_envelope("second", who(), pictures(2), None)


async def test_a_refused_call_gives_its_money_back_to_the_job(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    meter = house.meter()
    mine = who(envelope=meter.open_envelope("job", who(), pictures(1), None))
    house.paid.orders = [Refused(reason="no")]
    with pytest.raises(Refused):
        await meter.buy(picture(), mine, "k")
    assert held(house) == PICTURE_NUSD
    await meter.buy(picture(), mine, "k")


async def test_a_job_cannot_draw_more_than_it_held(house: House):
    meter = house.meter()
    mine = who(envelope=meter.open_envelope("job", who(), pictures(1), None))
    await meter.buy(picture(), mine, "k1")
    with pytest.raises(EnvelopeExhausted):
        await meter.buy(picture("more"), mine, "k2")


async def test_a_call_that_no_line_is_for_is_refused(house: House):
    meter = house.meter()
    envelope = meter.open_envelope("job", who(), pictures(1), None)
    meter.close_envelope(envelope)
    with pytest.raises(NotFound):
        await meter.buy(picture(), who(envelope=envelope), "k")


async def test_what_became_unknown_is_held_once_more(house: House):
    meter = house.meter()
    mine = who(envelope=meter.open_envelope("job", who(), pictures(1), None))
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await meter.buy(picture(), mine, "k")
    assert held(house) == 0
    assert (await meter.buy(picture(), mine, "k")).attempt == 2
    with pytest.raises(EnvelopeExhausted):
        await meter.buy(picture("more"), mine, "k2")


async def test_a_top_up_that_does_not_fit_waits_and_says_what_is_missing(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    meter = house.meter()
    mine = who(envelope=meter.open_envelope("job", who(), pictures(1), None))
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await meter.buy(picture(), mine, "k")
    with pytest.raises(Waiting) as waiting:
        await meter.buy(picture(), mine, "k")
    assert waiting.value.facts["needed_nusd"] == PICTURE_NUSD
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    await meter.buy(picture(), mine, "k")


async def test_the_users_tokens_stay_held_for_the_job_when_an_attempt_is_unknown(house: House):
    house.account("ada", PICTURE_TOKENS)
    meter = house.meter()
    mine = who("ada", meter.open_envelope("job", who("ada"), pictures(1), None))
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await meter.buy(picture(), mine, "k")
    with pytest.raises(BalanceTooLow):
        await meter.buy(picture("other"), who("ada"), "other")
    await meter.buy(picture(), mine, "k")
    ada = next(row for row in house.rows(accounts) if row["id"] == "ada")
    assert (ada["balance_tokens"], ada["held_tokens"]) == (0, 0)


async def test_the_cap_counts_what_is_settled_held_and_at_risk_over_the_whole_life(house: House):
    meter = house.meter()
    cap = 2 * PICTURE_NUSD
    with pytest.raises(CapExceeded):
        meter.open_envelope("job", who(), pictures(3), cap)
    envelope = meter.open_envelope("job", who(), pictures(2), cap)
    mine = who(envelope=envelope)
    await meter.buy(picture(), mine, "k1")
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await meter.buy(picture("b"), mine, "k2")
    with pytest.raises(Waiting) as waiting:
        await meter.buy(picture("b"), mine, "k2")
    assert waiting.value.facts["waiting_for"] == "cap_exceeded"
    meter.close_envelope(envelope)
    with pytest.raises(CapExceeded) as refused:
        meter.open_envelope("job", who(), pictures(1), cap)
    assert refused.value.facts["available_nusd"] == 0
    assert meter.open_envelope("job", who(), pictures(1), cap + PICTURE_NUSD) == envelope
    assert (await meter.buy(picture("b"), mine, "k2")).attempt == 2


async def test_a_booking_belongs_to_the_window_of_its_envelope(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    meter = house.meter()
    mine = who(envelope=meter.open_envelope("job", who(), pictures(2), None))
    house.clock.now = house.clock.now.replace(day=23)
    await meter.buy(picture(), mine, "k")
    (counter,) = house.rows(budget_counters)
    assert counter["settled_nusd"] == PICTURE_NUSD


def test_two_jobs_at_once_never_share_what_fits_one(house: House):
    house.budget("global", "", "day", 3 * PICTURE_NUSD)
    meter = house.meter()

    async def job(name: str) -> int:
        envelope = meter.open_envelope(name, who(), pictures(3), None)
        for number in range(3):
            await meter.buy(picture(f"{name} {number}"), who(envelope=envelope), f"{name}/{number}")
        return 1

    async def both() -> list[int | BaseException]:
        return await asyncio.gather(job("one"), job("two"), return_exceptions=True)

    results = asyncio.run(both())
    assert sorted(type(result).__name__ for result in results) == ["Waiting", "int"]
    assert len(house.paid.answered) == 3
