"""Stories to start from, one of each kind that is read, and what each style makes of the same moment."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

from toonverse.domain.story import Language, Style
from toonverse.domain.storyboard import Brief
from toonverse.domain.wire import to_json
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read

FOLDER = Path(__file__).parents[1] / "examples"
SHOWN = ("en-prose", 8)
"""The story whose moment shows the styles, in so many panels."""
HEIGHT_PX = 1024


@dataclass(frozen=True, slots=True)
class Example:
    """`name` is its file's, `kind` what it is: prose, a screenplay or panels."""

    name: str
    language: Language
    kind: str
    title: str
    text: str


@cache
def examples() -> Mapping[str, Example]:
    """By name, each language's one after another."""
    return {path.stem: _example(path) for path in sorted(FOLDER.glob("*.txt"))}


def _example(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    language, _, kind = path.stem.partition("-")
    story = take_in(text.encode(), path.name, None, "auto")
    return Example(path.stem, "ko" if language == "ko" else "en", kind, story.title, text)


@cache
def style_briefs() -> Mapping[Style, str]:
    """The same moment in each style, as the draft renderer is told of it."""
    name, panels = SHOWN
    story = take_in(examples()[name].text.encode(), name, None, "auto")
    board = direct(read(story), "webtoon", panels)
    most = max(board.shots, key=lambda shot: (shot.size == "medium", len(shot.figures)))
    shot = replace(most, height_px=HEIGHT_PX, lines=())
    looks = shot.looks(board.cast)
    return {style: to_json(Brief(shot, looks, style)) for style in get_args(Style)}


def mark_of(brief: str) -> str:
    """What names a drawing of that brief in its address."""
    return hashlib.sha256(brief.encode("utf-8", "surrogatepass")).hexdigest()[:16]
