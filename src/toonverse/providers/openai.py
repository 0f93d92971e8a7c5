"""OpenAI through its official SDK, and every server that speaks its API (`OPENAI_BASE_URL`).

Text goes by chat completions, which compatible servers have too; pictures by images.generate, or
images.edit where there are references. The SDK's own retries are off: the door tries again, nobody else.
"""

import json
from typing import TYPE_CHECKING, Any

from toonverse.clock import Clock, utc_now
from toonverse.metering.calls import Call, ImageCall, RelayedCall, Reply, TextCall, Usage
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.providers.download import Download
from toonverse.providers.openai_relay import OpenAITongue
from toonverse.providers.openai_usage import image_usage, text_usage
from toonverse.providers.pictures import NO_IMAGE, Load, charged, decoded, loaded, measured
from toonverse.providers.relay import Relay
from toonverse.providers.wire import Wire, client, fit_key, outcomes

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai._legacy_response import LegacyAPIResponse

PROVIDER = "openai"
HOST = "https://api.openai.com/v1"
URL_MODELS = ("dall-e-2", "dall-e-3")
"""They answer with addresses unless asked for base64, and compatible servers of theirs may do so anyway."""


class OpenAIProvider:
    """Pictures and text. Raises Refused, Limited, Failed, Unknown and nothing else."""

    name = PROVIDER
    free = False

    def __init__(
        self,
        key: str,
        load: Load,
        download: Download,
        base_url: str = "",
        clock: Clock = utc_now,
        wire: Wire | None = None,
    ) -> None:
        self.key = key.strip()
        self._load = load
        self._download = download
        self.base_url = base_url or HOST
        self._wire = wire or Wire(PROVIDER, clock)
        self._sdk: AsyncOpenAI | None = None
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
            raw = await self._client().models.with_raw_response.list()
            listed = _json(raw).get("data")
            found = [entry.get("id") for entry in listed or () if isinstance(entry, dict)]
            return frozenset(name for name in found if isinstance(name, str))
        raise AssertionError("unreachable")

    def _client(self) -> "AsyncOpenAI":
        if self._sdk is None:
            from openai import AsyncOpenAI  # loads for a second or two; only who buys waits for it

            self._sdk = AsyncOpenAI(
                api_key=fit_key(PROVIDER, self.key),
                base_url=self.base_url,
                max_retries=0,
                http_client=client(self._wire),
            )
        return self._sdk

    async def _relayed(self, call: RelayedCall) -> Reply:
        if self._relay is None:
            headers = {"authorization": f"Bearer {fit_key(PROVIDER, self.key)}"}
            self._relay = Relay(PROVIDER, OpenAITongue(), self.base_url, headers, self._wire)
        return await self._relay.call(call)

    async def _picture(self, call: ImageCall) -> Reply:
        asked = picture_request(call)
        images = self._client().images.with_raw_response
        if call.references:
            pictures = loaded(PROVIDER, self._load, call.references)
            files = [
                (f"reference{number}.{media_type.removeprefix('image/')}", media, media_type)
                for number, (media, media_type) in enumerate(pictures, 1)
            ]
            asked["image"] = files[0] if len(files) == 1 else files  # `image`, or several `image[]`
            raw = await images.edit(**asked)
        else:
            raw = await images.generate(**asked)
        return await self.drawn(call.model, _json(raw))

    async def drawn(self, model: str, said: dict[str, Any]) -> Reply:
        """The picture in an images answer. Raises Refused, Failed, Unknown."""
        usage = image_usage(said.get("usage"))
        data = said.get("data")
        first = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
        text, address = first.get("b64_json"), first.get("url")
        if not (isinstance(text, str) and text) and not (isinstance(address, str) and address):
            raise Failed(usage=usage, provider=PROVIDER, reason="no image data returned", message=NO_IMAGE)
        # Only models priced by the picture report no usage; one picture is then what was made.
        known = usage or (Usage(images=1) if model in URL_MODELS else None)
        if isinstance(text, str) and text:
            media = decoded(PROVIDER, text, known)
        else:
            try:
                media = await self._download(str(address))
            except (Refused, Failed, Unknown) as error:
                raise charged(PROVIDER, f"made, but not to be had: {error}", known) from error
        media_type, width, height = measured(PROVIDER, media, known)
        notes = {"width": width, "height": height}
        if isinstance(first.get("revised_prompt"), str):
            notes["revised_prompt"] = first["revised_prompt"][:4000]
        return Reply(media, media_type, known or Usage(images=1), json.dumps(notes, ensure_ascii=False))

    async def _text(self, call: TextCall) -> Reply:
        raw = await self._client().chat.completions.with_raw_response.create(**self.text_request(call))
        return told(_json(raw))

    def text_request(self, call: TextCall) -> dict[str, Any]:
        """What chat completions are asked. Raises Refused for a picture that can't be shown."""
        messages: list[dict[str, Any]] = [{"role": "system", "content": call.system}] if call.system else []
        messages.append({"role": "user", "content": self._content(call)})
        asked: dict[str, Any] = {
            "model": call.model,
            "messages": messages,
            "max_completion_tokens": call.output_tokens_max,
            "n": 1,
        }
        if call.schema:
            schema = {"name": "answer", "schema": json.loads(call.schema), "strict": True}
            asked["response_format"] = {"type": "json_schema", "json_schema": schema}
        return asked

    def _content(self, call: TextCall) -> str | list[dict[str, Any]]:
        if not call.pictures:
            return call.prompt
        from base64 import b64encode

        shown = [
            {"type": "image_url", "image_url": {"url": f"data:{kind};base64,{b64encode(media).decode()}"}}
            for media, kind in loaded(PROVIDER, self._load, call.pictures)
        ]
        return [{"type": "text", "text": call.prompt}, *shown]


def picture_request(call: ImageCall) -> dict[str, Any]:
    """What the images API is asked, but for references."""
    asked: dict[str, Any] = {
        "model": call.model,
        "prompt": call.prompt,
        "size": f"{call.width}x{call.height}",
        "quality": call.quality,
        "n": 1,
    }
    if call.model in URL_MODELS:
        asked["response_format"] = "b64_json"
    return asked


def _json(raw: "LegacyAPIResponse[Any]") -> dict[str, Any]:
    """The answer as it came. The SDK's own models take anything for anything; the wire saw to the braces."""
    said = raw.http_response.json()
    if not isinstance(said, dict):
        raise Unknown(provider=PROVIDER, reason="an answer that is no JSON object")
    return said


def told(said: dict[str, Any]) -> Reply:
    """The text in a chat answer. Raises Failed, Unknown."""
    usage = text_usage(said.get("usage"))
    choices = said.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str) or not text:
        refusal = message.get("refusal") if isinstance(message, dict) else None
        reason = refusal or choice.get("finish_reason") or "no text returned"
        raise Failed(usage=usage, provider=PROVIDER, reason=str(reason)[:500])
    if usage is None:
        raise Unknown(provider=PROVIDER, reason="an answer without usage")
    notes = json.dumps({"finish_reason": str(choice.get("finish_reason", ""))[:40]})
    return Reply(text.encode("utf-8", "replace"), "text/plain", usage, notes)
