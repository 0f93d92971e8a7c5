"""Video by Gemini Omni through Google's official SDK: an interaction in the background, asked for by its id.

The door stores the id that `submit` returns and asks `collect` for it, in this process or in a later one.
"""

import asyncio
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from toonverse.clock import Clock, utc_now
from toonverse.metering.calls import Call, Reply, Usage, VideoCall
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.counts import count
from toonverse.providers.google import sdk_client
from toonverse.providers.pictures import Load, decoded, loaded
from toonverse.providers.polling import Sleep, polled
from toonverse.providers.wire import Wire, outcomes

if TYPE_CHECKING:
    from google.genai import Client

PROVIDER = "google-video"
AT_WORK = ("queued", "in_progress")
NO_WORDS = ("safety", "policy", "prohibited", "blocked", "filtered", "responsible ai")
"""How a filter's no is worded; such an operation costs nothing."""


class OmniProvider:
    """Videos. Raises Refused, Limited, Failed, Unknown and nothing else."""

    name = PROVIDER
    free = False

    def __init__(
        self,
        key: str,
        load: Load,
        base_url: str = "",
        clock: Clock = utc_now,
        wire: Wire | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._key = key.strip()
        self._load = load
        self._base_url = base_url
        self._wire = wire or Wire(PROVIDER, clock)
        self._sleep = sleep
        self._sdk: Client | None = None

    async def call(self, call: Call) -> Reply:
        return await self.collect(await self.submit(call))

    async def submit(self, call: Call) -> str:
        """Begins; the interaction's id."""
        if not isinstance(call, VideoCall):
            raise Refused(provider=PROVIDER, reason="it only makes videos", call=type(call).__name__)
        shown = loaded(PROVIDER, self._load, (call.first_picture,) if call.first_picture else ())
        pictures = [
            {"type": "image", "data": b64encode(media).decode(), "mime_type": kind} for media, kind in shown
        ]
        video = {
            "type": "video",
            "delivery": "inline",
            "aspect_ratio": call.aspect_ratio,
            "resolution": call.resolution,
            "duration": f"{call.seconds}s",
        }
        async with outcomes(PROVIDER):
            begun: Any = await self._client().aio.interactions.create(
                model=call.model,
                input=[*pictures, {"type": "text", "text": call.prompt}],
                response_format=video,
                background=True,
            )
            said = begun.model_dump(mode="json")
        operation_id = said.get("id")
        if not isinstance(operation_id, str) or not operation_id:
            raise Unknown(provider=PROVIDER, reason="an interaction without an id")
        return operation_id

    async def collect(self, operation_id: str) -> Reply:
        """Waits until it is made, for so long and no longer; asked again later it goes on."""

        async def ended() -> dict[str, Any] | None:
            said = await self._asked(operation_id)
            return None if said.get("status") in AT_WORK else said

        return _made(await polled(PROVIDER, ended, self._sleep))

    async def models(self) -> frozenset[str]:
        """What the key may use. Raises Refused, Failed, Unknown."""
        async with outcomes(PROVIDER, seconds=15):
            pager = await self._client().aio.models.list(config={"page_size": 1000})
            return frozenset((model.name or "").removeprefix("models/") for model in pager.page)
        raise AssertionError("unreachable")

    async def aclose(self) -> None:
        await self._wire.aclose()

    async def _asked(self, operation_id: str) -> dict[str, Any]:
        async with outcomes(PROVIDER):
            found: Any = await self._client().aio.interactions.get(id=operation_id)
            said: dict[str, Any] = found.model_dump(mode="json")
            return said
        raise AssertionError("unreachable")

    def _client(self) -> "Client":
        if self._sdk is None:
            self._sdk = sdk_client(PROVIDER, self._key, self._base_url, self._wire)
        return self._sdk


def _made(said: dict[str, Any]) -> Reply:
    """The video of an interaction that ended, or why there is none. A filter's no costs nothing."""
    status = str(said.get("status"))
    data = _video(said.get("output_video")) or _video(said.get("steps"))
    if status == "completed" and data:
        usage = usage_of(said.get("usage"))
        media = decoded(PROVIDER, data, usage)
        if media[4:8] != b"ftyp":
            raise Failed(usage=usage, provider=PROVIDER, reason="what came is no MP4")
        return Reply(media, "video/mp4", usage)
    errors = said.get("errors")
    listed = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    reason = "; ".join(f"{one.get('code') or ''} {one.get('message') or ''}".strip() for one in listed)[:500]
    if status == "completed" or any(word in reason.lower() for word in NO_WORDS):
        raise Refused(provider=PROVIDER, reason=reason or "no video came of it")
    raise Failed(provider=PROVIDER, reason=reason or status)


def _video(said: object) -> str:
    """The first inline video in a part of an interaction, as base64; "" where there is none."""
    if isinstance(said, list):
        return next((found for one in said if (found := _video(one))), "")
    if not isinstance(said, dict):
        return ""
    if said.get("type") == "video":
        data = said.get("data")
        return data if isinstance(data, str) else ""
    return _video(said.get("content")) if said.get("type") == "model_output" else ""


def usage_of(said: object) -> Usage:
    """Its tokens, for the record: video is paid by the second, by as many as were asked for."""
    return Usage(
        prompt_tokens=count(said, "total_input_tokens"),
        completion_tokens=count(said, "total_output_tokens"),
        total_tokens=count(said, "total_tokens"),
        thoughts_tokens=count(said, "total_thought_tokens"),
    )
