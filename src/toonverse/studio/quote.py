"""The price of an episode before a cent is spent: each panel's own quote, added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from toonverse.metering.calls import Call, EnvelopeLine, ImageCall, Quote
from toonverse.money import Nusd


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
