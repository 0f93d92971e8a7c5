"""What makes two calls the same call, and how usage rows describe one."""

import hashlib
import json
from dataclasses import MISSING, fields
from math import gcd

from toonverse.metering.calls import Call, ImageCall, VideoCall, Who


def fingerprint(call: Call) -> str:
    """SHA-256 over the kind of call and every field that is not at its default.

    Defaults are left out so that a field added later does not change the fingerprint of a stored call.
    """
    said = {
        field.name: getattr(call, field.name)
        for field in fields(call)
        if field.default is MISSING or getattr(call, field.name) != field.default
    }
    text = json.dumps([type(call).__name__, said], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def describe(call: Call) -> dict[str, str]:
    """`size` and `quality` as usage rows tell them."""
    if isinstance(call, ImageCall):
        return {"size": f"{call.width}x{call.height}", "quality": call.quality}
    if isinstance(call, VideoCall):
        return {"size": call.resolution, "quality": ""}
    return {"size": "", "quality": ""}


def metadata(call: Call, who: Who) -> str:
    """The usage row's metadata as JSON: what the caller said, and what the call itself tells."""
    said: dict[str, object] = dict(who.facts)
    said |= {"requestType": who.request_type, "promptLength": len(call.prompt)}
    if isinstance(call, ImageCall):
        shared = gcd(call.width, call.height) or 1
        said["aspectRatio"] = f"{call.width // shared}:{call.height // shared}"
        said["hasCharacterReference"] = bool(call.references)
    elif isinstance(call, VideoCall):
        said["aspectRatio"] = call.aspect_ratio
    return json.dumps(said, ensure_ascii=False)
