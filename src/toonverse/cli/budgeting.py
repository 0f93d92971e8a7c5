"""`toonverse budgets`: what an operator says about limits, in the words of the command line."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from toonverse.bootstrap import Books, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import dollars, say, term
from toonverse.clock import utc_now
from toonverse.metering import budgets, limits, users
from toonverse.metering.budgets import Scope
from toonverse.metering.limits import Standing
from toonverse.metering.plain import action_of, plain_standing, scope_name


def set_budget(scope: str, window: str, limit_nusd: int, action: str, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        there = books.catalog.models, books.works.project
        budget = limits.budget_of(books.engine, *there, scope, window, limit_nusd, action)
        budgets.set_budget(books.engine, utc_now, books.zone, budget)
        _show(books, budget.scope, budget.value, window, as_json)


def list_budgets(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        _show(books, None, "", None, as_json)


def show_budget(scope: str, window: str | None, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        kind, value = limits.scope_of(books.engine, scope)
        _show(books, kind, value, None if window is None else limits.window_of(window), as_json)


def remove_budget(scope: str, window: str) -> None:
    with open_books(load_settings()) as books:
        kind, value = limits.scope_of(books.engine, scope)
        limits.remove_budget(books.engine, kind, value, limits.window_of(window))
    print_lines(say("예산을 없앴습니다.", "The budget is removed."))


def _show(books: Books, scope: Scope | None, value: str, window: str | None, as_json: bool) -> None:
    found = [
        one
        for one in limits.standings(books.engine, books.zone, utc_now())
        if (scope is None or (one.budget.scope, one.budget.value) == (scope, value))
        and window in (None, one.budget.window)
    ]
    names = {user.id: user.name for user in users.list_users(books.engine)}
    if as_json:
        write({"time_zone": books.zone.key, "budgets": [plain_standing(one, names) for one in found]})
    else:
        _print(found, names, books.zone.key)


def _print(found: Sequence[Standing], names: Mapping[str, str], zone: str) -> None:
    headings = (
        say("대상", "scope"), say("기간", "window"), say("다 쓰면", "action"), say("한도", "limit"),
        say("씀", "spent"), say("잡힘", "held"), say("위험", "at risk"), say("남음", "left"),
    )  # fmt: skip
    table = named_table(headings)
    for one in found:
        amounts = (one.settled_nusd, one.held_nusd, one.at_risk_nusd, one.left_nusd)
        limit = dollars(one.budget.limit_nusd)
        words = term(scope_name(one, names)), term(one.budget.window), term(action_of(one))
        table.add_row(*words, limit, *map(dollars, amounts))
    table.caption = say(f"기간은 {zone} 기준", f"windows begin and end in {zone}")
    Console(highlight=False).print(table)
