"""The head as a solid: where a point of scalp or hair is seen from any side. Head units.

A place is (azimuth, height, reach): degrees round the head (0 the face, 90 the figure's side at the picture's
right, 180 the nape), y as everywhere, and how far out as a multiple of the skull's own radius there.
"""

import math

import numpy as np
from numpy.typing import NDArray

HALF_WIDTH, HALF_DEPTH, CENTRE_Z = 0.375, 0.405, -0.075
MIDDLE_Y, HALF_HEIGHT = -0.10, 0.445
TOP_Y = MIDDLE_Y - HALF_HEIGHT

Floats = NDArray[np.float64]


def girth(y: Floats) -> Floats:
    """The skull's radius at a height as a share of its widest: an ellipsoid, narrowing to the neck below."""
    up = np.clip((MIDDLE_Y - y) / HALF_HEIGHT, 0.0, 1.0)
    down = np.interp(y, (MIDDLE_Y, 0.12, 0.34, 0.55), (1.0, 0.95, 0.77, 0.74))
    result: Floats = np.where(y < MIDDLE_Y, np.sqrt(1 - up * up), down)
    return result


def seen(places: Floats, angle: float) -> Floats:
    """(x, y, towards us) of places, rows of (azimuth, height, reach), on a head turned by `angle` radians:

    0 is the face towards us, pi / 2 the profile to the picture's right, pi the back of the head.
    """
    azimuth, y, reach = np.radians(places[..., 0]), places[..., 1], places[..., 2]
    wide = girth(y) * reach
    solid = np.stack(
        [
            HALF_WIDTH * wide * np.sin(azimuth),
            np.where(y < MIDDLE_Y, MIDDLE_Y + (y - MIDDLE_Y) * reach, y),
            CENTRE_Z + HALF_DEPTH * wide * np.cos(azimuth),
        ],
        -1,
    )
    return turned(solid, angle)


def turned(solid: Floats, angle: float) -> Floats:
    """Points (x, y, z before the head's axis) on the head turned by `angle` rad about that axis."""
    cos, sin = math.cos(angle), math.sin(angle)
    x, z = solid[..., 0], solid[..., 2]
    result: Floats = np.stack([x * cos + z * sin, solid[..., 1], z * cos - x * sin], -1)
    return result
