"""Keys that open nothing are counted: from an address that sends too many, no more are looked up for a while.

A key is 256 random bits, so nobody guesses one; the limit keeps guessing from costing the database anything.
What was good a moment ago is looked up all the same, so a flood of bad keys from one address (a proxy's, say)
locks nobody out who is at work.
"""

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

BAD_KEYS_MAX = 20
"""Of one address, in one minute."""
WINDOW_SECONDS = 60.0
REMEMBERED_MAX = 1_000
"""Addresses, and good keys, that are kept in mind; the one seen longest ago is forgotten first."""


@dataclass(slots=True)
class _Count:
    since: float
    bad: int = 0


@dataclass
class BadKeys:
    """Of one process. `seconds` is a monotonic clock."""

    seconds: Callable[[], float] = time.monotonic
    _counts: OrderedDict[str, _Count] = field(default_factory=OrderedDict)
    _good: OrderedDict[bytes, None] = field(default_factory=OrderedDict)

    def wait_seconds(self, address: str, secret: str) -> int:
        """How long this address has to wait before this key is looked up; 0 if it need not."""
        count = self._counts.get(address)
        if count is None or count.bad < BAD_KEYS_MAX or _digest(secret) in self._good:
            return 0
        return max(0, math.ceil(count.since + WINDOW_SECONDS - self.seconds()))

    def note_good(self, secret: str) -> None:
        _remember(self._good, _digest(secret), None)

    def note_bad(self, address: str, secret: str) -> None:
        self._good.pop(_digest(secret), None)
        now = self.seconds()
        count = self._counts.get(address)
        if count is None or now >= count.since + WINDOW_SECONDS:
            count = _Count(now)
        count.bad += 1
        _remember(self._counts, address, count)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _remember(kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > REMEMBERED_MAX:
        kept.popitem(last=False)
