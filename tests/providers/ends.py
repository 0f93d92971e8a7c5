"""How a call can end, and what the books say then: exactly, to the nano-dollar and the token."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from toonverse.errors import ProviderError
from toonverse.metering.outcomes import Failed, Limited, Refused, Unknown
from toonverse.metering.tables import accounts, attempts, flags, outbox, usage_rows

Rows = Callable[[sa.Table], list[dict[str, Any]]]

TOKENS = 10**7
"""What each account begins with."""


@dataclass(frozen=True)
class End:
    """How the attempts end, whether they cost something, and what is flagged and told."""

    error: type[ProviderError] | None
    statuses: tuple[str, ...]
    charged: bool = False
    flags: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


SETTLED = End(None, ("settled",), charged=True)
UNREPORTED = End(None, ("settled",), charged=True, flags=("unreported",), alerts=("unreported",))
REFUSED = End(Refused, ("refused",))
OF_KEY = End(Refused, ("refused",), alerts=("key_dead",))
FAILED = End(Failed, ("failed", "failed", "failed"))
LIMITED = End(Limited, ("failed", "failed", "failed", "failed"))
CHARGED = End(Failed, ("failed",), charged=True)
UNKNOWN = End(Unknown, ("unknown",), alerts=("unknown",))

OF_LINES = {
    "429": LIMITED,
    "no_credit": OF_KEY,
    "500": FAILED,
    "503": FAILED,
    "500_page": UNKNOWN,
    "502": UNKNOWN,
    "504": UNKNOWN,
    "524": UNKNOWN,
    "page": UNKNOWN,
    "malformed": UNKNOWN,
    "number": UNKNOWN,
    "endless": UNKNOWN,
    "cut": UNKNOWN,
    "dropped": UNKNOWN,
    "silence": UNKNOWN,
    "redirect": UNKNOWN,
    "moderated": REFUSED,
    "bad_key": OF_KEY,
}
"""Whatever was asked for."""

OF_PICTURES = {
    "good": SETTLED,
    "no_usage": UNREPORTED,
    "nothing": CHARGED,
    "nothing_no_usage": FAILED,
    "wrong_image": CHARGED,
    "huge_image": CHARGED,
}
OF_TEXTS = {
    "good": SETTLED,
    "no_usage": UNKNOWN,
    "nothing": CHARGED,
    "nothing_no_usage": FAILED,
}
DECLINED = {"openai": CHARGED, "google": REFUSED}
"""OpenAI's models decline in words that are paid for; Gemini blocks a prompt and charges nothing."""


def check(rows: Rows, account: str, end: End, charge_nusd: int, debit_tokens: int) -> None:
    """Everything that an account's books say of its one purchase."""
    tried = [row for row in rows(attempts) if row["account"] == account]
    assert tuple(row["status"] for row in tried) == end.statuses
    assert [row["attempt"] for row in tried] == list(range(1, len(tried) + 1))
    unreported = "unreported" in end.flags
    costs = [(row["held_nusd"] if unreported else charge_nusd) if end.charged else 0 for row in tried]
    assert [row["cost_nusd"] for row in tried] == costs
    assert all(cost <= row["held_nusd"] for cost, row in zip(costs, tried, strict=True))
    code = "" if end.error is None else end.error.code
    assert {row["error_code"] for row in tried} == {code}
    assert all(bool(row["error_message"]) == bool(code) for row in tried)
    _check_usage(rows, account, end, costs)
    (mine,) = [row for row in rows(accounts) if row["id"] == account]
    debit = 0 if end.error else (tried[0]["tokens"] if unreported else debit_tokens)
    assert (mine["held_tokens"], mine["used_tokens"]) == (0, debit)
    assert mine["balance_tokens"] == TOKENS - debit
    ids = {row["id"] for row in tried}
    assert tuple(row["kind"] for row in rows(flags) if row["attempt_id"] in ids) == end.flags


def _check_usage(rows: Rows, account: str, end: End, costs: list[int]) -> None:
    """A row for each attempt that was sent and ended; none for one of which nobody knows the end."""
    used = [row for row in rows(usage_rows) if row["account"] == account]
    decided = [cost for cost, status in zip(costs, end.statuses, strict=True) if status != "unknown"]
    assert [row["cost_nusd"] for row in used] == decided
    assert {row["success"] for row in used} <= {end.error is None}
    assert not any(row["refund"] for row in used)


def check_alerts(rows: Rows, end: End) -> None:
    assert tuple(sorted(row["kind"] for row in rows(outbox))) == end.alerts
