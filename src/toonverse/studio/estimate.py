"""What an order will cost, before anything of it is stored: the quote that a person is shown."""

from dataclasses import replace
from functools import lru_cache, partial

from toonverse.domain.script import Script
from toonverse.domain.story import Story, Style
from toonverse.domain.storyboard import Storyboard
from toonverse.metering.calls import Quality
from toonverse.metering.catalog import Catalog, Model
from toonverse.studio.commission import Commission
from toonverse.studio.directing import default_panels, direct
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.quote import (
    EpisodeQuote,
    Pricing,
    Quoted,
    StepQuote,
    forecast,
    quote_episode,
    quote_sheets,
    quote_texts,
    with_texts,
)
from toonverse.studio.reading import read
from toonverse.studio.references import expected_calls, shown_most
from toonverse.studio.tiers import pricing_of
from toonverse.studio.writing import planned_calls

STORY_BYTES = 750
"""Of a story for each of its panels: the most of the stories at hand (130 to 730)."""

READ_CHARACTERS_MAX = 40_000
"""Of a story for its price: that much takes a second to read, and asks for as many panels as a story gets by
itself. A longer one is priced as a forecast of them, whose maximum no panel passes."""
KEPT = 8
"""Readings kept between the price and the order."""


def estimator(pricing: Pricing, commission: Commission) -> Quoted:
    """From an image model and a quality to the order's quote with it: its maximum is what the job would hold.

    Both raise UsageError for a model that can't be priced.
    """
    story = commission.story
    is_whole = len(story.text) <= READ_CHARACTERS_MAX or story.form == "panels"
    if commission.text_model == DRAFT_MODEL and is_whole:
        storyboard = _directed(story, commission.style, commission.panels)
        return partial(_of_board, pricing, storyboard, commission)
    panels = commission.panels or _usual_panels(_beginning(story))
    if commission.text_model == DRAFT_MODEL:
        return _forecaster(pricing, panels, (), sheets=commission.sheets, waits=commission.when_cheap)
    planned = planned_calls(story, commission.text_model, panels, script=story.form != "panels")
    texts = quote_texts(pricing, planned)
    return _forecaster(pricing, panels, texts, sheets=commission.sheets, waits=commission.when_cheap)


@lru_cache(KEPT)
def _read(story: Story) -> Script:
    return read(story)


@lru_cache(KEPT)
def _usual_panels(story: Story) -> int:
    return default_panels(_read(story))


@lru_cache(KEPT)
def _directed(story: Story, style: Style, panels: int | None) -> Storyboard:
    return direct(_read(story), style, panels)


def _beginning(story: Story) -> Story:
    """The story, up to a paragraph's end where it is a long one."""
    if len(story.text) <= READ_CHARACTERS_MAX or story.form == "panels":
        return story
    end = story.text.rfind("\n", 1, READ_CHARACTERS_MAX)
    return replace(story, text=story.text[: end if end > 0 else READ_CHARACTERS_MAX])


def _of_board(
    pricing: Pricing, board: Storyboard, commission: Commission, model: Model, quality: Quality
) -> EpisodeQuote:
    wanted = expected_calls(board, model, quality, sheets=commission.sheets, waits=commission.when_cheap)
    panels, sheets = wanted
    return with_texts(quote_episode(pricing, panels), quote_sheets(pricing, sheets))


def forecaster(
    pricing: Pricing, text_model: str, panels: int, *, sheets: bool = True, waits: bool = False
) -> Quoted:
    """The same before there is a story: for so many panels of a typical one. Raises as `estimator`."""
    if text_model == DRAFT_MODEL:
        return _forecaster(pricing, panels, (), sheets=sheets, waits=waits)
    story = Story("-", "." * (panels * STORY_BYTES), "en", "prose")
    texts = quote_texts(pricing, planned_calls(story, text_model, panels, script=True))
    return _forecaster(pricing, panels, texts, sheets=sheets, waits=waits)


def _forecaster(
    pricing: Pricing, panels: int, texts: tuple[StepQuote, ...], *, sheets: bool, waits: bool
) -> Quoted:
    def quoted(model: Model, quality: Quality) -> EpisodeQuote:
        shown = shown_most(model, waits=waits) if sheets else 0
        return with_texts(forecast(pricing, model, quality, panels, shown), texts)

    return quoted


def estimate(pricing: Pricing, catalog: Catalog, commission: Commission) -> EpisodeQuote:
    """The order's quote with its own models. Raises as `estimator`."""
    pricing = pricing_of(pricing, commission.when_cheap)
    return estimator(pricing, commission)(catalog.model(commission.image_model), commission.quality)
