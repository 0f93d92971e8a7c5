"""What past usage would have cost: the same at its own prices, and a difference at others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from metered import CATALOG, House, draft, film, picture, who, words
from toonverse.metering.calls import ImageCall, Usage
from toonverse.metering.catalog import load, pricing
from toonverse.metering.catalog.models import Catalog
from toonverse.metering.details import Chosen, every
from toonverse.metering.outcomes import Refused
from toonverse.metering.refusals import ModelUnknown
from toonverse.metering.rerating import Rerated, next_changes, rerate
from toonverse.money import Nusd

LATER = date(2027, 1, 1)


def dearer(catalog: Catalog, name: str) -> Catalog:
    """That model costs twice as much from `LATER` on."""
    model = catalog.models[name]
    prices = (
        *(replace(price, until=LATER) for price in model.prices),
        *(replace(price, since=LATER, nusd=price.nusd * 2) for price in model.prices),
    )
    return replace(catalog, models={**catalog.models, name: replace(model, prices=prices)})


async def bought(make_house: Callable[..., House]) -> House:
    house = make_house("sqlite")
    meter = house.meter()
    house.films.seconds = 8
    house.paid.usage = Usage(prompt_tokens=90, completion_tokens=7, total_tokens=97, cached_tokens=50)
    for number, call in enumerate((words(), words(model="cached words"), picture(), film(), draft())):
        await meter.buy(call, who(), f"k{number}")
    house.paid.orders = [Refused(reason="no")]
    with pytest.raises(Refused):
        await meter.buy(words("no"), who(), "no")
    return house


async def test_at_its_own_prices_usage_costs_what_it_did(make_house: Callable[..., House]):
    house = await bought(make_house)
    assert house.ledger.refund(1, "back")
    for on in (None, house.clock().date()):
        for one in rerate(CATALOG, every(house.engine, Chosen()), on, {}):
            assert (one.difference_nusd, one.unpriced) == (0, 0)


async def test_at_another_days_prices_it_costs_their_difference(make_house: Callable[..., House]):
    house = await bought(make_house)
    catalog = dearer(CATALOG, "words")
    found = {one.model: one for one in rerate(catalog, every(house.engine, Chosen()), LATER, {})}
    assert found["words"].would_nusd == 2 * found["words"].was_nusd > 0
    assert found["picture"].difference_nusd == found["film"].difference_nusd == 0
    before = {one.model: one for one in rerate(catalog, every(house.engine, Chosen()), date(1990, 1, 1), {})}
    assert (before["words"].calls, before["words"].unpriced) == (1, 1), "the refused one cost nothing ever"
    assert before["words"].unpriced_nusd == found["words"].was_nusd


async def test_another_model_is_priced_by_what_it_would_have_made(make_house: Callable[..., House]):
    house = await bought(make_house)
    found = {
        one.model: one
        for one in rerate(CATALOG, every(house.engine, Chosen()), None, {"cached words": "words"})
    }
    (plain, cached) = found["words"], found["cached words"]
    assert cached.instead == "words"
    assert cached.would_nusd == plain.was_nusd > cached.was_nusd
    with pytest.raises(ModelUnknown):
        rerate(CATALOG, [], None, {"words": "none such"})


def test_pictures_of_another_model_are_of_its_own_size_in_tokens():
    catalog, on = load(), date(2026, 11, 21)
    row = {name: None for name in Usage().counts()} | {
        "refund": False, "attempt_id": 1, "model": "gpt-image-2", "service": "image_generation",
        "size": "1024x1024", "quality": "medium", "prompt_tokens": 100, "completion_tokens": 439 * 4,
        "image_output_tokens": 439 * 4, "total_tokens": 0, "seconds": None, "cost_nusd": 1,
    }  # fmt: skip
    (found,) = rerate(catalog, [row], on, {"gpt-image-2": "gpt-image-2.5-flare"})
    call = ImageCall("gpt-image-2.5-flare", "", 1024, 1024, "medium")
    made = Usage(prompt_tokens=100, completion_tokens=439, image_output_tokens=439)
    assert found.would_nusd == pricing.cost(catalog, call, made, datetime(2026, 11, 21, 12, tzinfo=UTC))
    (other,) = rerate(catalog, [row], on, {"gpt-image-2": "gpt-5.6-luna"})
    assert (other.calls, other.unpriced) == (0, 1), "a text model makes no pictures"


async def test_what_was_drawn_here_has_the_price_of_who_would_have_drawn_it(make_house: Callable[..., House]):
    house = make_house("sqlite")
    await house.meter().buy(draft(), who(), "k")
    (row,) = every(house.engine, Chosen())
    assert row["cost_nusd"] == 0
    catalog, name = load(), "gpt-image-2.5-flare"
    row |= {"size": "1024x1024", "quality": "medium"}
    (found,) = rerate(catalog, [row], date(2026, 11, 21), {row["model"]: name})
    call, made = ImageCall(name, "", 1024, 1024, "medium"), Usage(0, 439, image_output_tokens=439)
    assert (found.calls, found.unpriced) == (1, 0)
    assert found.would_nusd == pricing.cost(catalog, call, made, datetime(2026, 11, 21, tzinfo=UTC)) > 0
    (unsold,) = rerate(catalog, [row], date(1990, 1, 1), {row["model"]: name})
    assert (unsold.calls, unsold.unpriced) == (0, 1)
    (failed,) = rerate(catalog, [row | {"success": False}], None, {row["model"]: name})
    assert (failed.calls, failed.would_nusd) == (1, 0)


async def test_a_refund_of_a_call_that_is_not_asked_about_is_left_out(make_house: Callable[..., House]):
    house = await bought(make_house)
    before = rerate(CATALOG, every(house.engine, Chosen()), None, {})
    house.clock.advance(timedelta(days=1))
    then = house.clock()
    assert house.ledger.refund(1, "back")
    assert rerate(CATALOG, every(house.engine, Chosen(since=then)), None, {}) == []
    assert rerate(CATALOG, every(house.engine, Chosen(until=then)), None, {}) == before


async def test_the_next_change_is_found(make_house: Callable[..., House]):
    house = await bought(make_house)
    today = house.clock().date()
    catalog = dearer(dearer(CATALOG, "words"), "picture")
    assert list(next_changes(catalog, ["words", "film", "gone"], today)) == [(LATER, "words")]
    assert list(next_changes(catalog, ["words"], LATER + timedelta(1))) == []


def test_a_model_that_is_not_in_the_catalogue_any_more_is_named():
    row = {name: 1 for name in Usage().counts()} | {
        "refund": False, "attempt_id": 1, "model": "old", "service": "text_generation", "size": "",
        "quality": "", "cost_nusd": 5,
    }  # fmt: skip
    (found,) = rerate(CATALOG, [row], LATER, {})
    assert found == Rerated("old", "old", 0, Nusd(0), Nusd(0), 1, Nusd(5))
