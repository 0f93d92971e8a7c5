"""The book can't be edited, accounts are opened once, and doctor finds what is wrong."""

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from metered import PICTURE_NUSD, House, picture, who
from toonverse.db import writing
from toonverse.metering.accounts import grant, open_ledger
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.metering.refusals import BalanceTooLow, NotFound
from toonverse.metering.tables import (
    accounts,
    budgets,
    entries,
    postings,
    usage_rows,
)
from toonverse.metering.unknowns import release_unknown, settle_unknown, unknown_attempts


@pytest.mark.parametrize("table", [entries, postings])
async def test_the_book_is_append_only_even_by_hand(house: House, table: sa.Table):
    await house.meter().buy(picture(), who(), "k")
    for edit in (table.delete(), table.update().values(id=table.c.id + 1000)):
        with pytest.raises(sa.exc.DatabaseError, match="append-only"), writing(house.engine).begin() as tx:
            tx.execute(edit)


def test_a_home_is_furnished_once(house: House):
    house.budget("global", "", "day", 5)
    open_ledger(house.engine, house.clock, 10)
    assert [row["limit_nusd"] for row in house.rows(budgets)] == [5]
    assert [row["id"] for row in house.rows(accounts)] == ["local"]


def test_tokens_are_granted_and_taken_back_as_far_as_they_are_there(house: House):
    house.account("ada", 100)
    grant(house.engine, house.clock, "ada", 50, "bought")
    grant(house.engine, house.clock, "ada", -150, "taken back")
    with pytest.raises(BalanceTooLow):
        grant(house.engine, house.clock, "ada", -1, "too much")
    with pytest.raises(NotFound):
        grant(house.engine, house.clock, "bob", 1, "nobody")


async def test_an_operator_settles_or_releases_what_was_unknown(house: House):
    for number, cost in ((1, None), (2, 7)):
        house.paid.orders = [Unknown(detail="timed out")]
        with pytest.raises(Unknown):
            await house.meter().buy(picture(), who(), f"k{number}")
        (one,) = unknown_attempts(house.engine)
        assert (one.key, one.at_risk_nusd) == (f"k{number}", PICTURE_NUSD)
        settle_unknown(house.ledger, one.id, cost)
    house.paid.orders = [Unknown()]
    with pytest.raises(Unknown):
        await house.meter().buy(picture(), who(), "k3")
    (last,) = unknown_attempts(house.engine)
    release_unknown(house.ledger, last.id)
    with pytest.raises(NotFound):
        release_unknown(house.ledger, last.id)
    assert unknown_attempts(house.engine) == []
    rows = house.rows(usage_rows)
    assert [row["cost_nusd"] for row in rows] == [PICTURE_NUSD, 7, 0]
    assert not any(row["success"] for row in rows)
    assert sum(int(str(row["debit_tokens"])) for row in rows) == 0


async def test_a_provider_that_sends_a_whole_page_as_its_error_is_cut_short(house: House):
    house.paid.orders = [Refused(page="<html>" * 10_000)]
    with pytest.raises(Refused):
        await house.meter().buy(picture(), who(), "k")
    (row,) = house.rows(usage_rows)
    assert len(str(row["error_message"])) == 2000


async def test_what_the_caller_knows_is_kept_with_the_row(house: House):
    told = replace(who(), facts=(("panelCount", 12), ("storyLength", 3400)))
    await house.meter().buy(picture(), told, "k")
    (row,) = house.rows(usage_rows)
    assert json.loads(str(row["metadata"])) == {
        "panelCount": 12,
        "storyLength": 3400,
        "requestType": "panel_generation",
        "promptLength": 12,
        "aspectRatio": "1:1",
        "hasCharacterReference": False,
    }
