"""Every way a call for a picture, a text or a look at pictures can end, at both APIs, through the official
SDKs and the door: what the books say then.
"""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from metered import SEOUL, HandClock, House
from providers.ends import DECLINED, FAILED, OF_LINES, OF_PICTURES, OF_TEXTS, TOKENS, End, check, check_alerts
from providers.faulty_server import (
    ENDLESS_BYTES,
    LINE_FAULTS,
    MADE_TOKENS,
    PICTURE,
    READ_TOKENS,
    WORDS,
    FaultyServer,
    faulty_server,
)
from toonverse.errors import ProviderError
from toonverse.metering.calls import Call, ImageCall, Provider, TextCall, Who
from toonverse.metering.catalog import bounds, load
from toonverse.metering.door import Meter
from toonverse.metering.tables import attempts, budget_counters
from toonverse.providers import wire as wire_module
from toonverse.providers.download import downloads
from toonverse.providers.google import GoogleProvider
from toonverse.providers.openai import OpenAIProvider
from toonverse.providers.wire import Wire

PRICES = load()
SHOWN = ("shown",)
CALLS: dict[tuple[str, str], Call] = {
    ("openai", "picture"): ImageCall("gpt-image-2", "a lantern", 1024, 1536),
    ("google", "picture"): ImageCall("gemini-3.1-flash-image", "a lantern", 1024, 1536),
    ("openai", "reference"): ImageCall("gpt-image-2", "a lantern", 1024, 1536, references=SHOWN),
    ("google", "reference"): ImageCall("gemini-3.1-flash-image", "a lantern", 1024, 1536, references=SHOWN),
    ("openai", "text"): TextCall("gpt-5.6-luna", "be brief", "a lantern", 2000),
    ("google", "text"): TextCall("gemini-3.8-flash", "be brief", "a lantern", 2000),
    ("openai", "vision"): TextCall("gpt-5.6-luna", "", "what is it?", 2000, pictures=SHOWN),
    ("google", "vision"): TextCall("gemini-3.8-flash", "", "what is it?", 2000, pictures=SHOWN),
}
CHARGES_NUSD = {
    "gpt-image-2": READ_TOKENS * 5_000 + MADE_TOKENS * 30_000,
    "gemini-3.1-flash-image": READ_TOKENS * 500 + MADE_TOKENS * 60_000,
    "gpt-5.6-luna": READ_TOKENS * 200 + MADE_TOKENS * 1_200,
    "gemini-3.8-flash": READ_TOKENS * 750 + MADE_TOKENS * 3_750,
}
"""What the reported tokens cost: by the price lists, not by the catalogue."""

READ_SECONDS = 0.5


def ends_of(api: str, what: str) -> dict[str, End]:
    if what == "reference":
        return OF_PICTURES  # the line is that of pictures without
    return {**OF_LINES, **(OF_PICTURES if what == "picture" else {**OF_TEXTS, "declined": DECLINED[api]})}


CELLS = [
    pytest.param(api, what, fault, end, id=f"{api}-{what}-{fault}")
    for api, what in CALLS
    for fault, end in ends_of(api, what).items()
]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(wire_module, "ANSWER_BYTES_MAX", ENDLESS_BYTES // 2)
    house = House(tmp_path)
    house.account("ada", TOKENS)
    yield house
    house.close()


def plain_wire(api: str) -> Wire:
    """Without TLS, whose certificates take longer to read than everything else."""
    return Wire(api, HandClock(), httpx2.AsyncHTTPTransport(verify=False), read_seconds=READ_SECONDS)


def provider(api: str, address: str) -> Provider:
    wire = plain_wire(api)
    kept = {"shown": PICTURE}
    if api == "openai":
        return OpenAIProvider("sk-test", kept.__getitem__, downloads(), f"{address}/v1", wire=wire)
    return GoogleProvider(
        "test",
        kept.__getitem__,
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


async def ended(house: House, api: str, what: str, server: FaultyServer | str) -> ProviderError | None:
    address = server if isinstance(server, str) else server.address
    try:
        bought = await door(house, api, address).buy(CALLS[api, what], Who("ada", "studio"), "the/key")
    except ProviderError as error:
        return error
    assert house.shelf.get(bought.sha256) == (WORDS.encode() if what in ("text", "vision") else PICTURE)
    return None


def check_books(house: House, api: str, what: str, error: ProviderError | None, end: End) -> None:
    assert (None if error is None else type(error)) is end.error
    check(house.rows, "ada", end, CHARGES_NUSD[CALLS[api, what].model], READ_TOKENS + MADE_TOKENS)
    check_alerts(house.rows, end)
    tried = house.rows(attempts)
    at_risk = sum(int(str(row["held_nusd"])) for row in tried if row["status"] == "unknown")
    (counter,) = house.rows(budget_counters)
    sums = (counter["held_nusd"], counter["settled_nusd"], counter["at_risk_nusd"])
    assert sums == (0, sum(int(str(row["cost_nusd"])) for row in tried), at_risk)
    assert len(house.shelf.kept) == (end.error is None)
    assert house.broken() == []


@pytest.mark.parametrize(("api", "what", "fault", "end"), CELLS)
async def test_every_way_a_call_ends_is_booked_as_what_is_known(
    house: House, api: str, what: str, fault: str, end: End
):
    async with faulty_server() as server:
        server.be(fault)
        error = await ended(house, api, what, server)
        check_books(house, api, what, error, end)
        assert server.asked == len(end.statuses), "one request for each attempt, none by the SDK itself"


def test_every_fault_of_the_line_has_its_end():
    assert set(OF_LINES) == set(LINE_FAULTS)


@pytest.mark.parametrize(("api", "what"), CALLS)
async def test_what_was_never_sent_costs_nothing(house: House, api: str, what: str):
    async with faulty_server() as server:
        port = server.port
    error = await ended(house, api, what, f"http://127.0.0.1:{port}")
    check_books(house, api, what, error, FAILED)
