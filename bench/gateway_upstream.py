"""An upstream that costs next to nothing: a chat's answer, or a 2 MB picture, the moment it is asked.

No two pictures are the same, as no two that are bought are.

`python gateway_upstream.py PORT` serves on loopback until it is ended.
"""

import asyncio
import base64
import itertools
import json
import os
import socket
import sys

IMAGE_BYTES = 2 * 2**20
CHAT = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "gpt-5.6-luna",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello!"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12},
}

IMAGES = b"/v1/images/generations"
NOTHING = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def answers() -> dict[bytes, bytearray]:
    """Whole responses by path."""
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + os.urandom(IMAGE_BYTES)).decode()
    usage = {"input_tokens": 9, "output_tokens": 439, "total_tokens": 448}
    image = {"created": 1, "data": [{"b64_json": picture}], "usage": usage}
    bodies = {b"/v1/chat/completions": CHAT, IMAGES: image}
    found = {}
    for path, said in bodies.items():
        body = json.dumps(said).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        found[path] = bytearray(head.encode() + body)
    return found


async def serve(port: int) -> None:
    whole = answers()
    numbers = itertools.count()
    picture = whole[IMAGES]
    first = picture.index(b'"b64_json": "') + 400

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.lower().split(b"\r\n")
                length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
                await reader.readexactly(length)
                picture[first : first + 12] = b"%012d" % next(numbers)
                writer.write(whole.get(head.split(b" ", 2)[1], NOTHING))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
