"""What the books say that work cost: refunds, later verdicts and archived rows are in it.

What was noted where the work was done (a job's cost, a take's) is what it cost when it was done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from toonverse.metering.archive_tables import archived_rows, archives
from toonverse.metering.tables import attempts, entries, usage_rows
from toonverse.money import Nusd

_AT_ONCE = 500
"""Episodes of one question: SQLite takes so many names at a time."""

_U, _R, _A = usage_rows.c, archived_rows.c, attempts.c


def _rows() -> sa.Subquery:
    """The episodes' usage rows, and what is left here of those that were archived."""
    episodes = sa.bindparam("episodes", expanding=True, type_=sa.String)
    names = ("attempt_id", "success", "episode", "cost_nusd")
    here = sa.select(_U.request_type, *(_U[name] for name in names)).where(
        _U.episode.in_(episodes), _U.episode != ""
    )
    gone = (
        sa.select(_A.request_type, *(_R[name] for name in names))
        .select_from(archived_rows.join(attempts))
        .where(_R.episode.in_(episodes), _R.episode != "")
    )
    return here.union_all(gone).subquery()


def _costs() -> sa.Select[str, str, int]:
    u = _rows().c
    return sa.select(u.episode, u.request_type, sa.func.sum(u.cost_nusd)).group_by(u.episode, u.request_type)


def _bought() -> sa.Select[str, str, str, str, int, int, datetime, datetime | None]:
    u = _rows().c
    lost = sa.case((u.success, 0), else_=u.cost_nusd)
    said = (u.episode, u.request_type, _A.key, _A.panel)
    last = (sa.func.max(_A.created_at), sa.func.max(_A.closed_at))
    query = sa.select(*said, sa.func.sum(u.cost_nusd), sa.func.sum(lost), *last)
    return query.join(attempts, _A.id == u.attempt_id).group_by(_A.account, *said)


_COSTS, _BOUGHT = _costs(), _bought()
_UNDER_WAY = sa.select(sa.func.count()).where(_A.status == "open", _A.episode == sa.bindparam("episode"))
"""Made once: a page that is watched asks them at each change, and making them took longer than asking."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What came of one name at the door (`key`), which is of a kind (`request_type`).

    `lost_nusd` is the part charged without a result, `seconds` how long its last attempt was under way.
    """

    episode: str
    kind: str
    key: str
    panel: str
    cost_nusd: Nusd
    lost_nusd: Nusd
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """`cost_nusd` is below zero: what was taken back of the successful call `key` of an episode."""

    episode: str
    key: str
    cost_nusd: Nusd


def costs(engine: sa.Engine, episodes: Sequence[str]) -> dict[str, dict[str, Nusd]]:
    """Episode -> kind of call (`request_type`) -> what it cost; without those that nothing was booked for."""
    told: dict[str, dict[str, Nusd]] = {}
    with engine.connect() as reading:
        for start in range(0, len(episodes), _AT_ONCE):
            some = {"episodes": episodes[start : start + _AT_ONCE]}
            for episode, kind, cost in reading.execute(_COSTS, some):
                told.setdefault(episode, {})[kind] = Nusd(int(cost))
    return told


def bought(engine: sa.Engine, episode: str) -> list[Bought]:
    """What each of an episode's purchases cost, by its name at the door."""
    return list(bought_for(engine, [episode]))


def bought_for(engine: sa.Engine, episodes: Sequence[str]) -> Iterator[Bought]:
    """The same of several."""
    with engine.connect() as reading:
        for start in range(0, len(episodes), _AT_ONCE):
            some = {"episodes": episodes[start : start + _AT_ONCE]}
            for episode, kind, key, panel, cost, without, began, ended in reading.execute(_BOUGHT, some):
                took = None if ended is None else max(0.0, (ended - began).total_seconds())
                yield Bought(episode, kind, key, panel, Nusd(int(cost)), Nusd(int(without)), took)


def under_way(engine: sa.Engine, episode: str) -> int:
    """How many of an episode's calls were sent and are not booked yet."""
    with engine.connect() as reading:
        return int(reading.scalar(_UNDER_WAY, {"episode": episode}) or 0)


def refunds(engine: sa.Engine, since: datetime) -> Iterator[Refund]:
    """What was taken back since then of calls for episodes that had succeeded."""
    here = (
        sa.select(_U.episode, _A.key, _U.cost_nusd)
        .join(attempts, _A.id == _U.attempt_id)
        .where(_U.created_at >= since, _U.refund, _U.success, _U.episode != "")
    )
    e = entries.c
    young = sa.select(archives.c.id).where(archives.c.last_at >= since)
    gone = (
        sa.select(_R.episode, _A.key, _R.cost_nusd)
        .join(attempts, _A.id == _R.attempt_id)
        .join(entries, (e.attempt_id == _R.attempt_id) & (e.kind == "refund") & (e.at >= since))
        .where(_R.archive_id.in_(young), _R.refund, _R.success, _R.episode != "")
    )
    with engine.connect() as reading:
        for episode, key, cost in reading.execute(here.union_all(gone)):
            yield Refund(episode, key, Nusd(int(cost)))
