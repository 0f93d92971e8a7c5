"""For every model on sale and every option it is sold with: no usage within its bounds passes its hold.

What a provider may report is bounded by what was asked: input by the prompt's bytes (and the pictures shown),
output by the formula of the size and quality or by `output_tokens_max`, a video by its seconds.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toonverse.metering.calls import Call, ImageCall, TextCall, Usage, VideoCall
from toonverse.metering.catalog import Model, load
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.pricing import DEADLINE, cost, debit, quote
from toonverse.metering.refusals import ModelUnknown

CATALOG = load()
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEW_YEARS_EVE = datetime(2026, 12, 31, 18, tzinfo=UTC)
SIZES = [(1024, 1024), (1024, 1536), (1536, 1024), (1088, 1920), (2160, 3840), (4096, 4096)]
QUALITIES = ("low", "medium", "high", "xhigh", "max")
PROMPT = "비가 온다. A lamp, a pier. 😀"


def on_sale(model: Model, at: datetime) -> bool:
    return not model.free and model.confirmed and (model.retired_on is None or at.date() < model.retired_on)


def options(model: Model) -> Iterator[Call]:
    """Every kind of call that the model is sold for."""
    name = model.name
    if model.service == "text_generation":
        yield from (
            TextCall(name, "be brief", PROMPT, most, '{"type": "object"}') for most in (1, 500, 65_536)
        )
    elif model.service == "video_generation":
        resolutions = {price.resolution for price in model.prices}
        for resolution in sorted(resolutions):
            yield from (
                VideoCall(name, PROMPT, n, resolution, "9:16") for n in range(1, model.seconds_max + 1)
            )
    elif model.pictures:
        for width, height in SIZES:
            for quality in QUALITIES:
                call = ImageCall(name, PROMPT, width, height, quality)  # type: ignore[arg-type]
                if _is_sold(model, call):
                    yield call
    else:
        for price in model.prices:
            width, height = map(int, price.size.split("x"))
            yield ImageCall(name, PROMPT, width, height, price.quality)  # type: ignore[arg-type]


def _is_sold(model: Model, call: ImageCall) -> bool:
    try:
        return picture_tokens(model, call) > 0
    except ModelUnknown:
        return False


CALLS = [call for model in CATALOG.models.values() if on_sale(model, NOW) for call in options(model)]
SHARES = st.tuples(*[st.fractions(0, 1)] * 5)


def used(call: Call, shares: tuple[Fraction, ...]) -> Usage:
    """What a provider may report of that call, at most."""
    if isinstance(call, VideoCall):
        return Usage(seconds=int(call.seconds * shares[0]))
    model = CATALOG.model(call.model)
    texts = (call.system, call.prompt, call.schema) if isinstance(call, TextCall) else (call.prompt,)
    read = int(sum(len(text.encode()) for text in texts) * shares[0])
    most = call.output_tokens_max if isinstance(call, TextCall) else picture_tokens(model, call)
    made = int(most * shares[1])
    thoughts = int(made * shares[2]) if model.thoughts_on_top else 0
    return Usage(
        prompt_tokens=read,
        completion_tokens=made - thoughts,
        thoughts_tokens=thoughts,
        cached_tokens=int(read * shares[3]),
        image_output_tokens=None if shares[4] == 0 else int((made - thoughts) * shares[4]),
        total_tokens=read + made,
    )


def check(call: Call, shares: tuple[Fraction, ...], waits: Fraction) -> None:
    """Held now, and on the eve of a change of prices that comes before the call ends."""
    for held_at in (NOW, NEW_YEARS_EVE):
        if not on_sale(CATALOG.model(call.model), held_at):
            continue
        quoted = quote(CATALOG, call, held_at)
        sent_at = held_at + float(waits) * DEADLINE
        report = used(call, shares)
        nusd = cost(CATALOG, call, report, sent_at)
        assert nusd is not None
        assert nusd <= quoted.maximum_nusd
        assert debit(CATALOG, call, report, nusd, sent_at) <= quoted.maximum_tokens
        assert 0 < quoted.expected_nusd <= quoted.maximum_nusd


CORNERS = [tuple(map(Fraction, corner)) for corner in product((0, 1), repeat=5)]


@pytest.mark.parametrize("model", sorted({call.model for call in CALLS}))
def test_the_most_and_the_least_of_everything_costs_no_more_than_its_hold(model: str):
    for call in CALLS:
        if call.model == model:
            for corner in CORNERS:
                check(call, corner, Fraction(1, 2))


@settings(max_examples=200, derandomize=True)
@given(call=st.sampled_from(CALLS), shares=SHARES, waits=st.fractions(0, 1))
def test_no_usage_within_its_bounds_costs_more_than_its_hold(
    call: Call, shares: tuple[Fraction, ...], waits: Fraction
):
    check(call, shares, waits)


def test_every_model_on_sale_is_tried_with_every_option_it_is_sold_with():
    tried = {call.model for call in CALLS}
    assert tried == {model.name for model in CATALOG.models.values() if on_sale(model, NOW)}
    assert len(CALLS) > 100
