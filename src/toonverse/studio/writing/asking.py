"""The calls that ask a language model, and the one that shows it what was wrong. Everything is bounded."""

from collections.abc import Sequence
from dataclasses import replace

from toonverse.metering.calls import TextCall

ANSWER_BYTES_MAX = 60_000
"""Of the answer that is shown again for its repair; the rest is left out."""

PROBLEMS_BYTES_MAX = 12 * 4 * 160 + 200
REPAIR_BYTES_MAX = ANSWER_BYTES_MAX + PROBLEMS_BYTES_MAX + 500
"""What a repair's prompt is longer than the first one, at most."""


def cut_bytes(text: str, bytes_max: int) -> str:
    """The beginning of a text that fits, in whole characters."""
    return text.encode("utf-8", "replace")[:bytes_max].decode("utf-8", "ignore")


def repairing(first: TextCall, answer: str, problems: Sequence[str]) -> TextCall:
    """The same question once more, with the answer and what is wrong with it."""
    listed = cut_bytes("\n".join(f"- {problem}" for problem in problems), PROBLEMS_BYTES_MAX)
    asked = (
        f"{first.prompt}\n\nYour answer was:\n{cut_bytes(answer, ANSWER_BYTES_MAX)}\n\n"
        f"It can't be used:\n{listed}\n\n"
        "Answer again, whole, as JSON of the same schema, with these problems mended."
    )
    return replace(first, prompt=asked)
