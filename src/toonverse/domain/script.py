"""What was understood of a story: who is in it, where, and what is said and done (대본)."""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.story import Language

Age = Literal["child", "young", "middle", "old"]
Gender = Literal["female", "male", "unknown"]
LineKind = Literal["speech", "thought", "shout", "whisper", "letter", "sign", "caption"]
PlaceKind = Literal[
    "city",
    "street",
    "rainy street",
    "alley",
    "room",
    "kitchen",
    "tavern",
    "shop",
    "school",
    "office",
    "hospital",
    "station",
    "vehicle",
    "forest",
    "mountain",
    "sea",
    "harbour",
    "river",
    "field",
    "village",
    "temple",
    "other",
]
TimeOfDay = Literal["dawn", "day", "evening", "night", "unknown"]
Weather = Literal["clear", "cloudy", "rain", "snow", "fog", "storm", "wind", "unknown"]
Heard = Literal["", "away", "device"]
Era = Literal["modern", "period", "fantasy", "future"]


@dataclass(frozen=True, slots=True)
class Character:
    """`looks` are words of the text; `mentions` counts how often the text names them."""

    name: str
    aliases: tuple[str, ...] = ()
    age: Age = "young"
    gender: Gender = "unknown"
    looks: tuple[str, ...] = ()
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance. `speaker` is a character's name, "crowd", "unknown", or "" for the narrator.

    `heard` tells that the speaker is not to be seen as they say it: a voice from `away` (behind a door, in
    the dark), or out of a `device` (telephone, radio, intercom).
    """

    text: str
    speaker: str = ""
    kind: LineKind = "speech"
    heard: Heard = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens, in the story's order: narration first, then what is said.

    `action` is the narration (may be empty), `lines` what is spoken, thought or written in it,
    `sounds` its sound effects, `present` the names of those seen in it. In a panel script
    `panel` is the number of the panel the writer asked for (1-based), else 0.
    """

    action: str
    lines: tuple[Line, ...] = ()
    sounds: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    panel: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """`starts` is the opening of its first sentence, `place` short words for where it is."""

    starts: str
    place: str
    place_kind: PlaceKind
    time: TimeOfDay
    weather: Weather
    beats: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class Script:
    title: str
    language: Language
    era: Era
    characters: tuple[Character, ...]
    scenes: tuple[Scene, ...]
