"""Toonverse: from a story to a published webtoon episode, every AI call on the books."""

__version__ = "0.1.0"
