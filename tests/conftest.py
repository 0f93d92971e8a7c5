"""What tests of several rooms share: a PostgreSQL server, and houses on either database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from metered import ENGINES, House
from postgres import Server, running

settings.register_profile("anywhere", deadline=None)  # no test here depends on how fast a machine is
settings.load_profile("anywhere")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real server of this test process's own, started by the first test that wants it."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def metering_database(postgresql: Server) -> str:
    """The address of one database for all houses of this process: each moves in anew."""
    return postgresql.create_database()


@pytest.fixture(params=ENGINES)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    server: Server = request.getfixturevalue("postgresql")
    return server.create_database()


@pytest.fixture
def make_house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., House]]:
    """Makes a house on an engine; one at a time on PostgreSQL."""
    made: list[House] = []

    def make(engine: str, **more: object) -> House:
        url = request.getfixturevalue("metering_database") if engine == "postgresql" else None
        made.append(House(tmp_path, url=url, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for house in made:
        house.close()


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest, make_house: Callable[..., House]) -> Iterator[House]:
    """A house on each database, whose books are examined when the test is done, whatever it did."""
    made = make_house(request.param)
    yield made
    assert made.broken() == []
