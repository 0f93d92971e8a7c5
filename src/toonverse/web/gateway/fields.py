"""Reads what another program asks for, field by field: what has no known price or bound is refused.

Nothing is passed on that was not read here: a field that this release does not know may cost anything.
"""

import json
import math
from collections.abc import Collection
from typing import Any

from toonverse.errors import UsageError

Object = dict[str, Any]

WORD_CHARACTERS_MAX = 200
ANSWERS_MAX = 16
"""How many answers one request may ask for."""

OUTPUT_TOKENS_MAX = 2**20


class Malformed(UsageError):
    """The request is not what the API takes. Facts: field, reason."""

    code = "request_malformed"


class Unpriced(UsageError):
    """The request asks for something without a known price or bound. Facts: field, reason."""

    code = "field_unpriced"


def read_object(body: bytes) -> Object:
    """The JSON object of a body. Raises Malformed."""
    try:
        said = json.loads(body, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Malformed(field="body", reason=f"it is no JSON ({type(error).__name__})") from error
    return as_object(said, "body")


def write_object(said: Object) -> bytes:
    """The body as it goes on: every name once, however often the caller said it. Raises Malformed."""
    try:
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise Malformed(field="body", reason="half a character (a lone surrogate)") from error


def _no_number(word: str) -> float:
    raise ValueError(word)


def _finite(word: str) -> float:
    """`1e999` would go on as `Infinity`, which is no JSON."""
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(word)
    return number


def as_object(value: object, field: str) -> Object:
    if not isinstance(value, dict):
        raise Malformed(field=field, reason="it must be an object")
    return value


def as_list(value: object, field: str, length_max: int = 10_000) -> list[Any]:
    if not isinstance(value, list) or len(value) > length_max:
        raise Malformed(field=field, reason=f"it must be a list of at most {length_max}")
    return value


def as_text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise Malformed(field=field, reason="it must be a string")
    return value


def close(said: Object, known: Collection[str], field: str = "") -> Object:
    """The object without what is null. Raises Unpriced for a name that is not known."""
    for name in said:
        if name not in known and said[name] is not None:
            where = f"{field}.{name}" if field else name
            raise Unpriced(field=where[:WORD_CHARACTERS_MAX], reason="it has no known price here")
    return {name: value for name, value in said.items() if value is not None}


def word(said: Object, name: str, default: str | None = None) -> str:
    """A short string. Raises Malformed."""
    value = said.get(name, default)
    if not isinstance(value, str) or not 0 < len(value) <= WORD_CHARACTERS_MAX:
        raise Malformed(field=name, reason="it must be a short string")
    return value


def one_of(said: Object, name: str, words: Collection[str], default: str = "") -> str:
    """One of the words that have a price, or the default where there is none. Raises Malformed, Unpriced."""
    if name not in said:
        return default
    value = word(said, name)
    if value not in words:
        raise Unpriced(field=name, reason=f"{value[:80]} has no known price here")
    return value


def number(said: Object, name: str, least: int, most: int, default: int) -> int:
    """A whole number. Raises Malformed."""
    value = said.get(name, default)
    if type(value) is not int or not least <= value <= most:
        raise Malformed(field=name, reason=f"it must be a whole number from {least} to {most}")
    return value


def flag(said: Object, name: str) -> bool:
    value = said.get(name, False)
    if not isinstance(value, bool):
        raise Malformed(field=name, reason="it must be true or false")
    return value
