"""A whole figure from a skeleton, a look and a portrait. Head units, the origin at the head's centre."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from toonverse.domain.look import Look
from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Colour,
    Path,
    curve,
    fill,
    ink,
    inked,
    mix,
    multiply,
    polygon,
    ribbon,
    ribbon_sides,
    shade,
    stroke,
    swollen,
)
from toonverse.draw.draft.clothes import (
    FOLD,
    GARMENTS,
    SHADE,
    Tailor,
    below_the_hips,
    join_hem,
    neck,
    torso,
    wears_skirt,
)
from toonverse.draw.draft.collars import back_of_clothes, collar
from toonverse.draw.draft.fronts import front
from toonverse.draw.draft.hair import draw_hair_behind
from toonverse.draw.draft.hands import draw_hand
from toonverse.draw.draft.head import draw_head, draw_head_from_behind
from toonverse.draw.draft.portrait import Portrait
from toonverse.draw.draft.poses import Arm, Leg, Skeleton
from toonverse.draw.draft.props import draw_held


@dataclass(frozen=True, slots=True)
class Model:
    """A posed figure. `legs` is false when the frame or a table hides them; `seat` draws a stool."""

    portrait: Portrait
    bones: Skeleton
    back: bool = False
    legs: bool = True
    holds: str = ""
    holds_colour: str = ""
    seat: bool = False

    @property
    def look(self) -> Look:
        return self.portrait.look

    @property
    def tilt_side(self) -> int:
        """Heads lean the way they are turned."""
        return -1 if self.portrait.yaw < 0 else 1

    @property
    def head_tilt_deg(self) -> float:
        return self.bones.head_tilt_deg + self.portrait.expression.tilt_deg * self.tilt_side


def draw_figure(canvas: Canvas, model: Model) -> None:
    bones, portrait = model.bones, model.portrait
    tailor = Tailor(
        model.look,
        bones,
        GARMENTS[model.look.outfit],
        portrait.line,
        portrait.lit_from,
        portrait.wind,
        model.back,
        portrait.ink,
    )
    canvas.rotate(bones.lean_deg, *tailor.hips)
    if model.seat and model.legs:
        _stool(canvas, tailor)
    if not model.back or bones.looks_back:
        _turned(canvas, model, lambda: draw_hair_behind(canvas, portrait))
    arms = [(bones.left_shoulder, bones.left_arm, -1), (bones.right_shoulder, bones.right_arm, 1)]
    behind = [arm for arm in arms if model.back and abs(arm[1].hand[0]) < 0.55]
    high = [arm for arm in arms if arm not in behind and arm[1].hand[1] < 0.9]
    low = [arm for arm in arms if arm not in behind and arm not in high]
    for shoulder, arm, side in behind:
        _draw_arm(canvas, tailor, shoulder, arm, side)
    _draw_trunk(canvas, tailor, model.legs)
    for shoulder, arm, side in low:
        _draw_arm(canvas, tailor, shoulder, arm, side)
    _held(canvas, model, low)
    _turned(canvas, model, lambda: _head(canvas, model))
    _held(canvas, model, high)
    for shoulder, arm, side in high:
        _draw_arm(canvas, tailor, shoulder, arm, side)


def _draw_trunk(canvas: Canvas, tailor: Tailor, legs: bool) -> None:
    """Legs, torso and what hangs from it, in the order they cover each other."""
    if legs:
        for leg in (tailor.bones.left_leg, tailor.bones.right_leg):
            _draw_leg(canvas, tailor, leg)
    hangs_over = wears_skirt(tailor)
    if not hangs_over:
        below_the_hips(canvas, tailor)
    _draw_torso(canvas, tailor)
    if hangs_over:
        below_the_hips(canvas, tailor)
    else:
        join_hem(canvas, tailor)


def _head(canvas: Canvas, model: Model) -> None:
    if model.back and not model.bones.looks_back:
        draw_head_from_behind(canvas, model.portrait)
    else:
        draw_head(canvas, model.portrait)


def _turned(canvas: Canvas, model: Model, draw: Callable[[], None]) -> None:
    """Draws with the head's tilt about the neck."""
    canvas.save()
    canvas.rotate(model.head_tilt_deg, 0, 0.45)
    draw()
    canvas.restore()


def _held(canvas: Canvas, model: Model, arms: list[tuple[XY, Arm, int]]) -> None:
    """The named thing in the hand that grips; behind the fingers, so it is drawn before a high arm."""
    if not model.holds or model.back:
        return
    hands = [arm.hand for _, arm, _ in arms if arm.grip in ("grip", "palm", "fist")]
    if not hands:
        return
    x = sum(hand[0] for hand in hands) / len(hands)
    y = sum(hand[1] for hand in hands) / len(hands)
    canvas.save()
    canvas.translate(x, y - 0.10)
    draw_held(canvas, model.holds, model.portrait.line, model.holds_colour)
    canvas.restore()


def _draw_torso(canvas: Canvas, tailor: Tailor) -> None:
    body = torso(tailor)
    top = tailor.look.top
    inked(canvas, body, top, tailor.line, tailor.ink)
    shade(canvas, body, 0.13 * tailor.lit_from, -0.03, multiply(top, SHADE))
    if tailor.back:
        neck(canvas, tailor)
        back_of_clothes(canvas, tailor)
        return
    front(canvas, tailor, body)
    neck(canvas, tailor)
    collar(canvas, tailor)


def _limb(
    canvas: Canvas,
    tailor: Tailor,
    points: list[XY],
    half_widths: list[float],
    colour: Colour,
    open_start: bool = True,
) -> Path:
    """A limb whose ink line leaves out its root, so that it grows out of the body."""
    left, right = ribbon_sides(points, half_widths, 7)
    path = ribbon(points, half_widths, 7)
    if open_start:
        skip_left, skip_right = len(left) // 9, len(right) // 9
        edge = np.concatenate([left[skip_left:], right[skip_right:][::-1]])
        canvas.drawPath(polygon(edge, closed=False), stroke(tailor.ink, tailor.line))
    else:
        canvas.drawPath(path, swollen(tailor.ink, tailor.line))
    canvas.drawPath(path, fill(colour))
    shade(canvas, path, 0.075 * tailor.lit_from, -0.02, multiply(colour, SHADE))
    return path


def _between(a: XY, b: XY, share: float = 0.5) -> XY:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _arm_width(look: Look) -> float:
    width = 0.80 if look.sex == "female" else 1.0
    width *= {"child": 0.72, "young": 1.0, "middle": 1.02, "old": 0.94}[look.age]
    return width * {"slim": 0.92, "average": 1.0, "large": 1.2}[look.build]


def _draw_arm(canvas: Canvas, tailor: Tailor, shoulder: XY, arm: Arm, side: int) -> None:
    look, width = tailor.look, _arm_width(tailor.look)
    elbow, hand = arm.elbow, arm.hand
    dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
    reach = math.hypot(dx, dy) + 1e-6
    ux, uy = dx / reach, dy / reach
    angle = math.degrees(math.atan2(dy, dx))
    size = 0.88 * (0.9 if look.sex == "female" else 1.0) * (0.8 if look.age == "child" else 1.0)
    thumb_below = (side > 0) == (ux > 0) if abs(ux) > 0.5 else side > 0
    draw_hand(
        canvas, hand, angle, look.skin, arm.grip, tailor.line / size, thumb_below and arm.grip != "open", size
    )
    root = (shoulder[0] - side * 0.07, shoulder[1] + 0.08)
    sleeve = tailor.garment.sleeve
    wrist = (hand[0] - ux * 0.11, hand[1] - uy * 0.11)
    points = [root, _between(root, elbow), elbow, _between(elbow, wrist), wrist]
    upper = [0.20 * width, 0.185 * width, 0.155 * width]
    if sleeve in ("rolled", "short"):
        skin_path = [0.15 * width, 0.14 * width, 0.12 * width, 0.115 * width, 0.085 * width]
        _limb(canvas, tailor, points, skin_path, look.skin)
        end = _between(root, elbow, 0.62) if sleeve == "short" else _between(elbow, hand, 0.12)
        cloth = [root, _between(root, end), end]
        puff = 0.23 if sleeve == "short" else 0.20
        _limb(canvas, tailor, cloth, [0.20 * width, puff * width, 0.19 * width], look.top)
        return
    if sleeve == "wide":
        widths = [*upper[:2], 0.21 * width, 0.27 * width, 0.27 * width]
        _limb(canvas, tailor, points, widths, look.top)
        cuff = ribbon(
            [(hand[0] - ux * 0.10, hand[1] - uy * 0.10), hand], [0.275 * width, 0.275 * width], 4, False
        )
        inked(canvas, cuff, look.inner, tailor.line * 0.8, tailor.ink)
        draw_hand(
            canvas,
            hand,
            angle,
            look.skin,
            arm.grip,
            tailor.line / size,
            thumb_below and arm.grip != "open",
            size,
        )
        return
    colour: Colour = mix("#aab4c8", look.top, 0.22) if sleeve == "plate" else look.top
    _limb(canvas, tailor, points, [*upper, 0.15 * width, 0.118 * width], colour)
    cuff = ribbon(
        [(hand[0] - ux * 0.13, hand[1] - uy * 0.13), hand], [0.135 * width, 0.135 * width], 4, False
    )
    inked(canvas, cuff, multiply(colour, "#b8aecb"), tailor.line * 0.8, tailor.ink)
    crease = [(elbow[0] - 0.12 * uy, elbow[1] + 0.12 * ux), (elbow[0], elbow[1] + 0.02)]
    crease.append((elbow[0] + 0.06 * uy, elbow[1] - 0.06 * ux))
    ink(canvas, crease, 0.030, multiply(colour, FOLD), 0.9)


def _draw_leg(canvas: Canvas, tailor: Tailor, leg: Leg) -> None:
    look = tailor.look
    width = _arm_width(look) * (0.95 if look.sex == "male" else 1.08)
    bare = tailor.garment.skirt > 0 or (look.outfit == "uniform" and look.sex == "female")
    colour = look.skin if bare else look.bottom
    baggy = look.outfit == "hanbok" and look.sex == "male"
    toe = leg.toe
    sole = ribbon(
        [(leg.ankle[0] - (toe[0] - leg.ankle[0]) * 0.35, leg.ankle[1] + 0.03), _between(leg.ankle, toe), toe],
        [0.15 * width, 0.17 * width, 0.11 * width],
        5,
    )
    inked(canvas, sole, look.shoes, tailor.line, tailor.ink)
    shade(canvas, sole, 0.05 * tailor.lit_from, -0.03, multiply(look.shoes, SHADE))
    points = [leg.hip, _between(leg.hip, leg.knee), leg.knee, _between(leg.knee, leg.ankle, 0.45), leg.ankle]
    if baggy:
        widths = [0.36, 0.36, 0.30, 0.29, 0.15]
    elif bare:
        widths = [0.28, 0.22, 0.155, 0.16, 0.095]
    else:
        widths = [0.33, 0.275, 0.205, 0.195, 0.15]
    _limb(canvas, tailor, points, [w * width for w in widths], colour)
    if not bare:
        knee = leg.knee
        ink(
            canvas,
            [(knee[0] - 0.13, knee[1] - 0.02), (knee[0], knee[1] + 0.04), (knee[0] + 0.13, knee[1] - 0.01)],
            0.028,
            multiply(colour, FOLD),
            0.9,
        )


def _stool(canvas: Canvas, tailor: Tailor) -> None:
    x, y = tailor.hips
    low, wood = tailor.bones.ground, "#8a5a3c"
    for side in (-1, 1):
        leg = ribbon([(x + side * 0.5, y + 0.35), (x + side * 0.62, low)], [0.07, 0.06], 3, False)
        inked(canvas, leg, wood, tailor.line, tailor.ink)
    top = curve(
        [(x - 0.72, y + 0.22), (x + 0.72, y + 0.22), (x + 0.72, y + 0.44), (x - 0.72, y + 0.44)], tension=0.05
    )
    inked(canvas, top, "#a8744c", tailor.line, tailor.ink)


def draw_lying(canvas: Canvas, model: Model, body_deg: float, head_deg: float) -> None:
    """Someone who lies: a mat, a pillow, the body on its back under a quilt, the face turned up to us."""
    line, length = model.portrait.line, model.bones.ground - 0.2
    canvas.save()
    canvas.rotate(body_deg + 90)
    mat = curve([(-1.1, 0.30), (length, 0.30), (length + 0.2, 0.95), (-1.2, 0.95)], tension=0.06)
    inked(canvas, mat, "#e6dcc8", line)
    pillow = curve([(-0.85, -0.30), (0.45, -0.28), (0.62, 0.45), (-0.95, 0.50)], tension=0.12)
    inked(canvas, pillow, "#f6f2ea", line)
    shade(canvas, pillow, 0.0, -0.14, "#c8c0d4")
    canvas.restore()
    canvas.save()
    canvas.rotate(head_deg)
    draw_hair_behind(canvas, model.portrait)
    canvas.restore()
    canvas.save()
    canvas.rotate(body_deg)
    tailor = Tailor(
        model.look,
        model.bones,
        GARMENTS[model.look.outfit],
        line,
        model.portrait.lit_from,
        0.0,
        False,
        model.portrait.ink,
    )
    _draw_torso(canvas, tailor)
    canvas.restore()
    canvas.save()
    canvas.rotate(head_deg)
    draw_head(canvas, model.portrait)
    canvas.restore()
    canvas.save()
    canvas.rotate(body_deg + 90)
    canvas.translate(1.15, 0.05)
    _quilt(canvas, model.look.accent, line, length - 1.1)
    canvas.restore()


def _quilt(canvas: Canvas, colour: Colour, line: float, length: float) -> None:
    quilt = curve(
        [
            (0.0, -0.66),
            (length * 0.4, -0.80),
            (length * 0.8, -0.58),
            (length, -0.30),
            (length + 0.15, 0.72),
            (length * 0.5, 0.80),
            (-0.1, 0.74),
            (0.08, 0.05),
        ]
    )
    inked(canvas, quilt, mix(colour, "#6a5a8a", 0.35), line)
    shade(canvas, quilt, 0, -0.16, multiply(mix(colour, "#6a5a8a", 0.35), SHADE))
    band = ribbon([(0.12, -0.62), (0.22, 0.05), (0.05, 0.70)], [0.13, 0.13, 0.13], 6, False)
    canvas.drawPath(band, fill("#f4f0e8"))
    for t in (0.35, 0.6, 0.8):
        fold = [(length * t, -0.6), (length * t + 0.12, 0.0), (length * t, 0.6)]
        ink(canvas, fold, 0.04, multiply(colour, FOLD), 0.7)
