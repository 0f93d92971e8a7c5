"""What a title, a name or a description may be made of: what a page can show, in its order."""

from unicodedata import category

from pydantic import AfterValidator

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the reading order of what is around them: a name could pass for another one."""


def in_one_line(text: str) -> str:
    """The text. Raises ValueError where a control character (PostgreSQL takes no NUL) or such a mark is."""
    if any(c in TURNING or category(c) == "Cc" for c in text):
        raise ValueError("control characters and marks of direction are no part of a name")
    return text


def in_lines(text: str) -> str:
    """The same for what may have several lines."""
    in_one_line(text.translate({ord(c): " " for c in "\t\r\n"}))
    return text


LINE, LINES = AfterValidator(in_one_line), AfterValidator(in_lines)
