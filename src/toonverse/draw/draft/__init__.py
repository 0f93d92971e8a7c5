"""The draft renderer: an illustrated panel from a shot, offline, for $0. Read `compose.py` first."""

from toonverse.draw.draft.compose import BadPictureSize, Drawing, paint
from toonverse.draw.draft.prompt import brief_from_prompt

__all__ = ["BadPictureSize", "Drawing", "brief_from_prompt", "paint"]
