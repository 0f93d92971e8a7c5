"""The FOCUS export, column by column as the specification's version 1.2 constrains them."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from metered import PICTURE_NUSD, House, draft, film, picture, who, words
from toonverse.metering import focus
from toonverse.metering.calls import Usage
from toonverse.metering.details import Chosen, every, page
from toonverse.metering.outcomes import Failed
from toonverse.metering.tables import usage_rows

TEXT, NUMBER, MOMENT, KEYS = "text", "number", "moment", "keys"

CONSTRAINTS: dict[str, tuple[bool, bool, str]] = {
    "BilledCost": (True, False, NUMBER), "BillingAccountId": (True, False, TEXT),
    "BillingAccountName": (True, True, TEXT), "BillingCurrency": (True, False, TEXT),
    "BillingPeriodEnd": (True, False, MOMENT), "BillingPeriodStart": (True, False, MOMENT),
    "ChargeCategory": (True, False, TEXT), "ChargeClass": (True, True, TEXT),
    "ChargeDescription": (True, True, TEXT), "ChargeFrequency": (False, False, TEXT),
    "ChargePeriodEnd": (True, False, MOMENT), "ChargePeriodStart": (True, False, MOMENT),
    "ConsumedQuantity": (False, True, NUMBER), "ConsumedUnit": (False, True, TEXT),
    "ContractedCost": (True, False, NUMBER), "EffectiveCost": (True, False, NUMBER),
    "InvoiceId": (False, True, TEXT), "InvoiceIssuerName": (True, False, TEXT),
    "ListCost": (True, False, NUMBER), "PricingCategory": (False, True, TEXT),
    "PricingQuantity": (True, True, NUMBER), "PricingUnit": (True, True, TEXT),
    "ProviderName": (True, False, TEXT), "PublisherName": (True, False, TEXT),
    "ResourceId": (False, True, TEXT), "ResourceName": (False, True, TEXT),
    "ResourceType": (False, True, TEXT), "ServiceCategory": (True, False, TEXT),
    "ServiceName": (True, False, TEXT), "ServiceSubcategory": (False, False, TEXT),
    "SubAccountId": (False, True, TEXT), "SubAccountName": (False, True, TEXT),
    "SubAccountType": (False, True, TEXT), "Tags": (False, True, KEYS),
    "x_PricingTier": (False, False, TEXT),
}  # fmt: skip
"""Column: mandatory, may be null, type. From the specification's own tables (feature level, allows nulls)."""

ALLOWED = {
    "BillingCurrency": {"USD"},
    "ChargeCategory": {"Usage", "Purchase", "Tax", "Credit", "Adjustment"},
    "ChargeClass": {"", "Correction"},
    "ChargeFrequency": {"One-Time", "Recurring", "Usage-Based"},
    "PricingCategory": {"", "Standard", "Dynamic", "Committed", "Other"},
    "ServiceCategory": {"AI and Machine Learning"},
    "ServiceSubcategory": {"Generative AI"},
}
FORMATS = {
    NUMBER: re.compile(r"-?\d+(\.\d+)?"),
    MOMENT: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    TEXT: re.compile(r"\S.*\S|\S", re.DOTALL),
}


def validate(charge: dict[str, str]) -> None:
    assert set(charge) >= {name for name, (mandatory, _, _) in CONSTRAINTS.items() if mandatory}
    for name, value in charge.items():
        _, nullable, kind = CONSTRAINTS[name]
        if value == "":
            assert nullable, f"{name} is null"
        elif kind == KEYS:
            assert all(isinstance(one, str | int | bool) for one in json.loads(value).values())
        else:
            assert FORMATS[kind].fullmatch(value), f"{name}: {value!r}"
        assert value in ALLOWED.get(name, {value}), f"{name}: {value!r}"
    moments = {
        name: datetime.fromisoformat(charge[name]) for name in charge if name.endswith(("Start", "End"))
    }
    assert moments["BillingPeriodStart"] <= moments["ChargePeriodStart"] < moments["ChargePeriodEnd"]
    assert moments["ChargePeriodEnd"] <= moments["BillingPeriodEnd"]
    assert moments["BillingPeriodStart"].day == moments["BillingPeriodEnd"].day == 1
    assert bool(charge["ConsumedQuantity"]) == bool(charge["ConsumedUnit"])
    assert bool(charge["PricingQuantity"]) == bool(charge["PricingUnit"])
    if charge["ChargeClass"] != "Correction":
        assert charge["PricingQuantity"]
        assert charge["PricingCategory"]
    assert charge["ContractedCost"] == charge["BilledCost"]


def exported(house: House) -> list[dict[str, str]]:
    file = io.StringIO()
    count = focus.write(every(house.engine, Chosen()), {"ada": 'Ada, "the first"\n=1+1'}, file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))
    assert len(rows) == count
    return rows


async def test_every_charge_fits_the_specification_and_all_sum_to_what_was_spent(house: House):
    house.account("ada", None)
    meter = house.meter()
    house.clock.now = house.clock.now.replace(month=1, day=31, hour=23, minute=59)
    await meter.buy(picture(), who("ada"), "k1")
    await meter.buy(words(), who("ada"), "k2")
    house.films.seconds = 8
    await meter.buy(film(), who(), "k3")
    await meter.buy(draft(), who(), "k4")
    house.paid.orders = [Failed(model="words", reason="no text", usage=words_used())]
    with pytest.raises(Failed):
        await meter.buy(words("none"), who(), "k5")
    assert house.ledger.refund(1, "in the same month")
    house.clock.advance(timedelta(days=2))
    assert house.ledger.refund(2, "in the next")
    rows = exported(house)
    for row in rows:
        validate(row)
    spent = sum(int(str(row["cost_nusd"])) for row in house.rows(usage_rows))
    assert sum(Decimal(row["BilledCost"]) for row in rows) * 10**9 == spent
    assert [row["ConsumedUnit"] for row in rows[:3]] == ["Requests", "Tokens", "Seconds"]
    assert [row["ChargeClass"] for row in rows[-2:]] == ["", "Correction"]
    assert [row["BilledCost"][0] for row in rows[-2:]] == ["-", "-"]
    assert len(rows) == 6  # what the draft renderer drew was never charged


async def test_what_was_bought_by_batch_is_standard_pricing_of_a_tier_of_its_own(house: House):
    """The specification's words: predetermined at the agreed rate; a discount without a column gets one."""
    meter = house.meter()
    await meter.buy(picture("waits"), who(), "k1")
    await meter.buy(picture("now"), who(), "k2")
    house.clock.advance(timedelta(days=40))
    assert house.ledger.refund(1, "back")
    waited = {"metadata": json.dumps({"tier": "batch"})}
    rows = [row | (waited if row["attempt_id"] == 1 else {}) for row in every(house.engine, Chosen())]
    charges = list(focus.charges(rows, {}))
    for charge in charges:
        validate(charge)
    assert [charge["x_PricingTier"] for charge in charges] == ["Batch", "Standard", "Batch"]
    assert {charge["PricingCategory"] for charge in charges} == {"Standard"}
    assert [charge["ChargeClass"] for charge in charges] == ["", "", "Correction"]
    assert ["by batch" in charge["ChargeDescription"] for charge in charges] == [True, False, True]


def words_used() -> Usage:
    return Usage(prompt_tokens=10, completion_tokens=0, total_tokens=10)


def test_the_columns_are_those_of_the_specification():
    assert set(focus.COLUMNS) == set(CONSTRAINTS)


async def test_pages_of_calls_follow_one_another_and_hold_each_once(make_house: Callable[..., House]):
    house = make_house("sqlite")
    house.account("ada", None)
    meter = house.meter()
    for number in range(7):
        await meter.buy(picture(str(number)), who("ada" if number % 2 else "local"), f"k{number}")
    found, after = [], None
    while True:
        one = page(house.engine, Chosen(), 3, after)
        assert len(one.rows) <= 3
        found += [row["id"] for row in one.rows]
        after = one.after
        if after is None:
            break
    assert found == [7, 6, 5, 4, 3, 2, 1]
    adas = page(house.engine, Chosen(account="ada"), 500)
    assert ([row["id"] for row in adas.rows], adas.after) == ([6, 4, 2], None)
    assert page(house.engine, Chosen(success=False), 10).rows == ()
    assert sum(row["cost_nusd"] for row in adas.rows) == 3 * PICTURE_NUSD
