"""No two neighbours look the same: another pose for who only stands there, else another size."""

from dataclasses import replace

from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Emotion, Figure, Pose, Shot, ShotSize

_STANDING: dict[Emotion, Pose] = {
    "angry": "arms crossed",
    "determined": "arms crossed",
    "sad": "look down",
    "ashamed": "look down",
    "embarrassed": "look down",
    "tired": "look down",
}
_OTHER_SIZE: dict[ShotSize, ShotSize] = {
    "extreme close": "close",
    "close": "medium",
    "medium": "full",
    "full": "medium",
    "long": "full",
    "extreme long": "long",
}


def repeats(before: Shot | None, place: PlaceKind, size: ShotSize, figures: tuple[Figure, ...]) -> bool:
    """Whether place, size and poses are those of the panel before."""
    if before is None or size == "insert" or (before.place, before.size) != (place, size):
        return False
    return [f.pose for f in before.figures] == [f.pose for f in figures]


def posed_otherwise(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures, the first of those who only stand in another pose; unchanged where nobody does."""
    for i, figure in enumerate(figures):
        if figure.pose == "stand" and figure.facing != "back" and not figure.touches:
            pose: Pose = "look down" if figure.holds else _STANDING.get(figure.emotion, "hand on chin")
            return (*figures[:i], replace(figure, pose=pose), *figures[i + 1 :])
    return figures


def other_size(size: ShotSize) -> ShotSize:
    """The nearest size that holds as much."""
    return _OTHER_SIZE.get(size, size)
