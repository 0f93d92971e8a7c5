"""The vector layer over a panel: balloons, captions and sound effects (말풍선, 식자)."""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.geometry import Box, Point
from toonverse.domain.story import Language

BalloonKind = Literal["speech", "shout", "whisper", "thought", "phone", "narration", "letter", "sign", "sfx"]


@dataclass(frozen=True, slots=True)
class Balloon:
    """One lettered text. Lengths are pixels of the panel; `lines` are the broken lines of `text`.

    `half_width` and `half_height` reach from `center` to the outline, spikes and bumps included, the tail
    not. `tail` is the point the tail aims at (a mouth), or None, `tail_reach` how much of the way from the
    outline to that point it goes, and `tail_turn_deg` how far its root is moved round the outline,
    clockwise. `joined` is the index of the balloon this one is joined to, or -1. A sound's letters grow by
    `growth` of their size from the first to the last, in its `inks`: top and bottom of the type, rim, and
    the line around a loud one (0xAARRGGBB); a balloon's three are its fill, line and words, none the usual.
    `tail_by_hand`: a person put the tail there, so nothing aims it anew. `reason` are the scores that chose
    this place, lower is better. A sound that is `behind` is drawn behind the figures of a picture that says
    where they are.
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
    tail_reach: float = 0.55
    tail_turn_deg: float = 0.0
    joined: int = -1
    rotation_deg: float = 0.0
    growth: float = 0.0
    inks: tuple[int, ...] = ()
    reason: tuple[tuple[str, float], ...] = ()
    behind: bool = False
    tail_by_hand: bool = False

    @property
    def box(self) -> Box:
        return Box(
            self.center.x - self.half_width,
            self.center.y - self.half_height,
            self.center.x + self.half_width,
            self.center.y + self.half_height,
        )


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


@dataclass(frozen=True, slots=True)
class BalloonEdit:
    """What a person changes in a balloon; None leaves that as it is. Lengths are pixels of the panel.

    `x` and `y` are the centre, `width` and `height` the outline's, the tail left off. Words that do not fit
    make it as large as they need; a sound's type grows with its width. A line break in `text` is kept.
    `tail` is where its tip shall be; "auto" leads it to the speaker, "none" takes it away.
    """

    text: str | None = None
    kind: BalloonKind | None = None
    speaker: str | None = None
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None
    font_px: float | None = None
    rotation_deg: float | None = None
    tail: Point | Literal["auto", "none"] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Of the balloon at that index of its layer."""

    balloon: int
    edit: BalloonEdit


@dataclass(frozen=True, slots=True)
class Add:
    """A further balloon; what is not said of it is chosen. It needs words."""

    edit: BalloonEdit


@dataclass(frozen=True, slots=True)
class Remove:
    balloon: int
