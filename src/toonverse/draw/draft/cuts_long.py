"""Long and tied haircuts, each as its locks. See `locks.py`."""

import numpy as np

from toonverse.draw.draft.cuts_short import BURNS
from toonverse.draw.draft.locks import BACK_HELD, COVERED, Cut, Lock, around, strand, wave


def _bangs(tip: float, uneven: float = 0.02) -> list[Lock]:
    """A fringe that falls straight, the side parts first."""
    locks: list[Lock] = []
    for k, (root, end) in enumerate(
        ((60, 64), (-60, -64), (40, 46), (-40, -46), (22, 28), (-24, -28), (8, 10), (-8, -10))
    ):
        low = tip + uneven * wave(k) + (0.05 if abs(root) > 50 else 0.0)
        locks.append(
            strand((root * 0.5, -0.50, 1.14), (end, -0.28, 1.25 - 0.0019 * abs(end)), (end, low, 1.16), 0.084)
        )
    return locks


def _falls(
    low: float, reach: float, width: float, last: float = 66, free: float = 1.0, curl: float = 0.0
) -> list[Lock]:
    """Hair that hangs from the crown, at the back and over the ears."""
    locks: list[Lock] = []
    for k, azimuth in enumerate(around(180, last, 14)):
        for side in (-1, 1) if azimuth < 180 else (1,):
            rough, y = wave(k * 2 + (side > 0)), low
            bend = curl * (-1) ** k
            places = [(side * azimuth, -0.53, 1.06), (side * azimuth, -0.05, 1.20)]
            for step in (0.3, 0.65):
                bend = -bend
                places.append((side * (azimuth + bend * 1.0), y * step, 1.22 + (reach - 1.22) * step))
            places.append((side * azimuth + 2 * rough, y + 0.05 * rough, reach))
            locks.append(Lock(tuple(places), width, free))
    return locks


def _side_locks(low: float, reach: float = 1.22, width: float = 0.05, free: float = 0.4) -> list[Lock]:
    """Two locks before the ears."""
    return [
        Lock(
            (
                (side * 46, -0.46, 1.14),
                (side * 68, -0.12, 1.22),
                (side * 70, low * 0.5, 1.16),
                (side * 64, low, reach),
            ),
            width,
            free,
        )
        for side in (-1, 1)
    ]


def bob() -> Cut:
    locks = _falls(0.46, 1.36, 0.10, 74, 0.2)
    locks += _side_locks(0.42, 1.24, 0.075, 0.1) + _bangs(-0.005, 0.012)
    return Cut(COVERED, 1.16, tuple(locks))


def long() -> Cut:
    locks = _falls(1.75, 1.45, 0.115, 80)
    locks += _side_locks(0.72, 1.20, 0.062) + _bangs(0.005, 0.03)
    return Cut(COVERED, 1.14, tuple(locks))


def wavy() -> Cut:
    """Parted in the middle, long waves."""
    locks = _falls(1.35, 1.70, 0.14, 80, curl=11)
    for side in (-1, 1):
        locks.append(
            Lock(
                (
                    (side * 4, -0.53, 1.12),
                    (side * 50, -0.34, 1.26),
                    (side * 72, 0.05, 1.20),
                    (side * 66, 0.42, 1.34),
                    (side * 78, 0.80, 1.40),
                ),
                0.085,
                0.5,
            )
        )
        locks.append(
            Lock(
                (
                    (side * 3, -0.53, 1.12),
                    (side * 36, -0.37, 1.24),
                    (side * 60, -0.12, 1.20),
                    (side * 70, 0.22, 1.12),
                ),
                0.075,
                0.3,
            )
        )
    return Cut(BACK_HELD, 1.14, tuple(locks))


def _drawn_back(high: float) -> list[Lock]:
    """Combed from the hairline to where it is tied behind."""
    locks: list[Lock] = []
    for azimuth, y in ((178, 0.24), (150, 0.24), (125, 0.18), (104, -0.02), (84, -0.10), (64, -0.16)):
        for side in (-1, 1):
            away = side * (180 - (180 - azimuth) * 0.35)
            places = (
                (side * azimuth, y, 1.03),
                ((side * azimuth + away) / 2, (y + high) / 2 - 0.04, 1.12),
                (away, high, 1.12),
            )
            locks.append(Lock(places, 0.075))
    return locks


def _parted(low: float) -> list[Lock]:
    """From a middle parting down to behind the ears."""
    locks: list[Lock] = []
    for side in (-1, 1):
        for root, (belly, height), (tip, y) in (
            (60, (100, -0.42), (118, -0.02)),
            (30, (78, -0.40), (104, -0.02)),
            (8, (56, -0.37), (92, low)),
            (3, (38, -0.36), (80, low + 0.02)),
        ):
            locks.append(
                Lock(
                    ((side * root, -0.535, 1.10), (side * belly, height, 1.18), (side * tip, y, 1.10)), 0.082
                )
            )
    return locks


def ponytail() -> Cut:
    locks = _drawn_back(-0.34) + _side_locks(0.40, 1.10, 0.045) + _bangs(0.0, 0.035)
    return Cut(BACK_HELD, 1.11, tuple(locks), "ponytail", ears=True)


def pigtails() -> Cut:
    locks = _drawn_back(-0.05) + _side_locks(0.34, 1.10, 0.045) + _bangs(0.0, 0.03)
    return Cut(BACK_HELD, 1.12, tuple(locks), "pigtails")


def braid() -> Cut:
    return Cut(BACK_HELD, 1.10, (*_drawn_back(0.22), *_parted(0.02)), "braid", ears=True)


def bun() -> Cut:
    wisps = [strand((66, -0.20, 1.06), (70, 0.05, 1.08), (62, 0.20, 1.06), 0.022, 0.2)]
    wisps += [strand((-66, -0.20, 1.06), (-70, 0.02, 1.08), (-64, 0.16, 1.06), 0.020, 0.2)]
    return Cut(BACK_HELD, 1.11, (*_drawn_back(-0.30), *_parted(-0.04), *wisps), "bun", ears=True)


def topknot() -> Cut:
    """All hair bound up on the crown (상투), a few short ones left at temples and nape."""
    locks = [*BURNS]
    line, heights = zip(*BACK_HELD, strict=True)
    for azimuth in around(180, 6, 14.5):
        low = float(np.interp(azimuth, line, heights))
        for side in (-1, 1):
            root, belly = (side * azimuth, low - 0.01, 1.06), (side * azimuth, (low - 0.52) / 2, 1.13)
            locks.append(Lock((root, belly, (side * azimuth, -0.53, 1.12)), 0.062))
    locks += [strand((58, -0.22, 1.04), (62, -0.06, 1.10), (56, 0.04, 1.10), 0.020)]
    return Cut(BACK_HELD, 1.11, tuple(locks), "topknot", ears=True)
