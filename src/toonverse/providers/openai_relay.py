"""What OpenAI's answers say of their cost: chat completions, responses and images, whole or in events."""

from dataclasses import replace
from typing import Any

from toonverse.errors import ProviderError
from toonverse.metering.calls import RelayedCall, Usage
from toonverse.metering.outcomes import Failed
from toonverse.providers.counts import part
from toonverse.providers.openai_usage import image_usage, response_usage, text_usage
from toonverse.providers.pictures import NO_IMAGE
from toonverse.providers.relay import first_error

PROVIDER = "openai"
IMAGES = ("images/generations", "images/edits")
LAST_EVENTS = frozenset(
    (
        *("response.completed", "response.incomplete", "response.failed"),
        *("image_generation.completed", "image_edit.completed"),
    )
)


class OpenAITongue:
    """`relay.Tongue` for OpenAI."""

    def path(self, call: RelayedCall) -> str:
        return call.operation

    def usage(self, call: RelayedCall, said: dict[str, Any]) -> Usage | None:
        if call.operation == "chat/completions":
            return text_usage(said.get("usage"))
        if call.operation == "responses":
            whole = said if isinstance(said.get("usage"), dict) else said.get("response")
            return response_usage(part(whole, "usage"))
        made = len(_pictures(said))
        usage = image_usage(said.get("usage"))
        if usage is not None:
            return replace(usage, images=made)
        # Models priced by the picture report no usage: what was made is what is counted.
        return Usage(images=made) if made and not call.output_tokens_max else None

    def ends(self, call: RelayedCall, said: dict[str, Any]) -> bool:
        return said.get("type") in LAST_EVENTS

    def is_extra(self, said: dict[str, Any]) -> bool:
        return said.get("choices") == [] and isinstance(said.get("usage"), dict)

    def failure(self, call: RelayedCall, said: dict[str, Any], usage: Usage | None) -> ProviderError | None:
        whole = said.get("response") if isinstance(said.get("response"), dict) else said
        if said.get("type") == "error" or part(whole, "status") == "failed":
            reason = said.get("message") or part(part(whole, "error"), "message")
            return Failed(usage=usage, provider=PROVIDER, reason=str(reason)[:500])
        if (error := first_error(PROVIDER, said, usage)) is not None:
            return error
        if call.stream:
            return None
        if call.operation in IMAGES and not _pictures(said):
            return Failed(usage=usage, provider=PROVIDER, reason="no image data returned", message=NO_IMAGE)
        if call.operation == "chat/completions" and not said.get("choices"):
            return Failed(usage=usage, provider=PROVIDER, reason="no choices returned")
        return None


def _pictures(said: dict[str, Any]) -> list[object]:
    """What an answer has of pictures; an event has one or none."""
    data = said["data"] if isinstance(said.get("data"), list) else [said]
    return [one for one in data if part(one, "b64_json") or part(one, "url")]
