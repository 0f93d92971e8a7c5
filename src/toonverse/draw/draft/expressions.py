"""What each emotion does to a face: one row an emotion, read by `face.py`."""

from dataclasses import dataclass, replace
from typing import Literal

from toonverse.domain.storyboard import Emotion
from toonverse.draw.draft.brush import seeded

Lids = Literal["open", "stern", "drooping", "smiling", "squeezed", "shut"]
Mouth = Literal[
    "line",
    "smile",
    "grin",
    "laugh",
    "frown",
    "wobble",
    "grit",
    "shout",
    "gasp",
    "firm",
    "talk",
    "say",
    "utter",
    "mourn",
    "wail",
]


@dataclass(frozen=True, slots=True)
class Expression:
    """`opening` scales the eye's height, `iris` its iris; `brow_tilt` above 0 pulls the inner ends down.

    `tilt_deg` leans the head. `blush` 0 to 1; `tears` 0 none, 1 brimming, 2 streaming; `gloom` 0 to 1
    darkens the upper face; `bags` are under tired eyes.
    """

    lids: Lids = "open"
    opening: float = 0.8
    iris: float = 1.0
    brow_tilt: float = 0.06
    brow_lift: float = 0.0
    mouth: Mouth = "line"
    blush: float = 0.0
    tears: int = 0
    sweat: bool = False
    vein: bool = False
    gloom: float = 0.0
    tilt_deg: float = 0.0
    bags: bool = False


EXPRESSIONS: dict[Emotion, Expression] = {
    "calm": Expression(),
    "smile": Expression(
        opening=0.86, brow_tilt=-0.10, brow_lift=-0.012, mouth="smile", blush=0.45, tilt_deg=3
    ),
    "happy": Expression(opening=0.95, brow_tilt=-0.10, brow_lift=-0.02, mouth="grin", blush=0.6, tilt_deg=4),
    "laugh": Expression("smiling", brow_tilt=-0.12, brow_lift=-0.03, mouth="laugh", blush=0.7, tilt_deg=-5),
    "sad": Expression(
        "drooping", 0.78, brow_tilt=-0.58, brow_lift=-0.005, mouth="frown", tears=1, gloom=0.3, tilt_deg=7
    ),
    "crying": Expression(
        "squeezed", brow_tilt=-0.62, brow_lift=-0.01, mouth="wail", tears=2, blush=0.65, tilt_deg=5
    ),
    "angry": Expression(
        "stern", 0.84, 0.84, brow_tilt=0.66, brow_lift=0.038, mouth="grit", vein=True, gloom=0.3, tilt_deg=-2
    ),
    "shouting": Expression(
        "stern", 1.08, 0.70, brow_tilt=0.62, brow_lift=0.02, mouth="shout", vein=True, tilt_deg=-6
    ),
    "afraid": Expression(
        "open", 1.20, 0.54, brow_tilt=-0.58, brow_lift=-0.035, mouth="wobble", sweat=True, gloom=0.7
    ),
    "surprised": Expression("open", 1.34, 0.68, brow_tilt=-0.16, brow_lift=-0.085, mouth="gasp"),
    "determined": Expression("stern", 0.88, brow_tilt=0.44, brow_lift=0.026, mouth="firm"),
    "embarrassed": Expression(
        "open", 0.72, brow_tilt=-0.26, brow_lift=-0.01, mouth="wobble", blush=1.0, sweat=True, tilt_deg=6
    ),
    "tired": Expression(
        "drooping", 0.46, brow_tilt=-0.22, brow_lift=0.005, mouth="frown", gloom=0.3, bags=True, tilt_deg=8
    ),
    "pained": Expression(
        "squeezed", brow_tilt=0.44, brow_lift=0.024, mouth="grit", sweat=True, gloom=0.3, tilt_deg=9
    ),
    "shocked": Expression("open", 1.40, 0.40, brow_tilt=-0.28, brow_lift=-0.09, mouth="gasp", gloom=0.85),
    "disgusted": Expression("stern", 0.56, 0.9, brow_tilt=0.34, mouth="wobble", gloom=0.35, tilt_deg=-4),
    "tender": Expression(
        "drooping", 0.72, brow_tilt=-0.34, brow_lift=-0.015, mouth="smile", blush=0.55, tilt_deg=6
    ),
    "ashamed": Expression(
        "drooping", 0.52, brow_tilt=-0.50, mouth="frown", blush=1.0, sweat=True, gloom=0.2, tilt_deg=9
    ),
}

_OPENED: dict[Mouth, tuple[Mouth, ...]] = {
    "line": ("talk", "say", "utter"),
    "smile": ("grin", "say"),
    "frown": ("mourn", "utter"),
    "firm": ("say", "talk"),
    "wobble": ("mourn", "utter"),
}


def expression_of(emotion: Emotion, speaking: bool, *key: object) -> Expression:
    """The row for an emotion; a closed mouth opens when its owner speaks, the key says how."""
    row = EXPRESSIONS[emotion]
    if speaking and row.mouth in _OPENED:
        return replace(row, mouth=seeded("mouth", *key).choice(_OPENED[row.mouth]))
    return row
