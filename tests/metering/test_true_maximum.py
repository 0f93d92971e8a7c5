"""For every model and every option it is sold with: no usage that its provider documents passes its hold.

What a provider may report is bounded by what was asked: input by the prompt's bytes and the pictures shown,
output by the size and quality or by `output_tokens_max`, a video by its seconds. The bounds are `documented`.
"""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from itertools import product

import pytest
from documented import FRAME_TOKENS, MADE, SHOWN
from hypothesis import given, settings
from hypothesis import strategies as st
from options import NOW, REFERENCES, SOLD, moments, options, sizes

from toonverse.metering.calls import Call, ImageCall, TextCall, Usage, VideoCall
from toonverse.metering.catalog import PICTURE_EDGE_MAX_PX, load
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.pricing import DEADLINE, cost, debit, quote
from toonverse.metering.refusals import ModelRetired, ModelUnconfirmed, ModelUnknown
from toonverse.providers.google import size as size_word
from toonverse.providers.pictures import REFERENCES_MAX

CALLS = {name: list(options(model)) for name, model in SOLD.models.items()}
EVERY_CALL = [call for calls in CALLS.values() for call in calls]
SHARES = st.tuples(*[st.fractions(0, 1)] * 6)
FULL = Fraction(1)
CORNERS = [(FULL, *map(Fraction, corner)) for corner in product((0, 1), repeat=5)]
"""All of the prompt; everything else all or none."""

EDGES = (1, 16, 255, 256, 257, 384, 385, 511, 512, 513, 640, 767, 768, 769, 1000, 1023, 1024)


def most_shown(model: str) -> int:
    """Of one picture that an adapter shows: none has an edge above `PICTURE_EDGE_MAX_PX`."""
    return max(SHOWN[model](width, height) for width in EDGES for height in EDGES)


MOST_SHOWN = {name: most_shown(name) for name, model in SOLD.models.items() if model.picture_input_tokens_max}


def made_most(call: ImageCall | TextCall) -> int:
    """Output tokens, thoughts included."""
    if isinstance(call, TextCall):
        return call.output_tokens_max
    model = SOLD.model(call.model)
    if not model.pictures:
        return 0
    if (
        model.provider == "google"
    ):  # the limit that its adapter sets: the picture, and thoughts and words beside it
        return picture_tokens(model, call)
    return MADE[call.model](call.width, call.height, call.quality, "")


def used(call: Call, shares: tuple[Fraction, ...]) -> Usage:
    """What a provider may report of that call: these shares of the most."""
    of_input, of_output, of_thoughts, of_cached, of_pictures, told = shares
    if isinstance(call, VideoCall):
        return Usage(seconds=int(call.seconds * of_output)) if told else Usage()
    model = SOLD.model(call.model)
    if isinstance(call, ImageCall) and not model.pictures:
        return Usage(images=1) if told else Usage()  # priced by the picture: no tokens are told
    texts = (call.system, call.prompt, call.schema) if isinstance(call, TextCall) else (call.prompt,)
    pictures = call.pictures if isinstance(call, TextCall) else call.references
    shown = int(len(pictures) * MOST_SHOWN.get(call.model, 0) * of_pictures)
    read = int((sum(len(text.encode()) for text in texts) + FRAME_TOKENS) * of_input) + shown
    made = int(made_most(call) * of_output)
    thoughts = int(made * of_thoughts) if model.thoughts_on_top else 0
    return Usage(
        prompt_tokens=read,
        completion_tokens=made - thoughts,
        thoughts_tokens=thoughts,
        cached_tokens=int(read * of_cached),
        image_input_tokens=shown if told else None,
        image_output_tokens=made - thoughts if told and isinstance(call, ImageCall) else None,
        total_tokens=read + made,
        images=1 if isinstance(call, ImageCall) else None,
    )


def check(call: Call, shares: tuple[Fraction, ...], held_at: datetime, sent_at: datetime) -> None:
    quoted = quote(SOLD, call, held_at)
    report = used(call, shares)
    nusd = cost(SOLD, call, report, sent_at)
    assert nusd is not None
    assert nusd <= quoted.maximum_nusd, (call, report)
    assert debit(SOLD, call, report, nusd, sent_at) <= quoted.maximum_tokens, (call, report)
    assert 0 < quoted.expected_nusd <= quoted.maximum_nusd


@pytest.mark.parametrize("model", SOLD.models)
def test_the_most_that_is_documented_costs_no_more_than_its_hold(model: str):
    for call, held_at in product(CALLS[model], moments(SOLD.model(model))):
        for shares in CORNERS:
            check(call, shares, held_at, held_at)


@settings(max_examples=300, derandomize=True)
@given(call=st.sampled_from(EVERY_CALL), shares=SHARES, data=st.data())
def test_no_usage_within_what_is_documented_costs_more_than_its_hold(
    call: Call, shares: tuple[Fraction, ...], data: st.DataObject
):
    held_at = data.draw(st.sampled_from(moments(SOLD.model(call.model))))
    waits = data.draw(st.fractions(0, 1))
    check(call, shares, held_at, held_at + float(waits) * DEADLINE)


def test_every_model_with_a_price_is_tried_with_everything_that_its_price_depends_on():
    priced = {model.name for model in load().models.values() if model.prices and not model.free}
    assert set(CALLS) == priced
    for name, calls in CALLS.items():
        model = SOLD.model(name)
        found = set(_kinds(calls))
        if model.service == "video_generation":
            wanted = {price.resolution for price in model.prices}
            assert found == {(one, n) for one in wanted for n in range(1, model.seconds_max + 1)}
        elif model.service == "text_generation":
            assert {count for count, _ in found} == ({*REFERENCES} if name in MOST_SHOWN else {0})
        elif model.pictures.get("rule") in ("table", "area"):
            said = model.pictures.get("factors") or {q: 0 for q in ("low", "medium", "high")}
            assert found == set(product(said, REFERENCES))
        assert found, name


def _kinds(calls: list[Call]) -> Iterator[tuple[object, object]]:
    for call in calls:
        if isinstance(call, VideoCall):
            yield call.resolution, call.seconds
        elif isinstance(call, TextCall):
            yield len(call.pictures), call.output_tokens_max
        else:
            yield call.quality, len(call.references)


def test_as_many_references_are_tried_as_are_ever_sent_and_as_large():
    assert max(REFERENCES) == REFERENCES_MAX
    assert max(EDGES) == PICTURE_EDGE_MAX_PX


@pytest.mark.parametrize("model", [name for name, one in SOLD.models.items() if one.picture_input_tokens_max])
def test_a_picture_that_is_shown_has_no_more_tokens_than_its_bound(model: str):
    assert MOST_SHOWN[model] <= SOLD.model(model).picture_input_tokens_max


@pytest.mark.parametrize("model", [name for name, one in SOLD.models.items() if one.pictures])
def test_a_picture_that_is_made_has_no_more_tokens_than_its_bound(model: str):
    """And where the bound is exact, no fewer: budgets would refuse what fits."""
    tried = 0
    for call in CALLS[model]:
        if isinstance(call, ImageCall) and not call.references:
            said = SOLD.model(model).pictures
            beside = int(said.get("extra_tokens_max", 0))
            word = size_word(call) if SOLD.model(model).provider == "google" else ""
            made = MADE[model](call.width, call.height, call.quality, word)
            assert picture_tokens(SOLD.model(model), call) == made + beside
            tried += 1
    assert tried >= 3


def test_a_picture_is_not_shown_to_a_model_without_a_bound_for_it():
    blind = [model for model in SOLD.models.values() if model.service == "image_generation"]
    blind = [model for model in blind if not model.picture_input_tokens_max]
    assert blind
    for model in blind:
        width, height = sizes(model)[0]
        with pytest.raises(ModelUnknown):
            quote(SOLD, ImageCall(model.name, "x", width, height, "standard", references=("p",)), NOW)


def test_what_is_retired_or_unconfirmed_is_refused_before_it_is_priced():
    shipped = load()
    for name, model in shipped.models.items():
        error = ModelUnconfirmed if not model.confirmed else ModelRetired
        is_sold = model.confirmed and (model.retired_on is None or NOW.date() < model.retired_on)
        for call in CALLS.get(name, [])[:1]:
            if not is_sold:
                with pytest.raises(error):
                    quote(shipped, call, NOW)
