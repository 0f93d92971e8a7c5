"""How long a shot stays: each balloon comes when the one before can have been read."""

from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.lettering import BalloonKind
from toonverse.domain.story import Language

CHARACTERS_PER_SECOND: dict[Language, float] = {"ko": 8.5, "en": 15.0}
"""Slower than subtitles may be at most (Netflix's guides: 12 and 20), as there is a picture too."""

FINDING_SECONDS = 0.4
"""To find the next balloon before it is read."""

LEAD_SECONDS, REST_SECONDS = 0.5, 0.5
"""Before the first balloon and after the last one."""

TITLE_SECONDS = 2.0
"""The name over the first picture; its words wait for that."""

END_SECONDS = 2.6
READING_SECONDS_MAX = 6.0
SILENT_SECONDS = 2.2
SHOT_SECONDS_MIN = 2.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`appear_s` is when each text comes, from the start of the shot, which lasts `seconds`."""

    appear_s: tuple[float, ...]
    seconds: float


def pace(texts: Sequence[tuple[BalloonKind, str]], language: Language, lead_s: float = LEAD_SECONDS) -> Pace:
    """Texts in reading order. Sounds come with the first thing that is read, and take no time themselves."""
    at, appear = lead_s, []
    for kind, text in texts:
        if kind == "sfx":
            appear.append(lead_s * 0.6)
            continue
        appear.append(at)
        at += reading_seconds(text, language)
    silent = all(kind == "sfx" for kind, _ in texts)
    whole = lead_s + SILENT_SECONDS - LEAD_SECONDS if silent else at + REST_SECONDS
    return Pace(tuple(appear), max(SHOT_SECONDS_MIN, whole))


def reading_seconds(text: str, language: Language) -> float:
    """Letters and digits count, spaces and points do not."""
    characters = sum(one.isalnum() for one in text)
    if language == "en":
        characters += text.count(" ")
    return min(READING_SECONDS_MAX, FINDING_SECONDS + characters / CHARACTERS_PER_SECOND[language])
