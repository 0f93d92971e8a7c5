"""An assembled episode: what packaging made of the lettered panels (회차)."""

from dataclasses import dataclass

from toonverse.domain.geometry import Box


@dataclass(frozen=True, slots=True)
class StripPanel:
    """Where a panel lies in the strip, in strip pixels, with the boxes no cut may cross."""

    number: int
    top: int
    height: int
    keep_whole: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    width: int
    height: int
    panels: tuple[StripPanel, ...]
