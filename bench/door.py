"""What the door adds to a call: hold and settle, each a durable commit, beside a bare durable commit."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from toonverse.clock import utc_now
from toonverse.db import open_engine, upgrade
from toonverse.metering.accounts import LOCAL_OWNER, open_ledger
from toonverse.metering.calls import Call, EnvelopeLine, ImageCall, Reply, Source, Usage, Who
from toonverse.metering.catalog import load, pricing
from toonverse.metering.door import Meter
from toonverse.metering.fingerprint import fingerprint
from toonverse.metering.journal import Closing
from toonverse.metering.ledger import Ledger
from toonverse.metering.orders import what_is_ordered
from toonverse.metering.rollups import open_zone
from toonverse.money import NUSD_PER_USD

ROUNDS = 300
WARM_UP = 50

_DRAFT = ImageCall("draft", "a lighthouse", 1024, 1024)
_PICTURE = ImageCall("gpt-image-2.5-flare", "a lighthouse", 1024, 1024)
_USAGE = Usage(prompt_tokens=10, completion_tokens=439, image_output_tokens=439, total_tokens=449)

Figure = tuple[str, float, str]


class _Stopwatch:
    """A provider that answers at once and notes when: what lies around it is the door."""

    def __init__(self, name: str, free: bool, usage: Usage) -> None:
        self.name = name
        self.free = free
        self.usage = usage

    async def call(self, call: Call) -> Reply:
        return Reply(call.prompt.encode(), "image/png", self.usage)


class _Shelf:
    """Keeps nothing, so that only the ledger is measured."""

    def put(self, media: bytes, known: str = "") -> str:
        return known or sha256(media).hexdigest()

    @contextmanager
    def writing(self, media: bytes, read_soon: bool) -> Iterator[Callable[[str], object]]:
        yield lambda sha256: self.put(media, sha256)

    def get(self, sha256: str) -> bytes:
        raise KeyError(sha256)

    def has(self, sha256: str) -> bool:
        return False


def figures() -> list[Figure]:
    """Name, value, unit."""
    with tempfile.TemporaryDirectory() as folder:
        bare = _times(_bare_commit(Path(folder) / "bare.sqlite3"))
        free, drawn, single = asyncio.run(_door(Path(folder)))
        settled = {
            name: _times(_hold_and_settle(Path(folder), call, source))
            for name, call, source in (("free", _DRAFT, "cli"), ("paid", _PICTURE, "gateway"))
        }
    return [
        *_spread("one bare durable commit", bare),
        *_spread("door, hold + settle of a free call", settled["free"]),
        *_spread("door, hold + settle of a paid call", settled["paid"]),
        *_spread("door, the whole of buying a free call", free),
        *_spread("door, the whole of buying for a job", drawn),
        *_spread("door, the whole of buying a paid call", single),
    ]


def _bare_commit(path: Path) -> Callable[[], object]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.execute("COMMIT")

    return commit


def _hold_and_settle(folder: Path, call: ImageCall, source: Source) -> Callable[[], object]:
    """The two transactions around a call, without the event loop; in the home that `_door` left."""
    catalog = load()
    ledger = Ledger(open_engine(f"sqlite:///{folder / 'home.sqlite3'}"), utc_now, ZoneInfo("UTC"))
    provider = _provider(call)
    quote = pricing.quote(catalog, call, utc_now())
    cost = pricing.cost(catalog, call, provider.usage, utc_now()) or 0
    tokens = provider.usage.total_tokens or 0
    order = what_is_ordered(call, Who(LOCAL_OWNER, source), provider, quote)
    order |= {"fingerprint": fingerprint(call), "attempt": 1, "owner": "bench"}
    numbers = count()

    def pair() -> None:
        attempt = ledger.hold(order | {"key": f"pair/{call.model}/{next(numbers)}"})
        ledger.close(Closing(attempt["id"], "settled", utc_now(), provider.usage, cost, tokens))

    return pair


def _provider(call: ImageCall) -> _Stopwatch:
    return _Stopwatch("draft", True, Usage()) if call is _DRAFT else _Stopwatch("openai", False, _USAGE)


def _times(work: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(WARM_UP + ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken[WARM_UP:]


async def _door(folder: Path) -> tuple[list[float], list[float], list[float]]:
    engine = open_engine(f"sqlite:///{folder / 'home.sqlite3'}")
    upgrade(engine)
    open_ledger(engine, utc_now, 1_000_000 * NUSD_PER_USD)
    open_zone(engine, ZoneInfo("UTC"))
    providers = {"draft": _provider(_DRAFT), "openai": _provider(_PICTURE)}
    meter = Meter(engine, providers, _Shelf(), load(), utc_now, ZoneInfo("UTC"), "bench", folder / "spool")
    who = Who(LOCAL_OWNER, "cli")
    quote = meter.quote(_PICTURE)
    all_calls = WARM_UP + ROUNDS
    line = EnvelopeLine(
        _PICTURE.service, _PICTURE.model, quote.maximum_nusd * all_calls, quote.maximum_tokens * all_calls
    )
    envelope = meter.open_envelope("bench", who, [line], None)
    measured = (
        await _buy(meter, _DRAFT, who),
        await _buy(meter, _PICTURE, replace(who, envelope=envelope)),
        await _buy(meter, _PICTURE, replace(who, account=LOCAL_OWNER, source="gateway")),
    )
    engine.dispose()
    return measured


async def _buy(meter: Meter, call: Call, who: Who) -> list[float]:
    taken = []
    for number in range(WARM_UP + ROUNDS):
        start = time.perf_counter()
        await meter.buy(call, who, f"{call.model}/{who.source}/{number}")
        taken.append(time.perf_counter() - start)
    return taken[WARM_UP:]


def _spread(name: str, taken: list[float]) -> list[Figure]:
    ordered = sorted(taken)
    half, almost_all = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    return [(f"{name}, p50", half * 1000, "ms"), (f"{name}, p99", almost_all * 1000, "ms")]


if __name__ == "__main__":
    for title, value, unit in figures():
        print(f"{title:60} {value:8.2f} {unit}")
