"""Single calls, newest first or oldest first: what a report's totals are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from toonverse.metering.tables import usage_rows

PAGE_MAX = 500
_ROWS_AT_ONCE = 2_000

_U = usage_rows.c
_NAMES = ("account", "source", "service", "model", "project", "episode", "panel", "post")


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
        said = [(_U[name], getattr(self, name)) for name in _NAMES]
        terms = [column == value for column, value in said if value is not None]
        if self.success is not None:
            terms.append(_U.success if self.success else ~_U.success)
        if self.since is not None:
            terms.append(_U.created_at >= self.since)
        if self.until is not None:
            terms.append(_U.created_at < self.until)
        return sa.and_(sa.true(), *terms)


@dataclass(frozen=True, slots=True)
class Page:
    """`before` names the next page, as `page`'s argument; None after the last."""

    rows: tuple[dict[str, Any], ...]
    before: int | None


def page(engine: sa.Engine, chosen: Chosen, limit: int, before: int | None = None) -> Page:
    """The newest calls and refunds that are older than the row `before`, at most `limit` (and PAGE_MAX)."""
    limit = max(1, min(limit, PAGE_MAX))
    older = sa.true() if before is None else _U.id < before
    query = sa.select(usage_rows).where(chosen.condition(), older).order_by(_U.id.desc()).limit(limit + 1)
    with engine.connect() as reading:
        rows = [dict(row) for row in reading.execute(query).mappings()]
    return Page(tuple(rows[:limit]), rows[limit - 1]["id"] if len(rows) > limit else None)


def every(engine: sa.Engine, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """All of them, oldest first, in constant memory and of one moment."""
    query = sa.select(usage_rows).where(chosen.condition()).order_by(_U.id)
    with engine.connect() as reading:
        streamed = reading.execution_options(yield_per=_ROWS_AT_ONCE)
        for row in streamed.execute(query).mappings():
            yield dict(row)
