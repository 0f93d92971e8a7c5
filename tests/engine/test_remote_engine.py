"""Pictures bought from an engine elsewhere: what it took is booked; nothing it says is simply believed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from engine_served import OWN
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from priced import COST_NUSD, MODEL, flat_picture
from toonverse.bootstrap import House, open_house
from toonverse.clock import utc_now
from toonverse.metering.accounts import ledger_name
from toonverse.metering.calls import ImageCall, Who
from toonverse.metering.catalog import load
from toonverse.metering.invariants import examine
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.remote_engine import ENGINE, EngineUrlUnfit, RemoteEngine, ViaEngine
from toonverse.providers.wire import Wire
from toonverse.settings import Settings
from toonverse.studio.defaults import default_models
from toonverse.web.doors import Doors
from toonverse.web.engine.app import create_engine_app
from toonverse.web.engine.drawing import Engine

CALL = ImageCall(MODEL, "a lighthouse, in ink", 1024, 1536)
WHO = Who("local", "studio")
MAXIMUM_NUSD = 100_000_000
MADE = {"result": {"image_url": "/pics/panel_000_1700000000.png"}, "metadata": {"cost_units": 0.04}}
QUOTED = {"result": {"maximum_cost_nusd": MAXIMUM_NUSD}, "metadata": {"ledger": "theirs"}}


def reached(app: ASGIApp, url: str = OWN, key: str = "", own: str = "ours") -> RemoteEngine:
    inner = httpx2.ASGITransport(app=app, client=("127.0.0.1", 50000))
    return RemoteEngine(url, key, own, lambda call: MAXIMUM_NUSD, Wire(ENGINE, utc_now, inner))


class FakeEngine:
    """Says what it is told to, and notes what it was asked."""

    def __init__(self, **said: tuple[int, bytes]) -> None:
        self.said = said
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        self.asked.append(scope["path"])
        what = scope["path"].rsplit("/", 1)[-1]
        status, body = self.said.get(what.split("_")[0].removesuffix(".png"), (404, b"{}"))
        headers = [(b"content-type", b"application/json"), (b"location", b"http://10.0.0.1/")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def fake(quote: object = QUOTED, generate: object = MADE, panel: bytes | None = None) -> FakeEngine:
    picture = flat_picture("102030") if panel is None else panel
    return FakeEngine(
        quote=(200, json.dumps(quote).encode()),
        generate=(200, json.dumps(generate).encode()),
        panel=(200, picture),
    )


@pytest.fixture(scope="module")
def studio(house: House, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A home that buys its pictures from the engine's house."""
    home = tmp_path_factory.mktemp("studio")
    app = create_engine_app(engine, house.checks, "127.0.0.1", Doors.of(house.books.engine))
    via = ViaEngine("test", reached(app), None)
    catalog = load(house.settings.home / "catalog.toml")
    with open_house(Settings(home=home, workers=1), catalog=catalog, providers={"test": via}) as studio:
        yield studio


async def test_what_the_engine_took_is_booked_in_both_ledgers_once(house: House, studio: House, log: Path):
    before = len(log.read_text().splitlines()) if log.exists() else 0
    bought = await studio.meter.buy(CALL, WHO, "episode/1/panel/1/take/1")
    assert bought.cost_nusd == COST_NUSD
    again = await studio.meter.buy(CALL, WHO, "episode/1/panel/1/take/1")
    assert again.sha256 == bought.sha256
    assert len(log.read_text().splitlines()) == before + 2, "began and answered, once"
    assert studio.books.images.get(bought.sha256).startswith(b"\x89PNG")
    assert json.loads(bought.notes)["engine_model"] == MODEL
    for one in (house, studio):
        assert [found for found in examine(one.books.engine, one.books.zone) if found.broken] == []


async def test_an_engine_that_books_in_our_own_ledger_is_asked_for_nothing(house: House, engine: Engine):
    app = create_engine_app(engine, house.checks, "127.0.0.1", Doors.of(house.books.engine))
    with pytest.raises(Refused, match="booked twice"):
        await reached(app, own=ledger_name(house.books.engine)).picture(CALL)


@pytest.mark.parametrize(
    "quote",
    [
        {},
        {"result": {}},
        {"result": {"maximum_cost_nusd": None}},
        {"result": {"maximum_cost_nusd": -1}},
        {"result": {"maximum_cost_nusd": 0.5}},
        {"result": {"maximum_cost_nusd": True}},
        {"result": {"maximum_cost_nusd": MAXIMUM_NUSD + 1}},
        {"result": [1]},
    ],
)
async def test_without_a_maximum_that_can_be_held_there_is_no_call(quote: object):
    engine = fake(quote)
    with pytest.raises(Refused):
        await reached(engine).picture(CALL)
    assert engine.asked == ["/engine/image/quote"]


async def test_the_picture_comes_from_the_engine_itself_whatever_place_it_names():
    for place in ("http://10.0.0.1/panel_000_1700000000.png", "C:\\pics\\panel_000_1700000000.png"):
        engine = fake(generate=MADE | {"result": {"image_url": place}})
        reply = await reached(engine).picture(CALL)
        assert reply.usage.charged_nusd == 40_000_000
        assert engine.asked[-1] == "/engine/image/files/panel_000_1700000000.png"


@pytest.mark.parametrize(
    "answer",
    [
        MADE | {"result": {"image_url": "../../etc/passwd"}},
        MADE | {"result": {"image_url": "panel_000_1.png?x=http://10.0.0.1"}},
        MADE | {"result": {"image_url": None}},
        MADE | {"result": None},
    ],
)
async def test_what_was_paid_for_but_not_delivered_is_a_charge_without_a_result(answer: object):
    with pytest.raises(Failed) as failed:
        await reached(fake(generate=answer)).picture(CALL)
    assert failed.value.usage is not None
    assert failed.value.usage.charged_nusd == 40_000_000


@pytest.mark.parametrize("picture", [b"", b"<html>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
async def test_what_is_no_picture_is_a_charge_without_a_result(
    picture: bytes, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("toonverse.providers.remote_engine.FETCH_WAIT_SECONDS", 0)
    with pytest.raises(Failed) as failed:
        await reached(fake(panel=picture)).picture(CALL)
    assert failed.value.usage is not None


@pytest.mark.parametrize("cost", [None, "0.04", -0.04, True, 1e300, [], {"usd": 1}])
async def test_an_answer_that_does_not_say_its_cost_stays_at_risk(cost: object):
    with pytest.raises(Unknown):
        await reached(fake(generate=MADE | {"metadata": {"cost_units": cost}})).picture(CALL)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (403, b'{"code":"budget_exceeded"}', Refused),
        (422, b'{"code":"model_retired"}', Refused),
        (301, b"", Unknown),
        (502, b'{"code":"provider_failed"}', Failed),
        (502, b'{"code":"provider_unknown"}', Unknown),
        (502, b"<html>", Unknown),
        (503, b'{"code":"storage"}', Unknown),
        (200, b"[" * 100_000, Unknown),
        (200, b"[]", Unknown),
    ],
)
async def test_a_no_is_told_from_not_knowing(status: int, body: bytes, outcome: type[Exception]):
    engine = fake()
    engine.said["generate"] = (status, body)
    with pytest.raises(outcome):
        await reached(engine).picture(CALL)
    assert len(engine.asked) == 2, "no redirect is followed"


@pytest.mark.parametrize(
    "url",
    ["ftp://engine", "engine:8003", "http://", "http://u:p@engine", "http://engine/?x=1", "http://e:99999"],
)
def test_an_address_that_is_no_servers_is_refused_at_the_start(url: str):
    with pytest.raises(EngineUrlUnfit):
        reached(fake(), url)


async def test_what_is_no_picture_is_not_asked_of_an_engine():
    via: Callable[..., Any] = ViaEngine("test", reached(fake()), None).call
    with pytest.raises(Refused):
        await via(object())


def test_with_an_engine_pictures_are_bought_without_a_key_of_ones_own(tmp_path: Path):
    settings = Settings(home=tmp_path, AI_IMAGE_ENGINE_URL="http://127.0.0.1:8003")
    assert default_models(settings, load(), utc_now()) == ("draft", "gpt-image-2.5-flare")
    with open_house(settings) as house:
        assert {"openai", "google"} <= house.providers


def test_the_engine_quotes_without_drawing(client: TestClient, log: Path):
    before = log.read_text() if log.exists() else ""
    said = client.post(
        "/engine/image/quote", json={"panel_number": 1, "visual_prompt": "a lamp", "enhanced": True}
    ).json()
    assert said["result"]["maximum_cost_nusd"] >= COST_NUSD
    assert said["result"]["model"] == MODEL
    free = client.post(
        "/engine/image/quote", json={"panel_number": 1, "visual_prompt": "a lamp", "model": "dummy"}
    ).json()
    assert (free["result"]["model"], free["result"]["maximum_cost_nusd"]) == ("dummy", 0)
    assert (log.read_text() if log.exists() else "") == before
