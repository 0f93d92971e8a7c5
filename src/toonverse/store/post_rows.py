"""Posts, and the pictures found or made for each: the rows are the work to be done, so a crash loses none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.errors import UsageError
from toonverse.money import Nusd
from toonverse.store.rows import insert_missing
from toonverse.store.tables import post_pictures, posts

PostStatus = Literal["pending", "approved", "rejected"]
Origin = Literal["scraped", "generated"]
PictureStatus = Literal["QUEUED", "DONE", "FAILED", "CANCELLED"]

PAGE_ROWS_MAX = 200

_P, _I = posts.c, post_pictures.c


class PostMissing(UsageError):
    """Facts: `post_id`."""

    code = "post_missing"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a sender tells of a post. `picture_address` is where a picture of it was seen, or ""."""

    title: str
    summary: str
    relevance_score: float
    source_url: str = ""
    picture_address: str = ""


@dataclass(frozen=True, slots=True)
class PostPicture:
    """One picture of a post, found (`address`) or made (`call`, the stored order as JSON).

    `width` and `height` (px) are those of the picture as it came, `shown_*` of what pages show. `source` is
    who caused it. A picture that waits for money says so in `waiting_for`. `batch` names the run it is of.
    """

    id: int
    post_id: int
    number: int
    origin: Origin
    source: str
    status: PictureStatus
    address: str
    batch: str
    call: str
    waiting_for: str
    error_code: str
    error: str
    sha256: str
    width: int
    height: int
    shown_sha256: str
    shown_width: int
    shown_height: int
    model: str
    cost_nusd: Nusd
    created_at: datetime
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Post:
    """`picture` is the newest that is done; None where there is none yet."""

    id: int
    title: str
    summary: str
    relevance_score: float
    source_url: str
    status: PostStatus
    created_at: datetime
    decided_at: datetime | None
    picture: PostPicture | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that lies in the store, as it came and as it is shown. Sizes in pixels."""

    sha256: str
    width: int
    height: int
    shown_sha256: str
    shown_width: int
    shown_height: int
    model: str = ""
    cost_nusd: int = 0


@dataclass(frozen=True, slots=True)
class OriginCost:
    """What the pictures of one origin came to: how many are done and how many failed, and their cost."""

    origin: Origin
    done: int
    failed: int
    cost_nusd: Nusd


class Posts:
    """Every method is one transaction, and may be repeated."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, delivery: str, notice: Notice, status: PostStatus, source: str) -> tuple[Post, bool]:
        """The post of that delivery, and whether it is new; with it the picture that it lacks is wanted."""
        now = self._clock()
        row = {
            "title": notice.title,
            "summary": notice.summary,
            "relevance_score": notice.relevance_score,
            "source_url": notice.source_url,
            "status": status,
            "delivery": delivery,
            "created_at": now,
            "decided_at": None if status == "pending" else now,
        }
        with writing(self._engine).begin() as tx:
            fresh = insert_missing(tx, posts, row)
            post_id = tx.execute(sa.select(_P.id).where(_P.delivery == delivery)).scalar_one()
            if fresh and notice.picture_address:
                self._want(tx, post_id, "scraped", source, address=notice.picture_address)
            elif fresh and status == "approved":
                self._want(tx, post_id, "generated", source)
            return _post(tx, post_id), fresh

    def decide(self, post_id: int, status: PostStatus, source: str) -> Post:
        """Approves or rejects. An approved post without a picture, done or under way, gets one; what a
        rejected one waits for is cancelled. Raises PostMissing.
        """
        with writing(self._engine).begin() as tx:
            post = _post(tx, post_id)
            if post.status != status:
                changed = {"status": status, "decided_at": self._clock()}
                tx.execute(posts.update().where(_P.id == post_id).values(changed))
            if status == "rejected":
                self._cancel(tx, (_I.post_id == post_id) & (_I.origin == "generated"))
            elif status == "approved" and not _has_picture(tx, post_id):
                self._want(tx, post_id, "generated", source)
            return _post(tx, post_id)

    def want_again(self, tx: sa.Connection, post_ids: Collection[int], source: str, batch: str) -> None:
        """One more made picture for each of these posts, all of one run, with what else `tx` writes."""
        for post_id in post_ids:
            self._want(tx, post_id, "generated", source, batch=batch)

    def post(self, post_id: int) -> Post:
        """Raises PostMissing."""
        with self._engine.connect() as tx:
            return _post(tx, post_id)

    def newest(
        self, status: PostStatus | None, before: int | None, limit: int, skip: int = 0
    ) -> tuple[Post, ...]:
        """Posts with ids below `before`, newest first, without the first `skip`."""
        query = sa.select(posts).order_by(_P.id.desc()).limit(min(limit, PAGE_ROWS_MAX)).offset(skip)
        if status is not None:
            query = query.where(_P.status == status)
        if before is not None:
            query = query.where(_P.id < before)
        with self._engine.connect() as tx:
            rows = tx.execute(query).all()
            shown = _shown(tx, [row.id for row in rows])
            return tuple(_post_of(row, shown.get(row.id)) for row in rows)

    def any_approved(self) -> bool:
        with self._engine.connect() as tx:
            return tx.execute(sa.select(_P.id).where(_P.status == "approved").limit(1)).first() is not None

    def approved_shapes(self) -> tuple[tuple[int, int, int], ...]:
        """Id, and width and height (px) of the picture, of every approved post that has one, oldest first."""
        newest = _newest_done()
        query = (
            sa.select(_P.id, _I.width, _I.height)
            .join_from(posts, newest, newest.c.post_id == _P.id)
            .join(post_pictures, _I.id == newest.c.id)
            .where(_P.status == "approved")
            .order_by(_P.id)
        )
        with self._engine.connect() as tx:
            return tuple((row.id, row.width, row.height) for row in tx.execute(query))

    def pictures(self, post_id: int) -> tuple[PostPicture, ...]:
        """All of a post's pictures, in the order they were wanted."""
        return self._pictures(_I.post_id == post_id)

    def picture(self, picture_id: int) -> PostPicture:
        return self._pictures(_I.id == picture_id)[0]

    def queued(self, batch: str | None = None) -> tuple[PostPicture, ...]:
        """What is still to be found or made, oldest first; of one run, or of all."""
        mine = sa.true() if batch is None else _I.batch == batch
        return self._pictures((_I.status == "QUEUED") & mine)

    def of_batch(self, batch: str) -> tuple[PostPicture, ...]:
        """A run's pictures, in the order of their posts."""
        return self._pictures(_I.batch == batch)

    def open_batch(self, source: str) -> str:
        """The run of this source that is not finished; "" where there is none."""
        query = sa.select(_I.batch).where(_I.status == "QUEUED", _I.source == source, _I.batch != "")
        with self._engine.connect() as tx:
            return tx.execute(query.order_by(_I.id).limit(1)).scalar() or ""

    def is_open(self, tx: sa.Connection, batch: str) -> bool:
        """Whether anything of the run is still to be made, as `tx` sees it."""
        query = sa.select(_I.id).where(_I.batch == batch, _I.status == "QUEUED").limit(1)
        return tx.execute(query).first() is not None

    def save_call(self, picture_id: int, call: str) -> str:
        """Stores what will be bought unless it is stored already; returns what is stored."""
        mine = _I.id == picture_id
        with writing(self._engine).begin() as tx:
            tx.execute(post_pictures.update().where(mine, _I.call == "").values(call=call))
            return str(tx.execute(sa.select(_I.call).where(mine)).scalar_one())

    def wait(self, picture_id: int, waiting_for: str) -> None:
        """Notes what a queued picture waits for."""
        with writing(self._engine).begin() as tx:
            mine = (_I.id == picture_id) & (_I.status == "QUEUED")
            tx.execute(post_pictures.update().where(mine).values(waiting_for=waiting_for))

    def done(self, picture_id: int, made: Made) -> None:
        names = ("sha256", "width", "height", "shown_sha256", "shown_width", "shown_height")
        values = {name: getattr(made, name) for name in (*names, "model", "cost_nusd")}
        ended = {"status": "DONE", "completed_at": self._clock(), "waiting_for": ""}
        with writing(self._engine).begin() as tx:  # cancelled meanwhile, it was bought all the same
            mine = (_I.id == picture_id) & _I.status.in_(("QUEUED", "CANCELLED"))
            tx.execute(post_pictures.update().where(mine).values(values | ended))

    def failed(self, picture_id: int, code: str, error: str) -> None:
        """The picture will not come. Where it was to be found for an approved post, one is made instead."""
        with writing(self._engine).begin() as tx:
            values = {"status": "FAILED", "error_code": code, "error": error, "waiting_for": ""}
            mine = (_I.id == picture_id) & (_I.status == "QUEUED")
            ended = tx.execute(
                post_pictures.update().where(mine).values(**values, completed_at=self._clock())
            )
            row = tx.execute(sa.select(post_pictures).where(_I.id == picture_id)).one()
            if ended.rowcount == 1 and row.origin == "scraped":
                post = _post(tx, row.post_id)
                if post.status == "approved" and not _has_picture(tx, post.id):
                    self._want(tx, post.id, "generated", row.source)

    def cancel_batch(self, batch: str) -> None:
        """What is left of a run is not made."""
        with writing(self._engine).begin() as tx:
            self._cancel(tx, _I.batch == batch)

    def costs(self) -> tuple[OriginCost, ...]:
        """Found pictures against made ones."""
        done, failed = (
            sa.func.sum(sa.case((_I.status == status, 1), else_=0)) for status in ("DONE", "FAILED")
        )
        query = sa.select(_I.origin, done, failed, sa.func.sum(_I.cost_nusd)).group_by(_I.origin)
        with self._engine.connect() as tx:
            rows = tx.execute(query.order_by(_I.origin)).all()
        return tuple(OriginCost(origin, int(d), int(f), Nusd(int(cost))) for origin, d, f, cost in rows)

    def _want(
        self, tx: sa.Connection, post_id: int, origin: Origin, source: str, address: str = "", batch: str = ""
    ) -> None:
        last = tx.execute(sa.select(sa.func.max(_I.number)).where(_I.post_id == post_id)).scalar()
        tx.execute(
            post_pictures.insert().values(
                post_id=post_id,
                number=(last or 0) + 1,
                origin=origin,
                source=source,
                status="QUEUED",
                address=address,
                batch=batch,
                created_at=self._clock(),
            )
        )

    def _cancel(self, tx: sa.Connection, which: sa.ColumnElement[bool]) -> None:
        ended = {"status": "CANCELLED", "completed_at": self._clock(), "waiting_for": ""}
        tx.execute(post_pictures.update().where(which, _I.status == "QUEUED").values(ended))

    def _pictures(self, which: sa.ColumnElement[bool]) -> tuple[PostPicture, ...]:
        with self._engine.connect() as tx:
            return tuple(_picture(row) for row in tx.execute(_all_pictures().where(which)))


def _all_pictures() -> sa.Select[Any]:
    return sa.select(post_pictures).order_by(_I.id)


def _newest_done() -> sa.Subquery:
    return (
        sa.select(_I.post_id, sa.func.max(_I.id).label("id"))
        .where(_I.status == "DONE")
        .group_by(_I.post_id)
        .subquery()
    )


def _shown(tx: sa.Connection, post_ids: Collection[int]) -> dict[int, PostPicture]:
    newest = _newest_done()
    query = _all_pictures().join(newest, newest.c.id == _I.id).where(_I.post_id.in_(post_ids))
    return {row.post_id: _picture(row) for row in tx.execute(query)}


def _has_picture(tx: sa.Connection, post_id: int) -> bool:
    """One that is done, or under way."""
    mine = (_I.post_id == post_id) & _I.status.in_(("DONE", "QUEUED"))
    return tx.execute(sa.select(_I.id).where(mine).limit(1)).first() is not None


def _post(tx: sa.Connection, post_id: int) -> Post:
    row = tx.execute(sa.select(posts).where(_P.id == post_id).with_for_update()).first()
    if row is None:
        raise PostMissing(post_id=post_id)
    return _post_of(row, _shown(tx, (post_id,)).get(post_id))


def _post_of(row: sa.Row[Any], picture: PostPicture | None) -> Post:
    values = row._asdict()
    del values["delivery"]
    return Post(**values, picture=picture)


def _picture(row: sa.Row[Any]) -> PostPicture:
    return PostPicture(**row._asdict())
