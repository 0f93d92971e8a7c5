"""A large answer is read without its pictures, and says the same of its cost."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.providers import relay

texts = st.text(max_size=8) | st.sampled_from(
    ["\\", '"', '\\"', "\\\\", "x" * 5000, '\\"' * 2500, "한" * 3000]
)
said = st.recursive(
    texts | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def cut(value: Any) -> Any:  # noqa: ANN401
    """The same with every string that is long when written cut as the relay cuts it."""
    if isinstance(value, str):
        return "..." if len(json.dumps(value)) - 1 > relay.LONG_STRING_BYTES else value
    if isinstance(value, list):
        return [cut(one) for one in value]
    if isinstance(value, dict):
        return {cut(name): cut(one) for name, one in value.items()}
    return value


@given(said)
def test_only_long_strings_are_cut(value: Any):  # noqa: ANN401
    assert json.loads(relay._slim(json.dumps(value).encode())) == cut(value)


@pytest.mark.parametrize(
    "body", [b"", b'"', b'{"a', b'"\\', b'"' + b"\\" * 9 + b'"', b'{"a":"' + b"x" * 9000]
)
def test_what_is_no_json_stays_none(body: bytes):
    assert relay._object(relay._slim(body)) is None
