"""A drawn panel and what is known of the faces in it (컷)."""

from dataclasses import dataclass

from toonverse.domain.geometry import Box, Point


@dataclass(frozen=True, slots=True)
class Face:
    """Where a head is, in pixels of the picture. `mouth` is where a balloon's tail points.

    `body` bounds the visible figure (balloons may cover it, if they must); `back` is true when the
    figure turns away and the face itself can't be seen.
    """

    character: str
    head: Box
    mouth: Point
    body: Box
    back: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture: its bytes are in the image store under `sha256`."""

    sha256: str
    media_type: str
    width: int
    height: int
    faces: tuple[Face, ...] = ()
