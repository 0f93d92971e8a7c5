"""What haircuts are made of: covered scalp and the locks on it, under ones first. See `skull.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Place = tuple[float, float, float]  # azimuth in degrees, height, reach
Form = Literal["soft", "blunt", "sharp"]
Extra = Literal["none", "ponytail", "pigtails", "braid", "bun", "topknot"]


@dataclass(frozen=True, slots=True)
class Lock:
    """A strand of hair from root to tip, `width` its largest half width in heads; `free` ones swing."""

    places: tuple[Place, ...]
    width: float
    free: float = 0.0
    form: Form = "soft"


@dataclass(frozen=True, slots=True)
class Cut:
    """`hairline` is (azimuth, height) from the brow to the nape, the same on both sides; `reach` how far hair
    stands off the scalp; `ears` whether they are bare; `flat` hair is too short for locks and shine, `curly`
    hair has no ring of light."""

    hairline: tuple[tuple[float, float], ...]
    reach: float
    locks: tuple[Lock, ...]
    extra: Extra = "none"
    ears: bool = False
    flat: bool = False
    curly: bool = False


SHORT = (
    (0, -0.27), (40, -0.26), (58, -0.20), (68, -0.02), (78, -0.06), (92, -0.12), (108, -0.04), (116, 0.06),
    (140, 0.19), (180, 0.23),
)  # fmt: skip
COVERED = ((0, -0.28), (40, -0.27), (60, -0.16), (75, 0.10), (100, 0.20), (140, 0.28), (180, 0.30))
BACK_HELD = (
    (0, -0.385),
    (14, -0.345),
    (36, -0.29),
    (54, -0.20),
    (70, -0.01),
    (80, -0.06),
    (92, -0.10),
    (110, 0.06),
    (180, 0.24),
)


def wave(k: int) -> float:
    """A small irregularity, the same every time: -1 to 1."""
    return ((k * 37) % 11) / 5.0 - 1.0


def ring(
    azimuths: Iterable[float],
    heights: tuple[float, float],
    reach: tuple[float, float],
    width: float,
    sweep: float = 0.0,
    uneven: float = 0.03,
    free: float = 0.0,
    mirror: bool = True,
) -> list[Lock]:
    """Locks side by side; on both sides of the head, the far ones (nape) first."""
    locks: list[Lock] = []
    for k, azimuth in enumerate(azimuths):
        for side in (-1, 1) if mirror and 0 < azimuth < 180 else (1,):
            rough = wave(k * 2 + (side > 0))
            low = heights[1] + uneven * rough
            middle = (heights[0] + low) / 2
            swung = side * (azimuth + sweep) + 3.0 * rough
            places = (
                (side * azimuth, heights[0], reach[0]),
                (side * azimuth + (swung - side * azimuth) * 0.4, middle, (reach[0] + reach[1]) / 2 + 0.03),
                (swung, low, reach[1]),
            )
            locks.append(Lock(places, width * (1 + 0.12 * rough), free))
    return locks


def strand(root: Place, belly: Place, tip: Place, width: float, free: float = 0.0) -> Lock:
    return Lock((root, belly, tip), width, free)


def around(first: float, last: float, step: float) -> list[float]:
    """Azimuths from one to another, both ways down."""
    count = round((first - last) / step)
    return [first - k * step for k in range(count + 1)]
