"""How an attempt ends, and what that costs: from what the provider answered to what will be booked."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from toonverse.metering.calls import NO_USAGE, Bought, Call, Reply, Usage
from toonverse.metering.catalog import Catalog, pricing
from toonverse.metering.journal import Closing, Row, Status, name_of, noted
from toonverse.metering.outcomes import Failed, Refused, Unknown, Unsent
from toonverse.metering.refusals import ModelUnknown
from toonverse.metering.replies import plain
from toonverse.money import Nusd

DIED = "its owner died during the call"
NEVER_BOOKED = "how it ended could not be booked"
DIED_KEEPING = "its owner died before the answer was kept"

MESSAGE_MAX = 2000
"""Characters of a provider's error that are kept; some send a whole page of HTML."""


def shortened(message: str) -> str:
    """A message as it is stored."""
    return plain(message)[:MESSAGE_MAX]


def answered(catalog: Catalog, call: Call, attempt: Row, reply: Reply, sha256: str, at: datetime) -> Closing:
    """A result: the cost that was reported, and the user's debit unless the house bears it already."""
    cost, unreported = _cost(catalog, call, attempt, reply.usage)
    tokens = pricing.debit(catalog, call, reply.usage, cost, attempt["created_at"])
    return Closing(
        attempt["id"],
        "settled",
        at,
        reply.usage,
        cost,
        tokens if attempt["status"] == "open" and attempt["held_nusd"] else 0,
        sha256,
        reply.media_type,
        reply.notes,
        unreported=unreported,
        implausible=not reply.usage.fits_together(),
        **name_of(attempt),
    )


def bought_by(attempt: Row, closing: Closing) -> Bought:
    """What whoever asked for it gets, once it is settled: the debit is never more than was held."""
    debit = min(closing.tokens, attempt["held_tokens"])
    kept = closing.sha256, closing.media_type, closing.notes
    return Bought(*kept, closing.usage, Nusd(closing.cost_nusd), debit, attempt["attempt"])


def failed(
    catalog: Catalog, call: Call, attempt: Row, outcome: Refused | Failed | Unknown, at: datetime
) -> Closing:
    """No result: at risk, released, or charged by what the provider said now or had answered before."""
    message = str(outcome.facts.get("message") or outcome)
    if isinstance(outcome, Unknown):
        return without_result(attempt, "unknown", at, message, outcome.code)
    if isinstance(outcome, Failed) and outcome.usage is not None:
        cost, _ = _cost(catalog, call, attempt, outcome.usage)
        charged = without_result(attempt, "failed", at, message, outcome.code, outcome.usage, cost)
        return replace(charged, implausible=not outcome.usage.fits_together())
    if isinstance(outcome, Unsent):
        return without_result(attempt, "released", at, message, outcome.code)
    if (answer := noted(attempt)) is not None:
        return answer.lost(outcome.code, shortened(message))
    status: Status = "refused" if isinstance(outcome, Refused) else "failed"
    return without_result(attempt, status, at, message, outcome.code)


def without_result(
    attempt: Row,
    status: Status,
    at: datetime,
    message: str,
    code: str = "",
    usage: Usage = NO_USAGE,
    cost_nusd: int = 0,
) -> Closing:
    return Closing(
        attempt["id"],
        status,
        at,
        usage,
        cost_nusd,
        error_code=code,
        error_message=shortened(message),
        **name_of(attempt),
    )


def _cost(catalog: Catalog, call: Call, attempt: Row, usage: Usage) -> tuple[Nusd, bool]:
    """The cost of what was reported; where nobody can tell, the maximum, and true to say so."""
    cost = None
    with suppress(ModelUnknown):  # an operator's new price file must not lose a call in flight
        cost = pricing.cost(catalog, call, usage, attempt["created_at"])
    return (Nusd(attempt["held_nusd"]), True) if cost is None else (cost, False)
