"""The commands and their options. Each imports what it needs when it runs: `--help` answers at once."""

import asyncio
import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from toonverse.cli import (
    budget_commands,
    character_commands,
    panel_commands,
    people_commands,
    post_commands,
    price_commands,
    publish_commands,
    short_commands,
    usage_commands,
)
from toonverse.cli.amounts import dollars_in
from toonverse.cli.phrases import PHRASES
from toonverse.cli.sentences import exit_code, say, sentence
from toonverse.errors import StorageError, ToonverseError, UsageError

INTERRUPTED = 130
"""What a shell expects of a program that Ctrl-C ended."""


CommandLineError: type[Any] = typer.BadParameter.__mro__[2]
"""What the command line's parser raises (click's, which typer carries within): there is no public name."""


class StyleName(StrEnum):
    WEBTOON = "webtoon"
    MANGA = "manga"
    REALISTIC = "realistic"
    ANIME = "anime"


class QualityName(StrEnum):
    LOW = "low"
    STANDARD = "standard"
    MEDIUM = "medium"
    HD = "hd"
    HIGH = "high"
    XHIGH = "xhigh"
    MAX = "max"


class LanguageName(StrEnum):
    AUTO = "auto"
    KO = "ko"
    EN = "en"


Story = Annotated[
    Path, typer.Argument(help="Prose, a Fountain script or a panel script.", show_default=False)
]
Panels = Annotated[int | None, typer.Option(help="How many panels; the director decides by default.")]
Title = Annotated[str | None, typer.Option("--episode-title", help="Instead of the story's own title.")]
Style = Annotated[StyleName, typer.Option(help="How it is drawn.")]
Language = Annotated[LanguageName, typer.Option("--lang", help="The story's language.")]
TextModel = Annotated[
    str | None,
    typer.Option(help="Who reads and directs; draft is free and offline.", show_default="by the keys set"),
]
ImageModel = Annotated[
    str | None,
    typer.Option(help="Who draws; draft is free and offline.", show_default="by the keys set"),
]
QualityOption = Annotated[
    QualityName, typer.Option("--quality", help="How well, where the image model is sold in qualities.")
]
WhenCheap = Annotated[
    bool, typer.Option("--when-cheap", help="Buy by batch, for less; it may take a day or more.")
]
NoSheets = Annotated[
    bool, typer.Option("--no-sheets", help="Buy no reference pictures of the characters for the painter.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]
Episode = Annotated[int, typer.Argument(help="The episode's id.", show_default=False)]

app = typer.Typer(
    name="toonverse",
    help="Turns a story into a lettered webtoon episode on your own machine, every AI call on the books.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
jobs = typer.Typer(help="The jobs of this home.", no_args_is_help=True)
unknown = typer.Typer(help="Calls of which nobody knows whether they were charged.", no_args_is_help=True)
app.add_typer(jobs, name="jobs")
app.add_typer(unknown, name="unknown")
app.add_typer(budget_commands.budgets, name="budgets")
app.add_typer(price_commands.prices, name="prices")
app.add_typer(post_commands.posts, name="posts")
app.add_typer(character_commands.characters, name="character")
people_commands.register(app)
usage_commands.register(app)
short_commands.register(app)
panel_commands.register(app)
publish_commands.register(app)


@app.command()
def make(
    story: Story,
    panels: Panels = None,
    episode_title: Title = None,
    style: Style = StyleName.WEBTOON,
    lang: Language = LanguageName.AUTO,
    out: Annotated[Path | None, typer.Option(help="A folder for copies of strip, slices and CBZ.")] = None,
    text_model: TextModel = None,
    image_model: ImageModel = None,
    quality: QualityOption = QualityName.MEDIUM,
    when_cheap: WhenCheap = False,
    review: Annotated[bool, typer.Option("--review", help="Stop at the storyboard, to look at it.")] = False,
    no_sheets: NoSheets = False,
    max_cost: Annotated[str | None, typer.Option(metavar="USD", help="The most it may ever cost.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Make another one, though this one exists.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Buy without asking, within --max-cost.")] = False,
    account: Annotated[
        str | None, typer.Option(metavar="NAME", help="The user it is made for, who pays; you by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Turn a story into an episode. The same story, options and home go on where they stopped."""
    from toonverse.cli import make as making
    from toonverse.cli.story import Wish, models

    who = models(text_model, image_model)
    wish = Wish(story, panels, episode_title, style.value, lang.value, *who, quality.value)
    wish = replace(wish, when_cheap=when_cheap, review=review, sheets=not no_sheets)
    order = making.Order(wish, account, _nusd(max_cost), new=new)
    making.make(order, out=out, as_json=as_json, ask=not yes)


@app.command()
def quote(
    story: Annotated[
        Path | None, typer.Argument(help="The story; without one, --panels are forecast.", show_default=False)
    ] = None,
    panels: Panels = None,
    episodes: Annotated[int, typer.Option(min=1, max=10_000, help="So many episodes of this size.")] = 1,
    episode_title: Title = None,
    style: Style = StyleName.WEBTOON,
    lang: Language = LanguageName.AUTO,
    text_model: TextModel = None,
    image_model: ImageModel = None,
    quality: QualityOption = QualityName.MEDIUM,
    when_cheap: WhenCheap = False,
    no_sheets: NoSheets = False,
    as_json: Json = False,
) -> None:
    """Price an episode without making it, with each model: what it will likely cost, and at most."""
    from toonverse.cli import quoting
    from toonverse.cli.story import Wish, models

    wish = None
    writer, painter = models(text_model, image_model)
    if story is not None:
        who = writer, painter
        wish = Wish(story, panels, episode_title, style.value, lang.value, *who, quality.value)
        wish = replace(wish, when_cheap=when_cheap, sheets=not no_sheets)
    asked = quoting.Asked(writer, painter, quality.value, panels, episodes, when_cheap, not no_sheets)
    quoting.quote(wish, asked, as_json)


@app.command()
def read(
    story: Story,
    lang: Language = LanguageName.AUTO,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Say what was understood of a story: characters, quotes, scenes."""
    from toonverse.cli import look

    look.read(story, lang.value, as_json)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[
        str, typer.Option(help="Where others can reach it, every page asks who they are.")
    ] = "127.0.0.1",
) -> None:
    """Show the pages, run the home's jobs, and print a link that signs you in (to a terminal only)."""
    from toonverse.cli.serve import serve as serving

    serving(host, port)


@app.command()
def engine(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8003,
    host: Annotated[
        str, typer.Option(help="Where others can reach it, only an API key opens it.")
    ] = "127.0.0.1",
) -> None:
    """Serve the image engine: a prompt goes in, a picture comes out."""
    from toonverse.cli.engine import serve_engine

    serve_engine(host, port)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check the books, the storage, the fonts, the models and the keys."""
    from toonverse.cli import checkup

    raise typer.Exit(checkup.doctor(as_json))


@app.command()
def receipt(episode: Episode, as_json: Json = False) -> None:
    """What an episode cost, by step (--json: by panel and take too)."""
    from toonverse.cli import receipts

    receipts.show(episode, as_json)


@app.command()
def stop() -> None:
    """Stop all buying, at once. Calls in flight are booked."""
    from toonverse.cli import books

    books.stop_buying(stopped=True)


@app.command()
def resume() -> None:
    """Allow buying again."""
    from toonverse.cli import books

    books.stop_buying(stopped=False)


@jobs.command("list")
def list_jobs(as_json: Json = False) -> None:
    """All jobs, newest first."""
    from toonverse.cli import books

    books.list_jobs(as_json)


@jobs.command("show")
def show_job(episode: Episode, as_json: Json = False) -> None:
    """An episode's job with its five steps."""
    from toonverse.cli import books

    books.show_job(episode, as_json)


@jobs.command("cancel")
def cancel_job(episode: Episode) -> None:
    """Stop an episode's job; what was bought stays bought."""
    from toonverse.cli import books

    books.cancel_job(episode)


@jobs.command("retry")
def retry_job(
    episode: Episode,
    step: Annotated[str | None, typer.Option(help="Do this step (and those after it) anew.")] = None,
) -> None:
    """Queue a failed or cancelled job again. `toonverse make` or `serve` then runs it."""
    from toonverse.cli import books

    books.retry_job(episode, step)


@jobs.command("shots")
def show_shots(episode: Episode, as_json: Json = False) -> None:
    """What each panel will show and say, and the price of painting it."""
    from toonverse.cli import reviewing

    reviewing.show_shots(episode, as_json)


@jobs.command("approve")
def approve_job(
    episode: Episode,
    max_cost: Annotated[
        str | None, typer.Option(metavar="USD", help="The most it may cost; you are asked without.")
    ] = None,
) -> None:
    """Paint a storyboard that was looked at (`make --review`). `toonverse make` or `serve` then does it."""
    from toonverse.cli import reviewing

    reviewing.approve(episode, _nusd(max_cost))


@unknown.command("list")
def list_unknown(as_json: Json = False) -> None:
    """What is at risk."""
    from toonverse.cli import books

    books.list_unknown(as_json)


@unknown.command("settle")
def settle_unknown(
    attempt: Annotated[int, typer.Argument(help="The attempt's id.", show_default=False)],
    cost: Annotated[
        str | None, typer.Option(metavar="USD", help="What was charged; its hold by default.")
    ] = None,
) -> None:
    """It was charged: book it."""
    from toonverse.cli import books

    books.settle_unknown(attempt, _nusd(cost))


@unknown.command("release")
def release_unknown(
    attempt: Annotated[int, typer.Argument(help="The attempt's id.", show_default=False)],
) -> None:
    """It was not charged: let it go."""
    from toonverse.cli import books

    books.release_unknown(attempt)


def main() -> None:
    """Runs a command; an error is one clear sentence on stderr and an exit code by its kind."""
    try:
        code = typer.main.get_command(app).main(prog_name="toonverse", standalone_mode=False)
    except ToonverseError as error:
        code = _say(error.code, sentence(error.code, error.facts, type(error)), exit_code(type(error)))
    except CommandLineError as error:
        code = _say("usage", error.format_message(), exit_code(UsageError))
    except OSError as error:
        code = _say(
            StorageError.code, f"{say(*PHRASES[StorageError.code])} ({error})", exit_code(StorageError)
        )
    except (typer.Abort, asyncio.CancelledError):
        code = INTERRUPTED
    if code == INTERRUPTED:
        stopped = say(
            "멈췄습니다. 같은 명령을 다시 실행하면 이어서 합니다.",
            "Stopped. The same command goes on from here.",
        )
        _say("stopped", stopped, INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _say(code: str, text: str, status: int) -> int:
    """With `--json` errors too are one object, on stderr."""
    if "--json" in sys.argv[1:]:
        report: dict[str, Any] = {"error": {"code": code, "message": text, "exit": status}}
        print(json.dumps(report, ensure_ascii=False), file=sys.stderr)  # noqa: T201
    else:
        print(f"toonverse: {text}", file=sys.stderr)  # noqa: T201
    return status


def _nusd(usd: str | None) -> int | None:
    return None if usd is None else dollars_in(usd)
