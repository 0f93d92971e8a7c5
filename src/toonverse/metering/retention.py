"""Which answers of the gateway are old enough to be forgotten. The books stay as they are: only bytes go.

Relayed answers alone: a draft's picture may be an episode's, too. What anybody else has bought with the same
bytes, or a younger purchase, keeps them.
"""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from toonverse.metering.tables import attempts, usage_rows
from toonverse.metering.transactions import answering

RELAYED = ("application/json", "text/event-stream")
"""How their media types begin."""

_AT_ONCE = 500
_U, _A = usage_rows.c, attempts.c
_OLD = (
    sa.select(_U.id, _A.sha256)
    .select_from(usage_rows.join(attempts, _A.id == _U.attempt_id))
    .where(
        _U.source == "gateway",
        _U.id > sa.bindparam("after"),
        _U.created_at < sa.bindparam("before"),
        _U.success,
        ~_U.refund,
        sa.or_(*(_A.media_type.startswith(kind) for kind in RELAYED)),
    )
    .order_by(_U.id)
    .limit(_AT_ONCE)
)
_WANTED = sa.select(_A.sha256).where(
    _A.sha256.in_(sa.bindparam("of", expanding=True)),
    sa.or_(_A.source != "gateway", _A.closed_at >= sa.bindparam("before")),
)


def forget_answers(engine: sa.Engine, before: datetime, after: int, drop: Callable[[str], None]) -> int:
    """Drops what the gateway's calls before that moment were answered; returns the last usage row looked at,
    with which the next time goes on (`after`; 0 from the start). Raises LedgerDown, and what `drop` raises.
    """
    while True:
        with answering(), engine.connect() as tx:
            old = tx.execute(_OLD, {"after": after, "before": before}).all()
            hashes = {sha256 for _, sha256 in old if sha256}
            wanted = set(tx.execute(_WANTED, {"of": sorted(hashes), "before": before}).scalars())
        for sha256 in sorted(hashes - wanted):
            drop(sha256)
        if old:
            after = old[-1][0]
        if len(old) < _AT_ONCE:
            return after
