"""What the journal and the usage rows say of a call: what it is, for whom, and what it may cost."""

import json
from collections.abc import Mapping
from dataclasses import fields
from math import gcd
from typing import Any

from toonverse.metering.batches import UNSENT
from toonverse.metering.calls import (
    Call,
    ImageCall,
    Provider,
    Quote,
    RelayedCall,
    Subject,
    VideoCall,
    Who,
    by_batch,
)

_PARTS = tuple(field.name for field in fields(Subject))


def what_is_ordered(call: Call, who: Who, provider: Provider, quote: Quote) -> dict[str, Any]:
    """The columns of an attempt that come from its call."""
    return {
        "account": who.account,
        "free": provider.free and not quote.maximum_nusd,
        "provider": provider.name,
        "service": call.service,
        "model": call.model,
        **_described(call),
        "source": who.source,
        **{part: getattr(who.subject, part) for part in _PARTS},
        "request_type": who.request_type,
        "metadata": _metadata(call, who),
        "envelope_id": who.envelope,
        "line_id": None,
        "operation_id": UNSENT if by_batch(call) else "",
        "answer": "",
        "held_nusd": quote.maximum_nusd,
        "held_tokens": quote.maximum_tokens,
    }


def bought_by_batch(row: Mapping[str, Any]) -> bool:
    """Whether a usage row is of work that could wait."""
    said = json.loads(row.get("metadata") or "{}")
    return isinstance(said, dict) and said.get("tier") == "batch"


def _described(call: Call) -> dict[str, str]:
    """`size` and `quality` as usage rows tell them."""
    if isinstance(call, ImageCall):
        return {"size": f"{call.width}x{call.height}", "quality": call.quality}
    if isinstance(call, VideoCall):
        return {"size": call.resolution, "quality": ""}
    if isinstance(call, RelayedCall) and call.width:
        return {"size": f"{call.width}x{call.height}", "quality": call.quality}
    return {"size": "", "quality": ""}


def _metadata(call: Call, who: Who) -> str:
    """The usage row's metadata as JSON: what the caller said, and what the call itself tells."""
    said: dict[str, object] = dict(who.facts)
    said["requestType"] = who.request_type
    if isinstance(call, RelayedCall):
        return json.dumps(said | {"hasCharacterReference": bool(call.shown_squares)}, ensure_ascii=False)
    said["promptLength"] = len(call.prompt)
    if by_batch(call):
        said["tier"] = "batch"
    if isinstance(call, ImageCall):
        shared = gcd(call.width, call.height) or 1
        said["aspectRatio"] = f"{call.width // shared}:{call.height // shared}"
        said["hasCharacterReference"] = bool(call.references)
    elif isinstance(call, VideoCall):
        said["aspectRatio"] = call.aspect_ratio
    return json.dumps(said, ensure_ascii=False)
