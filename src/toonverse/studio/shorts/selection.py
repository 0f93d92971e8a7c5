"""Which panels a short shows: the ones asked for, else the story's beginning up to a moment that pulls on."""

import math
from collections.abc import Iterable, Sequence

from toonverse.domain.story import Language
from toonverse.domain.storyboard import Emotion, Shot
from toonverse.draw.motion.pace import END_SECONDS, TITLE_SECONDS, pace
from toonverse.draw.voices import kind_of
from toonverse.errors import UsageError

SECONDS_MAX = 180
"""What players take as a short."""

SECONDS_USUAL = 60
SECONDS_MIN = 5
_MILD: frozenset[Emotion] = frozenset({"calm", "tired", "smile", "determined", "tender"})
BACK_MAX = 3  # panels that may be given up for a better last one, a quarter of them at most


class PanelsUnknown(UsageError):
    """Facts: `panels` that the episode has not, `last`."""

    code = "short_panels_unknown"


class ShortTooLong(UsageError):
    """Facts: `seconds`, `limit`."""

    code = "short_too_long"


def parse_panels(text: str) -> tuple[int, ...]:
    """`3,5-7` as numbers in the order written, each once. Raises PanelsUnknown."""
    found: dict[int, None] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, dash, last = part.partition("-")
        try:
            low = int(first)
            high = int(last) if dash else low
        except ValueError:
            raise PanelsUnknown(panels=part[:40], last=0) from None
        if not 0 < low <= high <= 1_000:
            raise PanelsUnknown(panels=part[:40], last=0)
        found.update(dict.fromkeys(range(low, high + 1)))
    return tuple(found)


def choose(shots: Sequence[Shot], wanted: Iterable[int], seconds: float, language: Language) -> list[Shot]:
    """The shots of the short, in order.

    Raises PanelsUnknown; ShortTooLong where the wanted panels take more than players allow.
    """
    by_number = {shot.number: shot for shot in shots}
    numbers = tuple(wanted)
    if numbers:
        lost = [number for number in numbers if number not in by_number]
        if lost:
            raise PanelsUnknown(panels=", ".join(map(str, lost[:8])), last=max(by_number))
        chosen = [by_number[number] for number in numbers]
        whole = estimate(chosen, language)
        if whole > SECONDS_MAX:
            raise ShortTooLong(seconds=round(whole), limit=SECONDS_MAX)
        return chosen
    return _opening(shots, seconds, language)


def estimate(shots: Sequence[Shot], language: Language) -> float:
    """Seconds that these shots take, with title and end."""
    return TITLE_SECONDS + END_SECONDS + sum(_seconds(shot, language) for shot in shots)


def hook(shots: Sequence[Shot]) -> int:
    """The index of the shot that makes one stop scrolling: a face, near, that feels something strongly."""

    def strength(shot: Shot) -> float:
        seen = [figure for figure in shot.figures if figure.facing != "back"]
        near = {"extreme close": 1.5, "close": 2.0, "medium": 1.5, "full": 0.5}.get(shot.size, 0.0)
        felt = sum(figure.emotion not in _MILD for figure in seen[:2])
        return (near + felt if seen else 0.0) + {"turn": 1.0, "action": 1.5}.get(shot.role, 0.0)

    return max(range(len(shots)), key=lambda index: (strength(shots[index]), -index))


def _opening(shots: Sequence[Shot], seconds: float, language: Language) -> list[Shot]:
    count, taken = 0, TITLE_SECONDS + END_SECONDS
    for shot in shots:
        taken += _seconds(shot, language)
        if taken > seconds and count:
            break
        count += 1
    if count == len(shots):
        return list(shots)
    ends = range(count, max(1, count - BACK_MAX, math.ceil(count * 0.75)) - 1, -1)
    return list(shots[: max(ends, key=lambda end: (_pull(shots[end - 1]), end))])


def _seconds(shot: Shot, language: Language) -> float:
    seen = [figure.character for figure in shot.figures]
    return pace([(kind_of(line, seen, shot.action), line.text) for line in shot.lines], language).seconds


def _pull(shot: Shot) -> float:
    """How much a last panel makes one want the next."""
    role = {"turn": 2.0, "action": 1.5, "ending": 1.0}.get(shot.role, 0.0)
    said = shot.lines[-1].text.rstrip("”\"' ") if shot.lines else ""
    asks = 1.0 if said.endswith(("?", "…", "...", "—", "!")) else 0.0
    return role + asks + (0.5 if any(line.kind == "shout" for line in shot.lines) else 0.0)
