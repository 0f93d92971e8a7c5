"""Whether anything of an episode's job has changed: asked many times a second, answered from its indexes."""

import sqlite3
from typing import cast

import sqlalchemy as sa

from toonverse.store.tables import jobs, letterings, panels, takes

Mark = tuple[tuple[object, ...], ...]

_OURS = panels.c.episode_id == sa.bindparam("episode_id")
_STEPS = (
    sa.select(
        jobs.c.id, jobs.c.status, jobs.c.attempt, jobs.c.waiting_for, jobs.c.cost_nusd, jobs.c.approved_nusd
    )
    .where(jobs.c.episode_id == sa.bindparam("episode_id"))
    .order_by(jobs.c.id)
)
_MADE = sa.select(takes.c.id, takes.c.accepted).join_from(takes, panels).where(_OURS).order_by(takes.c.id)
_LETTERED = sa.select(letterings.c.panel_id, letterings.c.sha256).join_from(letterings, panels).where(_OURS)
_COUNT = sa.select(sa.func.count()).select_from(panels).where(_OURS)


def mark_of(engine: sa.Engine, episode_id: int) -> Mark:
    """Equal as long as no step, take or lettering of the episode is another one."""
    with engine.connect() as tx:
        found: list[tuple[object, ...]] = []
        for query in (_STEPS, _MADE, _LETTERED, _COUNT):
            found += [tuple(row) for row in tx.execute(query, {"episode_id": episode_id})]
    return tuple(found)


class Pulse:
    """What changes with each commit to the database, whoever made it: a mark need not be read before.

    SQLite counts the commits of others for each connection (`PRAGMA data_version`), which is read from shared
    memory in microseconds: so it has a connection to itself, which never commits. PostgreSQL names the
    transactions that a statement sees (`pg_current_snapshot()`), the very thing that decides what it answers;
    that is a question over the network.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: sqlite3.Connection | None = None
        self.is_near = engine.dialect.name == "sqlite"

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def read(self) -> object:
        """Takes some microseconds where it `is_near`; else a thread should wait for it, and it raises what
        the database raises. Where it cannot be told, it is another one."""
        if not self.is_near:
            with self._engine.connect() as asking:
                return asking.scalar(_SNAPSHOT)
        try:
            return self._near().execute("PRAGMA data_version").fetchone()
        except (sqlite3.Error, sa.exc.DBAPIError):
            return object()

    def _near(self) -> sqlite3.Connection:
        if self._connection is None:
            taken = self._engine.raw_connection()
            taken.detach()  # the pool has none to spare for what lasts as long as somebody watches
            self._connection = cast(sqlite3.Connection, taken.dbapi_connection)
            self._connection.execute("PRAGMA busy_timeout=0")
        return self._connection


_SNAPSHOT = sa.text("SELECT CAST(pg_current_snapshot() AS text)")
