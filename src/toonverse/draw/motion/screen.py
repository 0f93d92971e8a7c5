"""The upright screen of a short, and which part of it the platforms leave free."""

WIDTH_PX, HEIGHT_PX = 1080, 1920
FRAMES_PER_SECOND = 30

FREE_LEFT_PX, FREE_TOP_PX, FREE_RIGHT_PX, FREE_BOTTOM_PX = 44, 150, 96, 330
"""From each edge: where players of shorts lay the account's name, their buttons and the caption."""


def frames_of(seconds: float) -> int:
    return round(seconds * FRAMES_PER_SECOND)
