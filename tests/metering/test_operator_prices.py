"""An operator's prices lie over the shipped ones: contracts for their days, confirmations, own models."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from toonverse.metering.calls import ImageCall, TextCall, VideoCall
from toonverse.metering.catalog import Catalog, load
from toonverse.metering.catalog.listed import Difference, differences, listed
from toonverse.metering.catalog.pricing import quote
from toonverse.metering.catalog.sheet import (
    Record,
    SheetUnfit,
    checked,
    merged,
    over,
    read_sheet,
    write_sheet,
)
from toonverse.metering.refusals import ModelUnconfirmed, ModelUnknown

SHIPPED = load()
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MILLION = 1_000_000


def said(name: str, *prices: dict[str, object], **facts: object) -> Record:
    return checked({"name": name, **facts, "price": list(prices)})


def contract(unit: str, usd: str, since: str, until: str | None = None, **of: object) -> dict[str, object]:
    ends = {} if until is None else {"until": until}
    per = MILLION if unit.endswith("token") else 1
    return {"unit": unit, "usd": usd, "per": per, "from": since, **ends, **of}


def a_million(catalog: Catalog, unit: str, on: date) -> Decimal | None:
    price = catalog.model("gemini-3.6-flash").price(unit, (on, on))  # type: ignore[arg-type]
    return None if price is None else price / 1000


def test_a_contract_price_holds_on_its_days_and_the_shipped_one_on_all_others():
    mine = over(
        SHIPPED, [said("gemini-3.6-flash", contract("input_token", "0.5", "2026-12-01", "2027-02-01"))]
    )
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 31), date(2027, 2, 1))
    prices = [a_million(mine, "input_token", on) for on in days]
    assert prices == [Decimal("0.75"), Decimal("0.5"), Decimal("0.5"), Decimal("1.5")]
    assert a_million(mine, "output_token", date(2027, 1, 1)) == Decimal("7.5")


def test_an_unconfirmed_model_is_sold_at_the_prices_that_were_confirmed_and_no_other():
    def film(resolution: str) -> VideoCall:
        return VideoCall("gemini-omni-1.2-flash", "", 10, resolution, "9:16")

    with pytest.raises(ModelUnconfirmed):
        quote(SHIPPED, film("720p"), NOW)
    mine = over(SHIPPED, [said(film("").model, contract("second", "0.08", "2026-11-01", resolution="720p"))])
    assert quote(mine, film("720p"), NOW).maximum_nusd == 800_000_000
    with pytest.raises(ModelUnknown):
        quote(mine, film("1080p"), NOW)


def test_a_model_of_the_operators_own_is_priced_like_any_other():
    mine = over(
        SHIPPED,
        [
            said(
                "our-painter",
                contract("image", "0.02", "2026-01-01", size="1024x1536", quality="medium"),
                provider="openai",
                service="image_generation",
            )
        ],
    )
    assert quote(mine, ImageCall("our-painter", "a lamp", 1024, 1536), NOW).maximum_nusd == 20_000_000
    with pytest.raises(SheetUnfit):
        over(SHIPPED, [said("no-such", contract("image", "0.02", "2026-01-01"))])


def test_a_later_price_of_the_operators_takes_the_place_of_his_earlier_one():
    prices = (contract("second", "0.08", "2026-01-01", resolution="720p"),)
    prices += (contract("second", "0.02", "2026-12-01", resolution="720p"),)
    prices += (contract("second", "0.05", "2026-03-01", "2026-04-01", resolution="720p"),)
    for order in permutations(prices):
        mine = over(SHIPPED, [said("gemini-omni-1.2-flash", *order)]).model("gemini-omni-1.2-flash")
        found = {
            on: mine.price("second", (date.fromisoformat(on), date.fromisoformat(on)), resolution="720p")
            for on in ("2026-02-28", "2026-03-01", "2026-04-01", "2026-11-30", "2026-12-01", "2027-06-01")
        }
        assert [int(nusd or 0) // 10**6 for nusd in found.values()] == [80, 50, 80, 80, 20, 20]


def test_facts_alone_change_no_price():
    mine = over(SHIPPED, [said("gpt-image-2", retired_on="2026-11-01", successor="draft")])
    assert mine.model("gpt-image-2").prices == SHIPPED.model("gpt-image-2").prices
    assert mine.model("gpt-image-2").retired_on == date(2026, 11, 1)


def test_saying_a_price_again_replaces_it_and_others_stay():
    first = [
        said("m", contract("second", "1", "2026-01-01"), contract("second", "2", "2027-01-01"), source="a")
    ]
    both = merged(first, [said("m", contract("second", "3", "2027-01-01")), said("n")])
    assert [record["name"] for record in both] == ["m", "n"]
    assert [(price["usd"], price["from"].year) for price in both[0]["price"]] == [(1, 2026), (3, 2027)]
    assert both[0]["source"] == "a"


def test_a_sheet_is_read_as_it_was_written_exactly(tmp_path: Path):
    path = tmp_path / "home" / "prices.json"
    assert read_sheet(path) == []
    records = [
        said(
            "m", contract("second", "0.1", "2026-01-01", "2026-02-01"), successor="n", retired_on="2027-01-01"
        )
    ]
    write_sheet(path, records)
    assert read_sheet(path) == records
    assert json.loads(path.read_text())["model"][0]["price"][0]["usd"] == "0.1"


PRICE = contract("second", "1", "2026-01-01")
NEW = {"provider": "p", "service": "video_generation"}


@pytest.mark.parametrize(
    "record",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"name": 7},
        {"price": []},
        {"name": "m", "service": "magic", "provider": "p"},
        *({"name": "m", **NEW, "price": [PRICE | wrong]} for wrong in (
            {"usd": "0"}, {"usd": "-1"}, {"usd": "NaN"}, {"usd": "1e9"}, {"usd": None}, {"per": 0},
            {"per": "1"}, {"unit": "hug"}, {"from": "soon"}, {"until": "2025-01-01"}, {"until": 5},
            {"colour": "red"},
        )),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(tmp_path: Path, record: dict[str, object]):
    path = tmp_path / "prices.json"
    path.write_text(json.dumps({"model": [record]}))
    with pytest.raises(SheetUnfit):
        read_sheet(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"model": 5}', "[" * 100_000, "\x00"])
def test_a_damaged_sheet_is_named(tmp_path: Path, text: str):
    path = tmp_path / "prices.json"
    path.write_text(text)
    with pytest.raises(SheetUnfit):
        read_sheet(path)


@pytest.mark.parametrize("on", [NOW.date(), date(2027, 1, 2)])
def test_the_shipped_token_prices_are_those_of_the_genai_prices_list(on: date):
    assert {name: found for name, one in SHIPPED.models.items() if (found := differences(one, on))} == {}
    wrong = over(SHIPPED, [said("gpt-image-2", contract("input_token", "5.1", "2026-06-01"))])
    told = [Difference("input_token", Decimal("5.1"), Decimal(5))]
    assert differences(wrong.model("gpt-image-2"), on) == told


def test_a_text_model_of_the_list_is_taken_over_with_its_dates_and_its_price_of_long_prompts():
    mine = over(Catalog({}, SHIPPED.rates), [checked(listed("google", "gemini-3.1-pro-preview"))])
    short = TextCall("gemini-3.1-pro-preview", "", "a", 1_000)
    long = TextCall("gemini-3.1-pro-preview", "", "a" * 300_000, 1_000)
    for call in (short, long):
        assert quote(mine, call, NOW) == quote(SHIPPED, call, NOW)
    flash = over(Catalog({}, SHIPPED.rates), [checked(listed("google", "gemini-3.6-flash"))])
    assert a_million(flash, "output_token", date(2027, 1, 1)) == Decimal("7.5")
    for provider, name in (("google", "no-such-model"), ("nobody", "gpt-5")):
        with pytest.raises(ModelUnknown):
            listed(provider, name)
