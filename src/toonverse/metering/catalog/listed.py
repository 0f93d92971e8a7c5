"""Token prices of the genai-prices library: dated, for models that this catalogue may not have.

The library takes seconds to load, so it is asked only when an operator asks for it; the shipped files are
held against it by a test. It has no price of a picture and none of a second.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from toonverse.metering.calls import Service
from toonverse.metering.catalog.models import Model, Unit
from toonverse.metering.catalog.sheet import Record
from toonverse.metering.refusals import ModelUnknown

SINCE = date(2026, 1, 1)
"""The first day that is vouched for, where the library says none."""

MTOK = 1_000_000
UNITS: tuple[tuple[str, Unit], ...] = (
    ("input_mtok", "input_token"),
    ("cache_read_mtok", "cached_input_token"),
    ("input_image_mtok", "image_input_token"),
    ("output_mtok", "output_token"),
    ("output_image_mtok", "image_output_token"),
)


def listed(provider: str, model: str) -> Record:
    """A text model as an operator's sheet has it, with the library's prices.

    Raises ModelUnknown for one that the library does not have.
    """
    prices = list(_prices(provider, model, "text_generation"))
    if not prices:
        raise ModelUnknown(model=model, detail=f"genai-prices has no token prices of it at {provider}")
    return {
        "name": model,
        "provider": provider,
        "service": "text_generation",
        "source": "genai-prices",
        "thoughts_on_top": provider == "google",
        "price": prices,
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one unit's price; both in USD for a million tokens."""

    unit: Unit
    ours_usd: Decimal
    listed_usd: Decimal


def differences(model: Model, on: date) -> list[Difference]:
    """Where the catalogue's token prices of a day are not the library's; none where the library has none."""
    found = []
    for price in _prices(model.provider, model.name, model.service):
        if not price["from"] <= on < price.get("until", date.max):
            continue
        above = price.get("above_input_tokens", 0)
        ours = model.price(price["unit"], (on, on), above)
        theirs = Decimal(price["usd"]) * 1_000  # dollars for a million are so many nano-dollars for one
        if ours is not None and ours != theirs:
            found.append(Difference(price["unit"], ours / 1_000, Decimal(price["usd"])))
    return found


def _prices(provider: str, name: str, service: Service) -> Iterator[Record]:
    from genai_prices import data_snapshot

    known = next((one for one in data_snapshot.get_snapshot().providers if one.id == provider), None)
    found = None if known is None else known.find_model(name)
    if found is None:
        return
    stages = found.prices if isinstance(found.prices, list) else [found.prices]
    dated = [(getattr(stage, "constraint", None), getattr(stage, "prices", stage)) for stage in stages]
    starts = [getattr(constraint, "start_date", SINCE) for constraint, _ in dated]
    for (_, prices), start, end in zip(dated, starts, [*starts[1:], None], strict=True):
        for field, unit in UNITS:
            yield from _tiers(_unit(unit, prices, service), getattr(prices, field, None), start, end)


def _unit(unit: Unit, prices: Any, service: Service) -> Unit | None:  # noqa: ANN401 - the library's own types
    """What a picture model's plain output price is for: pictures, where these have none of their own.

    A cached part of its prompt may be pictures, which have another price again: it is left at the plain one.
    """
    if service != "image_generation":
        return unit
    if unit == "cached_input_token":
        return None
    return "image_output_token" if unit == "output_token" and prices.output_image_mtok is None else unit


def _tiers(
    unit: Unit | None,
    price: Any,  # noqa: ANN401
    start: date,
    end: date | None,
) -> Iterator[Record]:
    """One record for a plain price, several for one that depends on the prompt's length."""
    if unit is None or price is None:
        return
    steps = [(0, getattr(price, "base", price))]
    steps += [(tier.start, tier.price) for tier in getattr(price, "tiers", ())]
    for above, usd in steps:
        record: Record = {"unit": unit, "usd": Decimal(usd), "per": MTOK, "from": start}
        record |= {"until": end} if end else {}
        yield record | ({"above_input_tokens": above} if above else {})
