"""Who somebody is: ages and genders from the text, names revealed, thoughts and their thinkers."""

from pathlib import Path

import pytest

from toonverse.domain.script import Script
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read

EXAMPLES = Path(__file__).parents[2] / "examples"


def example(name: str) -> Script:
    return read(take_in((EXAMPLES / name).read_bytes(), name, None, "auto"))


def told(text: str) -> Script:
    return read(take_in(text.encode(), "a.txt", None, "auto"))


def speakers(script: Script) -> list[str]:
    return [line.speaker for s in script.scenes for b in s.beats for line in b.lines]


@pytest.mark.parametrize(
    ("action", "age", "gender"),
    [
        ("노인 수빈이 서 있다.", "old", None),
        ("소년 수빈이 뛰어온다.", "child", "male"),
        ("수빈(60대 남자, 긴 코트)이 앉아 있다.", "old", "male"),
        ("수빈(20대 여자)이 앉아 있다.", "young", "female"),
        ("마흔쯤 된 수빈이 웃는다.", "middle", None),
    ],
)
def test_a_korean_panel_tells_age_and_gender(action: str, age: str, gender: str | None):
    who = told(f"컷 1\n{action}\n수빈: 안녕.").characters[0]
    assert who.age == age
    assert gender in (None, who.gender)


@pytest.mark.parametrize(
    ("action", "age", "gender"),
    [
        ("ROBIN, 9, a girl in a red coat, waits.", "child", "female"),
        ("ROBIN, an old man with a stick, waits.", "old", "male"),
        ("In the door stands ROBIN, a boy of eleven.", "child", "male"),
        ("ROBIN (40s, a woman in uniform) waits.", "middle", "female"),
    ],
)
def test_an_english_panel_tells_age_and_gender(action: str, age: str, gender: str):
    who = told(f"PANEL 1\n{action}\nROBIN: Hello.").characters[0]
    assert (who.age, who.gender) == (age, gender)


def test_a_name_people_call_somebody_by_is_the_name():
    names = {c.name: c for c in example("umbrella-house.txt").characters}
    assert "노인" in names["장 노인"].aliases


def test_somebody_told_to_be_somebody_known_is_one_with_them():
    script = told(
        "Ruth had lived alone since Amos sailed. Amos never wrote. Ruth opened the door. "
        'An old man stood on the step. "You kept the light on," the old man said.\n\n'
        'It was Amos. "I did," said Ruth.'
    )
    assert speakers(script) == ["Amos", "Ruth"]
    assert next(c for c in script.characters if c.name == "Amos").age == "old"


def test_a_thought_belongs_to_whoever_is_told_to_feel():
    assert dict(
        (line.text[:5], line.speaker)
        for s in example("umbrella-house.txt").scenes
        for b in s.beats
        for line in b.lines
        if line.kind == "thought"
    ) == {"십 년 동": "소연"}


def test_who_is_polite_stays_polite():
    script = example("umbrella-house.txt")
    lines = [x for s in script.scenes for b in s.beats for x in b.lines if x.kind == "speech"]
    polite = {x.speaker for x in lines if x.text.rstrip("?.!…").endswith("요")}
    assert polite == {"소연"}


ROOF = """승강기에는 빨간 코트를 입은 여자가 서 있었다. 여자가 단추를 눌렀다.

‘저런 단추가 있었나?’

태오의 등에 식은땀이 흘렀다. 태오는 뒤로 물러섰다.

“몇 층 가세요?” 여자가 물었다.

태오는 대답하지 못했다. 여자가 돌아보았다. 작년에 떠난 서윤이었다.

“서윤 선배?” 태오가 물었다.

“오랜만이야.” 서윤은 웃었다.
"""


def test_a_name_told_last_names_whoever_was_described_before():
    script = told(ROOF)
    assert speakers(script) == ["태오", "서윤", "태오", "서윤"]
    woman = next(c for c in script.characters if c.name == "서윤")
    assert (woman.aliases, woman.gender, woman.looks) == (("여자",), "female", ("빨간 코트",))


def test_whoever_calls_an_absent_father_under_the_sky_is_the_one_who_looked_up():
    said = {
        line.text: line.speaker
        for s in example("umbrella-house.txt").scenes
        for b in s.beats
        for line in b.lines
    }
    assert said["아빠, 나 이제 안 젖어."] == "소연"
    assert said["돈은 됐다. 대신 비 오는 날 또 들러라. 늙은이 혼자 있으면 빗소리가 너무 커."] == "장 노인"


def test_a_devil_in_a_figure_of_speech_is_nobody():
    script = told(
        "순이는 마당에 앉아 있었다.\n\n“밥 먹자.”\n\n순이가 말했다. 사랑이란 모두 악마가 지어낸 소리였다. "
        "순이는 악마의 유혹을 물리쳤다. 순이는 웃었다."
    )
    assert "악마" not in {c.name for c in script.characters}


def test_a_devil_who_sits_down_and_laughs_is_somebody():
    script = told(
        "순이는 마당에 앉아 있었다.\n\n“밥 먹자.”\n\n순이가 말했다. 악마는 마루에 앉았다. "
        "순이는 악마를 보았다. 악마는 웃었다."
    )
    assert "악마" in {c.name for c in script.characters}


def test_a_note_unfolded_is_a_letter_and_not_its_readers_speech():
    script = told(
        'Ned stood by the window.\n\n"Here is something for you," said Mary.\n\n'
        'Ned unfolded the piece of paper. The note was short.\n\n"_Ned: I could not come._"\n'
    )
    note = [line for s in script.scenes for b in s.beats for line in b.lines][-1]
    assert (note.text, note.kind) == ("Ned: I could not come.", "letter")
    assert note.speaker != "Ned"


def test_a_surname_that_cues_bear_takes_its_gender_from_the_full_name_of_the_action():
    script = told(
        "INT. BAR - DAY\n\nDICK STEEL comes in with two beers. MARY VOSS waits.\n\n"
        "STEEL\nBeer's ready!\n\nVOSS\nAt last.\n"
    )
    assert {c.name: c.gender for c in script.characters} == {"Steel": "male", "Voss": "female"}


def test_what_a_servant_calls_the_couple_of_the_house_is_no_third_and_fourth():
    script = told(
        "아내는 방에 앉아 있었다. 남편은 마루에 누웠다.\n\n“나리, 일어나세요.”\n\n할멈이 말했다. "
        "나리는 눈을 감았다. 할멈은 아씨를 보고 웃었다.\n\n“물 좀 주게.”\n\n나리는 말했다. 아씨는 일어섰다."
    )
    assert {c.name for c in script.characters} == {"남편", "아내", "할멈"}


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("나는 지게를 내려놓았다. 나는 웃었다. 점순이가 왔다. 나는 섰다. 내가 물었다.\n\n“왜 왔니?”", "male"),
        ("나는 웃었다. 나의 아내가 왔다. 나는 섰다. 내가 물었다.\n\n“왜 왔소?”", "male"),
        ("나는 웃었다. 내 남편이 왔다. 나는 섰다. 내가 물었다.\n\n“왜 왔어요?”", "female"),
    ],
)
def test_what_the_narrator_has_tells_whether_a_man_or_a_woman_tells(text: str, gender: str):
    narrator = next(c for c in told(text).characters if c.name == "나")
    assert narrator.gender == gender


def test_a_coat_held_by_its_collar_is_not_the_holders():
    script = told(
        "지우는 웃었다. 지우는 양복 깃을 잡았다. 지우는 구두를 벗기고 섰다. 지우가 말했다.\n\n“가요.”"
    )
    who = next(c for c in script.characters if c.name == "지우")
    assert who.looks == ()


def test_who_calls_the_lady_of_the_house_serves_there():
    text = (
        "아내는 방에 앉았다. 남편은 누웠다. 할멈이 마루에서 움직였다. 아내는 눈을 감았다.\n\n"
        "“아씨, 주무셔요?”\n\n아내는 눈을 떴다."
    )
    assert speakers(told(text)) == ["할멈"]
