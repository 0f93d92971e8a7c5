"""OpenAI's batches through its official SDK: a file of requests goes up, one of answers comes down.

https://developers.openai.com/api/docs/guides/batch
"""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import httpx2

from toonverse.clock import Clock, utc_now
from toonverse.errors import ProviderError
from toonverse.metering.calls import Call, ImageCall, Reply, TextCall
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.batching import Ended, Item, failure_of, undone
from toonverse.providers.counts import part
from toonverse.providers.openai import PROVIDER, OpenAIProvider, picture_request, told
from toonverse.providers.wire import ANSWER_BYTES_MAX, Wire, client, fit_key, outcomes

if TYPE_CHECKING:
    from openai import AsyncOpenAI

NAME = "toonverse_batch"
"""The metadata by which a batch is found again."""

AT_WORK = ("validating", "in_progress", "finalizing", "cancelling")
STOPPED = ("expired", "cancelled")
STOPPED_ERRORS = ("batch_expired", "batch_cancelled")

PAGES_MAX = 10
PAGE = 100

BYTES_OF_PIXEL = 4
"""No picture is longer than its pixels; base64 makes four characters of three bytes."""

BYTES_OF_TOKEN = 64
FRAME_BYTES = 65_536

_PICTURES: Literal["/v1/images/generations"] = "/v1/images/generations"
_TEXTS: Literal["/v1/chat/completions"] = "/v1/chat/completions"


class FileWire(Wire):
    """The wire of the SDK, which also takes files: their contents are no JSON."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not request.url.path.endswith("/content"):
            return await super().handle_async_request(request)
        answer = await self.sent(request)
        body = b"".join([part async for part in self.parts(answer)])
        if answer.status_code != 200:
            raise self.no_answer(answer.status_code, answer.headers, body)
        return httpx2.Response(200, content=body, request=request)


class OpenAIBatches:
    """See `batching.BatchApi`."""

    provider = PROVIDER
    hours_max = 24
    items_max = 500
    sent_bytes_max = 100 * 2**20
    answer_bytes_max = ANSWER_BYTES_MAX

    def __init__(self, single: OpenAIProvider, clock: Clock = utc_now, wire: Wire | None = None) -> None:
        self._single = single
        self._wire = wire or FileWire(PROVIDER, clock)
        self._sdk: AsyncOpenAI | None = None

    def item(self, call: Call) -> Item:
        if isinstance(call, ImageCall) and not call.references:
            request = picture_request(call)
            made = call.width * call.height * BYTES_OF_PIXEL * 4 // 3
            return _item(_PICTURES, "picture", call.model, request, made)
        if isinstance(call, TextCall):
            request = self._single.text_request(call)
            return _item(_TEXTS, "text", call.model, request, call.output_tokens_max * BYTES_OF_TOKEN)
        raise Refused(provider=PROVIDER, reason="not by batch", call=type(call).__name__)

    async def send(self, name: str, group: str, items: Mapping[str, Item]) -> str:
        endpoint = _PICTURES if group.startswith(_PICTURES) else _TEXTS
        lines = [
            {"custom_id": one, "method": "POST", "url": endpoint, "body": item.request}
            for one, item in items.items()
        ]
        data = "".join(json.dumps(line) + "\n" for line in lines).encode()
        try:
            async with outcomes(PROVIDER):
                uploaded = await self._client().files.with_raw_response.create(
                    file=(f"{name}.jsonl", data, "application/jsonl"), purpose="batch"
                )
                file_id = _id(uploaded.http_response.json())
        except Unknown as error:  # a file alone buys nothing
            raise Failed(provider=PROVIDER, reason=str(error)[:500]) from error
        async with outcomes(PROVIDER):
            begun = await self._client().batches.with_raw_response.create(
                completion_window="24h", endpoint=endpoint, input_file_id=file_id, metadata={NAME: name}
            )
            return _id(begun.http_response.json())
        raise AssertionError("unreachable")

    async def find(self, name: str) -> str:
        after: dict[str, Any] = {}
        for _ in range(PAGES_MAX):
            async with outcomes(PROVIDER, seconds=60):
                raw = await self._client().batches.with_raw_response.list(limit=PAGE, **after)
                said = raw.http_response.json()
            listed = said.get("data")
            rows = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
            for one in rows:
                if part(part(one, "metadata"), NAME) == name:
                    return _id(one)
            if not rows or said.get("has_more") is not True:
                return ""
            after = {"after": _id(rows[-1])}
        raise Unknown(provider=PROVIDER, reason="its list of batches has no end")

    async def ended(self, batch_id: str) -> Ended | None:
        async with outcomes(PROVIDER):
            raw = await self._client().batches.with_raw_response.retrieve(batch_id)
            said = raw.http_response.json()
        status = str(said.get("status"))
        if status in AT_WORK:
            return None
        answers: dict[str, Any] = {}
        for file in ("error_file_id", "output_file_id"):  # what was done counts more than an error
            if isinstance(file_id := said.get(file), str) and file_id:
                answers |= dict(_lines(await self._content(file_id)))
        return Ended(status, answers, _otherwise(status, said))

    async def read(self, kind: str, answer: Any) -> Reply:  # noqa: ANN401 - JSON as it came
        response, error = part(answer, "response"), part(answer, "error")
        body = part(response, "body")
        if part(response, "status_code") != 200 or not isinstance(body, dict):
            raise _failure(response, error)
        if kind == "text":
            return told(body)
        async with outcomes(PROVIDER):
            return await self._single.drawn(str(body.get("model", "")), body)
        raise AssertionError("unreachable")

    async def _content(self, file_id: str) -> bytes:
        async with outcomes(PROVIDER):
            raw = await self._client().files.with_raw_response.content(file_id)
            return raw.http_response.content
        raise AssertionError("unreachable")

    def _client(self) -> "AsyncOpenAI":
        if self._sdk is None:
            from openai import AsyncOpenAI  # loads for a second or two; only who buys waits for it

            self._sdk = AsyncOpenAI(
                api_key=fit_key(PROVIDER, self._single.key),
                base_url=self._single.base_url,
                max_retries=0,
                http_client=client(self._wire),
            )
        return self._sdk


def _item(endpoint: str, kind: str, model: str, request: dict[str, Any], made_bytes: int) -> Item:
    sent = len(json.dumps(request)) + FRAME_BYTES
    return Item(f"{endpoint} {model}", kind, request, sent, made_bytes + FRAME_BYTES)


def _id(said: object) -> str:
    found = part(said, "id")
    if not isinstance(found, str) or not found:
        raise Unknown(provider=PROVIDER, reason="an answer without an id")
    return found


def _lines(data: bytes) -> Iterator[tuple[str, object]]:
    """Each line's item and what is said of it; what can't be read says nothing."""
    for line in data.splitlines():
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(name := part(said, "custom_id"), str):
            yield name, said


def _otherwise(status: str, said: Mapping[str, Any]) -> ProviderError:
    """Of an item that no file mentions."""
    if status in STOPPED:
        return undone(PROVIDER, status)
    if status == "failed":  # it did not pass the check before the work
        listed = part(said.get("errors"), "data")
        errors = [str(part(one, "message")) for one in listed] if isinstance(listed, list) else []
        return Refused(provider=PROVIDER, reason="; ".join(errors)[:500] or "the batch was not accepted")
    return Unknown(provider=PROVIDER, reason=f"no answer in a batch that is {status}")


def _failure(response: object, error: object) -> ProviderError:
    """What an item's line says of an answer that is none."""
    own = part(part(response, "body"), "error")
    word = str(part(error, "code") or part(own, "code") or part(own, "type") or "")
    reason = str(part(error, "message") or part(own, "message") or "no reason given")
    if word in STOPPED_ERRORS:
        return undone(PROVIDER, word)
    status = part(response, "status_code")
    return failure_of(PROVIDER, status if isinstance(status, int) else 0, reason, word)
