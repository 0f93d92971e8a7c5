"""`toonverse usage | alerts | archives | reconcile`: the options; each is done in a module of its own."""

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


archives = typer.Typer(help="Calls of long ago, as Parquet files in the store.", no_args_is_help=True)
alerts = typer.Typer(help="What was, or should have been, told to people.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]


def register(app: typer.Typer) -> None:
    """Puts these commands under `toonverse`."""
    app.command("usage")(usage)
    app.command("reconcile")(reconcile)
    app.add_typer(alerts, name="alerts")
    app.add_typer(archives, name="archives")


@archives.command("make")
def make_archives(
    before: Annotated[str, typer.Option(metavar="DAY", help="All that was booked before this day.")],
    as_json: Json = False,
) -> None:
    """Move usage rows of long ago into files; every sum stays."""
    from toonverse.cli import archiving

    archiving.make(before, as_json)


@archives.command("list")
def list_archives(as_json: Json = False) -> None:
    """The files, and what they hold."""
    from toonverse.cli import archiving

    archiving.list_all(as_json)


@archives.command("restore")
def restore_archive(archive: Annotated[int, typer.Argument(help="Its number.", show_default=False)]) -> None:
    """Put an archive's rows back into the database."""
    from toonverse.cli import archiving

    archiving.restore(archive)


@alerts.command("list")
def list_alerts(as_json: Json = False) -> None:
    """The newest alerts, sent and waiting."""
    from toonverse.cli import alerting

    alerting.list_all(as_json)


@alerts.command("test")
def try_out() -> None:
    """Send one message to the addresses of TOONVERSE_ALERT_URLS."""
    from toonverse.cli import alerting

    alerting.try_out()


@alerts.command("tell")
def tell_user(
    name: Annotated[str, typer.Argument(help="The user's name or id.", show_default=False)],
    address: Annotated[str, typer.Argument(help="An Apprise address; '' takes it away.", show_default=False)],
) -> None:
    """Say where a user hears of its own balance and budgets."""
    from toonverse.cli import alerting

    alerting.tell_user(name, address)


def reconcile(
    bills: Annotated[
        list[Path] | None,
        typer.Argument(help="OpenAI's costs (JSON) or Google's billing export (CSV).", show_default=False),
    ] = None,
    settle: Annotated[
        bool, typer.Option("--settle", help="Decide what is at risk where a complete day's bill says enough.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold our books against the providers' own bills; importing one again changes nothing."""
    from toonverse.cli import reconcile as commands

    commands.reconcile(bills or [], settle, as_json)


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
    pattern: Annotated[
        bool, typer.Option("--pattern", help="A user's hours of the week, over the last twelve.")
    ] = False,
    waste: Annotated[
        bool, typer.Option("--waste", help="What came to something, against what did not.")
    ] = False,
    focus: Annotated[
        Path | None, typer.Option(help="Write every charge there as FOCUS 1.2 CSV; - is stdout.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What was spent on what, dearest first."""
    from toonverse.cli import usage as commands

    if focus is not None:
        commands.export_focus(account, days, focus)
    elif waste:
        commands.show_waste(days, as_json)
    elif pattern:
        commands.show_pattern(account, as_json)
    elif calls:
        commands.list_calls(account, days, calls, failed, as_json)
    else:
        names = [one.value for one in by or [ColumnName.MODEL]]
        commands.show_totals(account, list(dict.fromkeys(names)), days, as_json)
