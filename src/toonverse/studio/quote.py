"""The price of an episode before a cent is spent: each panel's own quote, added up, for one model or for all.

Before there is a story, a typical panel stands for all of them: a forecast.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from toonverse.errors import UsageError
from toonverse.metering.calls import Call, EnvelopeLine, ImageCall, Quote
from toonverse.metering.catalog import Catalog, Model
from toonverse.money import Nusd
from toonverse.studio.panels import nearest_size

TYPICAL_PX = (1024, 1344)
LARGEST_PX = (1024, 1920)
"""A panel as the director mostly shapes it, and the largest."""

TYPICAL_BYTES = 500
LONGEST_BYTES = 2_000
"""Of a panel's prompt: measured over the example stories (about 480, at most 741), and with room above."""


class Pricing(Protocol):
    """The door, or its catalogue alone where nothing is to be bought."""

    def quote(self, call: Call) -> Quote: ...


@dataclass(frozen=True, slots=True)
class EpisodeQuote:
    """`expected_nusd` is likely, `maximum_nusd` is never passed; both for `panels` pictures of `model`."""

    model: str
    panels: int
    expected_nusd: Nusd
    maximum_nusd: Nusd
    maximum_tokens: int

    @property
    def line(self) -> EnvelopeLine:
        """What the job's envelope holds."""
        return EnvelopeLine("image_generation", self.model, self.maximum_nusd, self.maximum_tokens)


def quote_episode(pricing: Pricing, calls: Sequence[ImageCall]) -> EpisodeQuote:
    """Raises UsageError for a model that is unknown, unpriced or retired, before anything is bought."""
    quotes = [pricing.quote(call) for call in calls]
    return EpisodeQuote(
        model=calls[0].model,
        panels=len(quotes),
        expected_nusd=Nusd(sum(quote.expected_nusd for quote in quotes)),
        maximum_nusd=Nusd(sum(quote.maximum_nusd for quote in quotes)),
        maximum_tokens=sum(quote.maximum_tokens for quote in quotes),
    )


def quote_models(
    pricing: Pricing, catalog: Catalog, at: datetime, calls: Callable[[Model], Sequence[ImageCall]]
) -> list[EpisodeQuote]:
    """A quote for each model that can draw at that moment, cheapest first; `calls` are a model's own.

    A model that is not sold for one of the calls (its size, its quality) is left out.
    """
    found = []
    for model in catalog.models.values():
        if model.service == "image_generation":
            with suppress(UsageError):
                catalog.usable(model.name, at)
                found.append(quote_episode(pricing, calls(model)))
    return sorted(found, key=lambda quote: (quote.expected_nusd, quote.model))


def forecast(pricing: Pricing, model: Model, panels: int) -> EpisodeQuote:
    """What so many panels will cost before anybody knows what is on them.

    Raises UsageError as `quote_episode` does.
    """
    typical = pricing.quote(_call(model, TYPICAL_PX, TYPICAL_BYTES))
    most = pricing.quote(_call(model, LARGEST_PX, LONGEST_BYTES))
    return EpisodeQuote(
        model=model.name,
        panels=panels,
        expected_nusd=Nusd(panels * typical.expected_nusd),
        maximum_nusd=Nusd(panels * max(typical.maximum_nusd, most.maximum_nusd)),
        maximum_tokens=panels * max(typical.maximum_tokens, most.maximum_tokens),
    )


def _call(model: Model, size_px: tuple[int, int], prompt_bytes: int) -> ImageCall:
    return ImageCall(model.name, "." * prompt_bytes, *nearest_size(model, *size_px))
