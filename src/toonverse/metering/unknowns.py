"""What an operator decides about attempts of which nobody knows whether the provider charged for them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from toonverse.metering import journal
from toonverse.metering.journal import Closing, Row, Status
from toonverse.metering.ledger import Ledger
from toonverse.metering.refusals import NotFound
from toonverse.money import Nusd


@dataclass(frozen=True, slots=True)
class UnknownAttempt:
    """`at_risk_nusd` stays in the budgets of its window until someone decides; `message` says why."""

    id: int
    account: str
    key: str
    attempt: int
    model: str
    at_risk_nusd: Nusd
    episode: str
    sent_at: datetime
    message: str


def unknown_attempts(engine: sa.Engine) -> list[UnknownAttempt]:
    """Every undecided attempt, oldest first."""
    with engine.connect() as tx:
        return [
            UnknownAttempt(
                row["id"],
                row["account"],
                row["key"],
                row["attempt"],
                row["model"],
                Nusd(row["held_nusd"]),
                row["episode"],
                row["created_at"],
                row["error_message"],
            )
            for row in journal.pending(tx, "unknown")
        ]


def settle_unknown(ledger: Ledger, attempt_id: int, cost_nusd: int | None = None) -> None:
    """The provider did charge: books the cost. The user is not debited.

    Without a cost it is what an answer that was noted and then lost had cost, else what was held.
    Raises NotFound when that attempt is not unknown.
    """
    row = _undecided(ledger, attempt_id)
    if cost_nusd is None:
        answer = journal.noted(row)
        cost_nusd = row["held_nusd"] if answer is None else answer.cost_nusd
    _decide(ledger, row, "spent", cost_nusd)


def release_unknown(ledger: Ledger, attempt_id: int) -> None:
    """The provider did not charge: nothing is at risk any more. Raises NotFound as above."""
    _decide(ledger, _undecided(ledger, attempt_id), "released", 0)


def _undecided(ledger: Ledger, attempt_id: int) -> Row:
    with ledger.engine.connect() as tx:
        row = journal.attempt(tx, attempt_id)
    if row is None or row["status"] != "unknown":
        raise NotFound(what="unknown attempt", id=str(attempt_id))
    return row


def _decide(ledger: Ledger, row: Row, verdict: Status, cost_nusd: int) -> None:
    closing = Closing(
        row["id"],
        verdict,
        ledger.clock(),
        cost_nusd=cost_nusd,
        error_code=row["error_code"],
        error_message=row["error_message"],
    )
    ledger.close(closing)
