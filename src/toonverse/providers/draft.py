"""The free provider: panels drawn on this machine by the draft renderer, in a pool of processes.

Skia holds the interpreter's lock: drawing in threads would stop the event loop, a process pool doesn't.
"""

import asyncio
import json
from concurrent.futures import BrokenExecutor, Executor

from pydantic import ValidationError

from toonverse.domain.storyboard import Brief
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.metering.calls import Call, ImageCall, Reply, Usage
from toonverse.metering.outcomes import Failed, Refused

BRIEF_MAX_BYTES = 200_000


def draw_png(brief_json: str) -> tuple[bytes, str]:
    """PNG bytes and their notes for one brief: `{"width", "height", "faces": [Face ...]}` in pixels.

    Runs in a pool's process. Raises `pydantic.ValidationError` when the JSON is no brief and
    `BadPictureSize` when its size can't be drawn.
    """
    from toonverse.draw.draft import paint  # the process that only orders the work never draws

    drawing = paint(from_json(Brief, brief_json))
    height, width = drawing.pixels.shape[:2]
    faces = [json.loads(to_json(face)) for face in drawing.faces]
    notes = {"width": width, "height": height, "faces": faces}
    return drawing.png(), json.dumps(notes, ensure_ascii=False)


class DraftProvider:
    """Answers image calls from their brief, or from the bare prompt where there is none. Costs nothing."""

    name = "draft"
    free = True

    def __init__(self, pool: Executor) -> None:
        self._pool = pool

    async def call(self, call: Call) -> Reply:
        """The picture. Raises `Refused` for what can't be drawn and `Failed` when the pool broke."""
        if not isinstance(call, ImageCall):
            raise Refused(provider=self.name, reason="it only draws pictures", call=type(call).__name__)
        if len(call.brief) > BRIEF_MAX_BYTES:
            raise Refused(provider=self.name, reason="brief too large", bytes=len(call.brief))
        brief = call.brief or _brief(call)
        loop = asyncio.get_running_loop()
        try:
            picture, notes = await loop.run_in_executor(self._pool, draw_png, brief)
        except ValidationError as error:
            raise Refused(provider=self.name, reason="not a brief", problems=error.error_count()) from error
        except UsageError as error:
            raise Refused(provider=self.name, reason=error.code, **error.facts) from error
        except (BrokenExecutor, RuntimeError, MemoryError, OSError) as error:
            raise Failed(provider=self.name, reason=type(error).__name__) from error
        return Reply(picture, "image/png", Usage(images=1), notes)


def _brief(call: ImageCall) -> str:
    """What a bare prompt asks for."""
    from toonverse.draw.draft import brief_from_prompt

    return to_json(brief_from_prompt(call.prompt, call.width, call.height))
