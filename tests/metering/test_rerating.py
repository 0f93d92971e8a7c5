"""What past usage would have cost: the same at its own prices, and a difference at others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from metered import CATALOG, House, draft, film, picture, who, words
from toonverse.metering.calls import ImageCall, Usage
from toonverse.metering.catalog import load, pricing
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.models import Catalog
from toonverse.metering.details import Chosen, every
from toonverse.metering.history import import_usage
from toonverse.metering.old_records import Records, uses_in
from toonverse.metering.outcomes import Refused
from toonverse.metering.refusals import ModelUnknown
from toonverse.metering.rerating import Rerated, Unpriced, next_changes, rerate
from toonverse.money import Nusd, from_usd

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
            assert (one.difference_nusd, one.unpriced) == (0, ())


async def test_at_another_days_prices_it_costs_their_difference(make_house: Callable[..., House]):
    house = await bought(make_house)
    catalog = dearer(CATALOG, "words")
    found = {one.model: one for one in rerate(catalog, every(house.engine, Chosen()), LATER, {})}
    assert found["words"].would_nusd == 2 * found["words"].was_nusd > 0
    assert found["picture"].difference_nusd == found["film"].difference_nusd == 0
    before = {one.model: one for one in rerate(catalog, every(house.engine, Chosen()), date(1990, 1, 1), {})}
    assert before["words"].calls == 1, "the refused one cost nothing ever"
    assert before["words"].unpriced == (Unpriced("no_price", 1, found["words"].was_nusd),)


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
    assert (other.calls, other.unpriced) == (0, (Unpriced("other_service", 1, Nusd(1)),))


async def test_what_was_drawn_here_has_the_price_of_who_would_have_drawn_it(make_house: Callable[..., House]):
    house = make_house("sqlite")
    await house.meter().buy(draft(), who(), "k")
    (row,) = every(house.engine, Chosen())
    assert row["cost_nusd"] == 0
    catalog, name = load(), "gpt-image-2.5-flare"
    row |= {"size": "1024x1024", "quality": "medium"}
    (found,) = rerate(catalog, [row], date(2026, 11, 21), {row["model"]: name})
    call, made = ImageCall(name, "", 1024, 1024, "medium"), Usage(0, 439, image_output_tokens=439)
    assert (found.calls, found.unpriced) == (1, ())
    assert found.would_nusd == pricing.cost(catalog, call, made, datetime(2026, 11, 21, tzinfo=UTC)) > 0
    (unsold,) = rerate(catalog, [row], date(1990, 1, 1), {row["model"]: name})
    assert (unsold.calls, unsold.unpriced_calls) == (0, 1)
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
    assert found == Rerated("old", "old", 0, Nusd(0), Nusd(0), (Unpriced("model_unknown", 1, Nusd(5)),))


SOLD = load()
JUNE = date(2026, 6, 1)


def imported(house: House, *said: dict[str, object]) -> Callable[..., Rerated]:
    """What another system noted of calls of one model, as its file says them; how they are rated."""
    rows = [{"id": number, "createdAt": "2026-02-01T00:00:00Z"} | one for number, one in enumerate(said)]
    assert import_usage(house.ledger, SOLD, uses_in(Records("old.json", rows))).booked == len(rows)

    def rated(on: date | None = JUNE, instead: str = "") -> Rerated:
        replaced = {str(rows[0]["model"]): instead} if instead else {}
        (found,) = rerate(SOLD, every(house.engine, Chosen()), on, replaced)
        return found

    return rated


def test_imported_pictures_with_their_tokens_are_rated_by_them(make_house: Callable[..., House]):
    counts = {"prompt_tokens": 258, "completion_tokens": 1290, "total_tokens": 1548}
    said = {"type": "image_generation", "model": "gemini-2.5-flash-image", "cost": "0.5"} | counts
    rated = imported(make_house("sqlite"), said, said | {"size": "1024x1024"})
    each = 258 * 300 + 1290 * 30_000
    assert rated() == Rerated(
        "gemini-2.5-flash-image", "gemini-2.5-flash-image", 2, from_usd(1), Nusd(2 * each)
    )
    at_another = rated(instead="gemini-3.1-flash-lite-image")
    assert at_another.calls == 1
    assert at_another.unpriced == (Unpriced("size_unsaid", 1, from_usd("0.5")),), "how large would it be?"


def test_imported_pictures_are_of_the_quality_that_was_paid_for_or_nobody_knows(
    make_house: Callable[..., House],
):
    said = {"type": "image_generation", "model": "dall-e-3", "size": "1024x1792", "createdAt": "2025-02-01"}
    house = make_house("sqlite")
    rated = imported(house, said | {"cost": "0.12"}, said | {"cost": "0.08"}, said | {"cost": "0.04"})
    found = rated(date(2025, 6, 1))
    assert (found.calls, found.difference_nusd) == (2, 0)
    assert found.unpriced == (Unpriced("quality_unsaid", 1, from_usd("0.04")),), "that was never its price"
    squared = rated(instead="gpt-image-2.5-flare")
    call = ImageCall("gpt-image-2.5-flare", "", 1024, 1792, "medium")
    made = picture_tokens(SOLD.model(call.model), call)
    usage = Usage(0, made, image_output_tokens=made)
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert squared.would_nusd == 3 * (pricing.cost(SOLD, call, usage, noon) or 0) > 0


def test_what_an_earlier_system_did_not_note_is_said_and_not_rated_as_nothing(
    make_house: Callable[..., House],
):
    video = {"type": "video_generation", "model": "veo-3.1-generate-001", "cost": "1.2", "total_tokens": 1000}
    assert imported(make_house("sqlite"), video)().unpriced == (Unpriced("usage_unsaid", 1, from_usd("1.2")),)
    words = {"type": "text_completion", "model": "gemini-3.5-flash", "cost": "0.1", "total_tokens": 10}
    assert imported(make_house("sqlite"), words)().unpriced == (Unpriced("usage_unsaid", 1, from_usd("0.1")),)
    sizeless = {"type": "image_generation", "model": "dall-e-3", "cost": "0.04"}
    assert imported(make_house("sqlite"), sizeless)().unpriced == (
        Unpriced("size_unsaid", 1, from_usd("0.04")),
    )


def test_a_quality_goes_by_the_other_models_name_for_it():
    row = {name: None for name in Usage().counts()} | {
        "refund": False, "attempt_id": 1, "model": "dall-e-3", "service": "image_generation",
        "size": "1024x1024", "quality": "hd", "cost_nusd": 80_000_000, "images": 1,
    }  # fmt: skip
    (found,) = rerate(SOLD, [row], JUNE, {"dall-e-3": "gpt-image-2"})
    call = ImageCall("gpt-image-2", "", 1024, 1024, "high")
    made = Usage(0, 7024, image_output_tokens=7024)
    assert found.would_nusd == pricing.cost(SOLD, call, made, datetime(2026, 6, 1, tzinfo=UTC))
