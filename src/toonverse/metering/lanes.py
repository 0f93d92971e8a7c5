"""Rate lanes: how many calls a paid provider is sent in any rolling minute, by every process together.

The lane's row is locked by a write before anything is read; then the passes of the last minute are
counted and, if there is room, one is added. Times are the database's own, because the hosts of a cluster
have a clock each. Passes outlive crashes, so a restart does not begin a new minute.

A provider that takes no more calls (429) closes its lane for everybody until the moment it named.
"""

import sqlalchemy as sa

from toonverse.metering import fixed
from toonverse.metering.tables import lane_passes, lanes
from toonverse.metering.transactions import answering, insert_once, transact

WINDOW_SECONDS = 60.0
_WAIT_SECONDS_MIN = 0.02


class Lanes:
    """One lane for each provider, all with the same limit; 0 calls a minute means no limit."""

    def __init__(self, engine: sa.Engine, calls_per_minute: int) -> None:
        self._engine = engine
        self._calls_per_minute = calls_per_minute

    def passes(self, tx: sa.Connection, provider: str) -> bool:
        """Whether it is open, with a pass taken in this transaction; if not, nothing is done."""
        if _closed_seconds(tx, provider):
            return False
        return not self._calls_per_minute or not self._enter(tx, provider)

    def enter(self, provider: str) -> float:
        """0.0 with a pass taken, or the seconds after which to ask again. Raises LedgerDown."""
        if not self._calls_per_minute:
            return 0.0
        return transact(self._engine, lambda tx: self._enter(tx, provider))

    def close(self, provider: str, seconds: float) -> None:
        """Nobody enters for so long, unless it is closed for longer already. Raises LedgerDown."""
        transact(self._engine, lambda tx: _close(tx, provider, seconds))

    def closed_seconds(self, provider: str) -> float:
        """How long the lane stays closed; 0.0 for an open one. Raises LedgerDown."""
        with answering(), self._engine.connect() as tx:
            return _closed_seconds(tx, provider)

    def _enter(self, tx: sa.Connection, provider: str) -> float:
        tx.execute(insert_once(tx.dialect.name, lanes, "provider"), {"provider": provider, "passes": 0})
        mine = lanes.c.provider == provider
        tx.execute(lanes.update().where(mine).values(passes=lanes.c.passes + 1))  # locks the lane
        now = _moment(tx)
        old = lane_passes.c.at <= now - WINDOW_SECONDS
        tx.execute(lane_passes.delete().where(lane_passes.c.provider == provider, old))
        taken = sa.select(sa.func.count(), sa.func.min(lane_passes.c.at)).where(
            lane_passes.c.provider == provider
        )
        count, oldest = tx.execute(taken).one()
        if count >= self._calls_per_minute:
            return max(_WAIT_SECONDS_MIN, float(oldest) + WINDOW_SECONDS - now)
        tx.execute(lane_passes.insert(), {"provider": provider, "at": now})
        return 0.0


_CLOSED = sa.select(lanes.c.closed_until).where(lanes.c.provider == sa.bindparam("provider"))


def _closed_seconds(tx: sa.Connection, provider: str) -> float:
    row = fixed.first(tx, _CLOSED, {"provider": provider})
    until = float(row["closed_until"] or 0.0) if row else 0.0
    rest = until - _moment(tx) if until else 0.0
    return max(_WAIT_SECONDS_MIN, rest) if rest > 0.0 else 0.0


def _close(tx: sa.Connection, provider: str, seconds: float) -> None:
    tx.execute(insert_once(tx.dialect.name, lanes, "provider"), {"provider": provider, "passes": 0})
    until = _moment(tx) + seconds
    longer = (lanes.c.provider == provider) & (lanes.c.closed_until < until)
    tx.execute(lanes.update().where(longer).values(closed_until=until))


def _moment(tx: sa.Connection) -> float:
    return float(tx.scalar(sa.select(_now(tx.dialect.name))) or 0.0)


def _now(dialect: str) -> sa.ColumnElement[float]:
    """Seconds since 1970 by the database's clock, not by its transaction's start."""
    if dialect == "sqlite":
        return sa.literal_column("(julianday('now') - 2440587.5) * 86400.0", sa.Float)
    return sa.literal_column("extract(epoch from clock_timestamp())::float8", sa.Float)
