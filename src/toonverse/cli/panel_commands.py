"""`toonverse panel`, `activate` and `deactivate`: the options; what they do is in `paneling`."""

from pathlib import Path
from typing import Annotated

import typer

panels = typer.Typer(help="Panels of an episode: their takes, words and balloons.", no_args_is_help=True)

Episode = Annotated[int, typer.Argument(help="The episode's id.", show_default=False)]
Number = Annotated[int, typer.Argument(min=1, help="The panel's number.", show_default=False)]
Take = Annotated[int, typer.Argument(min=1, help="The take's number.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


def register(app: typer.Typer) -> None:
    app.add_typer(panels, name="panel")
    app.command()(activate)
    app.command()(deactivate)


@panels.command("show")
def show(episode: Episode, panel: Number) -> None:
    """What it shows and says, its balloons, and every take with its cost: one JSON object."""
    from toonverse.cli import paneling

    paneling.show(episode, panel)


@panels.command("reroll")
def reroll(
    episode: Episode,
    panel: Number,
    model: Annotated[str | None, typer.Option(help="Another image model; draft is free.")] = None,
    quality: Annotated[str | None, typer.Option(help="How well, where it is sold in qualities.")] = None,
    prompt: Annotated[str | None, typer.Option(help="Asked for instead of the panel's own.")] = None,
    max_cost: Annotated[str | None, typer.Option(metavar="USD", help="The most it may cost.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Buy without asking, within --max-cost.")] = False,
    as_json: Json = False,
) -> None:
    """Make one more take, which is shown at once; its price comes first, and no take is lost."""
    from toonverse.cli import paneling

    paneling.reroll(episode, panel, paneling.Wished(model, quality, prompt, max_cost, ask=not yes), as_json)


@panels.command("choose")
def choose(episode: Episode, panel: Number, take: Take, as_json: Json = False) -> None:
    """Show an earlier take again; costs nothing."""
    from toonverse.cli import paneling

    paneling.change(episode, panel, lambda editing: editing.choose_take(episode, panel, take), as_json)


@panels.command("bring")
def bring(
    episode: Episode,
    panel: Number,
    picture: Annotated[Path, typer.Argument(help="PNG, JPEG or WebP.", show_default=False)],
    by_hand: Annotated[
        bool, typer.Option("--by-hand", help="Drawn by a person: not marked as what models make.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show a picture of your own."""
    from toonverse.cli import paneling

    paneling.bring(episode, panel, picture, as_json, by_hand=by_hand)


@panels.command("write")
def write(
    episode: Episode,
    panel: Number,
    lines: Annotated[
        list[str] | None,
        typer.Argument(help='In reading order: "Nora: Who is there?"; without a name a caption.'),
    ] = None,
    sound: Annotated[list[str] | None, typer.Option(help="A sound; may be said again.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the storyboard's words.")] = False,
    as_json: Json = False,
) -> None:
    """Write what is read in the panel anew; costs nothing."""
    from toonverse.cli import paneling

    words = None if reset else paneling.words_of(lines or [], sound or [])
    paneling.change(episode, panel, lambda editing: editing.write(episode, panel, words), as_json)


@panels.command("move")
def move(
    episode: Episode,
    panel: Number,
    balloon: Annotated[int, typer.Argument(min=0, help="Its index, as `show` has it.", show_default=False)],
    x: Annotated[float, typer.Argument(help="Of its centre, in pixels.", show_default=False)],
    y: Annotated[float, typer.Argument(help="Of its centre, in pixels.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Move a balloon; costs nothing."""
    from toonverse.cli import paneling
    from toonverse.store.records import Move

    place = Move(balloon, x, y)
    paneling.change(episode, panel, lambda editing: editing.move_balloon(episode, panel, place), as_json)


@panels.command("letter")
def letter(episode: Episode, panel: Number, as_json: Json = False) -> None:
    """Place its balloons anew; what was moved goes back."""
    from toonverse.cli import paneling

    paneling.change(episode, panel, lambda editing: editing.letter(episode, panel), as_json)


def activate(episode: Episode) -> None:
    """Put a finished episode into the gallery."""
    from toonverse.cli import paneling

    paneling.publish(episode, active=True)


def deactivate(episode: Episode) -> None:
    """Take an episode out of the gallery."""
    from toonverse.cli import paneling

    paneling.publish(episode, active=False)
