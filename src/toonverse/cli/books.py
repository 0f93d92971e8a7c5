"""Jobs, receipts, the stop switch and unknown calls: commands that read or write rows and need no engine."""

import json
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from toonverse.bootstrap import load_settings, open_books
from toonverse.cli.screen import step_name
from toonverse.cli.sentences import dollars, say, sentence
from toonverse.jobs import orders
from toonverse.jobs.costs import booked
from toonverse.jobs.follow import plain_job
from toonverse.metering.accounts import stop_buying as set_stopped
from toonverse.metering.unknowns import release_unknown as release
from toonverse.metering.unknowns import settle_unknown as settle
from toonverse.metering.unknowns import unknown_attempts
from toonverse.money import usd_number
from toonverse.store.records import Job


def list_jobs(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        _show_jobs(booked(books.engine, books.works.jobs.recent()), as_json)


def show_job(episode_id: int, as_json: bool) -> None:
    with open_books(load_settings()) as books:
        books.works.jobs.find(episode_id, "pipeline.full")
        _show_jobs(booked(books.engine, books.works.jobs.of_episode(episode_id)), as_json)


def cancel_job(episode_id: int) -> None:
    with open_books(load_settings()) as books:
        _say(_state(orders.cancel(books.works, episode_id)))


def retry_job(episode_id: int, step: str | None) -> None:
    with open_books(load_settings()) as books:
        _say(_state(orders.retry(books.works, episode_id, step)))


def stop_buying(*, stopped: bool) -> None:
    with open_books(load_settings()) as books:
        set_stopped(books.engine, stopped)
    _say(
        say("모든 구매를 멈췄습니다.", "All buying is stopped.")
        if stopped
        else say("다시 살 수 있습니다.", "Buying is allowed again.")
    )


def list_unknown(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        found = unknown_attempts(books.engine)
    if as_json:
        _write(
            {
                "unknown": [
                    {
                        "attempt": one.id,
                        "key": one.key,
                        "model": one.model,
                        "at_risk_usd": usd_number(one.at_risk_nusd),
                        "sent_at": one.sent_at.isoformat(),
                        "message": one.message,
                    }
                    for one in found
                ]
            }
        )
        return
    rows = ((str(one.id), one.key, one.model, dollars(one.at_risk_nusd), one.message) for one in found)
    names = (
        say("번호", "attempt"),
        say("이름", "key"),
        say("모델", "model"),
        say("위험", "at risk"),
        say("까닭", "why"),
    )
    Console(highlight=False).print(_table(names, rows))


def settle_unknown(attempt_id: int, cost_nusd: int | None) -> None:
    with open_books(load_settings()) as books:
        settle(books.ledger, attempt_id, cost_nusd)


def release_unknown(attempt_id: int) -> None:
    with open_books(load_settings()) as books:
        release(books.ledger, attempt_id)


def _show_jobs(jobs: Sequence[Job], as_json: bool) -> None:
    if as_json:
        _write({"jobs": [plain_job(job) for job in jobs]})
        return
    rows = (
        (str(job.episode_id), step_name(job.kind), job.status, dollars(job.cost_nusd), _why(job))
        for job in jobs
    )
    names = (say("회차", "episode"), say("작업", "job"), say("상태", "status"), say("비용", "cost"), "")
    Console(highlight=False).print(_table(names, rows))


def _why(job: Job) -> str:
    if job.error_code or not job.waiting_for:
        return job.error_code
    facts = json.loads(job.waiting_for)
    told = sentence(facts["waiting_for"], facts)
    until = facts.get("resets_at", "")
    return f"{told} {say('다시 시작', 'goes on')}: {until}" if until else told


def _state(job: Job) -> str:
    return f"{say('회차', 'episode')} {job.episode_id}: {job.status}"


def _table(names: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table()
    for name in names:
        table.add_column(name)
    for row in rows:
        table.add_row(*row)
    return table


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _write(value: dict[str, object]) -> None:
    _say(json.dumps(value, ensure_ascii=False))
