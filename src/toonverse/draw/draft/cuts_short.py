"""Short haircuts, each as its locks. See `locks.py`."""

from toonverse.draw.draft.locks import COVERED, SHORT, Cut, Lock, Place, around, ring, strand

NAPE = ring(around(180, 118, 15.5), (-0.04, 0.27), (1.05, 1.0), 0.070, uneven=0.03)
OVER_EAR = ring(around(112, 76, 12), (-0.30, -0.075), (1.08, 1.06), 0.066, sweep=5, uneven=0.02)
BURNS = [lock for lock in ring((70,), (-0.24, 0.10), (1.08, 1.02), 0.052)]


def short() -> Cut:
    """Parted at the side: a full fringe brushed across, cut close round the ears."""
    locks = [*NAPE, *OVER_EAR, *BURNS]
    locks += ring(around(180, 60, 20), (-0.50, -0.12), (1.06, 1.09), 0.088, sweep=8, uneven=0.05)
    locks += [
        strand((40, -0.44, 1.17), (56, -0.28, 1.12), (66, -0.06, 1.10), 0.075),
        strand((32, -0.47, 1.16), (48, -0.32, 1.15), (52, -0.13, 1.15), 0.070),
        strand((10, -0.50, 1.16), (-52, -0.36, 1.14), (-70, -0.04, 1.10), 0.090),
        strand((18, -0.50, 1.16), (-34, -0.33, 1.18), (-56, -0.05, 1.16), 0.095),
        strand((24, -0.49, 1.16), (-12, -0.31, 1.25), (-38, -0.08, 1.18), 0.095),
        strand((28, -0.48, 1.17), (8, -0.30, 1.25), (-14, -0.115, 1.20), 0.090),
        strand((31, -0.47, 1.17), (24, -0.30, 1.22), (10, -0.14, 1.20), 0.070),
    ]
    return Cut(SHORT, 1.09, tuple(locks), ears=True)


def messy() -> Cut:
    locks = [*ring(around(180, 105, 15), (-0.02, 0.36), (1.12, 1.20), 0.085, uneven=0.05)]
    locks += ring(around(100, 66, 11), (-0.28, 0.10), (1.16, 1.18), 0.080, uneven=0.06, sweep=4)
    locks += ring(around(175, 45, 26), (-0.48, -0.02), (1.06, 1.34), 0.105, uneven=0.08, sweep=9)
    locks += ring(around(160, 60, 33), (-0.52, -0.24), (1.04, 1.42), 0.095, uneven=0.06, sweep=-10)
    locks += [
        strand((-30, -0.53, 1.0), (60, -0.51, 1.14), (84, -0.45, 1.40), 0.075),
        strand((40, -0.53, 1.0), (-70, -0.51, 1.14), (-84, -0.46, 1.38), 0.075),
        strand((-60, -0.54, 1.0), (40, -0.535, 1.14), (50, -0.515, 1.34), 0.060),
        strand((60, -0.44, 1.16), (62, -0.20, 1.26), (64, 0.12, 1.12), 0.080),
        strand((-60, -0.44, 1.16), (-62, -0.20, 1.26), (-66, 0.14, 1.12), 0.080),
        strand((38, -0.48, 1.16), (48, -0.26, 1.30), (40, 0.04, 1.16), 0.085),
        strand((-30, -0.48, 1.16), (-46, -0.28, 1.30), (-46, 0.03, 1.16), 0.085),
        strand((20, -0.50, 1.16), (30, -0.28, 1.32), (16, -0.01, 1.18), 0.080),
        strand((-10, -0.50, 1.16), (-26, -0.28, 1.32), (-22, 0.045, 1.18), 0.085),
        strand((6, -0.50, 1.16), (6, -0.26, 1.34), (-4, 0.0, 1.20), 0.075),
    ]
    return Cut(COVERED, 1.14, tuple(locks))


_POINTS: tuple[Place, ...] = (
    (180, 0.02, 1.36), (140, 0.0, 1.22), (-140, 0.0, 1.30), (110, -0.14, 1.22), (-110, -0.14, 1.28),
    (165, -0.22, 1.36), (-150, -0.24, 1.40), (105, -0.28, 1.36), (-105, -0.28, 1.42), (150, -0.42, 1.50),
    (-160, -0.42, 1.46), (84, -0.40, 1.44), (-84, -0.40, 1.50), (115, -0.49, 1.50), (-120, -0.49, 1.44),
    (70, -0.50, 1.46), (-62, -0.50, 1.38), (24, -0.52, 1.34), (-30, -0.53, 1.40),
)  # fmt: skip


def spiky() -> Cut:
    """Stands up and back in points."""
    locks = [*NAPE, *OVER_EAR, *BURNS]
    for azimuth, height, reach in _POINTS:
        root = (azimuth, min(height + 0.16, -0.10), 0.98)
        leant = azimuth * 1.1 + 8
        places = (root, (azimuth, height + 0.08, 1.16), (leant, height - 0.01, reach))
        locks.append(Lock(places, 0.165, form="sharp"))
    for azimuth, tip in ((58, -0.03), (-58, -0.03), (36, -0.09), (-34, -0.07), (14, -0.11), (-11, -0.10)):
        over = (azimuth * 0.8, -0.44, 1.02)
        locks.append(Lock((over, (azimuth, -0.30, 1.30), (azimuth * 1.06, tip, 1.14)), 0.085))
    return Cut(SHORT, 1.10, tuple(locks), ears=True)


def bowl() -> Cut:
    locks = ring(around(180, 75, 15), (-0.24, 0.10), (1.10, 1.12), 0.09, uneven=0.012)
    locks += ring(around(180, 60, 24), (-0.50, 0.0), (1.06, 1.17), 0.10, uneven=0.03)
    locks += [*ring(around(66, 6, 12), (-0.46, -0.045), (1.14, 1.17), 0.078, uneven=0.014)]
    return Cut(COVERED, 1.13, tuple(locks))


def slick() -> Cut:
    """Combed back from the brow, oiled; the temples recede."""
    locks = [*NAPE, *BURNS]
    locks += ring(around(112, 76, 12), (-0.26, -0.08), (1.04, 1.06), 0.060, sweep=9, uneven=0.01)
    for azimuth, y in (
        (70, -0.16),
        (58, -0.24),
        (46, -0.33),
        (32, -0.36),
        (20, -0.33),
        (8, -0.32),
        (-3, -0.32),
    ):
        for side in (-1, 1):
            far = side * (azimuth + 60 + 0.5 * (70 - azimuth))
            places = (
                (side * azimuth, y - 0.045, 1.04),
                (side * (azimuth + 3), min(-0.34, y - 0.14), 1.12),
                (far, -0.42, 1.10),
                (far * 1.12, -0.10, 1.10),
            )
            locks.append(Lock(places, 0.068))
    line = (
        (0, -0.325),
        (16, -0.335),
        (34, -0.385),
        (50, -0.33),
        (60, -0.20),
        (68, -0.02),
        (78, -0.06),
        (92, -0.12),
        (108, -0.04),
    )
    return Cut((*line, (116, 0.10), (140, 0.24), (180, 0.27)), 1.09, tuple(locks), ears=True)


def buzz() -> Cut:
    locks = [*ring((70,), (-0.24, 0.06), (1.03, 1.01), 0.045)]
    line = (
        (0, -0.30),
        (30, -0.27),
        (52, -0.30),
        (64, -0.10),
        (72, -0.02),
        (80, -0.08),
        (92, -0.12),
        (108, -0.04),
    )
    return Cut((*line, (116, 0.10), (140, 0.22), (180, 0.25)), 1.045, tuple(locks), ears=True, flat=True)


def curly() -> Cut:
    locks: list[Lock] = []
    for y, reach, size, tip in (
        (0.04, 1.06, 0.095, 0.24),
        (-0.14, 1.09, 0.10, 0.08),
        (-0.34, 1.10, 0.10, -0.08),
    ):
        for side in (-1, 1):
            for k, azimuth in enumerate(around(174, 75, 14.1)):
                swing = 10 * (-1) ** k
                places = (
                    (side * azimuth, y, reach - 0.1),
                    (side * (azimuth + swing), (y + tip) / 2, reach + 0.06),
                    (side * (azimuth - swing * 0.4), tip, reach + 0.03),
                )
                locks.append(Lock(places, size, form="blunt"))
    for k, azimuth in enumerate((54, -54, 32, -32, 10, -12)):
        swing = 9 * (-1) ** k
        places = (
            (azimuth, -0.46, 1.16),
            (azimuth + swing, -0.27, 1.22),
            (azimuth - swing * 0.5, -0.12, 1.15),
        )
        locks.append(Lock(places, 0.095, form="blunt"))
    for azimuth in (150, -150, 90, -90, 30, -30):
        locks.append(
            Lock(
                ((azimuth, -0.42, 1.06), (azimuth, -0.47, 1.14), (azimuth + 20, -0.38, 1.14)),
                0.12,
                form="blunt",
            )
        )
    return Cut(COVERED, 1.12, tuple(locks), curly=True)


def bald() -> Cut:
    return Cut(
        ((0, -0.56), (62, -0.56), (78, -0.16), (92, -0.14), (112, 0.0), (140, 0.18), (180, 0.22)),
        1.05,
        (),
        ears=True,
        flat=True,
    )
