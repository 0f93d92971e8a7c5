"""What Gemini's answers say of their cost: generateContent whole, streamGenerateContent in events."""

from typing import Any

from toonverse.errors import ProviderError
from toonverse.metering.calls import RelayedCall, Usage
from toonverse.metering.outcomes import Failed, Refused
from toonverse.providers.counts import part
from toonverse.providers.google_usage import REFUSALS, finish_reason, pieces, usage_of, was_charged
from toonverse.providers.relay import first_error

PROVIDER = "google"


class GeminiTongue:
    """`relay.Tongue` for Gemini."""

    def path(self, call: RelayedCall) -> str:
        return f"{call.api}/models/{call.model}:{call.operation}"

    def usage(self, call: RelayedCall, said: dict[str, Any]) -> Usage | None:
        return usage_of(said.get("usageMetadata"))

    def ends(self, call: RelayedCall, said: dict[str, Any]) -> bool:
        return bool(finish_reason(said))

    def is_extra(self, said: dict[str, Any]) -> bool:
        return False

    def failure(self, call: RelayedCall, said: dict[str, Any], usage: Usage | None) -> ProviderError | None:
        if (error := first_error(PROVIDER, said, usage)) is not None:
            return error
        reason = finish_reason(said)
        blocked = part(part(said, "promptFeedback"), "blockReason") is not None
        if (blocked or reason in REFUSALS) and not was_charged(usage):
            return Refused(provider=PROVIDER, reason=reason)
        if call.stream or (call.service != "image_generation" and said.get("candidates")):
            return None
        if _has_picture(said) or (call.service != "image_generation" and blocked):
            return None
        return Failed(usage=usage, provider=PROVIDER, reason=reason or "nothing returned")


def _has_picture(said: dict[str, Any]) -> bool:
    candidates = said.get("candidates")
    found = candidates if isinstance(candidates, list) else []
    return any(part(part(piece, "inlineData"), "data") for one in found for piece in pieces(one))
