"""Time as a parameter, so that tests own it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The system's time, always aware and in UTC."""
    return datetime.now(UTC)
