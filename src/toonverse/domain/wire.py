"""Domain values to JSON and back, checked by their types: what is stored is what was meant."""

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    return TypeAdapter(kind)


def to_json(value: Any) -> str:  # noqa: ANN401 - any frozen value of this package
    """Compact JSON, keys in the order of the fields: equal values give equal bytes."""
    return _adapter(type(value)).dump_json(value).decode()


def from_json(kind: type[T], text: str | bytes) -> T:
    """The value; raises `pydantic.ValidationError` when the JSON is not one of `kind`."""
    result: T = _adapter(kind).validate_json(text)
    return result
