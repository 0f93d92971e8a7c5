"""A video server that misbehaves over HTTP: the short ends, the books say why, it can be asked for again."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metered import House
from providers import faulty_server as servers
from providers.test_fault_matrix import plain_wire
from shorts.studio import Set, clip
from toonverse.metering.catalog import Catalog, load
from toonverse.providers.omni import OmniProvider
from toonverse.store.images import ImageStore
from toonverse.studio.shorts.filming import Filming

MODEL = "gemini-omni-1.2-flash"
COST_NUSD = 8 * 70_000_000
FAULTS = (
    ("blocked", "poll", "provider_refused"),
    ("broken", "poll", "provider_failed"),
    ("dropped", "submit", "provider_unknown"),
    ("silence", "poll", "provider_unknown"),
)


async def no_time(seconds: float) -> None:
    return None


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    monkeypatch.setattr(servers, "VIDEO", clip())
    (tmp_path / "books").mkdir()
    house = House(tmp_path / "books")
    shipped = load()
    found = Set(house, tmp_path)
    model = replace(shipped.models[MODEL], confirmed=True)
    found.prices = Catalog({**found.prices.models, MODEL: model}, shipped.rates)
    yield found
    assert house.broken() == []
    house.close()


async def made(filming: Filming, name: str, stage: Set) -> tuple[str, str, int]:
    """Status, code and cost of a short with one clip; asked for once more if it is there."""
    order = stage.order(name, video_model=MODEL, text_model="", clips=(2,))
    short = await asyncio.to_thread(lambda: filming.again(filming.order(order)))
    await filming.make(short)
    short = filming.rows.get(short.id)
    return short.status, short.error_code, short.cost_nusd


async def test_whatever_the_server_does_the_short_ends_and_is_made_when_it_works(stage: Set):
    async with servers.faulty_server() as server:
        load_picture = ImageStore(str(stage.folder / "images")).get
        wire = plain_wire("google-video")
        stage.videos = OmniProvider("key", load_picture, server.address, wire=wire, sleep=no_time)
        filming = stage.filming()
        for fault, at, code in FAULTS:
            server.be(fault, at)
            status, error, cost = await made(filming, fault, stage)
            assert (status, error, cost) == ("FAILED", code, 0), fault
            assert stage.held() == 0, "at risk is not held"
            server.be("good")
            assert await made(filming, fault, stage) == ("DONE", "", COST_NUSD), fault
            asked_anew = fault != "silence"
            assert server.stages.get("submit", 0) == asked_anew, "one that is known goes on"
        booked = [int(str(row["cost_nusd"])) for row in stage.usage() if row["success"]]
        assert booked == [COST_NUSD] * len(FAULTS)
