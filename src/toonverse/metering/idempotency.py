"""A creation that its caller gave a name (`Idempotency-Key`) happens once, however often it is asked for.

What is created and what was answered are written in one transaction. A name is an account's own, and stands
for one request: with another one it is refused. After a week it is forgotten.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.metering.refusals import KeyReused
from toonverse.metering.tables import idempotency_keys
from toonverse.metering.transactions import first_row, transact

Answer = dict[str, Any]
"""JSON."""

KEPT = timedelta(days=7)

_I = idempotency_keys.c


@dataclass(frozen=True, slots=True)
class Named:
    """What the caller called its request, and a digest of the request itself."""

    account: str
    key: str
    fingerprint: str


def once(
    engine: sa.Engine,
    clock: Clock,
    named: Named | None,
    work: Callable[[sa.Connection], Answer],
    shown_once: Collection[str] = (),
) -> tuple[Answer, bool]:
    """What `work` answers, and whether it was answered before (then without what is shown once).

    Without a name it is done each time. Raises KeyReused, and whatever `work` raises: then nothing was done,
    and the name is free.
    """

    def named_work(tx: sa.Connection) -> tuple[Answer, bool]:
        if named is None:
            return work(tx), False
        now = clock()
        tx.execute(idempotency_keys.delete().where(_I.created_at < now - KEPT))
        mine = (_I.account == named.account) & (_I.key == named.key)
        before = first_row(tx, sa.select(idempotency_keys).where(mine))
        if before is not None:
            if before["fingerprint"] != named.fingerprint:
                raise KeyReused(key=named.key)
            return json.loads(before["answer"]), True
        answer = work(tx)
        kept = {name: value for name, value in answer.items() if name not in shown_once}
        row = {name: getattr(named, name) for name in ("account", "key", "fingerprint")}
        row |= {"answer": json.dumps(kept, ensure_ascii=False), "created_at": now}
        tx.execute(idempotency_keys.insert(), row)
        return answer, False

    return transact(engine, named_work)
