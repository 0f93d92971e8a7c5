"""Stories read once for all tests of direction, and how a test looks for a sentence in their panels."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from toonverse.domain.script import Script
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read

TESTS = Path(__file__).resolve().parents[1]
OURS = sorted([*(TESTS.parent / "examples").glob("*.*"), *(TESTS / "reading" / "stories").glob("*.txt")])
OPENING_CHARS = 14  # of a sentence, letters and digits only: enough to know it by


@cache
def script_of(path: Path) -> Script:
    return read(take_in(path.read_bytes(), path.name, None, "auto"))


@cache
def board_of(path: Path) -> Storyboard:
    return direct(script_of(path), "webtoon")


def story(name: str) -> Script:
    """One of our own: an example, or a story that the reader of stories is tested on."""
    unseen = TESTS / "reading" / "stories" / name
    return script_of(unseen if unseen.exists() else TESTS.parent / "examples" / name)


def folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def tells(shots: Sequence[Shot], openings: Sequence[str]) -> bool:
    """Whether one of these sentences, known by its opening, is seen or lettered in one of the shots."""
    seen = [folded(text) for s in shots for text in (s.action, *(line.text for line in s.lines))]
    return any(folded(opening)[:OPENING_CHARS] in text for opening in openings for text in seen)
