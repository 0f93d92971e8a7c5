"""Things in hands: which hands take a thing, where, and where it then is. Head units; see `poses.py`."""

from dataclasses import dataclass, replace

from toonverse.domain.look import Look
from toonverse.domain.storyboard import Pose
from toonverse.draw.draft.brush import (
    INK,
    XY,
    Canvas,
    curve,
    fill,
    inked,
    multiply,
    ribbon,
    shade,
    stroke,
)
from toonverse.draw.draft.poses import NECK_Y, Arm, Grip, Skeleton, body_scale, reaching, shoulder_scale
from toonverse.draw.draft.props import draw_prop, known_prop
from toonverse.draw.draft.states import state_of


@dataclass(frozen=True, slots=True)
class Manner:
    """How a thing is held: the hand's place (of a figure that faces right, before scaling), the thing's
    size, and its middle against the hand (or against the middle of both hands). `turned` things point left
    in their drawing."""

    hand: XY
    size: float
    offset: XY = (0.0, 0.0)
    both: bool = False
    deg: float = 0.0
    apart: float = 0.26
    grip: Grip = "grip"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A thing in a figure's own space: `at` its middle, `size` its width and height. `sides` -1 and 1 name
    the hands that hold it. `way` -1 mirrors its drawing, `state` is what has become of it."""

    noun: str
    at: XY
    size: float
    deg: float
    sides: tuple[int, ...]
    hand: XY
    way: int = 1
    state: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom); an umbrella's is its canopy."""
        if self.noun == "umbrella":
            return self.at[0] - 1.3, self.at[1] - 0.55, self.at[0] + 1.3, self.at[1]
        half = self.size / 2
        return self.at[0] - half, self.at[1] - half, self.at[0] + half, self.at[1] + half


_SMALL = Manner((0.66, 1.52), 0.62, (0.16, -0.28), grip="palm")
_SHEET = Manner((0.06, 1.56), 0.80, (0.0, -0.24), both=True, deg=-3, apart=0.30)
_VESSEL = Manner((0.50, 1.62), 0.54, (0.08, -0.20))
_LOAD = Manner((0.0, 1.98), 1.02, (0.0, -0.12), both=True, apart=0.50)
_HELD: dict[str, Manner] = {
    "umbrella": Manner((0.44, 1.50), 1.0),
    "closed umbrella": Manner((0.62, 1.86), 1.3, (0.10, 0.50), deg=188, grip="fist"),
    "lantern": Manner((0.92, 1.66), 0.74, (0.10, 0.46)),
    "lamp": Manner((0.66, 1.78), 0.62, (0.12, -0.26), grip="palm"),
    "letter": _SHEET,
    "envelope": replace(_SHEET, size=0.86),
    "photo": replace(_SHEET, size=0.70),
    "ticket": replace(_SHEET, size=0.60, apart=0.24),
    "map": replace(_SHEET, size=1.0, apart=0.40),
    "newspaper": replace(_SHEET, size=0.98, apart=0.38),
    "sketchbook": replace(_SHEET, size=0.86, apart=0.34),
    "crown": replace(_SHEET, size=0.78, apart=0.32),
    "camera": replace(_SHEET, size=0.62),
    "rope": replace(_LOAD, size=0.95, apart=0.40),
    "radio": Manner((0.56, 1.56), 0.66, (0.10, -0.18), grip="palm"),
    "knife": Manner((0.74, 1.62), 1.05, (0.35, -0.12), deg=206, grip="fist"),
    "gun": Manner((0.92, 1.42), 0.86, (0.24, -0.16), grip="fist", turned=True),
    "key": Manner((0.66, 1.56), 0.74, (0.16, -0.18), grip="fist"),
    "ring": Manner((0.62, 1.48), 0.56, (0.10, -0.30), grip="palm"),
    "axe": Manner((0.74, 2.00), 1.45, (0.30, -0.44), grip="fist"),
    "candle": Manner((0.56, 1.74), 0.80, (0.06, -0.34), grip="fist"),
    "torch": Manner((0.70, 1.60), 0.72, (0.16, -0.06), grip="fist"),
    "mirror": Manner((0.52, 1.56), 0.72, (0.06, -0.26), grip="fist"),
    "flag": Manner((0.70, 1.70), 1.60, (0.34, -0.62), grip="fist"),
    "shovel": Manner((0.78, 2.10), 2.0, (0.0, 0.10), grip="fist"),
    "broom": Manner((0.78, 2.10), 2.2, (0.0, 0.10), grip="fist"),
    "cane": Manner((0.78, 2.42), 1.7, (0.02, 0.55), grip="fist"),
    "watch": Manner((0.62, 1.50), 0.60, (0.10, -0.24), grip="palm"),
    "handcuffs": Manner((0.66, 1.60), 0.70, (0.14, -0.02), grip="fist"),
    "badge": Manner((0.62, 1.30), 0.56, (0.10, -0.16), grip="fist"),
    "book": replace(_SHEET, size=0.78, apart=0.36, hand=(0.06, 1.64)),
    "laptop": replace(_LOAD, size=0.9),
    "cup": _VESSEL,
    "bottle": Manner((0.56, 1.74), 0.72, (0.10, -0.20)),
    "bowl": replace(_VESSEL, both=True, hand=(0.04, 1.66), size=0.62, apart=0.24),
    "flower": Manner((0.10, 1.74), 0.86, (0.10, -0.30), both=True, apart=0.10),
    "bag": Manner((0.80, 2.50), 0.82, (0.0, 0.46), grip="fist"),
    "box": _LOAD,
    "gift": _LOAD,
    "sword": Manner((0.86, 1.74), 2.1, (0.76, -0.25), deg=72, grip="fist"),
    "violin": Manner((0.30, 1.60), 1.1, (0.0, 0.10), both=True),
    "phone": Manner((0.52, 1.46), 0.60, (0.12, -0.26)),
    "furled": Manner((0.74, 2.34), 1.7, (0.06, 0.55)),
    "baby": Manner((0.10, 1.72), 1.15, (0.0, -0.14), both=True, apart=0.34),
    "hen": Manner((0.10, 1.80), 0.95, (0.0, -0.20), both=True, apart=0.26),
    "cigar": Manner((0.40, 1.36), 0.44, (0.10, -0.12)),
    "match": Manner((0.56, 1.46), 0.5, (0.12, -0.20)),
    "pen": Manner((0.40, 1.98), 0.40, (0.14, 0.04)),
    "pipe": Manner((0.40, 1.36), 0.44, (0.10, -0.12)),
    "flute": Manner((0.24, 1.02), 1.0, (0.0, 0.0), both=True, apart=0.20),
    "cat": Manner((0.10, 1.86), 1.5, (0.0, -0.20), both=True, apart=0.34),
    "bundle": replace(_LOAD, size=0.86, apart=0.40),
}
# poses whose own gesture matters more than what is held: the other hand takes it, if one hand can
_GESTURES: frozenset[Pose] = frozenset({"point", "wave", "raise fist", "strike", "reach", "hand on chin"})
_TAKEN: frozenset[Pose] = frozenset(
    {"fall", "cover face", "head in hands", "carry on back", "embrace", "plead", "lie", "arms crossed"}
)


# poses in which a telephone is looked at; in all others it is at the ear
_LOOKED_AT: frozenset[Pose] = frozenset({"look down", "read", "hold", "point", "reach", "write", "sit floor"})


def drawing_of(noun: str) -> str:
    """The drawing of a thing in a hand. A lamp that is carried is a lantern; a candle stays what it is."""
    name = known_prop(noun) or "bundle"
    return "lantern" if name == "lamp" and "candle" not in noun else name


def take(bones: Skeleton, look: Look, pose: Pose, noun: str, side: int) -> tuple[Skeleton, Held | None]:
    """The bones with the thing in hand, and where it is; nothing where the pose needs both hands.

    `side` is the way the figure faces (1 right, -1 left): its forward hand takes the thing.
    """
    if not noun or pose in _TAKEN:
        return bones, None
    name = drawing_of(noun)
    manner = _HELD.get(name, _SMALL)
    if name == "phone" and pose not in _LOOKED_AT:
        name, side = "handset", -side  # the ear that is seen is the one turned from where the face looks
        manner = Manner((0.60, 0.36), 0.46, (-0.10, -0.20), deg=6, grip="fist")
    if pose == "drink":
        manner = replace(
            manner, hand=(0.36, 1.06), both=False, offset=(0.02, -0.14), size=min(0.50, manner.size)
        )
    if pose in _GESTURES:
        if manner.both:
            manner = replace(
                manner, both=False, hand=(0.70, 2.30), offset=(0.06, 0.10), size=min(0.6, manner.size)
            )
        side = -side
    across, down = shoulder_scale(look), body_scale(look)
    shift = 0.16 * bones.turn
    height = NECK_Y + (manner.hand[1] - NECK_Y) * down
    if manner.both:
        middle = (side * manner.hand[0] + shift, height)
        arms = {
            s: _arm(bones, look, s, (middle[0] + s * manner.apart, middle[1]), manner.grip) for s in (-1, 1)
        }
        hand = ((arms[-1].hand[0] + arms[1].hand[0]) / 2, (arms[-1].hand[1] + arms[1].hand[1]) / 2)
        bones = replace(bones, left_arm=arms[-1], right_arm=arms[1])
        sides: tuple[int, ...] = (-1, 1)
    else:
        arm = _arm(bones, look, side, (side * manner.hand[0] * across + shift, height), manner.grip)
        bones = replace(bones, right_arm=arm) if side > 0 else replace(bones, left_arm=arm)
        hand, sides = arm.hand, (side,)
    at = (hand[0] + side * manner.offset[0], hand[1] + manner.offset[1])
    if name == "umbrella":
        at = (hand[0] - side * 0.16, -0.78)
    size = manner.size * (0.8 if look.age == "child" and manner.size > 0.5 else 1.0)
    way = side if len(sides) == 1 else 1
    state = state_of(noun)[0]
    return bones, Held(name, at, size, side * manner.deg, sides, hand, -way if manner.turned else way, state)


def lowered(bones: Skeleton, look: Look, held: Held, by: float) -> tuple[Skeleton, Held]:
    """The thing, and the hands that hold it, `by` heads lower; of an umbrella only the canopy goes up."""
    if held.noun == "umbrella":
        return bones, replace(held, at=(held.at[0], held.at[1] - by))
    arms = {-1: bones.left_arm, 1: bones.right_arm}
    for side in held.sides:
        hand = arms[side].hand
        arms[side] = _arm(bones, look, side, (hand[0], hand[1] + by), arms[side].grip)
    shift = sum(arms[s].hand[1] for s in held.sides) / len(held.sides) - held.hand[1]
    moved = replace(held, at=(held.at[0], held.at[1] + shift), hand=(held.hand[0], held.hand[1] + shift))
    return replace(bones, left_arm=arms[-1], right_arm=arms[1]), moved


def _arm(bones: Skeleton, look: Look, side: int, target: XY, grip: Grip) -> Arm:
    shoulder = bones.right_shoulder if side > 0 else bones.left_shoulder
    return reaching(shoulder, target, look, side, grip)


def draw_held(canvas: Canvas, held: Held, line: float, colour: str) -> None:
    """Drawn after the sleeves and before the hands, so that fingers lie over it."""
    if held.noun == "umbrella":
        _umbrella(canvas, held, line, colour or "#b83a48")
        return
    canvas.save()
    canvas.translate(*held.at)
    canvas.rotate(held.deg)
    canvas.scale(held.size * held.way, held.size)
    draw_prop(canvas, f"{held.state} {held.noun}".strip(), line / held.size, colour)
    canvas.restore()


def _umbrella(canvas: Canvas, held: Held, line: float, colour: str) -> None:
    """An open umbrella over its bearer: the shaft through the hand, the canopy above the head."""
    (x, y), (hand_x, hand_y) = held.at, held.hand
    low = (hand_x + (hand_x - x) * 0.10, hand_y + 0.24)
    canvas.drawLine(x, y - 0.5, *low, stroke(INK, 0.05 + line))
    canvas.drawLine(x, y - 0.5, *low, stroke("#8a6a4a", 0.045))
    scallops: list[XY] = []
    for k in range(8):
        edge = 1.28 - k * 0.32
        scallops += [(x + edge, y - 0.02), (x + edge - 0.16, y - 0.085)]
    canopy: list[XY] = [(x - 1.28, y - 0.02), (x - 1.08, y - 0.34), (x - 0.62, y - 0.62), (x, y - 0.72)]
    canopy += [(x + 0.62, y - 0.62), (x + 1.08, y - 0.34), *scallops]
    path = curve(canopy)
    inked(canvas, path, colour, line * 1.1, INK)
    shade(canvas, path, 0.10, -0.10, multiply(colour, "#8a80a8"))
    for spoke in (-0.64, 0.0, 0.64):
        rib = [(x + spoke, y - 0.07), (x + spoke * 0.72, y - 0.42), (x, y - 0.72)]
        canvas.drawPath(ribbon(rib, [0.008, 0.010, 0.006], 6, False), fill(multiply(colour, "#665c86")))
    gleam = [(x - 0.98, y - 0.26), (x - 0.70, y - 0.46), (x - 0.40, y - 0.57)]
    canvas.drawPath(ribbon(gleam, [0.004, 0.03, 0.004], 6, False), fill((255, 255, 255), 0.7))
    canvas.drawLine(x, y - 0.72, x, y - 0.84, stroke(INK, 0.04))
