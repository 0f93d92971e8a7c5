"""A Fountain screenplay, read with fountain-tools, as a `Script`."""

import re
from collections import Counter
from dataclasses import dataclass, field

from fountain_tools import fountain as fo
from fountain_tools.parser import Parser

from toonverse.domain.script import Beat, Line, LineKind, PlaceKind, Scene, Script, TimeOfDay, Weather
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import setting
from toonverse.studio.reading.cues import display_name, kind_of_remark
from toonverse.studio.reading.era import era_of
from toonverse.studio.reading.roster import canonical, characters
from toonverse.studio.reading.sounds import sounds_in

_PREFIX = re.compile(r"^\s*\.?(?:INT|EXT|EST|INT\.?/EXT|I\.?/E)\.?[\s-]+", re.I)
_NOTE = re.compile(r"\[\[.*?\]\]|/\*.*?\*/", re.S)
_EMPHASIS = re.compile(r"(?<!\\)[*_]+")


@dataclass
class _Beat:
    action: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass
class _Scene:
    heading: str = ""
    beats: list[_Beat] = field(default_factory=list)

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
            line = Line(text=" ".join(text.split()), speaker=self.speaker or "unknown", kind=self.kind)
            self.scenes[-1].beat_for_line().lines.append(line)
            self.kind = "speech"
        elif isinstance(element, fo.Action) and text:
            self._action(element, text)

    def _cue(self, cue: fo.Character) -> None:
        self.speaker = display_name(cue.name)
        self.names[self.speaker] += 1
        self.kind = kind_of_remark(cue.extension or "")

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
    same = canonical(reading.names)
    scenes: list[Scene] = []
    for raw in reading.scenes:
        if raw.heading or raw.beats:
            scenes.append(_scene(raw, same, scenes[-1] if scenes else None, story.language))
    if not scenes:
        scenes = [_scene(_Scene(story.title, [_Beat([story.title])]), same, None, story.language)]
    narration = "\n".join(b.action for s in scenes for b in s.beats)
    return Script(
        title=story.title,
        language=story.language,
        era=era_of(story.text, story.language),
        characters=characters(reading.names, narration, story.language),
        scenes=tuple(scenes),
    )


def _plain(text: str) -> str:
    text = _EMPHASIS.sub("", text).replace("\\*", "*").replace("\\_", "_")
    return re.sub(r"[ \t]+", " ", text).strip()


def _scene(raw: _Scene, same: dict[str, str], before: Scene | None, language: Language) -> Scene:
    heading = _PREFIX.sub("", raw.heading)
    place, _, when = heading.rpartition(" - ")
    place = place or heading
    kind = setting.heading_kind(place, language)
    text = "\n".join("\n".join(b.action) for b in raw.beats)
    sky = setting.weather(heading + "\n" + text, language)
    time: TimeOfDay = setting.time_of_day(when or heading, language)
    if time == "unknown" and before and (not raw.heading or re.search(r"continuous|later|same", when, re.I)):
        time = before.time
    return _made(raw, place.strip(" -") or (before.place if before else ""), kind, time, sky, same, language)


def _made(
    raw: _Scene,
    place: str,
    kind: PlaceKind,
    time: TimeOfDay,
    sky: Weather,
    same: dict[str, str],
    language: Language,
) -> Scene:
    beats = tuple(_beat(b, same, language) for b in raw.beats) or (Beat(action=place),)
    starts = beats[0].action or (beats[0].lines[0].text if beats[0].lines else place)
    return Scene(starts[:40], display_name(place), setting.in_the_rain(kind, sky), time, sky, beats)


def _beat(raw: _Beat, same: dict[str, str], language: Language) -> Beat:
    action = " ".join(" ".join(raw.action).split())
    lines = tuple(Line(line.text, same.get(line.speaker, line.speaker), line.kind) for line in raw.lines)
    named = [same[n] for n in same if re.search(rf"(?<!\w){re.escape(n)}", action, re.I)]
    present = dict.fromkeys([*named, *(line.speaker for line in lines if line.speaker)])
    return Beat(action, lines, sounds_in(action, language), tuple(n for n in present if n != "unknown"))
