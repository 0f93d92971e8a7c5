"""The engine that makes jobs survive: opening and closing it, and the few calls the rest makes on it.

DBOS is one for each process, hence the module state below. Everything it stores lies in a file of its
own, in WAL mode: sharing the application's file let an application write wait 1.6 s at worst, apart 25 ms.
"""

import asyncio
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import cast

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID

from toonverse.errors import StorageError, ToonverseError
from toonverse.jobs import workflows
from toonverse.jobs.workflows import Outcome
from toonverse.studio.pipeline import Studio

APPLICATION_VERSION = "toonverse-1"
"""Pinned: by default DBOS takes a hash of the workflows' source, and a release would strand what runs.

Workflows change through `DBOS.patch_async`; this string changes only with a migration of what is pending.
"""

EXECUTOR_ID = "home"
"""One for each home, not for each process: what a dead process left is ours to take up.

Safe because only the holder of the home's lock starts the engine.
"""

GIVEN_UP = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED")
"""What no run of ours ends in by itself: its steps return failures as values, and it ends in SUCCESS."""

THREADS_MAX = 16
LOG_BYTES_MAX = 2_000_000


class JobsUnreadable(StorageError):
    """The engine's own file is damaged or can't be written. Facts: `path`, `reason`."""

    code = "jobs_unreadable"


def open_engine(home: Path, studio: Studio) -> DBOS:
    """Starts the engine in the running event loop and takes up what an earlier process left unfinished.

    Call it from inside the loop, holding the home's lock (`presence.Steering`). Workflows run in this loop.
    Raises JobsUnreadable.
    """
    path = home / "jobs.sqlite3"
    try:
        _check(path)
    except sqlite3.Error as failure:
        raise JobsUnreadable(path=str(path.resolve()), reason=str(failure)) from failure
    _log_to(home / "logs" / "jobs.log")
    workflows.employ(studio)
    config: DBOSConfig = {
        "name": "toonverse",
        "system_database_url": f"sqlite:///{path.resolve()}",
        "application_version": APPLICATION_VERSION,
        "executor_id": EXECUTOR_ID,
        "serializer": DBOSPortableJSONSerializer(),
        "max_executor_threads": THREADS_MAX,
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": 1.0,
    }
    engine = DBOS(config=config)
    DBOS.launch()
    return engine


async def close_engine(engine: DBOS) -> None:
    """Stops at once. What is unfinished stays so and is taken up by the next `open_engine`."""
    tasks = set(engine._workflow_tasks)  # DBOS ends the tasks of its own loop only; these run in ours
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    # DBOS put its threads in the place of our loop's and ends them now; whoever follows on needs some
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    await asyncio.to_thread(DBOS.destroy)
    workflows.employ(None)


def workflow_id(episode_id: int, run: int) -> str:
    """`episode/26/run/1`: fixed, so that starting twice starts once."""
    return f"episode/{episode_id}/run/{run}"


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a job. `job_id` is the row to mirror in, `run` its attempt."""

    job_id: int
    episode_id: int
    run: int

    @property
    def id(self) -> str:
        return workflow_id(self.episode_id, self.run)


async def start(run: Run) -> None:
    """Starts the run, or does nothing where it was started before (in an earlier process too)."""
    with SetWorkflowID(run.id):
        await DBOS.start_workflow_async(workflows.pipeline_full, run.job_id, run.run)


async def ended(run: Run) -> Outcome | None:
    """What the run came to, None while it goes on.

    One that the engine gave up (a fault in our code, too many crashes) has failed.
    """
    status = await DBOS.get_workflow_status_async(run.id)
    if status is None:
        return None
    if status.status == "SUCCESS":
        return cast(Outcome, status.output)
    if status.status in GIVEN_UP:
        return {"error": ToonverseError.code, "facts": {"run": run.id}}
    return None


def _check(path: Path) -> None:
    """Before DBOS opens it: sets WAL (a property of the file that DBOS never sets) and reads it through.

    Raises sqlite3.Error.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise sqlite3.DatabaseError(found)
    finally:
        connection.close()


def _log_to(path: Path) -> None:
    """DBOS writes to the terminal unless its logger has a handler; there it would break the progress bar."""
    logger = logging.getLogger("dbos")
    path.parent.mkdir(parents=True, exist_ok=True)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES_MAX, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
