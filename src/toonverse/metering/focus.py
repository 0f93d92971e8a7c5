"""Usage as charges of FOCUS 1.2 (the FinOps Open Cost and Usage Specification), for the tools of bookkeepers.

One charge for each call that was paid for, and one (negative) for each refund. Columns of price lists are
left out: a call mixes several unit prices (tokens by modality), and the specification asks for them only
where there is one. https://focus.finops.org/focus-specification/v1-2/

What was bought by batch is `Standard` like all the rest: half the price is the list price of that way of
buying, agreed beforehand. By the specification `Dynamic` is what may change without notice, `Committed` needs
a commitment discount, `Other` is for what is none of them. A discount that no column tells shall have one of
the generator's own: that is `x_PricingTier` (custom columns begin with `x_`).
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, TextIO

from toonverse.metering.orders import bought_by_batch
from toonverse.money import to_usd

VERSION = "1.2"

COLUMNS = (
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd",
    "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
    "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
    "EffectiveCost", "InvoiceId", "InvoiceIssuerName", "ListCost", "PricingCategory", "PricingQuantity",
    "PricingUnit", "ProviderName", "PublisherName", "ResourceId", "ResourceName", "ResourceType",
    "ServiceCategory", "ServiceName", "ServiceSubcategory", "SubAccountId", "SubAccountName",
    "SubAccountType", "Tags", "x_PricingTier",
)  # fmt: skip

ISSUERS = {
    "openai": "OpenAI",
    "google": "Google",
    "google-video": "Google",
    "google-platform": "Google Cloud",
}
SERVICES = {
    "text_generation": "Text generation",
    "image_generation": "Image generation",
    "video_generation": "Video generation",
}
TAGS = ("source", "project", "episode", "panel", "post", "request_type")

_HOUR = timedelta(hours=1)


def write(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], into: TextIO) -> int:
    """Writes usage rows as CSV with a heading; returns how many charges. `names` are accounts by id."""
    count = -1  # the heading is none
    for line in lines(rows, names):
        into.write(line)
        count += 1
    return count


def lines(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    """The same, line by line (RFC 4180), the heading first."""
    file = StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    yield file.getvalue()
    for charge in charges(rows, names):
        file.seek(0)
        file.truncate()
        writer.writerow(charge)
        yield file.getvalue()


def charges(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every row that cost something, with its columns as text; "" is null."""
    return (_charge(row, names) for row in rows if row["cost_nusd"])


def _charge(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    cost = format(to_usd(row["cost_nusd"]), "f")
    issuer = ISSUERS.get(row["provider"], row["provider"])
    quantity, unit = _quantity(row)
    corrects = row["refund"] and _month(row["created_at"]) != _month(row["booked_at"])
    hour = row["created_at"].astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    month = hour.replace(day=1, hour=0)
    return {
        "BilledCost": cost,
        "ContractedCost": cost,
        "EffectiveCost": cost,
        "ListCost": cost,
        "BillingAccountId": row["provider"],
        "BillingAccountName": issuer,
        "BillingCurrency": "USD",
        "BillingPeriodStart": _moment(month),
        "BillingPeriodEnd": _moment((month + timedelta(days=32)).replace(day=1)),
        "ChargeCategory": "Usage",
        "ChargeClass": "Correction" if corrects else "",
        "ChargeDescription": _description(row),
        "ChargeFrequency": "Usage-Based",
        "ChargePeriodStart": _moment(hour),
        "ChargePeriodEnd": _moment(hour + _HOUR),
        "ConsumedQuantity": quantity,
        "ConsumedUnit": unit,
        "InvoiceId": "",
        "InvoiceIssuerName": issuer,
        "PricingCategory": "Standard",
        "PricingQuantity": quantity,
        "PricingUnit": unit,
        "ProviderName": issuer,
        "PublisherName": issuer,
        "ResourceId": f"{row['provider']}/{row['model']}",
        "ResourceName": row["model"],
        "ResourceType": "Model",
        "ServiceCategory": "AI and Machine Learning",
        "ServiceName": SERVICES.get(row["service"], row["service"]),
        "ServiceSubcategory": "Generative AI",
        "SubAccountId": row["account"],
        "SubAccountName": names.get(row["account"], row["account"]),
        "SubAccountType": "User",
        "Tags": json.dumps({name: row[name] for name in TAGS if row[name]}, ensure_ascii=False),
        "x_PricingTier": "Batch" if bought_by_batch(row) else "Standard",
    }


def _quantity(row: Mapping[str, Any]) -> tuple[str, str]:
    """What the provider measured, negative where it was given back; one request where it told nothing."""
    sign = "-" if row["refund"] else ""
    for name, unit in (("total_tokens", "Tokens"), ("seconds", "Seconds"), ("images", "Images")):
        if row[name]:
            return f"{sign}{row[name]}", unit
    return f"{sign}1", "Requests"


def _description(row: Mapping[str, Any]) -> str:
    tier = "by batch" if bought_by_batch(row) else ""
    what = " ".join(part for part in (row["model"], row["size"], row["quality"], tier) if part)
    if row["refund"]:
        return f"{what}: refund"
    return what if row["success"] else f"{what}: charged without a result"


def _month(at: datetime) -> tuple[int, int]:
    at = at.astimezone(UTC)
    return at.year, at.month


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
