"""What is said in a short, as captions beside it (WebVTT): for whoever can't see balloons, or reads slowly.

https://www.w3.org/TR/webvtt1/
"""

import html
from collections.abc import Sequence

from toonverse.draw.motion.film import Cut

CUE_SECONDS_MIN = 0.3


def web_vtt(cuts: Sequence[Cut]) -> str:
    """A cue for each balloon, from when it comes until the next one or the end of its shot."""
    cues, start_s = [], 0.0
    for cut in cuts:
        said = sorted((bubble for bubble in cut.bubbles if bubble.said), key=lambda one: one.at_s)
        ends = [*(one.at_s for one in said[1:]), cut.seconds][: len(said)]
        for bubble, end_s in zip(said, ends, strict=True):
            end_s = max(end_s, bubble.at_s + CUE_SECONDS_MIN)
            times = f"{_time(start_s + bubble.at_s)} --> {_time(start_s + end_s)}"
            cues.append(f"{times}\n{_cue(bubble.speaker, bubble.said)}\n")
        start_s += cut.seconds
    return "\n".join(["WEBVTT\n", *cues])


def _time(seconds: float) -> str:
    whole = round(seconds * 1000)
    minutes, rest = divmod(whole, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _cue(speaker: str, text: str) -> str:
    """In one line and without what would end the cue or be taken for a tag."""
    said = html.escape(" ".join(text.split()), quote=False)
    who = html.escape(" ".join(speaker.split()), quote=False)
    return f"{who}: {said}" if who else said
