"""The journal of attempts: which key was tried when, by which owner, and how it ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from toonverse.metering import fixed
from toonverse.metering.calls import NO_USAGE, Bought, Usage
from toonverse.metering.tables import attempts
from toonverse.metering.transactions import Raced, all_rows
from toonverse.money import Nusd

Row = Mapping[str, Any]
IMPORTED = "import"
"""The owner of attempts that another system made."""

Status = Literal["settled", "refused", "failed", "unknown", "spent", "released"]

_A = attempts.c
_LAST = (
    sa.select(attempts)
    .where(_A.account == sa.bindparam("account"), _A.key == sa.bindparam("key"))
    .order_by(_A.attempt.desc())
    .limit(1)
)
_BY_ID = sa.select(attempts).where(_A.id == sa.bindparam("id")).with_for_update()
_CLOSE = (
    attempts.update()
    .where(_A.id == sa.bindparam("of"), _A.status == sa.bindparam("was"))
    .values(
        {
            name: sa.bindparam(name)
            for name in (
                "status", "closed_at", "cost_nusd", "tokens", "sha256", "media_type", "notes", "usage",
                "error_code", "error_message", "answer",
            )
        }
    )
)  # fmt: skip

_OPEN = attempts.insert()
_NOTE = (
    attempts.update()
    .where(_A.id == sa.bindparam("of"), _A.status.in_(("open", "unknown")))
    .values(answer=sa.bindparam("noted"))
)
_NOTED = sa.select(_A.id, _A.status, _A.answer).where(_A.status == "open", _A.answer != "")


class KeyTaken(Exception):
    """Another process opened an attempt at this key first: look again."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How an attempt ended. `spent` and `released` are an operator's verdicts on an unknown one.

    `tokens` is the user's debit (only a delivered result debits); `unreported` says that the provider
    told no usage, so that `cost_nusd` is the maximum; `implausible`, that a part it told is above its whole.
    `released` while open: it was never sent. The last four say of which attempt it is (`name_of`), should the
    database be another one by the time it is booked. Raises ValueError for an amount below zero.
    """

    attempt_id: int
    status: Status
    at: datetime
    usage: Usage = NO_USAGE
    cost_nusd: int = 0
    tokens: int = 0
    sha256: str = ""
    media_type: str = ""
    notes: str = ""
    error_code: str = ""
    error_message: str = ""
    unreported: bool = False
    implausible: bool = False
    account: str = ""
    key: str = ""
    attempt: int = 0
    fingerprint: str = ""

    def __post_init__(self) -> None:
        if self.cost_nusd < 0 or self.tokens < 0:
            raise ValueError(f"below zero: {self.cost_nusd} nano-USD, {self.tokens} tokens")

    def lost(self, code: str, message: str) -> "Closing":
        """The same answer, charged for but not to be had: a failure that cost what it cost."""
        return replace(
            self,
            status="failed",
            tokens=0,
            sha256="",
            media_type="",
            notes="",
            error_code=code,
            error_message=message,
        )

    def undecided(self, code: str, message: str) -> "Closing":
        """The same attempt, of which nothing more is said than that."""
        nothing = replace(self.lost(code, message), status="unknown", usage=NO_USAGE, cost_nusd=0)
        return replace(nothing, unreported=False, implausible=False)

    def as_json(self) -> str:
        """One line, as it waits in the spool and on an attempt that was answered."""
        usage = {name: getattr(self.usage, name) for name in _OF_USAGE}
        said = {
            name: getattr(self, name) for name in _OF_CLOSING
        }  # `asdict` copies deeply, for ten times as long
        return json.dumps(said | {"at": self.at.isoformat(), "usage": usage})

    @classmethod
    def from_json(cls, text: str | bytes) -> "Closing":
        """Raises ValueError for what `as_json` did not write."""
        try:
            said = json.loads(text)
            usage, at = Usage(**said["usage"]), datetime.fromisoformat(said["at"])
            closing = cls(**said | {"usage": usage, "at": at})
        except (LookupError, TypeError, RecursionError) as error:
            raise ValueError(f"not a closing: {error}") from error
        closing._check()
        return closing

    def _check(self) -> None:
        """Raises ValueError where a value is not of its field's kind or does not fit the database."""
        if self.status not in get_args(Status) or self.at.tzinfo is None:
            raise ValueError("not a closing: its status or its moment")
        for field in fields(self):
            value = getattr(self, field.name)
            kind = {"attempt_id": int, "status": str, "at": datetime, "usage": Usage}.get(field.name)
            if type(value) is not (kind or type(field.default)):
                raise ValueError(f"not a closing: its {field.name}")
            if isinstance(value, str):
                value.encode()
        counts = [n for n in self.usage.counts().values() if n is not None]
        for number in (self.attempt_id, self.attempt, self.cost_nusd, self.tokens, *counts):
            if type(number) is not int or not 0 <= number < 2**63:
                raise ValueError(f"not a closing: {number}")


_OF_CLOSING, _OF_USAGE = (tuple(field.name for field in fields(kind)) for kind in (Closing, Usage))


def name_of(row: Row) -> dict[str, Any]:
    """What tells an attempt from every other, in any database."""
    return {name: row[name] for name in ("account", "key", "attempt", "fingerprint")}


def last_attempt(tx: sa.Connection, account: str, key: str) -> Row | None:
    """The newest attempt at this account's key."""
    return fixed.first(tx, _LAST, {"account": account, "key": key})


def attempt(tx: sa.Connection, attempt_id: int) -> Row | None:
    """An attempt that no other transaction changes until this one ends."""
    return fixed.first(tx, _BY_ID, {"id": attempt_id})


def pending(tx: sa.Connection, status: Literal["open", "unknown"]) -> list[dict[str, Any]]:
    return all_rows(tx, sa.select(attempts).where(_A.status == status).order_by(_A.id))


def begin(tx: sa.Connection, row: Mapping[str, Any]) -> int:
    """Opens an attempt; of two that race for a key the unique indexes let one pass. Raises KeyTaken."""
    try:
        return fixed.add(tx, _OPEN, row)
    except sa.exc.IntegrityError as error:
        raise KeyTaken from error


def take_over(tx: sa.Connection, attempt_id: int, dead: str, owner: str) -> bool:
    """Makes an open attempt of a dead owner ours; false if someone else was first."""
    mine = (_A.id == attempt_id) & (_A.status == "open") & (_A.owner == dead)
    return tx.execute(attempts.update().where(mine).values(owner=owner)).rowcount == 1


def note_operation(tx: sa.Connection, attempt_id: int, operation_id: str) -> None:
    """Stores where the provider can be asked about an attempt in flight."""
    tx.execute(attempts.update().where(_A.id == attempt_id).values(operation_id=operation_id))


def note_answer(tx: sa.Connection, closing: Closing) -> bool:
    """Stores on an unfinished attempt how it will be settled once its answer is kept; false for another."""
    return fixed.change(tx, _NOTE, {"of": closing.attempt_id, "noted": closing.as_json()}) == 1


def noted(row: Row) -> Closing | None:
    """How an unfinished attempt would have been settled; None if it was not answered, or has ended."""
    if row["status"] not in ("open", "unknown") or not row["answer"]:
        return None
    return Closing.from_json(row["answer"])


def noted_since(tx: sa.Connection, moment: datetime) -> set[int]:
    """The attempts that were answered since then and are still to be settled."""
    rows = fixed.rows(tx, _NOTED, {})
    return {row["id"] for row in rows if (closing := noted(row)) is not None and closing.at >= moment}


def close(tx: sa.Connection, row: Row, closing: Closing, debit: int) -> None:
    """Raises Raced if the attempt is no longer as `row` says."""
    said = {name: getattr(closing, name) for name in _COPIED} | {
        "of": row["id"],
        "was": row["status"],
        "closed_at": closing.at,
        "tokens": debit,
        "answer": row["answer"] if closing.status == "unknown" else "",
        "usage": json.dumps({name: n for name, n in closing.usage.counts().items() if n is not None}),
    }
    if fixed.change(tx, _CLOSE, said) != 1:
        raise Raced


_COPIED = ("status", "cost_nusd", "sha256", "media_type", "notes", "error_code", "error_message")


def bought(row: Row) -> Bought:
    """The kept result that a settled attempt stands for."""
    return Bought(
        sha256=row["sha256"],
        media_type=row["media_type"],
        notes=row["notes"],
        usage=Usage(**json.loads(row["usage"])),
        cost_nusd=Nusd(row["cost_nusd"]),
        tokens=row["tokens"],
        attempt=row["attempt"],
    )
