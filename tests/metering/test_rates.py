"""The token rate is corrected from a day to come on; what was held or booked before keeps its own."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from commands import run
from metered import CATALOG, PICTURE_TOKENS, SEOUL, House, picture, who
from toonverse.metering.catalog import Catalog, load, pricing
from toonverse.metering.catalog.rate_sheet import FILE, Rates, RateUnfit, read_rates, set_rate
from toonverse.metering.catalog.sheet import SheetUnfit
from toonverse.metering.door import Meter
from toonverse.metering.tables import usage_rows

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def kept(path: Path) -> Catalog:
    return Catalog(load().models, Rates(load().rates, path))


def test_a_rate_holds_from_its_day_on_in_a_process_that_goes_on(tmp_path: Path):
    catalog = kept(tmp_path / FILE)
    assert catalog.tokens_per_usd(NOW) == 833
    set_rate(tmp_path / FILE, "1200.5", TODAY + timedelta(10), TODAY, "November's bill")
    set_rate(tmp_path / FILE, "900", TODAY + timedelta(1), TODAY, "")
    told = [catalog.tokens_per_usd(NOW + timedelta(days)) for days in (0, 1, 9, 10)]
    assert told == [833, 900, 900, Decimal("1200.5")]
    set_rate(tmp_path / FILE, "1000", TODAY + timedelta(1), TODAY, "better")
    assert [(one.since.day, one.tokens_per_usd, one.source) for one in read_rates(tmp_path / FILE)] == [
        (22, 1000, "better"),
        (1, Decimal("1200.5"), "November's bill"),
    ]


@pytest.mark.parametrize("tokens", ["0", "-1", "NaN", "Infinity", "many", "", "1e12"])
def test_what_is_no_rate_is_refused(tmp_path: Path, tokens: str):
    with pytest.raises(RateUnfit):
        set_rate(tmp_path / FILE, tokens, TODAY + timedelta(1), TODAY, "")
    assert not (tmp_path / FILE).exists()


def test_no_rate_begins_today_or_before(tmp_path: Path):
    """A call that was held today must be settled at the rate of its hold."""
    for since in (TODAY, TODAY - timedelta(1)):
        with pytest.raises(RateUnfit):
            set_rate(tmp_path / FILE, "900", since, TODAY, "")


def test_a_file_that_is_spoiled_meanwhile_leaves_the_last_good_rates(tmp_path: Path):
    path = tmp_path / FILE
    set_rate(path, "900", TODAY + timedelta(1), TODAY, "")
    catalog = kept(path)
    path.write_text("{")
    assert catalog.tokens_per_usd(NOW + timedelta(1)) == 900
    with pytest.raises(SheetUnfit):
        kept(path)
    path.unlink()
    assert catalog.tokens_per_usd(NOW + timedelta(1)) == 833


async def test_a_purchase_is_debited_at_the_rate_of_its_day(make_house: Callable[..., House], tmp_path: Path):
    house = make_house("sqlite")
    house.account("ada", 10_000)
    path = tmp_path / "rates" / FILE
    set_rate(path, "1666", TODAY + timedelta(1), TODAY, "")
    catalog = Catalog(CATALOG.models, Rates(CATALOG.rates, path))
    spool = tmp_path / "rates" / "spool"
    providers = {"paid": house.paid}
    meter = Meter(house.engine, providers, house.shelf, catalog, house.clock, SEOUL, "process", spool)
    await meter.buy(picture("before"), who("ada"), "before")
    house.clock.advance(timedelta(days=1))
    await meter.buy(picture("after"), who("ada"), "after")
    debits = [row["debit_tokens"] for row in house.rows(usage_rows)]
    assert debits == [PICTURE_TOKENS, 67]  # ceil($0.04 x 1666)
    assert pricing.quote(catalog, picture(), house.clock()).maximum_tokens == 67
    assert house.broken() == []


def test_an_operator_applies_what_reconcile_proposes(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    set_ = run(home, "prices", "rate", "set", "1200", "--source", "reconcile, over $3.20")
    assert set_.code == 0, set_.err
    told = run(home, "prices", "rate", "list", "--json").object
    assert told["tokens_per_usd"] == "833"
    assert [(rate["tokens_per_usd"], rate["source"]) for rate in told["rates"]] == [
        ("833", ""),
        ("1200", "reconcile, over $3.20"),
    ]
    refused = run(home, "prices", "rate", "set", "900", "--from", "2020-01-01")
    assert refused.code == 2
    assert json.loads((home / FILE).read_text())["rate"][0]["tokens_per_usd"] == "1200"
