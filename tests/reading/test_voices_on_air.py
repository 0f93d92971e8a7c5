"""Voices out of a telephone, a radio, an intercom are somebody's, and nobody's who stands there."""

import pytest

from toonverse.domain.script import Line, Script
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def told(text: str) -> Script:
    return read(take_in(text.encode(), "a.txt", None, "auto"))


def lines(script: Script) -> list[Line]:
    return [line for s in script.scenes for b in s.beats for line in b.lines]


CALL_KO = (
    "미나는 부엌에서 전화를 받았다.\n\n“여보세요?”\n\n“나야. 오늘 못 가.”\n\n"
    "“또? 이번이 세 번째야.”\n\n"
    "“미안해. 끊을게.”\n\n전화가 뚝 끊어졌다. 미나는 식탁에 앉았다. 동생 진호가 들어왔다.\n\n"
    "“누나, 밥 먹었어?”\n\n진호가 물었다."
)
CALL_EN = (
    "Martha was alone in the cabin of the truck. The radio crackled.\n\n"
    '"Base to unit six. Where are you?"\n\n"Under the bridge," said Martha.\n\n"Stay there. '
    'Do not get out."\n\n'
    'Martha switched the radio off. Peter knocked on the window.\n\n"Are you all right?" asked Peter.'
)


@pytest.mark.parametrize(
    ("text", "over", "here"),
    [
        (CALL_KO, ("나야. 오늘 못 가.", "미안해. 끊을게."), "누나, 밥 먹었어?"),
        (CALL_EN, ("Base to unit six. Where are you?", "Stay there. Do not get out."), "Are you all right?"),
    ],
)
def test_the_other_end_of_the_line_is_a_voice(text: str, over: tuple[str, ...], here: str):
    found = {line.text: line for line in lines(told(text))}
    assert [found[text].heard for text in over] == ["device"] * len(over)
    assert len({found[text].speaker for text in over}) == 1
    assert found[here].heard == ""


def test_an_intercom_speaks_with_the_voice_of_whoever_is_told_to_own_it():
    script = told(
        "과장 윤호는 책상에 앉아 있었다. 책상 위 인터폰이 울렸다.\n\n“자네, 당장 올라오게.”\n\n"
        "사장의 목소리였다. "
        "윤호는 벌떡 일어났다."
    )
    (line,) = lines(script)
    assert (line.speaker, line.heard) == ("사장", "device")


def test_an_announcement_is_over_when_the_story_goes_on():
    script = told(
        "교실에 수아와 민재가 앉아 있었다. 스피커에서 지직거리는 소리가 났다.\n\n"
        "“학생들은 강당으로 모이세요.”\n\n"
        "수아가 고개를 들었다.\n\n“무슨 일이지?”\n\n수아가 물었다."
    )
    assert [line.heard for line in lines(script)] == ["device", ""]


@pytest.mark.parametrize("text", [CALL_KO, CALL_EN])
def test_a_voice_over_the_air_has_no_body(text: str):
    script = told(text)
    voices = {line.speaker for line in lines(script) if line.heard}
    for shot in direct(script, "webtoon", 8).shots:
        assert not voices & {figure.character for figure in shot.figures}
        assert all(line.heard == "device" for line in shot.lines if line.speaker in voices)
