"""Videos by Gemini Omni, through Google's SDK and the door: bought once, found again by their ids."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from metered import SEOUL, HandClock, House
from peers.omni_fake import POLLS, VIDEO, OmniFake
from providers.faulty_server import PICTURE
from toonverse.metering.calls import VideoCall, Who
from toonverse.metering.catalog import Catalog, load
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.refusals import ModelUnconfirmed
from toonverse.metering.tables import attempts
from toonverse.providers.omni import OmniProvider
from toonverse.providers.wire import Wire

MODEL = "gemini-omni-1.2-flash"
CONFIRMED = f"""
[[model]]
name = "{MODEL}"
provider = "google-video"
service = "video_generation"
source = "the operator's own bill"
seconds_max = 10
[[model.price]]
unit = "second"
resolution = "720p"
usd = 0.08
from = 2026-01-01
"""
WHO = Who("local", "shorts")
FILM_NUSD = 6 * 80_000_000


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    assert house.broken() == []
    house.close()


@pytest.fixture
def prices(house: House, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    path = tmp_path_factory.mktemp("prices") / "omni.toml"
    path.write_text(CONFIRMED)
    return load(path)


def door(house: House, fake: OmniFake, prices: Catalog) -> Meter:
    """The door of a new process; those before it are dead. Nobody really waits between polls."""

    async def sleep(seconds: float) -> None:
        return None

    wire = Wire("google-video", HandClock(), inner=httpx2.MockTransport(fake))
    provider = OmniProvider("key", house.shelf.get, "http://127.0.0.1:9", wire=wire, sleep=sleep)
    house.born += 1
    return Meter(
        house.engine,
        {"google-video": provider},
        house.shelf,
        prices,
        house.clock,
        SEOUL,
        f"process-{house.born}",
        house.folder / "spool.jsonl",
        retry_waits_seconds=(),
    )


def film(prompt: str = "waves", first_picture: str = "") -> VideoCall:
    return VideoCall(MODEL, prompt, 6, "720p", "9:16", first_picture)


async def test_a_video_is_asked_for_with_its_first_picture_and_paid_by_the_second(
    house: House, prices: Catalog
):
    fake = OmniFake()
    bought = await door(house, fake, prices).buy(film(first_picture=house.shelf.put(PICTURE)), WHO, "film")
    assert house.shelf.get(bought.sha256) == VIDEO
    assert (bought.cost_nusd, bought.media_type) == (FILM_NUSD, "video/mp4")
    [body] = fake.begun.values()
    assert (body["model"], body["background"]) == (MODEL, True)
    assert [part["type"] for part in body["input"][0]["content"]] == ["image", "text"]
    assert body["response_format"]["duration"] == "6s"
    assert fake.polls == {"v1_1": POLLS + 1}


async def test_a_video_that_was_begun_is_picked_up_by_the_next_process(house: House, prices: Catalog):
    fake = OmniFake(silent=True)
    with pytest.raises(Unknown):
        await door(house, fake, prices).buy(film(), WHO, "film")
    [row] = house.rows(attempts)
    assert (row["status"], row["operation_id"]) == ("unknown", "v1_1")
    fake.silent = False
    bought = await door(house, fake, prices).buy(film(), WHO, "film")
    assert bought.cost_nusd == FILM_NUSD
    assert list(fake.begun) == ["v1_1"], "it is not begun twice"


@pytest.mark.parametrize("prompt", ["blocked", "filtered"])
async def test_a_filter_s_no_costs_nothing(house: House, prices: Catalog, prompt: str):
    with pytest.raises(Refused):
        await door(house, OmniFake(), prices).buy(film(prompt), WHO, "film")
    [row] = house.rows(attempts)
    assert (row["status"], row["cost_nusd"]) == ("refused", 0)


async def test_what_broke_costs_nothing_and_what_is_no_film_costs_its_seconds(house: House, prices: Catalog):
    for prompt, cost_nusd in (("broken", 0), ("no film", FILM_NUSD)):
        with pytest.raises(Failed):
            await door(house, OmniFake(), prices).buy(film(prompt), WHO, prompt)
        assert house.rows(attempts)[-1]["cost_nusd"] == cost_nusd


async def test_a_price_that_nobody_confirmed_buys_no_video(house: House):
    fake = OmniFake()
    with pytest.raises(ModelUnconfirmed):
        await door(house, fake, load()).buy(film(), WHO, "film")
    assert fake.begun == {}
