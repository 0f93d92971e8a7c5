from collections.abc import Iterator
from pathlib import Path

import pytest

from metered import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house whose books are examined when the test is done, whatever it did."""
    made = House(tmp_path)
    yield made
    assert made.broken() == []
    made.close()
