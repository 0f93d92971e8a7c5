"""Arms with their sleeves, legs with their shoes. Head units, in the figure's own space."""

import math

import numpy as np

from toonverse.domain.look import Look
from toonverse.draw.draft.brush import (
    XY,
    Canvas,
    Colour,
    contour,
    curve,
    fill,
    ink,
    inked,
    lighter,
    mix,
    multiply,
    polygon,
    ribbon,
    ribbon_sides,
    shade,
    stroke,
    swollen,
)
from toonverse.draw.draft.clothes import FOLD, SHADE, Tailor
from toonverse.draw.draft.hands import draw_hand
from toonverse.draw.draft.portrait import skin_shadow
from toonverse.draw.draft.poses import Arm, Leg


def between(a: XY, b: XY, share: float = 0.5) -> XY:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def arm_width(look: Look) -> float:
    width = 0.86 if look.sex == "female" else 1.04
    width *= {"child": 0.76, "young": 1.0, "middle": 1.04, "old": 0.96}[look.age]
    if look.teen:
        width *= 0.92
    return width * {"slim": 0.90, "average": 1.0, "large": 1.22}[look.build]


def hand_size(look: Look) -> float:
    size = 0.90 if look.sex == "female" else 1.02
    return size * (0.80 if look.age == "child" else 1.0)


def _limb(
    canvas: Canvas,
    tailor: Tailor,
    joints: tuple[XY, XY, XY],
    widths: list[float],
    colour: Colour,
    rooted: bool,
) -> None:
    """Two bones as one outline: both are inked, then both are filled. A `rooted` limb grows out of the body:
    its ink begins a little way down. `widths` are at root, middle, joint, joint, middle, end."""
    root, joint, end = joints
    edge_ink = contour(tailor.ink, colour)
    upper = ([root, between(root, joint), joint], widths[:3])
    lower = ([joint, between(joint, end), end], widths[3:])
    paths = [ribbon(points, wide, 7) for points, wide in (upper, lower)]
    if rooted:
        left, right = ribbon_sides(*upper, 7)
        skip = len(left) // 4
        for edge in (left[skip:], right[skip:]):
            canvas.drawPath(polygon(edge, closed=False), stroke(edge_ink, tailor.line))
        cap = np.concatenate([left[-2:], right[-2:][::-1]])
        canvas.drawPath(polygon(cap), swollen(edge_ink, tailor.line))
    else:
        canvas.drawPath(paths[0], swollen(edge_ink, tailor.line))
    canvas.drawPath(paths[1], swollen(edge_ink, tailor.line))
    dark = multiply(colour, SHADE)
    for path in paths:
        canvas.drawPath(path, fill(colour))
    for path in paths:
        shade(canvas, path, 0.075 * tailor.lit_from, -0.02, dark)
    canvas.drawPath(
        ribbon(
            [between(root, joint, 0.8), joint, between(joint, end, 0.2)], [widths[2] * 0.62] * 3, 5, False
        ),
        fill(colour),
    )


def _direction(arm: Arm) -> XY:
    dx, dy = arm.hand[0] - arm.elbow[0], arm.hand[1] - arm.elbow[1]
    reach = math.hypot(dx, dy) + 1e-6
    return dx / reach, dy / reach


def draw_hand_of(canvas: Canvas, tailor: Tailor, arm: Arm, side: int) -> None:
    """The hand alone: what it holds is drawn before it, the sleeve before that."""
    ux, uy = _direction(arm)
    size = hand_size(tailor.look)
    thumb_below = (side > 0) == (ux > 0) if abs(ux) > 0.5 else side > 0
    if arm.grip in ("open", "point", "palm") and abs(ux) > 0.35:
        thumb_below = ux < 0
    draw_hand(
        canvas,
        arm.hand,
        math.degrees(math.atan2(uy, ux)),
        tailor.look.skin,
        arm.grip,
        tailor.line / size,
        thumb_below and arm.grip != "open",
        size,
    )


def draw_arm(canvas: Canvas, tailor: Tailor, shoulder: XY, arm: Arm, side: int) -> None:
    """Upper arm, forearm and sleeve, without the hand."""
    look, width, sleeve = tailor.look, arm_width(tailor.look), tailor.garment.sleeve
    ux, uy = _direction(arm)
    elbow, hand = arm.elbow, arm.hand
    root = (shoulder[0] - side * 0.07 * (1 - 0.5 * abs(tailor.bones.turn)), shoulder[1] + 0.10)
    wrist = (hand[0] - ux * 0.10, hand[1] - uy * 0.10)
    bare = [0.150, 0.150, 0.120, 0.120, 0.115, 0.078]
    if sleeve in ("rolled", "short"):
        _limb(
            canvas,
            tailor,
            (root, elbow, (hand[0] - ux * 0.02, hand[1] - uy * 0.02)),
            [w * width for w in bare],
            look.skin,
            True,
        )
        if sleeve == "short":
            end = between(root, elbow, 0.62)
            cloth = ribbon([root, between(root, end), end], [0.20 * width, 0.23 * width, 0.20 * width], 6)
            inked(canvas, cloth, look.top, tailor.line, tailor.ink)
            shade(canvas, cloth, 0.075 * tailor.lit_from, -0.02, multiply(look.top, SHADE))
            return
        rolled = between(elbow, hand, 0.22)
        _limb(
            canvas,
            tailor,
            (root, elbow, rolled),
            [w * width for w in (0.205, 0.195, 0.175, 0.175, 0.175, 0.17)],
            look.top,
            True,
        )
        band = ribbon([between(elbow, hand, 0.16), between(elbow, hand, 0.30)], [0.185 * width] * 2, 4, False)
        inked(canvas, band, lighter(look.top, 0.12), tailor.line * 0.8, tailor.ink)
        return
    if sleeve == "wide":
        _wide_sleeve(canvas, tailor, root, arm, width)
        return
    colour: Colour = mix("#aab4c8", look.top, 0.22) if sleeve == "plate" else look.top
    if tailor.garment.front == "vest" and look.outfit == "waistcoat":
        colour = look.inner
    cloth = [0.210, 0.200, 0.168, 0.168, 0.162, 0.122]
    _limb(canvas, tailor, (root, elbow, wrist), [w * width for w in cloth], colour, True)
    cuff = ribbon(
        [(hand[0] - ux * 0.13, hand[1] - uy * 0.13), (hand[0] - ux * 0.01, hand[1] - uy * 0.01)],
        [0.138 * width, 0.138 * width],
        4,
        False,
    )
    inked(canvas, cuff, multiply(colour, "#b8aecb"), tailor.line * 0.8, tailor.ink)
    for reach, long in ((0.0, 0.13), (0.14, 0.09)):
        spot = between(elbow, root, reach)
        crease = [
            (spot[0] - long * uy, spot[1] + long * ux),
            spot,
            (spot[0] + long * 0.5 * uy, spot[1] - long * 0.5 * ux),
        ]
        ink(canvas, crease, 0.026, multiply(colour, FOLD), 0.9)


def _wide_sleeve(canvas: Canvas, tailor: Tailor, root: XY, arm: Arm, width: float) -> None:
    """A hanbok's sleeve: its lower edge sags in a curve between elbow and wrist."""
    look, (elbow, hand) = tailor.look, (arm.elbow, arm.hand)
    ux, uy = _direction(arm)
    _limb(
        canvas,
        tailor,
        (root, elbow, between(elbow, hand, 0.5)),
        [w * width for w in (0.215, 0.21, 0.21, 0.21, 0.2, 0.2)],
        look.top,
        True,
    )
    nx, ny = (-uy, ux) if ux > 0 else (uy, -ux)  # the side that hangs lower
    if ny < 0.25:
        nx, ny = (nx, ny) if abs(ny) > 0.1 else (nx * 0.8, 0.3)
    low, high = 0.33 * width, 0.15 * width
    end = (hand[0] - ux * 0.02, hand[1] - uy * 0.02)
    edge = [
        (elbow[0] - nx * high * 1.1, elbow[1] - ny * high * 1.1),
        (end[0] - nx * high, end[1] - ny * high),
        (end[0] + nx * low * 0.75, end[1] + ny * low * 0.75),
        (
            elbow[0] + (end[0] - elbow[0]) * 0.62 + nx * low,
            elbow[1] + (end[1] - elbow[1]) * 0.62 + ny * low + 0.04,
        ),
        (elbow[0] + nx * high * 1.3, elbow[1] + ny * high * 1.3),
    ]
    path = curve(edge, tension=0.15)
    inked(canvas, path, look.top, tailor.line, tailor.ink)
    shade(canvas, path, 0.05 * tailor.lit_from, -0.09, multiply(look.top, SHADE))
    join = ribbon(
        [between(root, elbow, 0.6), elbow, between(elbow, hand, 0.35)], [0.15 * width] * 3, 5, False
    )
    canvas.drawPath(join, fill(look.top))
    cuff = ribbon(
        [(end[0] - nx * high, end[1] - ny * high), (end[0] + nx * low * 0.75, end[1] + ny * low * 0.75)],
        [0.045, 0.045],
        4,
        False,
    )
    inked(canvas, cuff, look.inner, tailor.line * 0.8, tailor.ink)
    crease = [
        (elbow[0] + nx * 0.12, elbow[1] + ny * 0.12),
        between(elbow, end, 0.25),
        between(elbow, end, 0.5),
    ]
    ink(canvas, crease, 0.03, multiply(look.top, FOLD), 0.8)


def bare_legs(tailor: Tailor) -> bool:
    return tailor.garment.skirt > 0 or (tailor.look.outfit == "uniform" and tailor.look.sex == "female")


def shadow_of_hem(canvas: Canvas, tailor: Tailor) -> None:
    """What a jacket keeps from the light on the trousers below it."""
    legs = (tailor.bones.left_leg, tailor.bones.right_leg)
    if tailor.garment.hem > 1 or any(leg.knee[1] - leg.hip[1] < 0.6 for leg in legs):
        return
    (a, y), (b, z) = (leg.hip for leg in legs)
    wide = 0.27 * arm_width(tailor.look)
    low = max(y, z) + 0.20
    band: list[XY] = [(a - wide, y), (b + wide, z), (b + wide, low + 0.08), ((a + b) / 2, low + 0.24)]
    path = curve([*band, (a - wide, low + 0.10)], tension=0.12)
    canvas.drawPath(path, fill(multiply(tailor.look.bottom, SHADE), 0.85))


def draw_leg(canvas: Canvas, tailor: Tailor, leg: Leg, far: bool = False) -> None:
    """A `far` leg lies in the shadow of the near one."""
    look = tailor.look
    width = arm_width(look) * (0.96 if look.sex == "male" else 1.10)
    bare = bare_legs(tailor)
    colour: Colour = look.skin if bare else look.bottom
    if far:
        colour = mix(colour, skin_shadow(look.skin) if bare else multiply(look.bottom, SHADE), 0.62)
    _shoe(canvas, tailor, leg, width)
    if look.outfit in ("hanbok", "durumagi") and look.sex == "male":
        widths = [0.36, 0.37, 0.32, 0.32, 0.30, 0.15]
    elif bare:
        widths = [0.28, 0.235, 0.165, 0.165, 0.165, 0.098]
    else:
        widths = [0.33, 0.285, 0.215, 0.215, 0.205, 0.155]
    _limb(canvas, tailor, (leg.hip, leg.knee, leg.ankle), [w * width for w in widths], colour, False)
    if look.outfit in ("hanbok", "durumagi"):
        _tied_trousers(canvas, tailor, leg, width)
        return
    knee = leg.knee
    if bare:
        sock = [between(leg.knee, leg.ankle, 0.62), leg.ankle]
        cloth = ribbon(sock, [0.135 * width, 0.108 * width], 5)
        if tailor.garment.skirt < 2:
            inked(canvas, cloth, look.inner, tailor.line * 0.8, tailor.ink)
        return
    mark = multiply(colour, FOLD)
    ink(
        canvas,
        [(knee[0] - 0.13, knee[1] - 0.02), (knee[0], knee[1] + 0.04), (knee[0] + 0.13, knee[1] - 0.01)],
        0.028,
        mark,
        0.9,
    )
    inward = 1 if leg is tailor.bones.left_leg else -1
    for start, share in ((0.10, 0.32), (0.22, 0.46)):  # from the crotch outwards
        root, end = between(leg.hip, knee, start), between(leg.hip, knee, share)
        fold = [
            (root[0] + inward * 0.15, root[1]),
            (end[0] + inward * 0.02, end[1] - 0.03),
            (end[0] - inward * 0.10, end[1]),
        ]
        ink(canvas, fold, 0.024, mark, 0.75)
    low = between(knee, leg.ankle, 0.86)
    ink(canvas, [(low[0] - 0.12, low[1] - 0.03), low, (low[0] + 0.1, low[1] - 0.06)], 0.024, mark, 0.8)


def _tied_trousers(canvas: Canvas, tailor: Tailor, leg: Leg, width: float) -> None:
    """Wide trousers of a hanbok: long folds, gathered at the ankle by a band."""
    look, mark = tailor.look, multiply(tailor.look.bottom, FOLD)
    for aside in (-0.12, 0.10):
        fold = [between(leg.hip, leg.knee, 0.35), leg.knee, between(leg.knee, leg.ankle, 0.7)]
        ink(canvas, [(x + aside * width, y) for x, y in fold], 0.028, mark, 0.8)
    band = [between(leg.knee, leg.ankle, 0.90), leg.ankle]
    cloth = ribbon(band, [0.19 * width, 0.165 * width], 4, False)
    inked(canvas, cloth, lighter(look.bottom, 0.25), tailor.line * 0.8, tailor.ink)
    x, y = between(leg.knee, leg.ankle, 0.80)
    for k in (-1, 0, 1):
        gather = [(x + k * 0.10 * width, y - 0.10), (x + k * 0.08 * width, y + 0.12)]
        ink(canvas, gather, 0.026, mark, 0.85)


def _shoe(canvas: Canvas, tailor: Tailor, leg: Leg, width: float) -> None:
    look, toe, ankle = tailor.look, leg.toe, leg.ankle
    old = look.outfit in ("hanbok", "durumagi", "robe")
    colour: Colour = mix(look.inner, "#d8d0c0", 0.3) if old else look.shoes
    sole = ribbon(
        [(ankle[0] - (toe[0] - ankle[0]) * 0.38, ankle[1] + 0.04), between(ankle, toe), toe],
        [0.15 * width, 0.175 * width, 0.115 * width],
        5,
    )
    inked(canvas, sole, colour, tailor.line, tailor.ink)
    shade(canvas, sole, 0.05 * tailor.lit_from, -0.04, multiply(colour, SHADE))
    glint = [between(ankle, toe, 0.45), between(ankle, toe, 0.8)]
    canvas.drawPath(
        ribbon([(x, y - 0.05) for x, y in glint], [0.006, 0.018], 3), fill(lighter(colour, 0.4), 0.8)
    )
