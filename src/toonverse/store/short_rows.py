"""Shorts and their clips: the rows are the queue, and say what was bought for each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.errors import UsageError
from toonverse.money import Nusd
from toonverse.store.tables import short_clips, shorts

ShortStatus = Literal["ORDERED", "QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED"]
ClipStatus = Literal["QUEUED", "DONE", "FAILED"]
PAGE_ROWS_MAX = 500

_S, _C = shorts.c, short_clips.c
OPEN: tuple[ShortStatus, ...] = ("QUEUED", "RUNNING")


class ShortMissing(UsageError):
    """Facts: `short_id`."""

    code = "short_missing"


class ShortUnfinished(UsageError):
    """Its video is not there (yet). Facts: `short_id`, `status`."""

    code = "short_unfinished"


@dataclass(frozen=True, slots=True)
class Clip:
    """A video bought (or to be bought) for a panel; calls are JSON, "" until they are stored."""

    id: int
    short_id: int
    panel: int
    status: ClipStatus
    analysis: str
    video: str
    sha256: str
    cost_nusd: Nusd
    tokens: int
    error_code: str
    error: str


@dataclass(frozen=True, slots=True)
class Short:
    """`account` pays. `wish` is JSON, `output` too ("{}" until done); models are "" where nothing is bought.

    ORDERED is one whose money is not held yet: if that stays so, it never was.
    """

    id: int
    episode_id: int
    account: str
    name: str
    status: ShortStatus
    wish: str
    video_model: str
    text_model: str
    maximum_nusd: Nusd
    maximum_tokens: int
    waiting_for: str
    output: str
    error_code: str
    error: str
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    clips: tuple[Clip, ...] = ()

    @property
    def cost_nusd(self) -> Nusd:
        return Nusd(sum(clip.cost_nusd for clip in self.clips))

    @property
    def tokens(self) -> int:
        return sum(clip.tokens for clip in self.clips)


class Shorts:
    """Every method is one transaction, and may be repeated."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, values: Mapping[str, object], panels: Sequence[int]) -> Short:
        """A short, ORDERED, with a clip for each of these panels. One of that name is found again."""
        with writing(self._engine).begin() as tx:
            found = tx.execute(sa.select(_S.id).where(_S.name == values["name"])).scalar_one_or_none()
            if found is not None:
                return _short(tx, int(found))
            row = {**values, "status": "ORDERED", "created_at": self._clock()}
            made: int = tx.execute(shorts.insert().values(row).returning(_S.id)).scalar_one()
            for panel in panels:
                clip = {"short_id": made, "panel": panel, "status": "QUEUED"}
                tx.execute(short_clips.insert().values(clip))
            return _short(tx, made)

    def drop(self, short_id: int) -> None:
        """Takes back one that was only ordered: nothing was held or bought for it."""
        with writing(self._engine).begin() as tx:
            ordered = sa.select(_S.id).where(_S.id == short_id, _S.status == "ORDERED")
            tx.execute(short_clips.delete().where(_C.short_id.in_(ordered)))
            tx.execute(shorts.delete().where(_S.id.in_(ordered)))

    def queue(self, short_id: int) -> Short:
        """Its money is held: it may be made. One that failed or was cancelled is asked for again."""
        with writing(self._engine).begin() as tx:
            self.queue_in(tx, short_id)
            return _short(tx, short_id)

    def queue_in(self, tx: sa.Connection, short_id: int) -> None:
        """As `queue`, with what else `tx` writes."""
        again = _S.status.in_(("ORDERED", "FAILED", "CANCELLED"))
        fresh = {"status": "QUEUED", "error_code": "", "error": "", "completed_at": None}
        changed = tx.execute(shorts.update().where(_S.id == short_id, again).values(fresh))
        if changed.rowcount:
            left = (_C.short_id == short_id) & (_C.status == "FAILED")
            renewed = {"status": "QUEUED", "error_code": "", "error": ""}
            tx.execute(short_clips.update().where(left).values(renewed))

    def is_open(self, tx: sa.Connection, name: str) -> bool:
        """Whether the short of that name is ordered and has not ended, as `tx` sees it."""
        query = sa.select(_S.id).where(_S.name == name, _S.status.in_(("ORDERED", *OPEN)))
        return tx.execute(query).first() is not None

    def start(self, short_id: int) -> Short:
        with writing(self._engine).begin() as tx:
            values = {"status": "RUNNING", "waiting_for": ""}
            tx.execute(shorts.update().where(_S.id == short_id, _S.status == "QUEUED").values(values))
            first = (_S.id == short_id) & _S.started_at.is_(None)
            tx.execute(shorts.update().where(first).values(started_at=self._clock()))
            return _short(tx, short_id)

    def wait(self, short_id: int, waiting_for: str) -> None:
        """It is QUEUED, and says for what."""
        with writing(self._engine).begin() as tx:
            values = {"status": "QUEUED", "waiting_for": waiting_for}
            tx.execute(shorts.update().where(_S.id == short_id, _S.status.in_(OPEN)).values(values))

    def cancel(self, short_id: int) -> Short:
        return self._end(short_id, {"status": "CANCELLED"})

    def done(self, short_id: int, output: Mapping[str, object]) -> Short:
        return self._end(short_id, {"status": "DONE", "output": json.dumps(output, ensure_ascii=False)})

    def fail(self, short_id: int, code: str, error: str) -> Short:
        return self._end(short_id, {"status": "FAILED", "error_code": code, "error": error})

    def save_call(self, clip_id: int, kind: Literal["analysis", "video"], call: str) -> str:
        """Stores what will be bought unless it is stored already; returns what is stored."""
        column = _C[kind]
        with writing(self._engine).begin() as tx:
            tx.execute(short_clips.update().where(_C.id == clip_id, column == "").values({kind: call}))
            return str(tx.execute(sa.select(column).where(_C.id == clip_id)).scalar_one())

    def clip_done(self, clip_id: int, sha256: str, cost_nusd: int, tokens: int) -> None:
        """`cost_nusd` and `tokens` are of the analysis and the video together."""
        values = {"status": "DONE", "sha256": sha256, "cost_nusd": cost_nusd, "tokens": tokens}
        self._clip(clip_id, {**values, "error_code": "", "error": ""})

    def clip_failed(self, clip_id: int, code: str, error: str, cost_nusd: int, tokens: int) -> None:
        """`cost_nusd` and `tokens` are what was bought before it failed."""
        values = {"status": "FAILED", "error_code": code, "error": error}
        self._clip(clip_id, {**values, "cost_nusd": cost_nusd, "tokens": tokens})

    def get(self, short_id: int) -> Short:
        """Raises ShortMissing."""
        with self._engine.connect() as tx:
            return _short(tx, short_id)

    def find(self, name: str) -> Short | None:
        with self._engine.connect() as tx:
            found = tx.execute(sa.select(_S.id).where(_S.name == name)).scalar_one_or_none()
            return None if found is None else _short(tx, int(found))

    def open(self) -> tuple[Short, ...]:
        """What is to be made, oldest first: queued, or left by a process that died."""
        return self._listed(sa.select(shorts).where(_S.status.in_(OPEN)).order_by(_S.id))

    def forgotten(self, before: datetime) -> tuple[Short, ...]:
        """What was ordered before that moment and never queued: whoever ordered it died in between."""
        return self._listed(sa.select(shorts).where(_S.status == "ORDERED", _S.created_at < before))

    def newest(self, account: str | None, before: int | None, limit: int, skip: int = 0) -> tuple[Short, ...]:
        """An account's shorts (None: everybody's) with ids below `before`, newest first, without the first
        `skip`."""
        query = sa.select(shorts).where(_S.status != "ORDERED").order_by(_S.id.desc())
        if account is not None:
            query = query.where(_S.account == account)
        if before is not None:
            query = query.where(_S.id < before)
        return self._listed(query.limit(min(limit, PAGE_ROWS_MAX)).offset(skip))

    def _listed(self, query: sa.Select[Any]) -> tuple[Short, ...]:
        with self._engine.connect() as tx:
            rows = tx.execute(query).all()
            return tuple(_short(tx, row.id) for row in rows)

    def _end(self, short_id: int, values: Mapping[str, object]) -> Short:
        """What ended first stays."""
        ended = {**values, "completed_at": self._clock(), "waiting_for": ""}
        with writing(self._engine).begin() as tx:
            tx.execute(shorts.update().where(_S.id == short_id, _S.status.in_(OPEN)).values(ended))
            return _short(tx, short_id)

    def _clip(self, clip_id: int, values: Mapping[str, object]) -> None:
        with writing(self._engine).begin() as tx:
            tx.execute(short_clips.update().where(_C.id == clip_id).values(values))


def _short(tx: sa.Connection, short_id: int) -> Short:
    row = tx.execute(sa.select(shorts).where(_S.id == short_id)).first()
    if row is None:
        raise ShortMissing(short_id=short_id)
    query = sa.select(short_clips).where(_C.short_id == short_id).order_by(_C.id)
    return Short(**row._asdict(), clips=tuple(Clip(**clip._asdict()) for clip in tx.execute(query)))
