"""Single calls, newest first or oldest first: what a report's totals are made of.

Newest is by the moment a call ended, not by when its row came: an import brings old calls under new ids.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.metering.rollups import EVERYBODY, WHOLE, day_of, open_zone, zones
from toonverse.metering.tables import day_rollups, usage_rows
from toonverse.metering.transactions import first_row

PAGE_MAX = 500
_ROWS_AT_ONCE = 2_000
_KINDS_AT_ONCE = 25
"""Kinds that one statement looks for; each is there twice, as what succeeded and what failed."""

_U, _D = usage_rows.c, day_rollups.c
_NAMES = ("account", "source", "service", "model", "project", "episode", "panel", "post")
_KIND = ("source", "service", "model")
_OF_DAYS = ("account", *_KIND)
"""What days can tell calls apart by."""

Position = tuple[datetime, int]
"""A row's moment and id: what is older comes after it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which calls; None is any. `since` is the first moment, `until` the first one after."""

    account: str | None = None
    source: str | None = None
    service: str | None = None
    model: str | None = None
    project: str | None = None
    episode: str | None = None
    panel: str | None = None
    post: str | None = None
    success: bool | None = None
    since: datetime | None = None
    until: datetime | None = None

    def takes(self, row: Mapping[str, Any]) -> bool:
        """Whether a usage row is one of them: the same as `condition`, for rows that are at hand."""
        said = [(row[name], getattr(self, name)) for name in (*_NAMES, "success")]
        at = row["created_at"]
        in_time = (self.since is None or at >= self.since) and (self.until is None or at < self.until)
        return in_time and all(value is None or bool(found == value) for found, value in said)

    def condition(self) -> sa.ColumnElement[bool]:
        """As SQL over usage rows."""
        said = [(_U[name], value) for name, value in self.named(*_NAMES).items()]
        terms = [column == value for column, value in said]
        if self.success is not None:
            terms.append(_U.success if self.success else ~_U.success)
        return sa.and_(sa.true(), *terms, self.in_time())

    def in_time(self) -> sa.ColumnElement[bool]:
        """The part of `condition` that is about moments."""
        since = sa.true() if self.since is None else _U.created_at >= self.since
        return sa.and_(since, sa.true() if self.until is None else _U.created_at < self.until)

    def named(self, *names: str) -> dict[str, str]:
        """Those of these that are said."""
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class Page:
    """`after` names the next page, as `page`'s argument; None after the last."""

    rows: tuple[dict[str, Any], ...]
    after: Position | None


def page(engine: sa.Engine, chosen: Chosen, limit: int, after: Position | None = None) -> Page:
    """The newest calls and refunds that are older than a position, at most `limit` (and PAGE_MAX).

    What they cost to find depends on how various calls are, not on how many there are. All of them, and
    all of an account, an index has in that order; else the days know which kinds (source, service, model)
    there are, and an index leads to the newest of each. Raises LedgerDown.
    """
    limit = max(1, min(limit, PAGE_MAX))
    if not _kinds_help(chosen):
        with engine.connect() as reading:
            query = _newest(sa.select(usage_rows), sa.and_(chosen.condition(), _older(after)), limit + 1)
            return _page(reading.execute(query).mappings(), limit)
    zone = _zone(engine)
    with engine.connect() as reading:
        ids = _newest_ids(reading, chosen, zone, limit + 1, after)
        rows = reading.execute(sa.select(usage_rows).where(_U.id.in_(ids))).mappings()
        return _page(sorted(rows, key=position, reverse=True), limit)


def position(row: Mapping[str, Any]) -> Position:
    return row["created_at"], row["id"]


def find(engine: sa.Engine, row_id: int) -> dict[str, Any] | None:
    """A single row."""
    with engine.connect() as reading:
        return first_row(reading, sa.select(usage_rows).where(_U.id == row_id))


def every(engine: sa.Engine, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """All of them, in the order they were booked, in constant memory and of one moment."""
    query = sa.select(usage_rows).where(chosen.condition()).order_by(_U.id)
    with engine.connect() as reading:
        streamed = reading.execution_options(yield_per=_ROWS_AT_ONCE)
        for row in streamed.execute(query).mappings():
            yield dict(row)


def _page(found: Any, limit: int) -> Page:  # noqa: ANN401 - mappings of the driver
    rows = [dict(row) for row in found]
    return Page(tuple(rows[:limit]), position(rows[limit - 1]) if len(rows) > limit else None)


def _newest(query: sa.Select[Any], where: sa.ColumnElement[bool], limit: int) -> sa.Select[Any]:
    return query.where(where).order_by(_U.created_at.desc(), _U.id.desc()).limit(limit)


def _older(after: Position | None) -> sa.ColumnElement[bool]:
    if after is None:
        return sa.true()
    at, row_id = after  # the first term is what an index is searched by
    return (_U.created_at <= at) & ((_U.created_at < at) | (_U.id < row_id))


def _kinds_help(chosen: Chosen) -> bool:
    """Not where nothing is said of kinds: an account's rows, and an episode's, have an index of their own."""
    if chosen.named("project", "episode", "panel", "post"):
        return False
    return bool(chosen.named(*_KIND)) or chosen.success is not None


def _zone(engine: sa.Engine) -> ZoneInfo:
    """One whose days are kept."""
    with engine.connect() as reading:
        kept = zones(reading)
    if not kept:
        open_zone(engine, ZoneInfo("UTC"))
    return kept[0] if kept else ZoneInfo("UTC")


def _newest_ids(
    tx: sa.Connection, chosen: Chosen, zone: ZoneInfo, limit: int, after: Position | None
) -> list[int]:
    """Kinds that were bought last come first; one whose last day is before all that was found has nothing."""
    where = sa.and_(chosen.in_time(), _older(after))
    kinds = _kinds(tx, chosen, zone, after)
    found: list[Position] = []
    for start in range(0, len(kinds), _KINDS_AT_ONCE):
        last_day = kinds[start][1]
        if len(found) == limit and day_of(found[-1][0], zone) > last_day:
            break
        some = [kind for kind, _ in kinds[start : start + _KINDS_AT_ONCE]]
        parts = [_newest_of(kind, chosen, where, limit) for kind in some]
        rows = tx.execute(sa.union_all(*(part for both in parts for part in both)))
        found += [(at.replace(tzinfo=UTC) if at.tzinfo is None else at, row_id) for at, row_id in rows]
        found = sorted(found, reverse=True)[:limit]
    return [row_id for _, row_id in found]


def _newest_of(
    kind: Mapping[str, str], chosen: Chosen, where: sa.ColumnElement[bool], limit: int
) -> list[sa.Select[Any]]:
    """As the index has them, so that the newest are where it is entered."""
    said = sa.and_(*(_U[name] == value for name, value in {**chosen.named("account"), **kind}.items()))
    wanted = (True, False) if chosen.success is None else (chosen.success,)
    parts = [
        _newest(sa.select(_U.created_at, _U.id), sa.and_(said, _U.success.is_(success), where), limit)
        for success in wanted
    ]
    return [sa.select(part.subquery()) for part in parts]


def _kinds(
    tx: sa.Connection, chosen: Chosen, zone: ZoneInfo, after: Position | None
) -> Sequence[tuple[dict[str, str], date]]:
    """The kinds that may hold a chosen call, and the last day of each, the latest first."""
    only = {"account": EVERYBODY} | chosen.named(*_OF_DAYS)
    terms = [_D.time_zone == zone.key, _D.source != WHOLE, *(_D[n] == value for n, value in only.items())]
    if chosen.since is not None:
        terms.append(_D.day >= day_of(chosen.since, zone))
    until = min([moment for moment in (chosen.until, after and after[0]) if moment], default=None)
    if until is not None:
        terms.append(_D.day <= day_of(until, zone))
    last = sa.func.max(_D.day)
    query = sa.select(*(_D[name] for name in _KIND), last).where(*terms)
    rows = tx.execute(query.group_by(*(_D[name] for name in _KIND)).order_by(last.desc()))
    return [(dict(zip(_KIND, kind, strict=True)), day) for *kind, day in rows]
