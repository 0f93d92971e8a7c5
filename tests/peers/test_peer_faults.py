"""The same faults by servers that none of us wrote, as far as they can break.

| fault                       | aimock                    | Prism            | our own server |
|-----------------------------|---------------------------|------------------|----------------|
| 429, 500, refused (400)     | yes                       | pictures         | yes            |
| 502                         | in its own JSON           | no               | yes, and HTML  |
| a page of HTML              | no                        | no               | yes            |
| silence after it was sent   | yes (latency)             | no               | yes            |
| never sent                  | no server can: a closed port (`test_what_was_never_sent...`) | | |
| dropped, malformed, cut     | yes                       | no               | yes            |
| no picture, with usage      | no: it never tells usage  | no               | yes            |
| no picture, without usage   | yes                       | no               | yes            |
| a wrong or a huge picture   | yes, without usage        | no               | yes            |
| videos                      | no API of ours            | no               | yes            |

aimock plays Gemini on v1beta only, which is what the gateway's clients ask for. Google's own message types
parse what we send (`test_gemini_bodies`); they break nothing.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from metered import SEOUL, HandClock, House
from peers.running import free_port, peer
from providers.ends import FAILED, LIMITED, OF_KEY, REFUSED, TOKENS, UNKNOWN, End, check
from providers.faulty_server import PICTURE, bomb
from providers.fronts import Front, opened
from providers.test_fault_matrix import CALLS, PRICES, READ_SECONDS, plain_wire
from toonverse.errors import ProviderError
from toonverse.metering.calls import Call, PaidProvider, Who
from toonverse.metering.door import Meter
from toonverse.metering.outcomes import Limited, Refused
from toonverse.providers.download import downloads
from toonverse.providers.openai import OpenAIProvider
from toonverse.providers.wire import Wire

WORDS: dict[str, object] = {"content": "a lamp at sea, in many words so that it can be cut in the middle"}


def no(status: int, code: str, **more: object) -> dict[str, object]:
    return {"response": {"error": {"message": "no", "type": code, "code": code}, "status": status, **more}}


def broken(**chaos: float) -> dict[str, object]:
    return {"response": WORDS, "chaos": chaos}


def drawn(media: bytes) -> dict[str, object]:
    return {"response": {"image": {"b64Json": base64.b64encode(media).decode()}}}


FAULTS: dict[str, tuple[dict[str, object], End]] = {
    "limited": (no(429, "rate_limit_exceeded", retryAfter=0), LIMITED),
    "penniless": (no(429, "insufficient_quota"), OF_KEY),
    "overloaded": (no(500, "server_error"), FAILED),
    "unavailable": (no(503, "server_error"), FAILED),
    "gatewayed": (no(502, "server_error"), UNKNOWN),
    "moderated": (no(400, "moderation_blocked"), REFUSED),
    "keyless": (no(401, "invalid_api_key"), OF_KEY),
    "silent": (broken(latencyMs=int(READ_SECONDS * 8000)), UNKNOWN),
    "dropped": (broken(disconnectRate=1), UNKNOWN),
    "garbled": (broken(malformedRate=1), UNKNOWN),
}
OF_PICTURES: dict[str, tuple[dict[str, object], End]] = {
    "wrongly drawn": (drawn(b"GIF89a is not what was asked for"), UNKNOWN),
    "hugely drawn": (drawn(bomb()), UNKNOWN),
    "not drawn": ({"response": {"images": []}}, FAILED),
}
"""It tells no usage of a picture, so nobody knows what the spoilt one cost."""


def fixtures() -> list[dict[str, object]]:
    of_all = [{"match": {"userMessage": word}, **said} for word, (said, _) in FAULTS.items()]
    of_pictures = [
        {"match": {"userMessage": word, "endpoint": "image"}, **said}
        for word, (said, _) in {**FAULTS, **OF_PICTURES}.items()
    ]
    cut = {"match": {"userMessage": "cut short"}, "response": WORDS, "truncateAfterChunks": 2, "chunkSize": 5}
    return [*of_pictures, *of_all, cut]


@pytest.fixture(scope="module")
def broken_peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("aimock")
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": fixtures()}), encoding="utf-8")
    port = free_port()
    words = ("-h", "127.0.0.1", "-p", str(port), "-f", folder / "fixtures.json")
    with peer("@copilotkit/aimock/dist/cli.js", port, folder / "log", *words) as address:
        yield address


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.account("ada", TOKENS)
    yield house
    assert house.broken() == []
    house.close()


async def ended(house: House, call: Call, provider: PaidProvider) -> ProviderError | None:
    meter = Meter(
        house.engine,
        {"openai": provider},
        house.shelf,
        PRICES,
        house.clock,
        SEOUL,
        "process",
        house.folder / "spool.jsonl",
        retry_waits_seconds=(0, 0),
        limit_waits_seconds=(0, 0, 0),
    )
    try:
        await meter.buy(call, Who("ada", "studio"), "the/key")
    except ProviderError as error:
        return error
    finally:
        await provider.aclose()
    return None


def openai_of(address: str, wire: Wire) -> OpenAIProvider:
    return OpenAIProvider("sk", {"shown": PICTURE}.__getitem__, downloads(), address, wire=wire)


CELLS = [
    pytest.param(what, word, end, id=f"{what}-{word}")
    for what in ("text", "vision", "picture")
    for word, (_, end) in {**FAULTS, **(OF_PICTURES if what == "picture" else {})}.items()
]


@pytest.mark.parametrize(("what", "word", "end"), CELLS)
async def test_what_aimock_breaks_is_booked_as_what_is_known(
    house: House, broken_peer: str, what: str, word: str, end: End
):
    provider = openai_of(f"{broken_peer}/v1", plain_wire("openai"))
    error = await ended(house, replace(CALLS["openai", what], prompt=word), provider)
    assert (None if error is None else type(error)) is end.error, error
    check(house.rows, "ada", end, 0, 0)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, broken_peer: str) -> Iterator[Front]:
    with opened(tmp_path_factory.mktemp("home"), f"{broken_peer}/v1", broken_peer) as front:
        yield front


CHAT, GEMINI = "/v1/chat/completions", "/v1beta/models/gemini-3.8-flash"


def asking(path: str, word: str) -> dict[str, Any]:
    if path.startswith(CHAT):
        return {"model": "gpt-5.6-luna", "messages": [{"role": "user", "content": word}]}
    return {"contents": [{"role": "user", "parts": [{"text": word}]}]}


@pytest.mark.parametrize("path", [CHAT, f"{GEMINI}:generateContent"])
@pytest.mark.parametrize("word", FAULTS)
def test_what_aimock_breaks_behind_the_gateway_is_booked_as_what_is_known(front: Front, path: str, word: str):
    end = FAULTS[word][1]
    account, key = front.user(f"{path} {word}")
    headers = {"authorization": f"Bearer {key}"}
    said = httpx2.post(front.address + path, json=asking(path, word), headers=headers, timeout=30)
    check(front.rows, account, end, 0, 0)
    assert (end.error in (Refused, Limited)) == (400 <= said.status_code < 500 and said.status_code != 424)


@pytest.mark.parametrize("path", [CHAT, f"{GEMINI}:streamGenerateContent?alt=sse"])
def test_a_stream_that_aimock_cuts_is_at_risk(front: Front, path: str):
    account, key = front.user(f"{path} cut")
    asked = {**asking(path, "cut short"), **({"stream": True} if path == CHAT else {})}
    headers = {"authorization": f"Bearer {key}"}
    said = httpx2.post(front.address + path, json=asked, headers=headers, timeout=30)
    assert "provider_unknown" in said.text.lower()
    check(front.rows, account, UNKNOWN, 0, 0)


class Preferring(httpx2.AsyncHTTPTransport):
    """Asks Prism for one of the answers that the spec has."""

    def __init__(self, code: int) -> None:
        super().__init__(verify=False)
        self._code = code

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["prefer"] = f"code={self._code}"
        return await super().handle_async_request(request)


@pytest.mark.parametrize(("code", "end"), [(400, REFUSED), (429, LIMITED), (500, FAILED)])
async def test_what_openai_s_spec_says_of_failures_is_booked_as_what_is_known(
    house: House, prism: str, code: int, end: End
):
    provider = openai_of(prism, Wire("openai", HandClock(), Preferring(code)))
    error = await ended(house, CALLS["openai", "picture"], provider)
    assert (None if error is None else type(error)) is end.error, error
    check(house.rows, "ada", end, 0, 0)
