"""A priced provider that counts its answers durably, and a home that buys from it: for tests of the flow."""

import asyncio
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from toonverse.bootstrap import House, open_house
from toonverse.clock import Clock, utc_now
from toonverse.draw.png import encode_png
from toonverse.metering.calls import Call, ImageCall, Reply, Usage
from toonverse.metering.catalog import load
from toonverse.settings import Settings

MODEL = "test-picture"
PICTURE_TOKENS = 1_000
PROMPT_TOKENS = 10
COST_NUSD = PICTURE_TOKENS * 40_000 + PROMPT_TOKENS * 5_000
SIZE_PX = (400, 600)

AT_WORK = "at-work"
"""A file in the home that says: from now on a kill meets somebody at work."""

_CATALOG = f"""
[[model]]
name = "{MODEL}"
provider = "test"
service = "image_generation"
source = "a test"
[model.pictures]
rule = "tiers"
extra_tokens_max = 0
tiers = [{{ edge_max = 4096, tokens = {PICTURE_TOKENS} }}]
[[model.price]]
unit = "input_token"
usd = 5
per = 1_000_000
from = 2026-01-01
[[model.price]]
unit = "image_output_token"
usd = 40
per = 1_000_000
from = 2026-01-01
"""

PAINTER = "test-painter"
"""As `MODEL`, and looks at references."""

SHOWN_TOKENS = 500
CATALOG = _CATALOG + _CATALOG.replace(f'"{MODEL}"', f'"{PAINTER}"').replace(
    'source = "a test"', f'source = "a test"\npicture_input_tokens_max = {SHOWN_TOKENS}\nreferences_max = 2'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call as the provider saw it; `ended` is None when the process died in it."""

    prompt: str
    began: float
    ended: float | None


class CountingProvider:
    """Takes its time, and notes each call before and each answer after, on the disc, in one line each."""

    name = "test"
    free = False

    def __init__(self, log: Path, delay_seconds: float = 0.2) -> None:
        self._log = log
        self._delay = delay_seconds

    async def call(self, call: Call) -> Reply:
        assert isinstance(call, ImageCall)
        name = hashlib.sha256(call.prompt.encode()).hexdigest()
        turn = os.urandom(8).hex()
        self._note(turn, "began", name)
        await asyncio.sleep(self._delay)
        picture = flat_picture(name)
        self._note(turn, "answered", name)
        usage = Usage(PROMPT_TOKENS, PICTURE_TOKENS, PROMPT_TOKENS + PICTURE_TOKENS, images=1)
        return Reply(picture, "image/png", usage)

    def _note(self, turn: str, event: str, name: str) -> None:
        line = json.dumps({"turn": turn, "event": event, "prompt": name, "at": time.time()}) + "\n"
        handle = os.open(self._log, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(handle, line.encode())
        os.fsync(handle)
        os.close(handle)


def flat_picture(name: str) -> bytes:
    """One colour for each name."""
    pixels = np.empty((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    pixels[:] = [int(name[at : at + 2], 16) for at in (0, 2, 4)]
    return encode_png(pixels)


def asked(log: Path) -> list[Asked]:
    """Every call that the provider was asked, from its log (none before it is there)."""
    if not log.exists():
        return []
    turns: dict[str, dict[str, dict[str, str | float]]] = {}
    for line in log.read_text().splitlines():
        note = json.loads(line)
        turns.setdefault(note["turn"], {})[note["event"]] = note
    return [
        Asked(
            str(turn["began"]["prompt"]),
            float(turn["began"]["at"]),
            float(turn["answered"]["at"]) if "answered" in turn else None,
        )
        for turn in turns.values()
    ]


@contextmanager
def priced_house(
    home: Path,
    log: Path,
    delay_seconds: float = 0.2,
    clock: Clock = utc_now,
    dearer: Decimal = Decimal(1),
    time_zone: str = "UTC",
    database_url: str | None = None,
) -> Iterator[House]:
    """A home whose catalogue knows one more model (so many times `dearer`), whose provider is at hand."""
    home.mkdir(parents=True, exist_ok=True)
    catalog = home / "catalog.toml"
    catalog.write_text(CATALOG.replace("usd = 40", f"usd = {40 * dearer}"))
    provider = CountingProvider(log, delay_seconds)
    settings = Settings(home=home, workers=2, time_zone=time_zone, database_url=database_url)
    with open_house(settings, clock=clock, catalog=load(catalog), providers={"test": provider}) as house:
        yield house
