"""`toonverse short` and its options."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from toonverse.cli.amounts import dollars_in
from toonverse.studio.shorts.selection import SECONDS_USUAL

Episode = Annotated[int, typer.Argument(help="The episode's id.", show_default=False)]


class ResolutionName(StrEnum):
    LOW = "360p"
    USUAL = "720p"
    FULL = "1080p"


def register(app: typer.Typer) -> None:
    app.command()(short)


def short(
    episode: Episode,
    panels: Annotated[
        str, typer.Option(help="Which, in this order: 3,5-7. Without, the story's beginning.")
    ] = "",
    seconds: Annotated[int, typer.Option(help="At most so many, where no panels are named.")] = SECONDS_USUAL,
    silent: Annotated[bool, typer.Option("--silent", help="Without music and sounds.")] = False,
    video_model: Annotated[
        str, typer.Option(help="Who makes clips of panels; draft moves them here, for nothing.")
    ] = "draft",
    text_model: Annotated[
        str | None,
        typer.Option(
            help="Who looks at the panels; draft takes the storyboard's words.",
            show_default="by the keys set",
        ),
    ] = None,
    clips: Annotated[str, typer.Option(help="Panels to buy a clip for; all by default.")] = "",
    clip_seconds: Annotated[int, typer.Option(help="4, 6 or 8, of each clip.")] = 8,
    resolution: Annotated[ResolutionName, typer.Option(help="Of the clips.")] = ResolutionName.USUAL,
    max_cost: Annotated[str | None, typer.Option(metavar="USD", help="The most it may ever cost.")] = None,
    quote: Annotated[bool, typer.Option("--quote", help="Say what each model would cost, and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Buy without asking, within --max-cost.")] = False,
    out: Annotated[Path | None, typer.Option(help="A copy of the video goes here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> None:
    """Make an upright video of an episode: moving panels, balloons in reading order, sound.

    The same command goes on where it stopped, and buys nothing twice.
    """
    from toonverse.cli import shorts

    cap = None if max_cost is None else dollars_in(max_cost)
    bought = shorts.Bought(video_model, text_model, clips, clip_seconds, resolution.value, cap)
    asked = shorts.Asked(episode, panels, seconds, silent, bought)
    if quote:
        shorts.quote(asked, as_json)
    else:
        shorts.make(asked, out, as_json, ask=not yes)
