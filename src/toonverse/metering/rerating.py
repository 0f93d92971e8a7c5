"""What past usage would have cost on another day, or with another model; nothing is booked or changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from operator import add
from typing import Any, Literal, cast

from toonverse.errors import UsageError
from toonverse.metering.calls import ALIKE, Call, ImageCall, Quality, TextCall, Tier, Usage, VideoCall
from toonverse.metering.catalog import Catalog, Model, pricing
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.models import Unit, day
from toonverse.metering.orders import bought_by_batch
from toonverse.money import Nusd

Reason = Literal[
    "model_unknown", "no_price", "size_unsaid", "quality_unsaid", "usage_unsaid", "other_service"
]
"""Why nobody can tell what a call would have cost: the catalogue lacks the model, or a price of it on that
day; the row does not say the size, the quality, or what was used, by which it is priced (an earlier system
may not have noted it); the model in its place does other work.
"""


@dataclass(frozen=True, slots=True)
class Unpriced:
    """So many calls, and what they did cost."""

    reason: Reason
    calls: int
    cost_nusd: Nusd


@dataclass(frozen=True, slots=True)
class Rerated:
    """A model's usage: what it cost (`was`) and what it would have (`would`), of what has a price then.

    What has none is `unpriced`, by reason, dearest first; no part of it is in the sums.
    """

    model: str
    instead: str
    calls: int
    was_nusd: Nusd
    would_nusd: Nusd
    unpriced: tuple[Unpriced, ...] = ()

    @property
    def difference_nusd(self) -> int:
        return self.would_nusd - self.was_nusd

    @property
    def unpriced_calls(self) -> int:
        return sum(one.calls for one in self.unpriced)

    @property
    def unpriced_nusd(self) -> Nusd:
        return Nusd(sum(one.cost_nusd for one in self.unpriced))


class _Untold(Exception):
    """Nobody can tell what a call would have cost."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def rerate(
    catalog: Catalog, rows: Iterable[Mapping[str, Any]], on: date | None, instead: Mapping[str, str]
) -> list[Rerated]:
    """Usage rows at the prices of a day (None: each call's own day), some models replaced; dearest first.

    A refund takes back what its call would have cost; one whose call is not among the rows is left out, as
    its call is. Raises ModelUnknown for a model `instead` names that the catalogue lacks.
    """
    for name in instead.values():
        catalog.model(name)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    unpriced: dict[str, dict[Reason, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    would: dict[int, int | Reason] = {}
    for row in rows:
        attempt, calls = row["attempt_id"], 0 if row["refund"] else 1
        if not row["refund"]:
            would[attempt] = _told(catalog, row, on, instead)
        elif attempt not in would:
            continue
        told = would[attempt]
        of = sums[row["model"]]
        if isinstance(told, str):
            amounts, of = [calls, row["cost_nusd"]], unpriced[row["model"]][told]
        else:
            amounts = [calls, row["cost_nusd"], told if calls else -told]
        of[:] = map(add, of, amounts)
    found = [
        Rerated(model, instead.get(model, model), calls, Nusd(was), Nusd(then), _by_reason(unpriced[model]))
        for model, (calls, was, then) in sums.items()
    ]
    return sorted(found, key=lambda one: (-one.was_nusd - one.unpriced_nusd, one.model))


def _by_reason(found: Mapping[Reason, Sequence[int]]) -> tuple[Unpriced, ...]:
    some = [Unpriced(reason, calls, Nusd(cost)) for reason, (calls, cost) in found.items()]
    return tuple(sorted(some, key=lambda one: (-one.cost_nusd, one.reason)))


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


def _told(
    catalog: Catalog, row: Mapping[str, Any], on: date | None, instead: Mapping[str, str]
) -> int | Reason:
    try:
        return _would_cost(catalog, row, on, instead)
    except _Untold as untold:
        return untold.reason


def _would_cost(catalog: Catalog, row: Mapping[str, Any], on: date | None, instead: Mapping[str, str]) -> int:
    """A call that cost nothing costs nothing then. Raises _Untold.

    Except that what was made for nothing (drawn here) has another model's price when that makes it.
    """
    name = instead.get(row["model"], row["model"])
    if not row["cost_nusd"] and (name == row["model"] or not row["success"]):
        return 0
    if name not in catalog.models:
        raise _Untold("model_unknown")
    model = catalog.models[name]
    if name != row["model"] and model.service != row["service"]:
        raise _Untold("other_service")
    at: datetime = row["created_at"] if on is None else datetime.combine(on, time(12), UTC)
    for call in _calls(row, model):
        with suppress(UsageError):
            cost = pricing.cost(catalog, call, _usage(row, model, call), at)
            if cost is None:
                raise _Untold("usage_unsaid")
            return cost
    raise _Untold("no_price")


_COUNTS = tuple(Usage().counts())


def _calls(row: Mapping[str, Any], model: Model) -> Iterator[Call]:
    """As much of the call as its price depends on: what it may have been, the likeliest first."""
    if row["service"] == "image_generation":
        width, height = _size(row, model)
        for quality in _qualities(row, model):
            yield ImageCall(model.name, "", width, height, quality, tier=_tier(row))
    elif row["service"] == "video_generation":
        if row["seconds"] is None:
            raise _Untold("usage_unsaid")
        yield VideoCall(model.name, "", row["seconds"], row["size"] or _paid(row, model, "resolution"), "")
    else:
        yield TextCall(model.name, "", "", 1, tier=_tier(row))


def _usage(row: Mapping[str, Any], model: Model, call: Call) -> Usage:
    """The same work by another model: it makes pictures of as many tokens as its own rule says."""
    usage = Usage(**{one: row[one] for one in _COUNTS})
    if model.name == row["model"] or not isinstance(call, ImageCall) or not model.pictures:
        return usage
    made = picture_tokens(model, call) - int(model.pictures.get("extra_tokens_max", 0))
    prompt = usage.prompt_tokens or 0
    return replace(usage, prompt_tokens=prompt, completion_tokens=made, image_output_tokens=made)


def _is_of_tokens(row: Mapping[str, Any], model: Model) -> bool:
    """Whether a picture is priced by its own tokens: then nothing else has to be known of it."""
    return model.name == row["model"] and all(price.unit != "image" for price in model.prices)


def _size(row: Mapping[str, Any], model: Model) -> tuple[int, int]:
    width, _, height = row["size"].partition("x")
    if width.isdecimal() and height.isdecimal():
        return int(width), int(height)
    if _is_of_tokens(row, model) or model.free:
        return 0, 0
    raise _Untold("size_unsaid")


def _qualities(row: Mapping[str, Any], model: Model) -> Iterator[Quality]:
    """As it was, or as another model calls it; where nothing is said of it, by what was paid."""
    if row["quality"]:
        yield row["quality"]
        if model.name != row["model"] and row["quality"] in ALIKE:
            yield ALIKE[row["quality"]]
    elif model.name != row["model"] or _is_of_tokens(row, model):
        yield from ("medium", "standard")
    else:
        yield cast("Quality", _paid(row, model, "quality"))


_UNSAID: Mapping[str, tuple[Unit, str, Reason]] = {
    "quality": ("image", "images", "quality_unsaid"),
    "resolution": ("second", "seconds", "size_unsaid"),
}


def _paid(row: Mapping[str, Any], model: Model, what: str) -> str:
    """The quality or resolution that is nowhere said, if only one cost what was paid on that day.

    Nothing is guessed: an amount that was never its price tells nothing. Raises _Untold.
    """
    unit, counted, reason = _UNSAID[what]
    on = day(row["created_at"])
    fitting = {
        str(getattr(price, what))
        for price in model.prices
        if price.unit == unit
        and price.since <= on < price.until
        and (unit != "image" or price.size == row["size"])
        and price.nusd * (row[counted] or 1) == row["cost_nusd"]
    }
    if model.name != row["model"] or len(fitting) != 1:
        raise _Untold(reason)
    return fitting.pop()


def _tier(row: Mapping[str, Any]) -> Tier:
    """What was bought by batch is compared with what that would have cost by batch."""
    return "batch" if bought_by_batch(row) else "standard"
