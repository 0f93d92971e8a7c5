"""`toonverse quote`: what an episode will cost with each model, before a cent is spent."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console

from toonverse.bootstrap import catalog_of, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import estimate, say
from toonverse.cli.story import Wish
from toonverse.clock import utc_now
from toonverse.errors import UsageError
from toonverse.jobs.costs import QuoteRecord, quote_record
from toonverse.metering.calls import Call, Quality, Quote
from toonverse.metering.catalog import pricing
from toonverse.money import usd_number
from toonverse.settings import Settings
from toonverse.studio.directing.director import PANELS_MAX, PanelsOutOfRange
from toonverse.studio.estimate import estimator, forecaster
from toonverse.studio.quote import EpisodeQuote, quote_models
from toonverse.studio.tiers import pricing_of, wait_hours_max


class NothingToQuote(UsageError):
    """Neither a story nor a number of panels was given."""

    code = "nothing_to_quote"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is priced where there is no story: so many panels; and how often, and by batch or at once."""

    writer: str
    painter: str
    quality: Quality
    panels: int | None
    episodes: int
    when_cheap: bool
    sheets: bool = True


class CatalogPrices:
    """Quotes from the catalogue alone: no home is opened."""

    def __init__(self, settings: Settings) -> None:
        self.catalog = catalog_of(settings)

    def quote(self, call: Call) -> Quote:
        return pricing.quote(self.catalog, call, utc_now())


@dataclass(frozen=True, slots=True)
class Quotes:
    """One episode's price with the chosen model, and with each that could be chosen."""

    title: str
    chosen: EpisodeQuote
    others: Sequence[EpisodeQuote]
    wait_hours_max: int


def quote(wish: Wish | None, asked: Asked, as_json: bool) -> None:
    """Raises UsageError for a story or a model that can't be priced."""
    episodes = asked.episodes
    settings = load_settings()
    prices = CatalogPrices(settings)
    found = _of_panels(prices, asked) if wish is None else _of_story(prices, wish)
    past = _past(settings)
    if as_json:
        write(_described(found, episodes, past))
        return
    title = f"{say('견적', 'Quote')}: {found.title}" if found.title else say("예측", "Forecast")
    counted = f"{found.chosen.panels} {say('컷', 'panels')}"
    print_lines(f"{title} ({counted}{f' x {episodes}' if episodes > 1 else ''})")
    names = (say("그림 모델", "image model"), say("품질", "quality"))
    table = named_table((*names, say("예상", "expected"), say("최대", "at most")))
    for one in found.others:
        same = (one.model, one.quality) == (found.chosen.model, found.chosen.quality)
        amounts = (estimate(episodes * one.expected_nusd), estimate(episodes * one.maximum_nusd))
        table.add_row(f"{'* ' if same else '  '}{one.model}", one.quality, *amounts)
    Console(highlight=False).print(table)
    if found.wait_hours_max:
        print_lines(wait_words(found.wait_hours_max))
    if past.episodes:
        print_lines(_past_words(past))


def _of_story(prices: CatalogPrices, wish: Wish) -> Quotes:
    commission = wish.commission()
    now = utc_now()
    quoted = estimator(pricing_of(prices, commission.when_cheap), commission)
    chosen = quoted(prices.catalog.model(commission.image_model), commission.quality)
    others = quote_models(prices.catalog, now, quoted)
    hours = wait_hours_max(prices.catalog, chosen, commission.when_cheap)
    return Quotes(commission.story.title, chosen, others, hours)


def _of_panels(prices: CatalogPrices, asked: Asked) -> Quotes:
    if asked.panels is None:
        raise NothingToQuote()
    if not 1 <= asked.panels <= PANELS_MAX:
        raise PanelsOutOfRange(panels=asked.panels, least=1, most=PANELS_MAX)
    how = {"sheets": asked.sheets, "waits": asked.when_cheap}
    quoted = forecaster(pricing_of(prices, asked.when_cheap), asked.writer, asked.panels, **how)
    chosen = quoted(prices.catalog.model(asked.painter), asked.quality)
    hours = wait_hours_max(prices.catalog, chosen, asked.when_cheap)
    return Quotes("", chosen, quote_models(prices.catalog, utc_now(), quoted), hours)


def wait_words(hours: int) -> str:
    """How long what is bought by batch may take."""
    told = say(
        "묶음으로 사면 최대 {}시간 걸릴 수 있습니다 (보통은 훨씬 빠릅니다).",
        "Bought by batch it may take up to {} hours (mostly far less).",
    )
    return told.format(hours)


def _past(settings: Settings) -> QuoteRecord:
    """How good past quotes were; where there is no home yet, none is made to ask."""
    if settings.database_url is None and not (settings.home / "toonverse.sqlite3").exists():
        return QuoteRecord(0, 0, 0)
    with open_books(settings) as books:
        return quote_record(books.engine, books.works)


def _past_words(past: QuoteRecord) -> str:
    told = say(
        "지난 견적: {episodes}회차, 예상 {quoted}, 실제 {cost} ({percent}%)",
        "past quotes: {episodes} episodes, expected {quoted}, cost {cost} ({percent} %)",
    )
    percent = round(100 * past.cost_nusd / past.quoted_nusd)
    quoted, cost = estimate(past.quoted_nusd), estimate(past.cost_nusd)
    return told.format(episodes=past.episodes, quoted=quoted, cost=cost, percent=percent)


def _described(found: Quotes, episodes: int, past: QuoteRecord) -> dict[str, object]:
    return {
        "title": found.title,
        "image_model": found.chosen.model,
        "quality": found.chosen.quality,
        "panels": found.chosen.panels,
        "episodes": episodes,
        **_amounts(found.chosen, episodes),
        "wait_hours_max": found.wait_hours_max,
        "steps": [
            {
                "step": step.step,
                "model": step.model,
                "calls": episodes * step.calls,
                "expected_usd": usd_number(episodes * step.expected_nusd),
                "maximum_usd": usd_number(episodes * step.maximum_nusd),
            }
            for step in found.chosen.steps
        ],
        "models": [
            {"model": one.model, "quality": one.quality, **_amounts(one, episodes)} for one in found.others
        ],
        "past_quotes": {
            "episodes": past.episodes,
            "expected_usd": usd_number(past.quoted_nusd),
            "cost_usd": usd_number(past.cost_nusd),
        },
    }


def _amounts(quote: EpisodeQuote, episodes: int) -> dict[str, object]:
    return {
        "expected_usd": usd_number(episodes * quote.expected_nusd),
        "maximum_usd": usd_number(episodes * quote.maximum_nusd),
        "maximum_tokens": episodes * quote.maximum_tokens,
    }
