"""The price of an episode before a cent is spent: each panel's own quote, added up, for one model or for all.

Before there is a story, a typical panel stands for all of them: a forecast. So it does before a bought
storyboard, whose own questions come on top.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from toonverse.errors import UsageError
from toonverse.metering.calls import Call, EnvelopeLine, ImageCall, Quality, Quote, Service
from toonverse.metering.catalog import Catalog, Model
from toonverse.money import Nusd
from toonverse.studio.panels import DEFAULT_QUALITY, possible_calls, qualities
from toonverse.studio.references import PANELS_LEAST, SHA256_OF_NONE, SHEETS_MAX, possible_sheet
from toonverse.studio.sizes import nearest_size
from toonverse.studio.writing import PlannedCall

TYPICAL_PX = (1024, 1344)
"""A panel as the director mostly shapes it."""

TYPICAL_BYTES = 500
"""Of a panel's prompt: measured over the example stories (about 480, at most 741)."""

TYPICAL_SHOWN = 1
TYPICAL_SHEETS = 3
"""References of a panel and sheets of an episode: measured over the stories at hand (1.4 and 3.0)."""

SHEET_STEP, SHEET_REQUEST = "character.sheet", "character_sheet"
"""What a quote and the books call the sheets of characters; they are bought in `image.generate`."""


class Pricing(Protocol):
    """The door, or its catalogue alone where nothing is to be bought."""

    def quote(self, call: Call) -> Quote: ...


@dataclass(frozen=True, slots=True)
class StepQuote:
    """One step's part; `calls` are the likely ones, the maximum counts those that may come besides."""

    step: str
    service: Service
    model: str
    calls: int
    expected_nusd: Nusd
    maximum_nusd: Nusd
    maximum_tokens: int


@dataclass(frozen=True, slots=True)
class EpisodeQuote:
    """`expected_nusd` is likely, `maximum_nusd` is never passed: for `panels` pictures of `model` in
    `quality`, and for the texts that are bought besides."""

    model: str
    panels: int
    expected_nusd: Nusd
    maximum_nusd: Nusd
    maximum_tokens: int
    texts: tuple[StepQuote, ...] = ()
    quality: Quality = DEFAULT_QUALITY

    @property
    def steps(self) -> tuple[StepQuote, ...]:
        """The texts, the sheets of characters, then the panels."""
        pictures = StepQuote(
            "image.generate",
            "image_generation",
            self.model,
            self.panels,
            Nusd(self.expected_nusd - sum(step.expected_nusd for step in self.texts)),
            Nusd(self.maximum_nusd - sum(step.maximum_nusd for step in self.texts)),
            self.maximum_tokens - sum(step.maximum_tokens for step in self.texts),
        )
        return (*self.texts, pictures) if self.panels else self.texts

    @property
    def lines(self) -> tuple[EnvelopeLine, ...]:
        """What the job's envelope holds: one line for each model's service."""
        of: dict[tuple[Service, str], list[StepQuote]] = defaultdict(list)
        for step in self.steps:
            of[step.service, step.model].append(step)
        return tuple(
            EnvelopeLine(
                service,
                model,
                Nusd(sum(step.maximum_nusd for step in steps)),
                sum(step.maximum_tokens for step in steps),
            )
            for (service, model), steps in of.items()
        )


def quote_episode(pricing: Pricing, calls: Sequence[ImageCall]) -> EpisodeQuote:
    """Raises UsageError for a model that is unknown, unpriced or retired, before anything is bought."""
    quotes = [pricing.quote(call) for call in calls]
    return EpisodeQuote(
        model=calls[0].model if calls else "",
        panels=len(quotes),
        expected_nusd=Nusd(sum(quote.expected_nusd for quote in quotes)),
        maximum_nusd=Nusd(sum(quote.maximum_nusd for quote in quotes)),
        maximum_tokens=sum(quote.maximum_tokens for quote in quotes),
        quality=calls[0].quality if calls else DEFAULT_QUALITY,
    )


Quoted = Callable[[Model, Quality], EpisodeQuote]
"""Makes the quote of a model in a quality."""


def quote_models(catalog: Catalog, at: datetime, quoted: Quoted) -> list[EpisodeQuote]:
    """A quote for each model that can draw at that moment, in each of its qualities, cheapest first.

    A model that is not sold for one of the calls (its size, its quality) is left out.
    """
    found = []
    for model in catalog.models.values():
        if model.service == "image_generation":
            for quality in qualities(model):
                with suppress(UsageError):
                    catalog.usable(model.name, at)
                    found.append(quoted(model, quality))
    return sorted(found, key=lambda quote: (quote.expected_nusd, quote.model, quote.quality))


def forecast(pricing: Pricing, model: Model, quality: Quality, panels: int, shown: int = 0) -> EpisodeQuote:
    """What so many panels will cost before anybody knows what is on them. Each is shown `shown` pictures at
    most, whose sheets are bought first. Raises UsageError as `quote_episode` does.
    """
    shown = shown if panels >= PANELS_LEAST else 0
    likely = ImageCall(model.name, "." * TYPICAL_BYTES, *nearest_size(model, *TYPICAL_PX), quality)
    typical = pricing.quote(_showing(likely, min(shown, TYPICAL_SHOWN)))
    most = [
        pricing.quote(_showing(call, shown)) for call in possible_calls(model, quality)
    ]  # the largest need not be the dearest
    pictures = EpisodeQuote(
        model=model.name,
        panels=panels,
        expected_nusd=Nusd(panels * typical.expected_nusd),
        maximum_nusd=Nusd(panels * max(quote.maximum_nusd for quote in most)),
        maximum_tokens=panels * max(quote.maximum_tokens for quote in most),
        quality=quality,
    )
    return with_texts(pictures, _possible_sheets(pricing, model, quality) if shown else ())


def quote_sheets(pricing: Pricing, calls: Sequence[ImageCall]) -> tuple[StepQuote, ...]:
    """The sheets of characters that are still to be bought. Raises as `quote_episode` does."""
    return tuple(replace(step, step=SHEET_STEP) for step in quote_more(pricing, calls))


def _possible_sheets(pricing: Pricing, model: Model, quality: Quality) -> tuple[StepQuote, ...]:
    """As many as there may be; fewer are likely."""
    (most,) = quote_sheets(pricing, [possible_sheet(model, quality)] * SHEETS_MAX)
    likely = Nusd(most.expected_nusd * TYPICAL_SHEETS // SHEETS_MAX)
    return (replace(most, calls=TYPICAL_SHEETS, expected_nusd=likely),)


def _showing(call: ImageCall, pictures: int) -> ImageCall:
    return replace(call, references=(SHA256_OF_NONE,) * pictures)


def quote_texts(pricing: Pricing, planned: Sequence[PlannedCall]) -> tuple[StepQuote, ...]:
    """What will be asked for each text; a repair counts in the maximum only. Raises as `quote_episode`."""
    found = []
    for step in dict.fromkeys(one.step for one in planned):
        mine = [(one, pricing.quote(one.call)) for one in planned if one.step == step]
        likely = [quote for one, quote in mine if not one.is_repair]
        found.append(
            StepQuote(
                step,
                "text_generation",
                mine[0][0].call.model,
                len(likely),
                Nusd(sum(quote.expected_nusd for quote in likely)),
                Nusd(sum(quote.maximum_nusd for _, quote in mine)),
                sum(quote.maximum_tokens for _, quote in mine),
            )
        )
    return tuple(found)


def quote_more(pricing: Pricing, calls: Sequence[ImageCall]) -> tuple[StepQuote, ...]:
    """Further takes, each model's by itself. Raises as `quote_episode` does."""
    found = []
    for model in dict.fromkeys(call.model for call in calls):
        quotes = [pricing.quote(call) for call in calls if call.model == model]
        found.append(
            StepQuote(
                "image.generate",
                "image_generation",
                model,
                len(quotes),
                Nusd(sum(quote.expected_nusd for quote in quotes)),
                Nusd(sum(quote.maximum_nusd for quote in quotes)),
                sum(quote.maximum_tokens for quote in quotes),
            )
        )
    return tuple(found)


def with_texts(quote: EpisodeQuote, texts: tuple[StepQuote, ...]) -> EpisodeQuote:
    """The quote of the pictures, and of what is bought besides: texts, sheets, further takes."""
    return replace(
        quote,
        texts=(*texts, *quote.texts),
        expected_nusd=Nusd(quote.expected_nusd + sum(step.expected_nusd for step in texts)),
        maximum_nusd=Nusd(quote.maximum_nusd + sum(step.maximum_nusd for step in texts)),
        maximum_tokens=quote.maximum_tokens + sum(step.maximum_tokens for step in texts),
    )
