"""Geometry of charts: from sums to bars and lines in pixels. Templates only draw what is worked out here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

OTHERS = ""
"""The name of what is too small to have a colour of its own."""

SERIES_MAX = 6
TICKS = 4
_STEPS = (1, 2, 2.5, 5, 10)

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 78, 8, 14, 34
"""Pixels of the drawing, and of its margins, in which amounts and days are written."""
_DAY_WORD_PX = 92


@dataclass(frozen=True, slots=True)
class Bar:
    """One series' part of a day's bar. `place` is the series' place in the legend, from 1."""

    x: float
    y: float
    width: float
    height: float
    place: int


@dataclass(frozen=True, slots=True)
class Line:
    """A level of the scale and what it stands for."""

    y: float
    amount: int


@dataclass(frozen=True, slots=True)
class DayWord:
    """Where a day is named: the middle of its bar."""

    x: float
    day: date


@dataclass(frozen=True, slots=True)
class Day:
    """The whole of a day's place in the chart, and what its bar comes to."""

    x: float
    width: float
    day: date
    total: int


@dataclass(frozen=True, slots=True)
class Series:
    """`name` "" is what was added up as others."""

    name: str
    total: int
    place: int


@dataclass(frozen=True, slots=True)
class Stacked:
    """A day is a bar, a series a colour; a day's parts stand on one another, the largest series lowest."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    words: tuple[DayWord, ...]
    series: tuple[Series, ...]
    days: tuple[Day, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def stacked(sums: Mapping[tuple[date, str], int], first: date, last: date) -> Stacked:
    """Bars for every day from `first` to `last`; `sums` are amounts (not negative) by day and series."""
    series = _series(sums)
    places = {one.name: one.place for one in series}
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    by_place: dict[tuple[date, int], int] = {}
    for (day, name), amount in sums.items():
        where = (day, places.get(name, places.get(OTHERS, 1)))
        by_place[where] = by_place.get(where, 0) + amount
    highest = max((sum(by_place.get((day, one.place), 0) for one in series) for day in days), default=0)
    lines = _lines(highest)
    scale = (HEIGHT - BOTTOM - TOP) / max(lines[-1].amount, 1)
    slot = (WIDTH - LEFT - RIGHT) / len(days)
    bars = []
    for number, day in enumerate(days):
        y = float(HEIGHT - BOTTOM)
        for one in series:
            height = by_place.get((day, one.place), 0) * scale
            if height > 0:
                y -= height
                bars.append(Bar(LEFT + (number + 0.14) * slot, y, slot * 0.72, height, one.place))
    every = max(1, ceil(_DAY_WORD_PX / slot))
    words = [
        DayWord(LEFT + (number + 0.5) * slot, day)
        for number, day in enumerate(days)
        if (len(days) - 1 - number) % every == 0
    ]
    whole = tuple(
        Day(LEFT + number * slot, slot, day, sum(by_place.get((day, one.place), 0) for one in series))
        for number, day in enumerate(days)
    )
    return Stacked(tuple(bars), lines, tuple(words), series, whole)


def share(part: int, whole: int) -> float:
    """Percent of a whole, from 0 to 100; of nothing everything is taken."""
    return min(100.0, 100 * part / whole) if whole > 0 else 100.0


def _series(sums: Mapping[tuple[date, str], int]) -> tuple[Series, ...]:
    totals: dict[str, int] = {}
    for (_, name), amount in sums.items():
        totals[name] = totals.get(name, 0) + amount
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    own = ordered if len(ordered) <= SERIES_MAX else ordered[: SERIES_MAX - 1]
    found = [Series(name, totals[name], place) for place, name in enumerate(own, 1)]
    if rest := sum(totals[name] for name in ordered[len(own) :]):
        found.append(Series(OTHERS, rest, SERIES_MAX))
    return tuple(found)


def _lines(highest: int) -> tuple[Line, ...]:
    """From zero up to a round level that holds the highest bar."""
    step = _round_step(highest)
    levels = max(1, ceil(highest / step))
    scale = (HEIGHT - BOTTOM - TOP) / (levels * step)
    return tuple(Line(HEIGHT - BOTTOM - level * step * scale, level * step) for level in range(levels + 1))


def _round_step(highest: int) -> int:
    """1, 2, 2.5 or 5 times a power of ten, so that at most TICKS of them hold the highest."""
    if highest <= TICKS:
        return 1
    raw = highest / TICKS
    power = 10 ** floor(log10(raw))
    return next(int(one * power) for one in _STEPS if one * power >= raw and one * power == int(one * power))
