"""Every way a request through the gateway can end, for each endpoint: what the books say, and what the client
is told. No client tries again by itself what was bought, or may have been, or what the door has tried again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import openai
import pytest

from providers.ends import CHARGED, DECLINED, FAILED, LIMITED, OF_LINES, SETTLED, UNREPORTED, End, check
from providers.faulty_server import MADE_TOKENS, READ_TOKENS, FaultyServer, faulty_server_apart
from providers.fronts import Front, opened
from providers.test_fault_matrix import CHARGES_NUSD
from toonverse.metering.outcomes import Limited, Refused

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


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with faulty_server_apart() as server:
        yield server


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, server: FaultyServer) -> Iterator[Front]:
    with opened(tmp_path_factory.mktemp("home"), f"{server.address}/v1", server.address) as front:
        yield front


def asked(front: Front, key: str, endpoint: Endpoint) -> httpx2.Response:
    headers = {"authorization": f"Bearer {key}"}
    return httpx2.post(front.address + endpoint.path, json=endpoint.body, headers=headers, timeout=30)


@pytest.mark.parametrize(("name", "fault", "end"), CELLS)
def test_every_way_a_request_ends_is_booked_as_what_is_known(
    front: Front, server: FaultyServer, name: str, fault: str, end: End
):
    endpoint = ENDPOINTS[name]
    account, key = front.user(f"{name} {fault}")
    server.be(fault)
    said = asked(front, key, endpoint)
    charge = CHARGES_NUSD[endpoint.model]
    check(front.rows, account, end, charge, READ_TOKENS + MADE_TOKENS)
    assert server.asked == len(end.statuses), "one request for each attempt"
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
def test_the_official_client_does_not_ask_again_for_what_the_door_gave_up(
    front: Front, server: FaultyServer, fault: str
):
    """As often as the door asks for it, and not that often for each of the client's own tries."""
    _, key = front.user(f"official {fault}")
    server.be(fault)
    end = OF_LINES[fault]
    with (
        openai.OpenAI(base_url=f"{front.address}/v1", api_key=key, max_retries=2) as client,
        pytest.raises(openai.APIStatusError),
    ):
        client.chat.completions.create(
            model="gpt-5.6-luna", messages=[{"role": "user", "content": "a lantern"}]
        )
    assert server.asked == len(end.statuses)
