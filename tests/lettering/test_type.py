from pathlib import Path

import pytest

from toonverse.draw.typeset import Typefaces, closed, comic_text, script_of
from toonverse.store import fonts as assets


def test_kana_make_a_text_japanese_and_hangul_korean():
    assert script_of("本当は", "ko") == "ja"
    assert script_of("OK, 갈게", "en") == "ko"
    assert script_of("Run!", "ko") == "en"
    assert script_of("...", "ko") == "ko"


def test_english_is_lettered_in_capitals_with_double_dashes(fonts: Typefaces):
    assert comic_text("Wait — I’m not…", "speech", "en", fonts) == "WAIT -- I’M NOT…"


def test_prose_commas_before_said_become_points():
    assert closed("I BUY HAIR,") == "I BUY HAIR."
    assert closed("그래, 가자!") == "그래, 가자!"


def test_a_letter_keeps_its_case(fonts: Typefaces):
    assert comic_text("Dear Jim", "letter", "en", fonts) == "Dear Jim"


def test_korean_points_are_written_with_the_face_that_sets_the_words(fonts: Typefaces):
    assert comic_text("그래…", "speech", "ko", fonts) == "그래..."


def test_white_space_of_any_kind_becomes_one_space(fonts: Typefaces):
    assert comic_text(" 가\n\t나 \u200b다 ", "speech", "ko", fonts) == "가 나 다"


def test_a_letter_that_grows_in_capitals_is_left_small(fonts: Typefaces):
    assert comic_text("groß", "speech", "en", fonts) == "GROß"


def test_every_hangul_syllable_can_be_set_in_every_kind(fonts: Typefaces):
    syllables = "".join(map(chr, range(0xAC00, 0xD7A4)))
    for kind in ("speech", "shout", "whisper", "thought", "narration", "letter", "sign", "sfx"):
        assert fonts.missing(syllables, fonts.chain(kind, "ko")) == ""


@pytest.mark.parametrize("text", ["♥", "💙", "人力車", "★", "①", "é", "←", "✨", "♪", "😀", "「」", "ㅠㅠ"])
def test_what_people_type_can_be_set(fonts: Typefaces, text: str):
    assert fonts.missing(text, fonts.chain("speech", "ko")) == ""


def test_what_no_face_has_is_told(fonts: Typefaces):
    assert fonts.missing("가\U00012345나\U00012345", fonts.chain("speech", "ko")) == "\U00012345"


def test_a_rare_syllable_falls_back_alone(fonts: Typefaces):
    shaped = fonts.shape("나는 뷁 너는", fonts.chain("speech", "ko"))
    names = [run.face.name for run in shaped.runs]
    assert names == ["Jua_400Regular", "GothicA1_700Bold", "Jua_400Regular"] or names == ["Jua_400Regular"]


def test_positions_grow_along_the_line(fonts: Typefaces):
    shaped = fonts.shape("너도 같이 갈래?", fonts.chain("speech", "ko"))
    xs = [x for run in shaped.runs for x in run.xs]
    assert xs == sorted(xs)
    assert 0 <= shaped.left < shaped.right <= shaped.advance
    assert shaped.top < 0 < shaped.advance


def test_faces_are_read_once(fonts: Typefaces):
    assert assets.typefaces() is fonts


def test_a_package_without_fonts_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(assets, "files", lambda _: tmp_path)
    assets.font_files.cache_clear()
    assets.typefaces.cache_clear()
    with pytest.raises(assets.FontsMissing) as caught:
        assets.typefaces()
    assets.typefaces.cache_clear()
    assert caught.value.facts["remedy"] == "make setup"
