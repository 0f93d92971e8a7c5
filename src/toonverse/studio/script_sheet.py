"""The script as a person changes it before it is painted: what is told and said, by whom, in what order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.errors import UsageError
from toonverse.studio.shot_list import NOBODYS

TEXT_CHARACTERS_MAX, NAME_CHARACTERS_MAX = 4_000, 60
PARTS_MAX = 20_000
"""Beats and lines of a script."""
CHARACTERS_MAX = 300


class ScriptUnfit(UsageError):
    """Facts: scene, beat (from 1), field, and what is allowed (`most`)."""

    code = "script_unfit"


@dataclass(frozen=True, slots=True)
class Place:
    """Of a beat, or of a line in it; all from 0."""

    scene: int
    beat: int
    line: int = -1


def checked(script: Script) -> Script:
    """The script without what says nothing; who speaks and was not known is a character now.

    Raises ScriptUnfit.
    """
    scenes, parts, names = [], 0, {one.name for one in script.characters}
    new: dict[str, None] = {}
    for at, scene in enumerate(script.scenes, 1):
        beats = []
        for number, beat in enumerate(scene.beats, 1):
            told = _checked_beat(at, number, beat)
            parts += 1 + len(told.lines)
            new.update(dict.fromkeys(line.speaker for line in told.lines))
            if told.action or told.lines:
                beats.append(told)
        scenes.append(replace(scene, beats=tuple(beats)))
    if parts > PARTS_MAX:
        raise ScriptUnfit(scene=0, beat=0, field="lines", most=PARTS_MAX)
    if not any(scene.beats for scene in scenes):
        raise ScriptUnfit(scene=1, beat=1, field="lines", least=1)
    strangers = tuple(Character(name) for name in new if name not in names and name not in NOBODYS)
    characters = (*script.characters, *strangers)
    if len(characters) > CHARACTERS_MAX:
        raise ScriptUnfit(scene=0, beat=0, field="speaker", most=CHARACTERS_MAX)
    kept = tuple(scene for scene in scenes if scene.beats)
    return replace(script, scenes=kept, characters=characters)


def line_moved(script: Script, place: Place, by: int) -> Script:
    """A line up (-1) or down (1) among those of its beat; past its end, into the beat beyond. Where there is
    none, it stays."""
    beat = _beat(script, place)
    if not 0 <= place.line < len(beat.lines):
        raise _nowhere(place)
    to = place.line + by
    lines = list(beat.lines)
    line = lines.pop(place.line)
    if 0 <= to <= len(lines):
        lines.insert(to, line)
        return _with_beat(script, place, replace(beat, lines=tuple(lines)))
    beyond = Place(place.scene, place.beat + (1 if by > 0 else -1))
    if not 0 <= beyond.beat < len(script.scenes[place.scene].beats):
        return script
    without = _with_beat(script, place, replace(beat, lines=tuple(lines)))
    other = _beat(without, beyond)
    theirs = (line, *other.lines) if by > 0 else (*other.lines, line)
    return _with_beat(without, beyond, replace(other, lines=theirs))


def beat_moved(script: Script, place: Place, by: int) -> Script:
    """A beat with its lines up or down in its scene; at its end it stays."""
    beat, scene = _beat(script, place), script.scenes[place.scene]
    beats = list(scene.beats)
    beats.pop(place.beat)
    beats.insert(max(0, place.beat + by), beat)
    return _with_scene(script, place.scene, replace(scene, beats=tuple(beats)))


def removed(script: Script, place: Place) -> Script:
    """Without that line, or without the whole beat."""
    beat = _beat(script, place)
    if place.line >= 0:
        lines = tuple(line for at, line in enumerate(beat.lines) if at != place.line)
        return _with_beat(script, place, replace(beat, lines=lines))
    return _with_beat(script, place, Beat(""))


def line_added(script: Script, place: Place, line: Line) -> Script:
    """At the end of a beat."""
    beat = _beat(script, place)
    return _with_beat(script, place, replace(beat, lines=(*beat.lines, line)))


def _checked_beat(scene: int, number: int, beat: Beat) -> Beat:
    lines = []
    for line in beat.lines:
        speaker, text = " ".join(line.speaker.split()), line.text.strip()
        if len(text) > TEXT_CHARACTERS_MAX:
            raise ScriptUnfit(scene=scene, beat=number, field="text", most=TEXT_CHARACTERS_MAX)
        if len(speaker) > NAME_CHARACTERS_MAX:
            raise ScriptUnfit(scene=scene, beat=number, field="speaker", most=NAME_CHARACTERS_MAX)
        if text:
            lines.append(replace(line, text=text, speaker="" if line.kind == "caption" else speaker))
    if len(beat.action) > TEXT_CHARACTERS_MAX:
        raise ScriptUnfit(scene=scene, beat=number, field="action", most=TEXT_CHARACTERS_MAX)
    return replace(beat, action=beat.action.strip(), lines=tuple(lines))


def _beat(script: Script, place: Place) -> Beat:
    """Raises ScriptUnfit."""
    if not 0 <= place.scene < len(script.scenes) or not 0 <= place.beat < len(
        script.scenes[place.scene].beats
    ):
        raise _nowhere(place)
    return script.scenes[place.scene].beats[place.beat]


def _nowhere(place: Place) -> ScriptUnfit:
    return ScriptUnfit(scene=place.scene + 1, beat=place.beat + 1, field="place")


def _with_beat(script: Script, place: Place, beat: Beat) -> Script:
    scene = script.scenes[place.scene]
    beats: Sequence[Beat] = [beat if at == place.beat else one for at, one in enumerate(scene.beats)]
    return _with_scene(script, place.scene, replace(scene, beats=tuple(beats)))


def _with_scene(script: Script, number: int, scene: Scene) -> Script:
    scenes = tuple(scene if at == number else one for at, one in enumerate(script.scenes))
    return replace(script, scenes=scenes)
