"""What size a model draws when another one is wanted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.metering.calls import ImageCall
from toonverse.metering.catalog import load
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.studio.sizes import nearest_size

MODELS = load().models
FREE_IN_SIZE = ("gpt-image-2", "gpt-image-2.5-flare", "gemini-3-pro-image", "gemini-3.1-flash-image")
SIDES = st.one_of(st.integers(1, 20_000), st.integers(1, 10**12))


@given(st.sampled_from(FREE_IN_SIZE), SIDES, SIDES)
def test_every_size_has_one_near_it_that_the_model_has_a_price_for(name: str, width: int, height: int):
    size = nearest_size(MODELS[name], width, height)
    assert picture_tokens(MODELS[name], ImageCall(name, "", *size)) > 0
    assert nearest_size(MODELS[name], *size) == size, "what is allowed stays"


@given(SIDES, SIDES)
def test_the_draft_renderer_is_asked_for_nothing_that_it_does_not_draw(width: int, height: int):
    short, long = sorted(nearest_size(MODELS["draft"], width, height))
    assert 64 <= short <= long <= 4096
    assert short * long <= 8_294_400


@given(st.integers(300, 3_000), st.integers(300, 3_000))
def test_the_shape_stays_as_it_was_wanted(width: int, height: int):
    wide, high = nearest_size(MODELS["gpt-image-2"], width, height)
    wanted = min(max(width / height, 1 / 3), 3)
    assert abs(math.log(wide / high / wanted)) < 0.02


@pytest.mark.parametrize(
    ("wanted", "sold"),
    [
        ((1024, 1792), (1024, 1792)),
        ((800, 1280), (1024, 1792)),
        ((9, 9), (1024, 1024)),
        ((3, 1), (1792, 1024)),
    ],
)
def test_a_model_of_three_sizes_gives_the_one_most_alike(wanted: tuple[int, int], sold: tuple[int, int]):
    assert nearest_size(MODELS["dall-e-3"], *wanted) == sold
