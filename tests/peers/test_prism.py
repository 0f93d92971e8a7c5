"""OpenAI's published spec judges what we send for pictures, and answers with the usage that we book."""

from pathlib import Path

import pytest

from metered import SEOUL, House
from providers.faulty_server import PICTURE
from toonverse.metering.calls import ImageCall, Who
from toonverse.metering.catalog import load
from toonverse.metering.catalog.pricing import cost
from toonverse.metering.door import Meter
from toonverse.metering.tables import attempts
from toonverse.providers.download import downloads
from toonverse.providers.openai import OpenAIProvider

PRICES = load()


@pytest.mark.parametrize("pictures", [0, 1])  # it does not read the names of several (`image[]`)
async def test_a_picture_is_asked_for_as_the_spec_has_it_and_booked_by_its_usage(
    tmp_path: Path, prism: str, pictures: int
):
    house = House(tmp_path)
    shown = tuple(house.shelf.put(PICTURE + bytes([number])) for number in range(pictures))
    call = ImageCall("gpt-image-2", "a lantern on a pier", 1024, 1536, references=shown)
    provider = OpenAIProvider("sk-test", house.shelf.get, downloads(), prism)
    meter = Meter(
        house.engine,
        {"openai": provider},
        house.shelf,
        PRICES,
        house.clock,
        SEOUL,
        "process",
        house.folder / "spool.jsonl",
    )
    bought = await meter.buy(call, Who("local", "studio"), "one")
    await provider.aclose()
    assert house.shelf.get(bought.sha256).startswith(b"\x89PNG")
    assert bought.usage.total_tokens
    assert bought.cost_nusd == cost(PRICES, call, bought.usage, house.clock())
    [row] = house.rows(attempts)
    assert row["status"] == "settled"
    assert house.broken() == []
    house.close()
