"""A server on loopback that speaks the providers' APIs and fails in every way a line can, each by its name.

Ours, not theirs: its answers have the shape that the official SDKs read.
"""

import asyncio
import base64
import json
import re
import struct
import threading
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import numpy as np

from toonverse.draw.png import encode_png

PICTURE = encode_png(np.full((96, 64, 3), 128, np.uint8))
WORDS = "A lamp on a pier."
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
SILENCE_SECONDS = 30.0
ENDLESS_BYTES = 200_000
"""Above what tests of answers without end allow."""

READ_TOKENS, MADE_TOKENS = 9, 1000
DOWNLOADS = "/files/picture.png"
"""Where a picture lies that was answered as an address."""


def bomb() -> bytes:
    """The head of a PNG of 60,000 x 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


PICTURES: dict[str, bytes | None] = {
    "good": PICTURE,
    "no_usage": PICTURE,
    "nothing": None,
    "nothing_no_usage": None,
    "wrong_image": b"GIF89a is not what was asked for",
    "huge_image": bomb(),
}
TEXTS = ("good", "no_usage", "nothing", "nothing_no_usage", "declined")
PAYLOADS = frozenset((*PICTURES, *TEXTS, "wrong_video", "blocked", "broken", "nameless"))
_TOTAL = READ_TOKENS + MADE_TOKENS
REPORTED: dict[str, dict[str, int]] = {
    "openai": {"input_tokens": READ_TOKENS, "output_tokens": MADE_TOKENS, "total_tokens": _TOTAL},
    "chat": {"prompt_tokens": READ_TOKENS, "completion_tokens": MADE_TOKENS, "total_tokens": _TOTAL},
    "google": {
        "promptTokenCount": READ_TOKENS,
        "candidatesTokenCount": MADE_TOKENS,
        "totalTokenCount": _TOTAL,
    },
}


def answer(api: str, name: str) -> dict[str, Any]:
    """A picture in the JSON of that API (`openai`, `google`)."""
    media = PICTURES[name]
    text = None if media is None else base64.b64encode(media).decode()
    usage = {} if name.endswith("no_usage") else REPORTED[api]
    if api == "openai":
        said: dict[str, Any] = {"created": 1, "data": [] if text is None else [{"b64_json": text}]}
        return said | ({"usage": usage} if usage else {})
    return _gemini([] if text is None else [{"inlineData": {"mimeType": "image/png", "data": text}}], usage)


def _gemini(parts: list[dict[str, Any]], usage: dict[str, int]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}]
    }
    return said | ({"usageMetadata": usage} if usage else {})


def text_answer(api: str, name: str) -> dict[str, Any]:
    """Words in the JSON of that API (`chat`, `google`)."""
    usage = {} if name.endswith("no_usage") else REPORTED[api]
    empty = name.startswith("nothing")
    if api == "google":
        if name == "declined":
            only_read = {"promptTokenCount": READ_TOKENS, "totalTokenCount": READ_TOKENS}
            return {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": only_read}
        said = _gemini([{"text": WORDS}], usage)
        return {**said, "candidates": []} if empty else said
    declined = name == "declined"
    message = {
        "role": "assistant",
        "content": None if declined else WORDS,
        "refusal": "I can't." if declined else None,
    }
    choices = [] if empty else [{"index": 0, "message": message, "finish_reason": "stop"}]
    said = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": choices}
    return said | ({"usage": usage} if usage else {})


def events(api: str, name: str) -> list[bytes]:
    """The same as a stream."""
    if api == "google":
        return [_event(text_answer(api, name))]
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    delta = {"role": "assistant", "content": WORDS}
    chunks: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ]
    if not name.endswith("no_usage"):
        chunks.append({"choices": [], "usage": REPORTED[api]})
    return [*(_event({**head, **chunk}) for chunk in chunks), b"data: [DONE]\n\n"]


def _event(said: object) -> bytes:
    return b"data: " + json.dumps(said).encode() + b"\n\n"


def video_answer(path: str, name: str, stage: str) -> dict[str, Any]:
    """A submission or a poll, of interactions or of long-running predictions."""
    media = base64.b64encode(b"<html>" if name == "wrong_video" else VIDEO).decode()
    if "/interactions" in path:
        if stage == "submit":
            return {"status": "in_progress", **({} if name == "nameless" else {"id": "v1_1"})}
        errors = {
            "blocked": {"code": "safety", "message": "The prompt was blocked by safety filters."},
            "broken": {"code": "internal", "message": "Internal error."},
        }
        if name in errors:
            return {"id": "v1_1", "status": "failed", "errors": [errors[name]]}
        video = {"type": "video", "mime_type": "video/mp4", "data": media}
        steps = [{"type": "model_output", "content": [video]}]
        usage = {"total_input_tokens": 20, "total_output_tokens": 46_000, "total_tokens": 46_020}
        return {"id": "v1_1", "status": "completed", "steps": steps, "usage": usage}
    operation = f"{path.rpartition(':')[0].strip('/').partition('/')[2]}/operations/1"
    if stage == "submit":
        return {} if name == "nameless" else {"name": operation}
    ends: dict[str, dict[str, Any]] = {
        "blocked": {"response": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["code 58061214"]}},
        "broken": {"error": {"code": 13, "message": "Internal error."}},
    }
    done = {"response": {"videos": [{"bytesBase64Encoded": media, "mimeType": "video/mp4"}]}}
    return {"name": operation, "done": True, **ends.get(name, done)}


def stage_of(method: str, path: str) -> str:
    """`submit`, `poll`, `download`, or "" for what is answered at once."""
    if path == DOWNLOADS:
        return "download"
    if "/interactions" in path:
        return "submit" if method == "POST" else "poll"
    return {"predictLongRunning": "submit", "fetchPredictOperation": "poll"}.get(path.rpartition(":")[2], "")


class FaultyServer:
    """`fault` is what happens to the requests of `stage`, the first `times` of them (None: each).

    `asked` counts all requests, `stages` those of each stage.
    """

    def __init__(self) -> None:
        self.port = 0
        self.be("good")

    def be(self, fault: str, stage: str = "", times: int | None = None) -> None:
        self.fault, self.stage, self.times = fault, stage, times
        self.asked = 0
        self.stages: dict[str, int] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = re.search(r"(?i)^content-length: *(\d+)", head, re.MULTILINE)
            body = await reader.readexactly(int(length[1]) if length else 0)
            self.asked += 1
            await self._answered(writer, head, body)
        finally:
            writer.close()

    async def _answered(self, writer: asyncio.StreamWriter, head: str, body: bytes) -> None:
        method, target, _ = head.split(" ", 2)
        path = target.partition("?")[0]
        stage = stage_of(method, path)
        self.stages[stage] = self.stages.get(stage, 0) + 1
        struck = stage == self.stage and (self.times is None or self.stages[stage] <= self.times)
        fault = self.fault if struck else "good"
        streams = path.endswith(":streamGenerateContent") or b'"stream":true' in body.replace(b" ", b"")
        if fault == "silence":
            await asyncio.sleep(SILENCE_SECONDS)
        elif fault == "dropped":
            writer.transport.abort()
        elif fault in RAW:
            status, kind, said, more = RAW[fault]
            await _sent(writer, status, said, kind, more)
        elif streams:
            api = "google" if "GenerateContent" in path else "chat"
            await _streamed(writer, events(api, "good" if fault == "cut" else fault), cut=fault == "cut")
        elif fault == "cut":
            await _sent(writer, 200, b'{"data":[', more={"content-length": "100000"})
        elif stage == "download":
            await _sent(writer, 200, PICTURES[fault] or b"", "image/png")
        elif b'"dall-e-3"' in body:
            said = {"created": 1, "data": [{"url": f"{self.address}{DOWNLOADS}"}]}
            await _sent(writer, 200, json.dumps(said).encode())
        else:
            await _sent(writer, 200, json.dumps(_said(path, fault, stage)).encode())


def _said(path: str, name: str, stage: str) -> dict[str, Any]:
    if stage:
        return video_answer(path, name, stage)
    if path.endswith("/chat/completions"):
        return text_answer("chat", name)
    if "/images/" in path:
        return answer("openai", name)
    return answer("google", name) if "image" in path else text_answer("google", name)


RAW: dict[str, tuple[int, str, bytes, dict[str, str]]] = {
    "429": (
        429,
        "application/json",
        b'{"error":{"message":"slow down","code":"rate_limit_exceeded"}}',
        {"retry-after": "0"},
    ),
    "no_credit": (
        429,
        "application/json",
        b'{"error":{"message":"pay","code":"insufficient_quota"}}',
        {},
    ),
    "500": (500, "application/json", b'{"error":{"message":"we broke","status":"INTERNAL"}}', {}),
    "503": (503, "application/json", b'{"error":{"message":"overloaded","status":"UNAVAILABLE"}}', {}),
    "500_page": (500, "text/html", b"<html>Internal Server Error</html>", {}),
    "502": (502, "text/html", b"<html>Bad Gateway</html>", {}),
    "504": (504, "application/json", b'{"error":{"message":"gateway"}}', {}),
    "524": (524, "text/html", b"<html>a timeout occurred</html>", {}),
    "page": (200, "text/html", b"<html>Sign in to the Wi-Fi</html>", {}),
    "malformed": (200, "application/json", b'{"data":[{"b64_json":"aGVs', {}),
    "number": (200, "application/json", b"17", {}),
    "endless": (200, "application/json", b'{"data":"' + b"x" * ENDLESS_BYTES + b'"}', {}),
    "moderated": (
        400,
        "application/json",
        b'{"error":{"message":"not this","code":"moderation_blocked"}}',
        {},
    ),
    "bad_key": (401, "application/json", b'{"error":{"message":"who?","code":"invalid_api_key"}}', {}),
    "redirect": (307, "text/plain", b"", {"location": "http://127.0.0.1:9/elsewhere"}),
}
LINE_FAULTS = (*RAW, "cut", "dropped", "silence")
"""What can happen to any request, whatever it asks for."""


async def _sent(
    writer: asyncio.StreamWriter,
    status: int,
    body: bytes,
    kind: str = "application/json",
    more: dict[str, str] | None = None,
) -> None:
    headers = {"content-type": kind, "content-length": str(len(body)), "connection": "close", **(more or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {status} x\r\n{head}\r\n".encode() + body)
    await writer.drain()


async def _streamed(writer: asyncio.StreamWriter, said: list[bytes], *, cut: bool) -> None:
    """Chunked; one that is cut ends in the middle of its first event."""
    writer.write(b"HTTP/1.1 200 x\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n")
    writer.write(b"connection: close\r\n\r\n")
    for event in said[:1] if cut else said:
        part = event[: len(event) // 2] if cut else event
        writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
    writer.write(b"" if cut else b"0\r\n\r\n")
    await writer.drain()


@asynccontextmanager
async def faulty_server() -> AsyncIterator[FaultyServer]:
    faulty = FaultyServer()
    server = await asyncio.start_server(faulty.serve, "127.0.0.1", 0)
    faulty.port = server.sockets[0].getsockname()[1]
    try:
        yield faulty
    finally:
        server.close()


@contextmanager
def faulty_server_apart() -> Iterator[FaultyServer]:
    """The same in a thread of its own, for clients that block."""
    faulty, ready, done = FaultyServer(), threading.Event(), threading.Event()

    async def run() -> None:
        server = await asyncio.start_server(faulty.serve, "127.0.0.1", 0)
        faulty.port = server.sockets[0].getsockname()[1]
        ready.set()
        while not done.is_set():
            await asyncio.sleep(0.01)
        server.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    ready.wait()
    try:
        yield faulty
    finally:
        done.set()
        thread.join()
