"""Where the camera stands: how large people are, how high the horizon is, from which side a place is seen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.storyboard import Setup, Shot, ShotSize
from toonverse.draw.draft.brush import XY, seeded
from toonverse.draw.draft.sites import under_roof

ADULT_M, ADULT_HEADS = 1.68, 5.9
FACE_M = 1.56
Point3 = tuple[float, float, float]

# the standing figure's share of the picture's height where it is seen whole
_BODY_SHARE: dict[ShotSize, float] = {"extreme long": 0.19, "long": 0.34, "full": 0.62}
_GROUND_SHARE: dict[ShotSize, float] = {"extreme long": 0.90, "long": 0.915, "full": 0.95}
# in near shots the head's share of the height and of the width, and where its crown is if nobody talks
_HEAD_SHARE: dict[ShotSize, tuple[float, float, float]] = {
    "medium": (0.224, 0.36, 0.22),
    "close": (0.40, 0.56, 0.20),
    "extreme close": (0.62, 0.80, 0.22),
}
_LENS: dict[ShotSize, float] = {"extreme long": 1.0, "long": 1.25, "full": 1.35, "medium": 1.7}
_LENS_INDOORS: dict[ShotSize, float] = {"extreme long": 1.5, "long": 1.5, "full": 1.45, "medium": 1.6}
_YAW_DEG: dict[Setup, float] = {"any": 0.0, "front": 0.0, "left": -36.0, "right": 36.0, "reverse": 180.0}
_ROUND: tuple[Setup, ...] = ("left", "front", "right", "reverse")


@dataclass(frozen=True, slots=True)
class Camera:
    """`horizon` in px from the top; `eye_m` the camera's height; `metre` px per metre where figures stand.

    A thing at a distance where a metre is t px has its foot at `horizon + eye_m * t`: one perspective for
    ground, walls and people. `centre` is the vanishing point's x. In space the figures stand round
    (0, 0, 0): x runs to the right, y up, z away from the camera of the front view, in metres; the camera
    goes round them by `yaw_deg`, `focal_px` is its lens.
    """

    horizon: float
    eye_m: float
    metre: float
    centre: float
    focal_px: float = 1024.0
    yaw_deg: float = 0.0

    def at(self, across_m: float, up_m: float, scale: float) -> XY:
        """The picture point of a place `across_m` right of the centre, `up_m` above ground, at scale t."""
        return self.centre + across_m * scale, self.horizon + (self.eye_m - up_m) * scale

    @property
    def ground(self) -> float:
        """y of the ground where figures stand."""
        return self.horizon + self.eye_m * self.metre

    @property
    def distance_m(self) -> float:
        """From the camera to where the figures stand."""
        return self.focal_px / self.metre

    def ahead(self, x: float, z: float) -> float:
        """How far in front of the camera a place is, in metres; not positive when it is behind."""
        a = math.radians(self.yaw_deg)
        return x * math.sin(a) + z * math.cos(a) + self.distance_m

    def aside(self, x: float, z: float) -> float:
        """How far to the right of the line of sight a place is, in metres."""
        a = math.radians(self.yaw_deg)
        return x * math.cos(a) - z * math.sin(a)

    def stands(self) -> tuple[float, float]:
        """(x, z) of the camera."""
        a = math.radians(self.yaw_deg)
        return -self.distance_m * math.sin(a), -self.distance_m * math.cos(a)

    def scale_at(self, x: float, z: float) -> float:
        """Px a metre there; the place must be before the camera."""
        return self.focal_px / max(0.05, self.ahead(x, z))

    def point(self, x: float, y: float, z: float) -> XY:
        """The picture point of a place in space."""
        scale = self.scale_at(x, z)
        return self.centre + self.aside(x, z) * scale, self.horizon + (self.eye_m - y) * scale

    def plane(self, origin: Point3, across: Point3, up: Point3) -> list[float]:
        """The 3 x 3 matrix (row by row) that takes plane coordinates (u, v) of the point
        `origin + u * across + v * up` to the picture (a plane homography)."""
        columns = [self._column(across, 0.0), self._column(up, 0.0), self._column(origin, 1.0)]
        return [columns[j][i] for i in range(3) for j in range(3)]

    def _column(self, v: Point3, one: float) -> Sequence[float]:
        a = math.radians(self.yaw_deg)
        ahead = v[0] * math.sin(a) + v[2] * math.cos(a) + one * self.distance_m
        aside = v[0] * math.cos(a) - v[2] * math.sin(a)
        return (
            self.centre * ahead + self.focal_px * aside,
            self.horizon * ahead + self.focal_px * (one * self.eye_m - v[1]),
            ahead,
        )


def shown_size(shot: Shot) -> ShotSize:
    """An insert without a thing of its own is framed as a medium shot; no room is deep enough for the
    widest one."""
    if shot.size == "insert":
        return "medium"
    return "long" if shot.size == "extreme long" and under_roof(shot) else shot.size


def head_px(shot: Shot, size: ShotSize, people: int) -> float:
    """A grown-up's head in px: as large as the size of the shot says and `people` side by side allow."""
    width, height = shot.width_px, shot.height_px
    abreast = width / (1.42 * people + 0.35)
    if size in _BODY_SHARE:
        share = _BODY_SHARE[size]
        if size == "long" and under_roof(shot):
            share = 0.44
        return min(share * height / ADULT_HEADS, abreast)
    of_height, of_width, _ = _HEAD_SHARE[size]
    unit = min(of_height * height, of_width * width)
    if shot.lines:  # the chin stays in the frame, and the words above the crown
        unit = min(unit, max(0.36 * height, (height - crown_y(shot, size)) / 1.18))
    return unit if size == "extreme close" and people == 1 else min(unit, abreast)


def crown_y(shot: Shot, size: ShotSize) -> float:
    """y of the crowns in a near shot: as low as the balloons above them need, no lower."""
    least = _HEAD_SHARE[size][2] * shot.height_px
    most = (0.42 if size == "medium" else 0.34) * shot.height_px
    return max(min(least, most), min(most, _balloons_px(shot)))


def ground_y(shot: Shot, size: ShotSize) -> float:
    """y of the ground under whole figures."""
    return _GROUND_SHARE[size] * shot.height_px


_ROW_PX, _PAD_PX = 0.046, 0.075


def _balloons_px(shot: Shot) -> float:
    """Roughly the height that the words take above the heads: captions across the top, then what each
    speaker says in a column of their own."""
    columns: dict[str, float] = {}
    captions = 0.0
    for line in shot.lines:
        wide = sum(2 if letter > "\u1100" else 1 for letter in line.text)
        if line.kind == "caption" or not line.speaker:
            captions += _PAD_PX * 0.8 + _ROW_PX * math.ceil(wide / 30)
        else:
            tall = _PAD_PX + _ROW_PX * math.ceil(wide / 20)
            columns[line.speaker] = columns.get(line.speaker, 0.0) + tall
    return (captions + max(columns.values(), default=0.0)) * shot.width_px


def setup_of(shot: Shot) -> Setup:
    """The side the place is seen from. Where the director leaves it open the camera goes round the
    people from panel to panel; over a shoulder it looks past the one who stands with the back to us."""
    if shot.setup != "any":
        return shot.setup
    if shot.size == "extreme long" or shot.role == "opening":
        return "front"
    if shot.angle == "over shoulder" and len(shot.figures) > 1:
        turned = [f for f in shot.figures if f.facing == "back"] or list(shot.figures)
        near = min(turned, key=lambda figure: (figure.depth, figure.x))
        return "right" if near.x < 0.5 else "left"
    return _ROUND[shot.number % len(_ROUND)]


def camera_for(shot: Shot) -> Camera:
    """A camera that agrees with the figures: a metre is as many pixels as their heads say."""
    height, size = shot.height_px, shown_size(shot)
    indoors = under_roof(shot)
    unit = head_px(shot, size, max(1, min(3, len(shot.figures))))
    metre = unit * ADULT_HEADS / ADULT_M
    lens = (_LENS_INDOORS if indoors else _LENS).get(size, 2.0) * shot.width_px
    chance = seeded("camera", shot.number, shot.scene)
    if size in _HEAD_SHARE:
        ground = crown_y(shot, size) + 0.56 * unit + FACE_M * metre
        eye = {"high": 2.1, "low": 0.75, "tilted": 1.15}.get(shot.angle, 1.48)
        horizon = ground - eye * metre
    elif size == "full":
        ground = ground_y(shot, size)
        eye = {"high": 2.2, "low": 0.4, "tilted": 0.9}.get(shot.angle, 1.3)
        horizon = ground - eye * metre
    else:
        ground = ground_y(shot, size)
        level = 0.45 if indoors else 0.53
        if not shot.figures and not indoors:  # nobody to make room for: nearer, with less bare ground
            level, lens = 0.64, lens * 1.3
        share = {"high": 0.26, "low": 0.74}.get(shot.angle, level)
        horizon = (share + chance.uniform(-0.05, 0.05)) * height
    horizon = min(0.9 * height, max(0.04 * height, horizon))
    pan = chance.uniform(-0.08, 0.08) * shot.width_px
    yaw = _YAW_DEG[setup_of(shot)] + chance.uniform(-8.0, 8.0)
    return Camera(horizon, (ground - horizon) / metre, metre, shot.width_px / 2 + pan, lens, yaw)
