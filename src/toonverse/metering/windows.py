"""When a budget's window begins. Windows are days of the installation's one time zone; moments are UTC."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Window = Literal["day", "week", "month", "total"]

TOTAL = datetime(1970, 1, 1, tzinfo=UTC)


def window_start(window: Window, at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of the window that `at` lies in. Weeks begin on Monday."""
    if window == "total":
        return TOTAL
    return _midnight(_first_day(window, at.astimezone(zone).date()), zone)


def window_end(window: Window, start: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after the window that begins at `start`."""
    if window == "total":
        return datetime(9999, 1, 1, tzinfo=UTC)
    first = start.astimezone(zone).date()
    far = first + {"day": timedelta(1), "week": timedelta(7), "month": timedelta(31)}[window]
    return _midnight(_first_day(window, far), zone)


def _first_day(window: Window, on: date) -> date:
    if window == "week":
        return on - timedelta(on.weekday())
    return on.replace(day=1) if window == "month" else on


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    """The day's first moment; where clocks skip midnight, the moment they skip it."""
    return datetime.combine(on, time(0), zone).astimezone(UTC)


def quarter_hour(at: datetime) -> datetime:
    """The quarter-hour of UTC that `at` lies in."""
    at = at.astimezone(UTC)
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
