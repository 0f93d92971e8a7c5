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


@panels.command("balloon")
def balloon(
    episode: Episode,
    panel: Number,
    index: Annotated[
        int | None, typer.Argument(min=0, help="As `show` has it; without one a balloon is added.")
    ] = None,
    x: Annotated[float | None, typer.Option(help="Of its centre, in pixels.")] = None,
    y: Annotated[float | None, typer.Option(help="Of its centre, in pixels.")] = None,
    width: Annotated[float | None, typer.Option(min=1, help="In pixels, its tail left off.")] = None,
    height: Annotated[float | None, typer.Option(min=1, help="In pixels, its tail left off.")] = None,
    text: Annotated[str | None, typer.Option(help="What is read in it.")] = None,
    kind: Annotated[str | None, typer.Option(help="speech, thought, shout, narration, sfx ...")] = None,
    speaker: Annotated[str | None, typer.Option(help="Whose it is.")] = None,
    font: Annotated[float | None, typer.Option(min=1, help="Size of its type, in pixels.")] = None,
    turn: Annotated[float | None, typer.Option(min=-180, max=180, help="A sound's, in degrees.")] = None,
    tail: Annotated[str | None, typer.Option(help='"auto", "none", or where its tip shall be: X,Y.')] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away.")] = False,
    as_json: Json = False,
) -> None:
    """Change a balloon, add one or take one away; costs nothing."""
    from toonverse.cli import ballooning, paneling

    said = {"text": text, "kind": kind, "speaker": speaker, "x": x, "y": y, "width": width, "height": height}
    wish = ballooning.change_of(index, {**said, "font_px": font, "rotation_deg": turn, "tail": tail}, remove)
    paneling.change(episode, panel, lambda editing: editing.edit_balloon(episode, panel, wish), as_json)


@panels.command("undo")
def undo(
    episode: Episode,
    panel: Number,
    redo: Annotated[bool, typer.Option("--redo", help="Do again what was taken back.")] = False,
    as_json: Json = False,
) -> None:
    """Take its last change back: which take it shows, its words, or its balloons."""
    from toonverse.cli import paneling

    paneling.change(
        episode,
        panel,
        lambda editing: (editing.redo if redo else editing.undo)(episode, panel),
        as_json,
    )


@panels.command("letter")
def letter(episode: Episode, panel: Number, as_json: Json = False) -> None:
    """Place its balloons anew; what was placed by hand goes back."""
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
