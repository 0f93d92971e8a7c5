"""An engine over a home with a priced model, served to the owner of the machine and to users with keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engine_served import served
from starlette.testclient import TestClient

from priced import MODEL, priced_house
from toonverse.bootstrap import House, engine_of
from toonverse.web.engine.drawing import Engine


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for a module: what is drawn in it is drawn for a test's own panel."""
    folder = tmp_path_factory.mktemp("home")
    with priced_house(folder, folder / "asked.log", delay_seconds=0) as house:
        yield house


@pytest.fixture(scope="module")
def log(house: House) -> Path:
    return house.settings.home / "asked.log"


@pytest.fixture(scope="module")
def engine(house: House) -> Engine:
    """It paints with the priced model where nobody says which."""
    return replace(engine_of(house), painter=lambda: MODEL)


@pytest.fixture(scope="module")
def client(house: House, engine: Engine) -> Iterator[TestClient]:
    with served(house, engine) as client:
        yield client
