"""A stream passes event by event, and is booked when it ends, whoever is still there to read it."""

import json
from typing import Any

import httpx2
import pytest
from starlette.responses import Response, StreamingResponse

from gateway.served import Served
from gateway.upstream import CHAT_USAGE, chat_events, event, gemini_events, response_events, told

LUNA = "gpt-5.6-luna"
CHAT = {"model": LUNA, "messages": [{"role": "user", "content": "hello"}], "stream": True}
GEMINI = "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse"
ASKED: dict[str, dict[str, Any]] = {
    "/v1/chat/completions": CHAT,
    "/v1/responses": {"model": LUNA, "input": "hello", "stream": True},
    GEMINI: {"contents": [{"parts": [{"text": "hello"}]}]},
}
EVENTS = {
    "/v1/chat/completions": chat_events(CHAT),
    "/v1/responses": response_events(),
    GEMINI: gemini_events(),
}
TOTALS = {"/v1/chat/completions": 19, "/v1/responses": 19, GEMINI: 24}


@pytest.mark.parametrize("path", ASKED)
def test_a_stream_passes_unchanged_and_is_booked(served: Served, path: str):
    said = served.post(path, ASKED[path])
    assert said.status_code == 200
    assert said.headers["content-type"].startswith("text/event-stream")
    assert said.content == b"".join(EVENTS[path])
    assert served.last_usage()["total_tokens"] == TOTALS[path]
    assert served.rows()[-1]["status"] == "settled", "the end comes when it is booked"


def test_usage_is_asked_for_and_its_event_is_only_for_those_who_asked(served: Served):
    wanted = {**CHAT, "stream_options": {"include_usage": True}}
    without, with_it = (served.post("/v1/chat/completions", one).text for one in (CHAT, wanted))
    assert all(asked.json["stream_options"] == {"include_usage": True} for asked in served.upstream.asked)
    assert '"usage"' not in without
    assert json.dumps(CHAT_USAGE) in with_it


@pytest.mark.parametrize("path", ASKED)
def test_events_pass_while_the_provider_is_still_at_work(served: Served, path: str):
    opened: list[bool] = []
    served.upstream.gate = lambda: bool(opened)
    with served.client() as client, client.stream("POST", path, json=ASKED[path]) as answer:
        parts = answer.iter_raw()
        assert EVENTS[path][0].startswith(next(parts)[:40])
        assert served.rows()[-1]["status"] == "open", "held, and not booked yet"
        opened.append(True)
        for _ in parts:
            pass
    assert served.rows()[-1]["status"] == "settled"


@pytest.mark.parametrize("path", ASKED)
def test_what_a_client_leaves_behind_is_read_to_its_end_and_booked(served: Served, path: str):
    opened: list[bool] = []
    served.upstream.gate = lambda: bool(opened)
    ended = served.upstream.ended
    with served.client() as client, client.stream("POST", path, json=ASKED[path]) as answer:
        next(answer.iter_raw())
    assert served.rows()[-1]["status"] == "open"
    opened.append(True)
    served.wait_for(lambda: served.rows()[-1]["status"] == "settled")
    assert served.upstream.ended == ended + 1
    assert served.last_usage()["total_tokens"] == TOTALS[path]


def test_a_whole_answer_is_booked_though_nobody_waits_for_it(served: Served):
    opened: list[bool] = []

    async def slowly() -> Any:  # noqa: ANN401
        import asyncio

        while not opened:
            await asyncio.sleep(0.005)
        yield json.dumps({"choices": [{"index": 0}], "usage": CHAT_USAGE}).encode()

    served.upstream.orders.append(StreamingResponse(slowly(), media_type="application/json"))
    before = len(served.rows())
    with served.client() as client, pytest.raises(httpx2.ReadTimeout):
        client.post("/v1/chat/completions", json={**CHAT, "stream": False}, timeout=1.0)
    assert len(served.rows()) == before + 1
    opened.append(True)
    served.wait_for(lambda: served.rows()[-1]["status"] == "settled")


def stream_of(*events: bytes, then: str = "") -> Response:
    async def parts() -> Any:  # noqa: ANN401
        for one in events:
            yield one
        if then:
            raise ConnectionError(then)

    return StreamingResponse(parts(), media_type="text/event-stream")


@pytest.mark.parametrize("path", ASKED)
def test_a_stream_that_stops_in_the_middle_stays_at_risk_and_says_so(served: Served, path: str):
    served.upstream.orders.append(stream_of(*EVENTS[path][:2]))
    said = served.post(path, ASKED[path])
    first, *_, last = [line for line in said.content.split(b"\n\n") if line]
    assert said.content.startswith(EVENTS[path][0])
    error = json.loads(last.removeprefix(b"data: "))["error"]
    assert "Nobody knows" in error["message"]
    assert served.rows()[-1]["status"] == "unknown"
    assert first != last


def test_an_error_that_comes_instead_of_a_stream_is_an_error_and_is_tried_again(served: Served):
    broke = event({"error": {"message": "overloaded", "type": "server_error"}})
    served.upstream.orders.append(stream_of(broke))
    said = served.post("/v1/chat/completions", CHAT)
    assert said.content == b"".join(EVENTS["/v1/chat/completions"])
    assert [row["status"] for row in served.rows()[-2:]] == ["failed", "settled"]


def test_a_failed_response_is_booked_by_what_it_used(served: Served):
    failed = {"id": "r", "status": "failed", "error": {"message": "broke"}}
    failed["usage"] = {"input_tokens": 5, "output_tokens": 6, "total_tokens": 11}
    last = event({"type": "response.failed", "response": failed})
    served.upstream.orders.append(stream_of(EVENTS["/v1/responses"][0], last))
    said = served.post("/v1/responses", ASKED["/v1/responses"])
    assert said.content.endswith(last)
    row = served.last_usage()
    assert (row["success"], row["total_tokens"], row["debit_tokens"]) == (False, 11, 0)


def test_a_blocked_prompt_passes_as_gemini_says_it_and_costs_nothing(served: Served):
    blocked = {
        "promptFeedback": {"blockReason": "SAFETY"},
        "usageMetadata": {"promptTokenCount": 3, "totalTokenCount": 3},
    }
    served.upstream.orders += [stream_of(event(blocked)), told(blocked)]
    streamed = served.post(GEMINI, ASKED[GEMINI])
    assert streamed.content == event(blocked)
    whole = served.post("/v1beta/models/gemini-3.8-flash:generateContent", ASKED[GEMINI])
    assert whole.json() == blocked
    for row in served.rows()[-2:]:
        assert (row["status"], row["cost_nusd"]) == ("refused", 0)


def test_a_stream_that_was_not_asked_for_in_events_comes_as_one_list_and_is_booked(served: Served):
    chunks = [
        {"candidates": [{"content": {"parts": [{"text": "Once"}]}}]},
        {
            "candidates": [{"content": {"parts": [{"text": " more"}]}, "finishReason": "STOP"}],
            "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 5, "totalTokenCount": 8},
        },
    ]
    served.upstream.orders.append(told(chunks))
    said = served.post("/v1beta/models/gemini-3.8-flash:streamGenerateContent", ASKED[GEMINI])
    assert (said.status_code, said.json()) == (200, chunks)
    row = served.rows()[-1]
    assert (row["status"], row["tokens"]) == ("settled", 8)


def test_a_kept_stream_is_there_for_whoever_asks_again_with_its_key(served: Served):
    headers = {"Idempotency-Key": "streamed"}
    first, again = (served.post("/v1/chat/completions", CHAT, headers=headers) for _ in range(2))
    assert first.content == again.content
    assert first.headers["content-type"] == again.headers["content-type"]
    assert len(served.upstream.asked) == 1
