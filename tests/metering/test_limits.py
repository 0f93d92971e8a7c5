"""Budgets that are used up: who waits for which moment, what each new user gets, what an operator sees."""

from datetime import timedelta

import pytest

from metered import NOON, PICTURE_NUSD, PICTURE_TOKENS, House, picture, who
from toonverse.metering.calls import EnvelopeLine
from toonverse.metering.limits import Standing, remove_budget, standings
from toonverse.metering.outcomes import Unknown
from toonverse.metering.refusals import BudgetExceeded, NotFound, Waiting
from toonverse.metering.tables import budget_counters, budgets
from toonverse.metering.users import NameUnfit, add_user
from toonverse.metering.windows import window_end, window_start
from toonverse.money import Nusd


def pictures(count: int, model: str = "picture") -> list[EnvelopeLine]:
    tokens = count * PICTURE_TOKENS
    return [EnvelopeLine("image_generation", model, Nusd(count * PICTURE_NUSD), tokens)]


def standing(house: House, scope: str = "global") -> Standing:
    found = standings(house.engine, house.zone, house.clock.now)
    return next(one for one in found if one.budget.scope == scope)


def tomorrow(house: House) -> str:
    return window_end("day", window_start("day", NOON, house.zone), house.zone).isoformat()


async def test_a_job_waits_for_the_next_day_when_this_ones_budget_is_used_up(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    meter = house.meter()
    await meter.buy(picture(), who(), "k")
    with pytest.raises(Waiting) as waiting:
        meter.open_envelope("job", who(), pictures(2), None)
    facts = waiting.value.facts
    assert (facts["waiting_for"], facts["resets_at"]) == ("budget_exceeded", tomorrow(house))
    assert (facts["only_held"], facts["only_unsettled"]) == (False, False)
    house.clock.advance(timedelta(days=1))
    meter.open_envelope("job", who(), pictures(2), None)


async def test_a_job_that_no_day_has_room_for_is_refused_at_once(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    with pytest.raises(BudgetExceeded) as refused:
        house.meter().open_envelope("job", who(), pictures(3), None)
    assert refused.value.facts["resets_at"] == ""


def test_lines_that_fit_a_day_each_and_not_together_are_refused_at_once(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    lines = [*pictures(2), EnvelopeLine("text_generation", "words", Nusd(PICTURE_NUSD), 0)]
    with pytest.raises(BudgetExceeded) as refused:
        house.meter().open_envelope("job", who(), lines, None)
    assert refused.value.facts["needed_nusd"] == 3 * PICTURE_NUSD
    house.budget("model", "words", "day", PICTURE_NUSD)
    house.budget("global", "", "day", 3 * PICTURE_NUSD)
    house.meter().open_envelope("job", who(), lines, None)


async def test_a_total_has_no_next_window(house: House):
    house.budget("global", "", "total", PICTURE_NUSD)
    await house.meter().buy(picture(), who(), "k")
    with pytest.raises(BudgetExceeded):
        house.meter().open_envelope("job", who(), pictures(1), None)


async def test_of_a_day_and_a_month_the_later_end_counts(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    house.budget("source", "studio", "month", PICTURE_NUSD)
    await house.meter().buy(picture(), who(), "k")
    with pytest.raises(Waiting) as waiting:
        house.meter().open_envelope("job", who(), pictures(1), None)
    month = window_start("month", NOON, house.zone)
    assert waiting.value.facts["resets_at"] == window_end("month", month, house.zone).isoformat()


async def test_what_is_at_risk_is_told_from_what_is_spent(house: House):
    house.budget("global", "", "day", PICTURE_NUSD)
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await house.meter().buy(picture(), who(), "k")
    with pytest.raises(Waiting) as waiting:
        house.meter().open_envelope("job", who(), pictures(1), None)
    assert waiting.value.facts["only_unsettled"] is True


async def test_an_open_envelope_is_held_anew_in_the_window_of_now_or_stays_as_it_is(house: House):
    house.budget("global", "", "day", 2 * PICTURE_NUSD)
    meter = house.meter()
    envelope = meter.open_envelope("job", who(), pictures(2), None)
    await meter.buy(picture(), who(envelope=envelope), "k1")
    house.clock.advance(timedelta(days=1))
    other = meter.open_envelope("other", who(), pictures(2), None)
    with pytest.raises(Waiting):
        meter.open_envelope("job", who(), pictures(1), None, renew=True)
    assert sorted(row["held_nusd"] for row in house.rows(budget_counters)) == [
        PICTURE_NUSD,
        2 * PICTURE_NUSD,
    ]
    meter.close_envelope(other)
    assert meter.open_envelope("job", who(), pictures(1), None, renew=True) == envelope
    await meter.buy(picture("b"), who(envelope=envelope), "k2")
    assert [row["settled_nusd"] for row in house.rows(budget_counters)] == [PICTURE_NUSD] * 2


def test_each_new_user_gets_the_budgets_that_are_set_for_new_users(house: House):
    house.budget("account", "*", "day", 5)
    ada = add_user(house.engine, house.clock, "ada", "creator", 0)
    house.budget("account", "*", "day", 7)
    mine = [row for row in house.rows(budgets) if row["value"] == ada.id]
    assert [(row["window"], row["limit_nusd"], row["stops"]) for row in mine] == [("day", 5, True)]
    with pytest.raises(NameUnfit):
        add_user(house.engine, house.clock, "*", "creator", 0)


async def test_a_budget_stands_as_the_journal_says_whether_it_was_touched_or_not(house: House):
    meter = house.meter()
    await meter.buy(picture(), who(), "k1")
    meter.open_envelope("job", who(), pictures(2), None)
    house.budget("model", "picture", "day", 10 * PICTURE_NUSD)
    untouched, touched = standing(house, "model"), standing(house)
    for one in (untouched, touched):
        assert (one.settled_nusd, one.held_nusd, one.at_risk_nusd) == (PICTURE_NUSD, 2 * PICTURE_NUSD, 0)
    assert untouched.left_nusd == 7 * PICTURE_NUSD
    assert touched.resets_at is not None
    assert touched.resets_at.isoformat() == tomorrow(house)


async def test_a_removed_budget_binds_nobody(house: House):
    house.budget("source", "studio", "day", 0)
    with pytest.raises(BudgetExceeded):
        await house.meter().buy(picture(), who(), "k")
    remove_budget(house.engine, "source", "studio", "day")
    await house.meter().buy(picture(), who(), "k")
    with pytest.raises(NotFound):
        remove_budget(house.engine, "source", "studio", "day")
