"""Work that can wait: what an episode buys by batch, for less, and how long that may take."""

import json
from dataclasses import dataclass, replace
from typing import TypeVar

from toonverse.metering.calls import Call, ImageCall, Quote, TextCall
from toonverse.metering.catalog import Catalog
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.quote import EpisodeQuote, Pricing

C = TypeVar("C", ImageCall, TextCall)

TEXT_ROUNDS = 2
"""A text is asked for, and perhaps asked to be mended: each round is a batch of its own."""


def can_wait(options: str) -> bool:
    """Whether an episode was ordered so, by the options stored with it (JSON)."""
    return bool(json.loads(options).get("when_cheap"))


def tiered(call: C, waits: bool) -> C:
    """The call as it is bought; what this program draws itself waits for nobody."""
    return replace(call, tier="batch") if waits and call.model != DRAFT_MODEL else call


@dataclass(frozen=True, slots=True)
class Tiered:
    """A pricing by which all that can wait does."""

    pricing: Pricing

    def quote(self, call: Call) -> Quote:
        if isinstance(call, ImageCall):
            return self.pricing.quote(tiered(call, True))
        return self.pricing.quote(tiered(call, True) if isinstance(call, TextCall) else call)


def pricing_of(pricing: Pricing, waits: bool) -> Pricing:
    return Tiered(pricing) if waits else pricing


def wait_hours_max(catalog: Catalog, quote: EpisodeQuote, waits: bool) -> int:
    """For how many hours what is quoted may wait: a batch for each round of texts, one for the pictures."""
    hours = 0
    for step in quote.steps if waits else ():
        terms = catalog.model(step.model).batch
        rounds = TEXT_ROUNDS if step.service == "text_generation" else 1
        hours += rounds * terms.hours_max if terms and step.calls else 0
    return hours
