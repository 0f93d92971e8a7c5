"""Further takes that were asked for a panel, until they are made: what is wanted outlives every process."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.store.job_rows import full_job, want_again
from toonverse.store.panel_rows import next_take
from toonverse.store.records import SubJobKind, TakeOrder, TakeStatus
from toonverse.store.tables import panels, take_orders


class TakeOrders:
    """Numbers of takes count on from the panel's last one, made or wanted; 1 is the episode's own."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(
        self, episode_id: int, panel: int, call: str, most_nusd: int, anew: Collection[SubJobKind]
    ) -> TakeOrder:
        """One more take, wanted for `most_nusd` at most; `call` is stored as it is. The job is wanted again,
        with these steps.

        Raises PanelMissing, TakesTooMany, UsageError (`job_missing`).
        """
        with writing(self._engine).begin() as tx:
            return self.add_in(tx, episode_id, panel, call, most_nusd, anew)

    def add_in(
        self,
        tx: sa.Connection,
        episode_id: int,
        panel: int,
        call: str,
        most_nusd: int,
        anew: Collection[SubJobKind],
    ) -> TakeOrder:
        """The same, in a transaction that is going on."""
        job = full_job(tx, episode_id)
        panel_id, number = next_take(tx, episode_id, panel)
        row = {
            "panel_id": panel_id,
            "number": number,
            "call": call,
            "from_run": job.attempt + 1,
            "most_nusd": most_nusd,
            "status": "wanted",
            "error_code": "",
            "error": "",
            "created_at": self._clock(),
        }
        tx.execute(take_orders.insert().values(row))
        want_again(tx, job, anew)
        return _order(tx.execute(_ORDERS.where(_of(panel_id, number))).one())

    def wanted(self, episode_id: int, run: int | None = None) -> tuple[TakeOrder, ...]:
        """What is still to be made (in this run of the job), by panel and number."""
        return tuple(
            order
            for order in self.of_episode(episode_id)
            if order.status == "wanted" and (run is None or order.from_run <= run)
        )

    def of_episode(self, episode_id: int, panel: int | None = None) -> tuple[TakeOrder, ...]:
        query = _ORDERS.where(panels.c.episode_id == episode_id)
        if panel is not None:
            query = query.where(panels.c.number == panel)
        with self._engine.connect() as tx:
            return tuple(_order(row) for row in tx.execute(query))

    def made(self, episode_id: int, panel: int, number: int) -> None:
        """There it is."""
        self._set(episode_id, panel, number, status="made")

    def fail(self, episode_id: int, panel: int, number: int, error_code: str, error: str) -> None:
        """It is not to be had; nothing else waits for it."""
        self._set(episode_id, panel, number, status="failed", error_code=error_code, error=error)

    def want(self, episode_id: int, panel: int, number: int, anew: Collection[SubJobKind]) -> bool:
        """A failed one once more, under its own key; whether there was one."""
        with writing(self._engine).begin() as tx:
            job = full_job(tx, episode_id)
            values = {"status": "wanted", "error_code": "", "error": "", "from_run": job.attempt + 1}
            found = _change(tx, episode_id, panel, number, "failed", values)
            if found:
                want_again(tx, job, anew)
            return found

    def _set(self, episode_id: int, panel: int, number: int, **values: str) -> None:
        with writing(self._engine).begin() as tx:
            _change(tx, episode_id, panel, number, "wanted", values)


def _change(
    tx: sa.Connection,
    episode_id: int,
    panel: int,
    number: int,
    of: TakeStatus,
    values: Mapping[str, object],
) -> bool:
    ours = sa.select(panels.c.id).where(panels.c.episode_id == episode_id, panels.c.number == panel)
    changed = tx.execute(
        take_orders.update()
        .where(take_orders.c.panel_id.in_(ours), take_orders.c.number == number)
        .where(take_orders.c.status == of)
        .values(**values)
    )
    return changed.rowcount == 1


_ORDERS: sa.Select[Any] = (
    sa.select(take_orders, panels.c.number.label("panel"))
    .select_from(take_orders.join(panels))
    .order_by(panels.c.number, take_orders.c.number)
)


def _of(panel_id: int, number: int) -> sa.ColumnElement[bool]:
    return sa.and_(take_orders.c.panel_id == panel_id, take_orders.c.number == number)


def _order(row: sa.Row[Any]) -> TakeOrder:
    said: Mapping[str, Any] = row._asdict()
    return TakeOrder(
        said["panel"],
        said["number"],
        said["call"],
        said["from_run"],
        said["most_nusd"],
        said["status"],
        said["error_code"],
        said["error"],
        said["created_at"],
    )
