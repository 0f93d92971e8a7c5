"""`toonverse panel balloon`: from options to what shall be changed."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

import typer

from toonverse.domain.geometry import Point
from toonverse.domain.lettering import Add, BalloonEdit, BalloonKind, Change, Remove
from toonverse.studio.by_hand import BalloonChange

Tail: TypeAlias = Point | Literal["auto", "none"] | None


def change_of(index: int | None, said: Mapping[str, Any], remove: bool) -> BalloonChange:
    """Raises typer.BadParameter."""
    if remove:
        if index is None:
            raise typer.BadParameter("--remove needs the index of a balloon")
        return Remove(index)
    kind = said["kind"]
    if kind is not None and kind not in get_args(BalloonKind):
        raise typer.BadParameter(f"no such kind: {str(kind)[:40]}")
    edit = BalloonEdit(**{**said, "tail": _tail(said["tail"])})
    return Add(edit) if index is None else Change(index, edit)


def _tail(said: str | None) -> Tail:
    if said is None:
        return None
    if said in ("auto", "none"):
        return "auto" if said == "auto" else "none"
    try:
        x, y = map(float, said.split(","))
    except ValueError:
        raise typer.BadParameter("--tail is auto, none or X,Y") from None
    return Point(x, y)
