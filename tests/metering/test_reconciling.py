"""Our books beside a provider's bill: what agrees, what differs, and what a bill settles."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metered import House, Told, who
from toonverse.db import writing
from toonverse.metering.bills import BillLine, BillPartial, BillsOverlap, BillUnfit, bill_in, read_bills
from toonverse.metering.calls import ImageCall, Usage
from toonverse.metering.catalog import load
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Unknown
from toonverse.metering.reconciling import import_bill, matches, propose_rate, settle_by_bill
from toonverse.metering.tables import bill_days, bill_lines
from toonverse.money import NUSD_PER_USD, from_usd

CATALOG = load()
MODEL = "gpt-image-2.5-flare"
CALL_NUSD = 10 * 5_000 + 439 * 30_000
DAY = date(2026, 11, 21)


def openai_costs(day: date, *amounts: tuple[str | None, str]) -> str:
    begins = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    results = [
        {
            "object": "organization.costs.result",
            "amount": {"value": float(usd), "currency": "usd"},
            "line_item": item,
            "project_id": None,
        }
        for item, usd in amounts
    ]
    bucket = {"object": "bucket", "start_time": begins, "end_time": begins + 86400, "results": results}
    return json.dumps({"object": "page", "data": [bucket], "has_more": False, "next_page": None})


async def house_of(make_house: Callable[..., House], calls: int, unknown: int = 0) -> House:
    """So many pictures bought of OpenAI on a day, and so many of which nobody knows."""
    house = make_house("sqlite")
    house.clock.now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    usage = Usage(prompt_tokens=10, completion_tokens=439, image_output_tokens=439, total_tokens=449)
    provider = Told("openai", usage=usage)
    meter = Meter(
        house.engine, {"openai": provider}, house.shelf, CATALOG, house.clock, house.zone, "us",
        house.folder / "spool.jsonl", retry_waits_seconds=(),
    )  # fmt: skip
    for number in range(calls + unknown):
        if number >= calls:
            provider.orders = [Unknown(reason="the line broke")]
        call = ImageCall(MODEL, str(number), 1024, 1024)
        if number >= calls:
            with pytest.raises(Unknown):
                await meter.buy(call, who(), f"k{number}")
        else:
            assert (await meter.buy(call, who(), f"k{number}")).cost_nusd == CALL_NUSD
    house.clock.advance(timedelta(days=3))
    return house


def billed(house: House, *amounts: tuple[str | None, str]) -> int:
    return import_bill(house.engine, house.clock(), bill_in(openai_costs(DAY, *amounts), "bill", CATALOG))


def usd(nusd: int) -> str:
    return str(Decimal(nusd) / NUSD_PER_USD)


async def test_books_that_agree_are_equal_and_importing_again_changes_nothing(
    make_house: Callable[..., House],
):
    house = await house_of(make_house, 3)
    amounts = (
        (f"{MODEL}, image output", usd(3 * 439 * 30_000)),
        (f"{MODEL}-2026-09-01, input", usd(150_000)),
    )
    assert billed(house, *amounts) == 1
    assert billed(house, *amounts) == 0
    (match,) = matches(house.engine, house.clock())
    assert (match.day, match.model, match.verdict) == (DAY, MODEL, "equal")
    assert match.difference_nusd == 0
    rate = propose_rate(house.engine, 833, [match])
    assert rate is not None
    assert rate.measured == round(3 * 449 * NUSD_PER_USD / (3 * CALL_NUSD))


async def test_a_corrected_bill_takes_the_place_of_the_earlier_one(make_house: Callable[..., House]):
    house = await house_of(make_house, 1)
    billed(house, (MODEL, "5"), ("gpt-9-unheard-of, input", "2"))
    by_model = {match.model: match for match in matches(house.engine, house.clock())}
    assert (by_model[MODEL].verdict, by_model["gpt-9-unheard-of, input"].verdict) == ("differs", "not_ours")
    billed(house, (MODEL, usd(CALL_NUSD)))
    assert [match.verdict for match in matches(house.engine, house.clock())] == ["equal"]


async def test_a_line_that_was_changed_since_is_found_until_its_bill_comes_again(
    make_house: Callable[..., House],
):
    house = await house_of(make_house, 1)
    billed(house, (MODEL, usd(CALL_NUSD)))
    assert house.broken() == []
    with writing(house.engine).begin() as tx:
        tx.execute(bill_lines.update().values(cost_nusd=bill_lines.c.cost_nusd - 1))
    (found,) = house.broken()
    assert f"openai {DAY}: 1 lines were imported" in found
    assert billed(house, (MODEL, usd(CALL_NUSD))) == 2
    assert house.broken() == []
    with writing(house.engine).begin() as tx:
        tx.execute(bill_days.delete())
    assert [f"openai {DAY}: was never imported" in one for one in house.broken()] == [True]
    assert billed(house, (MODEL, usd(CALL_NUSD))) == 0, "its lines are the same"
    assert house.broken() == []


async def test_a_day_of_an_empty_bill_is_one_of_nothing(make_house: Callable[..., House]):
    house = await house_of(make_house, 1)
    billed(house, (MODEL, "5"))
    assert billed(house) > 0
    assert billed(house) == 0
    (match,) = matches(house.engine, house.clock())
    assert (match.model, match.theirs_nusd, match.verdict) == (MODEL, 0, "not_billed")
    assert billed(house, (MODEL, usd(CALL_NUSD))) > 0
    assert [match.verdict for match in matches(house.engine, house.clock())] == ["equal"]


def test_a_bill_whose_last_page_is_missing_is_refused():
    first, last = openai_costs(DAY, (MODEL, "1")), openai_costs(DAY + timedelta(1), (MODEL, "2"))
    more = json.dumps(json.loads(first) | {"has_more": True, "next_page": "page_2"})
    with pytest.raises(BillPartial) as refused:
        bill_in(more, "bill", CATALOG)
    assert refused.value.facts == {"path": "bill", "next_page": "page_2"}
    assert len(bill_in(f"{more}\n{last}", "bill", CATALOG)) == 2


def test_two_files_that_tell_a_day_differently_are_refused(tmp_path: Path):
    one, other, same = (tmp_path / name for name in ("one", "other", "same"))
    one.write_text(openai_costs(DAY, (f"{MODEL}, input", "1")))
    other.write_text(openai_costs(DAY, (f"{MODEL}, image output", "2")))
    same.write_bytes(one.read_bytes())
    assert [line.cost_nusd for line in read_bills([one, same], CATALOG)] == [NUSD_PER_USD]
    with pytest.raises(BillsOverlap) as refused:
        read_bills([one, other], CATALOG)
    assert refused.value.facts == {"path": str(other), "other": str(one), "day": "2026-11-21"}


async def test_what_was_never_billed_is_named(make_house: Callable[..., House]):
    house = await house_of(make_house, 4)
    billed(house, ("gpt-5.6-luna, input", "0.50"))
    verdicts = {match.model: match.verdict for match in matches(house.engine, house.clock())}
    assert verdicts == {MODEL: "not_billed", "gpt-5.6-luna": "not_ours"}


@pytest.mark.parametrize(("charged", "verdict"), [(0, "not_charged"), (1, "partly_charged"), (2, "charged")])
async def test_a_bill_settles_what_nobody_knew(make_house: Callable[..., House], charged: int, verdict: str):
    house = await house_of(make_house, 2, unknown=2)
    risk = next(iter(matches_after(house, "0"))).at_risk_nusd // 2
    billed(house, (MODEL, usd(2 * CALL_NUSD + charged * risk)))
    (match,) = matches(house.engine, house.clock())
    assert (match.verdict, len(match.unknown)) == (verdict, 2)
    decided = settle_by_bill(house.ledger, [match])
    assert [cost for _, cost in decided] == [risk] * charged + [0] * (2 - charged)
    (after,) = matches(house.engine, house.clock())
    assert (after.verdict, after.at_risk_nusd) == ("equal", 0)
    assert settle_by_bill(house.ledger, [after]) == []
    assert house.broken() == []


def matches_after(house: House, amount: str) -> list:
    billed(house, (MODEL, amount))
    return matches(house.engine, house.clock())


async def test_a_bill_that_may_still_grow_settles_nothing(make_house: Callable[..., House]):
    house = await house_of(make_house, 1, unknown=1)
    house.clock.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    billed(house, (MODEL, usd(CALL_NUSD)))
    (match,) = matches(house.engine, house.clock())
    assert (match.verdict, match.complete) == ("not_charged", False)
    assert settle_by_bill(house.ledger, [match]) == []


async def test_a_bill_that_differs_for_another_reason_settles_nothing(make_house: Callable[..., House]):
    house = await house_of(make_house, 1, unknown=1)
    billed(house, (MODEL, "99"))
    (match,) = matches(house.engine, house.clock())
    assert (match.verdict, settle_by_bill(house.ledger, [match])) == ("differs", [])


async def test_noise_that_could_hide_a_call_decides_nothing(make_house: Callable[..., House]):
    house = await house_of(make_house, 110, unknown=1)
    risk = next(iter(matches_after(house, "0"))).at_risk_nusd
    for charged in (0, risk):
        (match,) = matches_after(house, usd(110 * CALL_NUSD + charged))
        assert (match.verdict, settle_by_bill(house.ledger, [match])) == ("undecided", [])


@pytest.mark.parametrize("name", ["Image models, 1024x1024", None, "gpt-image-2, image output"])
@pytest.mark.parametrize("calls", [0, 2])
async def test_beside_an_amount_nobody_can_explain_no_call_is_released(
    make_house: Callable[..., House], name: str | None, calls: int
):
    house = await house_of(make_house, calls, unknown=2)
    risk = next(iter(matches_after(house, "0"))).at_risk_nusd // 2
    for charged in (0, risk):
        billed(house, (MODEL, usd(calls * CALL_NUSD + charged)), (name, usd(risk)))
        found = matches(house.engine, house.clock())
        assert {match.verdict for match in found} == {"undecided", "not_ours"}
        assert settle_by_bill(house.ledger, found) == []


async def test_a_refund_of_ours_is_no_refund_of_the_providers(make_house: Callable[..., House]):
    house = await house_of(make_house, 2, unknown=1)
    sent_until, house.clock.now = house.clock.now, datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert house.ledger.refund(1, "the user disliked it")
    house.clock.now = sent_until
    (match,) = matches_after(house, usd(2 * CALL_NUSD))
    assert (match.ours_nusd, match.verdict) == (2 * CALL_NUSD, "not_charged")
    assert settle_by_bill(house.ledger, [match]) == [(3, 0)]
    assert house.ledger.refund(2, "a later day's refund")
    assert [match.verdict for match in matches(house.engine, house.clock())] == ["equal"]


GOOGLE = """Billing account name,Service description,SKU description,SKU ID,Usage start date,Usage end date,\
Cost ($),Unrounded cost ($)
Mine,Gemini API,Gemini 3.5 Flash Text Output - Predictions,A-1,2026-11-20,2026-11-21,"1,000.50",1000.504
Mine,Gemini API,Gemini 3.5 Flash Text Input - Predictions,A-2,2026-11-20,2026-11-21,0.10,0.096
Mine,Vertex AI,Veo 3.1 Fast video generation,A-3,2026-11-20,2026-11-21,0.80,0.8
Mine,Vertex AI,Promotion,A-4,2026-11-20,2026-11-21,-5.00,-5
,,,,,,"996.40",
"""


def test_googles_export_is_read_by_model():
    found = {line.model: line for line in bill_in(GOOGLE, "bill", CATALOG)}
    assert found["gemini-3.5-flash"] == BillLine(
        "google", date(2026, 11, 20), "gemini-3.5-flash", from_usd("1000.6")
    )
    assert found["veo-3.1-fast-generate-001"].cost_nusd == from_usd("0.8")
    assert found["Promotion"].cost_nusd == -from_usd(5)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-11-20", 20),
        ("2026-11-20T23:00:00", 20),
        ("2026-11-20T23:00:00-08:00", 21),
        ("2026-11-20 23:00:00 America/Los_Angeles", 21),
        ("2026-11-21 00:30:00+09:00", 20),
        ("2026-11-20 23:00:00.000000 UTC", 20),
    ],
)
def test_a_moment_of_googles_is_of_its_day_of_utc(said: str, day: int):
    text = f"SKU description,Usage start time,Cost ($)\nGemini 3.5 Flash,{said},1\n"
    (line,) = bill_in(text, "bill", CATALOG)
    assert line.day == date(2026, 11, day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        "[1]",
        '{"data": 1}',
        '{"data": [{"results": []}]}',
        '{"data": [{"start_time": 1e99, "results": []}]}',
        '{"data": [{"start_time": 1, "results": [{"amount": {"value": 1, "currency": "krw"}}]}]}',
        '{"data": [{"start_time": 1, "results": [{"amount": {"value": "NaN", "currency": "usd"}}]}]}',
        '{"data": [{"start_time": 1, "results": [{"amount": {"value": 1e9, "currency": "usd"}}]}]}',
        "SKU description,Usage start date,Cost ($)\nx,yesterday,1\n",
        "SKU description,Usage start date,Cost ($)\nx,2026-01-01,much\n",
        "SKU description,Usage start date,Cost ($)\nx,2026-01-01 10:00 Nowhere/At_All,1\n",
        "SKU description,Usage start date,Cost ($)\nx,2026-01-01 10:00 America,1\n",
        "SKU description,Usage start date,Cost ($)\nx,0001-01-01T00:00:00+09:00,1\n",
        "SKU description,Usage start date,Cost ($),Currency\nx,2026-01-01,1,EUR\n",
        "[" * 100_000,
    ],
)
def test_what_is_no_bill_is_refused(text: str):
    with pytest.raises(BillUnfit):
        bill_in(text, "bill", CATALOG)


@given(st.text(max_size=300))
def test_whatever_a_file_says_it_is_a_bill_or_refused(text: str):
    with suppress(BillUnfit):
        assert all(isinstance(line, BillLine) for line in bill_in(text, "bill", CATALOG))
