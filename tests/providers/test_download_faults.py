"""A picture answered as an address, and every way its download can end: it was made, so it is paid for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metered import SEOUL, House
from providers.ends import CHARGED, SETTLED, TOKENS, End, check
from providers.faulty_server import LINE_FAULTS, PICTURE, FaultyServer, faulty_server
from providers.test_fault_matrix import plain_wire
from toonverse.errors import ProviderError
from toonverse.metering.calls import ImageCall, Who
from toonverse.metering.catalog import Catalog, load
from toonverse.metering.door import Meter
from toonverse.providers import download as download_module
from toonverse.providers.download import downloads
from toonverse.providers.openai import OpenAIProvider

MODEL = "dall-e-3"
CALL = ImageCall(MODEL, "a lantern", 1024, 1792, "standard")
COST_NUSD, DEBIT_TOKENS = 80_000_000, 67
"""$0.08, and 833 tokens a dollar, rounded up."""

SHIPPED = load()
PRICES = Catalog({**SHIPPED.models, MODEL: replace(SHIPPED.models[MODEL], retired_on=None)}, SHIPPED.rates)
"""An operator says that a host still serves it."""

ENDS: dict[str, End] = {
    "good": SETTLED,
    "wrong_image": CHARGED,
    "huge_image": CHARGED,
    "nothing": CHARGED,
    **dict.fromkeys(LINE_FAULTS, CHARGED),
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.account("ada", TOKENS)
    yield house
    assert house.broken() == []
    house.close()


async def ended(house: House, server: FaultyServer, *allowed: str) -> ProviderError | None:
    provider = OpenAIProvider(
        "sk", {}.__getitem__, downloads(allowed), f"{server.address}/v1", wire=plain_wire("openai")
    )
    meter = Meter(
        house.engine,
        {"openai": provider},
        house.shelf,
        PRICES,
        house.clock,
        SEOUL,
        "process",
        house.folder / "spool.jsonl",
        retry_waits_seconds=(0, 0),
        limit_waits_seconds=(0, 0, 0),
    )
    try:
        bought = await meter.buy(CALL, Who("ada", "studio"), "the/key")
    except ProviderError as error:
        return error
    assert house.shelf.get(bought.sha256) == PICTURE
    return None


@pytest.mark.parametrize("fault", ENDS)
async def test_a_picture_that_was_made_is_paid_for_whatever_its_download_comes_to(
    house: House, fault: str, monkeypatch: pytest.MonkeyPatch
):
    if fault == "silence":
        monkeypatch.setattr(download_module, "SECONDS_MAX", 1.0)
    async with faulty_server() as server:
        server.be(fault, "download")
        error = await ended(house, server, f"127.0.0.1:{server.port}")
        assert (None if error is None else type(error)) is ENDS[fault].error
        check(house.rows, "ada", ENDS[fault], COST_NUSD, DEBIT_TOKENS)
        assert server.stages[""] == 1, "it is not made again"


async def test_an_address_inside_is_not_asked_though_the_picture_was_made(house: House):
    async with faulty_server() as server:
        error = await ended(house, server)
        assert type(error) is CHARGED.error
        check(house.rows, "ada", CHARGED, COST_NUSD, DEBIT_TOKENS)
        assert server.stages == {"": 1}
