"""What was spent on what: totals by column, single calls, and the whole as a table for other programs."""

import sys
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any, cast

from rich.console import Console

from toonverse.bootstrap import Books, load_settings, open_books
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import dollars, say
from toonverse.clock import utc_now
from toonverse.errors import StorageError, UsageError
from toonverse.jobs.costs import dearest, unused_nusd
from toonverse.metering import focus, users
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.archive import every, newest
from toonverse.metering.details import Chosen
from toonverse.metering.patterns import WEEKS, pattern
from toonverse.metering.plain import plain_hour
from toonverse.metering.reports import Column, Period, Total, sum_of, totals
from toonverse.metering.unknowns import unknown_attempts
from toonverse.money import usd_number
from toonverse.store.job_rows import JOBS_LISTED_MAX

EPISODE = "episode"
_HEADINGS = {
    "day": "날", "account": "사용자", "source": "출처", "service": "종류", "provider": "제공자",
    "model": "모델", "request_type": "일", EPISODE: "회차",
}  # fmt: skip


class ColumnsUnfit(UsageError):
    """Episodes are added up by themselves, and of all users. Facts: `by`."""

    code = "columns_unfit"


class ExportFailed(StorageError):
    """The file does not take the export. Facts: `file`, `reason`."""

    code = "export_failed"


def show_totals(account: str | None, by: Sequence[str], days: int, as_json: bool) -> None:
    """The last so many days (whole ones, in the installation's zone, today included).

    Raises ColumnsUnfit, NotFound.
    """
    if EPISODE in by and (len(by) > 1 or account is not None):
        raise ColumnsUnfit(by=", ".join(by))
    with open_books(load_settings()) as books:
        period = Period.of_days(books.zone, days, utc_now())
        if EPISODE in by:
            _show_episodes(books, period, as_json)
            return
        only = {} if account is None else {"account": users.find_user(books.engine, account).id}
        found = totals(books.engine, period, cast(Sequence[Column], by), only)  # type: ignore[arg-type]
        names = _names(books) if "account" in by else {}
    if as_json:
        told = {"since": period.first.isoformat(), "by": by[0] if len(by) == 1 else list(by)}
        write(told | {"totals": [_total(one, by, names) for one in found]})
        return
    _print_totals(found, by, names)


def show_waste(days: int, as_json: bool) -> None:
    """What of these days' cost came to something, and what did not."""
    with open_books(load_settings()) as books:
        period = Period.of_days(books.zone, days, utc_now())
        since = datetime.combine(period.first, time(0), books.zone)
        failed = every(books.engine, books.images, Chosen(success=False, since=since))
        lost = sum(row["cost_nusd"] for row in failed)
        unused = unused_nusd(books.engine, books.works, since)
        spent = sum_of(totals(books.engine, period, [])).cost_nusd
        at_risk = sum(one.at_risk_nusd for one in unknown_attempts(books.engine))
    parts = {
        "accepted": (say("쓰인 것", "accepted"), spent - lost - unused),
        "unused": (say("고르지 않은 그림", "takes not chosen"), unused),
        "lost": (say("결과 없이 청구된 것", "charged without a result"), lost),
        "spent": (say("합계", "total"), spent),
        "at_risk": (say("결과를 모르는 것 (합계에 없음)", "at risk (not in the total)"), at_risk),
    }
    if as_json:
        amounts = {f"{name}_usd": usd_number(amount) for name, (_, amount) in parts.items()}
        write({"since": period.first.isoformat(), **amounts})
        return
    table = named_table(("", say("비용", "cost")))
    for words, amount in parts.values():
        table.add_row(words, dollars(amount))
    Console(highlight=False).print(table)


def show_pattern(account: str | None, as_json: bool) -> None:
    """A user's hours of the week, of the last twelve; the local owner's by default. Raises NotFound."""
    with open_books(load_settings()) as books:
        whose = LOCAL_OWNER if account is None else users.find_user(books.engine, account).id
        found = pattern(books.engine, books.zone, utc_now(), whose)
    if as_json:
        write({"weeks": WEEKS, "pattern": [plain_hour(one) for one in found]})
        return
    days = say("월 화 수 목 금 토 일", "Mon Tue Wed Thu Fri Sat Sun").split()
    table = named_table(
        (
            say("요일", "day"),
            say("시", "hour"),
            say("호출", "calls"),
            say("토큰", "tokens"),
            say("비용", "cost"),
        )
    )
    for one in found:
        counts = str(one.calls), f"{one.tokens:,}"
        table.add_row(days[one.weekday], f"{one.hour:02}", *counts, dollars(one.cost_nusd))
    Console(highlight=False).print(table)


def list_calls(account: str | None, days: int, limit: int, failed: bool, as_json: bool) -> None:
    """The newest calls of these days, one by one. Raises NotFound."""
    with open_books(load_settings()) as books:
        chosen = _chosen(books, account, days, success=False if failed else None)
        rows = newest(books.engine, books.images, chosen, limit)
        names = _names(books)
    if as_json:
        write({"calls": [_call(row) for row in rows]})
        return
    headings = (
        say("때", "at"),
        say("사용자", "user"),
        say("출처", "source"),
        say("모델", "model"),
        say("무엇", "what for"),
        say("토큰", "tokens"),
        say("비용", "cost"),
        say("오류", "error"),
    )
    table = named_table(headings)
    for row in rows:
        what = "/".join(part for part in (row["episode"], row["panel"] or row["post"]) if part)
        attempt = f"#{row['attempt_id']}" if row["attempt_id"] else ""  # `balance refund` asks for it
        table.add_row(
            row["created_at"].strftime("%Y-%m-%d %H:%M:%S"),
            names.get(row["account"], row["account"]),
            row["source"],
            row["model"],
            f"{what or row['request_type']} {attempt}".strip(),
            f"{row['debit_tokens']:,}",
            dollars(row["cost_nusd"]),
            row["error_message"][:80],
        )
    Console(highlight=False).print(table)


def export_focus(account: str | None, days: int, path: Path) -> None:
    """Raises ExportFailed, NotFound."""
    with open_books(load_settings()) as books:
        rows, names = every(books.engine, books.images, _chosen(books, account, days)), _names(books)
        if str(path) == "-":
            focus.write(rows, names, sys.stdout)
            return
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                count = focus.write(rows, names, file)
        except OSError as failure:
            raise ExportFailed(file=str(path), reason=str(failure)) from failure
    print_lines(say(f"{count}건을 썼습니다: {path}", f"{count} charges written: {path}"))


def _chosen(books: Books, account: str | None, days: int, success: bool | None = None) -> Chosen:
    first = Period.of_days(books.zone, days, utc_now()).first
    since = datetime.combine(first, time(0), books.zone)
    whose = None if account is None else users.find_user(books.engine, account).id
    return Chosen(account=whose, success=success, since=since)


def _names(books: Books) -> dict[str, str]:
    return {user.id: user.name for user in users.list_users(books.engine)}


def _print_totals(found: Sequence[Total], by: Sequence[str], names: dict[str, str]) -> None:
    counts = (
        say("호출", "calls"),
        say("성공", "successes"),
        say("토큰", "tokens"),
        say("비용", "cost"),
        say("호출당", "a call"),
    )
    table = named_table((*(say(_HEADINGS.get(name, name), name) for name in by), *counts))
    for number, one in enumerate((*found, sum_of(found))):
        if number == len(found):
            table.add_section()
        said = [names.get(name, name) or "-" for name in one.names] or [say("합계", "total"), *[""] * len(by)]
        amounts = (str(one.calls), str(one.successes), f"{one.tokens:,}")
        table.add_row(*said[: len(by)], *amounts, dollars(one.cost_nusd), dollars(one.mean_nusd))
    Console(highlight=False).print(table)


def _total(one: Total, by: Sequence[str], names: dict[str, str]) -> dict[str, object]:
    said = [names.get(name, name) for name in one.names]
    called: dict[str, object] = {"name": said[0]} if len(by) == 1 else dict(zip(by, said, strict=True))
    return called | {
        "calls": one.calls,
        "successes": one.successes,
        "tokens": one.tokens,
        "cost_usd": usd_number(one.cost_nusd),
        "mean_usd": usd_number(one.mean_nusd),
    }


def _call(row: dict[str, Any]) -> dict[str, object]:
    told = (
        "id", "attempt_id", "account", "source", "service", "model", "size", "quality", "request_type",
        "project", "episode", "panel", "post", "prompt_tokens", "completion_tokens", "total_tokens", "images",
        "seconds", "debit_tokens", "success", "refund", "error_code", "error_message",
    )  # fmt: skip
    said: dict[str, object] = {name: row[name] for name in told}
    return said | {"cost_usd": usd_number(row["cost_nusd"]), "created_at": row["created_at"].isoformat()}


def _show_episodes(books: Books, period: Period, as_json: bool) -> None:
    """The dearest episodes that were ordered in these days."""
    since = datetime.combine(period.first, time(0), books.zone)
    found = dearest(books.engine, books.works, since, JOBS_LISTED_MAX)
    titles = {job.episode_id: books.works.episode(job.episode_id).title for job in found}
    if as_json:
        rows = [
            {
                "episode_id": job.episode_id,
                "title": titles[job.episode_id],
                "cost_usd": usd_number(job.cost_nusd),
            }
            for job in found
        ]
        write({"since": period.first.isoformat(), "by": EPISODE, "totals": rows})
        return
    table = named_table(
        (say("회차", "episode"), say("제목", "title"), say("상태", "status"), say("비용", "cost"))
    )
    for job in found:
        table.add_row(str(job.episode_id), titles[job.episode_id], job.status, dollars(job.cost_nusd))
    Console(highlight=False).print(table)
