"""`toonverse preflight`, `export` and `name`: the options; what they do is in `publishing`."""

from pathlib import Path
from typing import Annotated

import typer

Episode = Annotated[int, typer.Argument(help="The episode's id.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


def register(app: typer.Typer) -> None:
    app.command()(preflight)
    app.command()(export)
    app.command()(name)


def preflight(episode: Episode, as_json: Json = False) -> None:
    """Say what stands in the way of each platform, panel by panel."""
    from toonverse.cli import publishing

    publishing.preflight(episode, as_json)


def export(
    episode: Episode,
    file: Annotated[
        str, typer.Argument(help="webtoon.zip, comic.cbz, comic.pdf ...; without one, they are listed.")
    ] = "",
    out: Annotated[Path, typer.Option(help="A folder or a file to write to.")] = Path(),
    as_json: Json = False,
) -> None:
    """Make a file to take along: a platform's slices, a comic book, a PDF, the strip."""
    from toonverse.cli import publishing

    publishing.export(episode, file, out, as_json)


def name(
    episode: Episode,
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    series: Annotated[str | None, typer.Option(help="What it is an episode of.")] = None,
    number: Annotated[int | None, typer.Option(min=1, max=100_000, help="Its number there.")] = None,
    description: Annotated[str | None, typer.Option(help="For readers.")] = None,
    as_json: Json = False,
) -> None:
    """Name a draft; cover and cards are made anew, for nothing."""
    from toonverse.cli import publishing

    publishing.name(episode, publishing.Facts(title, series, number, description), as_json)
