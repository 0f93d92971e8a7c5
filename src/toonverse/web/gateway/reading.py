"""Reads a request's body: bounded in length and in time."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import Receive

from toonverse.web.gateway.refusals import BodyTooLarge, BodyTooSlow
from toonverse.web.gateway.room import READING_TIMES, SMALL_BYTES, Place

BODY_BYTES_MAX = 64 * 2**20
"""Three pictures of 20 MiB, or two in base64."""

BODY_SECONDS = 120.0


class Gone(Exception):
    """The client left before it was answered."""


async def read_body(
    headers: Headers,
    receive: Receive,
    place: Place,
    bytes_max: int = BODY_BYTES_MAX,
    seconds: float = BODY_SECONDS,
) -> bytes:
    """The whole body, for which there is place. Raises BodyTooLarge, BodyTooSlow, Crowded, Gone."""
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length[:20]) > bytes_max:
        raise BodyTooLarge(limit=bytes_max)
    await _make_room(place, int(length))
    parts, size, more = [], 0, True
    try:
        async with asyncio.timeout(seconds):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                part = message.get("body", b"")
                size += len(part)
                if size > bytes_max:
                    raise BodyTooLarge(limit=bytes_max)
                await _make_room(place, size)
                parts.append(part)
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise BodyTooSlow() from error
    return b"".join(parts)


async def _make_room(place: Place, length: int) -> None:
    """A body without a stated length takes its place as it comes."""
    if length > SMALL_BYTES and READING_TIMES * length > place.taken:
        await place.need(READING_TIMES * length)


async def wait_until_gone(receive: Receive) -> None:
    """Returns when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
