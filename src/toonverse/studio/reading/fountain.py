"""A Fountain screenplay, read with fountain-tools, as a `Script`."""

import re
from collections import Counter
from dataclasses import dataclass, field

from fountain_tools import fountain as fo
from fountain_tools.parser import Parser

from toonverse.domain.script import Beat, Line, LineKind, PlaceKind, Scene, Script, TimeOfDay, Weather
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import setting
from toonverse.studio.reading.cues import OFF_SCREEN, VOICE_OVER, display_name, given_loudly, kind_of_remark
from toonverse.studio.reading.era import era_of
from toonverse.studio.reading.roster import Roster, characters, roster_of
from toonverse.studio.reading.sounds import sounds_in

_PREFIX = re.compile(r"^\s*\.?(?:INT|EXT|EST|INT\.?/EXT|I\.?/E)\.?[\s-]+", re.I)
_NOTE = re.compile(r"\[\[.*?\]\]|/\*.*?\*/", re.S)
_EMPHASIS = re.compile(r"(?<!\\)[*_]+")


@dataclass
class _Beat:
    action: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    voices: set[int] = field(default_factory=set)
    """Which of `lines` are voice-over."""
    unseen: set[int] = field(default_factory=set)
    """Which of `lines` come from somebody out of the picture."""


@dataclass
class _Scene:
    heading: str = ""
    beats: list[_Beat] = field(default_factory=list)
    cued: set[str] = field(default_factory=set)
    """Who has a cue in it."""
    seen: set[str] = field(default_factory=set)
    """Who has a cue in it that is neither voice-over nor off screen."""

    def beat_for_action(self) -> _Beat:
        if not self.beats or self.beats[-1].lines:
            self.beats.append(_Beat())
        return self.beats[-1]

    def beat_for_line(self) -> _Beat:
        if not self.beats:
            self.beats.append(_Beat())
        return self.beats[-1]


class _Reading:
    """Walks the elements of a screenplay once."""

    def __init__(self) -> None:
        self.scenes = [_Scene()]
        self.speaker = ""
        self.kind: LineKind = "speech"
        self.extension = ""
        self.names: Counter[str] = Counter()

    def take(self, element: fo.Element) -> None:
        text = _plain(element.text)
        if isinstance(element, fo.SceneHeading):
            self.scenes.append(_Scene(heading=text))
        elif isinstance(element, fo.Character):
            self._cue(element)
        elif isinstance(element, fo.Parenthetical):
            kind = kind_of_remark(text)
            self.kind = kind if kind != "speech" else self.kind
        elif isinstance(element, fo.Dialogue | fo.Lyric) and text:
            self._line(" ".join(text.split()))
        elif isinstance(element, fo.Action) and text:
            self._action(element, text)

    def _cue(self, cue: fo.Character) -> None:
        self.speaker = display_name(cue.name)
        self.names[self.speaker] += 1
        self.extension = cue.extension or ""
        self.kind = kind_of_remark(self.extension)
        self.scenes[-1].cued.add(self.speaker)
        if not (VOICE_OVER.search(self.extension) or OFF_SCREEN.search(self.extension)):
            self.scenes[-1].seen.add(self.speaker)

    def _line(self, text: str) -> None:
        beat = self.scenes[-1].beat_for_line()
        if VOICE_OVER.search(self.extension):
            beat.voices.add(len(beat.lines))
        elif OFF_SCREEN.search(self.extension):
            beat.unseen.add(len(beat.lines))
        beat.lines.append(Line(text, self.speaker or "unknown", given_loudly(text, self.kind)))
        self.kind = "speech"

    def _action(self, action: fo.Action, text: str) -> None:
        scene = self.scenes[-1]
        if action.centered:
            scene.beat_for_line().lines.append(Line(text=" ".join(text.split()), kind="caption"))
        else:
            scene.beat_for_action().action.append(text)


def read_fountain(story: Story) -> Script:
    """Scenes by their headings; a beat is an action and the dialogue up to the next action."""
    parser = Parser()
    parser.add_text(_NOTE.sub("", story.text))
    reading = _Reading()
    for element in parser.script.elements:
        reading.take(element)
    roster = roster_of(reading.names, [s.cued for s in reading.scenes])
    scenes: list[Scene] = []
    for raw in reading.scenes:
        if raw.heading or raw.beats:
            scenes.append(_scene(raw, roster, scenes[-1] if scenes else None, story.language))
    if not scenes:
        scenes = [_scene(_Scene(story.title, [_Beat([story.title])]), roster, None, story.language)]
    narration = "\n".join(b.action for s in scenes for b in s.beats)
    return Script(
        title=story.title,
        language=story.language,
        era=era_of(story.text, story.language),
        characters=characters(reading.names, roster, narration, story.language),
        scenes=tuple(scenes),
    )


def _plain(text: str) -> str:
    text = _EMPHASIS.sub("", text).replace("\\*", "*").replace("\\_", "_")
    return re.sub(r"[ \t]+", " ", text).strip()


def _scene(raw: _Scene, roster: Roster, before: Scene | None, language: Language) -> Scene:
    heading = _PREFIX.sub("", raw.heading)
    place, _, when = heading.rpartition(" - ")
    place = place or heading
    kind = setting.heading_kind(place, language)
    text = "\n".join("\n".join(b.action) for b in raw.beats)
    sky = setting.weather(heading + "\n" + text, language)
    time: TimeOfDay = setting.time_of_day(when or heading, language)
    if time == "unknown" and before and (not raw.heading or re.search(r"continuous|later|same", when, re.I)):
        time = before.time
    return _made(
        raw, place.strip(" -") or (before.place if before else ""), kind, time, sky, roster, language
    )


def _made(
    raw: _Scene,
    place: str,
    kind: PlaceKind,
    time: TimeOfDay,
    sky: Weather,
    roster: Roster,
    language: Language,
) -> Scene:
    told = " ".join(text for b in raw.beats for text in b.action)
    seen = set(roster.present(told, sorted(raw.seen)))
    beats = tuple(_beat(b, seen, roster, language) for b in raw.beats) or (Beat(action=place),)
    starts = beats[0].action or (beats[0].lines[0].text if beats[0].lines else place)
    return Scene(starts[:40], display_name(place), setting.in_the_rain(kind, sky), time, sky, beats)


def _beat(raw: _Beat, seen: set[str], roster: Roster, language: Language) -> Beat:
    """`seen` are those in the scene's picture, who think what they say in voice-over."""
    action = " ".join(" ".join(raw.action).split())
    lines: list[Line] = []
    for at, line in enumerate(raw.lines):
        speaker = roster.speaker(line.speaker)
        kind = line.kind
        if at in raw.voices and kind in ("speech", "thought"):
            kind = "thought" if speaker in seen else "caption"
        elif at in raw.unseen:
            kind = "caption"
        lines.append(Line(line.text, speaker, kind))
    out = raw.voices | raw.unseen
    speakers = [line.speaker for at, line in enumerate(raw.lines) if at not in out]
    thinkers = [line.speaker for line in lines if line.kind == "thought"]
    present = roster.present(action, [*speakers, *thinkers])
    return Beat(action, tuple(lines), sounds_in(action, language), present)
