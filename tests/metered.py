"""A small house with a door, for tests: made-up prices, providers that do as told, a clock by hand."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from toonverse.db import metadata, open_engine, upgrade
from toonverse.metering.accounts import open_account, open_ledger
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import Bought, Call, ImageCall, Reply, Subject, TextCall, Usage, VideoCall, Who
from toonverse.metering.catalog import Catalog, Model, Price
from toonverse.metering.door import Meter
from toonverse.metering.invariants import examine
from toonverse.metering.ledger import Ledger
from toonverse.metering.rollups import open_zone
from toonverse.metering.tables import attempts
from toonverse.money import NUSD_PER_USD

ENGINES = ("sqlite", "postgresql")
SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PICTURE_NUSD = 40_000_000
PICTURE_TOKENS = 34  # ceil($0.04 x 833)
LONG_AGO = date(2020, 1, 1)


def price(unit: str, usd: str, per: int = 1, **more: object) -> Price:
    return Price(unit, Decimal(usd) * NUSD_PER_USD / per, LONG_AGO, **more)  # type: ignore[arg-type]


def model(name: str, provider: str, service: str, *prices: Price, **more: object) -> Model:
    return Model(name, provider, service, "made up for tests", prices=prices, **more)  # type: ignore[arg-type]


CATALOG = Catalog(
    {
        one.name: one
        for one in (
            model("draft", "draft", "image_generation", free=True),
            model(
                "picture",
                "paid",
                "image_generation",
                price("image", "0.04", size="1024x1024", quality="medium"),
            ),
            model(
                "words",
                "paid",
                "text_generation",
                price("input_token", "1", 1_000_000),
                price("output_token", "2", 1_000_000),
            ),
            model(
                "cached words",
                "paid",
                "text_generation",
                price("input_token", "1", 1_000_000),
                price("cached_input_token", "0.1", 1_000_000),
                price("output_token", "2", 1_000_000),
            ),
            model(
                "film", "films", "video_generation", price("second", "0.15", resolution="720p"), seconds_max=8
            ),
        )
    },
    rates=((LONG_AGO, Decimal(833)),),
)


class HandClock:
    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


class Shelf:
    """A store that survives every crash of the house."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, media: bytes, sha256: str = "") -> str:
        name = hashlib.sha256(media).hexdigest()
        self.kept[name] = media
        return name

    @contextmanager
    def writing(self, media: bytes, read_soon: bool) -> Iterator[Callable[[str], object]]:
        yield lambda sha256: self.put(media, sha256)

    def get(self, sha256: str) -> bytes:
        return self.kept[sha256]

    def has(self, sha256: str) -> bool:
        return sha256 in self.kept


class Told:
    """A provider that answers; `orders` are raised, one for each call, before it answers again by itself."""

    def __init__(self, name: str, free: bool = False, usage: Usage | None = None) -> None:
        self.name = name
        self.free = free
        self.usage = usage or Usage()
        self.orders: list[BaseException | None] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.answered: list[str] = []

    async def call(self, call: Call) -> Reply:
        await asyncio.sleep(0)
        self.meanwhile()
        if self.orders and (order := self.orders.pop(0)) is not None:
            raise order
        self.answered.append(call.prompt)
        usage = self.usage
        if isinstance(call, TextCall) and usage.total_tokens is None:
            usage = Usage(prompt_tokens=10, completion_tokens=20, total_tokens=30)
        return Reply(call.prompt.encode(), "image/png", usage, '{"faces":[]}')


class Films:
    """A provider of operations that go on without us."""

    name = "films"
    free = False

    def __init__(self) -> None:
        self.submitted: list[str] = []
        self.collected: list[str] = []
        self.orders: list[BaseException] = []
        self.seconds: int | None = None

    async def call(self, call: Call) -> Reply:
        return await self.collect(await self.submit(call))

    async def submit(self, call: Call) -> str:
        self.submitted.append(call.prompt)
        return f"operations/{len(self.submitted)}"

    async def collect(self, operation_id: str) -> Reply:
        self.collected.append(operation_id)
        if self.orders:
            raise self.orders.pop(0)
        return Reply(b"film " + operation_id.encode(), "video/mp4", Usage(seconds=self.seconds))


@cache
def _fresh_home(day_budget_usd: int) -> bytes:
    """The file of a fresh home; made once, since hundreds of tests begin with one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "home.sqlite3"
        engine = open_engine(f"sqlite:///{path}")
        upgrade(engine)
        open_ledger(engine, HandClock(), day_budget_usd * NUSD_PER_USD)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        return path.read_bytes()


class House:
    """A database, a shelf and providers that outlive the processes (`meter`s) that use them.

    The database is a file in the folder, or (`url`) a database of a server that it has for itself. It is not
    synced: a process that dies loses nothing it handed to the system, and no test here cuts the power.
    """

    def __init__(
        self, folder: Path, zone: ZoneInfo = SEOUL, day_budget_usd: int = 1000, url: str | None = None
    ) -> None:
        self.folder = folder
        self.zone = zone
        self.day_budget_usd = day_budget_usd
        self.before_sql: Callable[[str], None] = lambda statement: None
        self.engine = open_engine(url or f"sqlite:///{folder / 'home.sqlite3'}")
        sa.event.listen(self.engine, "do_execute", lambda cursor, sql, said, context: self.before_sql(sql))
        if url is None:
            sa.event.listen(self.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        else:
            upgrade(self.engine)
        self.move_in()

    def move_in(self) -> None:
        """Everything as on the first day."""
        self.clock = HandClock()
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()
        for old in self.folder.iterdir():
            old.unlink()
        if self.engine.dialect.name == "sqlite":
            (self.folder / "home.sqlite3").write_bytes(_fresh_home(self.day_budget_usd))
        else:
            tables = ", ".join(metadata.tables)
            with self.engine.begin() as tx:
                tx.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
            open_ledger(self.engine, self.clock, self.day_budget_usd * NUSD_PER_USD)
        open_zone(self.engine, self.zone)
        self.shelf = Shelf()
        self.draft = Told("draft", free=True)
        self.paid = Told("paid")
        self.films = Films()
        self.born = 0

    def meter(self, is_alive: Callable[[str], bool] | None = None, calls_per_minute: int = 0) -> Meter:
        """The door of a new process; all processes before it are dead."""
        self.born += 1
        return Meter(
            self.engine,
            {one.name: one for one in (self.draft, self.paid, self.films)},
            self.shelf,
            CATALOG,
            self.clock,
            self.zone,
            f"process-{self.born}",
            self.folder / "spool.jsonl",
            is_alive=is_alive,
            retry_waits_seconds=(0, 0),
            calls_per_minute=calls_per_minute,
            limit_waits_seconds=(0, 0, 0),
        )

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.engine, self.clock, self.zone)

    def account(self, name: str, tokens: int | None) -> None:
        open_account(self.engine, self.clock, name, name, tokens)

    def budget(self, *said: object, **more: object) -> None:
        set_budget(self.engine, self.clock, self.zone, Budget(*said, **more))  # type: ignore[arg-type]

    def rows(self, table: sa.Table) -> list[dict[str, object]]:
        with self.engine.connect() as reading:
            return [dict(row) for row in reading.execute(sa.select(table)).mappings()]

    def statuses(self, key: str) -> list[str]:
        return [str(row["status"]) for row in self.rows(attempts) if row["key"] == key]

    def broken(self) -> list[str]:
        return [f"{f.code}: {f.detail}" for f in examine(self.engine, self.zone) if f.broken]

    def cut_off(self) -> None:
        """From now on the database does not answer."""

        def nothing(statement: str) -> None:
            raise self.engine.dialect.loaded_dbapi.OperationalError("disk I/O error")

        self.before_sql = nothing

    def restore(self) -> None:
        self.before_sql = lambda statement: None

    def close(self) -> None:
        self.engine.dispose()


def picture(prompt: str = "a lighthouse", model: str = "picture") -> ImageCall:
    return ImageCall(model, prompt, 1024, 1024)


def draft(prompt: str = "a lighthouse") -> ImageCall:
    return picture(prompt, "draft")


def words(prompt: str = "a poem", output_tokens_max: int = 100, model: str = "words") -> TextCall:
    return TextCall(model, "", prompt, output_tokens_max)


def film(prompt: str = "waves") -> VideoCall:
    return VideoCall("film", prompt, 8, "720p", "9:16")


def who(account: str = "local", envelope: str | None = None, episode: str = "26") -> Who:
    return Who(account, "studio", Subject(project="7", episode=episode), envelope, "panel_generation")


async def buy_all(meter: Meter, calls: Sequence[tuple[str, Call]], whom: Who) -> list[Bought]:
    return [await meter.buy(call, whom, key) for key, call in calls]
