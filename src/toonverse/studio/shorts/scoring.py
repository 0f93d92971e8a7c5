"""What is to be heard, from what is seen: the tone of each scene, and each thing that comes or strikes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from toonverse.domain.storyboard import Emotion, Shot
from toonverse.draw.motion.film import Cut
from toonverse.draw.motion.sound import Event, Passage, Tone

_BRIGHT: frozenset[Emotion] = frozenset({"smile", "happy", "laugh", "tender", "determined"})
_TENSE: frozenset[Emotion] = frozenset({"angry", "shouting", "afraid", "shocked", "disgusted", "pained"})


def passages_of(cuts: Sequence[Cut], shots: Sequence[Shot]) -> list[Passage]:
    """One for each scene. `cuts` are the shots' own, in order, and perhaps an end."""
    found: list[Passage] = []
    timed = list(zip(shots, cuts, _starts(cuts), strict=False))
    for _, group in groupby(timed, key=lambda one: one[0].scene):
        members = list(group)
        _, last, last_s = members[-1]
        tone = _tone([shot for shot, _, _ in members])
        air = Counter(cut.air.kind for _, cut, _ in members).most_common(1)[0][0]
        found.append(Passage(members[0][2], last_s + last.seconds, tone, air))
    if found and len(cuts) > len(shots):
        end = found[-1]
        found[-1] = Passage(end.from_s, end.to_s + cuts[-1].seconds, end.tone, end.air)
    return found


def events_of(cuts: Sequence[Cut]) -> list[tuple[float, Event]]:
    """When a balloon comes, something strikes, or a scene begins."""
    found: list[tuple[float, Event]] = []
    for number, (cut, start_s) in enumerate(zip(cuts, _starts(cuts), strict=True)):
        if number and cut.fade_s >= 0.5:
            found.append((max(0.0, start_s - 0.1), "scene"))
        found += [(start_s + at_s, "blow") for at_s in cut.shakes_s]
        found += [
            (start_s + bubble.at_s, "balloon") for bubble in cut.bubbles if bubble.at_s not in cut.shakes_s
        ]
    return found


def _starts(cuts: Sequence[Cut]) -> Iterator[float]:
    at_s = 0.0
    for cut in cuts:
        yield at_s
        at_s += cut.seconds


def _tone(shots: Sequence[Shot]) -> Tone:
    felt = [figure.emotion for shot in shots for figure in shot.figures]
    tense = sum(emotion in _TENSE for emotion in felt) + sum(shot.role == "action" for shot in shots)
    bright = sum(emotion in _BRIGHT for emotion in felt)
    if tense > max(bright, len(felt) / 3):
        return "tense"
    by_day = shots[0].light in ("day", "dawn") and shots[0].weather in ("clear", "wind", "unknown")
    return "bright" if bright >= len(felt) / 2 or (by_day and bright >= tense) else "dark"
