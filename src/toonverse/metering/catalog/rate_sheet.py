"""The operator's rates: how many tokens a dollar is from a day on, laid over the shipped ones.

One JSON file beside the prices: `{"rate": [{"tokens_per_usd": "1200", "from": "2026-12-01", "source": ""}]}`.
A rate begins on a day to come, so that what is in flight is settled at the rate it was held at.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, overload

from toonverse.errors import UsageError
from toonverse.metering.catalog.sheet import BYTES_MAX, SheetUnfit, exchange

log = logging.getLogger(__name__)

FILE = "rates.json"
"""In the home."""

TOKENS_MAX = 1_000_000_000
SOURCE_CHARACTERS_MAX = 500

Rate = tuple[date, Decimal]


class RateUnfit(UsageError):
    """Not a rate, or not of a day to come. Facts: said."""

    code = "rate_unfit"


@dataclass(frozen=True, slots=True)
class RateRecord:
    """`source` says why: a measured use, a contract."""

    tokens_per_usd: Decimal
    since: date
    source: str


def read_rates(path: Path) -> list[RateRecord]:
    """The operator's rates, oldest first; none where there is no file. Raises SheetUnfit."""
    try:
        if not path.exists():
            return []
        if path.stat().st_size > BYTES_MAX:
            raise ValueError(f"more than {BYTES_MAX} bytes")
        found = [_record(one) for one in json.loads(path.read_text("utf-8"))["rate"]]
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise SheetUnfit(path=str(path), reason=f"{type(error).__name__}: {error}"[:300]) from error
    return sorted(found, key=lambda one: one.since)


def set_rate(path: Path, tokens_per_usd: str, since: date, today: date, source: str) -> RateRecord:
    """From that day on a dollar is so many tokens; one of the same day is replaced.

    `today` is the day in UTC. Raises RateUnfit, SheetUnfit.
    """
    if since <= today:
        raise RateUnfit(said=f"{since}")
    record = RateRecord(_tokens(tokens_per_usd), since, source[:SOURCE_CHARACTERS_MAX])
    kept = [one for one in read_rates(path) if one.since != since]
    said = [
        {"tokens_per_usd": str(one.tokens_per_usd), "from": one.since.isoformat(), "source": one.source}
        for one in sorted((*kept, record), key=lambda one: one.since)
    ]
    exchange(path, {"rate": said})
    return record


class Rates(Sequence[Rate]):
    """The shipped rates and the operator's of now, oldest first; of a spoiled file the last good state holds.

    Raises SheetUnfit for a file that makes no sense at first.
    """

    def __init__(self, shipped: Sequence[Rate], path: Path) -> None:
        self._shipped = tuple(shipped)
        self._path = path
        self._state = self._stat()
        self._rates = self._laid_over()

    @overload
    def __getitem__(self, place: int) -> Rate: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Rate]: ...
    def __getitem__(self, place: int | slice) -> Rate | Sequence[Rate]:
        return self._now()[place]

    def __len__(self) -> int:
        return len(self._now())

    def _now(self) -> tuple[Rate, ...]:
        state = self._stat()
        if state != self._state:
            self._state = state  # first: a file that makes no sense is told once
            try:
                self._rates = self._laid_over()
            except SheetUnfit as unfit:
                log.warning("the rates of before hold: %s", unfit)
        return self._rates

    def _laid_over(self) -> tuple[Rate, ...]:
        own = {one.since: one.tokens_per_usd for one in read_rates(self._path)}
        return tuple(sorted((dict(self._shipped) | own).items()))

    def _stat(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino


def _record(said: Any) -> RateRecord:  # noqa: ANN401 - what a file says may be anything
    tokens = _tokens(said["tokens_per_usd"])
    return RateRecord(tokens, date.fromisoformat(said["from"]), str(said.get("source", "")))


def _tokens(said: object) -> Decimal:
    """Raises RateUnfit."""
    try:
        tokens = Decimal(str(said))
    except InvalidOperation:
        raise RateUnfit(said=str(said)[:40]) from None
    if not tokens.is_finite() or not 0 < tokens <= TOKENS_MAX:
        raise RateUnfit(said=str(said)[:40])
    return tokens
