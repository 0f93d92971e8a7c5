"""A server on loopback that speaks both APIs and fails in every way a line can; each answer by its name."""

import asyncio
import base64
import json
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import numpy as np

from toonverse.draw.png import encode_png

PICTURE = encode_png(np.full((96, 64, 3), 128, np.uint8))
SILENCE_SECONDS = 30.0


def bomb() -> bytes:
    """The head of a PNG of 60,000 x 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


PAYLOADS: dict[str, bytes | None] = {
    "good": PICTURE,
    "no_usage": PICTURE,
    "no_image": None,
    "no_image_no_usage": None,
    "wrong_image": b"GIF89a is not what was asked for",
    "huge_image": bomb(),
}
REPORTED = {
    "openai": {"input_tokens": 9, "output_tokens": 1000, "total_tokens": 1009},
    "google": {"promptTokenCount": 9, "candidatesTokenCount": 1000, "totalTokenCount": 1009},
}


def answer(api: str, name: str) -> dict[str, object]:
    """The JSON that this API answers."""
    media = PAYLOADS[name]
    text = None if media is None else base64.b64encode(media).decode()
    usage = {} if name.endswith("no_usage") else REPORTED[api]
    if api == "openai":
        said: dict[str, object] = {"created": 1, "data": [] if text is None else [{"b64_json": text}]}
        return said | ({"usage": usage} if usage else {})
    parts = [] if text is None else [{"inlineData": {"mimeType": "image/png", "data": text}}]
    said = {"candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}]}
    return said | ({"usageMetadata": usage} if usage else {})


class FaultyServer:
    """`fault` is what happens to the next request; `asked` counts them."""

    def __init__(self) -> None:
        self.fault = "good"
        self.asked = 0
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        await reader.readexactly(length)
        self.asked += 1
        try:
            await self._answered(writer, "google" if b"generateContent" in head else "openai")
        finally:
            writer.close()

    async def _answered(self, writer: asyncio.StreamWriter, api: str) -> None:
        if self.fault == "silence":
            await asyncio.sleep(SILENCE_SECONDS)
        elif self.fault == "dropped":
            writer.transport.abort()
        elif self.fault in PAYLOADS:
            await _sent(writer, 200, json.dumps(answer(api, self.fault)).encode())
        else:
            status, kind, body, more = RAW[self.fault]
            await _sent(writer, status, body, kind, more)


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
    "cut": (200, "application/json", b'{"data":[', {"content-length": "100000"}),
    "moderated": (
        400,
        "application/json",
        b'{"error":{"message":"not this","code":"moderation_blocked"}}',
        {},
    ),
    "bad_key": (401, "application/json", b'{"error":{"message":"who?","code":"invalid_api_key"}}', {}),
    "redirect": (307, "text/plain", b"", {"location": "http://127.0.0.1:9/elsewhere"}),
}


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


@asynccontextmanager
async def faulty_server() -> AsyncIterator[FaultyServer]:
    faulty = FaultyServer()
    server = await asyncio.start_server(faulty.serve, "127.0.0.1", 0)
    faulty.port = server.sockets[0].getsockname()[1]
    try:
        yield faulty
    finally:
        server.close()
