"""`toonverse prices rerate`: past usage at other prices, beside what it did cost."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from rich.console import Console

from toonverse.bootstrap import Books, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import dollars, say
from toonverse.clock import utc_now
from toonverse.errors import UsageError
from toonverse.metering.archive import every
from toonverse.metering.catalog.models import day
from toonverse.metering.details import Chosen
from toonverse.metering.reports import Period, totals
from toonverse.metering.rerating import Reason, Rerated, next_changes
from toonverse.metering.rerating import rerate as rerated
from toonverse.money import usd_number

DAYS = 30
NEXT = "next"


WHY: dict[Reason, tuple[str, str]] = {
    "model_unknown": ("가격표에 없는 모델", "the catalogue has no such model"),
    "no_price": ("그날 그 모델의 값이 없음", "it has no price there"),
    "size_unsaid": ("크기가 적혀 있지 않음", "their size was not noted"),
    "quality_unsaid": (
        "품질이 적혀 있지 않고 낸 값으로도 알 수 없음",
        "their quality was not noted, and what was paid does not tell it",
    ),
    "usage_unsaid": ("쓴 양이 적혀 있지 않음", "what was used was not noted"),
    "other_service": ("대신할 모델은 다른 일을 함", "the other model does other work"),
}


class DayUnfit(UsageError):
    """Not a day as YYYY-MM-DD, or the last comes before the first. Facts: `said`."""

    code = "day_unfit"


class NothingChanges(UsageError):
    """No price of a model that was used is known to change."""

    code = "nothing_changes"


class ReplacementUnfit(UsageError):
    """Not MODEL=OTHER. Facts: `said`."""

    code = "replacement_unfit"


def rerate(
    since: str | None,
    until: str | None,
    at: str | None,
    instead: Sequence[str],
    episode: int | None,
    as_json: bool,
) -> None:
    """Raises DayUnfit, NothingChanges, ReplacementUnfit, ModelUnknown."""
    replaced = dict(_pair(one) for one in instead)
    with open_books(load_settings()) as books:
        today = utc_now().astimezone(books.zone).date()
        last = _day(until) if until else today
        first = _day(since) if since else min(last, today) - timedelta(DAYS - 1)
        if first > last:
            raise DayUnfit(said=f"{first} > {last}")
        on = _on(books, at, first, last)
        chosen = Chosen(
            episode=None if episode is None else str(episode),
            since=None if episode is not None and since is None else _midnight(books, first),
            until=_midnight(books, last + timedelta(1)),
        )
        found = rerated(books.catalog, every(books.engine, books.images, chosen), on, replaced)
    if as_json:
        said = {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "at": None if on is None else on.isoformat(),
        }
        write(said | _sums(found) | {"models": [_described(one) for one in found]})
        return
    _print(found, on)


def _on(books: Books, at: str | None, first: date, last: date) -> date | None:
    if at is None or at != NEXT:
        return None if at is None else _day(at)
    used = [one.name for one in totals(books.engine, Period(books.zone, first, last), ["model"])]
    change = next(next_changes(books.catalog, used, day(utc_now())), None)
    if change is None:
        raise NothingChanges()
    return change[0]


def _print(found: Sequence[Rerated], on: date | None) -> None:
    then = say("그때라면", "would be") if on is None else str(on)
    table = named_table(
        (
            say("모델", "model"),
            say("대신", "instead"),
            say("호출", "calls"),
            say("들인 돈", "was"),
            then,
            say("차이", "difference"),
        )
    )
    for one in found:
        other = one.instead if one.instead != one.model else ""
        amounts = (dollars(one.was_nusd), dollars(one.would_nusd), _signed(one.difference_nusd))
        table.add_row(one.model, other, str(one.calls), *amounts)
    was, would = sum(one.was_nusd for one in found), sum(one.would_nusd for one in found)
    table.add_section()
    calls = str(sum(one.calls for one in found))
    table.add_row(say("합계", "total"), "", calls, dollars(was), dollars(would), _signed(would - was))
    Console(highlight=False).print(table)
    for one in found:
        for left in one.unpriced:
            words = say("{}: {}건({})은 뺐습니다: {}.", "{}: {} calls ({}) are left out: {}.")
            print_lines(words.format(one.model, left.calls, dollars(left.cost_nusd), say(*WHY[left.reason])))


def _sums(found: Sequence[Rerated]) -> dict[str, object]:
    was, would = sum(one.was_nusd for one in found), sum(one.would_nusd for one in found)
    return {
        "was_usd": usd_number(was),
        "would_usd": usd_number(would),
        "difference_usd": usd_number(would - was),
        "unpriced_usd": usd_number(sum(one.unpriced_nusd for one in found)),
    }


def _described(one: Rerated) -> dict[str, object]:
    return {
        "model": one.model,
        "instead": one.instead,
        "calls": one.calls,
        "was_usd": usd_number(one.was_nusd),
        "would_usd": usd_number(one.would_nusd),
        "difference_usd": usd_number(one.difference_nusd),
        "unpriced_calls": one.unpriced_calls,
        "unpriced_usd": usd_number(one.unpriced_nusd),
        "unpriced": [
            {"reason": left.reason, "calls": left.calls, "cost_usd": usd_number(left.cost_nusd)}
            for left in one.unpriced
        ],
    }


def _signed(amount_nusd: int) -> str:
    return (
        f"+{dollars(amount_nusd)}" if amount_nusd > 0 else f"-{dollars(-amount_nusd)}" if amount_nusd else "-"
    )


def _pair(said: str) -> tuple[str, str]:
    model, equals, other = said.partition("=")
    if not (model and equals and other):
        raise ReplacementUnfit(said=said[:100])
    return model, other


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as unfit:
        raise DayUnfit(said=said[:40]) from unfit


def _midnight(books: Books, on: date) -> datetime:
    return datetime.combine(on, time(0), books.zone)
