"""A storyboard is looked at before it is painted: `make --review`, `jobs shots`, `jobs approve`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import typer
from rich.console import Console
from rich.table import Table

from toonverse.bootstrap import Books, House, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.quoting import CatalogPrices
from toonverse.cli.sentences import estimate, say
from toonverse.jobs.drafting import Drafting
from toonverse.money import usd_number
from toonverse.store.records import Episode
from toonverse.studio.quote import EpisodeQuote

ADDRESS = "http://127.0.0.1:8000/studio/{}/shots"
"""Where `toonverse serve` lets it be changed."""


def tell_of_review(house: House, episode: Episode, as_json: bool) -> None:
    """That the job waits for a yes, where to change its shots, and what painting them costs."""
    books = house.books
    drafting = Drafting(books.works, books.images, lambda: books.catalog, house.meter)
    quote = drafting.quote(episode.id, books.works.drafts.get(episode.id).board)
    if as_json:
        said = {"episode_id": episode.id, "waiting_for": "approval", **_priced(quote)}
        write(said)
        return
    print_lines(
        say(
            "콘티가 나왔습니다. 아직 아무것도 그리지 않았습니다.",
            "The storyboard is there. Nothing is painted yet.",
        ),
        f"  {say('보기', 'look')}: toonverse jobs shots {episode.id}",
        f"  {say('고치기', 'change')}: {ADDRESS.format(episode.id)}",
        f"  {say('그리기', 'paint')} ({say('최대', 'at most')} {estimate(quote.maximum_nusd)}): "
        f"toonverse jobs approve {episode.id}",
    )


def show_shots(episode_id: int, as_json: bool) -> None:
    """Raises NotDirected."""
    with _drafting() as (books, drafting):
        draft = books.works.drafts.get(episode_id)
        quote = drafting.quote(episode_id, draft.board)
    if as_json:
        shots = [
            {
                "number": shot.number,
                "size": shot.size,
                "figures": [figure.character for figure in shot.figures],
                "lines": [asdict(line) for line in shot.lines],
                "prompt": shot.prompt,
            }
            for shot in draft.board.shots
        ]
        write({"episode_id": episode_id, "open": draft.is_open, **_priced(quote), "shots": shots})
        return
    names = ("#", say("크기", "size"), say("인물", "people"), say("글", "words"))
    table: Table = named_table(names)
    for shot in draft.board.shots:
        words = " / ".join(
            f"{line.speaker}: {line.text}" if line.speaker else line.text for line in shot.lines
        )
        table.add_row(str(shot.number), shot.size, ", ".join(f.character for f in shot.figures), words)
    Console(highlight=False).print(table)


def approve(episode_id: int, most_nusd: int | None) -> None:
    """On a terminal the price is asked about where none was given. Raises QuoteGrown, NotDirected,
    DraftSettled."""
    with _drafting() as (books, drafting):
        draft = books.works.drafts.get(episode_id)
        quote = drafting.quote(episode_id, draft.board)
        if most_nusd is None and quote.maximum_nusd and sys.stdin.isatty():
            question = f"{quote.panels} {say('컷, 최대', 'panels, at most')} {estimate(quote.maximum_nusd)}."
            typer.confirm(f"{question} {say('그릴까요?', 'Paint it?')}", abort=True, err=True)
            most_nusd = quote.maximum_nusd
        drafting.approve(episode_id, draft.mark, most_nusd or 0)
    print_lines(say("그리기로 했습니다.", "It will be painted."))


def _priced(quote: EpisodeQuote) -> dict[str, object]:
    return {
        "panels": quote.panels,
        "expected_usd": usd_number(quote.expected_nusd),
        "maximum_usd": usd_number(quote.maximum_nusd),
    }


@contextmanager
def _drafting() -> Iterator[tuple[Books, Drafting]]:
    settings = load_settings()
    prices = CatalogPrices(settings)
    with open_books(settings) as books:
        yield books, Drafting(books.works, books.images, lambda: prices.catalog, prices)
