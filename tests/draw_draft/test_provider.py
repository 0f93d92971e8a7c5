"""The free provider: from a call to a reply, in a pool."""

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from draw_draft.briefs import brief
from toonverse.domain.panel import Face
from toonverse.domain.wire import from_json, to_json
from toonverse.draw.draft import paint
from toonverse.draw.png import decode_png
from toonverse.metering.calls import ImageCall, TextCall
from toonverse.metering.outcomes import Failed, Refused
from toonverse.providers.draft import DraftProvider


@pytest.fixture
def pool() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


async def test_a_brief_comes_back_as_its_picture_with_its_faces(pool: Executor) -> None:
    wanted = brief()
    reply = await DraftProvider(pool).call(ImageCall("draft", "", 320, 480, brief=to_json(wanted)))
    drawing = paint(wanted)
    assert (decode_png(reply.media) == drawing.pixels).all()
    assert reply.media_type == "image/png"
    assert reply.usage.images == 1
    notes = json.loads(reply.notes)
    assert (notes["width"], notes["height"]) == (320, 480)
    assert tuple(from_json(Face, json.dumps(face)) for face in notes["faces"]) == drawing.faces


async def test_a_bare_prompt_is_enough(pool: Executor) -> None:
    reply = await DraftProvider(pool).call(ImageCall("draft", "숲 속의 소녀", 256, 384))
    assert decode_png(reply.media).shape == (384, 256, 3)


@pytest.mark.parametrize(
    "call",
    [
        TextCall("draft", "", "hello", 10),
        ImageCall("draft", "", 320, 480, brief="{}"),
        ImageCall("draft", "", 320, 480, brief="no json"),
        ImageCall("draft", "", 320, 480, brief="x" * 300_000),
        ImageCall("draft", "a city", 10, 480),
        ImageCall("draft", "a city", 9000, 480),
    ],
)
async def test_what_cannot_be_drawn_is_refused(pool: Executor, call: ImageCall | TextCall) -> None:
    with pytest.raises(Refused):
        await DraftProvider(pool).call(call)


async def test_a_broken_pool_is_a_failure() -> None:
    closed = ThreadPoolExecutor(1)
    closed.shutdown()
    with pytest.raises(Failed):
        await DraftProvider(closed).call(ImageCall("draft", "a city", 320, 480))
