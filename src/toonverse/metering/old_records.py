"""Reads balances and usage of an earlier system: CSV with a header, or JSON (a list of objects).

Usage comes as `token_usage` rows (`userId, service_type, model_name, prompt_tokens, completion_tokens,
total_tokens, api_cost, created_at, metadata`) or as `AIUsage` rows (`id, type, model, size, cost, success,
errorMsg, postId, source, createdAt`). A file is read whole and checked before anything is made of it.
"""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from toonverse.errors import UsageError
from toonverse.metering.calls import Usage
from toonverse.metering.users import NameUnfit, fit_name
from toonverse.money import from_usd

T = TypeVar("T")

FILE_BYTES_MAX = 256 * 2**20
ROWS_MAX = 500_000
WORD_MAX = 2_000
COST_USD_MAX = 1_000_000
TOKENS_MAX = 10**15

SERVICES = {"text_completion": "text_generation"}
"""Names of services that have another name here."""


class RecordsUnfit(UsageError):
    """A file, or one of its rows (from 1), is not what it should be. Facts: path (its name), row, reason."""

    code = "records_unfit"


@dataclass(frozen=True, slots=True)
class OldBalance:
    """What a user had left. `user` is its id there."""

    user: str
    name: str
    tokens: int


@dataclass(frozen=True, slots=True)
class OldUse:
    """One call of the earlier system. `name` tells it from every other, also in a file that is read again."""

    name: str
    user: str
    service: str
    model: str
    size: str
    source: str
    post: str
    cost_nusd: int
    success: bool
    error: str
    at: datetime
    usage: Usage
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Records:
    """A file's rows, by their columns' names; `name` is what the file is called."""

    name: str
    rows: Sequence[object]


def read_records(path: Path) -> Records:
    """CSV with a header, or JSON where the file is called so. Raises RecordsUnfit."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise RecordsUnfit(path=str(path), row=0, reason=f"more than {FILE_BYTES_MAX} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise RecordsUnfit(path=str(path), row=0, reason=str(error)[:200]) from error
    return records_in(data, str(path), is_json=path.suffix.lower() == ".json")


def records_in(data: bytes, name: str, *, is_json: bool) -> Records:
    """The rows of a file's bytes. Raises RecordsUnfit."""
    try:
        text = data.decode("utf-8-sig")
        rows = json.loads(text) if is_json else list(csv.DictReader(io.StringIO(text, newline="")))
    except (ValueError, csv.Error, RecursionError) as error:
        raise RecordsUnfit(path=name, row=0, reason=str(error)[:200]) from error
    if not isinstance(rows, list) or len(rows) > ROWS_MAX:
        raise RecordsUnfit(path=name, row=0, reason=f"not a list of at most {ROWS_MAX} rows")
    return Records(name, rows)


def balances_in(records: Records) -> Sequence[OldBalance]:
    """Columns: userId (or user, id), balance (or tokens), perhaps name. Raises RecordsUnfit."""
    found = [_checked(records, number, row, _balance) for number, row in enumerate(records.rows, 1)]
    twice = [user for user, count in Counter(one.user for one in found).items() if count > 1]
    if twice:
        raise RecordsUnfit(path=records.name, row=0, reason=f"{twice[0][:80]} is there more than once")
    return found


def uses_in(records: Records) -> Sequence[OldUse]:
    """Raises RecordsUnfit."""
    seen: Counter[str] = Counter()

    def use(row: Mapping[str, Any]) -> OldUse:
        return _use(row, seen)

    return [_checked(records, number, row, use) for number, row in enumerate(records.rows, 1)]


def _checked(records: Records, number: int, row: object, make: Callable[[Mapping[str, Any]], T]) -> T:
    try:
        if not isinstance(row, dict) or None in row:
            raise ValueError("not a row of named values")
        return make(row)
    except (ValueError, InvalidOperation, OverflowError, TypeError, NameUnfit) as error:
        raise RecordsUnfit(path=records.name, row=number, reason=str(error)[:200]) from error


def _balance(row: Mapping[str, Any]) -> OldBalance:
    user = _user(row, "userId", "user", "id")
    if not user:
        raise ValueError("no user")
    tokens = _count(row, "balance", "tokens", "token_balance", "tokenBalance")
    if tokens is None:
        raise ValueError("no balance")
    return OldBalance(user, _word(row, "name", "email") or user, tokens)


def _use(row: Mapping[str, Any], seen: Counter[str]) -> OldUse:
    service = _word(row, "service_type", "type", "service")
    said = _metadata(row)
    use = OldUse(
        name="",
        user=_user(row, "userId", "user"),
        service=SERVICES.get(service, service),
        model=_word(row, "model_name", "model"),
        size=_word(row, "size"),
        source=_word(row, "source") or "import",
        post=_word(row, "postId"),
        cost_nusd=_cost(row),
        success=_truth(row),
        error=_word(row, "errorMsg"),
        at=_moment(row),
        usage=Usage(
            prompt_tokens=_count(row, "prompt_tokens"),
            completion_tokens=_count(row, "completion_tokens"),
            total_tokens=_count(row, "total_tokens"),
        ),
        metadata=said,
    )
    if not use.service or not use.model:
        raise ValueError("no service or no model")
    own = _word(row, "id")
    return _named(use, own, seen)


def _named(use: OldUse, own: str, seen: Counter[str]) -> OldUse:
    """By its own id, else by what it says and which of its like in the file it is."""
    said = {name: getattr(use, name) for name in OldUse.__dataclass_fields__ if name != "name"}
    if own:
        name = f"{use.service}/{own}"
    else:
        name = hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()
        seen[name] += 1
        name = f"{name}/{seen[name]}"
    return OldUse(name=name, **said)


def _word(row: Mapping[str, Any], *names: str) -> str:
    value = next((row[name] for name in names if row.get(name) not in (None, "")), "")
    text = str(value)
    if len(text) > WORD_MAX or "\x00" in text or text != text.encode("utf-8", "replace").decode():
        raise ValueError(f"{names[0]} is too long or no text")
    return text


def _user(row: Mapping[str, Any], *names: str) -> str:
    user = _word(row, *names)
    if user:
        fit_name(user)
    return user


def _count(row: Mapping[str, Any], *names: str) -> int | None:
    text = _word(row, *names)
    if not text:
        return None
    count = Decimal(text)
    if not 0 <= count <= TOKENS_MAX or count != int(count):
        raise ValueError(f"{names[0]} is no count: {text[:40]}")
    return int(count)


def _cost(row: Mapping[str, Any]) -> int:
    text = _word(row, "api_cost", "cost") or "0"
    usd = Decimal(text)
    if not usd.is_finite() or not 0 <= usd <= COST_USD_MAX:
        raise ValueError(f"no cost in dollars: {text[:40]}")
    return from_usd(usd)


def _truth(row: Mapping[str, Any]) -> bool:
    text = _word(row, "success").lower() or "true"
    if text not in ("true", "t", "1", "yes", "false", "f", "0", "no"):
        raise ValueError(f"success is neither true nor false: {text[:40]}")
    return text in ("true", "t", "1", "yes")


def _moment(row: Mapping[str, Any]) -> datetime:
    """A moment without a zone is UTC."""
    at = datetime.fromisoformat(_word(row, "created_at", "createdAt"))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _metadata(row: Mapping[str, Any]) -> Mapping[str, Any]:
    said = row.get("metadata") or {}
    told = json.loads(said) if isinstance(said, str) else said
    if not isinstance(told, dict) or len(json.dumps(told)) > 10 * WORD_MAX:
        raise ValueError("metadata is no JSON object, or too long")
    return told
