"""What Gemini tells of an answer beside the answer: its counts, and why it ended."""

from typing import Any

from toonverse.metering.calls import Usage
from toonverse.providers.counts import count, part

REFUSALS = frozenset(
    {
        *("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "ESCALATION"),
        *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "IMAGE_OTHER", "NO_IMAGE"),
    }
)
"""Finish reasons that are a no. With usage they are booked, for then they were charged for."""


def was_charged(usage: Usage | None) -> bool:
    return usage is not None and bool((usage.completion_tokens or 0) + (usage.thoughts_tokens or 0))


def finish_reason(said: dict[str, Any]) -> str:
    """Why the first answer ended, or why there is none; "" while it goes on."""
    blocked = part(part(said, "promptFeedback"), "blockReason")
    return str(blocked or part(first_candidate(said), "finishReason") or "")[:60]


def first_candidate(said: dict[str, Any]) -> object:
    candidates = said.get("candidates")
    return candidates[0] if isinstance(candidates, list) and candidates else None


def pieces(candidate: object) -> list[object]:
    parts = part(part(candidate, "content"), "parts")
    return parts if isinstance(parts, list) else []


def usage_of(said: object) -> Usage | None:
    """`usageMetadata`; None where its counts can't be read. The total is the provider's own: thoughts and
    tool use are in it, beside prompt and candidates."""
    read, total = count(said, "promptTokenCount"), count(said, "totalTokenCount")
    if read is None or total is None:
        return None
    return Usage(
        prompt_tokens=read,
        completion_tokens=count(said, "candidatesTokenCount") or 0,
        total_tokens=total,
        thoughts_tokens=count(said, "thoughtsTokenCount"),
        cached_tokens=count(said, "cachedContentTokenCount"),
        tool_use_tokens=count(said, "toolUsePromptTokenCount"),
        image_input_tokens=_modality(part(said, "promptTokensDetails"), "IMAGE"),
        image_output_tokens=_modality(part(said, "candidatesTokensDetails"), "IMAGE"),
    )


def _modality(details: object, wanted: str) -> int | None:
    if not isinstance(details, list):
        return None
    found = [count(entry, "tokenCount") or 0 for entry in details if part(entry, "modality") == wanted]
    return sum(found)
