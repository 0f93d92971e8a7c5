"""Domain values to JSON and back, checked by their types: what is stored is what was meant."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[object, TypeAdapter[Any]] = {}  # building one costs milliseconds, so each is built once


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: object) -> str:
    """Compact JSON, keys in the order of the fields: equal values give equal bytes."""
    return _adapter(type(value)).dump_json(value).decode()


def from_json(kind: type[T], text: str | bytes) -> T:
    """The value; raises `pydantic.ValidationError` when the JSON is not one of `kind`."""
    result: T = _adapter(kind).validate_json(text)
    return result
