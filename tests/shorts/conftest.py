import pytest

from shorts.filmed import Filmed, film


@pytest.fixture(scope="session")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Filmed:
    """One short of one panel for all that look at one: it takes seconds to make."""
    return film(tmp_path_factory.mktemp("filmed"))
