"""Our own small fake of Gemini's interactions API for video: every answer is checked by the SDK's own type.

No peer by somebody else plays this API. A prompt says what becomes of it.
"""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

import httpx2
from google.genai._gaos.types.interactions import Interaction

VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
POLLS = 2
"""So often it is still at work."""

FAILURES = {
    "blocked": {"code": "safety", "message": "The prompt was blocked by safety filters."},
    "broken": {"code": "internal", "message": "Internal error."},
}


@dataclass
class OmniFake:
    """`begun` are the bodies of what was asked for, by id; while `silent` no poll is answered."""

    begun: dict[str, dict[str, Any]] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    silent: bool = False

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        *_, last = request.url.path.split("/")
        if request.method == "POST":
            assert last == "interactions"
            operation = f"v1_{len(self.begun) + 1}"
            self.begun[operation] = json.loads(request.content)
            return _answered({"id": operation, "status": "in_progress"})
        if self.silent:
            raise httpx2.ReadError("gone")
        self.polls[last] = self.polls.get(last, 0) + 1
        return _answered({"id": last, **self._state(last)})

    def _state(self, operation: str) -> dict[str, Any]:
        prompt = self.begun[operation]["input"][-1]["content"][-1]["text"]
        if self.polls[operation] <= POLLS:
            return {"status": "in_progress"}
        if prompt in FAILURES:
            return {"status": "failed", "errors": [FAILURES[prompt]]}
        steps = [{"type": "model_output", "content": [_content(prompt)]}]
        usage = {
            "total_input_tokens": 20,
            "total_output_tokens": 46_000,
            "total_tokens": 46_020,
            "output_tokens_by_modality": [{"modality": "video", "tokens": 46_000}],
        }
        return {"status": "completed", "steps": steps, "usage": usage}


def _content(prompt: str) -> dict[str, str]:
    if prompt == "filtered":
        return {"type": "text", "text": "I can't make that."}
    data = b"<html>" if prompt == "no film" else VIDEO
    return {"type": "video", "mime_type": "video/mp4", "data": base64.b64encode(data).decode()}


def _answered(said: dict[str, Any]) -> httpx2.Response:
    Interaction.model_validate(said)
    return httpx2.Response(200, json=said)
