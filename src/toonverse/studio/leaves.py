"""From the storyboard to the strip's leaves: what lies between panels, and on which ground."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.episode import STRIP_WIDTH_PX, Ground, Leaf, Passage
from toonverse.domain.geometry import Box
from toonverse.domain.panel import Picture
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.draw.cards import END_HEIGHT_PX, TITLE_HEIGHT_PX
from toonverse.draw.strip import fitted_height
from toonverse.errors import UsageError

PANELS_MAX = 1_000
GAP_MAX_PX = 2_000
GAP_AFTER_TITLE_PX = 480
GAP_BEFORE_END_PX = 560
CARD_PASSAGE: Passage = "jump"
"""To and from the cards: most are dark, and a fade through white ground would flash."""


@dataclass(frozen=True, slots=True)
class PanelArt:
    """A panel ready to be packaged.

    `lettered` is the SHA-256 of its lettered PNG, as large as `picture`, the take beneath it;
    `keep_whole` are boxes in its pixels that no slice may cut; `model` made the picture.
    """

    number: int
    lettered: str
    picture: Picture
    keep_whole: tuple[Box, ...]
    model: str


def leaves(storyboard: Storyboard, panels: Sequence[PanelArt]) -> tuple[Leaf, ...]:
    """Title card, panels in order, end card.

    Raises UsageError when the panels are not the storyboard's, all of them and in order.
    """
    numbers = [shot.number for shot in storyboard.shots]
    if not numbers or numbers != [panel.number for panel in panels] or len(numbers) > PANELS_MAX:
        raise UsageError(panels=len(panels), shots=len(numbers), limit=PANELS_MAX)
    grounds = _grounds(storyboard)
    first, last = storyboard.shots[0], storyboard.shots[-1]
    placed = [Leaf("title", 0, TITLE_HEIGHT_PX, 0, ground=grounds[first.scene], bleed=True)]
    for index, (shot, panel) in enumerate(zip(storyboard.shots, panels, strict=True)):
        before = storyboard.shots[index - 1] if index else None
        placed.append(_leaf(before, shot, panel, grounds[shot.scene]))
    end = Leaf("end", 0, END_HEIGHT_PX, GAP_BEFORE_END_PX, CARD_PASSAGE, grounds[last.scene], bleed=True)
    return (*placed, end)


def _leaf(before: Shot | None, shot: Shot, panel: PanelArt, ground: Ground) -> Leaf:
    gap_px = min(GAP_MAX_PX, max(0, shot.gutter_px)) if before else GAP_AFTER_TITLE_PX
    height = fitted_height(panel.picture.width, panel.picture.height)
    scale = STRIP_WIDTH_PX / panel.picture.width
    return Leaf(
        "panel",
        shot.number,
        height,
        gap_px,
        _passage(before, shot),
        ground,
        shot.bleed,
        tuple(_scaled(box, scale, height) for box in panel.keep_whole),
        tuple(_scaled(face.head, scale, height) for face in panel.picture.faces if not face.back),
    )


def _passage(before: Shot | None, shot: Shot) -> Passage:
    if before is None:
        return CARD_PASSAGE
    if before.scene == shot.scene:
        return "beat"
    return "scene" if before.light == shot.light else "jump"


def _grounds(storyboard: Storyboard) -> dict[int, Ground]:
    """Each scene lies on the ground that most of its shots ask for.

    White gutters would tear an evening or a night apart; manga is printed on white paper, its nights not.
    """
    asked: dict[int, Counter[Ground]] = defaultdict(Counter)
    for shot in storyboard.shots:
        asked[shot.scene][_ground(shot, storyboard.style)] += 1
    return {scene: grounds.most_common(1)[0][0] for scene, grounds in asked.items()}


def _ground(shot: Shot, style: Style) -> Ground:
    if shot.light == "night":
        return "dark"
    dim = shot.light == "evening" or shot.weather == "storm"
    return "dusk" if dim and style != "manga" else "white"


def _scaled(box: Box, scale: float, height: int) -> Box:
    """In strip pixels, kept inside the leaf."""
    return Box(
        max(0.0, box.left * scale),
        min(float(height), max(0.0, box.top * scale)),
        min(float(STRIP_WIDTH_PX), box.right * scale),
        min(float(height), max(0.0, box.bottom * scale)),
    )
