"""From a script to a storyboard: which moments are shown, how, and with what words (연출, 콘티)."""

from toonverse.studio.directing.director import default_panels, direct

__all__ = ["default_panels", "direct"]
