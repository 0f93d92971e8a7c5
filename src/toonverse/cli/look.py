"""`toonverse read`: it looks, and leaves nothing behind."""

import json
import sys
from functools import partial
from pathlib import Path

from rich.console import Console

from toonverse.cli.story import Wanted, read_story
from toonverse.studio.reading import read as read_script
from toonverse.studio.reading import report


def read(path: Path, language: Wanted, as_json: bool) -> None:
    """Raises UsageError for what is no story."""
    understood = report(read_script(read_story(path, language)))
    if as_json:
        _write(understood)
        return
    line = partial(Console(highlight=False, soft_wrap=True).print, markup=False)
    for character in understood["characters"]:
        line(f"{character['name']}  ({character['gender']}, {character['age']})")
    for scene in understood["scenes"]:
        line(f"# {scene['place']} · {scene['time']} · {scene['weather']}: {scene['starts']}")
    for quoted in understood["quotes"]:
        line(f"{quoted['speaker']}: {quoted['text']}")


def _write(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
