"""The vector layer over a panel: balloons, captions and sound effects (말풍선, 식자)."""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.geometry import Point
from toonverse.domain.story import Language

BalloonKind = Literal["speech", "shout", "whisper", "thought", "narration", "sfx"]


@dataclass(frozen=True, slots=True)
class Balloon:
    """One lettered text. Lengths are pixels of the panel; `lines` are the broken lines of `text`.

    `tail` is the point the tail aims at (a mouth), or None. `joined` is the index of the balloon this
    one is joined to, or -1. `reason` are the scores that chose this place, lower is better.
    """

    kind: BalloonKind
    text: str
    speaker: str
    lines: tuple[str, ...]
    font_px: float
    center: Point
    half_width: float
    half_height: float
    tail: Point | None = None
    joined: int = -1
    rotation_deg: float = 0.0
    reason: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What preflight found: `code` is stable (`overflow`, `missing_glyph`, `face_covered` ...)."""

    code: str
    balloon: int
    detail: str


@dataclass(frozen=True, slots=True)
class Lettering:
    width: int
    height: int
    language: Language
    balloons: tuple[Balloon, ...]
    problems: tuple[Problem, ...] = ()
