"""`toonverse short` and its options."""

from pathlib import Path
from typing import Annotated

import typer

from toonverse.studio.shorts.selection import SECONDS_USUAL

Episode = Annotated[int, typer.Argument(help="The episode's id.", show_default=False)]


def register(app: typer.Typer) -> None:
    app.command()(short)


def short(
    episode: Episode,
    panels: Annotated[
        str, typer.Option(help="Which, in this order: 3,5-7. Without, the story's beginning.")
    ] = "",
    seconds: Annotated[int, typer.Option(help="At most so many, where no panels are named.")] = SECONDS_USUAL,
    silent: Annotated[bool, typer.Option("--silent", help="Without music and sounds.")] = False,
    out: Annotated[Path | None, typer.Option(help="A copy of the video goes here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> None:
    """Make an upright video of an episode: moving panels, balloons in reading order, sound."""
    from toonverse.cli import shorts

    shorts.make(shorts.Asked(episode, panels, seconds, silent), out, as_json)
