"""Every way a request through the gateway can end, for each endpoint: what the books say, and what the client
is told. No client tries again by itself what was bought, or may have been, or what the door has tried again.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx2
import openai
import pytest
import sqlalchemy as sa

from gateway.served import running
from providers.ends import (
    CHARGED,
    DECLINED,
    FAILED,
    LIMITED,
    OF_LINES,
    SETTLED,
    TOKENS,
    UNREPORTED,
    End,
    check,
)
from providers.faulty_server import ENDLESS_BYTES, MADE_TOKENS, READ_TOKENS, FaultyServer, faulty_server_apart
from providers.test_fault_matrix import CHARGES_NUSD, PRICES, plain_wire
from toonverse.bootstrap import House, open_house
from toonverse.clock import utc_now
from toonverse.metering.catalog import bounds
from toonverse.metering.invariants import examine
from toonverse.metering.keys import add_key
from toonverse.metering.outcomes import Limited, Refused
from toonverse.metering.users import add_user
from toonverse.providers import wire as wire_module
from toonverse.providers.download import downloads
from toonverse.providers.google import GoogleProvider
from toonverse.providers.openai import OpenAIProvider
from toonverse.settings import Settings
from toonverse.web.app import create_app
from toonverse.web.gateway import Beside
from toonverse.web.works_shelf import WorksShelf

CHAT = {"model": "gpt-5.6-luna", "messages": [{"role": "user", "content": "a lantern"}], "max_tokens": 2000}
ASK = {"contents": [{"parts": [{"text": "a lantern"}]}], "generationConfig": {"maxOutputTokens": 2000}}
PAINT = {"contents": [{"parts": [{"text": "a lantern"}]}]}
DRAW = {"model": "gpt-image-2", "prompt": "a lantern", "size": "1024x1536"}
FLASH, PAINTER = "gemini-3.8-flash", "gemini-3.1-flash-image"


@dataclass(frozen=True)
class Endpoint:
    api: str
    model: str
    path: str
    body: dict[str, Any]
    made: dict[str, End]


# An answer is passed on as it is: nobody opens its pictures, nobody reads its words.
PICTURES = {
    "good": SETTLED,
    "no_usage": UNREPORTED,
    "nothing": CHARGED,
    "nothing_no_usage": FAILED,
    "wrong_image": SETTLED,
    "huge_image": SETTLED,
}
TEXTS = {"good": SETTLED, "no_usage": UNREPORTED, "nothing": CHARGED, "nothing_no_usage": FAILED}
STREAMS = {"good": SETTLED, "no_usage": UNREPORTED}
ENDPOINTS = {
    "pictures": Endpoint("openai", "gpt-image-2", "/v1/images/generations", DRAW, PICTURES),
    "chat": Endpoint("openai", "gpt-5.6-luna", "/v1/chat/completions", CHAT, {**TEXTS, "declined": SETTLED}),
    "chat stream": Endpoint(
        "openai", "gpt-5.6-luna", "/v1/chat/completions", {**CHAT, "stream": True}, STREAMS
    ),
    "gemini": Endpoint(
        "google",
        FLASH,
        f"/v1beta/models/{FLASH}:generateContent",
        ASK,
        {**TEXTS, "declined": DECLINED["google"]},
    ),
    "gemini stream": Endpoint(
        "google", FLASH, f"/v1beta/models/{FLASH}:streamGenerateContent?alt=sse", ASK, STREAMS
    ),
    "gemini pictures": Endpoint(
        "google", PAINTER, f"/v1beta/models/{PAINTER}:generateContent", PAINT, PICTURES
    ),
}
CELLS = [
    pytest.param(name, fault, end, id=f"{name}-{fault}")
    for name, endpoint in ENDPOINTS.items()
    for fault, end in {**OF_LINES, **endpoint.made}.items()
]


@dataclass
class Front:
    """`address` is the application's; its providers ask `server`."""

    address: str
    house: House
    server: FaultyServer

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        with self.house.books.engine.connect() as reading:
            return [dict(row) for row in reading.execute(sa.select(table).order_by(table.c.id)).mappings()]

    def user(self, name: str) -> tuple[str, str]:
        """A new creator's account and key."""
        engine = self.house.books.engine
        user = add_user(engine, utc_now, name, "creator", TOKENS)
        return user.id, add_key(engine, utc_now, user.id)[1]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    home = tmp_path_factory.mktemp("home")
    with ExitStack() as closing:
        patches = closing.enter_context(pytest.MonkeyPatch.context())
        patches.setattr(wire_module, "ANSWER_BYTES_MAX", ENDLESS_BYTES // 2)
        server = closing.enter_context(faulty_server_apart())
        nothing: dict[str, bytes] = {}
        providers = {
            "openai": OpenAIProvider(
                "sk", nothing.__getitem__, downloads(), f"{server.address}/v1", wire=plain_wire("openai")
            ),
            "google": GoogleProvider(
                "key",
                nothing.__getitem__,
                lambda call: bounds.picture_tokens(PRICES.model(call.model), call),
                server.address,
                wire=plain_wire("google"),
            ),
        }
        settings = Settings(home=home, workers=1, day_budget_usd=1000)
        house = closing.enter_context(open_house(settings, providers=providers))
        patches.setattr(house.meter, "_retry_waits", (0, 0))
        patches.setattr(house.meter, "_limit_waits", (0, 0, 0))
        shelf = WorksShelf(house.works, home, house.books.zone)
        app = Beside(create_app(shelf, house.checks), house.gateway())
        address = closing.enter_context(running(app, house.meter.finish))
        yield Front(address, house, server)
        assert [one for one in examine(house.books.engine, house.books.zone) if one.broken] == []


def asked(front: Front, key: str, endpoint: Endpoint) -> httpx2.Response:
    headers = {"authorization": f"Bearer {key}"}
    return httpx2.post(front.address + endpoint.path, json=endpoint.body, headers=headers, timeout=30)


@pytest.mark.parametrize(("name", "fault", "end"), CELLS)
def test_every_way_a_request_ends_is_booked_as_what_is_known(front: Front, name: str, fault: str, end: End):
    endpoint = ENDPOINTS[name]
    account, key = front.user(f"{name} {fault}")
    front.server.be(fault)
    said = asked(front, key, endpoint)
    charge = CHARGES_NUSD[endpoint.model]
    check(front.rows, account, end, charge, READ_TOKENS + MADE_TOKENS)
    assert front.server.asked == len(end.statuses), "one request for each attempt"
    check_told(said, endpoint, fault, end)


def check_told(said: httpx2.Response, endpoint: Endpoint, fault: str, end: End) -> None:
    """An answer is passed on, a provider's no, too; what failed or is unknown nobody shall ask for again."""
    if end.error is None or fault in ("nothing", "nothing_no_usage", "declined"):
        assert said.status_code == 200, said.text
        return
    statuses = {Refused: (400, 403), Limited: (429,)}.get(
        end.error, (424,) if endpoint.api == "google" else (502,)
    )
    assert said.status_code in statuses, said.text
    may_ask_again = said.headers.get("x-should-retry") != "false"
    assert may_ask_again == (end is LIMITED), "the door has tried again what may be tried again"
    if end is LIMITED:
        assert int(said.headers["retry-after"]) >= 1


@pytest.mark.parametrize("fault", ["500", "503", "502", "dropped"])
def test_the_official_client_does_not_ask_again_for_what_the_door_gave_up(front: Front, fault: str):
    """As often as the door asks for it, and not that often for each of the client's own tries."""
    _, key = front.user(f"official {fault}")
    front.server.be(fault)
    end = OF_LINES[fault]
    with (
        openai.OpenAI(base_url=f"{front.address}/v1", api_key=key, max_retries=2) as client,
        pytest.raises(openai.APIStatusError),
    ):
        client.chat.completions.create(
            model="gpt-5.6-luna", messages=[{"role": "user", "content": "a lantern"}]
        )
    assert front.server.asked == len(end.statuses)
