"""A whole figure from a skeleton, a look and a portrait. Head units, the origin at the head's centre."""

from collections.abc import Callable
from dataclasses import dataclass

from toonverse.domain.look import Look
from toonverse.draw.draft.beast_heads import draw_beast
from toonverse.draw.draft.beasts import Posture
from toonverse.draw.draft.brush import XY, Canvas, inked, multiply, shade
from toonverse.draw.draft.clothes import (
    GARMENTS,
    SHADE,
    Tailor,
    neck,
    torso,
    wears_skirt,
)
from toonverse.draw.draft.collars import back_of_clothes, collar
from toonverse.draw.draft.fronts import front
from toonverse.draw.draft.hair import draw_hair_behind
from toonverse.draw.draft.head import draw_head, draw_head_from_behind
from toonverse.draw.draft.holding import Held, draw_held
from toonverse.draw.draft.limbs import draw_arm, draw_hand_of, draw_leg, shadow_of_hem
from toonverse.draw.draft.old_fronts import jacket_over_skirt
from toonverse.draw.draft.portrait import Portrait
from toonverse.draw.draft.poses import Arm, Skeleton
from toonverse.draw.draft.seats import Seat, draw_seat
from toonverse.draw.draft.skirts import below_the_hips, join_hem

Limb = tuple[XY, Arm, int]


@dataclass(frozen=True, slots=True)
class Model:
    """A posed figure. `legs` is false when the frame or a table hides them; `seat` is what it sits on, and a
    `posture` makes it an animal's."""

    portrait: Portrait
    bones: Skeleton
    back: bool = False
    legs: bool = True
    held: Held | None = None
    holds_colour: str = ""
    seat: Seat | None = None
    posture: Posture | None = None

    @property
    def look(self) -> Look:
        return self.portrait.look

    @property
    def head_tilt_deg(self) -> float:
        """Heads lean the way they are turned."""
        side = -1 if self.portrait.yaw < 0 else 1
        return self.bones.head_tilt_deg + self.portrait.expression.tilt_deg * side


def draw_figure(canvas: Canvas, model: Model) -> None:
    bones, portrait = model.bones, model.portrait
    if model.posture is not None:
        draw_beast(canvas, portrait, model.posture)
        return
    tailor = Tailor(
        model.look,
        bones,
        GARMENTS[model.look.outfit],
        portrait.line,
        portrait.lit_from,
        portrait.wind,
        model.back,
        portrait.ink,
        portrait.yaw,
    )
    canvas.rotate(bones.lean_deg, *bones.hips)
    if model.seat is not None and model.legs:
        draw_seat(canvas, tailor, model.seat)
    if model.legs:
        far_first = (bones.right_leg, bones.left_leg) if bones.turn > 0 else (bones.left_leg, bones.right_leg)
        for far, leg in zip((abs(bones.turn) > 0.2, False), far_first, strict=True):
            draw_leg(canvas, tailor, leg, far)
    hangs_over = wears_skirt(tailor)
    if model.legs and not hangs_over:
        shadow_of_hem(canvas, tailor)
    if not hangs_over:
        below_the_hips(canvas, tailor)
    behind, before = _arms(model)
    _bent(canvas, bones, lambda: _behind_and_trunk(canvas, model, tailor, behind, before))
    if hangs_over:
        below_the_hips(canvas, tailor)
        if model.look.outfit == "hanbok":
            _bent(canvas, bones, lambda: jacket_over_skirt(canvas, tailor))
    else:
        join_hem(canvas, tailor)
    _bent(canvas, bones, lambda: _arms_and_head(canvas, model, tailor, before))


def _bent(canvas: Canvas, bones: Skeleton, draw: Callable[[], None]) -> None:
    """Draws what is above the hips of one who bends forward."""
    canvas.save()
    canvas.rotate(bones.bend_deg, *bones.hips)
    draw()
    canvas.restore()


def _arms(model: Model) -> tuple[list[Limb], list[Limb]]:
    """The arms behind the trunk and those before it."""
    bones, holding = model.bones, model.held.sides if model.held is not None else ()
    arms: list[Limb] = [
        (bones.left_shoulder, bones.left_arm, -1),
        (bones.right_shoulder, bones.right_arm, 1),
    ]

    def is_behind(limb: Limb) -> bool:
        shoulder, arm, side = limb
        if model.back:
            return arm.grip != "behind" and abs(arm.hand[0]) < 0.55
        if arm.grip == "behind":
            return True
        far = bones.turn * side > 0.3 and side not in holding
        return far and arm.hand[0] * side > shoulder[0] * side - 0.12

    behind = [limb for limb in arms if is_behind(limb)]
    before = [limb for limb in arms if not is_behind(limb)]
    before.sort(key=lambda limb: limb[2] * bones.turn, reverse=True)
    return behind, before


def _behind_and_trunk(
    canvas: Canvas, model: Model, tailor: Tailor, behind: list[Limb], before: list[Limb]
) -> None:
    if not model.back:
        _tilted(canvas, model, lambda: draw_hair_behind(canvas, model.portrait))
    _limbs(canvas, model, tailor, behind, holding=not _holds(model, before))
    _trunk(canvas, tailor)


def _arms_and_head(canvas: Canvas, model: Model, tailor: Tailor, arms: list[Limb]) -> None:
    high = [limb for limb in arms if limb[1].hand[1] < 0.9]
    low = [limb for limb in arms if limb not in high]
    _limbs(canvas, model, tailor, low, holding=not _holds(model, high))
    _tilted(canvas, model, lambda: _head(canvas, model))
    _limbs(canvas, model, tailor, high)


def _holds(model: Model, limbs: list[Limb]) -> bool:
    """Whether one of these hands holds the thing."""
    return model.held is not None and any(side in model.held.sides for *_, side in limbs)


def _limbs(canvas: Canvas, model: Model, tailor: Tailor, limbs: list[Limb], holding: bool = True) -> None:
    """Sleeves, then what these hands hold, then the hands."""
    for shoulder, arm, side in limbs:
        draw_arm(canvas, tailor, shoulder, arm, side)
    if model.held is not None and holding and not model.back and _holds(model, limbs):
        draw_held(canvas, model.held, tailor.line, model.holds_colour)
    for _, arm, side in limbs:
        draw_hand_of(canvas, tailor, arm, side)


def _head(canvas: Canvas, model: Model) -> None:
    if model.back:
        draw_head_from_behind(canvas, model.portrait)
    else:
        draw_head(canvas, model.portrait)


def _tilted(canvas: Canvas, model: Model, draw: Callable[[], None]) -> None:
    """Draws with the head's tilt about the neck."""
    canvas.save()
    canvas.rotate(model.head_tilt_deg, 0, 0.45)
    draw()
    canvas.restore()


def _trunk(canvas: Canvas, tailor: Tailor) -> None:
    body = torso(tailor)
    top = tailor.look.top
    inked(canvas, body, top, tailor.line, tailor.ink)
    shade(canvas, body, 0.13 * tailor.lit_from, -0.03, multiply(top, SHADE))
    if tailor.back:
        neck(canvas, tailor)
        back_of_clothes(canvas, tailor)
        return
    turned = tailor.bones.turn
    canvas.save()
    canvas.clipPath(body, True)
    canvas.translate(0.22 * turned, 0)
    canvas.scale(1 - 0.16 * abs(turned), 1)
    front(canvas, tailor)
    canvas.restore()
    neck(canvas, tailor)
    canvas.save()
    canvas.translate(0.08 * turned, 0)
    canvas.scale(1 - 0.10 * abs(turned), 1)
    collar(canvas, tailor)
    canvas.restore()
