"""From what the storyboard says of a person to a posed figure: stance, thing in hand, face, gaze."""

import math
from dataclasses import dataclass, replace

from toonverse.domain.look import Look, Outfit
from toonverse.domain.storyboard import Figure, Pose, Shot, ShotSize
from toonverse.draw.draft.bearing import carried
from toonverse.draw.draft.beasts import BEASTS, ground_of, posture_of
from toonverse.draw.draft.body import Model
from toonverse.draw.draft.brush import luminance
from toonverse.draw.draft.expressions import Expression, expression_of
from toonverse.draw.draft.holding import take
from toonverse.draw.draft.portrait import PROFILE, Portrait
from toonverse.draw.draft.poses import Skeleton, fitted, mirrored
from toonverse.draw.draft.seats import seat_of
from toonverse.draw.draft.sites import under_roof
from toonverse.draw.draft.stances import STAND, stance
from toonverse.draw.draft.styles import Manner
from toonverse.draw.prompt_words import colour_of

NEAR: frozenset[ShotSize] = frozenset({"medium", "close", "extreme close"})
_NEEDS: dict[Pose, str] = {"drink": "cup", "write": "pen", "carry": "box", "read": "letter"}
_ALOUD = ("speech", "shout", "whisper")
# what would reach over a neighbour's face in a near shot
_BESIDE_OTHERS: dict[Pose, Pose] = {"strike": "raise fist", "fall": "crouch", "run": "walk", "pull": "walk"}
_FACES_AWAY: frozenset[Pose] = frozenset({"look down", "bow", "cover face", "write", "read", "kneel"})
_ALL_SEEN: frozenset[ShotSize] = frozenset({"medium", "full", "long", "extreme long"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a figure's pose depends on besides the person: the shot, the style, px a head, which way the head
    turns (`yaw`), where the light is, and whether others stand beside."""

    shot: Shot
    manner: Manner
    unit: float
    yaw: float
    lit_from: float
    beside: bool


def line_of(unit: float, manner: Manner) -> float:
    """The ink's width in heads: about 2 px on small figures, 6 on close-ups."""
    return max(1.3, (1.5 + unit * 0.0105) * manner.line) / unit


def _wind(shot: Shot, pose: Pose, yaw: float) -> float:
    """Hair and scarves stream behind those who move, else with the weather."""
    if pose in ("run", "strike", "fall"):
        return -0.6 if yaw > 0 else 0.6
    return 0.55 if shot.weather in ("wind", "storm") else 0.12


_PALE_HAIR = "#82828a"  # white hair on white skin would be lost: the light tone


def in_tones(look: Look) -> Look:
    """A look for pen and screentone: paper skin, hair and clothes each ink, one tone or paper."""

    def tone(colour: str, dark: float, pale: float) -> str:
        light = luminance(colour)
        return "#17151d" if light < dark else "#8b8b93" if light < pale else "#f6f6f8"

    return replace(
        look,
        skin="#fffdfb" if luminance(look.skin) > 150 else "#c2c2c6",
        hair="#0d0b12" if luminance(look.hair) < 105 else _PALE_HAIR,
        top=tone(look.top, 62, 128),
        bottom=tone(look.bottom, 74, 140),
        accent=tone(look.accent, 50, 165),
        inner="#fbfbfc",
        shoes="#17151d",
        eyes="#4a4a52",
    )


_LONG_AGO: dict[Outfit, Outfit] = {"blouse": "shirtwaist", "dress": "frock"}


def of_its_time(look: Look, shot: Shot) -> Look:
    """Skirts of grown women reach the ground in stories of old times."""
    if shot.era != "period" or look.sex != "female" or look.age == "child" or look.outfit not in _LONG_AGO:
        return look
    return replace(look, outfit=_LONG_AGO[look.outfit])


def posed(figure: Figure, look: Look, setting: Setting) -> Model:
    """The figure's joints, what it holds, and its face."""
    look = of_its_time(look, setting.shot)
    if figure.pose == "lie":  # nobody lies in bed with a hat on
        look = replace(look, hat="none")
    if setting.manner.mono:
        look = in_tones(look)
    shot, yaw = setting.shot, setting.yaw
    pose, facing, mirror = figure.pose, figure.facing, yaw < 0
    if facing == "front" and abs(yaw) > 0.4:
        facing = "right" if yaw > 0 else "left"
    if setting.beside and shot.size in NEAR:
        pose = _BESIDE_OTHERS.get(pose, pose)
        if pose in ("wave", "raise fist"):  # the raised hand goes outside
            facing, mirror = "front", not mirror
    key = (figure.character, shot.number)
    shown = STAND if _cut_off(pose, shot.size) else stance(pose, figure.emotion, *key)
    shown = carried(shown, pose, figure.emotion, facing in ("left", "right"), _speaks(figure, shot), *key)
    if look.species in BEASTS:
        return _beast(figure, look, setting)
    bones = fitted(shown, facing, look, mirror, setting.manner.stature, abs(yaw) >= PROFILE)
    if setting.beside and shot.size in NEAR:
        bones = _kept_close(bones)
    if bones.looks_back:  # the body goes on, the head turns round to the others
        bones, yaw = mirrored(bones), math.copysign(0.72, bones.turn)
    side = -1 if facing == "left" or (facing != "right" and mirror) else 1
    noun = figure.holds or _NEEDS.get(figure.pose, "")
    if noun == "umbrella" and under_roof(shot):
        noun = "furled"
    bones, held = take(bones, look, pose, noun, side)
    back = (figure.facing == "back" or shot.angle == "back") and not bones.looks_back
    portrait = _portrait(figure, look, replace(setting, yaw=yaw), pose)
    legs = shot.size not in ("extreme close", "insert")  # a short person is seen whole even in a close shot
    return Model(
        portrait,
        bones,
        back,
        legs,
        held,
        shot.colour_of(noun) or colour_of(noun, shot.action),
        seat_of(shot) if pose == "sit" else None,
    )


def _beast(figure: Figure, look: Look, setting: Setting) -> Model:
    """An animal: what a person's joints are for it is only how high its head is."""
    posture = posture_of(look.species, figure.pose)
    bones, low = fitted(STAND, "front", look, mirror=False), ground_of(look.species, posture)
    feet = [
        replace(leg, ankle=(0.0, low - 0.20), toe=(0.0, low - 0.10))
        for leg in (bones.left_leg, bones.right_leg)
    ]
    bones = replace(bones, left_leg=feet[0], right_leg=feet[1])
    portrait = _portrait(figure, look, setting, figure.pose)
    return Model(portrait, bones, posture=posture)


def _speaks(figure: Figure, shot: Shot) -> bool:
    return any(line.speaker == figure.character and line.kind in _ALOUD for line in shot.lines)


def _cut_off(pose: Pose, size: ShotSize) -> bool:
    """A hand cut off by the frame reads as a stray thing."""
    return pose == "talk" and size not in _ALL_SEEN


def _kept_close(bones: Skeleton) -> Skeleton:
    """Arms that stay in their owner's own space, for want of room."""
    room = 0.98

    def closer(arm_x: float) -> float:
        return math.copysign(min(abs(arm_x), room), arm_x)

    left, right = bones.left_arm, bones.right_arm
    return replace(
        bones,
        left_arm=replace(left, hand=(closer(left.hand[0]), left.hand[1])),
        right_arm=replace(right, hand=(closer(right.hand[0]), right.hand[1])),
    )


def _portrait(figure: Figure, look: Look, setting: Setting, pose: Pose) -> Portrait:
    shot, yaw = setting.shot, setting.yaw
    expression = expression_of(figure.emotion, _speaks(figure, shot), figure.character, shot.number)
    across, down = _gaze(figure, yaw, pose, setting.beside)
    if figure.gaze == "closed":
        expression = replace(expression, lids="shut")
    return Portrait(
        look,
        _sized(expression, setting.manner),
        yaw,
        line_of(setting.unit, setting.manner),
        setting.lit_from,
        _wind(shot, pose, yaw),
        across,
        down,
        setting.manner.soft,
        setting.manner.crisp,
    )


def _sized(expression: Expression, manner: Manner) -> Expression:
    return replace(expression, iris=expression.iris * (0.94 if manner.soft else 1.0))


def _gaze(figure: Figure, yaw: float, pose: Pose, beside: bool) -> tuple[float, float]:
    """Where the eyes go: as told, else towards the others, else as pose and feeling have it."""
    told = {
        "partner": (math.copysign(0.75, yaw), 0.0),
        "away": (math.copysign(0.8, -yaw), 0.15),
        "down": (yaw * 0.3, 0.9),
        "up": (yaw * 0.4, -0.8),
        "viewer": (-yaw * 0.55, 0.0),
    }
    if figure.gaze in told:
        return told[figure.gaze]
    if pose in _FACES_AWAY or figure.emotion == "ashamed":
        return yaw * 0.4, 0.85
    if pose == "look up":
        return yaw * 0.5, -0.75
    if figure.emotion in ("sad", "tired", "embarrassed") and not beside:
        return yaw * 0.5, 0.55
    if figure.emotion == "embarrassed":
        return math.copysign(0.7, -yaw), 0.3
    return (math.copysign(0.62, yaw), 0.0) if beside else (yaw, 0.0)
