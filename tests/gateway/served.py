"""The whole application over a home of its own, served beside an upstream that plays the paid APIs."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import sqlalchemy as sa
import uvicorn

from gateway.upstream import Upstream
from toonverse.bootstrap import House, open_house
from toonverse.clock import utc_now
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.invariants import examine
from toonverse.metering.keys import add_key
from toonverse.metering.tables import attempts, usage_rows
from toonverse.metering.users import add_user
from toonverse.settings import Settings
from toonverse.web.app import create_app
from toonverse.web.gateway import Beside
from toonverse.web.heads import BoundedHeads
from toonverse.web.works_shelf import WorksShelf

TOKENS = 10_000_000


@dataclass
class Served:
    """`address` is the application's, `key` a creator's; the upstream's own key is `sk-upstream`."""

    address: str
    key: str
    account: str
    house: House
    upstream: Upstream

    def client(self, key: str | None = None) -> httpx2.Client:
        headers = {"authorization": f"Bearer {self.key if key is None else key}"}
        return httpx2.Client(base_url=self.address, headers=headers, trust_env=False, timeout=30)

    def post(self, path: str, said: object, key: str | None = None, **more: Any) -> httpx2.Response:  # noqa: ANN401
        with self.client(key) as client:
            return client.post(path, json=said, **more)

    def rows(self, table: sa.Table = attempts) -> list[dict[str, Any]]:
        with self.house.books.engine.connect() as reading:
            return [dict(row) for row in reading.execute(sa.select(table).order_by(table.c.id)).mappings()]

    def last_usage(self) -> dict[str, Any]:
        return self.rows(usage_rows)[-1]

    def user(self, name: str, tokens: int = TOKENS, scopes: tuple[str, ...] = ()) -> str:
        """A new creator's key."""
        engine = self.house.books.engine
        user = add_user(engine, utc_now, name, "creator", tokens)
        return add_key(engine, utc_now, user.id, scopes=scopes)[1]

    def budget(self, *said: Any) -> None:  # noqa: ANN401
        books = self.house.books
        set_budget(books.engine, utc_now, books.zone, Budget(*said))

    def broken(self) -> list[str]:
        books = self.house.books
        return [f"{one.code}: {one.detail}" for one in examine(books.engine, books.zone) if one.broken]

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Until it is so, within a bound that only a defect meets."""
        waiting = threading.Event()
        for _ in range(2000):
            if done():
                return
            waiting.wait(0.01)
        raise AssertionError("it never came to that")


@contextmanager
def serving(home: Path, **more: object) -> Iterator[Served]:
    """`more` are settings."""
    upstream = Upstream()
    with ExitStack() as closing:
        upstream_address = closing.enter_context(running(upstream))
        keys = {"openai_api_key": "sk-upstream", "gemini_api_key": "goog-upstream"}
        addresses = {"openai_base_url": f"{upstream_address}/v1", "gemini_base_url": upstream_address}
        said: dict[str, Any] = {
            **keys,
            **addresses,
            "home": home,
            "workers": 1,
            "day_budget_usd": 1000,
            **more,
        }
        house = closing.enter_context(open_house(Settings(**said)))
        shelf = WorksShelf(house.works, home, house.books.zone)
        app = Beside(create_app(shelf, house.checks), house.gateway())
        user = add_user(house.books.engine, utc_now, "mina", "creator", TOKENS)
        key = add_key(house.books.engine, utc_now, user.id)[1]
        address = closing.enter_context(running(app, house.meter.finish))
        yield Served(address, key, user.id, house, upstream)


@contextmanager
def running(app: Any, finish: Callable[[], Any] | None = None) -> Iterator[str]:  # noqa: ANN401
    """The address of an application that runs in a thread; `finish` is awaited there at the end."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        log_level="warning",
        lifespan="off",
        proxy_headers=False,
        http=BoundedHeads,
    )
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)

    async def run() -> None:
        await server.serve()
        if finish is not None:
            await finish()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    waiting = threading.Event()
    while not server.started:
        assert thread.is_alive()
        waiting.wait(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
