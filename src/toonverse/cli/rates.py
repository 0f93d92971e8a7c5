"""`toonverse prices rate`: how many tokens a dollar is, where a provider reports none (and for video)."""

from datetime import date, timedelta

from rich.console import Console

from toonverse.bootstrap import catalog_of, load_settings
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import say
from toonverse.clock import utc_now
from toonverse.metering.catalog import Catalog
from toonverse.metering.catalog.models import day
from toonverse.metering.catalog.rate_sheet import FILE, RateUnfit, read_rates, set_rate


def list_rates(as_json: bool) -> None:
    """Every rate with its first day, the one in force, and why it was set."""
    settings = load_settings()
    catalog = catalog_of(settings)
    sources = {one.since: one.source for one in read_rates(settings.home / FILE)}
    now = _in_force(catalog)
    if as_json:
        rates = [
            {"tokens_per_usd": str(rate), "from": since.isoformat(), "source": sources.get(since, "")}
            for since, rate in catalog.rates
        ]
        write({"tokens_per_usd": str(catalog.tokens_per_usd(utc_now())), "rates": rates})
        return
    table = named_table((say("부터", "from"), say("1달러에 토큰", "tokens a dollar"), say("근거", "source")))
    for since, rate in catalog.rates:
        table.add_row(f"{'* ' if since == now else '  '}{since}", f"{rate:,}", sources.get(since, ""))
    Console(highlight=False).print(table)


def set_one(tokens: str, since: str | None, source: str) -> None:
    """From a day to come on, tomorrow (UTC) by default. Raises RateUnfit, SheetUnfit."""
    today = day(utc_now())
    try:
        first = today + timedelta(1) if since is None else date.fromisoformat(since)
    except ValueError:
        raise RateUnfit(said=str(since)[:40]) from None
    made = set_rate(load_settings().home / FILE, tokens, first, today, source)
    words = say("{}부터 1달러는 {} 토큰입니다.", "From {} on a dollar is {} tokens.")
    print_lines(words.format(made.since, f"{made.tokens_per_usd:,}"))


def _in_force(catalog: Catalog) -> date:
    today = day(utc_now())
    return max(since for since, _ in catalog.rates if since <= today)
