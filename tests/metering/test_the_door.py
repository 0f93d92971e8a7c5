"""The eight steps of `Meter.buy`, one after another."""

import asyncio
import json
from contextlib import suppress

import pytest

from metered import NOON, PICTURE_NUSD, PICTURE_TOKENS, House, draft, film, picture, who, words
from toonverse.metering import reports
from toonverse.metering.accounts import stop_buying
from toonverse.metering.calls import Call, Reply, Usage
from toonverse.metering.journal import Closing
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.refusals import (
    BalanceTooLow,
    BudgetExceeded,
    BuyingStopped,
    InFlight,
    KeepFailed,
    KeyReused,
    LedgerDown,
    ModelUnknown,
    NotFound,
    ProviderMissing,
)
from toonverse.metering.tables import accounts, attempts, flags, outbox, postings, rollups, usage_rows


async def test_a_call_is_bought_once_and_then_known(house: House):
    first = await house.meter().buy(picture(), who(), "panel/3/take/1")
    again = await house.meter().buy(picture(), who(), "panel/3/take/1")
    assert first == again
    assert house.paid.answered == ["a lighthouse"]
    assert house.shelf.get(first.sha256) == b"a lighthouse"
    assert (first.cost_nusd, first.tokens, first.attempt) == (PICTURE_NUSD, PICTURE_TOKENS, 1)


async def test_a_key_is_bound_to_its_call(house: House):
    meter = house.meter()
    await meter.buy(picture(), who(), "k")
    with pytest.raises(KeyReused):
        await meter.buy(picture("another"), who(), "k")


async def test_a_failed_key_stays_bound_to_its_call(house: House):
    house.paid.orders = [Refused(reason="moderation")]
    with pytest.raises(Refused):
        await house.meter().buy(picture(), who(), "k")
    with pytest.raises(KeyReused):
        await house.meter().buy(picture("another"), who(), "k")


async def test_keys_of_one_account_mean_nothing_to_another(house: House):
    house.account("ada", None)
    await house.meter().buy(picture("hers"), who("ada"), "k")
    await house.meter().buy(picture("his"), who("local"), "k")
    assert house.paid.answered == ["hers", "his"]


async def test_two_who_want_the_same_key_at_once_share_one_purchase(house: House):
    meter = house.meter()
    one, other = await asyncio.gather(*(meter.buy(picture(), who(), "k") for _ in range(2)))
    assert one == other
    assert len(house.paid.answered) == 1


async def test_one_who_does_not_wish_to_join_is_told_it_is_in_flight(house: House):
    meter = house.meter()
    going = asyncio.ensure_future(meter.buy(picture(), who(), "k"))
    await asyncio.sleep(0)
    with pytest.raises(InFlight):
        await meter.buy(picture(), who(), "k", join=False)
    for join in (True, False):
        with pytest.raises(KeyReused):
            await meter.buy(picture("another"), who(), "k", join=join)
    await going


async def test_an_open_attempt_of_another_living_process_is_waited_for(house: House):
    slow, eager = house.meter(lambda owner: True), house.meter(lambda owner: True)
    answer = asyncio.Event()
    ordinary = house.paid.call

    async def slowly(call: Call) -> Reply:
        await answer.wait()
        return await ordinary(call)

    house.paid.call = slowly
    first = asyncio.ensure_future(slow.buy(picture(), who(), "k"))
    while not house.rows(attempts):
        await asyncio.sleep(0.01)
    with pytest.raises(InFlight):
        await eager.buy(picture(), who(), "k", join=False)
    second = asyncio.ensure_future(eager.buy(picture(), who(), "k"))
    await asyncio.sleep(0.05)
    answer.set()
    assert await first == await second
    assert len(house.paid.answered) == 1


async def test_every_account_must_be_known(house: House):
    for call in (draft(), picture()):
        with pytest.raises(NotFound):
            await house.meter().buy(call, who("nobody"), "k")
    assert house.rows(attempts) == []


async def test_a_model_that_nothing_here_can_call_is_refused_before_any_hold(house: House):
    meter = house.meter()
    meter._providers = {}
    with pytest.raises(ProviderMissing):
        await meter.buy(picture(), who(), "k")
    with pytest.raises(ModelUnknown):
        await meter.buy(picture(model="nowhere"), who(), "k")
    assert house.rows(attempts) == []


async def test_a_balance_that_does_not_fit_is_refused_with_the_facts(house: House):
    house.account("ada", PICTURE_TOKENS - 1)
    with pytest.raises(BalanceTooLow) as refused:
        await house.meter().buy(picture(), who("ada"), "k")
    assert refused.value.facts["needed_tokens"] == PICTURE_TOKENS
    assert refused.value.facts["available_tokens"] == PICTURE_TOKENS - 1
    assert house.paid.answered == []
    assert house.rows(usage_rows) == []


async def test_a_budget_that_does_not_fit_is_refused_with_the_facts(house: House):
    house.budget("model", "picture", "month", PICTURE_NUSD * 3 // 2)
    meter = house.meter()
    await meter.buy(picture(), who(), "k1")
    with pytest.raises(BudgetExceeded) as refused:
        await meter.buy(picture(), who(), "k2")
    facts = refused.value.facts
    assert (facts["scope"], facts["window"], facts["needed_nusd"]) == ("model", "month", PICTURE_NUSD)
    assert (facts["available_nusd"], facts["limit_nusd"]) == (PICTURE_NUSD // 2, PICTURE_NUSD * 3 // 2)


async def test_a_refused_key_may_be_bought_when_there_is_money(house: House):
    house.budget("global", "", "day", PICTURE_NUSD - 1)
    meter = house.meter()
    with pytest.raises(BudgetExceeded):
        await meter.buy(picture(), who(), "k")
    house.budget("global", "", "day", PICTURE_NUSD)
    assert (await meter.buy(picture(), who(), "k")).attempt == 1


async def test_one_switch_stops_all_buying(house: House):
    stop_buying(house.engine, stopped=True)
    for call in (draft(), picture()):
        with pytest.raises(BuyingStopped):
            await house.meter().buy(call, who(), f"k/{call.model}")
    stop_buying(house.engine, stopped=False)
    await house.meter().buy(draft(), who(), "k/draft")


async def test_the_user_is_debited_what_the_provider_reports(house: House):
    house.account("ada", 1000)
    got = await house.meter().buy(words(), who("ada"), "k")
    assert (got.tokens, got.cost_nusd) == (30, 10 * 1000 + 20 * 2000)
    ada = next(row for row in house.rows(accounts) if row["id"] == "ada")
    assert (ada["balance_tokens"], ada["held_tokens"], ada["used_tokens"]) == (970, 0, 30)


async def test_eight_seconds_of_video_debit_a_thousand_tokens(house: House):
    got = await house.meter().buy(film(), who(), "k")
    assert (got.cost_nusd, got.tokens) == (1_200_000_000, 1000)


async def test_a_free_call_leaves_a_usage_row_and_moves_no_money(house: House):
    await house.meter().buy(draft(), who(), "k")
    (row,) = house.rows(usage_rows)
    assert (row["success"], row["cost_nusd"], row["debit_tokens"]) == (True, 0, 0)
    assert house.rows(postings) == []


async def test_a_usage_row_says_everything_that_was_known(house: House):
    await house.meter().buy(words("한 줄"), who(), "k")
    (row,) = house.rows(usage_rows)
    said = {name: row[name] for name in ("account", "service", "model", "provider", "source", "project")}
    assert said == {
        "account": "local",
        "service": "text_generation",
        "model": "words",
        "provider": "paid",
        "source": "studio",
        "project": "7",
    }
    assert (row["prompt_tokens"], row["completion_tokens"], row["total_tokens"]) == (10, 20, 30)
    assert row["thoughts_tokens"] is None
    assert json.loads(str(row["metadata"])) == {"requestType": "panel_generation", "promptLength": 3}


async def test_a_refusal_is_released_and_recorded_with_its_message(house: House):
    house.account("ada", PICTURE_TOKENS)
    house.paid.orders = [Refused(reason="IMAGE_SAFETY")]
    with pytest.raises(Refused):
        await house.meter().buy(picture(), who("ada"), "k")
    (row,) = house.rows(usage_rows)
    assert (row["success"], row["cost_nusd"], row["error_code"]) == (False, 0, "provider_refused")
    assert "IMAGE_SAFETY" in str(row["error_message"])
    assert (await house.meter().buy(picture(), who("ada"), "k")).attempt == 2


async def test_a_failure_is_tried_again_in_one_place_and_not_for_ever(house: House):
    house.paid.orders = [Failed(status=503), Failed(status=503)]
    assert (await house.meter().buy(picture(), who(), "k")).attempt == 3
    house.paid.orders = [Failed(status=503)] * 3
    with pytest.raises(Failed):
        await house.meter().buy(picture(), who(), "k2")
    assert house.statuses("k2") == ["failed"] * 3
    assert [row["success"] for row in house.rows(usage_rows)] == [False, False, True, False, False, False]


async def test_a_failure_that_was_charged_is_booked_and_debits_nobody(house: House):
    house.account("ada", 1000)
    house.paid.orders = [Failed(usage=Usage(prompt_tokens=10, completion_tokens=0, total_tokens=10))]
    with pytest.raises(Failed):
        await house.meter().buy(words(), who("ada"), "k")
    (row,) = house.rows(usage_rows)
    assert (row["success"], row["cost_nusd"], row["debit_tokens"]) == (False, 10_000, 0)
    assert house.statuses("k") == ["failed"]


@pytest.mark.parametrize("error", [Unknown(detail="timed out"), ValueError("not JSON"), OSError("reset")])
async def test_what_nobody_knows_stays_at_risk_and_makes_no_row(house: House, error: Exception):
    house.account("ada", PICTURE_TOKENS)
    house.paid.orders = [error]
    with pytest.raises(Unknown):
        await house.meter().buy(picture(), who("ada"), "k")
    assert house.statuses("k") == ["unknown"]
    assert house.rows(usage_rows) == []
    assert [row["kind"] for row in house.rows(outbox)] == ["unknown"]
    # the user's tokens are free again, so the work may be tried once more
    assert (await house.meter().buy(picture(), who("ada"), "k")).attempt == 2


async def test_more_than_the_hold_is_booked_as_it_was_and_flagged(house: House):
    house.account("ada", 170)
    house.paid.usage = Usage(prompt_tokens=70, completion_tokens=130, total_tokens=200)
    call = words(output_tokens_max=100)
    got = await house.meter().buy(call, who("ada"), "k")
    held = house.meter().quote(call)
    assert got.cost_nusd == 70_000 + 260_000 > held.maximum_nusd
    assert got.tokens == held.maximum_tokens == 170
    (flag,) = house.rows(flags)
    assert (flag["kind"], flag["excess_tokens"]) == ("overrun", 30)
    ada = next(row for row in house.rows(accounts) if row["id"] == "ada")
    assert ada["balance_tokens"] == 0
    absorbed = {
        row["unit"]: row["amount"] for row in house.rows(postings) if row["ledger_account"] == "absorbed"
    }
    assert absorbed == {"nusd": got.cost_nusd - held.maximum_nusd, "token": -30}


async def test_a_provider_that_reports_no_usage_is_booked_at_the_maximum_and_flagged(house: House):
    house.paid.usage = Usage(total_tokens=30)
    call = words()
    got = await house.meter().buy(call, who(), "k")
    assert got.cost_nusd == house.meter().quote(call).maximum_nusd
    assert [row["kind"] for row in house.rows(flags)] == ["unreported"]


@pytest.mark.parametrize("failed", [False, True])
async def test_a_part_reported_above_its_whole_is_priced_as_the_whole_and_flagged(house: House, failed: bool):
    told = Usage(prompt_tokens=10, completion_tokens=1, total_tokens=11, cached_tokens=10**7)
    house.paid.usage = told
    house.paid.orders = [Failed(usage=told)] if failed else []
    with suppress(Failed):
        await house.meter().buy(words(model="cached words"), who(), "k")
    (row,) = house.rows(usage_rows)
    assert (row["cost_nusd"], row["cached_tokens"]) == (10 * 100 + 1 * 2000, 10**7)
    assert [row["kind"] for row in house.rows(flags)] == ["implausible"]
    assert [row["kind"] for row in house.rows(outbox)] == ["implausible"]


def test_a_closing_below_zero_cannot_be_said():
    with pytest.raises(ValueError, match="below zero"):
        Closing(1, "settled", NOON, cost_nusd=-1)


async def test_an_answer_that_cannot_be_kept_was_still_paid_for(house: House):
    meter = house.meter()

    def full(media: bytes, sha256: str) -> str:
        raise OSError("no space left")

    meter._keep.put = full
    with pytest.raises(KeepFailed):
        await meter.buy(picture(), who(), "k")
    (row,) = house.rows(usage_rows)
    assert (row["success"], row["cost_nusd"], row["debit_tokens"]) == (False, PICTURE_NUSD, 0)


async def test_a_cancelled_caller_loses_nothing_that_was_bought(house: House):
    meter = house.meter()
    loop = asyncio.get_running_loop()
    going = asyncio.ensure_future(meter.buy(picture(), who(), "k"))
    house.paid.meanwhile = lambda: loop.call_soon(going.cancel) and None
    with pytest.raises(asyncio.CancelledError):
        await going
    await meter.finish()
    assert house.statuses("k") == ["settled"]
    await meter.buy(picture(), who(), "k")
    assert len(house.paid.answered) == 1


async def test_a_caller_cancelled_before_the_call_buys_nothing(house: House):
    meter = house.meter()
    going = asyncio.ensure_future(meter.buy(picture(), who(), "k"))
    await asyncio.sleep(0)
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going
    await meter.finish()
    assert house.statuses("k") == ["released"]
    assert house.paid.answered == []
    assert house.rows(usage_rows) == []
    assert (await meter.buy(picture(), who(), "k")).attempt == 2


async def test_rollups_count_every_call_in_its_quarter_hour(house: House):
    meter = house.meter()
    for number in range(3):
        await meter.buy(picture(f"panel {number}"), who(), f"k{number}")
    (row,) = house.rows(rollups)
    assert (row["calls"], row["successes"], row["cost_nusd"]) == (3, 3, 3 * PICTURE_NUSD)


async def test_a_receipt_tells_each_step_of_an_episode(house: House):
    meter = house.meter()
    await meter.buy(picture(), who(), "k1")
    house.paid.orders = [Refused(reason="no")]
    with pytest.raises(Refused):
        await meter.buy(picture("b"), who(), "k2")
    await meter.buy(picture("c"), who(episode="27"), "k3")
    receipt = reports.receipt(house.engine, "26")
    assert (receipt.calls, receipt.cost_nusd, receipt.tokens) == (2, PICTURE_NUSD, PICTURE_TOKENS)
    (step,) = receipt.steps
    assert (step.name, step.calls, step.successes) == ("panel_generation", 2, 1)


async def test_a_settled_call_can_be_refunded_once_and_only_by_reversing(house: House):
    house.account("ada", 100)
    await house.meter().buy(picture(), who("ada"), "k")
    (attempt,) = house.rows(attempts)
    assert house.ledger.refund(int(str(attempt["id"])), "the picture was blank")
    assert not house.ledger.refund(int(str(attempt["id"])), "again")
    ada = next(row for row in house.rows(accounts) if row["id"] == "ada")
    assert (ada["balance_tokens"], ada["used_tokens"]) == (100, 0)
    assert sum(int(str(row["cost_nusd"])) for row in house.rows(usage_rows)) == 0


async def test_a_database_that_is_gone_at_hold_means_nothing_is_bought(house: House):
    meter = house.meter()
    house.cut_off()
    with pytest.raises(LedgerDown):
        await meter.buy(picture(), who(), "k")
    house.restore()
    assert house.paid.answered == []
