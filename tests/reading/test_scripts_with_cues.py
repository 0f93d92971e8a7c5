"""Fountain screenplays and panel scripts, which name their speakers outright."""

import pytest

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
        ("Joon", "caption", "Not yet."),
    ]
    assert script.scenes[0].beats[0].sounds == ("CRASH",)
    assert next(c.age for c in script.characters if c.name == "Mina") == "child"


def played(*cues: str, action: str = "A table.") -> Script:
    """A screenplay in which each `NAME: line` speaks in turn; `-` opens another scene."""
    scenes = "\n\n".join("INT. HALL - DAY" if cue == "-" else cue.replace(": ", "\n", 1) for cue in cues)
    return script_of(f"INT. ROOM - DAY\n\n{action}\n\n{scenes}\n", "a.fountain")


def cast_of(script: Script) -> set[str]:
    return {c.name for c in script.characters}


@pytest.mark.parametrize("joined", ["BOB AND JANE", "BOB & JANE", "BOB/JANE", "BOB, JANE"])
def test_two_who_speak_as_one_stay_two(joined: str):
    script = played("BOB: Hello.", "JANE (CONT'D): Hi.", f"{joined}: Welcome!")
    assert cast_of(script) == {"Bob", "Jane"}
    assert [x[0] for x in lines_of(script)] == ["Bob", "Jane", "Bob"]
    assert script.scenes[0].beats[0].present == ("Bob", "Jane")


def test_two_korean_names_joined_stay_two_and_a_fairy_of_apples_is_one():
    script = script_of("컷 1\n민수: 안녕.\n지아: 그래.\n민수와 지아: 가자!\n사과 요정: 기다려.\n")
    assert cast_of(script) == {"민수", "지아", "사과 요정"}


def test_husband_and_wife_share_the_name_behind_them():
    assert cast_of(played("MR. AND MRS. HALE: Come in.")) == {"Mr. Hale", "Mrs. Hale"}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ANN", "MARY ANN"),
        ("BOY", "TALL BOY"),
        ("BOB", "BOB'S DOG"),
        ("GUARD", "GUARD ON WALL"),
        ("VOICE", "RADIO VOICE"),
    ],
)
def test_who_only_shares_a_word_is_somebody_else(short: str, long: str):
    assert len(cast_of(played(f"{short}: Yes.", "-", f"{long}: No."))) == 2


@pytest.mark.parametrize(
    ("short", "long"), [("REED", "DOCTOR REED"), ("TOM", "TOM WEBB"), ("WEBB", "TOM WEBB")]
)
def test_a_title_or_a_surname_makes_nobody_new_unless_both_speak_in_one_scene(short: str, long: str):
    assert len(cast_of(played(f"{short}: Yes.", "-", f"{long}: No."))) == 1
    assert len(cast_of(played(f"{short}: Yes.", f"{long}: No."))) == 2


def test_a_korean_childs_mother_is_not_the_child():
    assert cast_of(script_of("컷 1\n민수: 응.\n컷 2\n장면: 마당\n민수 엄마: 밥 먹자.\n")) == {
        "민수",
        "민수 엄마",
    }


@pytest.mark.parametrize(
    ("action", "cue", "age"),
    [
        ("LEO (9) and MIA (41) sit.", "LEO", "child"),
        ("LEO (9) and MIA (41) sit.", "MIA", "middle"),
        ("ANN (9) enters.", "ANN", "child"),
        ("MR. OKONKWO (60s) reads.", "MR. OKONKWO", "old"),
        ("JUN (early 40s) waits.", "JUN", "middle"),
        ("JUN (late 50s) waits.", "JUN", "middle"),
        ("DOCTOR REED, 65, sleeps.", "DOCTOR REED", "old"),
    ],
)
def test_a_screenplay_gives_an_age_beside_a_name(action: str, cue: str, age: str):
    (character,) = played(f"{cue}: Yes.", action=action).characters
    assert character.age == age


def test_voice_over_is_a_thought_of_who_is_there_and_a_caption_of_who_is_not():
    script = played("MIA (V.O.): I was seven.", "ANN (V.O.): I was not.", "MIA: Yes.")
    assert [x[:2] for x in lines_of(script)] == [("Mia", "thought"), ("Ann", "caption"), ("Mia", "speech")]
    assert script.scenes[0].beats[0].present == ("Mia",)


def test_who_speaks_off_screen_is_not_in_the_picture():
    script = played("MIA: Who is it?", "ANN (O.S.): Me.")
    assert lines_of(script)[1] == ("Ann", "caption", "Me.")
    assert script.scenes[0].beats[0].present == ("Mia",)


def test_a_line_in_capitals_with_an_exclamation_mark_is_shouted():
    script = played("MIA: GET OUT!", "ANN: No!", "BOB (whispering): RUN!")
    assert [x[1] for x in lines_of(script)] == ["shout", "speech", "whisper"]
    assert lines_of(script_of("PANEL 1\nMINA: GET OUT!\n"))[0][1] == "shout"


def test_an_announcement_names_no_ann():
    script = played("BOB: No.", "-", "ANN: Yes.", action="Announcements on a board.")
    assert script.scenes[0].beats[0].present == ("Bob",)


def test_a_panel_shows_nobody_who_is_only_heard():
    script = script_of("PANEL 1\nMINA: Yes.\nJOON (V.O.): No.\nANN (O.S.): Hey!\n")
    assert [x[:2] for x in lines_of(script)] == [("Mina", "speech"), ("Joon", "caption"), ("Ann", "caption")]
    assert script.scenes[0].beats[0].present == ("Mina",)
