"""What makes two calls the same call."""

import hashlib
import json
from dataclasses import MISSING, fields

from toonverse.metering.calls import Call


def fingerprint(call: Call) -> str:
    """SHA-256 over the kind of call and every field that is compared and not at its default; bytes by theirs.

    Defaults are left out so that a field added later does not change the fingerprint of a stored call.
    """
    said = {
        field.name: _named(getattr(call, field.name))
        for field in fields(call)
        if field.compare and (field.default is MISSING or getattr(call, field.name) != field.default)
    }
    text = json.dumps([type(call).__name__, said], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _named(value: object) -> object:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
