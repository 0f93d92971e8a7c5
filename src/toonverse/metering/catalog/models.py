"""Reads the catalogue's files: prices are exact decimals, each with the days it is valid and a source."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

from toonverse.metering.calls import Service
from toonverse.metering.refusals import ModelRetired, ModelUnconfirmed, ModelUnknown, NotSoldByBatch
from toonverse.money import NUSD_PER_USD

Unit = Literal[
    "input_token",
    "cached_input_token",
    "image_input_token",
    "output_token",
    "image_output_token",
    "image",
    "second",
]


PICTURE_EDGE_MAX_PX = 1024
"""No picture is shown to a model larger than this: adapters scale it down, the bounds rest on it."""

Days = tuple[date, date]
"""From the first to the last, both included."""


@dataclass(frozen=True, slots=True)
class Price:
    """`nusd` for one unit, valid on days `since <= day < until` (UTC).

    `size` and `quality` belong to pictures, `resolution` to video; a price `above_input_tokens` replaces
    the plain one when the prompt is longer than that.
    """

    unit: Unit
    nusd: Decimal
    since: date
    until: date = date.max
    size: str = ""
    quality: str = ""
    resolution: str = ""
    above_input_tokens: int = 0


@dataclass(frozen=True, slots=True)
class BatchTerms:
    """What a model costs by batch from a day on: `share` of its prices, `cached_share` of a cached token's.

    A batch has ended (done, or expired) within `hours_max`. Without `references` it takes no calls that show
    pictures to a model that draws. `source` is whence we know.
    """

    share: Decimal
    cached_share: Decimal
    since: date
    hours_max: int
    source: str
    references: bool = True

    def of(self, price: Price) -> Price:
        """That price by batch."""
        share = self.cached_share if price.unit == "cached_input_token" else self.share
        return replace(price, nusd=price.nusd * share)


@dataclass(frozen=True, slots=True)
class Model:
    """`pictures` says how a picture's output tokens are bounded (see `bounds`); `source`, whence we know.

    `picture_input_tokens_max` bounds each picture of at most `PICTURE_EDGE_MAX_PX` that the model is shown; 0
    where no bound is known. A model that draws takes heed of `references_max` of them. Of a service's usable
    models the one `preferred` most is the default; 0 is never.
    """

    name: str
    provider: str
    service: Service
    source: str
    free: bool = False
    confirmed: bool = True
    retired_on: date | None = None
    successor: str = ""
    thoughts_on_top: bool = False
    seconds_max: int = 0
    picture_input_tokens_max: int = 0
    references_max: int = 3
    preferred: int = 0
    pictures: Mapping[str, Any] = field(default_factory=dict)
    prices: tuple[Price, ...] = ()
    batch: BatchTerms | None = None

    def by_batch(self, on: date) -> "Model":
        """The same model with the prices of its batches. Raises NotSoldByBatch."""
        if self.batch is None or on < self.batch.since:
            raise NotSoldByBatch(model=self.name, detail="the catalogue has no price of it by batch")
        return replace(self, prices=tuple(map(self.batch.of, self.prices)))

    def price(self, unit: Unit, days: Days, above: int = 0, **of: str) -> Decimal | None:
        """The highest price in nano-USD of one unit on any day of `days`; None if unpriced.

        `above` is the number of input tokens; `of` picks size, quality or resolution.
        """
        first, last = days
        fitting = [
            price
            for price in self.prices
            if price.unit == unit
            and price.since <= last
            and first < price.until
            and above >= price.above_input_tokens
            and all(getattr(price, name) == value for name, value in of.items())
        ]
        tier = max((price.above_input_tokens for price in fitting), default=0)
        return max((price.nusd for price in fitting if price.above_input_tokens == tier), default=None)


@dataclass(frozen=True, slots=True)
class Catalog:
    models: Mapping[str, Model]
    rates: Sequence[tuple[date, Decimal]]
    """Tokens a dollar, each from its day on; ascending."""

    def model(self, name: str) -> Model:
        """Any model, retired ones too. Raises ModelUnknown."""
        if name not in self.models:
            raise ModelUnknown(model=name, detail="not in the catalogue")
        return self.models[name]

    def usable(self, name: str, at: datetime) -> Model:
        """A model that may be called at that moment. Raises ModelUnknown, ModelRetired, ModelUnconfirmed."""
        model = self.model(name)
        if model.retired_on is not None and day(at) >= model.retired_on:
            raise ModelRetired(model=name, retired_on=model.retired_on.isoformat(), successor=model.successor)
        if not model.confirmed:
            raise ModelUnconfirmed(model=name, detail=model.source)
        return model

    def tokens_per_usd(self, at: datetime) -> Decimal:
        return next(rate for since, rate in reversed(self.rates) if since <= day(at))


def still_served(catalog: Catalog, provider: str, names: Collection[str]) -> Catalog:
    """The catalogue where these models of the provider, which it has retired, can be had of another host."""
    models = {
        name: replace(model, retired_on=None) if name in names and model.provider == provider else model
        for name, model in catalog.models.items()
    }
    return Catalog(models, catalog.rates)


def unshown(catalog: Catalog) -> Catalog:
    """The catalogue where models that draw are shown nothing: whoever passes calls on to them cannot."""
    models = {
        name: replace(model, references_max=0) if model.service == "image_generation" else model
        for name, model in catalog.models.items()
    }
    return Catalog(models, catalog.rates)


def day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def load(*more: Path) -> Catalog:
    """The package's catalogue; models in the files of `more` (an operator's) replace those of the same name.

    Raises ValueError for a file that says what this release does not understand.
    """
    inside = resources.files(__package__)
    texts = [file.read_text("utf-8") for file in inside.iterdir() if file.name.endswith(".toml")]
    texts += [path.read_text("utf-8") for path in more]
    models: dict[str, Model] = {}
    rates: list[tuple[date, Decimal]] = []
    for text in texts:
        said = tomllib.loads(text, parse_float=Decimal)
        models |= {record["name"]: model_of(record) for record in said.get("model", ())}
        rates += [(record["from"], Decimal(record["tokens_per_usd"])) for record in said.get("rate", ())]
    return Catalog(models, tuple(sorted(rates)))


def model_of(record: Mapping[str, Any]) -> Model:
    """A model as a file says it. Raises ValueError, TypeError."""
    said = dict(record)
    if said["service"] not in get_args(Service):
        raise ValueError(f"{said['name']}: no such service: {said['service']}")
    prices = tuple(price_of(price) for price in said.pop("price", ()))
    return Model(prices=prices, **facts_of(said))


def facts_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """A model's facts beside its prices, as a file says them. Raises ValueError, TypeError, LookupError."""
    said = dict(record)
    if "batch" in said:
        terms = dict(said["batch"])
        since = terms.pop("from")
        said["batch"] = BatchTerms(
            share=_share(terms.pop("share")),
            cached_share=_share(terms.pop("cached_share")),
            since=date.fromisoformat(since) if isinstance(since, str) else since,
            **terms,
        )
    return said


def _share(said: object) -> Decimal:
    """Of the plain price: never more than that, or holds of before would be too small."""
    share = Decimal(str(said))
    if not 0 < share <= 1:
        raise ValueError(f"no share of a price: {said!r:.40}")
    return share


def price_of(record: Mapping[str, Any]) -> Price:
    """A price as a file says it. Raises ValueError, TypeError."""
    if record["unit"] not in get_args(Unit):
        raise ValueError(f"no such unit: {record['unit']}")
    said = dict(record)
    nusd = Decimal(said.pop("usd")) * NUSD_PER_USD / said.pop("per", 1)
    return Price(nusd=nusd, since=said.pop("from"), **said)
