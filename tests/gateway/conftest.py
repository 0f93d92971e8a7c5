"""One application for all tests of a module; whatever they did, its books are right in the end."""

from collections.abc import Iterator

import pytest

from gateway.served import Served, serving


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("home")) as served:
        yield served
        assert served.broken() == []


@pytest.fixture
def served(house: Served) -> Served:
    """The same application, with an upstream that answers by itself."""
    house.upstream.asked.clear()
    house.upstream.orders.clear()
    house.upstream.gate = None
    return house
