"""Gemini's `generateContent` and `streamGenerateContent`: what may be asked for, and what it costs at most.

Names come in camelCase or snake_case (protobuf's JSON takes both); they are passed on in camelCase.
"""

import re

from toonverse.metering.calls import ImageCall, RelayedCall
from toonverse.metering.catalog import Model
from toonverse.metering.catalog.bounds import picture_tokens
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
    number,
    one_of,
    write_object,
)
from toonverse.web.gateway.shown import Shown

OPERATIONS = ("generateContent", "streamGenerateContent")
FIELDS = ("contents", "systemInstruction", "generationConfig", "safetySettings", "tools", "toolConfig")
CONFIG = frozenset(
    (
        *("candidateCount", "maxOutputTokens", "temperature", "topP", "topK", "seed", "stopSequences"),
        *("responseMimeType", "responseSchema", "responseJsonSchema", "responseModalities", "imageConfig"),
        *("thinkingConfig", "presencePenalty", "frequencyPenalty", "responseLogprobs", "logprobs"),
        *("mediaResolution",),
    )
)
PART_FIELDS = (*("text", "inlineData", "functionCall", "functionResponse", "thought", "thoughtSignature"),)
MODALITIES = ("TEXT", "IMAGE")
RESOLUTIONS = (
    *("MEDIA_RESOLUTION_UNSPECIFIED", "MEDIA_RESOLUTION_LOW"),
    *("MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH"),
)
"""What the catalogue's bounds of a shown picture are for."""

EDGES_PX = {"1K": 1024, "2K": 2048, "4K": 4096}
_SNAKE = re.compile(r"_([a-z0-9])")


def gemini_call(
    model: Model, api: str, operation: str, query: str, said: Object, output_tokens: int
) -> RelayedCall:
    """`output_tokens` are for an answer where the caller said nothing. Raises Malformed, Unpriced.

    Without `alt=sse` a stream comes as one list, when it is whole.
    """
    said = close(camel(said), FIELDS)
    shown = Shown()
    said["contents"] = [_content(one, shown, "contents") for one in _contents(said.get("contents"))]
    if "systemInstruction" in said:
        said["systemInstruction"] = _content(said["systemInstruction"], shown, "systemInstruction")
    _check_tools(said)
    config = close(
        camel(as_object(said.get("generationConfig", {}), "generationConfig")), CONFIG, "generationConfig"
    )
    most = number(config, "candidateCount", 1, ANSWERS_MAX, 1) * _output_tokens(model, config, output_tokens)
    one_of(config, "mediaResolution", RESOLUTIONS)
    said["generationConfig"] = config
    sent = write_object(said)
    return RelayedCall(
        model.service,
        model.name,
        api,
        operation,
        sent,
        query=query,
        stream=operation == OPERATIONS[1] and "alt=sse" in query.split("&"),
        input_tokens_max=len(sent) - shown.characters + MESSAGE_TOKENS,
        shown_squares=shown.squares,
        output_tokens_max=most,
    )


def camel(said: Object) -> Object:
    """Names in camelCase. Raises Malformed for one that is said in both spellings."""
    found: Object = {}
    for name, value in said.items():
        spelt = _SNAKE.sub(lambda letter: letter[1].upper(), name)
        if spelt in found:
            raise Malformed(field=spelt[:80], reason="it is said twice")
        found[spelt] = value
    return found


def _output_tokens(model: Model, config: Object, otherwise: int) -> int:
    """Tokens of one answer, thoughts included; said in the request where the caller did not."""
    modalities = as_list(config.get("responseModalities", []), "responseModalities")
    if any(str(one).upper() not in MODALITIES for one in modalities):
        raise Unpriced(field="responseModalities", reason="only text and pictures have a known price here")
    if model.service == "image_generation":
        pictured = close(
            camel(as_object(config.get("imageConfig", {}), "imageConfig")),
            ("aspectRatio", "imageSize"),
            "imageConfig",
        )
        config["imageConfig"] = pictured
        edge = EDGES_PX[one_of(pictured, "imageSize", EDGES_PX, "1K")]
        otherwise = picture_tokens(model, ImageCall(model.name, "", edge, edge))
        if not pictured:
            del config["imageConfig"]
    elif "imageConfig" in config:
        raise Unpriced(field="imageConfig", reason=f"{model.name} makes no pictures")
    limited = "maxOutputTokens" in config
    config["maxOutputTokens"] = number(config, "maxOutputTokens", 1, OUTPUT_TOKENS_MAX, otherwise)
    # Nobody promises that a picture ends at the limit: it may come on top of the words that do.
    on_top = otherwise if limited and model.service == "image_generation" else 0
    return int(config["maxOutputTokens"]) + on_top


def _contents(said: object) -> list[object]:
    """The API takes one content for a list of one."""
    return [said] if isinstance(said, dict) else as_list(said, "contents")


def _content(said: object, shown: Shown, field: str) -> Object:
    content = close(camel(as_object(said, field)), ("role", "parts"), field)
    parts = content.get("parts", [])
    pieces = [parts] if isinstance(parts, dict) else as_list(parts, f"{field}.parts")
    content["parts"] = [_part(as_object(piece, f"{field}.parts"), shown, field) for piece in pieces]
    return content


def _part(said: Object, shown: Shown, field: str) -> Object:
    part = close(camel(said), PART_FIELDS, f"{field}.parts")
    if "text" in part:
        as_text(part["text"], f"{field}.parts.text")
    if "inlineData" in part:
        where = f"{field}.parts.inlineData"
        inline = close(
            camel(as_object(part["inlineData"], where)), ("mimeType", "data", "displayName"), where
        )
        if not as_text(inline.get("mimeType"), where).lower().startswith("image/"):
            raise Unpriced(field=where, reason="only pictures have a known bound here")
        shown.add_base64(inline.get("data"), where)
        part["inlineData"] = inline
    if "functionResponse" in part:
        response = camel(as_object(part["functionResponse"], f"{field}.parts.functionResponse"))
        known = ("id", "name", "response", "scheduling", "willContinue")
        part["functionResponse"] = close(response, known, f"{field}.parts.functionResponse")
    return part


def _check_tools(said: Object) -> None:
    """The caller's own functions are text; whatever Google would run has a price of its own."""
    tools = []
    for tool in as_list(said.get("tools", []), "tools"):
        tools.append(close(camel(as_object(tool, "tools")), ("functionDeclarations",), "tools"))
    if tools:
        said["tools"] = tools
    if "toolConfig" in said:
        config = camel(as_object(said["toolConfig"], "toolConfig"))
        said["toolConfig"] = close(config, ("functionCallingConfig",), "toolConfig")
