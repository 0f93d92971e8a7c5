"""`chat/completions`: what such a request may ask for, and what that can cost at most."""

from typing import Any

from toonverse.metering.calls import RelayedCall
from toonverse.metering.catalog.pricing import MESSAGE_TOKENS
from toonverse.web.gateway.fields import (
    ANSWERS_MAX,
    OUTPUT_TOKENS_MAX,
    Malformed,
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

OPERATION = "chat/completions"
FIELDS = frozenset(
    (
        *("model", "messages", "max_tokens", "max_completion_tokens", "n", "stream", "stream_options"),
        *("temperature", "top_p", "stop", "presence_penalty", "frequency_penalty", "logit_bias", "seed"),
        *("logprobs", "top_logprobs", "response_format", "tools", "tool_choice", "parallel_tool_calls"),
        *("functions", "function_call", "user", "safety_identifier", "metadata", "store", "verbosity"),
        *("reasoning_effort", "prompt_cache_key", "modalities", "service_tier"),
    )
)
MESSAGE_FIELDS = frozenset(
    (
        *("role", "content", "name", "tool_calls", "tool_call_id", "function_call", "refusal"),
        *("reasoning_content", "annotations"),
    )
)
TOOLS = ("function", "custom")


def chat_call(body: bytes, output_tokens: int) -> RelayedCall:
    """`output_tokens` are for an answer where the caller said nothing. Raises Malformed, Unpriced."""
    said = close(read_object(body), FIELDS)
    shown = Shown()
    for message in as_list(said.get("messages"), "messages"):
        _read_message(as_object(message, "messages"), shown)
    check_tools(said)
    one_of(said, "service_tier", ("default",))
    if said.get("modalities", ["text"]) != ["text"]:
        raise Unpriced(field="modalities", reason="only text has a known price here")
    answers = number(said, "n", 1, ANSWERS_MAX, 1)
    stream = flag(said, "stream")
    strip = stream and _ask_for_usage(said)
    most = _output_tokens(said, output_tokens)
    sent = write_object(said)
    return RelayedCall(
        "text_generation",
        word(said, "model"),
        "v1",
        OPERATION,
        sent,
        stream=stream,
        strip_usage=strip,
        input_tokens_max=len(sent) - shown.characters + MESSAGE_TOKENS,
        shown_squares=shown.squares,
        output_tokens_max=answers * most,
    )


def _output_tokens(said: Object, otherwise: int) -> int:
    """Tokens of one answer, at most; said in the request where the caller did not."""
    names = [name for name in ("max_completion_tokens", "max_tokens") if name in said]
    if not names:
        said["max_completion_tokens"] = otherwise
        return otherwise
    return max(number(said, name, 1, OUTPUT_TOKENS_MAX, 1) for name in names)


def _ask_for_usage(said: Object) -> bool:
    """Sees to it that the stream tells what it used; true if the caller had not asked for that."""
    options = close(
        as_object(said.get("stream_options", {}), "stream_options"),
        ("include_usage", "include_obfuscation"),
        "stream_options",
    )
    asked = flag(options, "include_usage")
    said["stream_options"] = {**options, "include_usage": True}
    return not asked


def _read_message(message: Object, shown: Shown) -> None:
    close(message, MESSAGE_FIELDS, "messages")
    content = message.get("content")
    if isinstance(content, list):
        for part in content:
            _read_part(as_object(part, "messages.content"), shown)
    elif content is not None:
        as_text(content, "messages.content")
    for call in as_list(message.get("tool_calls") or [], "messages.tool_calls"):
        if as_object(call, "messages.tool_calls").get("type", "function") not in TOOLS:
            raise Unpriced(field="messages.tool_calls", reason="only functions have a known price here")


def _read_part(part: Object, shown: Shown) -> None:
    kind = part.get("type")
    if kind == "text":
        close(part, ("type", "text", "prompt_cache_breakpoint"), "messages.content")
        as_text(part.get("text"), "messages.content.text")
    elif kind == "refusal":
        close(part, ("type", "refusal"), "messages.content")
    elif kind == "image_url":
        close(part, ("type", "image_url"), "messages.content")
        picture = close(as_object(part.get("image_url"), "image_url"), ("url", "detail"), "image_url")
        one_of(picture, "detail", ("auto", "low", "high", "original"))
        shown.add_address(picture.get("url"), "messages.content.image_url")
    else:
        raise Unpriced(field="messages.content", reason=f"{str(kind)[:80]} has no known bound here")


def check_tools(said: Object) -> None:
    """The caller's own functions are text; whatever the provider would run has a price of its own."""
    for name in ("tools", "functions"):
        for tool in as_list(said.get(name, []), name):
            kind = as_object(tool, name).get("type", "function")
            if kind not in TOOLS:
                raise Unpriced(
                    field=name, reason=f"the built-in tool {str(kind)[:80]} has no known price here"
                )
    choice: Any = said.get("tool_choice")
    if isinstance(choice, dict) and choice.get("type") not in (*TOOLS, "allowed_tools"):
        raise Unpriced(field="tool_choice", reason="only functions have a known price here")
    if choice is not None and not isinstance(choice, dict | str):
        raise Malformed(field="tool_choice", reason="it must be a word or an object")
