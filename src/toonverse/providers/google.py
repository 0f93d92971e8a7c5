"""Google's Gemini through its official SDK: text and pictures by `generate_content`.

Whatever the SDK would do more than once by itself is switched off (retries, function calls, continuations):
every call is one request, and one draw on the money.
"""

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from toonverse.clock import Clock, utc_now
from toonverse.errors import ProviderError
from toonverse.metering.calls import Call, ImageCall, RelayedCall, Reply, TextCall, Usage
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.counts import part
from toonverse.providers.google_relay import GeminiTongue
from toonverse.providers.google_usage import (
    REFUSALS,
    finish_reason,
    first_candidate,
    pieces,
    usage_of,
    was_charged,
)
from toonverse.providers.pictures import Load, decoded, loaded, measured
from toonverse.providers.relay import Relay
from toonverse.providers.wire import Wire, client, fit_key, outcomes

if TYPE_CHECKING:
    from google.genai import Client, types

PROVIDER = "google"
HOST = "https://generativelanguage.googleapis.com"
RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9", "21:9")
"""What the image models take (FACTS.md)."""

SIZES = ((1536, "1K"), (2048, "2K"), (4096, "4K"))
"""Longer edge in pixels, up to which a size word is asked for."""


class GoogleProvider:
    """Pictures and text. Raises Refused, Limited, Failed, Unknown and nothing else."""

    name = PROVIDER
    free = False

    def __init__(
        self,
        key: str,
        load: Load,
        output_tokens_max: Callable[[ImageCall], int],
        base_url: str = "",
        clock: Clock = utc_now,
        wire: Wire | None = None,
    ) -> None:
        self.key = key.strip()
        self._load = load
        self._output_tokens_max = output_tokens_max
        self.base_url = base_url
        self._wire = wire or Wire(PROVIDER, clock)
        self._sdk: Client | None = None
        self._relay: Relay | None = None

    async def call(self, call: Call) -> Reply:
        if isinstance(call, RelayedCall):
            return await self._relayed(call)
        async with outcomes(PROVIDER):
            if isinstance(call, ImageCall):
                return await self._picture(call)
            if isinstance(call, TextCall):
                return await self._text(call)
            raise Refused(provider=PROVIDER, reason="no such service", call=type(call).__name__)

    async def aclose(self) -> None:
        await self._wire.aclose()

    async def models(self) -> frozenset[str]:
        """What the key may use; the check that a key is accepted. Raises Refused, Failed, Unknown."""
        async with outcomes(PROVIDER, seconds=15):
            pager = await self._client().aio.models.list(config={"page_size": 1000})
            return frozenset((model.name or "").removeprefix("models/") for model in pager.page)
        raise AssertionError("unreachable")

    def _client(self) -> "Client":
        if self._sdk is None:
            self._sdk = sdk_client(PROVIDER, self.key, self.base_url, self._wire)
        return self._sdk

    async def _relayed(self, call: RelayedCall) -> Reply:
        if self._relay is None:
            headers = {"x-goog-api-key": fit_key(PROVIDER, self.key)}
            self._relay = Relay(PROVIDER, GeminiTongue(), self.base_url or HOST, headers, self._wire)
        return await self._relay.call(call)

    async def _picture(self, call: ImageCall) -> Reply:
        asked = call.model, call.prompt, call.references
        return drawn(await self._asked(*asked, self.picture_config(call)))

    def picture_config(self, call: ImageCall) -> dict[str, Any]:
        """How it is asked for a picture. Raises Refused above 4K."""
        return {
            "response_modalities": ["IMAGE"],
            "image_config": {"aspect_ratio": ratio(call), "image_size": size(call)},
            "max_output_tokens": self._output_tokens_max(call),  # no more than what was held for it
        }

    async def _text(self, call: TextCall) -> Reply:
        asked = call.model, call.prompt, call.pictures
        return told(await self._asked(*asked, text_config(call)))

    def content(self, prompt: str, pictures: tuple[str, ...]) -> "types.Content":
        """The pictures, then the prompt. Raises Refused for a picture that can't be shown."""
        from google.genai import types

        shown = [
            types.Part.from_bytes(data=media, mime_type=kind)
            for media, kind in loaded(PROVIDER, self._load, pictures)
        ]
        return types.Content(role="user", parts=[*shown, types.Part.from_text(text=prompt)])

    async def _asked(
        self, model: str, prompt: str, pictures: tuple[str, ...], config: dict[str, Any]
    ) -> dict[str, Any]:
        """One request; the answer's JSON as it came."""
        sdk = self._client()
        from google.genai import types

        once = {
            "candidate_count": 1,
            "should_return_http_response": True,
            "automatic_function_calling": {"disable": True},
            "automatic_continuation": False,
        }
        answer = await sdk.aio.models.generate_content(
            model=model,
            contents=self.content(prompt, pictures),
            config=types.GenerateContentConfig.model_validate({**config, **once}),
        )
        raw = answer.sdk_http_response
        said = json.loads(raw.body) if raw is not None and raw.body else None
        if not isinstance(said, dict):
            raise Unknown(provider=PROVIDER, reason="an answer that is no JSON object")
        return said


def drawn(said: dict[str, Any]) -> Reply:
    """The picture in an answer. Raises Refused, Failed, Unknown."""
    usage = usage_of(part(said, "usageMetadata"))
    for piece in pieces(first_candidate(said)):
        inline = part(piece, "inlineData")
        data = part(inline, "data")
        if isinstance(data, str) and data and part(piece, "thought") is not True:
            # JSON takes both alphabets (protobuf's mapping); the strict decoder takes one.
            media = decoded(PROVIDER, data.translate({ord("-"): "+", ord("_"): "/"}), usage)
            media_type, width, height = measured(PROVIDER, media, usage)
            notes = json.dumps({"width": width, "height": height})
            return Reply(media, media_type, usage or Usage(images=1), notes)
    raise _nothing(said, usage, "no image data returned")


def text_config(call: TextCall) -> dict[str, Any]:
    """How it is asked for a text."""
    config: dict[str, Any] = {"max_output_tokens": call.output_tokens_max}
    if call.system:
        config["system_instruction"] = call.system
    if call.schema:
        config["response_mime_type"] = "application/json"
        config["response_json_schema"] = json.loads(call.schema)
    if call.pictures:
        config["media_resolution"] = "MEDIA_RESOLUTION_HIGH"  # what the catalogue's bound is for
    return config


def told(said: dict[str, Any]) -> Reply:
    """The text in an answer. Raises Refused, Failed, Unknown."""
    usage = usage_of(part(said, "usageMetadata"))
    texts = [
        part(piece, "text") for piece in pieces(first_candidate(said)) if part(piece, "thought") is not True
    ]
    text = "".join(piece for piece in texts if isinstance(piece, str))
    if not text:
        raise _nothing(said, usage, "no text returned")
    if usage is None:
        raise Unknown(provider=PROVIDER, reason="an answer without usage")
    notes = json.dumps({"finish_reason": finish_reason(said)})
    return Reply(text.encode("utf-8", "replace"), "text/plain", usage, notes)


def sdk_client(provider: str, key: str, base_url: str, wire: Wire) -> "Client":
    """The SDK over a wire of ours. Raises Refused for a key that no header takes."""
    from google.genai import Client, types  # loads for a second or two; only who buys waits for it

    return Client(
        enterprise=False,
        api_key=fit_key(provider, key),
        http_options=types.HttpOptions(
            base_url=base_url or None,
            # Milliseconds; without it the SDK sends None, which undoes the client's own timeout.
            timeout=int(wire.read_seconds * 1000),
            retry_options=types.HttpRetryOptions(attempts=1),
            httpx_async_client=client(wire),
        ),
    )


def ratio(call: ImageCall) -> str:
    """The ratio that is nearest to the wanted size's (by the quotient)."""
    wanted = call.width / call.height

    def distance(word: str) -> float:
        across, down = map(int, word.split(":"))
        return abs(math.log(across / down / wanted))

    return min(RATIOS, key=distance)


def size(call: ImageCall) -> str:
    """The size word. Raises Refused above 4K: nothing larger is made, or priced."""
    edge = max(call.width, call.height)
    for edge_max, word in SIZES:
        if edge <= edge_max:
            return word
    raise Refused(provider=PROVIDER, reason=f"{call.width}x{call.height} is above 4K")


def _nothing(said: dict[str, Any], usage: Usage | None, otherwise: str) -> ProviderError:
    """An answer without a result. What was charged is booked; a plain no costs nothing."""
    reason = finish_reason(said)
    blocked = part(part(said, "promptFeedback"), "blockReason") is not None
    if (blocked or reason in REFUSALS) and not was_charged(usage):
        return Refused(provider=PROVIDER, reason=reason)
    message = f"{otherwise} ({reason})" if reason else otherwise
    return Failed(usage=usage, provider=PROVIDER, reason=reason or otherwise, message=message)
