"""Who is heard without being seen: over the picture, beyond its edge, out of a telephone."""

import pytest

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.balloons import ink_of, outline
from toonverse.draw.extents import tip_of
from toonverse.draw.letter import letter
from toonverse.draw.typeset import Typefaces
from toonverse.draw.voices import told_by_one

HERE = Face("민수", Box(380, 560, 600, 840), Point(490, 780), Box(300, 560, 680, 1536))
CALL = "민수는 전화를 받았다."


def lettered(fonts: Typefaces, line: Line, action: str = "") -> Balloon:
    (found,) = letter((1024, 1536), [line], (), (HERE,), "ko", fonts, action=action).balloons
    return found


def test_a_voice_over_a_picture_without_its_speaker_is_quoted_and_not_named(fonts: Typefaces):
    found = lettered(fonts, Line("그때는 몰랐다.", "지은", "caption"))
    assert found.lines == ("“그때는 몰랐다.”",)
    assert found.speaker == "지은"


@pytest.mark.parametrize(
    "line", [Line("그때는 몰랐다.", "", "caption"), Line("그때는 몰랐다.", "민수", "caption")]
)
def test_narration_and_the_thoughts_of_the_one_who_is_seen_are_not_quoted(fonts: Typefaces, line: Line):
    assert lettered(fonts, line).lines == ("그때는 몰랐다.",)


def test_a_quoted_voice_is_not_quoted_again(fonts: Typefaces):
    assert lettered(fonts, Line("“몰랐다.”", "지은", "caption")).text == "“몰랐다.”"


def test_captions_of_a_story_that_one_of_its_people_tells_are_in_their_own_voice(fonts: Typefaces):
    line = Line("나는 그날을 잊지 못한다.", "", "caption")
    narrator = letter((1024, 1536), [line], (), (HERE,), "ko", fonts)
    teller = letter((1024, 1536), [line], (), (HERE,), "ko", fonts, told_by_one=True)
    assert ink_of(teller.balloons[0]) != ink_of(narrator.balloons[0])
    assert told_by_one(["지수", "나"])
    assert not told_by_one(["지수", "민호"])


def test_the_thought_of_somebody_unseen_is_a_caption_in_their_voice(fonts: Typefaces):
    found = lettered(fonts, Line("너무 늦었어.", "지은", "thought"))
    assert (found.kind, found.tail) == ("narration", None)
    assert found.lines == ("너무 늦었어.",)
    assert ink_of(found) != ink_of(lettered(fonts, Line("비가 왔다.", "", "caption")))


def test_a_caption_of_one_point_is_not_drawn(fonts: Typefaces):
    assert letter((1024, 1536), [Line(".", "", "caption")], (), (HERE,), "ko", fonts).balloons == ()


def test_a_voice_out_of_a_telephone_has_teeth(fonts: Typefaces):
    found = lettered(fonts, Line("여보세요? 거기 누구 없어요?", "지은"), CALL)
    assert found.kind == "phone"
    assert outline(found).countPoints() > 40


def test_the_one_who_holds_the_telephone_speaks_in_a_plain_balloon(fonts: Typefaces):
    assert lettered(fonts, Line("여보세요?", "민수"), CALL).kind == "speech"


def test_somebody_unseen_speaks_plainly_where_nothing_carries_the_voice(fonts: Typefaces):
    found = lettered(fonts, Line("거기 누구요?", "지은"), "민수는 문을 보았다.")
    assert found.kind == "speech"
    assert found.tail is not None
    assert not 0 < tip_of(found).x < 1024
