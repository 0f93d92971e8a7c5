"""What an operator says about prices: models of his own, contract prices, confirmations.

It lies over the shipped catalogue as one JSON file, in the words of the catalogue's own files: `{"model":
[{"name", ..., "price": [{"unit", "usd", "per", "from", ...}]}]}`. A price of his holds on its days in place
of a shipped one, and of one of his that began earlier; a model that nobody confirmed has his prices only.
"""

import json
import logging
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from toonverse.errors import UsageError
from toonverse.metering.catalog.models import Catalog, Model, Price, facts_of, model_of, price_of

log = logging.getLogger(__name__)

Record = dict[str, Any]

FILE = "prices.json"
"""In the home."""

BYTES_MAX = 4 * 2**20
USD_MAX = 100_000
NAME_CHARACTERS_MAX = 200
DATES = ("from", "until", "retired_on")


class SheetUnfit(UsageError):
    """A file of prices says what makes no sense. Facts: path, reason."""

    code = "prices_unfit"


def read_sheet(path: Path) -> list[Record]:
    """The models of an operator's file, JSON or TOML; none where there is no file. Raises SheetUnfit."""
    try:
        if not path.exists():
            return []
        if path.stat().st_size > BYTES_MAX:
            raise ValueError(f"more than {BYTES_MAX} bytes")
        text = path.read_text("utf-8")
        said = (
            tomllib.loads(text, parse_float=Decimal)
            if path.suffix == ".toml"
            else json.loads(text, parse_float=Decimal)
        )
        return [checked(record) for record in said["model"]]
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise SheetUnfit(path=str(path), reason=f"{type(error).__name__}: {error}"[:300]) from error


def write_sheet(path: Path, records: Iterable[Record]) -> None:
    """Exchanges the file whole."""
    exchange(path, {"model": list(records)})


def exchange(path: Path, said: Mapping[str, object]) -> None:
    """Writes JSON beside the file, then puts it in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(said, default=_plain, ensure_ascii=False, indent=1)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(path)


def checked(record: Mapping[str, Any]) -> Record:
    """A record with dates and exact amounts. Raises ValueError, TypeError, LookupError, ArithmeticError."""
    said = {name: _dated(name, value) for name, value in dict(record).items()}
    name = said["name"]
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name) <= NAME_CHARACTERS_MAX:
        raise ValueError(f"no name for a model: {name!r:.80}")
    said["price"] = [_checked_price(price) for price in said.get("price", ())]
    if "service" in said:
        model_of({"source": "", "provider": "", **said})
    return said


def over(catalog: Catalog, records: Sequence[Record]) -> Catalog:
    """The catalogue with an operator's models over it. Raises SheetUnfit."""
    models = dict(catalog.models)
    for record in records:
        try:
            models[record["name"]] = _laid_over(models.get(record["name"]), record)
        except (ValueError, TypeError, LookupError) as error:
            raise SheetUnfit(path=FILE, reason=f"{record['name']}: {error}"[:300]) from error
    return Catalog(models, catalog.rates)


def kept_up(catalog: Catalog, path: Path) -> Catalog:
    """The catalogue with an operator's file over it: always the file of now, in a process that goes on.

    Raises SheetUnfit for a file that makes no sense at first; of one that becomes so later the last good one
    holds, lest what was bought could not be booked.
    """
    return Catalog(_Models(catalog, path), catalog.rates)


class _Models(Mapping[str, Model]):
    """Looks at the file's state each time, and reads it when that has changed."""

    def __init__(self, shipped: Catalog, path: Path) -> None:
        self._shipped = shipped
        self._path = path
        self._state = self._stat()
        self._models = over(shipped, read_sheet(path)).models

    def __getitem__(self, name: str) -> Model:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    def _now(self) -> Mapping[str, Model]:
        state = self._stat()
        if state != self._state:
            self._state = state  # first: a file that makes no sense is told once
            try:
                self._models = over(self._shipped, read_sheet(self._path)).models
            except SheetUnfit as unfit:
                log.warning("the prices of before hold: %s", unfit)
        return self._models

    def _stat(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino


def merged(records: Sequence[Record], more: Iterable[Record]) -> list[Record]:
    """`records` with what `more` says: facts replace facts, a price one of the same kind and first day."""
    by_name = {record["name"]: record for record in records}
    for record in more:
        old = by_name.get(record["name"], {})
        fresh = {_kind(price): price for price in record["price"]}
        kept = [price for price in old.get("price", ()) if _kind(price) not in fresh]
        by_name[record["name"]] = old | record | {"price": kept + list(fresh.values())}
    return list(by_name.values())


def _laid_over(base: Model | None, record: Record) -> Model:
    prices = _in_turn(price_of(price) for price in record["price"])
    facts = {name: value for name, value in record.items() if name != "price"}
    if base is None:
        if missing := {"provider", "service"} - facts.keys():
            raise ValueError(f"a new model needs its {' and '.join(sorted(missing))}")
        return replace(model_of({"source": "the operator", **facts}), prices=prices)
    facts = facts_of(facts)
    if not prices:
        return replace(base, **facts)
    if base.confirmed:
        return replace(base, **facts, prices=_outside(base.prices, prices) + prices)
    return replace(base, **{"confirmed": True, "source": "the operator", **facts}, prices=prices)


def _in_turn(own: Iterable[Price]) -> tuple[Price, ...]:
    """The operator's prices, of which a later one for the same thing holds from its first day on, in place of
    an earlier one that has no end. (Of two that hold at once the higher would count.)
    """
    turns: tuple[Price, ...] = ()
    for price in sorted(own, key=lambda one: one.since):
        turns = (*_outside(turns, (price,)), price)
    return turns


def _outside(shipped: Iterable[Price], own: Sequence[Price]) -> tuple[Price, ...]:
    """What is left of the shipped prices on days for which there is none of the operator's."""
    left = list(shipped)
    for mine in own:
        pieces = []
        for price in left:
            if _same_thing(price, mine) and price.since < mine.until and mine.since < price.until:
                before = replace(price, until=mine.since)
                after = replace(price, since=mine.until)
                pieces += [piece for piece in (before, after) if piece.since < piece.until]
            else:
                pieces.append(price)
        left = pieces
    return tuple(left)


def _same_thing(one: Price, other: Price) -> bool:
    names = ("unit", "size", "quality", "resolution", "above_input_tokens")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _kind(price: Mapping[str, Any]) -> tuple[str, ...]:
    names = ("unit", "size", "quality", "resolution", "above_input_tokens", "from")
    return tuple(str(price.get(name, "")) for name in names)


def _checked_price(record: Mapping[str, Any]) -> Record:
    said = {name: _dated(name, value) for name, value in dict(record).items()}
    said["usd"] = _usd(said["usd"])
    per = said.setdefault("per", 1)
    if type(per) is not int or not 0 < per <= 10**9:
        raise ValueError(f"per is no whole number above 0: {per!r:.40}")
    price = price_of(said)
    if price.since >= price.until:
        raise ValueError(f"a price from {price.since} until {price.until} is never valid")
    return said


def _usd(said: object) -> Decimal:
    try:
        usd = Decimal(str(said))
    except InvalidOperation:
        raise ValueError(f"not an amount of dollars: {said!r:.40}") from None
    if not usd.is_finite() or not 0 < usd <= USD_MAX:
        raise ValueError(f"not an amount of dollars above 0, of at most {USD_MAX:,}: {said!r:.40}")
    return usd


def _dated(name: str, value: Any) -> Any:  # noqa: ANN401 - what a file says may be anything
    return date.fromisoformat(value) if name in DATES and isinstance(value, str) else value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
