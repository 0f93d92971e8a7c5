"""Videos by Veo on Google's platform, through the SDK and the door, against a small fake of our own."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from google.oauth2.credentials import Credentials

from metered import SEOUL, HandClock, House
from peers.omni_fake import VIDEO
from providers.faulty_server import PICTURE
from toonverse.metering.calls import VideoCall, Who
from toonverse.metering.catalog import load
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.tables import attempts
from toonverse.providers.veo import VeoProvider
from toonverse.providers.wire import Wire

MODEL = "veo-3.1-fast-generate-001"
WHO = Who("local", "shorts")
FILM_NUSD = 8 * 100_000_000


@dataclass
class VeoFake:
    """predictLongRunning and fetchPredictOperation; a prompt says what becomes of it. Ours, not Google's."""

    begun: dict[str, dict[str, Any]] = field(default_factory=dict)
    polls: int = 0
    silent: bool = False

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path, _, verb = request.url.path.rpartition(":")
        body = json.loads(request.content)
        if verb == "predictLongRunning":
            name = f"{path.removeprefix('/v1beta1/').removeprefix('/v1/')}/operations/{len(self.begun) + 1}"
            self.begun[name] = body
            return httpx2.Response(200, json={"name": name})
        assert verb == "fetchPredictOperation"
        if self.silent:
            raise httpx2.ReadError("gone")
        self.polls += 1
        name = body["operationName"]
        if self.polls == 1:
            return httpx2.Response(200, json={"name": name})
        return httpx2.Response(200, json={"name": name, "done": True, **self._end(name)})

    def _end(self, name: str) -> dict[str, Any]:
        prompt = self.begun[name]["instances"][0]["prompt"]
        if prompt == "broken":
            return {"error": {"code": 13, "message": "Internal error."}}
        if prompt == "filtered":
            return {
                "response": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["support code 58061214"]}
            }
        video = {"bytesBase64Encoded": base64.b64encode(VIDEO).decode(), "mimeType": "video/mp4"}
        return {"response": {"videos": [video]}}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    assert house.broken() == []
    house.close()


def door(house: House, fake: VeoFake) -> Meter:
    """The door of a new process; those before it are dead."""

    async def sleep(seconds: float) -> None:
        return None

    provider = VeoProvider(
        "a-project",
        "us-central1",
        house.shelf.get,
        "http://127.0.0.1:9",
        wire=Wire("google-platform", HandClock(), inner=httpx2.MockTransport(fake)),
        sleep=sleep,
        credentials=Credentials("a token"),
    )
    house.born += 1
    return Meter(
        house.engine,
        {"google-platform": provider},
        house.shelf,
        load(),
        house.clock,
        SEOUL,
        f"process-{house.born}",
        house.folder / "spool.jsonl",
        retry_waits_seconds=(),
    )


def film(prompt: str = "waves", seconds: int = 8, first_picture: str = "") -> VideoCall:
    return VideoCall(MODEL, prompt, seconds, "720p", "9:16", first_picture)


async def test_a_video_is_paid_by_the_second(house: House):
    fake = VeoFake()
    bought = await door(house, fake).buy(film(first_picture=house.shelf.put(PICTURE)), WHO, "film")
    assert house.shelf.get(bought.sha256) == VIDEO
    assert (bought.cost_nusd, bought.tokens) == (FILM_NUSD, 667)
    [(name, body)] = fake.begun.items()
    assert name.startswith(f"projects/a-project/locations/us-central1/publishers/google/models/{MODEL}/")
    assert body["instances"][0]["image"]["mimeType"] == "image/png"
    assert body["parameters"]["durationSeconds"] == 8
    assert body["parameters"]["sampleCount"] == 1


async def test_a_video_that_was_begun_is_picked_up_by_the_next_process(house: House):
    fake = VeoFake(silent=True)
    with pytest.raises(Unknown):
        await door(house, fake).buy(film(), WHO, "film")
    fake.silent = False
    assert (await door(house, fake).buy(film(), WHO, "film")).cost_nusd == FILM_NUSD
    assert len(fake.begun) == 1, "it is not begun twice"


@pytest.mark.parametrize(("prompt", "error"), [("filtered", Refused), ("broken", Failed)])
async def test_a_filter_s_no_and_a_failure_cost_nothing(house: House, prompt: str, error: type[Exception]):
    with pytest.raises(error):
        await door(house, VeoFake()).buy(film(prompt), WHO, "film")
    [row] = house.rows(attempts)
    assert row["cost_nusd"] == 0


async def test_a_length_that_it_does_not_make_is_not_asked_for(house: House):
    fake = VeoFake()
    with pytest.raises(Refused):
        await door(house, fake).buy(film(seconds=5), WHO, "film")
    assert fake.begun == {}
