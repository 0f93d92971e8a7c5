"""Two who touch: how near they stand, and whose hand goes where. Arms are solved, not looked up."""

from dataclasses import replace

from toonverse.domain.storyboard import Contact, Figure
from toonverse.draw.draft.brush import XY
from toonverse.draw.draft.holding import Held, lowered, take
from toonverse.draw.draft.placed import Placed, body_point, head_box, held_box
from toonverse.draw.draft.poses import Arm, Grip, fitted, reaching
from toonverse.draw.draft.stances import STAND
from toonverse.draw.draft.stances_low import LOW

# between the two heads' centres, in heads
APART: dict[Contact, float] = {
    "": 1.36,
    "embrace": 0.96,
    "hand on shoulder": 1.30,
    "hold hands": 1.42,
    "hand over": 1.72,
    "support": 1.06,
    "shake": 1.36,
    "carry on back": 1.0,
}
_LOW = ("sit", "sit floor", "kneel", "crouch", "lie", "plead", "fall")


def contact_of(figure: Figure, partner: Figure) -> Contact:
    """How two touch: as told, else as the pose and the feelings have it."""
    if figure.contact:
        return figure.contact
    if figure.pose == "embrace" or partner.pose == "embrace":
        return "embrace"
    if figure.pose in ("carry on back", "carry"):
        return "carry on back" if figure.pose == "carry on back" else "support"
    if figure.holds and figure.pose in ("reach", "hold", "talk", "stand"):
        return "hand over"
    if figure.emotion in ("angry", "shouting") or figure.pose in ("strike", "pull"):
        return "shake"
    if partner.pose in _LOW or partner.emotion in ("pained", "tired"):
        return "hand on shoulder" if partner.pose in _LOW else "support"
    if partner.emotion in ("crying", "sad", "afraid"):
        return "hand on shoulder"
    return "hold hands"


def _own(placed: Placed, point: XY) -> XY:
    """A point of the picture in the figure's own heads (its trunk upright)."""
    return (point[0] - placed.at[0]) / placed.unit, (point[1] - placed.at[1]) / placed.unit


def _freed(placed: Placed, side: int) -> Placed:
    """The figure with that hand empty: the other takes over what one hand can hold."""
    held, bones = placed.model.held, placed.model.bones
    if held is None or side not in held.sides:
        return placed
    taken = None
    if len(held.sides) == 1:
        bones, taken = take(bones, placed.model.look, "stand", held.noun, -side)
    return replace(placed, model=replace(placed.model, bones=bones, held=taken))


def _empty(placed: Placed) -> Placed:
    """With nothing in hand: this touch needs both."""
    return replace(placed, model=replace(placed.model, held=None))


def _with_hand(placed: Placed, side: int, point: XY, grip: Grip) -> Placed:
    """The figure with that hand at a point of the picture."""
    placed = _freed(placed, side)
    bones, look = placed.model.bones, placed.model.look
    shoulder = bones.right_shoulder if side > 0 else bones.left_shoulder
    arm = reaching(shoulder, _own(placed, point), look, side, grip)
    bones = replace(bones, right_arm=arm) if side > 0 else replace(bones, left_arm=arm)
    return replace(placed, model=replace(placed.model, bones=bones))


def _arm_away(placed: Placed, side: int) -> Placed:
    """That arm behind its owner's body, where the embrace hides it."""
    bones = placed.model.bones
    shoulder = bones.right_shoulder if side > 0 else bones.left_shoulder
    arm = Arm((shoulder[0] + side * 0.02, 1.7), (shoulder[0] - side * 0.1, 2.3), "behind")
    bones = replace(bones, right_arm=arm) if side > 0 else replace(bones, left_arm=arm)
    return replace(placed, model=replace(placed.model, bones=bones))


def _upright(placed: Placed) -> Placed:
    bones = replace(placed.model.bones, lean_deg=0.0, bend_deg=0.0)
    return replace(placed, model=replace(placed.model, bones=bones))


def _handing(placed: Placed, held: Held | None, side: int, point: XY) -> Placed:
    """What is handed over, between the two hands; with its giver where the other is out of reach."""
    if held is None:
        return placed
    arm = placed.model.bones.right_arm if side > 0 else placed.model.bones.left_arm
    (x, y), (hand_x, hand_y) = _own(placed, point), arm.hand
    at = (hand_x + max(-0.3, min(0.3, x - hand_x)), hand_y + max(-0.3, min(0.3, y - 0.12 - hand_y)))
    held = replace(held, at=at, size=min(held.size, 0.56), deg=0.0, sides=(side,), hand=arm.hand)
    return replace(placed, model=replace(placed.model, held=held))


def _on_back(one: Placed, other: Placed) -> tuple[Placed, Placed]:
    """`other` on the back of `one`, looking over the shoulder, the arms round the neck."""
    one = _empty(one)
    way = 1 if one.model.bones.turn >= 0 else -1
    look = other.model.look
    bones = fitted(LOW["sit"], "right" if way > 0 else "left", look, mirror=False)
    x, y = body_point(one, (-way * 0.94, -0.30))
    unit = min(other.unit, one.unit * 0.995)
    yaw = way * max(0.5, abs(other.model.portrait.yaw))
    model = replace(
        other.model,
        bones=bones,
        held=None,
        seat=None,
        legs=False,
        portrait=replace(other.model.portrait, yaw=yaw),
    )
    other = replace(other, model=model, unit=unit, at=(x, y))
    for side in (-1, 1):
        other = _with_hand(other, side, body_point(one, (way * 0.10, 1.30 + 0.1 * side)), "flat")
    return one, other


def joined(one: Placed, other: Placed, contact: Contact) -> tuple[Placed, Placed]:
    """Both figures with their hands where the contact has them. `one` is who acts."""
    if one.lying or other.lying or one.foreground or other.foreground:
        return one, other
    if contact == "carry on back":
        return _on_back(one, other)
    one = _upright(one)
    way = 1 if other.at[0] >= one.at[0] else -1
    near, far = -way, way  # of `one`: the far arm is on the partner's side

    def of(placed: Placed, x: float, y: float) -> XY:
        return body_point(placed, (x, y))

    chest, scale = 1.55, other.model.bones.left_shoulder[1] / STAND.left_shoulder[1]
    y = chest * scale
    if contact in ("embrace", "support", "shake"):
        one = _empty(one)
    if contact == "embrace":
        one, other = _arm_away(one, far), _arm_away(_upright(_empty(other)), near)
        one = _with_hand(one, near, of(other, way * 0.20, 1.42), "flat")
        other = _with_hand(other, way, of(one, -way * 0.20, 1.72), "flat")
        return one, other
    if contact == "hand on shoulder":
        return _with_hand(one, far, of(other, -way * 0.40, 1.04), "flat"), other
    if contact in ("hold hands", "hand over"):
        other = _upright(other)
        low = 2.45 if contact == "hold hands" else 1.85
        a, b = of(one, way * 0.62, low), of(other, -way * 0.62, low)
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        step = 0.10 * one.unit * (1 if contact == "hold hands" else 1.6)
        handed = one.model.held
        one = _with_hand(one, far, (middle[0] - way * step, middle[1]), "palm")
        other = _with_hand(other, -way, (middle[0] + way * step, middle[1]), "palm")
        return (_handing(one, handed, far, middle) if contact == "hand over" else one), other
    if contact == "support":
        one = _with_hand(one, far, of(other, way * 0.10, y), "flat")
        return _with_hand(one, near, of(other, -way * 0.52, y + 0.45), "grip"), other
    if contact == "shake":
        one = _with_hand(one, far, of(other, -way * 0.10, 1.02), "fist")
        return _with_hand(one, near, of(other, -way * 0.26, 1.16), "fist"), other
    return one, other


def _covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def hands_off_faces(cast: list[Placed]) -> list[Placed]:
    """The cast with no gesture across another's face: such a hand sinks until it is below the chin."""

    def crosses(placed: Placed, arm: Arm) -> bool:
        (ex, ey), (hx, hy) = body_point(placed, arm.elbow), body_point(placed, arm.hand)
        spots = [(ex + (hx - ex) * share, ey + (hy - ey) * share) for share in (0.4, 0.7, 1.0, 1.25)]
        heads = [head_box(other) for other in cast if other is not placed]
        return any(a < x < c and b < y < d for a, b, c, d in heads for x, y in spots)

    def lower(placed: Placed) -> Placed:
        if placed.lying or placed.model.back:
            return placed
        bones, look = placed.model.bones, placed.model.look
        sides = {-1: (bones.left_shoulder, bones.left_arm), 1: (bones.right_shoulder, bones.right_arm)}
        arms, holding = {}, placed.model.held.sides if placed.model.held is not None else ()
        for side, (shoulder, arm) in sides.items():
            for _ in range(0 if side in holding else 6):
                if not crosses(placed, arm):
                    break
                arm = reaching(shoulder, (arm.hand[0] * 0.92, arm.hand[1] + 0.2), look, side, arm.grip)
            arms[side] = arm
        bones = replace(bones, left_arm=arms[-1], right_arm=arms[1])
        return replace(placed, model=replace(placed.model, bones=bones))

    return [lower(placed) for placed in cast]


def clear_of_faces(cast: list[Placed]) -> list[Placed]:
    """The cast with nothing held over anybody's face: lower, or else left out."""
    heads = {placed.name: head_box(placed) for placed in cast}

    def free(placed: Placed) -> bool:
        box, held = held_box(placed), placed.model.held
        own = placed.name if held is not None and held.noun == "handset" else ""  # a telephone is at the ear
        return box is None or not any(_covers(box, head) for name, head in heads.items() if name != own)

    def cleared(placed: Placed) -> Placed:
        model = placed.model
        for by in (0.0, 0.25, 0.5, 0.8):
            if model.held is None:
                return placed
            bones, held = lowered(model.bones, model.look, model.held, by)
            moved = replace(placed, model=replace(model, bones=bones, held=held))
            if free(moved):
                return moved
        return replace(placed, model=replace(model, held=None))

    return [placed if free(placed) else cleared(placed) for placed in cast]
