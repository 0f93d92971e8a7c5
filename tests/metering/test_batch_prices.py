"""Work that can wait, of every model that is sold so: half the price, and no usage above its hold."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from options import NOW, SOLD, moments, options
from test_true_maximum import CORNERS, SHARES, check

from toonverse.metering.calls import Call, ImageCall, TextCall
from toonverse.metering.catalog import Model
from toonverse.metering.catalog.pricing import deadline, quote
from toonverse.metering.refusals import NotSoldByBatch


def waiting(model: Model) -> list[ImageCall | TextCall]:
    """Every kind of call of it that may wait."""
    calls = [replace(call, tier="batch") for call in options(model) if isinstance(call, ImageCall | TextCall)]
    shown = model.batch is None or model.batch.references
    return [call for call in calls if shown or not (isinstance(call, ImageCall) and call.references)]


MODELS = {name: model for name, model in SOLD.models.items() if model.batch is not None}
CALLS = {name: waiting(model) for name, model in MODELS.items()}


@pytest.mark.parametrize("model", MODELS)
def test_no_item_of_a_batch_costs_more_than_its_hold(model: str):
    for call in CALLS[model][:24]:
        for held_at in moments(SOLD.model(model)):
            for shares in CORNERS:
                check(call, shares, held_at, held_at)


@settings(max_examples=200, derandomize=True)
@given(
    call=st.sampled_from([call for calls in CALLS.values() for call in calls]), shares=SHARES, data=st.data()
)
def test_nor_does_one_that_ends_on_the_last_day_of_its_batch(
    call: Call, shares: tuple[Fraction, ...], data: st.DataObject
):
    model = SOLD.model(call.model)
    held_at = data.draw(st.sampled_from(moments(model)))
    check(call, shares, held_at, held_at + float(data.draw(st.fractions(0, 1))) * deadline(model, call))


@pytest.mark.parametrize("model", MODELS)
def test_who_waits_is_held_at_half_and_debited_as_ever(model: str):
    for call in CALLS[model]:
        at_once, later = quote(SOLD, replace(call, tier="standard"), NOW), quote(SOLD, call, NOW)
        assert abs(2 * later.maximum_nusd - at_once.maximum_nusd) <= 1
        assert later.maximum_tokens == at_once.maximum_tokens
        assert deadline(SOLD.model(model), call) >= timedelta(hours=24)


def test_what_the_catalogue_has_no_terms_for_is_refused():
    for name, model in SOLD.models.items():
        for call in options(model):
            sold = model.batch is not None and (
                isinstance(call, TextCall)
                or (isinstance(call, ImageCall) and (model.batch.references or not call.references))
            )
            if isinstance(call, ImageCall | TextCall) and not sold:
                with pytest.raises(NotSoldByBatch):
                    quote(SOLD, replace(call, tier="batch"), NOW)
                break
        assert name
