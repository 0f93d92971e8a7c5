"""Who becomes a character: names no morpheme knows, callings, people only called by name, the sick."""

from toonverse.domain.script import Script
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def told(text: str) -> Script:
    return read(take_in(text.encode(), "a.txt", None, "auto"))


def speakers(script: Script) -> list[str]:
    return [line.speaker for s in script.scenes for b in s.beats for line in b.lines]


def names(script: Script) -> set[str]:
    return {c.name for c in script.characters}


def test_a_korean_name_that_is_no_dictionary_word_is_known_by_its_speech_tags():
    script = told(
        '바다는 잔잔했다. 순옥이 말했다. "오늘은 물이 맑네."\n\n이든이 웃었다. "그러게요."\n\n'
        '"내일도 맑을까?" 순옥이 물었다.\n\n"맑을 거예요." 이든이 말했다.'
    )
    assert names(script) == {"순옥", "이든"}
    assert speakers(script) == ["순옥", "이든", "순옥", "이든"]


def test_a_common_word_told_to_speak_twice_is_a_name():
    script = told(
        '"어디 가?" 보라가 물었다.\n\n"집에." 하늘이 답했다.\n\n"왜?" 보라가 되물었다. 하늘이 웃었다.'
    )
    assert speakers(script) == ["보라", "하늘", "보라"]


def test_a_line_goes_to_the_subject_of_its_tag_though_named_only_there():
    script = told(
        '철수는 문을 열었다. "거기 누구 있어?" 철수가 물었다.\n\n"몰라"라고 영희가 답했다.\n\n'
        '철수는 고개를 저었다. "그럼 가자." 철수가 말했다.'
    )
    assert speakers(script) == ["철수", "영희", "철수"]


def test_a_line_tagged_with_somebody_outside_the_cast_is_nobody_elses():
    script = told(
        '민수가 창을 열었다. "누구세요?" 민수가 물었다. "비켜." 그림자가 말했다. "싫어." 민수가 말했다.'
    )
    assert speakers(script) == ["민수", "unknown", "민수"]


def test_a_voice_that_speaks_is_no_name():
    script = told('민수가 멈췄다. "거기 서." 목소리가 말했다. "빨리." 목소리가 말했다. "네." 민수가 말했다.')
    assert names(script) == {"민수"}


def test_a_title_and_a_name_are_a_person_at_first_sight():
    script = told(
        '배가 흔들렸다. 선장 만복이 고개를 저었다. "오늘은 못 나간다."\n\n"왜요?" 해녀 순옥이 물었다.\n\n'
        '만복은 하늘을 보았다. "태풍이 온다."\n\n순옥은 한숨을 쉬었다. "그럼 내일 가요."'
    )
    assert speakers(script) == ["만복", "순옥", "만복", "순옥"]
    assert {c.name: c.gender for c in script.characters}["순옥"] == "female"


def test_a_patient_is_whoever_of_the_household_is_told_to_be_ill():
    script = told(
        "만수의 아내가 기침을 한 지 달포가 넘었다. 만수는 약을 사지 못했다. 의사도 오지 않았다.\n\n"
        '환자는 벽을 보고 누웠다. "물 좀 주세요." 환자가 말했다.\n\n"여기 있소." 만수가 말했다.\n\n'
        "병인은 눈을 감았다. 만수의 어머니는 부엌에 있었다. 어머니가 불을 땠다."
    )
    wife = next(c for c in script.characters if "환자" in (c.name, *c.aliases))
    assert {"아내", "환자", "병인"} == {wife.name, *wife.aliases}
    assert wife.gender == "female"


def test_a_patient_nobody_is_known_to_be_is_no_man_while_a_woman_of_the_house_is_about():
    script = told(
        "만수의 아내는 부엌에 있었다. 아내가 불을 땠다. 병인이 누워 있었다. 병인은 눈을 감았다. "
        '"물." 병인이 말했다. "네." 아내가 말했다.'
    )
    assert {c.name: c.gender for c in script.characters}["병인"] == "female"


DIALOGUE_EN = [
    "Sam, did you hear that?",
    "Hear what, Nora?",
    "The noise downstairs.",
    "It is only the wind.",
    "The wind does not walk.",
    "Then it is the cat.",
    "We have no cat, Sam.",
    "Oh. Right.",
    "Take the lamp.",
    "You take it, Nora.",
    "Fine. Coward.",
    "I am not a coward.",
    "Then come with me.",
    "After you.",
]


def test_a_story_of_lines_alone_has_the_speakers_its_lines_call():
    script = told("\n\n".join(f'"{line}"' for line in DIALOGUE_EN))
    assert names(script) == {"Nora", "Sam"}
    assert speakers(script) == ["Nora", "Sam"] * 7


def test_a_korean_story_of_lines_alone_has_the_speakers_its_lines_call():
    lines = [
        "지우야, 들었어?",
        "뭘, 하늘아?",
        "밑에서 소리가 났어.",
        "바람이야.",
        "안 걸어, 지우야.",
        "아. 맞다.",
    ]
    script = told("\n\n".join(f'"{line}"' for line in lines))
    assert speakers(script) == ["하늘", "지우"] * 3


def test_a_calling_that_acts_again_and_again_is_a_person_without_any_line():
    korean = told("우체부는 언덕을 올랐다. 우체부는 가방을 메고 있었다. 눈이 내렸다. 우체부는 멈추었다.")
    english = told("The postman climbed the hill. Snow fell. At the last house the postman stopped.")
    assert names(korean) == {"우체부"}
    assert names(english) == {"postman"}
