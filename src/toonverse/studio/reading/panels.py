"""A panel script: `PANEL 1`, `NAME (whisper): ...`, `CAPTION:`, `SFX:`, and the same in Korean."""

import re
from collections import Counter
from dataclasses import dataclass, field

from toonverse.domain.script import Beat, Line, Scene, Script
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import setting
from toonverse.studio.reading.cues import (
    OFF_SCREEN,
    VOICE_OVER,
    bare_line,
    display_name,
    given_loudly,
    kind_of_remark,
)
from toonverse.studio.reading.era import era_of
from toonverse.studio.reading.roster import Roster, characters, parts_of, roster_of
from toonverse.studio.reading.sounds import sounds_in

_PANEL = re.compile(
    r"^\W*(?:(?:PANEL|컷|패널|칸)\s*(?P<a>\d{1,5})|(?P<b>\d{1,5})\s*(?:컷|"
    r"칸))(?!\w)[\s.:：)\]\-–—*]*(?P<rest>.*)$",
    re.I,
)
_PAGE = re.compile(r"^\W*(?:PAGE|페이지|쪽)\s*\d+\W*$|^\W*\d+\s*(?:페이지|쪽)\W*$", re.I)
_TITLE = re.compile(r"^(?:TITLE|제목|EPISODE|에피소드|AUTHOR|글|작가)\s*[:：]", re.I)
_SCENE = re.compile(
    r"^\W*(?:SCENE|장면|씬|SETTING|배경|장소)\s*\d*\s*[:：.\-–—]\s*(?P<rest>.+)$|^(?P<head>(?:INT|"
    r"EXT)[. ].+)$",
    re.I,
)
_CAPTION = re.compile(r"^(?:CAPTION|CAP|NARRATION|NARRATOR|내레이션|나레이션|내레이터|캡션|자막|해설)$", re.I)
_SOUND = re.compile(r"^(?:SFX|SOUND|FX|SE|효과음|의성어|소리)$", re.I)
_ACTION = re.compile(r"^(?:ACTION|DESCRIPTION|VISUAL|SHOT|설명|묘사|그림|지문|화면)$", re.I)
_CUE = re.compile(
    r"^(?P<name>[^\s:：][^:：(（\n]{0,30}?)\s*(?:[(（](?P<remark>[^)）\n]*)[)）])?\s*[:：]\s*(?P<text>.*)$"
)
_NAME_EN = re.compile(r"^[A-Z][\w.'’-]*(?: (?:[A-Z#\d&][\w.'’-]*|of|the|and)){0,3}$")
_NAME_KO = re.compile(r"^[\w·]+(?: [\w·]+){0,2}$")


@dataclass
class _Panel:
    number: int
    action: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    heading: str = ""

    @property
    def empty(self) -> bool:
        return not (self.action or self.lines or self.sounds)


class _Reading:
    """Walks the lines of a panel script once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.panels = [_Panel(0)]
        self.names: Counter[str] = Counter()
        self._open = False  # whether an indented line would carry on a spoken one

    def take(self, line: str) -> None:
        text = line.strip()
        if not text:
            self._open = False
            return
        if self._open and line[0] in " \t" and not _CUE.match(text):
            last = self.panels[-1].lines[-1]
            self.panels[-1].lines[-1] = Line(f"{last.text} {text}", last.speaker, last.kind)
            return
        self._open = False
        if _PAGE.match(text) or _TITLE.match(text) or (text.startswith("#") and not _PANEL.match(text)):
            return
        panel, scene = _PANEL.match(text), _SCENE.match(text)
        if panel:
            self._panel(int(panel["a"] or panel["b"]), panel["rest"])
        elif scene:
            self._heading(scene["rest"] or scene["head"])
        else:
            self._content(text)

    def _panel(self, number: int, rest: str) -> None:
        heading = ""
        if self.panels[-1].empty:
            heading = self.panels.pop().heading
        self.panels.append(_Panel(number, heading=heading))
        if rest.strip():
            self._content(rest.strip(" ]*"))

    def _heading(self, text: str) -> None:
        if not self.panels[-1].empty:
            self.panels.append(_Panel(0))
        self.panels[-1].heading = text

    def _content(self, text: str) -> None:
        panel = self.panels[-1]
        cue = _CUE.match(text)
        name = cue["name"].strip(" *_") if cue else ""
        if cue and _SOUND.match(name):
            panel.sounds += [s.strip(" \"'“”") for s in re.split(r"[,/、]", cue["text"]) if s.strip(" \"'“”")]
        elif cue and _CAPTION.match(name):
            self._line(panel, cue["text"], Line("", "", "caption"))
        elif cue and _ACTION.match(name):
            panel.action.append(cue["text"])
        elif cue and self._is_name(name):
            speaker = display_name(name)
            self.names[speaker] += 1
            remark = cue["remark"] or ""
            unseen = VOICE_OVER.search(remark) or OFF_SCREEN.search(remark)
            kind = "caption" if unseen else kind_of_remark(remark)
            self._line(panel, cue["text"], Line("", speaker, kind))
        else:
            panel.action.append(text)

    def _line(self, panel: _Panel, text: str, line: Line) -> None:
        panel.lines.append(Line(bare_line(text), line.speaker, line.kind))
        self._open = True

    def _is_name(self, name: str) -> bool:
        pattern = _NAME_KO if self.language == "ko" else _NAME_EN
        parts = parts_of(name) if name.isupper() or "/" in name or self.language == "ko" else ()
        return all(pattern.match(part) for part in parts or (name,)) and any(c.isalpha() for c in name)


def read_panels(story: Story) -> Script:
    """One beat a panel; scenes are cut at scene headings and where a panel names another place."""
    reading = _Reading(story.language)
    for line in _without_title(story):
        reading.take(line)
    panels = [p for p in reading.panels if not p.empty or p.number] or [_Panel(1, [story.title])]
    roster = roster_of(reading.names, _cued(panels))
    scenes = _scenes(panels, roster, story.language)
    narration = "\n".join(text for p in panels for text in p.action)
    return Script(
        title=story.title,
        language=story.language,
        era=era_of(story.text, story.language),
        characters=characters(reading.names, roster, narration, story.language),
        scenes=scenes,
    )


def _cued(panels: list[_Panel]) -> list[set[str]]:
    """Who speaks in each stretch of panels under one heading."""
    stretches: list[set[str]] = [set()]
    for panel in panels:
        if panel.heading:
            stretches.append(set())
        stretches[-1].update(line.speaker for line in panel.lines)
    return stretches


def _without_title(story: Story) -> list[str]:
    lines = story.text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    return lines[first + 1 :] if lines[first].strip("# ").strip() == story.title else lines


def _scenes(panels: list[_Panel], roster: Roster, language: Language) -> tuple[Scene, ...]:
    scenes: list[Scene] = []
    beats: list[Beat] = []
    head: _Panel | None = None
    for panel in panels:
        if head is not None and beats and _opens(panel, head, language):
            scenes.append(_scene(head, beats, scenes[-1] if scenes else None, language))
            beats, head = [], None
        head = head or panel
        beats.append(_beat(panel, roster, language))
    if head is not None:
        scenes.append(_scene(head, beats, scenes[-1] if scenes else None, language))
    return tuple(scenes)


def _opens(panel: _Panel, head: _Panel, language: Language) -> bool:
    if panel.heading:
        return True
    kind = setting.place_kind(" ".join(panel.action), language)[1]
    known = setting.place_kind(f"{head.heading} {' '.join(head.action)}", language)[1]
    return kind != "other" and known != "other" and kind != known


def _scene(head: _Panel, beats: list[Beat], before: Scene | None, language: Language) -> Scene:
    said = " ".join(
        [head.heading, *(b.action for b in beats), *(x.text for x in beats[0].lines if x.kind == "caption")]
    )
    place, kind = setting.place_kind(head.heading or said, language)
    time, sky = setting.time_of_day(said, language), setting.weather(said, language)
    if time == "unknown" and before:
        time = before.time
    place = re.split(r"\s*[,–—-]\s+|, ", head.heading)[0] if head.heading else place
    starts = beats[0].action or (beats[0].lines[0].text if beats[0].lines else place)
    return Scene(starts[:40], place, setting.in_the_rain(kind, sky), time, sky, tuple(beats))


def _beat(panel: _Panel, roster: Roster, language: Language) -> Beat:
    action = " ".join(" ".join(panel.action).split())
    lines = tuple(
        Line(x.text, roster.speaker(x.speaker), given_loudly(x.text, x.kind)) for x in panel.lines if x.text
    )
    present = roster.present(action, [x.speaker for x in panel.lines if x.text and x.kind != "caption"])
    sounds = tuple(panel.sounds) or sounds_in(action, language)
    return Beat(action, lines, sounds, present, panel.number)
