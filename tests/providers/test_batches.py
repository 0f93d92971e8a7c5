"""Work that can wait: bought by batch for half, each item booked by itself, found again after every death."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from metered import SEOUL, House
from providers.batch_fakes import READ, USED, BatchFake, GoogleFake, OpenAIFake
from providers.faulty_server import PICTURE
from toonverse.metering import focus
from toonverse.metering.batches import BatchBook
from toonverse.metering.calls import Bought, Call, ImageCall, Subject, TextCall, Who
from toonverse.metering.catalog import bounds, load
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Failed, Refused, Undone, Unknown, Unsent
from toonverse.metering.refusals import NotSoldByBatch
from toonverse.metering.reports import Period, totals
from toonverse.metering.tables import attempts, batches, outbox, usage_rows
from toonverse.providers.batching import Batching
from toonverse.providers.download import downloads
from toonverse.providers.google import GoogleProvider
from toonverse.providers.google_batch import GoogleBatches
from toonverse.providers.openai import OpenAIProvider
from toonverse.providers.openai_batch import FileWire, OpenAIBatches
from toonverse.providers.wire import Wire

PRICES = load()
FAKES = {"openai": OpenAIFake, "google": GoogleFake}
PAINTERS = {"openai": "gpt-image-2", "google": "gemini-3.1-flash-image"}
WRITERS = {"openai": "gpt-5.6-luna", "google": "gemini-3.8-flash"}
WHO = Who("local", "studio", Subject(episode="26"), request_type="panel_generation")
NOWHERE = "http://127.0.0.1:9"


class Desk:
    """A process with a door, over a provider that outlives it."""

    def __init__(self, house: House, api: str, fake: BatchFake, together: int = 0) -> None:
        self.house = house
        self.together = together
        self.api = api
        house.born += 1
        nothing: dict[str, bytes] = {}
        load_picture = nothing.__getitem__
        transport = httpx2.MockTransport(fake)
        if api == "openai":
            wire: Wire = FileWire(api, house.clock, inner=transport)
            single = OpenAIProvider("sk", load_picture, downloads(), f"{NOWHERE}/v1", wire=wire)
            shop: OpenAIBatches | GoogleBatches = OpenAIBatches(single, wire=wire)
        else:
            wire = Wire(api, house.clock, inner=transport)
            drawer = GoogleProvider(
                "key",
                load_picture,
                lambda call: bounds.picture_tokens(PRICES.model(call.model), call),
                NOWHERE,
                wire=wire,
            )
            shop = GoogleBatches(drawer, wire=wire)
        self.batching = Batching(shop, BatchBook(house.engine, house.clock), house.clock, self.sleep)
        self.meter = Meter(
            house.engine,
            {f"{api}-batch": self.batching},
            house.shelf,
            PRICES,
            house.clock,
            SEOUL,
            f"process-{house.born}",
            house.folder / "spool.jsonl",
            retry_waits_seconds=(0, 0),
            limit_waits_seconds=(0, 0, 0),
        )

    async def sleep(self, seconds: float) -> None:
        """Hours pass in no time, but no batch goes before so many items are `together`."""
        await asyncio.sleep(0.005)
        await until(lambda: len(stored(self.house)) >= self.together)
        self.house.clock.advance(timedelta(seconds=10 * seconds))

    async def buy(self, *prompts: str) -> list[Bought | BaseException]:
        """Every prompt a picture under a key of its own, all at once."""
        calls = [self.meter.buy(picture(self.api, one), WHO, one) for one in prompts]
        return await asyncio.gather(*calls, return_exceptions=True)


def picture(api: str, prompt: str) -> ImageCall:
    return ImageCall(PAINTERS[api], prompt, 1024, 1536, tier="batch")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    assert house.broken() == []
    house.close()


@pytest.fixture(params=FAKES)
def api(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_items_that_come_together_go_in_one_batch_and_cost_half(house: House, api: str):
    fake = FAKES[api]()
    desk = Desk(house, api, fake, together=12)
    prompts = [f"panel {n}" for n in range(12)]
    bought = await desk.buy(*prompts)
    assert sorted(fake.prompts) == sorted(prompts)
    assert len(fake.batches) == {"openai": 1, "google": 2}[api], "no more than the answers have room"
    full = replace(picture(api, prompts[0]), tier="standard")
    assert desk.meter.quote(picture(api, prompts[0])).maximum_nusd * 2 == pytest.approx(
        desk.meter.quote(full).maximum_nusd, abs=1
    )
    prices = PRICES.model(PAINTERS[api]).price
    today = (house.clock().date(), house.clock().date())
    read, made = prices("input_token", today), prices("image_output_token", today)
    assert read is not None
    assert made is not None
    costs = {one.cost_nusd for one in bought if isinstance(one, Bought)}
    assert costs == {round((READ * read + USED * made) / 2)}
    rows = house.rows(usage_rows)
    assert len(rows) == 12
    assert {row["episode"] for row in rows} == {"26"}
    assert all('"tier": "batch"' in str(row["metadata"]) for row in rows)
    assert {charge["x_PricingTier"] for charge in focus.charges(rows, {})} == {"Batch"}
    assert {batch["provider_id"] for batch in house.rows(batches)} == set(fake.batches)
    assert all(batch["ended_at"] for batch in house.rows(batches))


async def test_texts_go_by_batch_too_apart_from_pictures(house: House, api: str):
    fake = FAKES[api]()
    desk = Desk(house, api, fake)
    text = TextCall(WRITERS[api], "be brief", "a poem", 2_000, tier="batch")
    told, drawn = await asyncio.gather(
        desk.meter.buy(text, WHO, "poem"), desk.meter.buy(picture(api, "a lamp"), WHO, "lamp")
    )
    assert house.shelf.get(told.sha256) == b"told: a poem"
    assert house.shelf.get(drawn.sha256) == PICTURE
    assert sorted(fake.prompts) == ["a lamp", "a poem"]
    assert len(fake.batches) == 2


async def test_each_item_of_a_batch_ends_for_itself(house: House, api: str):
    fake = FAKES[api](ends="completed")
    good, refused, mute = await Desk(house, api, fake).buy("a lamp", "a refused one", "a mute one")
    assert isinstance(good, Bought)
    assert isinstance(refused, Refused)
    assert not isinstance(refused, Undone)
    assert isinstance(mute, Unknown)
    by_key = {row["key"]: row for row in house.rows(attempts)}
    assert [by_key[key]["status"] for key in ("a lamp", "a refused one", "a mute one")] == [
        "settled",
        "refused",
        "unknown",
    ]
    assert by_key["a refused one"]["cost_nusd"] == 0


async def test_an_item_that_failed_goes_into_another_batch_twice_and_no_more(house: House, api: str):
    fake = FAKES[api]()
    [failed] = await Desk(house, api, fake).buy("a broken one")
    assert isinstance(failed, Failed)
    assert fake.prompts == ["a broken one"] * 3
    assert [(row["status"], row["cost_nusd"]) for row in house.rows(attempts)] == [("failed", 0)] * 3


@pytest.mark.parametrize("ends", ["expired", "cancelled"])
async def test_what_a_batch_did_before_it_was_stopped_is_paid_and_the_rest_is_not(
    house: House, api: str, ends: str
):
    fake = FAKES[api](ends=ends)
    done, undone = await Desk(house, api, fake).buy("a lamp", "an undone one")
    assert isinstance(done, Bought)
    assert done.cost_nusd > 0
    assert isinstance(undone, Undone)
    assert len(fake.batches) == 1, "whether to wait another day is a person's to say"
    fake.batches.clear()
    again = await Desk(house, api, fake).buy("a lamp", "an undone one")
    assert [type(one) for one in again] == [Bought, Undone]
    assert fake.prompts == ["an undone one"], "what was done is not bought again"


async def test_a_batch_that_is_not_accepted_costs_nothing(house: House, api: str):
    fake = FAKES[api](ends="failed")
    [refused] = await Desk(house, api, fake).buy("a lamp")
    assert isinstance(refused, Refused)
    [row] = house.rows(attempts)
    assert (row["status"], row["cost_nusd"]) == ("refused", 0)


async def test_a_key_that_is_not_accepted_is_told_to_the_operator(house: House, api: str):
    fake = FAKES[api](fault="no_key")
    [refused] = await Desk(house, api, fake).buy("a lamp")
    assert isinstance(refused, Refused)
    assert "key_dead" in {row["kind"] for row in house.rows(outbox)}
    assert [row["status"] for row in house.rows(batches)] == ["not_sent"]


async def test_a_batch_that_may_have_been_taken_is_found_on_the_providers_list(house: House, api: str):
    fake = FAKES[api](fault="create_after")
    [bought] = await Desk(house, api, fake).buy("a lamp")
    assert isinstance(bought, Bought)
    assert fake.prompts == ["a lamp"]


async def test_a_batch_that_never_came_there_is_sent_anew(house: House, api: str):
    fake = FAKES[api](fault="create_before")
    [bought] = await Desk(house, api, fake).buy("a lamp")
    assert isinstance(bought, Bought)
    assert fake.prompts == ["a lamp"]
    assert [row["status"] for row in house.rows(attempts)] == ["released", "settled"]
    assert [row["success"] for row in house.rows(usage_rows)] == [True], "what was never sent is no call"


async def test_a_line_that_breaks_while_it_is_asked_for_ends_nothing(house: House, api: str):
    fake = FAKES[api](fault="silent")
    desk = Desk(house, api, fake)
    buying = asyncio.ensure_future(desk.buy("a lamp"))
    await until(lambda: len(house.rows(batches)) == 1 and bool(house.rows(batches)[0]["provider_id"]))
    await asyncio.sleep(0.1)
    fake.fault = ""
    [bought] = await buying
    assert isinstance(bought, Bought)


async def test_a_batch_of_which_nobody_says_anything_is_unknown_and_asked_for_again(house: House, api: str):
    fake = FAKES[api](fault="silent")
    desk = Desk(house, api, fake)
    buying = asyncio.ensure_future(desk.buy("a lamp"))
    await until(lambda: bool(house.rows(batches)) and bool(house.rows(batches)[0]["provider_id"]))
    house.clock.advance(timedelta(hours=50))
    [unknown] = await buying
    assert isinstance(unknown, Unknown)
    fake.fault, fake.polls = "", 0
    [bought] = await Desk(house, api, fake).buy("a lamp")
    assert isinstance(bought, Bought)
    assert fake.prompts == ["a lamp"]


DEATHS: dict[str, Callable[[House], bool]] = {
    "before it was stored": lambda house: bool(house.rows(attempts)),
    "before it was sent": lambda house: bool(stored(house)),
    "once it was sent": lambda house: any(row["provider_id"] for row in house.rows(batches)),
}


@pytest.mark.parametrize("death", DEATHS)
async def test_a_process_that_dies_leaves_its_batch_to_the_next(house: House, api: str, death: str):
    fake = FAKES[api](polls=5)
    desk = Desk(house, api, fake)
    prompts = [f"panel {n}" for n in range(4)]
    buying = asyncio.ensure_future(desk.buy(*prompts))
    await until(lambda: DEATHS[death](house))
    await killed(buying)
    bought = await Desk(house, api, fake).buy(*prompts)
    assert all(isinstance(one, Bought) for one in bought)
    assert sorted(fake.prompts) == prompts, "each was sent once"
    assert {row["status"] for row in house.rows(attempts)} <= {"settled", "released"}
    assert [row["success"] for row in house.rows(usage_rows)] == [True] * 4, "four calls were made"
    assert [one.calls for one in totals(house.engine, Period.always(SEOUL), ["model"])] == [4]


async def test_a_process_that_leaves_waits_for_no_batch_and_the_next_one_finds_it(house: House, api: str):
    fake = FAKES[api](polls=10_000)
    desk = Desk(house, api, fake)
    buying = asyncio.ensure_future(desk.buy("a lamp"))
    await until(lambda: any(row["provider_id"] for row in house.rows(batches)))
    desk.meter.leave()
    [left] = await buying
    assert isinstance(left, asyncio.CancelledError)
    await desk.meter.finish()
    [row] = house.rows(attempts)
    assert row["status"] == "open"
    await killed()
    fake.polls = 0
    [bought] = await Desk(house, api, fake).buy("a lamp")
    assert isinstance(bought, Bought)
    assert fake.prompts == ["a lamp"]


async def test_a_batch_that_can_not_be_stored_is_not_sent(house: House, api: str):
    fake = FAKES[api]()
    desk = Desk(house, api, fake)
    with house.engine.begin() as tx:
        tx.exec_driver_sql(
            "CREATE TRIGGER no_batches BEFORE INSERT ON batches BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    [failed] = await desk.buy("a lamp")
    assert isinstance(failed, Unsent)
    assert fake.prompts == []
    assert {row["status"] for row in house.rows(attempts)} == {"released"}
    assert house.rows(usage_rows) == []


def test_what_has_no_price_by_batch_is_refused_before_anything_is_held(house: House):
    meter = Desk(house, "openai", OpenAIFake()).meter
    shown = ImageCall("gpt-image-2", "a lamp", 1024, 1536, references=("f" * 64,), tier="batch")
    for call in (replace(shown, references=(), model="dall-e-3", height=1792), shown):
        with pytest.raises((NotSoldByBatch, Exception)) as refused:
            meter.quote(call)
        assert refused.value.args[0].startswith(("not_sold_by_batch", "model_retired"))
    assert house.rows(attempts) == []


async def test_a_picture_of_another_tier_is_another_work(house: House, api: str):
    """So a key that waits in a batch is never bought beside it at once."""
    fake = FAKES[api]()
    desk = Desk(house, api, fake)
    await desk.buy("a lamp")
    call: Call = replace(picture(api, "a lamp"), tier="standard")
    with pytest.raises(Exception, match="key_reused"):
        await desk.meter.buy(call, WHO, "a lamp")


def stored(house: House) -> list[str]:
    return [one for row in house.rows(attempts) if "/" in (one := str(row["operation_id"]))]


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        await asyncio.sleep(0.005)


async def killed(*buying: "asyncio.Future[object]") -> None:
    """Every task of the process is gone, and nothing of it is written any more."""
    me = asyncio.current_task()
    others = [task for task in asyncio.all_tasks() if task is not me]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, *buying, return_exceptions=True)
