"""Every way a video can end, at both of Google's APIs, through the official SDK and the door: when it is
ordered, when it is asked for, and when it comes. What the books say then.

Both APIs send the video with the last answer to a question: what breaks a download breaks that.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from google.oauth2.credentials import Credentials

from metered import SEOUL, House
from providers.ends import (
    CHARGED,
    FAILED,
    OF_LINES,
    REFUSED,
    SETTLED,
    TOKENS,
    UNKNOWN,
    End,
    check,
    check_alerts,
)
from providers.faulty_server import ENDLESS_BYTES, LINE_FAULTS, VIDEO, FaultyServer, faulty_server
from providers.test_fault_matrix import plain_wire
from toonverse.errors import ProviderError
from toonverse.metering.calls import Provider, VideoCall, Who
from toonverse.metering.catalog import Catalog, load
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Unknown
from toonverse.metering.tables import attempts
from toonverse.providers import wire as wire_module
from toonverse.providers.omni import OmniProvider
from toonverse.providers.polling import FAULTS_MAX
from toonverse.providers.veo import VeoProvider

OMNI, VEO = "google-video", "google-platform"
SHIPPED = load()
PRICES = Catalog(
    {name: replace(model, confirmed=True) for name, model in SHIPPED.models.items()}, SHIPPED.rates
)
FILMS = {
    OMNI: VideoCall("gemini-omni-1.2-flash", "waves", 6, "720p", "9:16"),
    VEO: VideoCall("veo-3.1-fast-generate-001", "waves", 8, "720p", "9:16"),
}
COSTS = {OMNI: (6 * 70_000_000, 350), VEO: (8 * 100_000_000, 667)}
"""Nano-dollars by the second, and tokens: 833 a dollar, rounded up."""

ORDERED = {**OF_LINES, "nameless": UNKNOWN}
COME = {"good": SETTLED, "blocked": REFUSED, "broken": FAILED}
NO_FILM = {OMNI: CHARGED, VEO: UNKNOWN}
"""Omni tells the tokens of what it says it made; of a prediction that ended without a film nobody knows."""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(wire_module, "ANSWER_BYTES_MAX", ENDLESS_BYTES // 2)
    house = House(tmp_path)
    house.account("ada", TOKENS)
    yield house
    assert house.broken() == []
    house.close()


async def no_time(seconds: float) -> None:
    return None


def provider(api: str, house: House, address: str) -> Provider:
    wire = plain_wire(api)
    if api == OMNI:
        return OmniProvider("key", house.shelf.get, address, wire=wire, sleep=no_time)
    return VeoProvider(
        "a-project",
        "us-central1",
        house.shelf.get,
        address,
        wire=wire,
        sleep=no_time,
        credentials=Credentials("a token"),
    )


async def ended(house: House, api: str, server: FaultyServer) -> ProviderError | None:
    """What a purchase comes to in a new process; those before it are dead."""
    house.born += 1
    meter = Meter(
        house.engine,
        {api: provider(api, house, server.address)},
        house.shelf,
        PRICES,
        house.clock,
        SEOUL,
        f"process-{house.born}",
        house.folder / "spool.jsonl",
        retry_waits_seconds=(0, 0),
        limit_waits_seconds=(0, 0, 0),
    )
    try:
        bought = await meter.buy(FILMS[api], Who("ada", "shorts"), "film")
    except ProviderError as error:
        return error
    assert house.shelf.get(bought.sha256) == VIDEO
    return None


def check_books(house: House, api: str, error: ProviderError | None, end: End) -> None:
    assert (None if error is None else type(error)) is end.error
    check(house.rows, "ada", end, *COSTS[api])
    check_alerts(house.rows, end)


@pytest.mark.parametrize("api", FILMS)
@pytest.mark.parametrize("fault", ORDERED)
async def test_a_fault_when_it_is_ordered(house: House, api: str, fault: str):
    async with faulty_server() as server:
        server.be(fault, "submit")
        check_books(house, api, await ended(house, api, server), ORDERED[fault])
        assert server.stages == {"submit": len(ORDERED[fault].statuses)}
        assert [row["operation_id"] for row in house.rows(attempts)] == [""] * server.asked


@pytest.mark.parametrize("api", FILMS)
@pytest.mark.parametrize("fault", LINE_FAULTS)
async def test_a_fault_when_it_is_asked_for_once_is_asked_over(house: House, api: str, fault: str):
    async with faulty_server() as server:
        server.be(fault, "poll", times=1)
        check_books(house, api, await ended(house, api, server), SETTLED)
        assert server.stages == {"submit": 1, "poll": 2}


@pytest.mark.parametrize("api", FILMS)
@pytest.mark.parametrize("fault", LINE_FAULTS)
async def test_a_fault_that_stays_leaves_it_at_risk_until_the_next_process_asks(
    house: House, api: str, fault: str
):
    """A question that is refused says nothing of the film: it is made, and charged for, all the same."""
    async with faulty_server() as server:
        server.be(fault, "poll")
        error = await ended(house, api, server)
        assert server.stages == {"submit": 1, "poll": FAULTS_MAX + 1}
        check_books(house, api, error, UNKNOWN)
        assert all(row["operation_id"] for row in house.rows(attempts))
        server.be("good")
        assert await ended(house, api, server) is None
        assert server.stages == {"poll": 1}, "it is not ordered twice"
        (row,) = house.rows(attempts)
        assert (row["status"], row["cost_nusd"], row["tokens"]) == ("settled", COSTS[api][0], 0)


@pytest.mark.parametrize("api", FILMS)
@pytest.mark.parametrize("fault", [*COME, "wrong_video"])
async def test_what_comes_is_booked_as_what_it_is(house: House, api: str, fault: str):
    end = COME.get(fault) or NO_FILM[api]
    async with faulty_server() as server:
        server.be(fault, "poll")
        error = await ended(house, api, server)
        check_books(house, api, error, end)
        assert server.stages == {"submit": len(end.statuses), "poll": len(end.statuses)}
    assert end.error is not Unknown or house.rows(attempts)[0]["operation_id"]
