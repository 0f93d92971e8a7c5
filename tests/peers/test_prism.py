"""OpenAI's published spec judges what we send for pictures, and answers with the usage that we book."""

from pathlib import Path

import pytest

from gateway.served import serving
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


def test_the_gateway_asks_for_pictures_as_the_spec_has_it(tmp_path: Path, prism: str):
    with serving(tmp_path, openai_base_url=prism) as served:
        asked = {"model": "gpt-image-2", "prompt": "a lantern", "size": "1024x1536", "output_format": "png"}
        made = served.post("/v1/images/generations", asked)
        assert made.status_code == 200, made.text
        assert served.last_usage()["total_tokens"] == made.json()["usage"]["total_tokens"]
        with served.client() as client:
            edited = client.post(
                "/v1/images/edits", data=asked, files={"image": ("a.png", PICTURE, "image/png")}
            )
        assert edited.status_code == 200, edited.text
        assert served.last_usage()["total_tokens"] == edited.json()["usage"]["total_tokens"]
        assert served.broken() == []
