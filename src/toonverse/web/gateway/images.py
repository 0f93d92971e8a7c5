"""`images/generations` and `images/edits`: what may be asked for, and what that can cost at most.

Sizes and qualities that a model would choose by itself are chosen here first: the price depends on them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from toonverse.metering.calls import ImageCall, Quality, RelayedCall
from toonverse.metering.catalog import Model
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.pricing import MESSAGE_TOKENS
from toonverse.metering.refusals import ModelUnknown
from toonverse.web.gateway.fields import (
    Malformed,
    Object,
    Unpriced,
    as_text,
    close,
    flag,
    number,
    one_of,
    read_object,
    word,
    write_object,
)
from toonverse.web.gateway.multipart import Part, read_form, write_form
from toonverse.web.gateway.shown import Shown, size_of

GENERATIONS = "images/generations"
EDITS = "images/edits"
FIELDS = frozenset(
    (
        *("model", "prompt", "n", "size", "quality", "background", "moderation", "output_format"),
        *("output_compression", "stream", "partial_images", "user", "safety_identifier"),
        *("response_format", "style"),
    )
)
EDIT_FIELDS = frozenset((*FIELDS, "input_fidelity")) - {"moderation", "style"}
NUMBERS = ("n", "output_compression", "partial_images")
FILES = ("image", "image[]", "mask")
FILES_MAX = 17
"""Sixteen references and a mask."""

ANSWERS_MAX = 10
PARTIAL_TOKENS = 100
"""Output tokens of each partial picture that is streamed (OpenAI's image guide)."""

PIXELS_MAX = 24_000_000
"""Of all pictures of an answer: as PNG in base64, four channels of noise, they can be kept (128 MiB)."""

SIZE = (1024, 1024)
QUALITIES: dict[str, Quality] = {
    name: name for name in ("low", "medium", "high", "xhigh", "max", "standard", "hd")
}
_SIZE = re.compile(r"([1-9]\d{1,4})x([1-9]\d{1,4})")


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a request orders, sizes and qualities resolved, and the request's fields as they are passed on."""

    said: Object
    pictures: int
    width: int
    height: int
    quality: Quality
    output_tokens_max: int
    stream: bool


def model_of(said: Object, otherwise: Callable[[], str]) -> str:
    """The model ordered; said in the request where the caller left it to the API. Raises Malformed."""
    said["model"] = word(said, "model") if said.get("model") is not None else otherwise()
    return str(said["model"])


def generation_call(model: Model, said: Object) -> RelayedCall:
    """Raises Malformed, Unpriced, ModelUnknown."""
    order = _ordered(model, close(said, FIELDS))
    sent = write_object(order.said)
    return _call(model, GENERATIONS, order, sent, "application/json", len(sent), squares=0)


def edit_call(model: Model, parts: list[Part], said: Object) -> RelayedCall:
    """`said` are the form's fields that are no files. Raises Malformed, Unpriced, ModelUnknown."""
    shown = Shown()
    files = []
    for part in parts:
        if part.name in FILES:
            shown.add(part.content, part.name)
            files.append(Part(part.name, part.content, _media_type(part.content)))
    if not files or len(files) > FILES_MAX:
        raise Malformed(field="image", reason=f"an edit takes 1 to {FILES_MAX - 1} pictures")
    order = _ordered(model, close(said, EDIT_FIELDS))
    texts = [Part(name, _text(value).encode()) for name, value in order.said.items()]
    media_type, sent = write_form([*texts, *files])
    words = sum(len(part.content) for part in texts)
    return _call(model, EDITS, order, sent, media_type, words, shown.squares)


def form_fields(parts: list[Part]) -> Object:
    """The fields of a form that are no files, as they would be in JSON. Raises Malformed, Unpriced."""
    said: Object = {}
    for part in parts:
        if part.name in FILES:
            continue
        if part.name in said:
            raise Malformed(field=part.name, reason="it is said twice")
        if part.media_type:
            raise Unpriced(field=part.name, reason="no such file has a known price here")
        text = part.content.decode("utf-8", "replace")
        if part.name in NUMBERS:
            if not (text.isascii() and text.isdigit() and len(text) < 6):
                raise Malformed(field=part.name, reason="it must be a whole number")
            said[part.name] = int(text)
        elif part.name == "stream":
            if text not in ("true", "false"):
                raise Malformed(field="stream", reason="it must be true or false")
            said[part.name] = text == "true"
        else:
            said[part.name] = text
    return said


def read_generation(body: bytes) -> Object:
    return read_object(body)


def read_edit(media_type: str, body: bytes) -> list[Part]:
    return read_form(media_type, body)


def size_said(said: Object) -> tuple[int, int]:
    """Width and height in pixels; a square where the caller leaves it to the model. Raises Malformed."""
    text = word(said, "size", "auto")
    if text == "auto":
        return SIZE
    found = _SIZE.fullmatch(text)
    if found is None:
        raise Malformed(field="size", reason="it must be WIDTHxHEIGHT or auto")
    return int(found[1]), int(found[2])


def _ordered(model: Model, said: Object) -> Ordered:
    if model.service != "image_generation":
        raise ModelUnknown(model=model.name, detail=f"does {model.service}, not image_generation")
    as_text(said.get("prompt"), "prompt")
    one_of(said, "response_format", ("b64_json", "url"))
    width, height = size_said(said)
    by_picture = any(price.unit == "image" for price in model.prices)
    quality = one_of(said, "quality", ("auto", *QUALITIES), "auto")
    chosen: Quality = ("standard" if by_picture else "medium") if quality == "auto" else QUALITIES[quality]
    pictures = number(said, "n", 1, ANSWERS_MAX, 1)
    stream, partial = flag(said, "stream"), number(said, "partial_images", 0, 3, 0)
    if stream and pictures > 1:
        raise Malformed(field="n", reason="a stream has one picture")
    if pictures * (1 + partial) * width * height > PIXELS_MAX:
        raise Malformed(field="size", reason=f"more than {PIXELS_MAX} pixels in one answer")
    said |= {"size": f"{width}x{height}", "quality": chosen}
    tokens = 0
    if not by_picture:
        each = picture_tokens(model, ImageCall(model.name, "", width, height, chosen))
        tokens = pictures * (each + partial * PARTIAL_TOKENS)
    return Ordered(said, pictures, width, height, chosen, tokens, stream)


def _call(
    model: Model, operation: str, order: Ordered, sent: bytes, media_type: str, words: int, squares: int
) -> RelayedCall:
    return RelayedCall(
        "image_generation",
        model.name,
        "v1",
        operation,
        sent,
        media_type,
        stream=order.stream,
        input_tokens_max=words + MESSAGE_TOKENS,
        shown_squares=squares,
        output_tokens_max=order.output_tokens_max,
        images=order.pictures,
        width=order.width,
        height=order.height,
        quality=order.quality,
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _media_type(media: bytes) -> str:
    assert size_of(media) is not None
    return {b"\x89": "image/png", b"\xff": "image/jpeg"}.get(media[:1], "image/webp")
