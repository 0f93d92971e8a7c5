"""Whatever a request asks for, what it can cost was held before it was sent."""

import base64
import io
import json
import struct
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from toonverse.draw.png import encode_png
from toonverse.metering.calls import ImageCall, RelayedCall, Usage
from toonverse.metering.catalog import load
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.pricing import cost, quote
from toonverse.metering.fingerprint import fingerprint
from toonverse.web.gateway.chat import chat_call
from toonverse.web.gateway.fields import Malformed, Object, Unpriced, write_object
from toonverse.web.gateway.gemini import gemini_call
from toonverse.web.gateway.images import edit_call, form_fields, generation_call
from toonverse.web.gateway.multipart import Part, read_form, write_form
from toonverse.web.gateway.responses import response_call
from toonverse.web.gateway.shown import size_of

PRICES = load()
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LUNA = "gpt-5.6-luna"
TEXTS = [LUNA, "gpt-5.6-terra"]
GEMINIS = ["gemini-2.5-flash", "gemini-3.5-flash", "gemini-3.1-pro-preview", "gemini-3.8-flash"]
PAINTERS = ["gemini-2.5-flash-image", "gemini-3-pro-image", "gemini-3.1-flash-image"]
GPT_IMAGES = [
    "gpt-image-1-mini",
    "gpt-image-1.5",
    "gpt-image-2",
    "gpt-image-2.5-flare",
    "gpt-image-2.5-sunburst",
]

words = st.text(max_size=60)
limits = st.integers(1, 200_000)


def within(call: RelayedCall, text_bytes: int, pictures: int) -> None:
    """No report that the request allows costs more than is held: every byte a token, every answer full."""
    model = PRICES.model(call.model)
    shown = pictures * model.picture_input_tokens_max
    read = text_bytes + shown
    usage = Usage(
        prompt_tokens=read,
        completion_tokens=call.output_tokens_max,
        total_tokens=read + call.output_tokens_max,
        image_input_tokens=shown,
        image_output_tokens=call.output_tokens_max if model.service == "image_generation" else None,
    )
    held = quote(PRICES, call, NOON)
    spent = cost(PRICES, call, usage, NOON)
    assert spent is not None
    assert spent <= held.maximum_nusd
    assert usage.total_tokens is not None
    assert usage.total_tokens <= held.maximum_tokens
    assert 0 < held.expected_nusd <= held.maximum_nusd


def address(width: int, height: int) -> str:
    picture = encode_png(np.zeros((height, width, 3), np.uint8))
    return "data:image/png;base64," + base64.b64encode(picture).decode()


SMALL, LARGE = address(64, 64), address(1500, 1025)
"""One square, and two by two."""


@given(st.sampled_from(TEXTS), st.lists(words, max_size=4), limits, st.integers(1, 16), st.booleans())
def test_a_chat_costs_at_most_what_is_held(
    model: str, texts: list[str], most: int, answers: int, shows: bool
):
    parts: list[Any] = [{"type": "text", "text": text} for text in texts]
    parts += [{"type": "image_url", "image_url": {"url": url}} for url in (SMALL, LARGE) if shows]
    said = {
        "model": model,
        "messages": [{"role": "user", "content": parts}],
        "n": answers,
        "max_tokens": most,
    }
    call = chat_call(write_object(said), 4096)
    assert call.output_tokens_max == answers * most
    assert call.shown_squares == (5 if shows else 0)
    within(call, sum(len(text.encode()) for text in texts), call.shown_squares)


@given(st.sampled_from(TEXTS), words, st.none() | limits)
def test_a_response_costs_at_most_what_is_held(model: str, text: str, most: int | None):
    said = {"model": model, "input": text, "instructions": text, "max_output_tokens": most}
    call = response_call(write_object(said), 4096)
    assert call.output_tokens_max == (most or 4096)
    within(call, 2 * len(text.encode()), 0)


@given(st.sampled_from(GEMINIS + PAINTERS), words, st.none() | limits, st.integers(1, 4), st.booleans())
def test_what_gemini_makes_costs_at_most_what_is_held(
    name: str, text: str, most: int | None, answers: int, snake: bool
):
    config: Object = {"candidate_count" if snake else "candidateCount": answers}
    if most is not None:
        config["max_output_tokens" if snake else "maxOutputTokens"] = most
    picture = {"mime_type" if snake else "mimeType": "image/png", "data": LARGE.partition(",")[2]}
    parts = [{"text": text}, {"inline_data" if snake else "inlineData": picture}]
    said = {"contents": [{"parts": parts}], "generation_config" if snake else "generationConfig": config}
    model = PRICES.model(name)
    call = gemini_call(model, "v1beta", "generateContent", "", said, 4096)
    assert call.shown_squares == 4
    sent = json.loads(call.body)
    assert {"candidateCount", "maxOutputTokens"} <= sent["generationConfig"].keys()
    assert sent["contents"][0]["parts"][1].keys() == {"inlineData"}
    if name in PAINTERS:  # a limit on words may not hold a picture
        assert call.output_tokens_max >= answers * picture_tokens(model, ImageCall(name, "", 1024, 1024))
    within(call, len(text.encode()), 4)


@given(
    st.sampled_from(GPT_IMAGES),
    words,
    st.sampled_from(["auto", "1024x1024", "1024x1536", "1536x1024"]),
    st.sampled_from(["auto", "low", "medium", "high"]),
    st.integers(1, 6),
)
def test_pictures_cost_at_most_what_is_held(name: str, prompt: str, size: str, quality: str, count: int):
    model = PRICES.model(name)
    said = {"model": name, "prompt": prompt, "size": size, "quality": quality, "n": count}
    call = generation_call(model, dict(said))
    assert b"auto" not in call.body.replace(prompt.encode(), b"")
    within(call, len(prompt.encode()), 0)
    picture = base64.b64decode(LARGE.partition(",")[2])
    fields = [Part(field, str(value).encode()) for field, value in said.items()]
    parts = [*fields, Part("image[]", picture, "image/png"), Part("mask", picture, "image/png")]
    edit = edit_call(model, parts, form_fields(parts))
    assert edit.shown_squares == 8
    within(edit, len(prompt.encode()), 8)


def test_a_streamed_picture_holds_its_partial_ones_too():
    model = PRICES.model("gpt-image-2.5-flare")
    plain = generation_call(model, {"model": model.name, "prompt": "x"})
    said = {"model": model.name, "prompt": "x", "stream": True, "partial_images": 3}
    assert generation_call(model, said).output_tokens_max == plain.output_tokens_max + 300
    with pytest.raises(Malformed):
        generation_call(model, {**said, "n": 2})


def test_who_listens_and_how_is_no_part_of_what_is_bought():
    call = chat_call(write_object({"model": LUNA, "messages": []}), 4096)

    class Ear:
        def begin(self, status: int, media_type: str) -> None: ...

        def hear(self, part: bytes) -> None: ...

    assert fingerprint(replace(call, listener=Ear())) == fingerprint(call)
    assert fingerprint(replace(call, body=call.body + b" ")) != fingerprint(call)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "lossless", "alpha"])
@pytest.mark.parametrize("size", [(1, 1), (300, 77), (1025, 2)])
def test_the_size_of_a_picture_is_read_from_its_head(kind: str, size: tuple[int, int]):
    out = io.BytesIO()
    picture = Image.new("RGBA" if kind == "alpha" else "RGB", size, (10, 20, 30))
    file = "WEBP" if kind in ("lossless", "alpha") else kind
    picture.save(out, file, **({"lossless": True} if kind == "lossless" else {}))
    assert size_of(out.getvalue()) == size


@given(st.binary(max_size=60))
def test_what_is_no_picture_has_no_size(data: bytes):
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP"):
        found = size_of(head + data)
        assert found is None or min(found) > 0
    assert size_of(struct.pack(">8s", b"GIF89a")) is None


@given(st.lists(st.tuples(st.sampled_from(["prompt", "n", "image[]"]), st.binary(max_size=40)), max_size=5))
def test_a_form_is_read_as_it_was_written_and_written_the_same_again(fields: list[tuple[str, bytes]]):
    parts = [Part(name, data, "image/png" if name == "image[]" else "") for name, data in fields]
    media_type, body = write_form(parts)
    if parts:
        assert read_form(media_type, body) == parts
    assert write_form(list(parts)) == (media_type, body)


BAD_FORMS = (
    ("application/json", b"{}"),
    ("multipart/form-data", b""),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\nno end"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--\r\n"),
    (
        "multipart/form-data; boundary=x",
        b"".join([b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'] * 65) + b"--x--",
    ),
)


@pytest.mark.parametrize("number", range(len(BAD_FORMS)))
def test_a_form_that_is_none_is_told(number: int):
    with pytest.raises(Malformed):
        read_form(*BAD_FORMS[number])


@pytest.mark.parametrize(
    "more",
    [
        [Part("image", b"no picture", "image/png")],
        [Part("n", b"two"), Part("image", base64.b64decode(SMALL.partition(",")[2]), "image/png")],
        [
            Part("n", b"1"),
            Part("n", b"9"),
            Part("image", base64.b64decode(SMALL.partition(",")[2]), "image/png"),
        ],
        [Part("file_id", b"f"), Part("image", base64.b64decode(SMALL.partition(",")[2]), "image/png")],
        [],
    ],
)
def test_an_edit_that_has_no_price_is_refused(more: list[Part]):
    model = PRICES.model("gpt-image-2.5-flare")
    parts = [Part("model", model.name.encode()), Part("prompt", b"x"), *more]
    with pytest.raises((Malformed, Unpriced)):
        edit_call(model, parts, form_fields(parts))
