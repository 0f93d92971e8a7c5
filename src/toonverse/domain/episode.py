"""An assembled episode: what packaging made of the lettered panels (회차)."""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.geometry import Box

LeafKind = Literal["title", "panel", "end"]
Ground = Literal["white", "dusk", "dark"]
Passage = Literal["beat", "scene", "jump"]
"""What lies between two leaves: the next beat, on plain ground; another scene, into which both pictures
run out; a jump in time, where one picture's colours turn into the other's."""

STRIP_WIDTH_PX = 800
"""WEBTOON's width; its slices are at most 800 x 1280."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One picture of the strip before it is placed: a card or a panel, at 800 px wide.

    `gap_px` is the space before it, `passage` how that space is coloured, `ground` the colour around
    the leaf; the colours of a `bleed` leaf run out into the gaps around it. `keep_whole` are boxes no
    cut may cross (balloons), `spare` boxes a cut should rather not cross (faces), both in pixels of the
    leaf. `insets_px` is how far the ground comes in over the picture's left and right side: a narrower
    panel. `number` is the panel's, 0 for a card.
    """

    kind: LeafKind
    number: int
    height: int
    gap_px: int
    passage: Passage = "beat"
    ground: Ground = "white"
    bleed: bool = False
    keep_whole: tuple[Box, ...] = ()
    spare: tuple[Box, ...] = ()
    insets_px: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class StripPanel:
    """Where a leaf lies in the strip, in strip pixels, with the boxes no cut may cross."""

    number: int
    top: int
    height: int
    keep_whole: tuple[Box, ...]
    spare: tuple[Box, ...] = ()
    kind: LeafKind = "panel"
    gap_px: int = 0

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Strip:
    """`panels` are in reading order, cards among them; `height` ends with the last one."""

    width: int
    height: int
    panels: tuple[StripPanel, ...]


@dataclass(frozen=True, slots=True)
class WebImage:
    """A picture for the reader. `name` is its path in the episode's folder; `sha256` of its bytes."""

    name: str
    width: int
    height: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadingLeaf:
    """One picture as the reader scrolls past it, in pixels of an 800 px wide strip.

    `top` and `height` place it in the strip; `gap_px` is the space before it, whose colours run through
    `gap_colours` from top to bottom (evenly spaced stops, `#rrggbb`; one for a plain gap, none for no
    gap). `images` are the same picture from narrow to wide; over their left and right `insets_px` lies
    the `ground`. `number` is the panel's, 0 for a card.
    """

    kind: LeafKind
    number: int
    top: int
    height: int
    gap_px: int
    gap_colours: tuple[str, ...]
    alt: str
    images: tuple[WebImage, ...]
    ground: Ground = "white"
    insets_px: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader page needs, in reading order; stored as `final/reading.json`."""

    width: int
    height: int
    leaves: tuple[ReadingLeaf, ...]
    cover: tuple[WebImage, ...]
