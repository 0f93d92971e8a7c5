"""Pages of a list: so many rows, and where the next page begins, in a word that only this server reads."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Query

from toonverse.errors import UsageError
from toonverse.metering.details import Position, position
from toonverse.metering.transactions import Place
from toonverse.web.access import ID_MAX

T = TypeVar("T")

LIMIT_MAX = 200
ROW_MAX = 2**63 - 1
"""Calls are numbered in 64 bits."""

Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX, description="Rows of one page.")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before.")]


class CursorUnfit(UsageError):
    """It is none that this server gave out."""

    code = "cursor_unfit"


def paged(
    name: str, rows: Sequence[T], limit: int, plain: Callable[[T], object], place: Callable[[T], list[Any]]
) -> dict[str, object]:
    """A page of `rows`, of which one more than `limit` was looked for; `place` says where a row stands."""
    shown = rows[:limit]
    more = len(rows) > limit
    return {
        name: [plain(row) for row in shown],
        "next_cursor": written(place(shown[-1])) if more else None,
    }


def place_of(cursor: str | None) -> Place | None:
    """The moment and id that a page follows. Raises CursorUnfit."""
    if cursor is None:
        return None
    match _read(cursor):
        case [str(moment), str(name)]:
            return _moment(moment), name
    raise CursorUnfit()


def number_of(cursor: str | None) -> int | None:
    """The id that a page follows. Raises CursorUnfit."""
    if cursor is None:
        return None
    match _read(cursor):
        case [int(number)] if 0 < number <= ID_MAX:
            return number
    raise CursorUnfit()


def position_of(cursor: str | None) -> Position | None:
    """The moment and number that a page of calls follows. Raises CursorUnfit."""
    if cursor is None:
        return None
    match _read(cursor):
        case [str(moment), int(number)] if 0 < number <= ROW_MAX:
            return _moment(moment), number
    raise CursorUnfit()


def position_words(row: Mapping[str, Any]) -> list[Any]:
    """Where a call stands, to be `written`."""
    at, number = position(row)
    return [at.isoformat(), number]


def written(place: list[Any]) -> str:
    """The word for a place."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError) as unfit:
        raise CursorUnfit() from unfit
    raise CursorUnfit()


def _read(cursor: str) -> object:
    try:
        return json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as unfit:
        raise CursorUnfit() from unfit
