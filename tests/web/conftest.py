"""A shelf in a folder of the test's own, and the episodes that stand on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from made_episodes import make_episode, opened_works, unfinished_episode
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.web.works_shelf import WorksShelf
from web_client import owner


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def works(home: Path) -> Iterator[Works]:
    with opened_works(home) as works:
        yield works


@pytest.fixture
def shelf(works: Works, home: Path) -> WorksShelf:
    return WorksShelf(works, home)


@pytest.fixture
def client(shelf: WorksShelf) -> TestClient:
    return owner(shelf)


@pytest.fixture
def published(works: Works, home: Path) -> Episode:
    return make_episode(works, home, "비의 편지", panels=2)


@pytest.fixture
def draft(works: Works, home: Path) -> Episode:
    return make_episode(works, home, "새벽의 초안", panels=1, active=False)


@pytest.fixture
def unfinished(works: Works) -> Episode:
    return unfinished_episode(works)
