"""`responses`: what such a request may ask for, and what that can cost at most.

What the provider would have to look up (earlier responses, conversations, files, stored prompts) has no known
length, and is refused. So is what goes on in the background.
"""

from toonverse.metering.calls import RelayedCall
from toonverse.metering.catalog.pricing import MESSAGE_TOKENS
from toonverse.web.gateway.chat import check_tools
from toonverse.web.gateway.fields import (
    OUTPUT_TOKENS_MAX,
    Object,
    Unpriced,
    as_list,
    as_object,
    as_text,
    close,
    flag,
    number,
    one_of,
    read_object,
    word,
    write_object,
)
from toonverse.web.gateway.shown import Shown

OPERATION = "responses"
FIELDS = frozenset(
    (
        *("model", "input", "instructions", "max_output_tokens", "stream", "stream_options", "temperature"),
        *("top_p", "top_logprobs", "reasoning", "text", "tools", "tool_choice", "parallel_tool_calls"),
        *("max_tool_calls", "truncation", "metadata", "store", "user", "safety_identifier", "include"),
        *("prompt_cache_key", "service_tier"),
    )
)
INCLUDED = ("reasoning.encrypted_content", "message.output_text.logprobs")
ITEMS = {
    "message": ("type", "role", "content", "id", "status", "phase"),
    "function_call": ("type", "id", "call_id", "name", "arguments", "status"),
    "function_call_output": ("type", "id", "call_id", "output", "status"),
    "custom_tool_call": ("type", "id", "call_id", "name", "input", "status"),
    "custom_tool_call_output": ("type", "id", "call_id", "output", "status"),
    "reasoning": ("type", "id", "summary", "content", "encrypted_content", "status"),
}
PARTS = {
    "input_text": ("type", "text", "prompt_cache_breakpoint"),
    "output_text": ("type", "text", "annotations", "logprobs"),
    "refusal": ("type", "refusal"),
    "input_image": ("type", "image_url", "detail"),
}


def response_call(body: bytes, output_tokens: int) -> RelayedCall:
    """`output_tokens` are for an answer where the caller said nothing. Raises Malformed, Unpriced."""
    said = close(read_object(body), FIELDS)
    shown = Shown()
    asked = said.get("input", "")
    if isinstance(asked, list):
        for item in as_list(asked, "input"):
            _read_item(as_object(item, "input"), shown)
    else:
        as_text(asked, "input")
    as_text(said.get("instructions", ""), "instructions")
    check_tools(said)
    one_of(said, "service_tier", ("default",))
    for name in as_list(said.get("include", []), "include"):
        if name not in INCLUDED:
            raise Unpriced(field="include", reason=f"{str(name)[:80]} has no known price here")
    said["max_output_tokens"] = number(said, "max_output_tokens", 1, OUTPUT_TOKENS_MAX, output_tokens)
    sent = write_object(said)
    return RelayedCall(
        "text_generation",
        word(said, "model"),
        "v1",
        OPERATION,
        sent,
        stream=flag(said, "stream"),
        input_tokens_max=len(sent) - shown.characters + MESSAGE_TOKENS,
        shown_squares=shown.squares,
        output_tokens_max=said["max_output_tokens"],
    )


def _read_item(item: Object, shown: Shown) -> None:
    kind = item.get("type", "message")
    if kind not in ITEMS:
        raise Unpriced(field="input", reason=f"{str(kind)[:80]} has no known bound here")
    close(item, ITEMS[kind], "input")
    if kind == "reasoning" and not item.get("encrypted_content"):
        raise Unpriced(field="input", reason="reasoning that only the provider has is of no known length")
    for name in ("content", "output"):
        value = item.get(name)
        if isinstance(value, list) and kind != "reasoning":
            for part in value:
                _read_part(as_object(part, f"input.{name}"), shown)
        elif value is not None and not isinstance(value, list):
            as_text(value, f"input.{name}")


def _read_part(part: Object, shown: Shown) -> None:
    kind = part.get("type")
    if kind not in PARTS:
        raise Unpriced(field="input.content", reason=f"{str(kind)[:80]} has no known bound here")
    close(part, PARTS[kind], "input.content")
    if kind == "input_image":
        one_of(part, "detail", ("auto", "low", "high", "original"))
        shown.add_address(part.get("image_url"), "input.content.image_url")
