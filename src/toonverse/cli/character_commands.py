"""`toonverse character`: the options; what they do is in `casting`."""

from pathlib import Path
from typing import Annotated

import typer

characters = typer.Typer(
    help="Characters of an episode's project: how they look, and what painters are shown of them.",
    no_args_is_help=True,
)

Episode = Annotated[int, typer.Argument(help="The episode's id.", show_default=False)]
Name = Annotated[str, typer.Argument(help="The character's name.", show_default=False)]
Number = Annotated[int, typer.Argument(min=1, help="The reference's number.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


@characters.command("list")
def list_characters(episode: Episode, as_json: Json = False) -> None:
    """Who is in the episode, and how they look."""
    from toonverse.cli import casting

    casting.list_all(episode, as_json)


@characters.command("create")
def create(
    project: Annotated[str, typer.Argument(help="The project's title: its story's, as a rule.")],
    name: Annotated[str, typer.Argument(help="As stories will name them.", show_default=False)],
    said: Annotated[
        list[str] | None, typer.Argument(metavar="FIELD=VALUE...", help="hair_style=bob hair=#7d3f2a ...")
    ] = None,
    described: Annotated[str, typer.Option(help="In words: an old woman in a blue coat.")] = "",
) -> None:
    """Make somebody before a story has them: stories to come show them so."""
    from toonverse.cli import casting

    casting.create(project, name, described, said or [])


@characters.command("show")
def show(episode: Episode, name: Name) -> None:
    """How one looks, and every reference with its cost: one JSON object."""
    from toonverse.cli import casting

    casting.show(episode, name)


@characters.command("look")
def look(
    episode: Episode,
    name: Name,
    said: Annotated[
        list[str] | None, typer.Argument(metavar="FIELD=VALUE...", help="hair_style=bob hair=#7d3f2a ...")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the look that the story gives.")] = False,
) -> None:
    """Change how a character looks in further takes and episodes; costs nothing."""
    from toonverse.cli import casting

    casting.dress(episode, name, None if reset else said or [])


@characters.command("bring")
def bring(
    episode: Episode,
    name: Name,
    picture: Annotated[Path, typer.Argument(help="PNG, JPEG or WebP.", show_default=False)],
) -> None:
    """Show painters a picture of your own."""
    from toonverse.cli import casting

    casting.bring(episode, name, picture)


@characters.command("choose")
def choose(
    episode: Episode,
    name: Name,
    number: Annotated[
        int | None, typer.Argument(min=0, help="0 shows none; without one the sheet of the look.")
    ] = None,
) -> None:
    """Say which reference painters are shown; costs nothing."""
    from toonverse.cli import casting

    casting.change(episode, name, lambda at, one: at.choose(one, number))


@characters.command("remove")
def remove(episode: Episode, name: Name, number: Number) -> None:
    """Show painters a reference no more; what was bought stays booked."""
    from toonverse.cli import casting

    casting.change(episode, name, lambda at, one: at.remove(one, number))


@characters.command("sheet")
def sheet(
    episode: Episode,
    name: Name,
    model: Annotated[str | None, typer.Option(help="The image model that is asked.")] = None,
    quality: Annotated[str | None, typer.Option(help="How well, where it is sold in qualities.")] = None,
    max_cost: Annotated[str | None, typer.Option(metavar="USD", help="The most it may cost.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Buy without asking, within --max-cost.")] = False,
    as_json: Json = False,
) -> None:
    """Buy one more sheet, which painters are shown from then on; its price comes first."""
    from toonverse.cli import casting
    from toonverse.cli.paneling import Wished

    casting.sheet(episode, name, Wished(model, quality, None, max_cost, ask=not yes), as_json)
