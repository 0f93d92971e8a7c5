"""A server on loopback that plays the paid APIs: answers by path, notes what it was asked, breaks as told."""

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from providers.faulty_server import PICTURE

PICTURE_TEXT = base64.b64encode(PICTURE).decode()
CHAT_USAGE = {"prompt_tokens": 12, "completion_tokens": 7, "total_tokens": 19}
RESPONSE_USAGE = {"input_tokens": 12, "output_tokens": 7, "total_tokens": 19}
IMAGE_USAGE = {
    "input_tokens": 9,
    "output_tokens": 196,
    "total_tokens": 205,
    "input_tokens_details": {"text_tokens": 9, "image_tokens": 0},
}
GEMINI_USAGE = {
    "promptTokenCount": 12,
    "candidatesTokenCount": 7,
    "thoughtsTokenCount": 5,
    "totalTokenCount": 24,
}
WORDS = ("a ", "lamp ", "at ", "sea")


@dataclass
class Asked:
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)
        return said


@dataclass
class Upstream:
    """`orders` are answered first, one a request; `gate` is waited for in the middle of every stream."""

    asked: list[Asked] = field(default_factory=list)
    orders: list[Response] = field(default_factory=list)
    gate: Callable[[], Any] | None = None
    ended: int = 0
    """Streams that were read to their end."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(scope["path"], scope["query_string"].decode(), headers, await request.body())
        self.asked.append(asked)
        answer = self.orders.pop(0) if self.orders else self._answer(asked)
        await answer(scope, receive, send)

    def _answer(self, asked: Asked) -> Response:
        if asked.path.endswith("/chat/completions"):
            return (
                self._streamed(chat_events(asked.json))
                if asked.json.get("stream")
                else told(chat(asked.json))
            )
        if asked.path.endswith("/responses"):
            return self._streamed(response_events()) if asked.json.get("stream") else told(response())
        if asked.path.endswith(("/images/generations", "/images/edits")):
            return told(
                {"created": 1, "data": [{"b64_json": PICTURE_TEXT}], "usage": IMAGE_USAGE, "odd": [1.0]}
            )
        if asked.path.endswith(":generateContent"):
            return told(gemini("image" in asked.path))
        if asked.path.endswith(":streamGenerateContent"):
            return self._streamed(gemini_events())
        return told({"error": {"message": "no such path"}}, 404)

    def _streamed(self, events: list[bytes]) -> Response:
        async def parts() -> Any:  # noqa: ANN401
            for number, event in enumerate(events):
                if number == len(events) // 2 and self.gate is not None:
                    while not self.gate():
                        await asyncio.sleep(0.005)
                yield event
            self.ended += 1

        return StreamingResponse(parts(), media_type="text/event-stream")


def told(said: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON, with a blank after each colon: whoever writes it anew is found out."""
    body = json.dumps(said, ensure_ascii=False, indent=1).encode()
    kept = {"x-request-id": "req_7", **(headers or {})}
    return Response(body, status, media_type="application/json", headers=kept)


def chat(asked: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(WORDS), "refusal": None, "annotations": []}
    choices = [
        {"index": number, "message": message, "finish_reason": "stop", "logprobs": None}
        for number in range(asked.get("n", 1))
    ]
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": asked["model"]}
    return {**head, "choices": choices, "usage": CHAT_USAGE, "odd": {"kept": 1.50}}


def chat_events(asked: dict[str, Any]) -> list[bytes]:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": asked["model"]}
    chunks: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}]}
        for word in WORDS
    ]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    if (asked.get("stream_options") or {}).get("include_usage"):
        chunks.append({"choices": [], "usage": CHAT_USAGE})
    return [event({**head, **chunk}) for chunk in chunks] + [b"data: [DONE]\n\n"]


def response(status: str = "completed") -> dict[str, Any]:
    text = {"type": "output_text", "text": "".join(WORDS), "annotations": [], "logprobs": []}
    output = {"type": "message", "id": "msg_1", "role": "assistant", "status": status, "content": [text]}
    return {
        **{"id": "resp_1", "object": "response", "created_at": 1, "status": status, "model": "gpt-5.6-luna"},
        **{"output": [output], "parallel_tool_calls": True, "tool_choice": "auto", "tools": []},
        **{"usage": RESPONSE_USAGE, "error": None, "odd": 1.0},
    }


def response_events() -> list[bytes]:
    at_work = {**response("in_progress"), "usage": None, "output": []}
    events: list[dict[str, Any]] = [{"type": "response.created", "sequence_number": 0, "response": at_work}]
    item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "in_progress", "content": []}
    text = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    opened = {"type": "response.output_item.added", "sequence_number": 1, "output_index": 0, "item": item}
    events.append(opened)
    events.append({"type": "response.content_part.added", "sequence_number": 2, "part": text, **place})
    for number, word in enumerate(WORDS, 3):
        delta = {"delta": word, "sequence_number": number, "logprobs": [], **place}
        events.append({"type": "response.output_text.delta", **delta})
    events.append({"type": "response.completed", "sequence_number": 9, "response": response()})
    return [f"event: {one['type']}\n".encode() + event(one) for one in events]


def gemini(with_picture: bool) -> dict[str, Any]:
    part: dict[str, Any] = {"text": "".join(WORDS)}
    if with_picture:
        part = {"inlineData": {"mimeType": "image/png", "data": PICTURE_TEXT}}
    candidate = {"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}
    return {"candidates": [candidate], "usageMetadata": GEMINI_USAGE, "modelVersion": "g", "odd": 1.0}


def gemini_events() -> list[bytes]:
    events = []
    for number, word in enumerate(WORDS, 1):
        candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": word}]}, "index": 0}
        is_last = number == len(WORDS)
        if is_last:
            candidate["finishReason"] = "STOP"
        counts = GEMINI_USAGE if is_last else {"promptTokenCount": 12, "totalTokenCount": 12}
        events.append(event({"candidates": [candidate], "usageMetadata": counts}))
    return events


def event(said: object) -> bytes:
    return b"data: " + json.dumps(said).encode() + b"\n\n"
