"""`toonverse budgets`: the options; what they do is in `budgeting`."""

from typing import Annotated

import typer

from toonverse.cli.amounts import dollars_in

budgets = typer.Typer(help="Limits in USD that stop buying, or only tell.", no_args_is_help=True)

Scope = Annotated[
    str,
    typer.Option(
        metavar="SCOPE",
        help="global, account:NAME, source:S, project:ID, service:S, provider:P or model:M; "
        "account:* is given to each new user.",
    ),
]
ScopeArgument = Annotated[str, typer.Argument(metavar="SCOPE", show_default=False)]
Window = Annotated[str, typer.Option(help="day, week, month or total.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


@budgets.command("set")
def set_budget(
    limit: Annotated[str, typer.Option(metavar="USD", show_default=False)],
    scope: Scope = "global",
    window: Window = "day",
    action: Annotated[str, typer.Option(help="stop, or notify: only tell.")] = "stop",
    as_json: Json = False,
) -> None:
    """Set a budget, in place of that of the same scope and window."""
    from toonverse.cli import budgeting

    budgeting.set_budget(scope, window, dollars_in(limit), action, as_json)


@budgets.command("list")
def list_budgets(as_json: Json = False) -> None:
    """Every budget, and how it stands in its window of now."""
    from toonverse.cli import budgeting

    budgeting.list_budgets(as_json)


@budgets.command("show")
def show_budget(
    scope: ScopeArgument = "global",
    window: Annotated[str | None, typer.Option(help="Only that of this window.")] = None,
    as_json: Json = False,
) -> None:
    """The budgets of one scope."""
    from toonverse.cli import budgeting

    budgeting.show_budget(scope, window, as_json)


@budgets.command("remove")
def remove_budget(scope: Scope = "global", window: Window = "day") -> None:
    """Remove a budget: it neither stops nor tells any more."""
    from toonverse.cli import budgeting

    budgeting.remove_budget(scope, window)
