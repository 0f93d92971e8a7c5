"""The whole application with the gateway in front of any servers, which it does not wait for long."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from gateway.served import running
from providers.ends import TOKENS
from providers.faulty_server import ENDLESS_BYTES
from providers.test_fault_matrix import PRICES, plain_wire
from toonverse.bootstrap import House, open_house
from toonverse.clock import utc_now
from toonverse.metering.calls import ImageCall
from toonverse.metering.catalog import bounds
from toonverse.metering.invariants import examine
from toonverse.metering.keys import add_key
from toonverse.metering.users import add_user
from toonverse.providers import wire as wire_module
from toonverse.providers.download import downloads
from toonverse.providers.google import GoogleProvider
from toonverse.providers.openai import OpenAIProvider
from toonverse.settings import Settings
from toonverse.web.app import create_app
from toonverse.web.gateway import Beside
from toonverse.web.works_shelf import WorksShelf


@dataclass
class Front:
    """`address` is the application's."""

    address: str
    house: House

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        with self.house.books.engine.connect() as reading:
            return [dict(row) for row in reading.execute(sa.select(table).order_by(table.c.id)).mappings()]

    def user(self, name: str) -> tuple[str, str]:
        """A new creator's account and key."""
        engine = self.house.books.engine
        user = add_user(engine, utc_now, name, "creator", TOKENS)
        return user.id, add_key(engine, utc_now, user.id)[1]


@contextmanager
def opened(home: Path, openai_url: str, google_url: str) -> Iterator[Front]:
    """Its books are right in the end, whatever was asked."""

    def nothing(sha256: str) -> bytes:
        raise KeyError(sha256)

    def output_tokens_max(call: ImageCall) -> int:
        return bounds.picture_tokens(PRICES.model(call.model), call)

    with ExitStack() as closing:
        patches = closing.enter_context(pytest.MonkeyPatch.context())
        patches.setattr(wire_module, "ANSWER_BYTES_MAX", ENDLESS_BYTES // 2)
        providers = {
            "openai": OpenAIProvider("sk", nothing, downloads(), openai_url, wire=plain_wire("openai")),
            "google": GoogleProvider(
                "key", nothing, output_tokens_max, google_url, wire=plain_wire("google")
            ),
        }
        settings = Settings(home=home, workers=1, day_budget_usd=1000)
        house = closing.enter_context(open_house(settings, providers=providers))
        patches.setattr(house.meter, "_retry_waits", (0, 0))
        patches.setattr(house.meter, "_limit_waits", (0, 0, 0))
        shelf = WorksShelf(house.works, home, house.books.zone)
        app = Beside(create_app(shelf, house.checks), house.gateway())
        address = closing.enter_context(running(app, house.meter.finish))
        yield Front(address, house)
        assert [one for one in examine(house.books.engine, house.books.zone) if one.broken] == []
