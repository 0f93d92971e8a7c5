"""What a panel was before each change, so that changes can be taken back and done again.

A row holds one side of a change: take, words and layer by hand as they were before it, or, once it was taken
back, as they were after it. Whoever changes something new can do again nothing older.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from toonverse.errors import UsageError
from toonverse.store.tables import panel_edits, panels, takes

What = Literal["take", "words", "balloons"]
WHATS: tuple[What, ...] = get_args(What)

STEPS_MAX = 100
"""Of one panel; the oldest is forgotten."""


class NothingToUndo(UsageError):
    """No change of the panel can be taken back, or (`redo`) done again. Facts: panel."""

    code = "nothing_to_undo"


def remember(tx: sa.Connection, panel_id: int, what: What, now: datetime) -> None:
    """The panel's state before a change that this transaction is about to make."""
    tx.execute(panel_edits.delete().where(panel_edits.c.panel_id == panel_id, panel_edits.c.undone))
    row = {"panel_id": panel_id, "what": what, "undone": False, "created_at": now, **_state(tx, panel_id)}
    tx.execute(panel_edits.insert().values(row))
    newest = sa.select(panel_edits.c.id).where(panel_edits.c.panel_id == panel_id)
    oldest = tx.execute(newest.order_by(panel_edits.c.id.desc()).offset(STEPS_MAX).limit(1)).scalar()
    if oldest is not None:
        tx.execute(panel_edits.delete().where(panel_edits.c.panel_id == panel_id, panel_edits.c.id <= oldest))


def step(tx: sa.Connection, panel_id: int, *, back: bool) -> What | None:
    """Takes the last change back, or does the one that was taken back last again; None without one."""
    order = panel_edits.c.id.desc() if back else panel_edits.c.id
    found = tx.execute(
        sa.select(panel_edits)
        .where(panel_edits.c.panel_id == panel_id, panel_edits.c.undone.is_(not back))
        .order_by(order)
        .limit(1)
    ).first()
    if found is None:
        return None
    now = _state(tx, panel_id)
    tx.execute(
        panels.update().where(panels.c.id == panel_id).values(words=found.words, by_hand=found.by_hand)
    )
    if found.take is not None and found.take != now["take"]:
        tx.execute(
            takes.update().where(takes.c.panel_id == panel_id).values(accepted=takes.c.number == found.take)
        )
    tx.execute(panel_edits.update().where(panel_edits.c.id == found.id).values(undone=back, **now))
    return _what(found.what)


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be taken back, the latest first, and what can be done again, the next first."""

    undo: tuple[What, ...] = ()
    redo: tuple[What, ...] = ()


def steps(tx: sa.Connection, episode_id: int) -> dict[int, Steps]:
    """By panel number, of those panels that were ever changed."""
    query = (
        sa.select(panels.c.number, panel_edits.c.what, panel_edits.c.undone)
        .select_from(panel_edits.join(panels))
        .where(panels.c.episode_id == episode_id)
        .order_by(panel_edits.c.id)
    )
    found: dict[int, Steps] = {}
    for row in tx.execute(query):
        before, what = found.get(row.number, Steps()), _what(row.what)
        if row.undone:
            found[row.number] = Steps(before.undo, (*before.redo, what))
        else:
            found[row.number] = Steps((what, *before.undo), before.redo)
    return found


def _what(stored: str) -> What:
    return next(one for one in WHATS if one == stored)


def _state(tx: sa.Connection, panel_id: int) -> dict[str, Any]:
    row = tx.execute(sa.select(panels.c.words, panels.c.by_hand).where(panels.c.id == panel_id)).one()
    shown = sa.select(takes.c.number).where(takes.c.panel_id == panel_id, takes.c.accepted)
    return {"words": row.words, "by_hand": row.by_hand, "take": tx.execute(shown).scalar_one_or_none()}
