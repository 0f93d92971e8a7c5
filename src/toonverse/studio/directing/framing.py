"""How near the camera stands and from where, how tall the panel is and how much air is before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.storyboard import Angle, BeatRole, Emotion, ShotSize

Framing = tuple[ShotSize, Angle]

WIDTH_PX = 1024
HEIGHT_MIN_PX = 640
HEIGHT_MAX_PX = 1792  # all but the turn
TURN_HEIGHT_PX = 1920
TURN_GUTTER_PX = 1000  # the widest of the usual 600 to 1000 belongs to the turn
FIRST_GUTTER_PX = 200

CHOICES: dict[str, tuple[Framing, ...]] = {
    "establishing": (("extreme long", "eye"), ("long", "high"), ("extreme long", "high"), ("long", "eye")),
    "ending": (("medium", "eye"), ("full", "eye"), ("long", "eye"), ("close", "eye")),
    "inside": (("long", "eye"), ("full", "high"), ("long", "high"), ("full", "eye")),
    "place": (
        ("extreme long", "eye"),
        ("long", "high"),
        ("extreme long", "low"),
        ("full", "high"),
        ("long", "eye"),
    ),
    "talk": (
        ("medium", "eye"),
        ("close", "eye"),
        ("full", "eye"),
        ("medium", "low"),
        ("close", "high"),
        ("long", "eye"),
    ),
    "exchange": (
        ("medium", "eye"),
        ("full", "eye"),
        ("close", "eye"),
        ("medium", "high"),
        ("long", "eye"),
        ("full", "high"),
    ),
    "over shoulder": (
        ("medium", "over shoulder"),
        ("close", "over shoulder"),
        ("full", "eye"),
        ("long", "eye"),
    ),
    "feeling": (
        ("close", "eye"),
        ("extreme close", "eye"),
        ("medium", "eye"),
        ("close", "low"),
        ("full", "high"),
    ),
    "action": (
        ("full", "low"),
        ("long", "eye"),
        ("medium", "tilted"),
        ("full", "tilted"),
        ("long", "high"),
    ),
    "told": (
        ("full", "eye"),
        ("medium", "eye"),
        ("long", "eye"),
        ("medium", "back"),
        ("full", "high"),
        ("long", "low"),
        ("close", "eye"),
    ),
    "crowd": (("full", "eye"), ("long", "eye"), ("medium", "eye"), ("long", "high"), ("full", "low")),
    "eyes": (("extreme close", "eye"), ("close", "eye"), ("medium", "low")),
    "pause": (("long", "back"), ("extreme long", "high"), ("full", "back"), ("long", "high")),
    "face": (("close", "eye"), ("medium", "eye"), ("extreme close", "eye"), ("close", "low")),
    "insert": (("insert", "high"), ("insert", "eye")),
    "turn": (("medium", "eye"), ("close", "eye"), ("full", "low")),
    "turning deed": (("full", "low"), ("medium", "tilted"), ("long", "low")),
}
_NEAR: frozenset[ShotSize] = frozenset({"close", "extreme close"})
_BASE_PX: dict[ShotSize, int] = {
    "extreme long": 1280,
    "long": 1216,
    "full": 1344,
    "medium": 1152,
    "close": 1024,
    "extreme close": 832,
    "insert": 704,
}


_ASKED: tuple[tuple[ShotSize, re.Pattern[str]], ...] = (
    (
        "extreme close",
        re.compile(
            r"(?:눈|입|눈동자)[만을 ]*(?:클로즈업|확대)|extreme close|"
            r"close on (?:the |his |her )?eyes",
            re.I,
        ),
    ),
    ("close", re.compile(r"클로즈업|얼굴 확대|close[- ]?up|close on|표정\.|얼굴\.", re.I)),
    (
        "extreme long",
        re.compile(
            r"전경|원경|파노라마|skyline|aerial|establishing|extreme long|"
            r"bird's[- ]eye",
            re.I,
        ),
    ),
    ("long", re.compile(r"롱 ?샷|멀리서|wide shot|long shot|from afar", re.I)),
    ("full", re.compile(r"전신|full shot|full body", re.I)),
    ("medium", re.compile(r"상반신|미디엄|medium shot|two[- ]shot|waist", re.I)),
)


def asked_size(action: str) -> ShotSize | None:
    """The size that the writer of a panel script asks for in so many words."""
    return next((size for size, words in _ASKED if words.search(action)), None)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What the panel before looked like, as far as the next one must differ from it."""

    place: str
    size: ShotSize


def choose_framing(
    kind: str, recent: Sequence[Neighbour], turn_of: int, asked: ShotSize | None = None, balloons: int = 0
) -> Framing:
    """The framing of its kind that differs from the panel before and repeats the recent ones least.

    Near shots hold at most one of the `balloons`, and three want small figures.
    `turn_of` counts the panels of the kind so far: it moves the preference along, so that the same
    kind does not always begin alike.
    """
    before = recent[-1] if recent else None
    if asked and not (asked in _NEAR and balloons > 1) and not (before and before.size == asked):
        return (asked, "eye")
    fallback = CHOICES["place"] if kind == "insert" else CHOICES["told"]
    options: list[Framing] = [*CHOICES[kind], *fallback]

    def cost(item: tuple[int, Framing]) -> float:
        rank, (size, _) = item
        same = before is not None and before.size == size
        repeated = sum(1 for n in recent[-3:-1] if n.size == size)
        own = len(CHOICES[kind])
        preference = ((rank - turn_of) % min(3, own)) if rank < min(3, own) else rank
        crowded = (50.0 if size in _NEAR else 3.0 if size == "medium" and balloons > 2 else 0.0) * (
            balloons > 1
        )
        return (
            crowded
            + preference * 1.0
            + repeated * 1.1
            + (100.0 if same else 0.0)
            + (20.0 if rank >= own else 0.0)
        )

    best: Framing = min(enumerate(options), key=cost)[1]
    return best


_LOW: frozenset[Emotion] = frozenset({"angry", "shouting", "determined", "laugh"})
_HIGH: frozenset[Emotion] = frozenset({"sad", "crying", "afraid", "pained", "tired", "embarrassed"})


def felt_angle(emotions: Sequence[Emotion], turn_of: int) -> Angle:
    """Strong feelings are seen from below, weak ones from above, a start askew; calm at eye level,
    now and then from a little above."""
    for emotion in emotions:
        if emotion in _LOW:
            return "low"
        if emotion in _HIGH:
            return "high"
        if emotion == "surprised" and turn_of % 3 == 1:
            return "tilted"
    return "high" if turn_of % 4 == 3 else "eye"


def height_px(size: ShotSize, role: BeatRole, balloons: int, captions: int, figures: int, vary: int) -> int:
    """Panel height at 1024 px wide, a multiple of 16; `vary` is any number, the same for the same panel."""
    if role == "turn":
        return TURN_HEIGHT_PX
    height = _BASE_PX[size] + 160 * max(0, balloons - 1) + 64 * captions + (64 if figures > 2 else 0)
    if role == "quiet" and not balloons:
        height = min(height, 1024) - 96
    if role in ("opening", "ending"):
        height = max(height + 128, 1280)
    height += 32 * (vary % 5 - 2)
    least = (HEIGHT_MIN_PX, 832, 1152, 1472)[min(3, balloons)]
    return min(HEIGHT_MAX_PX, max(HEIGHT_MIN_PX, least, height)) // 16 * 16


def gutter_px(
    role: BeatRole, before: BeatRole | None, new_scene: bool, time_jump: bool, same_talk: bool
) -> int:
    """Space before a panel in an 800 px wide strip: at least 200, usually 250, 600 to 1000 at a change."""
    if before is None:
        return FIRST_GUTTER_PX
    if role == "turn":
        return TURN_GUTTER_PX
    if new_scene:
        return 840 if time_jump else 640
    if before == "turn":
        return 520
    if role == "ending":
        return 480
    if role == "quiet" or before == "quiet":
        return 360
    if role == "action" and before == "action":
        return 200
    return 220 if same_talk else 280


def bleeds(size: ShotSize, role: BeatRole, loud: bool) -> bool:
    return role in ("opening", "turn") or size == "extreme long" or (role == "action" and loud)
