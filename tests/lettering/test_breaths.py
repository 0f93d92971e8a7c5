"""One rule says how many balloons lines become; the letterer keeps to it whatever room there is."""

from hypothesis import HealthCheck, given, settings

from lettering.panels import Scene, scenes
from toonverse.domain.script import Line
from toonverse.draw.breaths import BALLOONS_MAX, balloon_count, breath_count, breath_counts
from toonverse.draw.letter import letter
from toonverse.draw.typeset import Typefaces
from toonverse.store.fonts import typefaces

LONG = "나는 그날 밤 그 집 앞을 몇 번이나 지나쳤는지 몰라. 불은 끝내 켜지지 않았고 아무도 나오지 않았어."
often = settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def test_a_long_line_of_two_sentences_wants_two_balloons():
    assert breath_count(LONG, "speech") == 2


def test_captions_and_letters_are_never_parted():
    assert breath_count(LONG, "caption") == breath_count(LONG, "letter") == 1


def test_no_words_want_no_balloon():
    assert balloon_count([Line(" "), Line("가자.", "민수")]) == 1


def test_where_too_many_are_wanted_the_longest_line_is_parted_and_no_other():
    lines = [Line(LONG + " 그래서 갔어.", "민수"), Line(LONG, "지은")]
    assert balloon_count(lines) == 4
    assert breath_counts(lines) == [2, 1]


def test_a_full_panel_is_not_parted_even_where_room_is_short():
    assert breath_counts([Line(LONG, "민수")] * 3, most=2) == [1, 1, 1]


@given(scenes())
@often
def test_lettering_never_draws_more_balloons_than_the_rule_allows(scene: Scene):
    drawn = letter((scene.width, scene.height), scene.lines, (), scene.faces, scene.language, typefaces())
    said = sum(1 for line in scene.lines if line.text.strip())
    assert len(drawn.balloons) <= max(said, BALLOONS_MAX)


@given(scenes())
@often
def test_a_panel_with_room_has_the_balloons_that_were_counted(scene: Scene):
    wanted = balloon_count(scene.lines)
    drawn = letter((1024, 1800), scene.lines, (), (), scene.language, typefaces())
    if wanted <= BALLOONS_MAX and not drawn.problems:
        assert len(drawn.balloons) == wanted


def test_a_long_line_in_a_narrow_panel_is_parted_no_further_than_three(fonts: Typefaces):
    drawn = letter((800, 1000), [Line(LONG, "민수"), Line("가자.", "지은")], (), (), "ko", fonts)
    assert len(drawn.balloons) <= BALLOONS_MAX
