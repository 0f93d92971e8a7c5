"""`toonverse budgets`: what an operator says about limits, in the words of the command line."""

from collections.abc import Mapping, Sequence
from typing import get_args

from rich.console import Console

from toonverse.bootstrap import Books, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import dollars, say
from toonverse.clock import utc_now
from toonverse.errors import UsageError
from toonverse.metering import budgets, limits, users
from toonverse.metering.accounts import EACH_NEW
from toonverse.metering.budgets import SCOPES, WINDOWS, Budget, Scope
from toonverse.metering.calls import Service, Source
from toonverse.metering.limits import Standing
from toonverse.metering.windows import Window
from toonverse.money import usd_number

ACTIONS = {"stop": True, "notify": False}
KNOWN: Mapping[str, tuple[str, ...]] = {"source": get_args(Source), "service": get_args(Service)}


class BudgetUnfit(UsageError):
    """No such scope, value, window or action. Facts: said, fits."""

    code = "budget_unfit"


def set_budget(scope: str, window: str, limit_nusd: int, action: str, as_json: bool) -> None:
    if action not in ACTIONS:
        raise BudgetUnfit(said=action, fits=", ".join(ACTIONS))
    with open_books(load_settings()) as books:
        kind, value = _scope(books, scope)
        budget = Budget(kind, value, _window(window), limit_nusd, ACTIONS[action])
        budgets.set_budget(books.engine, utc_now, books.zone, budget)
        _show(books, kind, value, window, as_json)


def list_budgets(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        _show(books, None, "", None, as_json)


def show_budget(scope: str, window: str | None, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        kind, value = _scope(books, scope)
        _show(books, kind, value, None if window is None else _window(window), as_json)


def remove_budget(scope: str, window: str) -> None:
    with open_books(load_settings()) as books:
        kind, value = _scope(books, scope)
        limits.remove_budget(books.engine, kind, value, _window(window))
    print_lines(say("예산을 없앴습니다.", "The budget is removed."))


def _scope(books: Books, said: str) -> tuple[Scope, str]:
    """`global`, or a scope and its value; an account is named and stored by its id.

    `account:*` is what each new account gets. Raises BudgetUnfit, NotFound.
    """
    kind, _, value = said.partition(":")
    if said == "global":
        return "global", ""
    scope = next((one for one in SCOPES if one == kind), None)
    if scope is None or not value:
        raise BudgetUnfit(said=said[:100], fits=f"global, {', '.join(f'{one}:...' for one in SCOPES)}")
    if value not in KNOWN.get(kind, (value,)):
        raise BudgetUnfit(said=said[:100], fits=", ".join(KNOWN[kind]))
    if scope == "account" and value != EACH_NEW:
        return scope, users.find_user(books.engine, value).id
    return scope, value


def _window(said: str) -> Window:
    window = next((one for one in WINDOWS if one == said), None)
    if window is None:
        raise BudgetUnfit(said=said[:100], fits=", ".join(WINDOWS))
    return window


def _show(books: Books, scope: Scope | None, value: str, window: str | None, as_json: bool) -> None:
    found = [
        one
        for one in limits.standings(books.engine, books.zone, utc_now())
        if scope in (None, one.budget.scope)
        and (scope is None or one.budget.value == value)
        and window in (None, one.budget.window)
    ]
    names = {user.id: user.name for user in users.list_users(books.engine)}
    if as_json:
        write({"time_zone": books.zone.key, "budgets": [_described(one, names) for one in found]})
    else:
        _print(found, names, books.zone.key)


def _described(one: Standing, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "scope": _name(one.budget, names),
        "window": one.budget.window,
        "action": _action(one.budget),
        "limit_usd": usd_number(one.budget.limit_nusd),
        "spent_usd": usd_number(one.settled_nusd),
        "held_usd": usd_number(one.held_nusd),
        "at_risk_usd": usd_number(one.at_risk_nusd),
        "left_usd": usd_number(one.left_nusd),
        "window_start": one.window_start.isoformat(),
        "resets_at": None if one.resets_at is None else one.resets_at.isoformat(),
    }


def _name(budget: Budget, names: Mapping[str, str]) -> str:
    if budget.scope == "global":
        return "global"
    return f"{budget.scope}:{names.get(budget.value, budget.value)}"


def _action(budget: Budget) -> str:
    return next(name for name, stops in ACTIONS.items() if stops == budget.stops)


def _print(found: Sequence[Standing], names: Mapping[str, str], zone: str) -> None:
    headings = (
        say("대상", "scope"), say("기간", "window"), say("다 쓰면", "action"), say("한도", "limit"),
        say("씀", "spent"), say("잡힘", "held"), say("위험", "at risk"), say("남음", "left"),
    )  # fmt: skip
    table = named_table(headings)
    for one in found:
        amounts = (one.settled_nusd, one.held_nusd, one.at_risk_nusd, one.left_nusd)
        limit = dollars(one.budget.limit_nusd)
        table.add_row(
            _name(one.budget, names), one.budget.window, _action(one.budget), limit, *map(dollars, amounts)
        )
    table.caption = say(f"기간은 {zone} 기준", f"windows begin and end in {zone}")
    Console(highlight=False).print(table)
