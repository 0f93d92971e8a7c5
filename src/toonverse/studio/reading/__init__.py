"""Reading a story without a model: who is in it, who says what, where and when (대본 만들기)."""

from typing import Any

from toonverse.domain.script import Script
from toonverse.domain.story import Story
from toonverse.studio.reading.fountain import read_fountain
from toonverse.studio.reading.panels import read_panels
from toonverse.studio.reading.prose import read_prose

__all__ = ["read", "report"]

_READERS = {"prose": read_prose, "fountain": read_fountain, "panels": read_panels}


def read(story: Story) -> Script:
    """What was understood: no spoken line is lost, order is kept, equal stories give equal scripts."""
    return _READERS[story.form](story)


def report(script: Script) -> dict[str, Any]:
    """The script as plain data: characters, quotes and scenes, each in story order.

    `characters`: name, aliases, age, gender, looks. `quotes`: text, speaker, kind (captions left out).
    `scenes`: starts, place, place_kind, time, weather.
    """
    return {
        "characters": [
            {
                "name": c.name,
                "aliases": list(c.aliases),
                "age": c.age,
                "gender": c.gender,
                "looks": list(c.looks),
            }
            for c in script.characters
        ],
        "quotes": [
            {"text": line.text, "speaker": line.speaker, "kind": line.kind}
            for scene in script.scenes
            for beat in scene.beats
            for line in beat.lines
            if line.kind != "caption"
        ],
        "scenes": [
            {
                "starts": s.starts,
                "place": s.place,
                "place_kind": s.place_kind,
                "time": s.time,
                "weather": s.weather,
            }
            for s in script.scenes
        ],
    }
