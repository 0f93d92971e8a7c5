"""`toonverse usage`: the options; what it does is in `usage`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ColumnName(StrEnum):
    DAY = "day"
    ACCOUNT = "account"
    SOURCE = "source"
    SERVICE = "service"
    PROVIDER = "provider"
    MODEL = "model"
    REQUEST_TYPE = "request_type"
    EPISODE = "episode"


def register(app: typer.Typer) -> None:
    """Puts the command under `toonverse`."""
    app.command("usage")(usage)


def usage(
    account: Annotated[str | None, typer.Option(help="Only this user's.")] = None,
    by: Annotated[
        list[ColumnName] | None,
        typer.Option(help="What is added up; more than once for several.", show_default="model"),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=3660, help="The last so many days.")] = 30,
    calls: Annotated[int, typer.Option(min=0, max=500, help="The last so many calls, one by one.")] = 0,
    failed: Annotated[
        bool, typer.Option("--failed", help="With --calls: only those without a result.")
    ] = False,
    focus: Annotated[
        Path | None, typer.Option(help="Write every charge there as FOCUS 1.2 CSV; - is stdout.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> None:
    """What was spent on what, dearest first."""
    from toonverse.cli import usage as commands

    if focus is not None:
        commands.export_focus(account, days, focus)
    elif calls:
        commands.list_calls(account, days, calls, failed, as_json)
    else:
        names = [one.value for one in by or [ColumnName.MODEL]]
        commands.show_totals(account, list(dict.fromkeys(names)), days, as_json)
