"""What past usage would have cost on another day, or with another model; nothing is booked or changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from toonverse.errors import UsageError
from toonverse.metering.calls import Call, ImageCall, TextCall, Tier, Usage, VideoCall
from toonverse.metering.catalog import Catalog, pricing
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.orders import bought_by_batch
from toonverse.money import Nusd


@dataclass(frozen=True, slots=True)
class Rerated:
    """A model's usage: what it cost (`was`) and what it would have (`would`), of what has a price then.

    `unpriced` calls have none on that day or with that model, or lack what it is priced by;
    `unpriced_nusd` is what they cost.
    """

    model: str
    instead: str
    calls: int
    was_nusd: Nusd
    would_nusd: Nusd
    unpriced: int
    unpriced_nusd: Nusd

    @property
    def difference_nusd(self) -> int:
        return self.would_nusd - self.was_nusd


def rerate(
    catalog: Catalog, rows: Iterable[Mapping[str, Any]], on: date | None, instead: Mapping[str, str]
) -> list[Rerated]:
    """Usage rows at the prices of a day (None: each call's own day), some models replaced; dearest first.

    A refund takes back what its call would have cost; one whose call is not among the rows is left out, as
    its call is. Raises ModelUnknown for a model `instead` names that the catalogue lacks.
    """
    for name in instead.values():
        catalog.model(name)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    would: dict[int, int | None] = {}
    for row in rows:
        if row["refund"]:
            if row["attempt_id"] not in would:
                continue
            again = would[row["attempt_id"]]
            amount = None if again is None else -again
        else:
            amount = would[row["attempt_id"]] = _would_cost(catalog, row, on, instead)
        total = sums[row["model"]]
        calls = 0 if row["refund"] else 1
        if amount is None:
            total[3] += calls
            total[4] += row["cost_nusd"]
        else:
            total[0] += calls
            total[1] += row["cost_nusd"]
            total[2] += amount
    found = [
        Rerated(model, instead.get(model, model), calls, Nusd(was), Nusd(then), unpriced, Nusd(cost))
        for model, (calls, was, then, unpriced, cost) in sums.items()
    ]
    return sorted(found, key=lambda one: (-one.was_nusd - one.unpriced_nusd, one.model))


def next_changes(catalog: Catalog, models: Iterable[str], today: date) -> Iterator[tuple[date, str]]:
    """The days after today on which a price of one of these models begins, with the model; soonest first."""
    found = {
        (price.since, name)
        for name in models
        if name in catalog.models
        for price in catalog.models[name].prices
        if price.since > today
    }
    yield from sorted(found)


def _would_cost(
    catalog: Catalog, row: Mapping[str, Any], on: date | None, instead: Mapping[str, str]
) -> int | None:
    """None where it can't be told; a call that cost nothing costs nothing then.

    Except that what was made for nothing (drawn here) has another model's price when that makes it.
    """
    name = instead.get(row["model"], row["model"])
    if not row["cost_nusd"] and (name == row["model"] or not row["success"]):
        return 0
    at = row["created_at"] if on is None else datetime.combine(on, time(12), UTC)
    try:
        call, usage = _call_of(row, name), Usage(**{one: row[one] for one in _COUNTS})
        if name != row["model"]:
            usage = _as_of(catalog, call, usage)
        return pricing.cost(catalog, call, usage, at)
    except UsageError:
        return None


_COUNTS = tuple(Usage().counts())


def _call_of(row: Mapping[str, Any], model: str) -> Call:
    """As much of the call as its price depends on. Raises UsageError."""
    if row["service"] == "image_generation":
        width, _, height = row["size"].partition("x")
        if not (width.isdecimal() and height.isdecimal()):
            raise UsageError(size=row["size"])
        return ImageCall(model, "", int(width), int(height), row["quality"] or "medium", tier=_tier(row))
    if row["service"] == "video_generation":
        return VideoCall(model, "", row["seconds"] or 0, row["size"], "")
    return TextCall(model, "", "", 1, tier=_tier(row))


def _tier(row: Mapping[str, Any]) -> Tier:
    """What was bought by batch is compared with what that would have cost by batch."""
    return "batch" if bought_by_batch(row) else "standard"


def _as_of(catalog: Catalog, call: Call, usage: Usage) -> Usage:
    """The same work by another model: it makes pictures of as many tokens as its own rule says."""
    model = catalog.model(call.model)
    if model.service != call.service:
        raise UsageError(model=model.name, service=model.service)
    if not isinstance(call, ImageCall) or not model.pictures:
        return usage
    made = picture_tokens(model, call) - int(model.pictures.get("extra_tokens_max", 0))
    prompt = usage.prompt_tokens or 0
    return replace(usage, prompt_tokens=prompt, completion_tokens=made, image_output_tokens=made)
