"""What writing will ask at the door, before any of it is written: for the quote and the envelope."""

from dataclasses import dataclass, replace

from toonverse.domain.story import Story
from toonverse.metering.calls import TextCall
from toonverse.studio.writing.answers import DrawnBoard, schema_of
from toonverse.studio.writing.asking import REPAIR_BYTES_MAX
from toonverse.studio.writing.board import SYSTEM as BOARD_SYSTEM
from toonverse.studio.writing.board import output_tokens_max, prompt_bytes_max
from toonverse.studio.writing.script import ScriptTask


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call as large as the real one can become. A repair is not expected, but may come."""

    step: str
    call: TextCall
    is_repair: bool


def planned_calls(story: Story, model: str, panels: int, *, script: bool) -> tuple[PlannedCall, ...]:
    """Each question with its one repair; `script` says whether the script is written, too."""
    planned: list[PlannedCall] = []
    if script:
        planned += _with_repair("text.script", ScriptTask(story, model, panels).first())
    board = TextCall(
        model,
        BOARD_SYSTEM,
        "x" * prompt_bytes_max(panels),
        output_tokens_max(panels),
        schema_of(DrawnBoard),
    )
    return (*planned, *_with_repair("director.storyboard", board))


def _with_repair(step: str, first: TextCall) -> tuple[PlannedCall, PlannedCall]:
    repair = replace(first, prompt=first.prompt + "x" * REPAIR_BYTES_MAX)
    return PlannedCall(step, first, False), PlannedCall(step, repair, True)
