"""Whose hand an insert shows: who holds the thing in the panels about it, else who was alone before it."""

from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.storyboard import Figure, Shot

_NEAR = (-1, 1, -2, 2)


def with_holders(shots: Sequence[Shot]) -> tuple[Shot, ...]:
    """The shots, each insert with its holder where one is known."""
    return tuple(
        replace(shot, holder=shot.holder or _holder(shots, k)) if _is_insert(shot) else shot
        for k, shot in enumerate(shots)
    )


def _is_insert(shot: Shot) -> bool:
    return shot.size == "insert" and bool(shot.props) and not shot.figures


def _holder(shots: Sequence[Shot], at: int) -> Figure | None:
    insert = shots[at]
    near = [shots[at + step] for step in _NEAR if 0 <= at + step < len(shots)]
    near = [shot for shot in near if shot.scene == insert.scene]
    for shot in near:
        for figure in shot.figures:
            if figure.holds in insert.props:
                return figure
    before = shots[at - 1] if at and shots[at - 1].scene == insert.scene else None
    return before.figures[0] if before is not None and len(before.figures) == 1 else None
