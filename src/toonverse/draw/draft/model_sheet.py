"""A character's sheet, drawn for nothing: from the front, from the side, from behind, and four feelings."""

import numpy as np

from toonverse.domain.look import UPRIGHT, Look
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Brief, CastMember, Emotion, Facing, Figure, Shot, ShotSize
from toonverse.draw.draft.brush import Rgb
from toonverse.draw.draft.compose import figures_on
from toonverse.draw.draft.layers import Pixels

SHEET_PX = (1400, 800)
BODIES_PX, HEAD_PX = (930, 800), (235, 400)
ROOM_PX = (560, 930)
"""A body is drawn on so much paper, and what is too much of it is cut off: the renderer leaves air above."""

SIDES: tuple[Facing, ...] = ("front", "left", "back")
ON_FOUR_LEGS: tuple[Facing, ...] = ("left", "right")
FEELINGS: tuple[tuple[Emotion, Rgb], ...] = (
    ("calm", (222, 233, 240)),
    ("happy", (252, 236, 196)),
    ("angry", (248, 213, 205)),
    ("sad", (214, 216, 238)),
)
"""Each before a ground of its own."""

UPPER, LOWER = (250, 246, 239), (232, 225, 214)
WHITE: Rgb = (255, 255, 255)


def model_sheet(look: Look, style: Style) -> Pixels:
    """RGB uint8 of `SHEET_PX`. Equal looks give equal bytes."""
    sides = SIDES if look.species in UPRIGHT else ON_FOUR_LEGS
    bodies = [_body(look, style, facing, BODIES_PX[0] // len(sides)) for facing in sides]
    heads = [_head(look, style, feeling, ground) for feeling, ground in FEELINGS]
    faces = np.concatenate([np.concatenate(heads[:2], 1), np.concatenate(heads[2:], 1)], 0)
    return np.concatenate([*bodies, faces], 1)


def _body(look: Look, style: Style, facing: Facing, width: int) -> Pixels:
    figure = Figure("-", facing=facing, gaze="viewer" if facing == "front" else "")
    paper = figures_on(_brief(look, style, "full", figure, *ROOM_PX), UPPER, LOWER)
    left, top = (ROOM_PX[0] - width) // 2, ROOM_PX[1] - BODIES_PX[1]
    return paper[top:, left : left + width]


def _head(look: Look, style: Style, feeling: Emotion, ground: Rgb) -> Pixels:
    brief = _brief(look, style, "close", Figure("-", emotion=feeling), *HEAD_PX)
    return figures_on(brief, WHITE, ground)


def _brief(look: Look, style: Style, size: ShotSize, figure: Figure, width: int, height: int) -> Brief:
    shot = Shot(
        1,
        0,
        size,
        "eye",
        "room",
        "",
        "modern",
        "day",
        "clear",
        (figure,),
        "",
        width_px=width,
        height_px=height,
    )
    return Brief(shot, (CastMember(figure.character, look),), style)
