"""Every no comes in the shape of the API that was asked, and no client tries a refusal again."""

import asyncio
import json
import socket
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.datastructures import Headers

from gateway.served import Served
from gateway.upstream import told
from toonverse.clock import utc_now
from toonverse.metering.accounts import stop_buying
from toonverse.metering.outcomes import Limited
from toonverse.metering.users import disable_user
from toonverse.money import from_usd
from toonverse.web.gateway.reading import read_body
from toonverse.web.gateway.refusals import BodyTooLarge, BodyTooSlow, answer_of
from toonverse.web.gateway.room import Place, Room

LUNA = "gpt-5.6-luna"
CHAT = {"model": LUNA, "messages": [{"role": "user", "content": "hello"}]}
GEMINI = "/v1beta/models/gemini-3.8-flash:generateContent"
ASK = {"contents": [{"parts": [{"text": "hello"}]}]}


def saying(*parts: dict[str, Any]) -> dict[str, Any]:
    return {**CHAT, "messages": [{"role": "user", "content": list(parts)}]}


BOTH: tuple[tuple[str, dict[str, Any]], ...] = (("/v1/chat/completions", CHAT), (GEMINI, ASK))


def code_of(said: httpx2.Response) -> str:
    """Our code, from either API's shape; each shape is checked on the way."""
    error = said.json()["error"]
    if "status" in error:
        assert error["code"] == said.status_code
        assert error["message"]
        [detail] = error["details"]
        assert detail["@type"].endswith("ErrorInfo")
        return str(detail["reason"]).lower()
    assert {"message", "type", "param", "code"} <= set(error)
    return str(error["code"])


@pytest.mark.parametrize(("path", "asked"), BOTH)
def test_a_budget_refuses_before_anything_is_sent(served: Served, path: str, asked: dict[str, Any]):
    key = served.user(f"poor at {path}", tokens=5)
    said = served.post(path, asked, key=key)
    assert (said.status_code, code_of(said)) == (403, "balance_too_low")
    assert said.headers["x-should-retry"] == "false"
    assert served.upstream.asked == []


def test_a_refusal_of_a_budget_tells_what_was_needed(served: Served):
    served.budget("account", served.account, "day", from_usd(Decimal("0.0001")), True)
    said = served.post("/v1/chat/completions", CHAT)
    served.budget("account", served.account, "day", from_usd(Decimal(1000)), True)
    assert (said.status_code, code_of(said)) == (403, "budget_exceeded")
    error = said.json()["error"]
    assert error["type"] == "insufficient_quota"
    assert "of $0.0001 left" in error["message"]
    assert int(error["facts"]["needed_nusd"]) > 100_000


def test_the_operators_switch_stops_the_gateway_too(served: Served):
    engine = served.house.books.engine
    stop_buying(engine, True)
    said = served.post("/v1/chat/completions", CHAT)
    stop_buying(engine, False)
    assert (said.status_code, code_of(said)) == (403, "buying_stopped")


@pytest.mark.parametrize(("path", "asked"), BOTH)
@pytest.mark.parametrize("key", ["sk-somebody", "tv_nobody"])
def test_a_key_that_opens_nothing_is_refused(served: Served, path: str, asked: dict[str, Any], key: str):
    said = served.post(path, asked, key=key)
    assert said.status_code == 401
    assert code_of(said) in ("invalid_api_key", "key_missing")


def test_no_key_at_all_is_refused_and_so_are_two_different_ones(served: Served):
    with httpx2.Client(base_url=served.address, trust_env=False) as client:
        assert client.post("/v1/chat/completions", json=CHAT).status_code == 401
        two = {"authorization": f"Bearer {served.key}", "x-goog-api-key": served.user("a second")}
        assert client.post("/v1/chat/completions", json=CHAT, headers=two).status_code == 401


@pytest.mark.parametrize("way", ["authorization", "x-goog-api-key", "key"])
def test_a_key_comes_as_its_apis_clients_send_it(served: Served, way: str):
    said = {"authorization": f"Bearer {served.key}"} if way == "authorization" else {way: served.key}
    more: dict[str, Any] = {"params": said} if way == "key" else {"headers": said}
    with httpx2.Client(base_url=served.address, trust_env=False) as client:
        assert client.post(GEMINI, json=ASK, **more).status_code == 200
    assert served.key not in str(served.upstream.asked)


def test_a_limit_of_the_provider_is_a_429_with_its_time():
    status, headers, body = answer_of(Limited(retry_after_seconds=17.4, provider="openai"), "gemini")
    assert (status, headers["retry-after"], "x-should-retry" in headers) == (429, "17", False)
    assert json.loads(body)["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_key_needs_the_gateways_scope(served: Served):
    key = served.user("a watcher", scopes=("read", "write"))
    said = served.post("/v1/chat/completions", CHAT, key=key)
    assert (said.status_code, code_of(said)) == (403, "scope_missing")


def test_the_key_of_a_disabled_user_opens_nothing(served: Served):
    key = served.user("gone")
    disable_user(served.house.books.engine, utc_now, "gone")
    assert served.post("/v1/chat/completions", CHAT, key=key).status_code == 401


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ("gpt-0", "model_unpriced"),
        ("gpt-image-2", "model_unpriced"),
        ("gemini-3.8-flash", "model_unpriced"),
        ("dall-e-3", "model_retired"),
        ("../../etc", "model_unpriced"),
    ],
)
def test_a_model_that_has_no_price_here_is_refused(served: Served, model: str, code: str):
    said = served.post("/v1/chat/completions", {**CHAT, "model": model})
    assert (said.status_code, code_of(said)) == (403, code)


def test_a_retired_model_names_its_successor(served: Served):
    said = served.post("/v1/images/generations", {"model": "dall-e-3", "prompt": "a lamp"})
    assert said.status_code == 403
    assert "gpt-image-2.5-flare" in said.json()["error"]["message"]


UNPRICED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/v1/chat/completions", {**CHAT, "service_tier": "priority"}),
    ("/v1/chat/completions", {**CHAT, "web_search_options": {}}),
    ("/v1/chat/completions", {**CHAT, "audio": {"voice": "x", "format": "mp3"}}),
    ("/v1/chat/completions", {**CHAT, "modalities": ["text", "audio"]}),
    ("/v1/chat/completions", {**CHAT, "prediction": {"type": "content", "content": "x"}}),
    ("/v1/chat/completions", {**CHAT, "tools": [{"type": "web_search"}]}),
    ("/v1/chat/completions", {**CHAT, "something_new": 1}),
    ("/v1/chat/completions", saying({"type": "input_audio"})),
    (
        "/v1/chat/completions",
        saying({"type": "file", "file": {}}),
    ),
    ("/v1/chat/completions", {**CHAT, "messages": [{"role": "assistant", "audio": {"id": "audio_1"}}]}),
    (
        "/v1/chat/completions",
        saying({"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}),
    ),
    ("/v1/responses", {"model": LUNA, "input": "x", "background": True}),
    ("/v1/responses", {"model": LUNA, "input": "x", "previous_response_id": "resp_1"}),
    ("/v1/responses", {"model": LUNA, "input": "x", "conversation": "conv_1"}),
    ("/v1/responses", {"model": LUNA, "input": "x", "prompt": {"id": "pmpt_1"}}),
    ("/v1/responses", {"model": LUNA, "input": "x", "tools": [{"type": "image_generation"}]}),
    ("/v1/responses", {"model": LUNA, "input": [{"type": "item_reference", "id": "x"}]}),
    (
        "/v1/responses",
        {"model": LUNA, "input": [{"role": "user", "content": [{"type": "input_file", "file_id": "f"}]}]},
    ),
    ("/v1/responses", {"model": LUNA, "input": [{"type": "reasoning", "id": "rs_1", "summary": []}]}),
    ("/v1/responses", {"model": LUNA, "input": "x", "include": ["web_search_call.action.sources"]}),
    ("/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "quality": "xhigh"}),
    ("/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "size": "64x64"}),
    ("/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "unheard": True}),
    (GEMINI, {**ASK, "cachedContent": "cachedContents/1"}),
    (GEMINI, {**ASK, "cached_content": "cachedContents/1"}),
    (GEMINI, {**ASK, "tools": [{"googleSearch": {}}]}),
    (GEMINI, {**ASK, "tools": [{"url_context": {}}]}),
    (GEMINI, {**ASK, "serviceTier": "flex"}),
    (GEMINI, {**ASK, "generationConfig": {"responseModalities": ["AUDIO"]}}),
    (GEMINI, {**ASK, "generationConfig": {"speechConfig": {}}}),
    (GEMINI, {**ASK, "generationConfig": {"mediaResolution": "MEDIA_RESOLUTION_ULTRA_HIGH"}}),
    (GEMINI, {"contents": [{"parts": [{"fileData": {"fileUri": "https://example.org/a.mp4"}}]}]}),
    (GEMINI, {"contents": [{"parts": [{"file_data": {"file_uri": "https://example.org/a.mp4"}}]}]}),
    (GEMINI, {"contents": [{"parts": [{"inlineData": {"mimeType": "audio/wav", "data": ""}}]}]}),
)


@pytest.mark.parametrize(("path", "asked"), UNPRICED, ids=[str(number) for number in range(len(UNPRICED))])
def test_what_has_no_known_price_or_bound_is_refused(served: Served, path: str, asked: dict[str, Any]):
    said = served.post(path, asked)
    assert said.status_code == 403, said.text
    assert code_of(said) in ("field_unpriced", "model_unpriced")
    assert served.upstream.asked == []


MALFORMED: tuple[tuple[str, Any], ...] = (
    ("/v1/chat/completions", []),
    ("/v1/chat/completions", {"model": LUNA}),
    ("/v1/chat/completions", {**CHAT, "n": 0}),
    ("/v1/chat/completions", {**CHAT, "n": 17}),
    ("/v1/chat/completions", {**CHAT, "n": True}),
    ("/v1/chat/completions", {**CHAT, "max_tokens": -1}),
    ("/v1/chat/completions", {**CHAT, "max_tokens": 1e3}),
    ("/v1/chat/completions", {**CHAT, "messages": [{"role": "user", "content": 7}]}),
    ("/v1/responses", {"model": LUNA, "input": 7}),
    ("/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "n": 11}),
    ("/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "n": 9, "size": "2048x2048"}),
    ("/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "size": "wide"}),
    (GEMINI, {**ASK, "generationConfig": {"maxOutputTokens": 10, "max_output_tokens": 100_000}}),
    (GEMINI, {**ASK, "generationConfig": {"candidateCount": 99}}),
    (GEMINI, {"contents": "hello"}),
)


@pytest.mark.parametrize(("path", "asked"), MALFORMED, ids=[str(number) for number in range(len(MALFORMED))])
def test_what_makes_no_sense_is_told_before_it_costs_anything(served: Served, path: str, asked: object):
    said = served.post(path, asked)
    assert (said.status_code, code_of(said)) == (400, "request_malformed")
    assert served.upstream.asked == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"n": NaN}', b'{"n": 1e999}', b"[" * 100_000, b'{"n":' + b"9" * 5000 + b"}", b"\xff{}"],
)
def test_a_body_that_is_no_json_is_told(served: Served, body: bytes):
    with served.client() as client:
        said = client.post("/v1/chat/completions", content=body)
    assert (said.status_code, code_of(said)) == (400, "request_malformed")


def test_a_refusal_names_the_field_and_what_is_wrong_with_it(served: Served):
    path, order = "/v1/images/generations", {"model": "gpt-image-2", "prompt": "x", "size": "wide"}
    wide = served.post(path, order).json()["error"]
    assert wide["message"] == "The request is malformed: size: it must be WIDTHxHEIGHT or auto."
    assert wide["param"] == "size"
    words = served.post(path, {"model": "gpt-5.6-luna", "prompt": "x"}).json()["error"]
    assert "gpt-5.6-luna here: does text_generation, not image_generation" in words["message"]


def test_a_name_said_twice_is_passed_on_once(served: Served):
    body = json.dumps(CHAT)[:-1] + ', "n": 16, "n": 1, "max_tokens": 9, "max_tokens": 5}'
    with served.client() as client:
        assert client.post("/v1/chat/completions", content=body).status_code == 200
    [asked] = served.upstream.asked
    assert (asked.body.count(b'"n"'), asked.body.count(b'"max_tokens"')) == (1, 1)
    assert (asked.json["n"], asked.json["max_tokens"]) == (1, 5)


def test_the_same_key_for_another_request_is_refused(served: Served):
    headers = {"Idempotency-Key": "one"}
    assert served.post("/v1/chat/completions", CHAT, headers=headers).status_code == 200
    said = served.post("/v1/chat/completions", {**CHAT, "seed": 7}, headers=headers)
    assert (said.status_code, code_of(said)) == (422, "key_reused")
    bad = served.post("/v1/chat/completions", CHAT, headers={"Idempotency-Key": "x" * 256})
    assert bad.status_code == 400


def test_a_key_that_is_being_bought_is_not_bought_again(served: Served):
    opened: list[bool] = []
    served.upstream.gate = lambda: bool(opened)
    headers = {"Idempotency-Key": "in flight"}
    asked = {**CHAT, "stream": True}
    with (
        served.client() as client,
        client.stream("POST", "/v1/chat/completions", json=asked, headers=headers) as one,
    ):
        parts = one.iter_raw()
        next(parts)
        said = served.post("/v1/chat/completions", asked, headers=headers)
        assert (said.status_code, code_of(said)) == (409, "key_in_flight")
        opened.append(True)
        assert b"[DONE]" in b"".join(parts)
    assert len(served.upstream.asked) == 1


@pytest.mark.parametrize(("path", "asked"), BOTH)
def test_the_providers_own_refusal_of_a_request_passes_unchanged(
    served: Served, path: str, asked: dict[str, Any]
):
    no = {
        "error": {"message": "not this", "type": "image_generation_user_error", "code": "moderation_blocked"}
    }
    served.upstream.orders.append(told(no, 400))
    said = served.post(path, asked)
    assert (said.status_code, said.json()) == (400, no)
    assert said.headers["x-should-retry"] == "false"
    row = served.rows()[-1]
    assert (row["status"], row["cost_nusd"]) == ("refused", 0)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_the_provider_says_of_our_own_key_is_not_the_users_business(served: Served, status: int):
    served.upstream.orders.append(
        told({"error": {"message": "who are you?", "code": "invalid_api_key"}}, status)
    )
    said = served.post("/v1/chat/completions", CHAT)
    assert (said.status_code, code_of(said)) == (403, "operator_key_declined")
    assert "who are you?" not in said.text


def test_a_lost_answer_stays_at_risk_and_is_not_asked_for_again(served: Served):
    served.upstream.orders.append(told({"page": 1}, 502))
    said = served.post("/v1/chat/completions", CHAT)
    assert (said.status_code, code_of(said)) == (502, "provider_unknown")
    assert said.headers["x-should-retry"] == "false"
    assert served.rows()[-1]["status"] == "unknown"
    assert len(served.upstream.asked) == 1


def test_nothing_is_at_other_addresses_and_other_methods_are_told(served: Served):
    with served.client() as client:
        for path in ("/v1/embeddings", "/v1/", "/v1beta/models/x:countTokens", "/v1/models/a/b"):
            assert client.post(path, json={}).status_code == 404
        assert client.get("/v1/chat/completions").status_code == 405


@pytest.mark.parametrize("announced", ["101", "9", "-1", "x", "9" * 5000])
async def test_a_body_above_the_limit_is_not_read(announced: str):
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * 60, "more_body": True}

    with pytest.raises(BodyTooLarge):
        await read_body(Headers({"content-length": announced}), receive, Place(Room()), bytes_max=100)


async def test_a_body_that_takes_forever_is_given_up():
    never: Callable[[], Any] = asyncio.Event().wait
    with pytest.raises(BodyTooSlow):
        await read_body(Headers({"content-length": "9"}), never, Place(Room()), seconds=0.0)


def test_a_head_without_end_is_not_read(served: Served):
    place = urlsplit(served.address)
    with socket.create_connection((place.hostname or "", place.port or 0), 10) as line:
        line.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n")
        line.sendall(b"x-filler: " + b"y" * 100_000)
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_a_page_of_another_site_gets_nothing_without_a_key(served: Served):
    with httpx2.Client(base_url=served.address, trust_env=False) as client:
        said = client.get("/v1/models", headers={"origin": "https://example.org"})
    assert said.status_code == 401
    assert "access-control-allow-origin" not in said.headers
