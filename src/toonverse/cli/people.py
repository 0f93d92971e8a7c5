"""Users, their keys, their balances, and what they used: what the operator's commands do."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from getpass import getpass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, Engine

from toonverse.bootstrap import load_settings, open_books
from toonverse.cli.sentences import say, term
from toonverse.clock import utc_now
from toonverse.errors import UsageError
from toonverse.metering import history, keys, old_records, passwords, sessions, sign_in, users
from toonverse.metering.accounts import LOCAL_OWNER, correct
from toonverse.metering.plain import plain_key, plain_user
from toonverse.metering.refusals import NothingToRefund
from toonverse.metering.transactions import transact
from toonverse.metering.users import Role, User


class PasswordsDiffer(UsageError):
    """The password was not the same both times."""

    code = "passwords_differ"


def add_user(name: str, role: Role, tokens: int, as_json: bool) -> None:
    """Shows the new user's first key, once."""
    with open_books(load_settings()) as books:
        user = users.add_user(books.engine, utc_now, name, role, tokens)
        _, secret = keys.add_key(books.engine, utc_now, user.id)
    if as_json:
        write({"id": user.id, "name": user.name, "api_key": secret})
        return
    print_lines(f"{user.name} ({term(user.role)}) {user.id}", _once(secret))


def list_users(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        found = users.list_users(books.engine)
    if as_json:
        write({"users": [plain_user(user) for user in found]})
    else:
        _print_users(found)


def show_user(name: str, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        user = users.find_user(books.engine, name)
        held = keys.list_keys(books.engine, user.id)
    if as_json:
        write({**plain_user(user), "keys": [plain_key(one) for one in held]})
        return
    _print_users([user])
    _print_keys(held)


def set_disabled(name: str, *, disabled: bool) -> None:
    with open_books(load_settings()) as books:
        if disabled:
            user = users.disable_user(books.engine, utc_now, name)
        else:
            user = users.enable_user(books.engine, name)
    print_lines(f"{user.name}: {_state(user)}")


def set_password(name: str) -> None:
    """Of a terminal it is asked for, twice and unseen; else it is the first line. Raises PasswordUnfit."""
    if sys.stdin.isatty():
        password = getpass(say("새 비밀번호: ", "New password: "))
        if getpass(say("한 번 더: ", "Once more: ")) != password:
            raise PasswordsDiffer()
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    with open_books(load_settings()) as books:
        user = users.find_user(books.engine, name)
        passwords.set_password(books.engine, utc_now, user.id, password)
        sessions.end_all_sessions(books.engine, user.id)
    korean = "비밀번호를 바꾸고 모든 브라우저에서 로그아웃했습니다."
    print_lines(say(korean, "The password is set; every browser is signed out."))


def show_link(name: str, at: str) -> None:
    with open_books(load_settings()) as books:
        user = users.find_user(books.engine, name or LOCAL_OWNER)
        print_lines(sign_in_link(books.engine, user.id, at))


def sign_in_link(engine: Engine, account: str, at: str) -> str:
    """An address that signs this account in, once."""
    return f"{at.rstrip('/')}/signin?token={sign_in.make_link(engine, utc_now, account)}"


def sign_out(name: str) -> None:
    with open_books(load_settings()) as books:
        sessions.end_all_sessions(books.engine, users.find_user(books.engine, name).id)
    print_lines(say("모든 브라우저에서 로그아웃했습니다.", "Every browser is signed out."))


def add_key(name: str, label: str, scopes: Sequence[str], as_json: bool) -> None:
    with open_books(load_settings()) as books:
        user = users.find_user(books.engine, name)
        key, secret = keys.add_key(books.engine, utc_now, user.id, label, scopes)
    if as_json:
        write({**plain_key(key), "api_key": secret})
        return
    print_lines(f"{key.id}: {' '.join(map(term, key.scopes))}", _once(secret))


def list_keys(name: str | None, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        account = None if name is None else users.find_user(books.engine, name).id
        found = keys.list_keys(books.engine, account)
    if as_json:
        write({"keys": [plain_key(key) for key in found]})
    else:
        _print_keys(found)


def revoke_key(key_id: str) -> None:
    with open_books(load_settings()) as books:
        keys.revoke_key(books.engine, utc_now, key_id)
    print_lines(say("열쇠를 거두었습니다.", "The key opens nothing any more."))


def change_balance(name: str, tokens: int, memo: str, *, least: int) -> None:
    """`grant` (least 1) or `adjust` (also below zero; not without a memo). Raises BalanceTooLow."""

    def work(tx: Connection) -> User:
        user = users.user_in(tx, name)
        correct(tx, utc_now, user.id, tokens, memo, least)
        return users.user_in(tx, user.id)

    with open_books(load_settings()) as books:
        _print_users([transact(books.engine, work)])


def refund(attempt_id: int, memo: str) -> None:
    """Takes a settled cost back, with what was debited for it. Raises NothingToRefund."""
    with open_books(load_settings()) as books:
        if not books.ledger.refund(attempt_id, memo):
            raise NothingToRefund(attempt=attempt_id)
    print_lines(say("되돌렸습니다.", "Taken back."))


def import_balances(path: Path, as_json: bool) -> None:
    balances = old_records.balances_in(old_records.read_records(path))
    with open_books(load_settings()) as books:
        _print_imported(history.import_balances(books.ledger, balances), as_json)


def import_usage(path: Path, as_json: bool) -> None:
    uses = old_records.uses_in(old_records.read_records(path))
    with open_books(load_settings()) as books:
        _print_imported(history.import_usage(books.ledger, books.catalog, uses), as_json)


def named_table(names: Sequence[str]) -> Table:
    table = Table()
    for name in names:
        table.add_column(name, overflow="fold")  # an id is of no use cut short
    return table


def print_lines(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def write(value: dict[str, object]) -> None:
    """The one object of `--json`."""
    print_lines(json.dumps(value, ensure_ascii=False))


def _once(secret: str) -> str:
    return say(f"열쇠 (다시 볼 수 없습니다): {secret}", f"its key (never shown again): {secret}")


def _state(user: User) -> str:
    return say("쓸 수 있음", "enabled") if user.disabled_at is None else say("막힘", "disabled")


def _print_users(found: Sequence[User]) -> None:
    headings = (
        say("이름", "name"), say("역할", "role"), say("남은 토큰", "tokens left"), say("잡힘", "held"),
        say("쓴 토큰", "used"), "", "ID",
    )  # fmt: skip
    table = named_table(headings)
    for user in found:
        left = say("한도 없음", "no limit") if user.available_tokens is None else f"{user.available_tokens:,}"
        counts = (left, f"{user.held_tokens:,}", f"{user.used_tokens:,}")
        table.add_row(user.name, term(user.role), *counts, _state(user), user.id)
    Console(highlight=False).print(table)


def _print_keys(found: Sequence[keys.Key]) -> None:
    table = named_table(("ID", say("이름표", "label"), say("범위", "scopes"), say("만든 때", "made"), ""))
    for key in found:
        state = "" if key.revoked_at is None else say("거둠", "revoked")
        table.add_row(key.id, key.label, " ".join(map(term, key.scopes)), f"{key.created_at:%Y-%m-%d}", state)
    Console(highlight=False).print(table)


def _print_imported(done: history.Imported, as_json: bool) -> None:
    if as_json:
        write(dict(asdict(done)))
        return
    told = say(
        "{booked}줄을 적었고, {known}줄은 이미 있었습니다. 새 사용자 {users}명.",
        "{booked} rows booked, {known} were there already; {users} users made for them.",
    )
    print_lines(told.format(**asdict(done)))
