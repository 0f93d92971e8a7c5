"""Fountain screenplays and panel scripts, which name their speakers outright."""

from toonverse.domain.script import Script
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def script_of(text: str, filename: str = "a.txt") -> Script:
    return read(take_in(text.encode(), filename, None, "auto"))


def lines_of(script: Script) -> list[tuple[str, str, str]]:
    return [(x.speaker, x.kind, x.text) for s in script.scenes for b in s.beats for x in b.lines]


PANELS = """TITLE: The Bell
PANEL 1: A school rooftop at night. Rain.
CAPTION: Nobody came here after dark.
MINA (whisper): Who's there?
SFX: BANG, drip
PANEL 2
Mina turns. JOON, a tall boy in a yellow raincoat, stands in the doorway.
JOON (shouting): "It's me!"
    Don't jump.
MINA (thinking): Of course it's him.

PANEL 3 - The harbour, next morning. Fog.
MINA: Morning.
"""


def test_a_panel_script_gives_one_beat_a_panel():
    beats = [b for s in script_of(PANELS).scenes for b in s.beats]
    assert [b.panel for b in beats] == [1, 2, 3]
    assert beats[0].sounds == ("BANG", "drip")
    assert beats[1].present == ("Mina", "Joon")


def test_a_panel_scripts_lines_keep_speaker_kind_and_order():
    assert lines_of(script_of(PANELS)) == [
        ("", "caption", "Nobody came here after dark."),
        ("Mina", "whisper", "Who's there?"),
        ("Joon", "shout", "It's me! Don't jump."),
        ("Mina", "thought", "Of course it's him."),
        ("Mina", "speech", "Morning."),
    ]


def test_a_panel_script_is_cut_where_a_panel_is_elsewhere():
    scenes = [(s.place_kind, s.time, s.weather) for s in script_of(PANELS).scenes]
    assert scenes == [("city", "night", "rain"), ("harbour", "day", "fog")]


PANELS_KO = """제목: 옥상

컷 1
장면: 학교 옥상, 저녁, 비
내레이션: 그날도 비가 왔다.
민수 (속삭임): 누구 있어?
효과음: 쏴아, 쿵

컷 2
지아 (외침): 여기야!
민수(속마음): 살았다.
"""


def test_a_korean_panel_script_is_read_alike():
    script = script_of(PANELS_KO)
    assert script.title == "옥상"
    assert lines_of(script) == [
        ("", "caption", "그날도 비가 왔다."),
        ("민수", "whisper", "누구 있어?"),
        ("지아", "shout", "여기야!"),
        ("민수", "thought", "살았다."),
    ]
    assert (script.scenes[0].time, script.scenes[0].weather) == ("evening", "rain")


FOUNTAIN = """Title: Rain

INT. KITCHEN - NIGHT

MINA, 8, sits under the table. Rain on the window. CRASH!

MINA
(whispering)
Is it gone?

INT. STREET - CONTINUOUS

> THE END <

JOON (V.O.)
Not yet. [[a note]]
"""


def test_a_fountain_script_gives_scenes_lines_and_sounds():
    script = script_of(FOUNTAIN)
    assert [(s.place, s.place_kind, s.time, s.weather) for s in script.scenes] == [
        ("Kitchen", "kitchen", "night", "rain"),
        ("Street", "street", "night", "unknown"),
    ]
    assert lines_of(script) == [
        ("Mina", "whisper", "Is it gone?"),
        ("", "caption", "THE END"),
        ("Joon", "speech", "Not yet."),
    ]
    assert script.scenes[0].beats[0].sounds == ("CRASH",)
    assert next(c.age for c in script.characters if c.name == "Mina") == "child"
