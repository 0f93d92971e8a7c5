"""A script that loops on pictures stops at its budget, however many of it there are."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from gateway.served import Served, serving
from toonverse.metering.limits import standings
from toonverse.money import from_usd

PAINT = {"model": "gpt-image-2.5-flare", "prompt": "a lamp at sea, again", "quality": "high"}
CALLERS = 16
LIMIT_NUSD = from_usd(Decimal("0.50"))


@pytest.fixture
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("home"), day_budget_usd=Decimal("0.50")) as served:
        yield served
        assert served.broken() == []


def test_sixteen_callers_with_half_a_dollar_spend_no_more_and_all_that_fits(limited: Served):
    def loop(refusals: int) -> list[int]:
        """As a runaway does: it goes on though it is refused."""
        said: list[int] = []
        with limited.client() as client:
            while said.count(403) < refusals and len(said) < 200:
                said.append(client.post("/v1/images/generations", json=PAINT).status_code)
        return said

    with ThreadPoolExecutor(CALLERS) as callers:
        statuses = Counter(status for said in callers.map(loop, [3] * CALLERS) for status in said)
    statuses.update(loop(1))  # what others held is free again: one goes on alone
    rows = limited.rows()
    held, spent = rows[0]["held_nusd"], sum(row["cost_nusd"] for row in rows)
    assert set(statuses) == {200, 403}
    assert statuses[200] == len(limited.upstream.asked) == len(rows), "a refused call is never sent"
    assert LIMIT_NUSD - held < spent <= LIMIT_NUSD, "nobody was refused while there was room for one more"
    books = limited.house.books
    [budget] = standings(books.engine, books.zone, books.ledger.clock())
    assert (budget.settled_nusd, budget.held_nusd) == (spent, 0)
