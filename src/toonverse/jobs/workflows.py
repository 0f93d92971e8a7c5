"""The durable workflows: `pipeline.full`, and one child for each panel.

A workflow only puts steps in order. A step may be repeated after a crash and is made for it
(`studio.pipeline`). Steps never raise: a failure is a value, because the engine keeps values as JSON and
a replay must see what the first run saw.

Steps are never chained inside `asyncio.gather`: their numbers are given at the call, and a replay
would hand one panel another panel's result. One child workflow for each panel keeps them apart.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from dbos import DBOS, SetWorkflowID
from sqlalchemy.exc import SQLAlchemyError

from toonverse.db import is_away
from toonverse.errors import StorageError, ToonverseError
from toonverse.metering.refusals import BuyingStopped, Waiting
from toonverse.store.job_rows import plain_fact
from toonverse.studio.pipeline import Studio
from toonverse.studio.turns import Turn

Outcome = dict[str, Any]
"""`{"ok": value}`, or `{"error": code, "facts": {...}}`. JSON."""

CRASHES_MAX = 100
"""After so many starts the engine gives a run up: it must be the run that kills the process."""

END_WAITS_SECONDS = (0.2, 1.0, 4.0)
"""The end is written again after these waits; then the run is lost, and `runner` settles it."""

MONEY_POLL_SECONDS = 1.0
AWAY_POLL_SECONDS = 1.0
"""How often a step is done again while the database is away: until it is back, or this process ends."""

POLL_SECONDS = 0.1

REVIEW = "review"
"""In the outcome of the storyboard's step: a person wants to look at it first."""

log = logging.getLogger("dbos.toonverse")

_studio: Studio | None = None


def employ(studio: Studio | None) -> None:
    """Says who does the work. The engine is one for each process, and so is this."""
    global _studio
    _studio = studio


def _at_work() -> Studio:
    if _studio is None:
        raise RuntimeError("the engine runs without a studio")
    return _studio


@DBOS.workflow(name="pipeline.full", max_recovery_attempts=CRASHES_MAX)
async def pipeline_full(job_id: int, run: int) -> Outcome:
    """One run of an episode's job: the five sub-jobs in order, then the end, good or bad."""
    result = await _script(job_id, run)
    envelope = ""
    if "ok" in result:
        result = await _storyboard(job_id, run)
    if REVIEW in result:
        return result  # the run is over, the job is not: whoever approves it starts the next run
    if "ok" in result:
        panels = result["ok"]
        result = await _open_money(job_id, run)
        if "ok" in result:
            envelope = result["ok"]
            result = await _panels(job_id, run, panels, envelope)
    if "ok" in result:
        result = await _package(job_id, run)
    await _end(job_id, run, envelope, None if "ok" in result else result)
    return result


@DBOS.workflow(name="panel", max_recovery_attempts=CRASHES_MAX)
async def panel(job_id: int, run: int, number: int, envelope: str) -> Outcome:
    """One panel: its picture, then its lettering."""
    painted = await _paint(job_id, run, number, envelope)
    return await _letter(job_id, run, number) if "ok" in painted else painted


async def _panels(job_id: int, run: int, count: int, envelope: str) -> Outcome:
    """All panels at once (the studio's lane bounds the calls); one that fails does not stop the others."""
    handles = []
    for number in range(1, count + 1):
        with SetWorkflowID(f"{DBOS.workflow_id}/panel/{number}"):
            handles.append(await DBOS.start_workflow_async(panel, job_id, run, number, envelope))
    outcomes = [await handle.get_result(polling_interval_sec=POLL_SECONDS) for handle in handles]
    return next((outcome for outcome in outcomes if "ok" not in outcome), {"ok": count})


@DBOS.step(name="text.script")
async def _script(job_id: int, run: int) -> Outcome:
    turn = Turn(job_id, run)
    return await _when_it_fits(turn, lambda: _at_work().script(turn))


@DBOS.step(name="director.storyboard")
async def _storyboard(job_id: int, run: int) -> Outcome:
    turn = Turn(job_id, run)
    drawn = await _when_it_fits(turn, lambda: _at_work().storyboard(turn))
    if "ok" not in drawn:
        return drawn
    asked = await _outcome(partial(asyncio.to_thread, _at_work().ask_for_review, turn))
    if "ok" not in asked:
        return asked
    return {**drawn, REVIEW: True} if asked["ok"] else drawn


@DBOS.step(name="money")
async def _open_money(job_id: int, run: int) -> Outcome:
    turn = Turn(job_id, run)
    return await _when_it_fits(turn, lambda: asyncio.to_thread(_at_work().open_money, turn))


@DBOS.step(name="image.generate")
async def _paint(job_id: int, run: int, number: int, envelope: str) -> Outcome:
    """The envelope may fall short: what a crash lost is held once more, and may have to wait for that."""
    turn = Turn(job_id, run)
    return await _when_it_fits(turn, lambda: _at_work().paint(turn, number, envelope))


@DBOS.step(name="lettering.apply")
async def _letter(job_id: int, run: int, number: int) -> Outcome:
    return await _outcome(lambda: _at_work().letter(Turn(job_id, run), number))


@DBOS.step(name="packaging.assemble")
async def _package(job_id: int, run: int) -> Outcome:
    return await _outcome(lambda: _at_work().package(Turn(job_id, run)))


@DBOS.step(name="end")
async def _end(job_id: int, run: int, envelope: str, failure: Outcome | None) -> Outcome:
    """A disc full for a moment must not leave the row open behind a run that is over."""
    for wait in (*END_WAITS_SECONDS, None):
        ended = await _outcome(
            lambda: asyncio.to_thread(_at_work().end, Turn(job_id, run), envelope, failure)
        )
        if "ok" in ended or wait is None:
            break
        await asyncio.sleep(wait)
    return ended


async def _when_it_fits(turn: Turn, step: Callable[[], Awaitable[Any]]) -> Outcome:
    """Where only holds, amounts at risk or the operator's switch are in the way, the job waits here."""
    while True:
        outcome = await _outcome(step)
        if outcome.get("error") not in (Waiting.code, BuyingStopped.code):
            return outcome
        blocked = {"waiting_for": outcome["error"], **outcome["facts"]}  # a Waiting names its own
        waiting = await _outcome(partial(asyncio.to_thread, _at_work().wait, turn, blocked))
        if "ok" not in waiting:
            return waiting
        await asyncio.sleep(MONEY_POLL_SECONDS)


async def _outcome(step: Callable[[], Awaitable[Any]]) -> Outcome:
    """What a step came to. While the database is away it is done again: it looks first at what is stored."""
    while True:
        try:
            return {"ok": await step()}
        except (ToonverseError, OSError, SQLAlchemyError) as error:
            if not is_away(error):
                return _failed(error)
            log.warning("the database is away: %s", error)
        except Exception as error:
            log.exception("a step failed")  # a fault of ours must end the job, not leave it running for ever
            return _error(ToonverseError.code, f"{type(error).__name__}: {error}")
        await asyncio.sleep(AWAY_POLL_SECONDS)


def _failed(error: ToonverseError | OSError | SQLAlchemyError) -> Outcome:
    if isinstance(error, ToonverseError):
        facts = {name: plain_fact(value) for name, value in error.facts.items()}
        return {"error": error.code, "facts": facts}
    return _error(StorageError.code, str(getattr(error, "orig", None) or error))


def _error(code: str, reason: str) -> Outcome:
    return {"error": code, "facts": {"reason": reason[:500]}}
