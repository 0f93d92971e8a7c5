"""Which batches were handed to which provider: written before a batch is sent, so that a crash loses none.

An item's operation id is `BATCH/ITEM`. Of a batch without a row it is certain that nobody ever sent it.
"""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.metering.tables import batches
from toonverse.metering.transactions import answering, first_row, transact

UNSENT = "unsent"
"""The operation id of an item that has no batch yet: whoever finds it may hand it in, for nobody did."""

NOT_SENT = "not_sent"
"""How a batch ended that the provider never took."""

_B = batches.c


@dataclass(frozen=True, slots=True)
class Batch:
    """`provider_id` is "" while nobody knows whether the provider took it."""

    name: str
    provider: str
    provider_id: str
    items: frozenset[str]
    begun_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class BatchBook:
    """Every method raises LedgerDown."""

    engine: sa.Engine
    clock: Clock

    def begin(self, name: str, provider: str, items: list[str]) -> Batch:
        """Before it is sent."""
        at = self.clock()
        row = {"name": name, "provider": provider, "items": json.dumps(items), "begun_at": at}
        transact(self.engine, lambda tx: tx.execute(batches.insert(), row))
        return Batch(name, provider, "", frozenset(items), at, "")

    def note_id(self, name: str, provider_id: str) -> None:
        """The provider took it, and calls it that."""
        done = batches.update().where(_B.name == name).values(provider_id=provider_id)
        transact(self.engine, lambda tx: tx.execute(done))

    def end(self, name: str, status: str) -> None:
        """Once; what is written first stays."""
        open_ = (_B.name == name) & _B.ended_at.is_(None)
        done = batches.update().where(open_).values(ended_at=self.clock(), status=status)
        transact(self.engine, lambda tx: tx.execute(done))

    def find(self, name: str) -> Batch | None:
        with answering(), self.engine.connect() as tx:
            row = first_row(tx, sa.select(batches).where(_B.name == name))
        if row is None:
            return None
        items = frozenset(json.loads(row["items"]))
        said = {one: row[one] for one in ("name", "provider", "provider_id", "begun_at", "status")}
        return Batch(items=items, **said)


def parted(operation_id: str) -> tuple[str, str]:
    """The batch's name and the item's, of an operation id."""
    name, _, item = operation_id.partition("/")
    return name, item
