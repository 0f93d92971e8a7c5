"""Every way a call can end, at both APIs, through the official SDKs and the door: what the books say then."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from metered import SEOUL, HandClock, House
from providers.faulty_server import PICTURE, FaultyServer, faulty_server
from toonverse.errors import ProviderError
from toonverse.metering.calls import ImageCall, Provider, Who
from toonverse.metering.catalog import bounds, load
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Failed, Limited, Refused, Unknown
from toonverse.metering.tables import attempts, flags
from toonverse.providers.download import downloads
from toonverse.providers.google import GoogleProvider
from toonverse.providers.openai import OpenAIProvider
from toonverse.providers.wire import Wire

PRICES = load()
CALLS = {
    "openai": ImageCall("gpt-image-2", "a lantern", 1024, 1536),
    "google": ImageCall("gemini-3.1-flash-image", "a lantern", 1024, 1536),
}
WHO = Who("local", "studio")
READ_SECONDS = 0.5


@dataclass(frozen=True)
class End:
    """How the attempts end, and whether they cost something."""

    error: type[ProviderError] | None
    statuses: tuple[str, ...]
    charged: bool = False


SETTLED = End(None, ("settled",), charged=True)
REFUSED = End(Refused, ("refused",))
FAILED = End(Failed, ("failed", "failed", "failed"))
LIMITED = End(Limited, ("failed", "failed", "failed", "failed"))
CHARGED = End(Failed, ("failed",), charged=True)
UNKNOWN = End(Unknown, ("unknown",))

ENDS = {
    "good": SETTLED,
    "429": LIMITED,
    "no_credit": REFUSED,
    "500": FAILED,
    "503": FAILED,
    "500_page": UNKNOWN,
    "502": UNKNOWN,
    "504": UNKNOWN,
    "524": UNKNOWN,
    "page": UNKNOWN,
    "malformed": UNKNOWN,
    "number": UNKNOWN,
    "cut": UNKNOWN,
    "dropped": UNKNOWN,
    "silence": UNKNOWN,
    "redirect": UNKNOWN,
    "moderated": REFUSED,
    "bad_key": REFUSED,
    "no_image": CHARGED,
    "no_image_no_usage": FAILED,
    "wrong_image": CHARGED,
    "huge_image": CHARGED,
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


def provider(api: str, address: str) -> Provider:
    wire = Wire(api, HandClock(), read_seconds=READ_SECONDS)
    nothing: dict[str, bytes] = {}
    if api == "openai":
        return OpenAIProvider("sk-test", nothing.__getitem__, downloads(), f"{address}/v1", wire=wire)
    return GoogleProvider(
        "test",
        nothing.__getitem__,
        lambda call: bounds.picture_tokens(PRICES.model(call.model), call),
        address,
        wire=wire,
    )


def door(house: House, api: str, address: str) -> Meter:
    return Meter(
        house.engine,
        {api: provider(api, address)},
        house.shelf,
        PRICES,
        house.clock,
        SEOUL,
        "process",
        house.folder / "spool.jsonl",
        retry_waits_seconds=(0, 0),
        limit_waits_seconds=(0, 0, 0),
    )


async def ended(house: House, api: str, server: FaultyServer | str) -> ProviderError | None:
    address = server if isinstance(server, str) else server.address
    try:
        bought = await door(house, api, address).buy(CALLS[api], WHO, "the/key")
    except ProviderError as error:
        return error
    assert house.shelf.get(bought.sha256) == PICTURE
    return None


def check(house: House, error: ProviderError | None, end: End) -> None:
    assert (error if error is None else type(error).__mro__[:-3]) is None or isinstance(
        error, end.error or ()
    )
    rows = [row for row in house.rows(attempts) if row["key"] == "the/key"]
    assert tuple(row["status"] for row in rows) == end.statuses
    assert [int(str(row["cost_nusd"])) > 0 for row in rows] == [end.charged] * len(rows)
    assert house.broken() == []


@pytest.mark.parametrize("api", CALLS)
@pytest.mark.parametrize("fault", ENDS)
async def test_every_way_a_call_ends_is_booked_as_what_is_known(house: House, api: str, fault: str):
    async with faulty_server() as server:
        server.fault = fault
        error = await ended(house, api, server)
        check(house, error, ENDS[fault])
        assert server.asked == len(ENDS[fault].statuses), (
            "one request for each attempt, none by the SDK itself"
        )


@pytest.mark.parametrize("api", CALLS)
async def test_what_was_never_sent_costs_nothing(house: House, api: str):
    async with faulty_server() as server:
        port = server.port
    check(house, await ended(house, api, f"http://127.0.0.1:{port}"), FAILED)


@pytest.mark.parametrize("api", CALLS)
async def test_a_picture_without_usage_is_booked_at_the_maximum_and_flagged(house: House, api: str):
    async with faulty_server() as server:
        server.fault = "no_usage"
        assert await ended(house, api, server) is None
        [row] = house.rows(attempts)
        assert (row["status"], row["cost_nusd"]) == ("settled", row["held_nusd"])
        assert [flag["kind"] for flag in house.rows(flags)] == ["unreported"]


@pytest.mark.parametrize("api", CALLS)
async def test_reported_usage_stays_within_the_hold(house: House, api: str):
    async with faulty_server() as server:
        await ended(house, api, server)
        [row] = house.rows(attempts)
        assert 0 < int(str(row["cost_nusd"])) <= int(str(row["held_nusd"]))
