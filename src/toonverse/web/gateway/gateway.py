"""The gateway: a request in another API's form becomes a call, is bought, and answered as the provider did.

    route -> whose key -> read the body -> what can it cost (`chat`, `responses`, `images`, `gemini`)
          -> Meter.buy -> the provider's own bytes

The purchase is a task of the meter's own: whoever asks may leave, what was sent is read to its
end and booked.
"""

import asyncio
import base64
import json
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from toonverse.errors import ToonverseError
from toonverse.metering.calls import Bought, ImageCall, RelayedCall, Who
from toonverse.metering.catalog import Catalog, Model
from toonverse.metering.door import Meter
from toonverse.metering.keys import PREFIX, Principal
from toonverse.metering.outcomes import Failed, Refused
from toonverse.metering.transactions import answering
from toonverse.web.bad_keys import BadKeys
from toonverse.web.gateway import images, listed
from toonverse.web.gateway.chat import chat_call
from toonverse.web.gateway.fields import Malformed, Unpriced, as_text, number, read_object
from toonverse.web.gateway.gemini import gemini_call
from toonverse.web.gateway.hearing import Hearing
from toonverse.web.gateway.reading import Gone, read_body, wait_until_gone
from toonverse.web.gateway.refusals import (
    Api,
    BadKeysTooMany,
    KeyMissing,
    ScopeMissing,
    answer_of,
    body_of,
)
from toonverse.web.gateway.responses import response_call
from toonverse.web.gateway.room import SMALL_BYTES, Room
from toonverse.web.gateway.routes import Route, api_of, query_of, route_of
from toonverse.web.guard import KEY_CHARACTERS_MAX, presented_keys

T = TypeVar("T")

SCOPE = "gateway"
JSON = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
PASSED_ON = frozenset(range(400, 429)) - {401, 402, 403, 407, 408, 409}
"""Of what the provider refused, the statuses that are about the request; the others are about our own key."""

IDEMPOTENCY_KEY_CHARACTERS_MAX = 255
LAST_BYTES = 1024
"""Of an answer that is sent while it is being noted, so much waits for the note."""

_THREADS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that was let in; without its body once that was read."""

    route: Route
    who: Who
    key: str
    query: str
    media_type: str
    body: bytes


class Gateway:
    """An ASGI application. `opened_by` says whose key it is, or None; `kept` gives the bytes of a kept
    answer; `output_tokens` are what an answer may have where the caller said nothing. With `at_once`
    `opened_by` waits for nobody (SQLite's readers do not wait for its writer), so it takes no thread.
    """

    def __init__(
        self,
        meter: Meter,
        catalog: Catalog,
        providers: Collection[str],
        opened_by: Callable[[str], Principal | None],
        kept: Callable[[str], bytes],
        output_tokens: int,
        at_once: bool = False,
    ) -> None:
        self._meter = meter
        self._catalog = catalog
        self._providers = providers
        self._opened_by = opened_by
        self._kept = kept
        self._output_tokens = output_tokens
        self._at_once = at_once
        self._bad_keys = BadKeys()
        self._room = Room()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="gateway")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            await self._answer(scope, receive, send)
        except Gone:
            return
        except ToonverseError as error:
            await _send(send, *answer_of(error, api_of(scope)))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = route_of(scope)
        headers = Headers(scope=scope)
        query = query_of(scope)
        principal = await self._let_in(scope, headers, query)
        if route.endpoint in ("models", "model"):
            await _send(send, 200, JSON, self._models(route))
            return
        who = Who(principal.account, "gateway", request_type=_request_type(route))
        sse = "alt=sse" if query.get("alt") == "sse" else ""
        asked = Asked(route, who, _key(headers), sse, headers.get("content-type", ""), b"")
        with self._room.place() as place:
            call = await self._called_for(replace(asked, body=await read_body(headers, receive, place)))
            if isinstance(call, ImageCall):
                await self._draw(asked, call, send)
                return
            if place.taken:
                await place.need(len(call.body))
            await self._sell(asked, call, receive, send)

    async def _called_for(self, asked: Asked) -> RelayedCall | ImageCall:
        """Raises as `_call`. A large body is read in a thread, so that nobody else waits for it."""
        small = len(asked.body) <= SMALL_BYTES
        return self._call(asked) if small else await self._threaded(self._call, asked)

    async def _let_in(self, scope: Scope, headers: Headers, query: dict[str, str]) -> Principal:
        """Raises KeyMissing, BadKeysTooMany, ScopeMissing, LedgerDown."""
        address = scope["client"][0] if scope.get("client") else ""
        secrets = presented_keys(headers) | ({query["key"]} if "key" in query else set())
        secret = next(iter(secrets), "")
        if wait := self._bad_keys.wait_seconds(address, secret):
            raise BadKeysTooMany(retry_after_seconds=wait)
        fit = len(secrets) == 1 and secret.startswith(PREFIX) and len(secret) <= KEY_CHARACTERS_MAX
        principal = await self._owner(secret) if fit else None
        if principal is None:
            if secret:
                self._bad_keys.note_bad(address, secret)
            raise KeyMissing()
        self._bad_keys.note_good(secret)
        if SCOPE not in principal.scopes:
            raise ScopeMissing(scope=SCOPE)
        return principal

    async def _owner(self, secret: str) -> Principal | None:
        return self._owner_of(secret) if self._at_once else await self._threaded(self._owner_of, secret)

    def _owner_of(self, secret: str) -> Principal | None:
        with answering():
            return self._opened_by(secret)

    def _models(self, route: Route) -> bytes:
        """Raises ModelUnknown, ModelRetired, ModelUnconfirmed, ProviderMissing."""
        now = self._meter.clock()
        if route.endpoint == "models":
            models = listed.offered(self._catalog, self._providers, now)
            return listed.gemini_list(models) if route.api == "gemini" else listed.openai_list(models)
        owner = "google" if route.api == "gemini" else self._catalog.model(route.model).provider
        model = self._usable(route.model, owner)
        return listed.gemini_one(model) if route.api == "gemini" else listed.openai_one(model)

    def _call(self, asked: Asked) -> RelayedCall | ImageCall:
        """What is to be bought. Raises Malformed, Unpriced, ModelUnknown and its kind, ProviderMissing."""
        route = asked.route
        if route.endpoint == "gemini":
            model = self._usable(route.model, "google")
            said = read_object(asked.body)
            return gemini_call(model, route.version, route.operation, asked.query, said, self._output_tokens)
        if route.endpoint == "generations":
            said = read_object(asked.body)
            name = images.model_of(said, self._usual_painter)
            if name == listed.DRAFT:
                return _draft_call(said)
            return images.generation_call(self._usable(name, "openai"), said)
        if route.endpoint == "edits":
            parts = images.read_edit(asked.media_type, asked.body)
            said = images.form_fields(parts)
            name = images.model_of(said, self._usual_painter)
            return images.edit_call(self._usable(name, "openai"), parts, said)
        read = chat_call if route.endpoint == "chat" else response_call
        call = read(asked.body, self._output_tokens)
        self._usable(call.model, "openai")
        return call

    def _usual_painter(self) -> str:
        """OpenAI's model where a request for pictures names none: the one that the catalogue prefers."""
        offered = listed.offered(self._catalog, self._providers, self._meter.clock())
        painters = [one for one in offered if (one.provider, one.service) == ("openai", "image_generation")]
        return max(painters, key=lambda one: one.preferred).name if painters else listed.DRAFT

    def _usable(self, name: str, provider: str) -> Model:
        return listed.usable(self._catalog, self._providers, name, provider, self._meter.clock())

    async def _sell(self, asked: Asked, call: RelayedCall, receive: Receive, send: Send) -> None:
        hearing = Hearing()
        bought = asyncio.ensure_future(
            self._meter.buy(replace(call, listener=hearing), asked.who, asked.key, join=False)
        )
        bought.add_done_callback(_looked_at)
        gone = asyncio.ensure_future(wait_until_gone(receive))
        for one in (bought, gone):
            one.add_done_callback(lambda _: hearing.wake())
        try:
            while not (bought.done() or hearing.is_stream or hearing.is_large):
                await _news(hearing, gone, bought)
            if hearing.is_stream:
                await _stream(asked.route.api, hearing, bought, gone, send)
            elif hearing.bought is not None and not bought.done():
                await _hand_over(hearing, hearing.bought, bought, send)
            else:
                await self._deliver(hearing, bought, send)
        finally:
            gone.cancel()
            bought.cancel()  # the waiting for it: what was sent goes on, and is booked

    async def _deliver(self, hearing: Hearing, bought: "asyncio.Future[Bought]", send: Send) -> None:
        """The provider's own answer, its own refusal of this request too. Raises as the purchase did."""
        failure = bought.exception()
        if failure is not None:
            if hearing.status != 200 and hearing.status not in PASSED_ON:
                raise failure
            headers = {**JSON, "content-type": hearing.media_type, "x-should-retry": "false"}
            await _send(send, hearing.status, headers, hearing.whole())
            return
        done = bought.result()
        body = hearing.whole() or await self._threaded(self._kept, done.sha256)
        await _send(send, 200, _head_of(done), body)

    async def _draw(self, asked: Asked, call: ImageCall, send: Send) -> None:
        """A draft, drawn here for nothing, in the form of OpenAI's pictures."""
        done = await self._meter.buy(call, asked.who, asked.key, join=False)
        picture = base64.b64encode(await self._threaded(self._kept, done.sha256)).decode()
        said = {"created": int(self._meter.clock().timestamp()), "data": [{"b64_json": picture}]}
        await _send(send, 200, JSON, json.dumps(said).encode())

    async def _threaded(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)


async def _news(hearing: Hearing, gone: "asyncio.Future[None]", bought: "asyncio.Future[Bought]") -> None:
    """Waits for them. Raises Gone."""
    await hearing.news()
    if gone.done() and not bought.done():
        raise Gone


def _looked_at(bought: "asyncio.Future[Bought]") -> None:
    """How it ended is in the books; nobody may be left who asks for it here."""
    if not bought.cancelled():
        bought.exception()


async def _hand_over(hearing: Hearing, done: Bought, bought: "asyncio.Future[Bought]", send: Send) -> None:
    """A large answer, sent while it is being noted; its last bytes when it is, for then it will be booked,
    whatever happens here. One that could not be noted ends when it is booked, or could not be: who paid for
    it has it all the same.
    """
    body = memoryview(hearing.whole())
    headers = {**_head_of(done), "content-length": str(len(body))}
    await _send(send, 200, headers, body[:-LAST_BYTES], more=True)
    while not (hearing.is_noted or bought.done()):
        await hearing.news()
    await send({"type": "http.response.body", "body": body[-LAST_BYTES:], "more_body": False})


def _head_of(done: Bought) -> dict[str, str]:
    head = {**JSON, "content-type": done.media_type, "x-toonverse-cost-nusd": str(done.cost_nusd)}
    if request_id := json.loads(done.notes).get("request_id"):
        head["x-request-id"] = request_id
    return head


async def _stream(
    api: Api,
    hearing: Hearing,
    bought: "asyncio.Future[Bought]",
    gone: "asyncio.Future[None]",
    send: Send,
) -> None:
    """Every event as it comes; the end comes when it is booked. What breaks on the way is the last event, but
    for what the provider itself said.
    """
    await _send(send, 200, {**JSON, "content-type": hearing.media_type}, b"", more=True)
    while True:
        is_last = bought.done()
        if heard := hearing.new():
            await send({"type": "http.response.body", "body": heard, "more_body": True})
        if is_last:
            break
        await _news(hearing, gone, bought)
    failure = bought.exception()
    end = b""
    if failure is not None and not isinstance(failure, Refused | Failed):
        error = failure if isinstance(failure, ToonverseError) else ToonverseError()
        end = b"data: " + body_of(error, api) + b"\n\n"
    await send({"type": "http.response.body", "body": end, "more_body": False})


async def _send(
    send: Send, status: int, headers: dict[str, str], body: bytes | memoryview, more: bool = False
) -> None:
    raw = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    if not more:
        raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    if body or not more:
        await send({"type": "http.response.body", "body": body, "more_body": more})


def _key(headers: Headers) -> str:
    """The name of the purchase: the caller's own, or a fresh one. Raises Malformed."""
    said = headers.get("idempotency-key")
    if said is None:
        return f"gateway/{uuid.uuid4().hex}"
    if not (0 < len(said) <= IDEMPOTENCY_KEY_CHARACTERS_MAX and said.isascii() and said.isprintable()):
        raise Malformed(field="Idempotency-Key", reason="it must be 1 to 255 printable ASCII characters")
    return f"gateway/key/{said}"


def _request_type(route: Route) -> str:
    return route.operation or {"chat": "chat/completions", "generations": images.GENERATIONS}.get(
        route.endpoint, images.EDITS if route.endpoint == "edits" else route.endpoint
    )


def _draft_call(said: dict[str, object]) -> ImageCall:
    width, height = images.size_said(said)
    if number(said, "n", 1, 1, 1) != 1 or said.get("stream"):
        raise Unpriced(field="stream", reason="a draft comes whole")
    return ImageCall(listed.DRAFT, as_text(said.get("prompt"), "prompt"), width, height)
