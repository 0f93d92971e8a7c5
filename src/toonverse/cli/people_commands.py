"""`toonverse users | keys | balance | import`: the options; what they do is in `people`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

users = typer.Typer(help="Who may buy here.", no_args_is_help=True)
keys = typer.Typer(help="API keys: shown once, stored as a hash.", no_args_is_help=True)
balance = typer.Typer(help="Bought tokens.", no_args_is_help=True)
imports = typer.Typer(help="Balances and usage of an earlier system; importing twice books once.")

HERE = "http://127.0.0.1:8000"

Name = Annotated[str, typer.Argument(help="The user's name or id.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]
Memo = Annotated[str, typer.Option(help="Why; it stays in the book.")]
Records = Annotated[Path, typer.Argument(help="A CSV with a header, or a JSON list.", show_default=False)]
Tokens = Annotated[int, typer.Argument(help="How many tokens.", show_default=False)]


class RoleName(StrEnum):
    ADMIN = "admin"
    CREATOR = "creator"


def register(app: typer.Typer) -> None:
    """Puts these commands under `toonverse`."""
    app.add_typer(users, name="users")
    app.add_typer(keys, name="keys")
    app.add_typer(balance, name="balance")
    app.add_typer(imports, name="import")


@users.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="A name that nobody has here.", show_default=False)],
    role: Annotated[RoleName, typer.Option(help="What the user may do.")] = RoleName.CREATOR,
    tokens: Annotated[int, typer.Option(help="Tokens to begin with.")] = 0,
    as_json: Json = False,
) -> None:
    """Add a user and show the first key, once."""
    from toonverse.cli import people

    people.add_user(name, role.value, tokens, as_json)


@users.command("list")
def list_users(as_json: Json = False) -> None:
    """Everyone, with balances."""
    from toonverse.cli import people

    people.list_users(as_json)


@users.command("show")
def show_user(name: Name, as_json: Json = False) -> None:
    """One user, with keys (never the keys themselves)."""
    from toonverse.cli import people

    people.show_user(name, as_json)


@users.command("disable")
def disable_user(name: Name) -> None:
    """Nothing more is bought for this user, and no key opens anything."""
    from toonverse.cli import people

    people.set_disabled(name, disabled=True)


@users.command("enable")
def enable_user(name: Name) -> None:
    """Take `disable` back."""
    from toonverse.cli import people

    people.set_disabled(name, disabled=False)


@users.command("password")
def set_password(name: Name) -> None:
    """Set the password that this user signs in with: asked for twice, or one line of stdin."""
    from toonverse.cli import people

    people.set_password(name)


@users.command("link")
def link(
    name: Annotated[str, typer.Argument(help="The user's name or id; this machine's owner by default.")] = "",
    at: Annotated[str, typer.Option(metavar="ADDRESS", help="Where the pages are.")] = HERE,
) -> None:
    """Show a link that signs this user in, once, within an hour."""
    from toonverse.cli import people

    people.show_link(name, at)


@users.command("signout")
def sign_out(name: Name) -> None:
    """End every session of this user, in every browser."""
    from toonverse.cli import people

    people.sign_out(name)


@keys.command("add")
def add_key(
    name: Name,
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    scope: Annotated[
        list[str] | None, typer.Option(help="read, write, gateway, admin; all of the role's by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a key and show it, once."""
    from toonverse.cli import people

    people.add_key(name, label, scope or (), as_json)


@keys.command("list")
def list_keys(
    name: Annotated[str | None, typer.Argument(help="The user's name or id; everyone's by default.")] = None,
    as_json: Json = False,
) -> None:
    """Keys, revoked ones too."""
    from toonverse.cli import people

    people.list_keys(name, as_json)


@keys.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id.", show_default=False)],
) -> None:
    """From now on it opens nothing."""
    from toonverse.cli import people

    people.revoke_key(key_id)


@balance.command("grant")
def grant(name: Name, tokens: Tokens, memo: Memo = "") -> None:
    """Add bought tokens."""
    from toonverse.cli import people

    people.change_balance(name, tokens, memo, least=1)


@balance.command("adjust", context_settings={"ignore_unknown_options": True})
def adjust(name: Name, tokens: Tokens, memo: Memo = "") -> None:
    """Add tokens, or take away (a number below zero) what is neither used nor held; say why with --memo."""
    from toonverse.cli import people
    from toonverse.metering.accounts import TOKENS_MAX

    people.change_balance(name, tokens, memo, least=-TOKENS_MAX)


@balance.command("refund")
def refund(
    attempt: Annotated[int, typer.Argument(help="The attempt's id.", show_default=False)], memo: Memo = ""
) -> None:
    """Take one purchase back: its cost, and the tokens that were debited for it."""
    from toonverse.cli import people

    people.refund(attempt, memo)


@balance.command("show")
def show_balance(name: Name, as_json: Json = False) -> None:
    """What a user has left, holds and used."""
    from toonverse.cli import people

    people.show_user(name, as_json)


@imports.command("balances")
def import_balances(records: Records, as_json: Json = False) -> None:
    """Grant each user what it had left there."""
    from toonverse.cli import people

    people.import_balances(records, as_json)


@imports.command("usage")
def import_usage(records: Records, as_json: Json = False) -> None:
    """Book each call that was made there, at what it cost."""
    from toonverse.cli import people

    people.import_usage(records, as_json)
