"""Peers that run for the whole session: aimock says what we tell it to, Prism what OpenAI's own spec says.

A peer that is not there fails whoever asks for it: nothing is left out.
"""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from peers.running import free_port, peer
from providers.faulty_server import PICTURE
from shared_data import shared
from toonverse.studio.directing import direct
from toonverse.studio.writing import ScriptTask
from writing.told import STORY, board_answer, said, script_answer

PANELS = 3


def fixtures() -> list[dict[str, Any]]:
    """A writer's answers for `STORY`: the first storyboard is asked for too soon. And one small picture."""
    drafted = direct(ScriptTask(STORY, "any", PANELS).read(said(script_answer())), "webtoon", PANELS)
    limit = {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}
    usage = {"prompt_tokens": 800, "completion_tokens": 300, "total_tokens": 1100}
    picture = {"b64Json": base64.b64encode(PICTURE).decode()}
    return [
        {
            "match": {"userMessage": "<panels>", "sequenceIndex": 0},
            "response": {"error": limit, "status": 429, "retryAfter": 1},
        },
        {
            "match": {"userMessage": "<panels>"},
            "response": {"content": said(board_answer(drafted)), "usage": usage},
        },
        {
            "match": {"userMessage": "<story>"},
            "response": {"content": said(script_answer()), "usage": usage},
        },
        {"match": {"endpoint": "image"}, "response": {"image": picture}},
    ]


@pytest.fixture(scope="session")
def aimock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("aimock")
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": fixtures()}), encoding="utf-8")
    port = free_port()
    words = ("-h", "127.0.0.1", "-p", str(port), "-f", folder / "fixtures.json")
    with peer("@copilotkit/aimock/dist/cli.js", port, folder / "log", *words) as address:
        yield address


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("prism") / "log"
    port = free_port()
    words = ("mock", "-h", "127.0.0.1", "-p", str(port), shared("peers/openai_images_spec.json"))
    with peer("@stoplight/prism-cli/dist/index.js", port, log, *words) as address:
        yield address
