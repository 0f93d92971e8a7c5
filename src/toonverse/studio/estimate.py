"""What an order will cost, before anything of it is stored: the quote that a person is shown."""

from toonverse.domain.story import Story
from toonverse.metering.catalog import Catalog
from toonverse.studio.commission import Commission
from toonverse.studio.directing import default_panels, direct
from toonverse.studio.panels import DRAFT_MODEL, calls_for
from toonverse.studio.quote import (
    EpisodeQuote,
    Pricing,
    Quoted,
    forecast,
    quote_episode,
    quote_texts,
    with_texts,
)
from toonverse.studio.reading import read
from toonverse.studio.tiers import pricing_of
from toonverse.studio.writing import planned_calls

STORY_BYTES = 750
"""Of a story for each of its panels: the most of the stories at hand (130 to 730)."""


def estimator(pricing: Pricing, commission: Commission) -> Quoted:
    """From an image model and a quality to the order's quote with it: its maximum is what the job would hold.

    Both raise UsageError for a model that can't be priced.
    """
    story = commission.story
    script = read(story)
    if commission.text_model == DRAFT_MODEL:
        storyboard = direct(script, commission.style, commission.panels)
        return lambda model, quality: quote_episode(pricing, calls_for(storyboard, model, quality))
    panels = commission.panels or default_panels(script)
    planned = planned_calls(story, commission.text_model, panels, script=story.form != "panels")
    texts = quote_texts(pricing, planned)
    return lambda model, quality: with_texts(forecast(pricing, model, quality, panels), texts)


def forecaster(pricing: Pricing, text_model: str, panels: int) -> Quoted:
    """The same before there is a story: for so many panels of a typical one. Raises as `estimator`."""
    if text_model == DRAFT_MODEL:
        return lambda model, quality: forecast(pricing, model, quality, panels)
    story = Story("-", "." * (panels * STORY_BYTES), "en", "prose")
    texts = quote_texts(pricing, planned_calls(story, text_model, panels, script=True))
    return lambda model, quality: with_texts(forecast(pricing, model, quality, panels), texts)


def estimate(pricing: Pricing, catalog: Catalog, commission: Commission) -> EpisodeQuote:
    """The order's quote with its own models. Raises as `estimator`."""
    pricing = pricing_of(pricing, commission.when_cheap)
    return estimator(pricing, commission)(catalog.model(commission.image_model), commission.quality)
