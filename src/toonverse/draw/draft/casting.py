"""Who stands where: from a shot to placed, posed figures and the camera that sees them."""

from dataclasses import replace

from toonverse.domain.look import HairStyle, Look
from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Brief, Figure, Shot, ShotSize
from toonverse.draw.draft.acting import Setting, line_of, posed
from toonverse.draw.draft.beasts import BEASTS, reach_of
from toonverse.draw.draft.body import Model
from toonverse.draw.draft.brush import seeded
from toonverse.draw.draft.camera import crown_y, ground_y, head_px, shown_size
from toonverse.draw.draft.expressions import expression_of
from toonverse.draw.draft.placed import Placed, head_point
from toonverse.draw.draft.portrait import Portrait
from toonverse.draw.draft.poses import fitted
from toonverse.draw.draft.stances import STAND
from toonverse.draw.draft.stances_low import LOW
from toonverse.draw.draft.styles import Manner
from toonverse.draw.draft.touching import APART, clear_of_faces, contact_of, hands_off_faces, joined
from toonverse.draw.draft.turning import toward

MAX_FIGURES = 6
_NEAR: frozenset[ShotSize] = frozenset({"medium", "close", "extreme close"})

# where the ground ends close behind the figures: nobody stands farther back
_ON_AN_EDGE: frozenset[PlaceKind] = frozenset({"harbour", "mountain", "sea", "river", "city", "vehicle"})


def stock_look(name: str) -> Look:
    """For someone nobody described: always the same for the same name."""
    chance = seeded("look", name)
    female = chance.random() < 0.5
    women: tuple[HairStyle, ...] = ("long", "bob", "ponytail")
    men: tuple[HairStyle, ...] = ("short", "messy", "slick")
    return Look(
        sex="female" if female else "male",
        age="young",
        hair_style=chance.choice(women if female else men),
        top=chance.choice(("#3f6a8a", "#6a4a7a", "#4a7a5a", "#8a4a44")),
    )


def place_cast(brief: Brief, manner: Manner) -> list[Placed]:
    """The figures of a shot, far ones first. At most six are drawn."""
    shot = brief.shot
    figures = sorted(shot.figures[:MAX_FIGURES], key=lambda figure: figure.x)
    if not figures:
        return []
    looks = {member.name: member.look for member in brief.cast}
    size = shown_size(shot)
    over = _foreground_figure(figures) if shot.angle == "over shoulder" and len(figures) > 1 else None
    standing = [figure for figure in figures if figure is not over]
    unit = head_px(shot, size, len(standing))
    if over is not None:
        unit = min(unit, 0.45 * shot.width_px / (1.36 * (len(standing) - 1) + 1.3))
    lanes = _lanes(shot, standing, unit, over)
    cast: list[Placed] = []
    for figure, x in zip(standing, lanes, strict=True):
        look = figure.look or looks.get(figure.character) or stock_look(figure.character)
        yaw = toward(shot, figure, x, lanes, over)
        cast.append(_placed(shot, figure, look, manner, unit, x, yaw, len(figures) > 1))
    cast = _in_touch(hands_off_faces(_behind_the_lying(_levelled(cast, shot, size))), standing)
    acting = {figure.character for figure in standing if figure.touches}
    cast.sort(key=lambda placed: (round(placed.unit), placed.name in acting))  # hands on others are seen
    if over is not None:
        look = over.look or looks.get(over.character) or stock_look(over.character)
        cast.append(_over_shoulder(shot, over, look, manner, unit))
    return clear_of_faces(cast)


def _behind_the_lying(cast: list[Placed]) -> list[Placed]:
    """Who sits or stands by someone who lies does so behind the mat."""
    lying = next((placed for placed in cast if placed.lying), None)
    if lying is None:
        return cast
    floor = lying.at[1] + 0.36 * lying.unit

    def behind(placed: Placed) -> Placed:
        unit = placed.unit * 0.96
        y = min(placed.at[1], max(0.8 * unit, floor - placed.model.bones.ground * unit))
        return replace(placed, unit=unit, at=(placed.at[0], y))

    return [placed if placed.lying else behind(placed) for placed in cast]


def _in_touch(cast: list[Placed], figures: list[Figure]) -> list[Placed]:
    """Those who touch, with their hands on each other."""
    where = {placed.name: k for k, placed in enumerate(cast)}
    by_name = {figure.character: figure for figure in figures}
    joined_already: set[str] = set()
    for figure in figures:
        partner = by_name.get(figure.touches)
        if (
            partner is None
            or partner is figure
            or any(cast[where[f.character]].model.posture for f in (figure, partner))
            or {figure.character, partner.character} & joined_already
        ):
            continue
        a, b = where[figure.character], where[partner.character]
        cast[a], cast[b] = joined(cast[a], cast[b], contact_of(figure, partner))
        joined_already |= {figure.character, partner.character}
    return cast


def _foreground_figure(figures: list[Figure]) -> Figure:
    turned = [figure for figure in figures if figure.facing == "back"]
    return turned[0] if turned else min(figures, key=lambda figure: (figure.depth, figure.x))


def _lanes(shot: Shot, figures: list[Figure], unit: float, over: Figure | None) -> list[float]:
    """Head centres across the picture: as asked, but apart and inside."""
    width = shot.width_px
    margin = min(width * 0.45, unit * (0.78 if shot.size in ("close", "extreme close") else 1.0))
    low, high = margin, width - margin
    if over is not None:
        right_side = over.x > 0.5
        low, high = (margin, width * 0.45) if right_side else (width * 0.55, width - margin)
    if len(figures) == 1 and over is None and shot.size in ("medium", "close", "extreme close"):
        reach = {"medium": 0.6, "close": 0.36, "extreme close": 0.16}[shot.size]
        return [min(high, max(low, width * (0.5 + (figures[0].x - 0.5) * reach)))]
    lanes = [min(high, max(low, figure.x * width)) for figure in figures]
    touching = _nearness(figures)
    apart = unit * (touching or 1.36)
    if len(lanes) > 1:
        apart = min(apart, (high - low) / (len(lanes) - 1)) if high > low else apart
    for k in range(1, len(lanes)):
        lanes[k] = max(lanes[k], lanes[k - 1] + apart)
    if lanes[-1] > high:
        lanes[-1] = high
        for k in range(len(lanes) - 2, -1, -1):
            lanes[k] = min(lanes[k], lanes[k + 1] - apart)
    if touching and len(lanes) == 2:
        middle = (lanes[0] + lanes[1]) / 2
        lanes = [middle - unit * touching / 2, middle + unit * touching / 2]
    return lanes


def _nearness(figures: list[Figure]) -> float:
    """How far apart, in heads, two who touch hold their heads; 0 when nobody touches."""
    by_name = {figure.character: figure for figure in figures}
    for figure in figures:
        partner = by_name.get(figure.touches)
        if partner is not None and partner is not figure:
            return APART[contact_of(figure, partner)]
    return 0.0


def _placed(
    shot: Shot, figure: Figure, look: Look, manner: Manner, unit: float, x: float, yaw: float, crowded: bool
) -> Placed:
    """One figure at `x`, its head turned by `yaw`, at the height its size of shot wants."""
    size = shown_size(shot)
    nearest = min(other.depth for other in shot.figures)
    unit *= 1 - 0.34 * min(1.0, max(0.0, figure.depth - 0.7 * nearest))
    if look.age == "child":
        unit *= 0.90
    if look.species in BEASTS:
        return _beast(shot, figure, look, manner, unit, x, yaw, crowded)
    x_light = -1.0 if x > shot.width_px / 2 else 1.0
    seated = size == "medium" and figure.pose in LOW
    if seated:  # far enough back that knees and seat are seen
        unit *= 0.84
    model = posed(figure, look, Setting(shot, manner, unit, yaw, x_light, crowded))
    height, near = shot.height_px, size in _NEAR
    y = crown_y(shot, size) + 0.56 * unit if near else ground_y(shot, size) - model.bones.ground * unit
    if not near and figure.depth > 0 and shot.place not in _ON_AN_EDGE:
        y -= 0.10 * (figure.depth - nearest) * height
    if seated:
        unit = min(unit, 0.54 * height / model.bones.ground)
        y = 0.94 * height - model.bones.ground * unit
    lying = figure.pose == "lie"
    if lying:
        # the mat lies low in a tall panel: nobody looks at the floor before it
        y = max(height * 0.62, height - 0.46 * shot.width_px) if near else height * 0.84
        x = min(x, shot.width_px * 0.36)
    placed = Placed(figure.character, model, unit, (x, _inside(y, unit, height)), lying)
    return _recentred(placed, shot)


def _beast(
    shot: Shot, figure: Figure, look: Look, manner: Manner, unit: float, x: float, yaw: float, crowded: bool
) -> Placed:
    """An animal on the ground, all of it in the frame where that is wide enough; beside people in near shots
    it comes into the picture from below."""
    size, (width, height) = shown_size(shot), (shot.width_px, shot.height_px)
    unit *= BEASTS[look.species].scale
    x_light = -1.0 if x > width / 2 else 1.0
    model = posed(figure, look, Setting(shot, manner, unit, yaw, x_light, crowded))
    behind, before = reach_of(look.species, model.posture or "stand")
    near, ground = size in _NEAR, model.bones.ground
    unit = min(
        unit, (0.55 if near else 0.46) * height / ground, (1.35 if near else 0.95) * width / (behind + before)
    )
    if not near:
        y = ground_y(shot, size) - ground * unit
    elif crowded:
        y = height - min(1.15, ground) * unit
    else:
        y = min(0.94 * height - ground * unit, 0.5 * height) if size == "medium" else 0.5 * height
    left, right = (behind, before) if model.portrait.way > 0 else (before, behind)
    if not near:
        whole = min(max(x, (left - 0.5) * unit), width - (right - 0.2) * unit)
        most = 0.06 * width if crowded else float(width)  # beside others its tail may leave the frame
        x += max(-most, min(most, whole - x))
    return Placed(figure.character, model, unit, (x, _inside(y, unit, height)))


def _recentred(placed: Placed, shot: Shot) -> Placed:
    """A leaning body swings its head away: the head goes back to where it was wanted, inside the frame."""
    x, y = head_point(placed, (0, 0))
    (wanted_x, wanted_y), unit = placed.at, placed.unit
    near = not placed.model.legs or shot.size in _NEAR
    target_x = max(unit * 0.62, min(wanted_x, shot.width_px - unit * 0.62))
    target_y = _inside(wanted_y if near else y, unit, shot.height_px)
    return replace(placed, at=(wanted_x + target_x - x, wanted_y + target_y - y))


def _inside(y: float, unit: float, height: int) -> float:
    """Keeps crown and chin in the frame."""
    return max(unit * 0.8, min(y, height - unit * 0.62))


def _levelled(cast: list[Placed], shot: Shot, size: ShotSize) -> list[Placed]:
    """In near shots the short and the seated have lower heads than the tall."""
    if size not in ("medium", "close", "extreme close") or len(cast) < 2:
        return cast
    heights = [
        one.model.bones.ground * one.unit for one in cast if not one.lying and one.model.posture is None
    ]
    tallest = max(heights, default=0.0)
    level: list[Placed] = []
    for placed in cast:
        if placed.lying or placed.model.posture is not None:
            level.append(placed)
            continue
        drop = min(0.62 * placed.unit, 0.32 * (tallest - placed.model.bones.ground * placed.unit))
        y = _inside(placed.at[1] + drop, placed.unit, shot.height_px)
        level.append(replace(placed, at=(placed.at[0], y)))
    return level


def _over_shoulder(shot: Shot, figure: Figure, look: Look, manner: Manner, unit: float) -> Placed:
    """A large back of a head and a shoulder at the picture's edge."""
    unit = min(unit * 1.2, shot.width_px * 0.26, shot.height_px * 0.34)
    right = figure.x > 0.5
    x = shot.width_px - unit * 0.30 if right else unit * 0.30
    y = min(shot.height_px * 0.74, shot.height_px - unit * 0.75)
    bones = fitted(STAND, "back", look, mirror=False)
    portrait = Portrait(
        look,
        expression_of("calm", False),
        -0.6 if right else 0.6,
        line_of(unit, manner),
        1.0 if right else -1.0,
        0.0,
        0.0,
        0.0,
        manner.soft,
        manner.crisp,
    )
    return Placed(
        figure.character, Model(portrait, bones, back=True, legs=False), unit, (x, y), foreground=True
    )
