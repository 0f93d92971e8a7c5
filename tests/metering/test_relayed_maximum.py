"""The same for other programs' requests: for every model, no usage that they allow passes the hold.

Each request is written as a client would, read by the gateway, priced, and held against what the provider
documents: count x size x quality x pictures shown x partial pictures, answers x limit x pictures.
"""

import base64
import json
import struct
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from documented import FRAME_TOKENS, MADE, PARTIAL_TOKENS, SHOWN
from options import NOW, PROMPT, QUALITIES, SOLD, moments, sizes

from toonverse.metering.calls import RelayedCall, Usage
from toonverse.metering.catalog import Model
from toonverse.metering.catalog.pricing import cost, debit, quote
from toonverse.metering.refusals import ModelUnknown
from toonverse.web.gateway.chat import chat_call
from toonverse.web.gateway.fields import Malformed, write_object
from toonverse.web.gateway.gemini import EDGES_PX, gemini_call
from toonverse.web.gateway.images import edit_call, form_fields, generation_call
from toonverse.web.gateway.multipart import Part
from toonverse.web.gateway.responses import response_call

OUTPUT_TOKENS = 4096
"""What the gateway asks for where a caller named no limit."""

SHOWN_PX: list[list[tuple[int, int]]] = [
    [],
    [(1024, 1024)],
    [(1, 1), (1500, 1025), (3840, 2160)],
    [(1024, 1536)] * 16,
]


def of(service: str, provider: str) -> list[Model]:
    return [one for one in SOLD.models.values() if (one.service, one.provider) == (service, provider)]


def head(size: tuple[int, int]) -> bytes:
    """What is read of a PNG of that size."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", *size) + bytes(9)


def base64_of(size: tuple[int, int]) -> str:
    return base64.b64encode(head(size)).decode()


def check(call: RelayedCall, shown: list[tuple[int, int]], made: int) -> None:
    """The most of everything, told apart and not, now and before each change of prices."""
    model = SOLD.model(call.model)
    seen = sum(SHOWN[call.model](*size) for size in shown)
    read = 3 * len(PROMPT.encode()) + FRAME_TOKENS + seen
    for told, held_at in product((True, False), moments(model)):
        usage = Usage(
            prompt_tokens=read,
            completion_tokens=made,
            total_tokens=read + made,
            image_input_tokens=seen if told else None,
            image_output_tokens=made if told and model.service == "image_generation" else None,
        )
        held = quote(SOLD, call, held_at)
        spent = cost(SOLD, call, usage, held_at)
        assert spent is not None
        assert spent <= held.maximum_nusd, (call, usage)
        assert debit(SOLD, call, usage, spent, held_at) <= held.maximum_tokens


def orders(model: Model) -> Iterator[dict[str, Any]]:
    """Requests for pictures: size x quality x count, and streams with partial pictures."""
    several = [{"n": count} for count in (1, 2, 10)]
    streams = [{"n": 1, "stream": True, "partial_images": partial} for partial in (0, 3)]
    for (width, height), quality, more in product(sizes(model), QUALITIES, several + streams):
        yield {
            **{"model": model.name, "prompt": PROMPT, "size": f"{width}x{height}", "quality": quality},
            **more,
        }


def edited(model: Model, said: dict[str, Any], shown: list[tuple[int, int]]) -> RelayedCall:
    fields = [Part(name, _text(value).encode()) for name, value in said.items()]
    parts = [*fields, *(Part("image[]", head(size), "image/png") for size in shown)]
    return edit_call(model, parts, form_fields(parts))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", [model.name for model in of("image_generation", "openai")])
def test_pictures_cost_no_more_than_what_is_held_for_them(name: str):
    model, tried = SOLD.model(name), 0
    for said in orders(model):
        width, height = map(int, said["size"].split("x"))
        for shown in SHOWN_PX:
            if shown and not model.picture_input_tokens_max:
                continue
            try:
                call = edited(model, said, shown) if shown else generation_call(model, dict(said))
                held = quote(SOLD, call, NOW)
            except (ModelUnknown, Malformed):  # a quality it does not have, more pixels than are taken
                continue
            tried += 1
            if not model.pictures:
                for report in (Usage(images=said["n"]), Usage()):
                    assert cost(SOLD, call, report, NOW) == held.maximum_nusd
                continue
            each = MADE[name](width, height, said["quality"], "")
            check(call, shown, said["n"] * (each + PARTIAL_TOKENS * said.get("partial_images", 0)))
    assert tried >= 6


@pytest.mark.parametrize("name", [model.name for model in of("text_generation", "openai")])
@pytest.mark.parametrize("shown", SHOWN_PX)
def test_chats_and_responses_cost_no_more_than_what_is_held_for_them(name: str, shown: list[tuple[int, int]]):
    addresses = [f"data:image/png;base64,{base64_of(size)}" for size in shown]
    for answers, most in product((1, 16), (None, 1, 65_536)):
        pictures = [{"type": "image_url", "image_url": {"url": url, "detail": "high"}} for url in addresses]
        said: dict[str, Any] = {
            "model": name,
            "messages": [
                {"role": "system", "content": PROMPT},
                {"role": "user", "content": [{"type": "text", "text": PROMPT}, *pictures]},
            ],
            "n": answers,
        }
        limited = {} if most is None else {"max_completion_tokens": most}
        call = chat_call(write_object({**said, **limited}), OUTPUT_TOKENS)
        check(call, shown, answers * (most or OUTPUT_TOKENS))
        parts = [{"type": "input_image", "image_url": url, "detail": "high"} for url in addresses]
        content = [{"type": "input_text", "text": PROMPT}, *parts]
        asked = {"model": name, "instructions": PROMPT, "input": [{"role": "user", "content": content}]}
        limited = {} if most is None else {"max_output_tokens": most}
        check(response_call(write_object({**asked, **limited}), OUTPUT_TOKENS), shown, most or OUTPUT_TOKENS)


@pytest.mark.parametrize("model", [*of("text_generation", "google"), *of("image_generation", "google")])
@pytest.mark.parametrize("shown", SHOWN_PX)
def test_what_gemini_makes_costs_no_more_than_what_is_held_for_it(model: Model, shown: list[tuple[int, int]]):
    paints = model.service == "image_generation"
    pictures = [{"inlineData": {"mimeType": "image/png", "data": base64_of(size)}} for size in shown]
    tried = 0
    for answers, most, word in product((1, 4), (None, 1, 32_768), (None, *EDGES_PX) if paints else (None,)):
        config: dict[str, Any] = {"candidateCount": answers}
        config |= {} if most is None else {"maxOutputTokens": most}
        config |= {} if word is None else {"imageConfig": {"imageSize": word}}
        said = {
            "contents": [{"role": "user", "parts": [{"text": PROMPT}, *pictures]}],
            "generationConfig": config,
        }
        try:
            call = gemini_call(model, "v1", "generateContent", "", said, OUTPUT_TOKENS)
        except ModelUnknown:  # a size it does not make
            continue
        tried += 1
        limit = json.loads(call.body)["generationConfig"]["maxOutputTokens"]
        picture = MADE[model.name](0, 0, "", word or "1K") if paints else 0
        # A limit counts thoughts and words; nobody promises that it stops a picture.
        made = limit if most is None else limit + picture
        assert limit >= picture or most is not None
        check(call, shown, answers * made)
    assert tried >= 6


def test_every_model_that_is_relayed_is_tried():
    tried = {
        model.name
        for service, provider in product(("image_generation", "text_generation"), ("openai", "google"))
        for model in of(service, provider)
    }
    assert tried == {model.name for model in SOLD.models.values() if model.service != "video_generation"}
