from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lettering.panels import texts
from toonverse.draw.breaking import block, break_text, lens, words
from toonverse.draw.fitting import fit
from toonverse.draw.typeset import Typefaces, comic_text

NOT_FIRST = "、。！？」』）ーっゃゅょ…"
NOT_LAST = "「『（"
JAPANESE = st.text(alphabet="本当はずっと一緒にいた、。「」ーきゃッカンペ…", min_size=2, max_size=40)


def broken(text: str, count: int, profile: Callable[[int, int], float] = lens) -> tuple[str, ...]:
    return break_text(text, len, profile, [count])[0].lines


def test_korean_is_broken_at_spaces_only():
    assert words("내일이면 이 도시를 떠나야 해.") != []
    assert [w.text for w in words("내일이면 이 도시를")] == ["내일이면", "이", "도시를"]


def test_a_single_syllable_never_stands_alone_where_that_is_avoidable():
    for count in (2, 3):
        for line in broken("나는 너를 꼭 다시 만날 줄 알았어", count):
            assert len(line) > 1


def test_a_determiner_stays_with_its_noun():
    assert "이" not in [line.split()[-1] for line in broken("내일이면 이 도시를 떠나야 해", 2)]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("요즘 우산은 삼천 원이면 산다.", "삼천 원이면"),
        ("동네 사람들은 그를 장 노인이라고 불렀다.", "장 노인이라고"),
        ("오늘은 제발 나가지 말아요.", "나가지 말아요."),
        ("나는 그걸 알 수 있었어.", "알 수 있었어."),
        ("YOU CAN WALK TO THE ISLAND", "THE ISLAND"),
    ],
)
def test_words_that_lean_on_each_other_share_a_line(text: str, together: str):
    assert any(together in line for line in broken(text, 2))


def test_lines_end_where_a_sentence_ends_if_the_shape_allows():
    assert broken("정말 괜찮아? 나는 괜찮아.", 2) == ("정말 괜찮아?", "나는 괜찮아.")


def test_the_middle_lines_of_a_balloon_are_the_longest():
    lines = broken("we could have walked along the river until the morning came back to us", 5)
    assert max(len(line) for line in lines[1:-1]) >= max(len(lines[0]), len(lines[-1]))


def test_the_lines_of_a_box_are_alike():
    lines = broken("one two three four five six seven eight nine ten eleven twelve", 3, block)
    assert max(map(len, lines)) - min(map(len, lines)) <= 6


def test_katakana_words_and_rows_of_points_stay_whole():
    texts = [w.text for w in words("うん……カンペキだ")]
    assert "カンペキ" in "".join(texts)
    assert any("カンペキ" in text for text in texts)
    assert any("……" in text for text in texts)


@given(JAPANESE, st.integers(1, 6))
@settings(derandomize=True)
def test_kinsoku_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, count: int):
    for found in break_text(text, len, lens, [count]):
        assert all(line[0] not in NOT_FIRST for line in found.lines[1:])
        assert all(line[-1] not in NOT_LAST for line in found.lines[:-1])


@given(texts(), st.integers(1, 9))
@settings(derandomize=True)
def test_breaking_loses_nothing_and_adds_nothing(text: str, count: int):
    for found in break_text(" ".join(text.split()), len, lens, [count]):
        assert len(found.lines) == count
        assert "".join(found.lines).replace(" ", "") == text.replace(" ", "")


@given(texts())
@settings(derandomize=True, max_examples=50)
def test_every_fit_holds_all_its_lines(fonts: Typefaces, text: str):
    comic = comic_text(text, "speech", "ko", fonts)
    for shape in fit(comic, "speech", "ko", fonts):
        widest = max(fonts.shape(line, fonts.chain("speech", "ko")).advance for line in shape.lines)
        assert shape.half_width > widest / 2
        assert shape.half_height > len(shape.lines) / 2


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_to_say_has_no_shape(text: str):
    assert break_text(text, len, lens, [1]) == []
