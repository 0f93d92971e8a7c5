"""A vision model looks at a panel and writes what shall move in it: the video model's prompt."""

import re

from toonverse.domain.storyboard import Shot
from toonverse.metering.calls import TextCall
from toonverse.studio.writing.asking import cut_bytes

OUTPUT_TOKENS_MAX = 640
"""Thinking included: with the picture and the question that stays near 1,500 tokens."""

PROMPT_BYTES_MAX = 1_200
SHOT_BYTES_MAX = 400
SYSTEM = "You direct short vertical videos from comic panels. Answer with the prompt alone."
ASKED = (
    "Write one paragraph of at most 70 English words for a video model that continues this picture: what "
    "moves, how the camera moves, light and mood. Keep people, clothes and art style. No text, no balloons, "
    "no cuts. The story says: "
)
ALWAYS = "Keep the art style of the picture. No text, no speech balloons, no cuts."


def analysis_call(model: str, shot: Shot, picture: str) -> TextCall:
    """`picture` is the SHA-256 of what the video begins with."""
    told = " ".join((shot.action or shot.alt or shot.prompt).split())
    return TextCall(
        model, SYSTEM, ASKED + cut_bytes(told, SHOT_BYTES_MAX), OUTPUT_TOKENS_MAX, pictures=(picture,)
    )


def video_prompt(answer: str, shot: Shot) -> str:
    """What the model answered, in one line; what the storyboard knows where it answered next to nothing."""
    said = re.sub(r"\s+", " ", answer.replace("`", "")).strip().strip('"')
    if len(said) < 20:
        said = written(shot)
    return cut_bytes(said, PROMPT_BYTES_MAX - len(ALWAYS) - 1) + " " + ALWAYS


def written(shot: Shot) -> str:
    """A prompt without a model: what the storyboard asked the picture for, moving."""
    return cut_bytes(f"The picture comes alive with slow, natural movement. {shot.prompt}", PROMPT_BYTES_MAX)
