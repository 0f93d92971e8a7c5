"""The comic grammar: tails, kinds, joined balloons, sounds, and what preflight says."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.balloons import dots, outline, rules, spine, trimmings
from toonverse.draw.extents import keep_whole, root, tip_of
from toonverse.draw.letter import letter
from toonverse.draw.pieces import features
from toonverse.draw.preflight import preflight, read_before
from toonverse.draw.typeset import Typefaces

SIZE = (1024, 1536)
LEFT = Face("민수", Box(180, 560, 400, 840), Point(290, 780), Box(100, 560, 480, 1536))
RIGHT = Face("지은", Box(640, 600, 830, 850), Point(735, 800), Box(560, 600, 910, 1536))


def panel(
    fonts: Typefaces,
    *lines: Line,
    sounds: Sequence[str] = (),
    faces: Sequence[Face] = (LEFT, RIGHT),
    size: tuple[int, int] = SIZE,
) -> Lettering:
    return letter(size, lines, sounds, faces, "ko", fonts)


def balloon(**changes: object) -> Balloon:
    plain = Balloon("speech", "안녕", "민수", ("안녕",), 33.3, Point(500, 400), 120, 80, tail=Point(500, 800))
    return replace(plain, **changes)


def test_a_tail_aims_at_the_mouth_and_ends_at_its_speakers_hair(fonts: Typefaces):
    found = panel(fonts, Line("내일이면 이 도시를 떠나야 해.", "민수")).balloons[0]
    assert found.tail == LEFT.mouth
    tip = tip_of(found)
    assert LEFT.head.grown(30).overlaps(Box(tip.x, tip.y, tip.x + 1, tip.y + 1))
    assert not features(LEFT).overlaps(Box(tip.x, tip.y, tip.x + 1, tip.y + 1))
    assert outline(found).getBounds().bottom() == pytest.approx(tip.y, abs=3)


@pytest.mark.parametrize("aim", [Point(720, 800), Point(500, 900), Point(100, 500)])
def test_tails_are_bowed(aim: Point):
    start, bend, tip = spine(balloon(tail=aim))
    length = math.dist((start.x, start.y), (tip.x, tip.y))
    across = (bend.x - start.x) * (tip.y - start.y) - (bend.y - start.y) * (tip.x - start.x)
    assert abs(across) / length > 0.02 * length


def test_a_tail_is_never_longer_than_the_eye_follows(fonts: Typefaces):
    low = Face("민수", Box(460, 1350, 560, 1470), Point(510, 1450), Box(420, 1350, 600, 1536))
    crowd = [Line("왜 이제 왔어?", "지은"), Line("여기서 뭐 해?", "민수")]
    for found in panel(fonts, *crowd, faces=(low, RIGHT)).balloons:
        start, tip = root(found), tip_of(found)
        assert math.dist((start.x, start.y), (tip.x, tip.y)) < 0.31 * SIZE[0]


def test_no_tail_crosses_the_head_of_another(fonts: Typefaces):
    between = Face("Della", Box(430, 700, 560, 860), Point(495, 820), Box(400, 700, 600, 1536))
    found = panel(fonts, Line("너도 같이 갈래?", "지은"), faces=(LEFT, RIGHT, between)).balloons[0]
    start, tip = root(found), tip_of(found)
    for i in range(21):
        x, y = start.x + (tip.x - start.x) * i / 20, start.y + (tip.y - start.y) * i / 20
        for head in (LEFT.head, between.head):
            assert not (head.left < x < head.right and head.top < y < head.bottom)


def test_two_breaths_of_one_speaker_are_joined_and_share_one_tail(fonts: Typefaces):
    first, second = panel(
        fonts, Line("잠깐만.", "지은"), Line("우리 아직 얘기 안 끝났잖아!", "지은")
    ).balloons
    assert (first.joined, second.joined) == (-1, 0)
    assert [b.tail for b in (first, second)].count(RIGHT.mouth) == 1
    assert first.box.overlaps(second.box)


def test_joined_balloons_are_kept_whole_together(fonts: Typefaces):
    lettering = panel(fonts, Line("잠깐만.", "지은"), Line("우리 아직 얘기 안 끝났잖아!", "지은"))
    (kept,) = keep_whole(lettering)
    for found in lettering.balloons:
        assert kept.left <= found.box.left
        assert kept.bottom >= found.box.bottom


def test_a_long_line_is_parted_into_breaths_after_a_sentence(fonts: Typefaces):
    text = "나는 그날 밤 그 집 앞을 몇 번이나 지나쳤는지 몰라. 불은 끝내 켜지지 않았고 아무도 나오지 않았어."
    found = panel(fonts, Line(text, "민수")).balloons
    assert [b.text for b in found] == [text[: text.index(".") + 1], text[text.index(".") + 2 :]]


def test_other_speakers_are_not_joined(fonts: Typefaces):
    found = panel(fonts, Line("가자.", "민수"), Line("그래.", "지은")).balloons
    assert [b.joined for b in found] == [-1, -1]


def test_somebody_out_of_the_picture_speaks_from_the_side(fonts: Typefaces):
    found = panel(fonts, Line("거기 누구요?", "행인")).balloons[0]
    assert found.tail is not None
    assert not 0 < tip_of(found).x < 1024


@pytest.mark.parametrize("speaker", ["", "unknown", "crowd"])
def test_nobodys_voice_has_no_tail(fonts: Typefaces, speaker: str):
    assert panel(fonts, Line("와아아!", speaker)).balloons[0].tail is None


def test_a_thought_has_shrinking_dots_and_no_blade():
    sizes = [d.getBounds().width() for d in dots(balloon(kind="thought"))]
    assert len(sizes) == 3
    assert sizes == sorted(sizes, reverse=True)
    assert outline(balloon(kind="thought")).getBounds().bottom() < 500


def test_a_shout_reaches_out_with_one_spike():
    found = balloon(kind="shout")
    assert outline(found).getBounds().bottom() == pytest.approx(tip_of(found).y, abs=1)
    assert outline(replace(found, tail=None)).getBounds().bottom() <= found.box.bottom + 0.5


def test_letters_and_signs_are_trimmed_and_captions_are_plain():
    assert trimmings(balloon(kind="letter", tail=None)) != []
    assert trimmings(balloon(kind="sign", tail=None)) != []
    assert trimmings(balloon(kind="narration", tail=None)) == []


def test_a_caption_that_opens_stands_at_the_top(fonts: Typefaces):
    found = panel(fonts, Line("그날 저녁.", kind="caption"), Line("왔구나.", "민수")).balloons
    assert found[0].box.bottom < 200


def test_sounds_are_turned_and_lie_on_no_head(fonts: Typefaces):
    (found,) = panel(fonts, sounds=["콰앙!!"]).balloons
    assert found.kind == "sfx"
    assert found.rotation_deg != 0
    assert not found.box.overlaps(LEFT.head)
    assert not found.box.overlaps(RIGHT.head)


def test_a_head_that_fills_the_panel_is_covered_only_with_a_problem(fonts: Typefaces):
    huge = Face("지은", Box(10, 10, 1014, 1526), Point(512, 1250), Box(0, 0, 1024, 1536))
    lettering = panel(fonts, Line("보고 싶었어.", "지은"), faces=(huge,))
    assert [p.code for p in lettering.problems] == ["face_covered"]
    assert lettering.balloons[0].box.bottom < 700 or lettering.balloons[0].box.top > 1300


def test_words_that_fit_nowhere_are_a_problem_not_an_overflow(fonts: Typefaces):
    lettering = panel(fonts, Line("말이 너무 많다. " * 60, "민수"), size=(800, 300), faces=())
    assert [(p.code, p.balloon) for p in lettering.problems] == [("no_room", -1)]
    assert lettering.balloons == ()


def test_a_whole_book_in_a_panel_is_refused_at_once(fonts: Typefaces):
    lines = [Line("끝없는 말. " * 20_000, "민수"), *[Line("그래.", "지은")] * 500]
    lettering = panel(fonts, *lines)
    assert len(lettering.balloons) <= 12
    assert len(lettering.problems) + len(lettering.balloons) == len(lines)


def test_a_letter_is_a_sheet_in_the_middle_with_a_line_under_each_line(fonts: Typefaces):
    text = "봄이 오면 돌아갈게. 그때까지 우체통을 지켜 줘. 민호가."
    (sheet,) = panel(fonts, Line(text, "", "letter"), faces=()).balloons
    assert abs(sheet.center.x - SIZE[0] / 2) < 0.1 * SIZE[0]
    assert len(rules(sheet)) == len(sheet.lines)
    for drawn in (outline(sheet), *rules(sheet)):
        bounds = drawn.getBounds()
        assert sheet.box.left - 0.5 <= bounds.left() < bounds.right() <= sheet.box.right + 0.5
        assert sheet.box.top - 0.5 <= bounds.top() <= bounds.bottom() <= sheet.box.bottom + 0.5
    (caption,) = panel(fonts, Line(text, "", "caption"), faces=()).balloons
    assert sheet.font_px > 1.5 * caption.font_px
    assert rules(caption) == []


def test_each_balloon_says_why_it_is_where_it_is(fonts: Typefaces):
    found = panel(fonts, Line("너도 같이 갈래?", "민수")).balloons[0]
    assert {"shape", "figures", "detail", "sides", "way", "whose", "under"} == {
        name for name, _ in found.reason
    }


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("overflow", {"half_width": 20.0}),
        ("missing_glyph", {"text": "안\U00012345녕"}),
        ("face_covered", {"center": Point(300, 700)}),
        ("edge", {"center": Point(110, 400)}),
        ("small_text", {"font_px": 20.0}),
    ],
)
def test_preflight_finds_what_is_wrong_with_a_balloon(fonts: Typefaces, code: str, changes: dict):
    lettering = Lettering(*SIZE, "ko", (balloon(**changes),))
    assert code in {p.code for p in preflight(lettering, (LEFT,), fonts)}


@pytest.mark.parametrize(
    ("code", "second"),
    [("overlap", Point(520, 450)), ("order", Point(500, 200)), ("order", Point(200, 430))],
)
def test_preflight_finds_what_is_wrong_between_balloons(fonts: Typefaces, code: str, second: Point):
    pair = (balloon(), balloon(center=second))
    assert code in {p.code for p in preflight(Lettering(*SIZE, "ko", pair), (), fonts)}


def test_a_good_page_passes(fonts: Typefaces):
    pair = (balloon(tail=LEFT.mouth), balloon(center=Point(800, 450), speaker="", tail=None))
    assert preflight(Lettering(*SIZE, "ko", pair), (LEFT,), fonts) == ()
    assert read_before(*pair)
    assert not read_before(*reversed(pair))
