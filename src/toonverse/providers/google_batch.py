"""Gemini's batches through Google's official SDK: requests and answers are in the messages themselves.

https://ai.google.dev/gemini-api/docs/batch-api
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toonverse.clock import Clock, utc_now
from toonverse.errors import ProviderError
from toonverse.metering.calls import Call, ImageCall, Reply, TextCall
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.providers.batching import Ended, Item, failure_of, undone
from toonverse.providers.counts import part
from toonverse.providers.google import (
    PROVIDER,
    GoogleProvider,
    drawn,
    sdk_client,
    text_config,
    told,
)
from toonverse.providers.wire import ANSWER_BYTES_MAX, Wire, outcomes

if TYPE_CHECKING:
    from google.genai import Client

ENDED = {
    "JOB_STATE_SUCCEEDED",
    "JOB_STATE_PARTIALLY_SUCCEEDED",
    "JOB_STATE_FAILED",
    "JOB_STATE_CANCELLED",
    "JOB_STATE_EXPIRED",
}
STOPPED = ("JOB_STATE_CANCELLED", "JOB_STATE_EXPIRED")
STATUSES = {
    1: 499,
    3: 400,
    4: 504,
    5: 404,
    7: 403,
    8: 429,
    9: 400,
    11: 400,
    12: 501,
    13: 500,
    14: 503,
    16: 401,
}
"""HTTP's status for a gRPC code (google.rpc.Code)."""

KEY = "key"
LISTED_MAX = 1_000

BYTES_OF_PIXEL = 4
ANSWERS_TOLD = 2
"""A batch's answers come twice in one message, as metadata and as response."""

BYTES_OF_TOKEN = 64
FRAME_BYTES = 65_536


class GoogleBatches:
    """See `batching.BatchApi`."""

    provider = PROVIDER
    hours_max = 48
    items_max = 100
    sent_bytes_max = 18 * 2**20
    """A message of requests may have 20 MB."""

    answer_bytes_max = ANSWER_BYTES_MAX

    def __init__(self, single: GoogleProvider, clock: Clock = utc_now, wire: Wire | None = None) -> None:
        self._single = single
        self._wire = wire or Wire(PROVIDER, clock)
        self._sdk: Client | None = None

    def item(self, call: Call) -> Item:
        if isinstance(call, ImageCall):
            shown, config = call.references, self._single.picture_config(call)
            made, kind = call.width * call.height * BYTES_OF_PIXEL * 4 // 3, "picture"
        elif isinstance(call, TextCall):
            shown, config = call.pictures, text_config(call)
            made, kind = call.output_tokens_max * BYTES_OF_TOKEN, "text"
        else:
            raise Refused(provider=PROVIDER, reason="not by batch", call=type(call).__name__)
        content = self._single.content(call.prompt, shown)
        sent = len(content.model_dump_json()) + len(json.dumps(config)) + FRAME_BYTES
        request = {"contents": content, "config": config | {"candidate_count": 1}}
        return Item(call.model, kind, request, sent, ANSWERS_TOLD * (made + FRAME_BYTES))

    async def send(self, name: str, group: str, items: Mapping[str, Item]) -> str:
        from google.genai import types

        requests = [types.InlinedRequest(metadata={KEY: one}, **item.request) for one, item in items.items()]
        async with outcomes(PROVIDER):
            begun = await self._client().aio.batches.create(
                model=group, src=requests, config={"display_name": name}
            )
            if not begun.name:
                raise Unknown(provider=PROVIDER, reason="a batch without a name")
            return begun.name
        raise AssertionError("unreachable")

    async def find(self, name: str) -> str:
        async with outcomes(PROVIDER, seconds=120):
            seen = 0
            async for job in await self._client().aio.batches.list(config={"page_size": 100}):
                if job.display_name == name and job.name:
                    return job.name
                seen += 1
                if seen == LISTED_MAX:
                    raise Unknown(provider=PROVIDER, reason="its list of batches has no end")
        return ""

    async def ended(self, batch_id: str) -> Ended | None:
        async with outcomes(PROVIDER):
            job = await self._client().aio.batches.get(name=batch_id)
        status = job.state.value if job.state is not None else ""
        if status not in ENDED:
            return None
        listed = (job.dest.inlined_responses if job.dest else None) or []
        said = [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in listed]
        answers = {key: one for one in said if isinstance(key := part(part(one, "metadata"), KEY), str)}
        reason = str(job.error.message) if job.error is not None else status
        return Ended(status, answers, _otherwise(status, reason))

    async def read(self, kind: str, answer: Any) -> Reply:  # noqa: ANN401 - JSON as it came
        response = part(answer, "response")
        if not isinstance(response, dict):
            error = part(answer, "error")
            code = part(error, "code")
            status = STATUSES.get(code, 0) if isinstance(code, int) else 0
            raise failure_of(PROVIDER, status, str(part(error, "message") or "no reason given"))
        return told(response) if kind == "text" else drawn(response)

    def _client(self) -> "Client":
        if self._sdk is None:
            self._sdk = sdk_client(PROVIDER, self._single.key, self._single.base_url, self._wire)
        return self._sdk


def _otherwise(status: str, reason: str) -> ProviderError:
    """Of an item that the answers don't mention."""
    if status in STOPPED:
        return undone(PROVIDER, status)
    if status == "JOB_STATE_FAILED":
        return Refused(provider=PROVIDER, reason=reason[:500])
    return Unknown(provider=PROVIDER, reason=f"no answer in a batch that is {status}")
