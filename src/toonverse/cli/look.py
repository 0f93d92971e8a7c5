"""`toonverse quote` and `toonverse read`: they look, and leave nothing behind."""

import json
import sys
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from toonverse.bootstrap import catalog_of, load_settings
from toonverse.cli.sentences import estimate, say
from toonverse.cli.story import Wanted, Wish, read_story
from toonverse.clock import utc_now
from toonverse.metering.calls import Call, Quote
from toonverse.metering.catalog import pricing
from toonverse.money import usd_number
from toonverse.studio.directing import direct
from toonverse.studio.panels import DRAFT_MODEL, calls_for
from toonverse.studio.quote import quote_episode
from toonverse.studio.reading import read as read_script
from toonverse.studio.reading import report


class CatalogPrices:
    """Quotes from the catalogue alone: no home is opened."""

    def __init__(self) -> None:
        self.catalog = catalog_of(load_settings())

    def quote(self, call: Call) -> Quote:
        return pricing.quote(self.catalog, call, utc_now())


def quote(wish: Wish, as_json: bool) -> None:
    """Raises UsageError for a story or a model that can't be priced."""
    commission = wish.commission()
    prices = CatalogPrices()
    if commission.text_model != DRAFT_MODEL:
        prices.catalog.usable(commission.text_model, utc_now())
    storyboard = direct(read_script(commission.story), commission.style, commission.panels)
    found = quote_episode(prices, calls_for(storyboard, prices.catalog.model(commission.image_model)))
    if as_json:
        _write(
            {
                "title": commission.story.title,
                "image_model": found.model,
                "panels": found.panels,
                "expected_usd": usd_number(found.expected_nusd),
                "maximum_usd": usd_number(found.maximum_nusd),
                "maximum_tokens": found.maximum_tokens,
            }
        )
        return
    table = Table(title=f"{say('견적', 'Quote')}: {commission.story.title}", title_justify="left")
    for name in (say("모델", "model"), say("컷", "panels"), say("예상", "expected"), say("최대", "at most")):
        table.add_column(name)
    table.add_row(found.model, str(found.panels), estimate(found.expected_nusd), estimate(found.maximum_nusd))
    Console().print(table)


def read(path: Path, language: Wanted, as_json: bool) -> None:
    """Raises UsageError for what is no story."""
    understood = report(read_script(read_story(path, language)))
    if as_json:
        _write(understood)
        return
    line = partial(Console(highlight=False, soft_wrap=True).print, markup=False)
    for character in understood["characters"]:
        line(f"{character['name']}  ({character['gender']}, {character['age']})")
    for scene in understood["scenes"]:
        line(f"# {scene['place']} · {scene['time']} · {scene['weather']}: {scene['starts']}")
    for quoted in understood["quotes"]:
        line(f"{quoted['speaker']}: {quoted['text']}")


def _write(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
