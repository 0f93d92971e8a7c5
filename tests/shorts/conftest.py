from collections.abc import Iterator
from pathlib import Path

import pytest

from shorts.asked import screening
from shorts.filmed import Filmed, film
from web.people import People


@pytest.fixture(scope="session")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Filmed:
    """One short of one panel for all that look at one: it takes seconds to make."""
    return film(tmp_path_factory.mktemp("filmed"))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[People]:
    with screening(tmp_path) as found:
        yield found
