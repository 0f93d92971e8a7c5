"""Hold and settle of a paid call by 1 and by 16 callers, on SQLite and on PostgreSQL: the ledger's own limit.

All callers are of one account and meet in one budget's counter, the hottest row there is. PostgreSQL is the
server that the tests start, here with `fsync` and `synchronous_commit` on.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.postgres import running

from toonverse.clock import utc_now
from toonverse.db import open_engine, upgrade
from toonverse.metering.accounts import LOCAL_OWNER, open_ledger
from toonverse.metering.calls import ImageCall, Reply, Usage, Who
from toonverse.metering.catalog import load, pricing
from toonverse.metering.fingerprint import fingerprint
from toonverse.metering.journal import Closing
from toonverse.metering.ledger import Ledger
from toonverse.metering.orders import what_is_ordered
from toonverse.metering.rollups import open_zone
from toonverse.money import NUSD_PER_USD

CALLERS = (1, 16)
PAIRS = 640
WARM_UP = 32
UTC = ZoneInfo("UTC")

_CALL = ImageCall("gpt-image-2.5-flare", "a lighthouse", 1024, 1024)
_USAGE = Usage(prompt_tokens=10, completion_tokens=439, image_output_tokens=439, total_tokens=449)

Figure = tuple[str, float, str]


class _OpenAI:
    """Who the attempts are journaled for; nothing is sent."""

    name = "openai"
    free = False

    async def call(self, call: object) -> Reply:
        raise AssertionError("nothing is bought here")


def figures() -> list[Figure]:
    """Name, value, unit."""
    found: list[Figure] = []
    for name, ledger in _ledgers():
        for callers in CALLERS:
            seconds, taken = _measured(ledger, callers)
            said = f"{name}, {callers} caller{'s' if callers > 1 else ''}"
            middle, late = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
            found += [
                (f"{said}: hold + settle, pairs", len(taken) / seconds, "/s"),
                (f"{said}: hold + settle, p50", middle * 1e3, "ms"),
                (f"{said}: hold + settle, p99", late * 1e3, "ms"),
            ]
    return found


def _ledgers() -> Iterator[tuple[str, Ledger]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        _opened(f"sqlite:///{Path(folder) / 'home.sqlite3'}") as ledger,
    ):
        yield "SQLite", ledger
    with running(synced=True) as server, _opened(server.create_database()) as ledger:
        yield "PostgreSQL", ledger


@contextmanager
def _opened(url: str) -> Iterator[Ledger]:
    engine = open_engine(url)
    upgrade(engine)
    open_ledger(engine, utc_now, 1_000_000 * NUSD_PER_USD)
    open_zone(engine, UTC)
    yield Ledger(engine, utc_now, UTC)
    engine.dispose()


def _measured(ledger: Ledger, callers: int) -> tuple[float, list[float]]:
    """Seconds from the first pair to the last, and each pair's own, ascending; after a warm-up."""
    catalog = load()
    quote = pricing.quote(catalog, _CALL, utc_now())
    cost = pricing.cost(catalog, _CALL, _USAGE, utc_now()) or 0
    order = what_is_ordered(_CALL, Who(LOCAL_OWNER, "gateway"), _OpenAI(), quote)
    order |= {"fingerprint": fingerprint(_CALL), "attempt": 1, "owner": "bench"}
    numbers, taken = count(), []
    gate = threading.Barrier(callers + 1)

    def pair() -> None:
        attempt = ledger.hold(order | {"key": f"{callers}/{next(numbers)}"})
        ledger.close(Closing(attempt["id"], "settled", utc_now(), _USAGE, cost, 449))

    def caller() -> None:
        for _ in range(WARM_UP // callers):
            pair()
        gate.wait()
        for _ in range(PAIRS // callers):
            start = time.perf_counter()
            pair()
            taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=caller) for _ in range(callers)]
    for thread in threads:
        thread.start()
    gate.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start, sorted(taken)
