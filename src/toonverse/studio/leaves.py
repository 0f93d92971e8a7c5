"""From the storyboard to the strip's leaves: what lies between panels, and on which ground."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.episode import STRIP_WIDTH_PX, Ground, Leaf, Passage
from toonverse.domain.geometry import Box
from toonverse.domain.panel import Face, Picture
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.draw.cards import END_HEIGHT_PX, TITLE_HEIGHT_PX
from toonverse.draw.strip import fitted_height
from toonverse.errors import UsageError
from toonverse.studio.press_order import PanelArt

PANELS_MAX = 1_000
GAP_MAX_PX = 2_000
GAP_AFTER_TITLE_PX = 480
GAP_BEFORE_END_PX = 560
INSETS_PX = (80, 56, 32)
"""How much narrower a panel may be at a side: a tenth of the strip at most."""
INSET_AIR_PX = 20
HERO_HEAD_MIN, HERO_HEAD_MAX = 0.2, 0.5
"""How high a head on the title card may be in its own panel, by the panel's width."""
CARD_PASSAGE: Passage = "jump"
"""To and from the cards: most are dark, and a fade through white ground would flash."""


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
    return _narrowed((*placed, end), storyboard.shots)


def hero_face(storyboard: Storyboard, panels: Sequence[PanelArt]) -> tuple[PanelArt, Face] | None:
    """Who is seen most, where they are first seen well: from the front, whole, near but not too near."""
    seen = Counter(figure.character for shot in storyboard.shots for figure in shot.figures)
    found = [
        (-seen[face.character], _unfit(face.head, panel.picture), panel.number, panel, face)
        for panel in panels
        for face in panel.picture.faces
        if not face.back and _unfit(face.head, panel.picture) is not None
    ]
    best = min(found, key=lambda one: one[:3], default=None)
    return None if best is None else (best[3], best[4])


def _unfit(head: Box, picture: Picture) -> int | None:
    """0 for a head as large as the card shows one, 1 for one a little small; None where it is cut or tiny."""
    height = (head.bottom - head.top) / picture.width
    cut = head.left < 0 or head.top < 0 or head.right > picture.width or head.bottom > picture.height
    if cut or not HERO_HEAD_MIN / 1.6 <= height <= HERO_HEAD_MAX:
        return None
    return int(height < HERO_HEAD_MIN)


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


def _narrowed(placed: tuple[Leaf, ...], shots: Sequence[Shot]) -> tuple[Leaf, ...]:
    """Some panels narrower, as a page breathes: what is quiet or small at both sides, talk at one in turn.

    Only where plain ground lies above and below, so that the sides have a colour to be of.
    """
    found, sides = [placed[0]], 0
    for leaf, after, shot in zip(placed[1:-1], placed[2:], shots, strict=True):
        wanted = _wanted_insets(shot, sides)
        if leaf.bleed or leaf.passage != "beat" or after.passage != "beat":
            wanted = (0, 0)
        insets = _free_insets(leaf, wanted)
        sides += any(insets)
        found.append(replace(leaf, insets_px=insets))
    return (*found, placed[-1])


def _wanted_insets(shot: Shot, sides: int) -> tuple[int, int]:
    wide, medium, _ = INSETS_PX
    if shot.size == "insert":
        return wide, wide
    if shot.role == "quiet":
        return medium, medium
    if shot.role == "build" and shot.size in ("full", "medium", "close"):
        return (wide, 0) if sides % 2 else (0, wide)
    return 0, 0


def _free_insets(leaf: Leaf, wanted: tuple[int, int]) -> tuple[int, int]:
    """As much of it as comes near no balloon and no head."""
    boxes = (*leaf.keep_whole, *leaf.spare)
    left = min((box.left for box in boxes), default=float(STRIP_WIDTH_PX))
    right = min((STRIP_WIDTH_PX - box.right for box in boxes), default=float(STRIP_WIDTH_PX))
    return _within(wanted[0], left), _within(wanted[1], right)


def _within(wanted: int, room: float) -> int:
    return next((px for px in INSETS_PX if px <= wanted and px + INSET_AIR_PX <= room), 0)


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
