"""What each panel shall show, before it is drawn (콘티)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from toonverse.domain.look import Look
from toonverse.domain.script import Era, Line, PlaceKind, Weather
from toonverse.domain.story import Language, Style

ShotSize = Literal["extreme long", "long", "full", "medium", "close", "extreme close", "insert"]
Angle = Literal["eye", "high", "low", "over shoulder", "back", "tilted"]
Setup = Literal["any", "front", "left", "right", "reverse"]
Light = Literal["dawn", "day", "sunset", "evening", "night"]
Emotion = Literal[
    "calm",
    "smile",
    "happy",
    "laugh",
    "sad",
    "crying",
    "angry",
    "shouting",
    "afraid",
    "surprised",
    "determined",
    "embarrassed",
    "tired",
    "pained",
    "shocked",
    "disgusted",
    "tender",
    "ashamed",
]
Pose = Literal[
    "stand",
    "talk",
    "walk",
    "run",
    "sit",
    "kneel",
    "lie",
    "crouch",
    "bow",
    "point",
    "reach",
    "hold",
    "arms crossed",
    "head in hands",
    "look up",
    "look back",
    "wave",
    "raise fist",
    "strike",
    "fall",
    "embrace",
    "carry",
    "drink",
    "write",
    "pull",
    "sit floor",
    "lean",
    "hand on chin",
    "hands on hips",
    "read",
    "cover face",
    "look down",
    "plead",
    "carry on back",
]
Contact = Literal[
    "", "embrace", "hand on shoulder", "hold hands", "hand over", "support", "shake", "carry on back"
]
Gaze = Literal["", "partner", "away", "down", "up", "viewer", "closed"]
Facing = Literal["front", "left", "right", "back"]
Tone = Literal["", "memory", "dream"]
BeatRole = Literal["opening", "build", "quiet", "action", "turn", "ending"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One person in a shot.

    `x` is the place across the panel (0 left edge to 1 right edge), `depth` from 0 (nearest) to 1
    (far). `holds` names a prop in the hand, `touches` the character this one touches and `contact` how
    ("" lets the pose say); `gaze` is where the eyes go ("" as pose and feeling have it). `look` is how the
    person looks in this shot, where that is not the cast's look any more: hair that was cut, wet clothes.
    """

    character: str
    pose: Pose = "stand"
    emotion: Emotion = "calm"
    facing: Facing = "front"
    x: float = 0.5
    depth: float = 0.0
    holds: str = ""
    touches: str = ""
    contact: Contact = ""
    gaze: Gaze = ""
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class CastMember:
    name: str
    look: Look


@dataclass(frozen=True, slots=True)
class Shot:
    """One panel to be. `number` is 1-based; `scene` the 0-based index of its scene.

    `lines` are in reading order, captions among them (`kind == "caption"`, no speaker). `props` are
    English nouns (letter, lamp, coin ...), the first the subject of an insert. `height_px` goes with
    `width_px`; `gutter_px` is the space before this panel in an 800 px wide strip. `setup` is the side from
    which the place is seen: its front, past its left or right corner, or reverse (what is behind the
    camera of the front view); "any" leaves it to the renderer. `prompt` is what an image model is asked,
    distinct for each panel; `alt` describes the panel in the story's language; `colours` are those that the
    story gives its things, as (noun, `#rrggbb`). `tone` says that it shows another time: what is remembered,
    what is dreamt. `holder` is whose hand an insert shows, as in the panel beside it.
    """

    number: int
    scene: int
    size: ShotSize
    angle: Angle
    place: PlaceKind
    place_words: str
    era: Era
    light: Light
    weather: Weather
    figures: tuple[Figure, ...]
    action: str
    props: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    sounds: tuple[str, ...] = ()
    role: BeatRole = "build"
    width_px: int = 1024
    height_px: int = 1536
    gutter_px: int = 250
    bleed: bool = False
    prompt: str = ""
    alt: str = ""
    setup: Setup = "any"
    colours: tuple[tuple[str, str], ...] = ()
    tone: Tone = ""
    holder: Figure | None = None

    def looks(self, cast: Iterable[CastMember]) -> tuple[CastMember, ...]:
        """Those of the cast who are in the shot, or whose hand is, as they look in it."""
        seen = self.figures if self.holder is None else (*self.figures, self.holder)
        now = {figure.character: figure.look for figure in seen}
        return tuple(CastMember(m.name, now[m.name] or m.look) for m in cast if m.name in now)

    def colour_of(self, thing: str) -> str:
        """`#rrggbb` of a thing as the story has it, "" where it says nothing."""
        return dict(self.colours).get(thing, "")


@dataclass(frozen=True, slots=True)
class Storyboard:
    title: str
    language: Language
    style: Style
    cast: tuple[CastMember, ...]
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All a renderer needs for one panel: the shot, the looks of those in it, the style."""

    shot: Shot
    cast: tuple[CastMember, ...]
    style: Style
