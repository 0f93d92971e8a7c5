"""How near the camera stands and from where, how tall the panel is and how much air is before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.storyboard import Angle, BeatRole, Emotion, Pose, ShotSize

Framing = tuple[ShotSize, Angle]

WIDTH_PX = 1024
HEIGHT_MIN_PX = 640
HEIGHT_MAX_PX = 1792  # all but the turn
TURN_HEIGHT_PX = 1920
TURN_GUTTER_PX = 1000  # the widest of the usual 600 to 1000 belongs to the turn
FIRST_GUTTER_PX = 200

# Whole figures are for arriving, moving and being alone; talk is seen from near.
CHOICES: dict[str, tuple[Framing, ...]] = {
    "establishing": (("extreme long", "eye"), ("long", "high"), ("extreme long", "high"), ("long", "low")),
    "arrival": (("long", "eye"), ("full", "high"), ("full", "eye"), ("long", "high")),
    "ending": (("medium", "eye"), ("full", "back"), ("long", "high"), ("close", "eye"), ("full", "eye")),
    "last word": (("medium", "eye"), ("close", "eye"), ("full", "eye"), ("medium", "low")),
    "closing deed": (("full", "eye"), ("medium", "eye"), ("full", "high"), ("long", "eye")),
    "looking after": (("full", "back"), ("long", "back"), ("medium", "back")),
    "inside": (("long", "high"), ("long", "eye"), ("full", "high"), ("full", "eye")),
    "place": (("extreme long", "eye"), ("long", "high"), ("extreme long", "low"), ("long", "eye")),
    "talk": (
        ("medium", "eye"),
        ("close", "eye"),
        ("medium", "low"),
        ("close", "high"),
        ("full", "eye"),
        ("medium", "high"),
    ),
    "exchange": (
        ("medium", "eye"),
        ("medium", "over shoulder"),
        ("full", "eye"),
        ("medium", "high"),
        ("close", "eye"),
        ("medium", "low"),
        ("full", "high"),
    ),
    "over shoulder": (
        ("medium", "over shoulder"),
        ("close", "eye"),
        ("close", "over shoulder"),
        ("medium", "eye"),
        ("medium", "low"),
        ("full", "eye"),
    ),
    "feeling": (
        ("close", "eye"),
        ("extreme close", "eye"),
        ("medium", "eye"),
        ("close", "low"),
        ("medium", "high"),
    ),
    "deed": (("full", "eye"), ("medium", "eye"), ("full", "high"), ("medium", "high"), ("long", "high")),
    "action": (("full", "low"), ("full", "tilted"), ("medium", "tilted"), ("long", "low"), ("full", "eye")),
    "told": (
        ("medium", "eye"),
        ("full", "eye"),
        ("full", "high"),
        ("medium", "back"),
        ("medium", "low"),
        ("long", "high"),
        ("close", "eye"),
    ),
    "touch": (("medium", "eye"), ("full", "eye"), ("medium", "high"), ("close", "eye"), ("full", "high")),
    "crowd": (("medium", "eye"), ("full", "eye"), ("full", "high"), ("medium", "low"), ("full", "low")),
    "stranger": (("medium", "over shoulder"), ("full", "over shoulder"), ("medium", "eye"), ("full", "back")),
    "eyes": (("extreme close", "eye"), ("close", "eye"), ("medium", "low")),
    "pause": (("long", "back"), ("full", "back"), ("extreme long", "high"), ("long", "high")),
    "face": (("close", "eye"), ("medium", "eye"), ("extreme close", "eye"), ("close", "low")),
    "insert": (("insert", "high"), ("insert", "eye")),
    "turn": (("medium", "eye"), ("close", "eye"), ("medium", "low"), ("full", "low")),
    "turning deed": (("full", "low"), ("medium", "tilted"), ("full", "eye"), ("long", "low")),
}
CLOSE_BREATHS = 1.1
_NEAR: frozenset[ShotSize] = frozenset({"close", "extreme close"})
_WIDE: frozenset[ShotSize] = frozenset({"long", "extreme long"})
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
    """What a panel before looked like, as far as the next ones must differ from it."""

    size: ShotSize
    angle: Angle
    people: int


@dataclass(frozen=True, slots=True)
class Need:
    """What a panel wants of its framing. `people` are in it, `balloons` theirs and the narrator's, `breaths`
    how long their texts are in full balloons, `aloud` how many are spoken; `whole` says that what they do is
    seen only with their legs."""

    people: int = 0
    balloons: int = 0
    breaths: float = 0.0
    aloud: int = 0
    whole: bool = False
    lying: bool = False
    indoors: bool = False
    feeling: Angle = "eye"


def choose_framing(
    kind: str, recent: Sequence[Neighbour], turn_of: int, need: Need, asked: ShotSize | None = None
) -> Framing:
    """The framing of its kind that suits the need best, differs from the panel before in size or angle, and
    repeats the recent ones least.

    `turn_of` counts the panels of the kind so far: it moves the preference along, so that the same kind does
    not always begin alike. `asked` is the size that a panel script wants.
    """
    own = CHOICES[kind]
    before = recent[-1] if recent else None
    if asked and not (asked in _NEAR and need.balloons > 1):
        angles: tuple[Angle, ...] = (need.feeling, "eye", "high")
        return next((asked, a) for a in angles if not (before and (before.size, before.angle) == (asked, a)))
    first = min(3, len(own))
    ranked = [
        ((rank - turn_of) % first if rank < first else rank, framing) for rank, framing in enumerate(own)
    ]
    ranked += [
        (20 + rank, framing) for rank, framing in enumerate(CHOICES["told" if need.people else "place"])
    ]
    options = [(rank, (size, need.feeling)) for rank, (size, angle) in ranked if angle == "eye"]
    options += [
        (rank + (1 if angle == "eye" and need.feeling != "eye" else 0), (s, angle))
        for rank, (s, angle) in ranked
    ]
    return min(
        options, key=lambda option: option[0] + _unsuited(option[1], need) + _repeats(option[1], recent)
    )[1]


def _unsuited(framing: Framing, need: Need) -> float:
    """How ill a framing does what the panel needs: near shots hold few words and two faces, nobody speaks
    from afar, no room is as deep as the widest shot."""
    size, angle = framing
    cost = 50.0 if size in _NEAR and (not _near_holds(size, need) or need.people > 2) else 0.0
    cost += 4.0 if size == "extreme close" and need.people > 1 else 0.0
    cost += (60.0 if size == "extreme long" else 9.0) * (size in _WIDE) * (need.aloud > 0)
    cost += 2.6 if size == "full" and need.aloud > 0 and not need.whole else 0.0
    cost += {"medium": 3.0, "close": 12.0, "extreme close": 30.0}.get(size, 0.0) * need.whole
    cost += 40.0 if size == "extreme long" and need.indoors else 0.0
    cost += 40.0 if angle == "over shoulder" and (need.people != 2 or need.lying) else 0.0
    cost += 20.0 if need.lying and size in _NEAR else 0.0
    return cost


def _near_holds(size: ShotSize, need: Need) -> bool:
    """Whether a near shot has room for the words: one balloon, beside a face from brow to chin also two if
    they are short."""
    return need.balloons <= 1 or (size == "close" and need.balloons == 2 and need.breaths <= CLOSE_BREATHS)


def _repeats(framing: Framing, recent: Sequence[Neighbour]) -> float:
    size, angle = framing
    cost = 100.0 if recent and (recent[-1].size, recent[-1].angle) == framing else 0.0
    if recent and recent[-1].size == size:  # over a shoulder is another picture, a little higher is hardly
        cost += 1.2 if "over shoulder" in (angle, recent[-1].angle) else 3.0
    cost += 30.0 if size == "insert" and recent and recent[-1].size == size else 0.0
    cost += 40.0 if len(recent) > 1 and recent[-1].size == recent[-2].size == size else 0.0
    return (
        cost
        + sum(1.0 for n in recent[-4:-1] if (n.size, n.angle) == (size, angle))
        + (0.6 * sum(1 for n in recent[-3:-1] if n.size == size))
    )


_LOW: frozenset[Emotion] = frozenset({"angry", "shouting", "determined", "laugh"})
_BROUGHT_LOW: frozenset[Pose] = frozenset({"plead", "kneel", "crouch", "cover face", "head in hands", "fall"})
_THREATENING: frozenset[Pose] = frozenset({"raise fist", "strike", "point", "hands on hips"})
_HIGH: frozenset[Emotion] = frozenset({"sad", "crying", "afraid", "pained", "tired", "embarrassed"})


def felt_angle(emotions: Sequence[Emotion], poses: Sequence[Pose], turn_of: int) -> Angle:
    """Strong feelings and threats are seen from below, weak ones and who is brought low from above, a start
    askew; calm at eye level, now and then from a little above."""
    for emotion in emotions:
        if emotion in _LOW:
            return "low"
        if emotion in _HIGH:
            return "high"
        if emotion == "surprised" and turn_of % 3 == 1:
            return "tilted"
    if _BROUGHT_LOW.intersection(poses):
        return "high"
    if _THREATENING.intersection(poses):
        return "low"
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
    if size == "close" and balloons + captions > 1:
        least = 1344  # the words stand over the head
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
