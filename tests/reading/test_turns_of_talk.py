"""Who speaks where no tag tells: beats, turns of several lines, who is there, who is made known."""

from pathlib import Path

from toonverse.studio.intake import take_in
from toonverse.studio.reading import read, report
from toonverse.studio.reading.people import leaning

FERRY = Path(__file__).parents[2] / "examples" / "last-ferry.txt"


def speakers(text: str, language: str = "auto") -> list[str]:
    return [q["speaker"] for q in report(read(take_in(text.encode(), "story.txt", None, language)))["quotes"]]


NEWER = """
준호는 컵을 내려놓았다. 유리는 창가에 서 있었다.

"오늘도 늦었네."

유리가 돌아보았다.

"버스를 놓쳤어."

준호가 어깨를 으쓱했다.

"핑계는."

유리가 커튼을 쳤다.

"누나는 안 나갔어?"

"비 오잖아."
"""

OLDER = """
김 서방은 담배를 피우고 있었다. 박 서방은 마당에 들어섰다.

"여보게, 어디를 가나?"

하고 김 서방은 물었다.

"장에 가네."

박 서방은 짐을 내려놓고 땀을 씻었다.

"무엇을 사려는가?"

하고 김 서방이 다시 물었다.

"소를 사려네."

박 서방은 허리를 펴고 하늘을 보았다.

"돈이 있는가?"

하고 김 서방은 웃었다.
"""


def test_in_older_prose_what_a_speaker_does_follows_the_line():
    assert speakers(OLDER) == ["김 서방", "박 서방"] * 2 + ["김 서방"]


def test_in_newer_prose_a_beat_opens_the_line_of_whoever_acts_in_it():
    assert speakers(NEWER)[1:4] == ["유리", "준호", "유리"]


def test_whoever_answers_two_lines_of_one_speaker_returns():
    story = take_in(FERRY.read_bytes(), FERRY.name, None, "auto")
    told = {q["text"][:20]: q["speaker"] for q in report(read(story))["quotes"]}
    assert told["I promised my mother"] == "Mina"
    assert told["Then your mother sho"] == "Oren"


def test_a_sentence_that_only_names_somebody_tells_whose_voice_it_was():
    text = """
소라는 불을 켰다. 재훈은 아직 자고 있었다. 소라는 한숨을 쉬었다.

"거기 누구 없어요?"

재훈이었다. 그는 문을 두드리고 있었다.

"잠깐만." 소라가 말했다.
"""
    assert speakers(text) == ["재훈", "소라"]


def test_one_who_is_greeted_back_by_name_is_whoever_came_in():
    text = """
Carla drove the bus. At Marsh Street an elderly woman climbed aboard. "Evening, Carla," she said.

"Evening, Mrs. Okafor. Mind the step."

Mrs. Okafor sat down behind her.
"""
    assert speakers(text) == ["Mrs. Okafor", "Carla"]


def test_a_given_name_that_may_be_either_goes_by_its_first_syllable():
    people = {"은하": "female", "동하": "male", "미영": "female", "준영": "male", "수진": "female"}
    assert {name: leaning(name, "ko") for name in people} == people


def test_a_pupil_who_is_called_does_not_speak_and_the_one_who_shows_a_thing_does():
    assert speakers(
        "윤서는 교복을 입고 버스에 올랐다. 기사가 문을 닫았다.\n\n“학생, 이렇게 늦게 어디 가?”\n\n"
        "기사가 물었다.\n\n“집에 가요.”\n\n윤서가 대답했다. 그때 뒷자리의 남자가 벌떡 일어나 걸어왔다. "
        "윤서는 가방을 꼭 안았다.\n\n“저기, 학생.”\n\n남자가 주머니에서 무언가를 꺼냈다. 빨간 지갑이었다.\n\n"
        "“이거 학생 거지? 아까 정류장에서 주웠어.”\n\n“제 지갑이에요! 고맙습니다.”\n\n“그리고 이것도 써.”\n\n"
        "남자는 자기 휴대폰을 내밀었다.\n\n“전화 못 받았다며. 병원에 걸어 봐.”\n\n"
        "윤서는 떨리는 손으로 번호를 눌렀다. 기사는 버스를 길가에 세웠다.\n\n“여보세요?”\n\n윤서가 말했다."
    ) == ["기사", "윤서", "남자", "남자", "윤서", "남자", "남자", "윤서"]


def test_a_grandchild_does_not_say_maam():
    assert speakers(
        "Mrs. Harrow led Tobias Finn to the piano. Her granddaughter Wren, nine years old, sat by the "
        'window.\n\n"Is it broken?" asked Wren.\n\n"Something lies on the strings," said Tobias.\n\n'
        "He laid an envelope on the stand. Mrs. Harrow saw it. Her hand shook. Wren looked on.\n\n"
        '"Where did you get that?"\n\n"It was in the piano, ma\'am."\n\n"Forty years," said Mrs. Harrow.'
    ) == ["Wren", "Tobias Finn", "Mrs. Harrow", "Tobias Finn", "Mrs. Harrow"]
