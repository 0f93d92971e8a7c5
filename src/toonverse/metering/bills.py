"""Reads what a provider itself says it charged: OpenAI's organization costs, Google's billing export.

OpenAI: the JSON of `GET /v1/organization/costs`, one page or several (a list, or an object a line), with
`group_by=line_item`. Google: the CSV of the console's cost table or of the detailed export, one row for each
SKU and day. A file is read whole and checked before anything is made of it; a bill of which pages are missing
is refused, since what it lacks would look as if it had not been charged.
https://platform.openai.com/docs/api-reference/usage/costs, https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from toonverse.errors import UsageError
from toonverse.metering.catalog import Catalog
from toonverse.money import from_usd

Issuer = Literal["openai", "google"]

FILE_BYTES_MAX = 64 * 2**20
LINES_MAX = 500_000
WORD_MAX = 300
COST_USD_MAX = 1_000_000

_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_IDLE = frozenset(("generate", "preview", "latest", "001"))
"""Parts of a model's name that no SKU repeats."""


class BillUnfit(UsageError):
    """A file is no bill that can be read, or one of its lines (from 1) is not. Facts: path, line, reason."""

    code = "bill_unfit"


class BillPartial(UsageError):
    """A bill goes on after the last page of its file. Facts: path, next_page (as the bill names it)."""

    code = "bill_partial"


class BillsOverlap(UsageError):
    """Two files say different things of the same day: neither is its whole. Facts: path, other, day."""

    code = "bills_overlap"


@dataclass(frozen=True, slots=True)
class BillLine:
    """What was charged on a day of UTC for a model; where none is known, for what the bill calls it.

    A day of which a bill says that nothing was charged is a line of nothing for "".
    """

    issuer: Issuer
    day: date
    model: str
    cost_nusd: int


def read_bills(paths: Iterable[Path], catalog: Catalog) -> list[BillLine]:
    """The lines of several files that are whole days each. Raises BillUnfit, BillPartial, BillsOverlap."""
    found: dict[tuple[Issuer, date], tuple[Path, list[BillLine]]] = {}
    for path in paths:
        days: dict[tuple[Issuer, date], list[BillLine]] = defaultdict(list)
        for line in read_bill(path, catalog):
            days[line.issuer, line.day].append(line)
        for key, lines in days.items():
            other, known = found.setdefault(key, (path, lines))
            if known != lines:
                raise BillsOverlap(path=str(path), other=str(other), day=key[1].isoformat())
    return [line for _, lines in found.values() for line in lines]


def read_bill(path: Path, catalog: Catalog) -> list[BillLine]:
    """A file's lines, one for each day and model, by day. Raises BillUnfit, BillPartial."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise BillUnfit(path=str(path), line=0, reason=f"more than {FILE_BYTES_MAX} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BillUnfit(path=str(path), line=0, reason=str(error)[:200]) from error
    return bill_in(text, str(path), catalog)


def bill_in(text: str, name: str, catalog: Catalog) -> list[BillLine]:
    """The lines of a bill's text. Raises BillUnfit, BillPartial."""
    is_json = text.lstrip()[:1] in ("{", "[")
    charges = _openai(text, name) if is_json else _google(text, name)
    sums: dict[tuple[Issuer, date, str], Decimal] = defaultdict(Decimal)
    models = {issuer: _Models(catalog, issuer) for issuer in ("openai", "google")}
    for number, (issuer, day, what, usd) in enumerate(charges, 1):
        if number > LINES_MAX:
            raise BillUnfit(path=name, line=number, reason=f"more than {LINES_MAX} lines")
        sums[(issuer, day, models[issuer].named(what))] += usd
    return [BillLine(*key, from_usd(usd)) for key, usd in sorted(sums.items())]


_Charge = tuple[Issuer, date, str, Decimal]


class _Models:
    """Which of an issuer's models a line is about."""

    def __init__(self, catalog: Catalog, issuer: Issuer) -> None:
        names = [one.name for one in catalog.models.values() if issuer_of(one.provider) == issuer]
        self._issuer = issuer
        self._names = sorted(names, key=len, reverse=True)
        self._words = {name: frozenset(_WORD.findall(name.lower())) - _IDLE for name in names}
        self._known: dict[str, str] = {}

    def named(self, what: str) -> str:
        """The model's name, or the line's own words."""
        if what not in self._known:
            self._known[what] = self._found(what) or what
        return self._known[what]

    def _found(self, what: str) -> str:
        if self._issuer == "openai":
            said = _SNAPSHOT.sub("", what.partition(",")[0].strip().lower())
            return next((name for name in self._names if name.lower() == said), "")
        words = frozenset(_WORD.findall(what.lower()))
        fitting = [name for name in self._names if self._words[name] <= words]
        return max(fitting, key=lambda name: (len(self._words[name]), -len(name)), default="")


def issuer_of(provider: str) -> Issuer | None:
    """Who sends the bill for what is called through a provider's adapter."""
    if provider == "openai":
        return "openai"
    return "google" if provider.startswith("google") else None


def _openai(text: str, name: str) -> Iterator[_Charge]:
    number = 0
    page: Mapping[str, Any] = {}
    for page in _pages(text, name):
        for bucket in _list(page, "data", name, number):
            day = _day_of(bucket, name, number)
            results = _list(bucket, "results", name, number)
            if not results:
                number += 1
                yield "openai", day, "", Decimal(0)
            for result in results:
                number += 1
                amount = result.get("amount")
                if not isinstance(amount, dict) or str(amount.get("currency", "")).lower() != "usd":
                    raise BillUnfit(path=name, line=number, reason="not an amount in dollars")
                what = str(result.get("line_item") or "")[:WORD_MAX]
                yield "openai", day, what, _usd(amount.get("value"), name, number)
    if page.get("has_more"):
        raise BillPartial(path=name, next_page=str(page.get("next_page") or "")[:WORD_MAX])


def _pages(text: str, name: str) -> Iterator[dict[str, Any]]:
    try:
        whole = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        try:
            whole = [json.loads(line, parse_float=Decimal) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError) as error:
            raise BillUnfit(path=name, line=0, reason=str(error)[:200]) from error
    for page in whole if isinstance(whole, list) else [whole]:
        if not isinstance(page, dict):
            raise BillUnfit(path=name, line=0, reason="not a page of costs")
        yield page


def _list(said: Mapping[str, Any], key: str, name: str, number: int) -> Sequence[dict[str, Any]]:
    found = said.get(key)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BillUnfit(path=name, line=number, reason=f"no list of {key}")
    return found


def _day_of(bucket: Mapping[str, Any], name: str, number: int) -> date:
    try:
        return datetime.fromtimestamp(int(bucket["start_time"]), UTC).date()
    except (LookupError, ValueError, TypeError, OverflowError, OSError) as error:
        raise BillUnfit(path=name, line=number, reason="a bucket without its start_time") from error


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "what": ("sku description", "sku.description", "sku_description"),
    "day": ("usage start date", "usage_start_time", "usage start time", "date"),
    "cost": ("unrounded cost ($)", "unrounded cost", "cost ($)", "cost"),
}
_CURRENCY = ("currency", "currency code")


def _google(text: str, name: str) -> Iterator[_Charge]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        heading = {one.strip().lower(): one for one in reader.fieldnames or () if one}
        columns = {key: _column(heading, names, name) for key, names in _COLUMNS.items()}
        currency = next((heading[one] for one in _CURRENCY if one in heading), None)
        for number, row in enumerate(reader, 1):
            if not (row[columns["what"]] or "").strip():
                continue  # the table's own total
            if currency is not None and (row[currency] or "").strip().upper() not in ("", "USD"):
                raise BillUnfit(path=name, line=number, reason="not in dollars")
            day = _google_day(row[columns["day"]], name, number)
            usd = _usd((row[columns["cost"]] or "").replace(",", ""), name, number)
            yield "google", day, row[columns["what"]][:WORD_MAX], usd
    except csv.Error as error:
        raise BillUnfit(path=name, line=0, reason=str(error)[:200]) from error


def _column(heading: Mapping[str, str], names: Iterable[str], name: str) -> str:
    found = next((heading[one] for one in names if one in heading), None)
    if found is None:
        raise BillUnfit(path=name, line=0, reason=f"no column {next(iter(names))}")
    return found


def _google_day(said: str | None, name: str, number: int) -> date:
    """A day as it is; of a moment with an offset or a zone's name, the day of UTC."""
    try:
        moment, _, zone = (said or "").strip().rpartition(" ")
        if moment and zone[0].isalpha():  # 2026-11-20 23:00:00 UTC
            at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
        else:
            at = datetime.fromisoformat((said or "").strip())
        return (at if at.tzinfo is None else at.astimezone(UTC)).date()
    except (ValueError, LookupError, OSError, OverflowError) as error:
        raise BillUnfit(path=name, line=number, reason=f"not a day: {(said or '')[:40]}") from error


def _usd(said: object, name: str, number: int) -> Decimal:
    """Negative is a credit."""
    try:
        usd = Decimal(str(said))
    except InvalidOperation:
        usd = Decimal("NaN")
    if not usd.is_finite() or abs(usd) > COST_USD_MAX:
        raise BillUnfit(path=name, line=number, reason=f"not an amount: {str(said)[:40]}")
    return usd
