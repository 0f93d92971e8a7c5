"""`toonverse posts`: the options; what they do is in `posting`."""

from typing import Annotated

import typer

from toonverse.cli.amounts import dollars_in

posts = typer.Typer(help="Illustrated posts that came in by webhook.", no_args_is_help=True)

Post = Annotated[int, typer.Argument(help="The post's id.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


@posts.command("list")
def list_posts(
    status: Annotated[str | None, typer.Option(help="pending, approved or rejected; all by default.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="The newest so many.")] = 50,
    as_json: Json = False,
) -> None:
    """The posts, newest first."""
    from toonverse.cli import posting

    posting.list_posts(status, limit, as_json)


@posts.command("show")
def show_post(post: Post, as_json: Json = False) -> None:
    """One post, with every picture that was found, made or failed."""
    from toonverse.cli import posting

    posting.show_post(post, as_json)


@posts.command("approve")
def approve(post: Post) -> None:
    """Publish a post; a picture that it lacks is made by whoever serves this home."""
    from toonverse.cli import posting

    posting.decide(post, "approved")


@posts.command("reject")
def reject(post: Post) -> None:
    """Take a post away from readers; what it still waits for is not made."""
    from toonverse.cli import posting

    posting.decide(post, "rejected")


@posts.command("costs")
def costs(as_json: Json = False) -> None:
    """What made pictures cost, against found ones."""
    from toonverse.cli import posting

    posting.costs(as_json)


@posts.command("fix-image-ratios")
def fix_image_ratios(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be made, and the price.")
    ] = False,
    max_cost: Annotated[
        str | None, typer.Option(metavar="USD", help="The most this run may ever cost.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many pictures.")] = 10_000,
    yes: Annotated[bool, typer.Option("--yes", help="Buy without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Make new illustrations for posts whose pictures are too narrow or wide; a stopped run goes on."""
    from toonverse.cli import posting

    cost_max_nusd = None if max_cost is None else dollars_in(max_cost)
    posting.fix_image_ratios(posting.Run(dry_run, cost_max_nusd, limit, not yes, as_json))
