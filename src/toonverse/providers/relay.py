"""Passes a request on in a provider's own API, and its answer back as it comes: the wire of the gateway.

Nothing of an answer is made anew: whoever listens hears the provider's bytes. What an answer means for the
money is read from a copy of its JSON by the API's `Tongue`; what did not end well is one of our outcomes.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2

from toonverse.errors import ProviderError
from toonverse.metering.calls import NO_USAGE, RelayedCall, Reply, Usage
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.wire import CALL_SECONDS, CONNECT_SECONDS, Wire, outcomes

EVENTS = "text/event-stream"
REQUEST_ID_CHARACTERS = 200

SLIM_BYTES = 256 * 1024
LONG_STRING_BYTES = 4096
"""In an answer larger than that, strings longer than this are not decoded to be read."""

_BACKSLASH = 0x5C


class Tongue(Protocol):
    """How one API says what an answer cost and whether it is one. `said` is its JSON, or one event's."""

    def path(self, call: RelayedCall) -> str:
        """From the base address on."""
        ...

    def usage(self, call: RelayedCall, said: dict[str, Any]) -> Usage | None: ...

    def ends(self, call: RelayedCall, said: dict[str, Any]) -> bool:
        """Whether a stream is whole with this event."""
        ...

    def is_extra(self, said: dict[str, Any]) -> bool:
        """Whether it is the event that only `strip_usage` brought."""
        ...

    def failure(self, call: RelayedCall, said: dict[str, Any], usage: Usage | None) -> ProviderError | None:
        """What is wrong with an answer, or with an event; None for a good one."""
        ...


@dataclass(slots=True)
class _Told:
    """What a stream said so far."""

    usage: Usage | None = None
    ended: bool = False
    failure: ProviderError | None = None
    kept: list[bytes] = field(default_factory=list)


class Relay:
    """One for each API. `headers` carry the operator's key."""

    def __init__(
        self, provider: str, tongue: Tongue, base_url: str, headers: Mapping[str, str], wire: Wire
    ) -> None:
        self._provider = provider
        self._tongue = tongue
        self._base_url = base_url.rstrip("/")
        self._headers = {**headers, "accept-encoding": "identity", "user-agent": "toonverse"}
        self._wire = wire
        patience = {"connect": CONNECT_SECONDS, "pool": CONNECT_SECONDS}
        patience |= {"read": wire.read_seconds, "write": wire.read_seconds}
        self._extensions = {"timeout": patience}

    async def call(self, call: RelayedCall) -> Reply:
        """One request. Raises Refused, Limited, Failed, Unknown."""
        if call.listener is not None:
            call.listener.begin(0, "")  # what an attempt before this one said is void
        async with outcomes(self._provider, CALL_SECONDS):
            answer = await self._wire.sent(self._request(call))
            media_type = answer.headers.get("content-type", "application/json")[:200]
            notes = json.dumps({"request_id": answer.headers.get("x-request-id", "")[:REQUEST_ID_CHARACTERS]})
            if answer.status_code != 200:
                raise await self._no(call, answer, media_type)
            if call.stream and media_type.startswith(EVENTS):
                told = await self._streamed(call, answer, media_type)
                return Reply(b"".join(told.kept), media_type, told.usage or NO_USAGE, notes)
            body, usage = await self._whole(call, answer, media_type)
            return Reply(body, media_type, usage or NO_USAGE, notes)
        raise AssertionError("unreachable")

    def _request(self, call: RelayedCall) -> httpx2.Request:
        address = f"{self._base_url}/{self._tongue.path(call)}"
        return httpx2.Request(
            "POST",
            f"{address}?{call.query}" if call.query else address,
            headers={**self._headers, "content-type": call.media_type},
            content=call.body,
            extensions=self._extensions,
        )

    async def _no(self, call: RelayedCall, answer: httpx2.Response, media_type: str) -> ProviderError:
        """What the provider itself says is heard; a page of somebody between us is not."""
        body = b"".join([part async for part in self._wire.parts(answer)])
        error = self._wire.no_answer(answer.status_code, answer.headers, body)
        of_our_key = isinstance(error, Refused) and error.of_key()
        if "error" in (_object(body) or {}) and not of_our_key:
            _tell(call, answer.status_code, media_type, body)
        return error

    async def _whole(
        self, call: RelayedCall, answer: httpx2.Response, media_type: str
    ) -> tuple[bytes, Usage | None]:
        """The body and what it cost."""
        body = b"".join([part async for part in self._wire.parts(answer)])
        said = _object(body)
        if said is None:
            raise Unknown(provider=self._provider, reason="an answer that is no JSON object", status=200)
        usage = self._tongue.usage(call, said)
        _tell(call, 200, media_type, body)
        if failure := self._tongue.failure(call, said, usage):
            raise failure
        return body, usage

    async def _streamed(self, call: RelayedCall, answer: httpx2.Response, media_type: str) -> _Told:
        """Every event is heard the moment it is whole. An error that comes first is no stream at all.

        What was begun is never tried again: without the provider's own count it is Unknown.
        """
        told = _Told()
        async for event in _events(self._wire.parts(answer)):
            if self._is_heard(call, event, told):
                if call.listener is not None:
                    if not told.kept:
                        call.listener.begin(200, media_type)
                    call.listener.hear(event)
                told.kept.append(event)
        if told.failure is not None and (not told.kept or told.usage is not None):
            raise told.failure
        if told.failure is not None or not told.ended:
            reason = "a stream that did not end well" if told.failure is None else str(told.failure)
            raise Unknown(provider=self._provider, reason=reason)
        return told

    def _is_heard(self, call: RelayedCall, event: bytes, told: _Told) -> bool:
        """Notes what an event says; false for one that nobody asked for, or that came instead of a stream."""
        data = b"\n".join(line[5:].strip() for line in event.splitlines() if line.startswith(b"data:"))
        if data == b"[DONE]":
            told.ended = True
            return True
        said = _object(data) if data else None
        if said is None:
            return True
        told.usage = self._tongue.usage(call, said) or told.usage
        told.ended = told.ended or self._tongue.ends(call, said)
        failure = self._tongue.failure(call, said, told.usage)
        if failure is not None:
            told.failure = told.failure or failure
            return bool(told.kept) or isinstance(failure, Refused)
        return not (call.strip_usage and self._tongue.is_extra(said))


def first_error(provider: str, said: dict[str, Any], usage: Usage | None) -> ProviderError | None:
    """The error that an answer or an event is, whatever its status said."""
    error = said.get("error")
    if not error:
        return None
    word = error.get("message") if isinstance(error, dict) else error
    return Failed(usage=usage, provider=provider, reason=str(word)[:500])


def _tell(call: RelayedCall, status: int, media_type: str, body: bytes) -> None:
    if call.listener is not None:
        call.listener.begin(status, media_type)
        call.listener.hear(body)


async def _events(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Server-sent events, each with the blank line that ends it; what is left at the end comes last."""
    rest = b""
    async for part in parts:
        rest += part
        while (end := _end_of_event(rest)) > 0:
            yield rest[:end]
            rest = rest[end:]
    if rest.strip():
        yield rest


def _end_of_event(text: bytes) -> int:
    """Where the first event ends; 0 where it goes on."""
    ends = [at + len(mark) for mark in (b"\n\n", b"\r\n\r\n") if (at := text.find(mark)) >= 0]
    return min(ends, default=0)


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(_slim(body) if len(body) > SLIM_BYTES else body)
    except (ValueError, RecursionError):
        return None
    if isinstance(said, list):
        return _one_of(said)
    return said if isinstance(said, dict) else None


def _one_of(chunks: list[object]) -> dict[str, Any] | None:
    """A stream that came as a list, as one: what the last chunk says holds, candidates newest first."""
    said: dict[str, Any] = {}
    candidates: list[object] = []
    for chunk in chunks:
        if not isinstance(chunk, dict):
            return None
        said |= chunk
        found = chunk.get("candidates")
        candidates = [*(found if isinstance(found, list) else []), *candidates]
    return said | ({"candidates": candidates} if candidates else {}) if chunks else None


def _slim(body: bytes) -> bytes:
    """The same JSON with its long strings cut short: a picture of megabytes says nothing of its cost."""
    kept: list[bytes] = []
    taken, opens = 0, body.find(b'"')
    while opens >= 0:
        closes = _end_of_string(body, opens + 1)
        if closes < 0:
            break
        if closes - opens > LONG_STRING_BYTES:
            kept.append(body[taken : opens + 1] + b"...")
            taken = closes
        opens = body.find(b'"', closes + 1)
    kept.append(body[taken:])
    return b"".join(kept)


def _end_of_string(body: bytes, start: int) -> int:
    """Where the quote is that ends a string, for one that follows an odd number of backslashes does not."""
    end = body.find(b'"', start)
    while end >= 0:
        run = 0
        while end - run > start and body[end - run - 1] == _BACKSLASH:
            run += 1
        if run % 2 == 0:
            break
        end = body.find(b'"', end + 1)
    return end
