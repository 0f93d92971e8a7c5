"""A process that goes on knows the prices of now: the operator's file is read again when it has changed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toonverse.metering.calls import ImageCall
from toonverse.metering.catalog import load, pricing
from toonverse.metering.catalog.sheet import SheetUnfit, kept_up

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALL = ImageCall("our-painter", "a lamp", 1024, 1024)


def written(path: Path, usd: str) -> None:
    price = {"unit": "image", "size": "1024x1024", "quality": "medium", "usd": usd, "from": "2026-01-01"}
    model = {"name": CALL.model, "provider": "openai", "service": "image_generation", "price": [price]}
    path.write_text(json.dumps({"model": [model]}))


def test_the_next_quote_is_made_at_the_changed_price(tmp_path: Path):
    path = tmp_path / "prices.json"
    catalog = kept_up(load(), path)
    assert CALL.model not in catalog.models
    assert set(catalog.models) == set(load().models)
    for usd in ("0.02", "0.125"):
        written(path, usd)
        assert pricing.quote(catalog, CALL, NOW).maximum_nusd == int(float(usd) * 10**9)
    path.unlink()
    assert len(catalog.models) == len(load().models)


def test_a_file_that_is_spoiled_meanwhile_leaves_the_last_good_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    path = tmp_path / "prices.json"
    written(path, "0.02")
    catalog = kept_up(load(), path)
    path.write_text("{")
    for _ in range(2):
        assert pricing.quote(catalog, CALL, NOW).maximum_nusd == 20_000_000
    assert len(caplog.records) == 1
    with pytest.raises(SheetUnfit):
        kept_up(load(), path)


def test_cached_tokens_of_every_text_model_have_their_own_price():
    catalog = load()
    for model in catalog.models.values():
        if model.service == "text_generation" and model.prices:
            for above in {price.above_input_tokens for price in model.prices}:
                days = NOW.date(), NOW.date()
                cached, plain = (
                    model.price(unit, days, above) for unit in ("cached_input_token", "input_token")
                )
                assert cached is not None, model.name
                assert plain is not None
                assert cached * 10 == plain
