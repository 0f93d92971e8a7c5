"""Voices that are not at a mouth in the picture: how a letterer marks who is heard without being seen.

After Blambot's comic grammar: a speaker off the panel has a tail to its edge; a voice over the picture is a
caption in quotation marks, an unseen thought one without, and nobody's name is written; a voice out of a
telephone or a radio stands in a balloon with a jagged outline.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from toonverse.domain.lettering import BalloonKind
from toonverse.domain.script import Line, LineKind

_TELLERS = frozenset(("나", "저", "I"))
NOBODY = frozenset(("", "unknown", "crowd"))

_KIND: dict[LineKind, BalloonKind] = {
    "speech": "speech",
    "thought": "thought",
    "shout": "shout",
    "whisper": "whisper",
    "letter": "letter",
    "sign": "sign",
    "caption": "narration",
}
_DEVICE = re.compile(
    r"\b(?:tele)?phones?\b|\breceiver\b|\bradio|\bwalkie|loudspeaker|intercom|megaphone|\bspeakerphone\b"
    r"|전화|수화기|휴대폰|핸드폰|무전|라디오|확성기|스피커|인터폰|안내 ?방송",
    re.IGNORECASE,
)
_QUOTED = ("“", '"', "‘", "「", "『")


def kind_of(line: Line, seen: Collection[str], action: str) -> BalloonKind:
    """The balloon of a line in a panel where these are seen and `action` is told."""
    unseen = line.speaker not in seen and line.speaker != "crowd"
    if line.heard == "device" and unseen and line.kind in ("speech", "whisper", "shout"):
        return "phone"
    if line.kind == "speech" and unseen and line.speaker and _DEVICE.search(action):
        return "phone"
    if line.kind == "thought" and unseen and line.speaker not in NOBODY:
        return "narration"  # there is no head for a cloud's dots to lead to
    return _KIND[line.kind]


def told_by_one(names: Iterable[str]) -> bool:
    """Whether one of the story's people, by these names, tells it: then its captions are their voice."""
    return not _TELLERS.isdisjoint(names)


def as_written(line: Line, seen: Collection[str]) -> Line:
    """The line as it is lettered: somebody's voice over a picture without them goes into quotation marks."""
    if line.kind != "caption" or line.speaker in NOBODY or line.speaker in seen or not line.text.strip():
        return line
    text = line.text.strip()
    return line if text.startswith(_QUOTED) else replace(line, text=f"“{text}”")
