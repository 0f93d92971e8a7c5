"""How texts become balloons and captions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.studio.directing.wording import (
    BALLOON_LIMIT,
    as_balloon,
    breaths,
    caption,
    is_tag,
    joined,
    length,
    sentences,
    trimmed,
)

SPEECH = (
    "Many a happy hour she had spent planning for something nice for him. Something fine and rare, something "
    "just a little bit near to being worthy of the honor of being owned by Jim."
)


def test_a_short_text_is_one_balloon():
    assert breaths("어디 갔다 왔어?", "ko") == ("어디 갔다 왔어?",)


def test_a_long_speech_takes_breath_where_its_sentence_ends():
    first, *_ = breaths(SPEECH, "en")
    assert first == "Many a happy hour she had spent planning for something nice for him."


@given(st.text(alphabet="abc가나다 .,!?…", max_size=400), st.sampled_from(("ko", "en")), st.integers(1, 60))
def test_breaths_joined_are_the_text_and_none_is_too_long(text: str, language: str, limit: int) -> None:
    found = breaths(text, language, limit)
    assert " ".join(found) == " ".join(text.split())
    for breath in found:
        assert length(breath, language) <= limit or len(breath.split()) == 1 or length(breath, language) <= 1


def test_a_cut_text_says_that_it_goes_on():
    cut = trimmed(SPEECH + " And so on and on, for ever and a day.", "en", 8)
    assert cut.endswith("…")
    assert length(cut, "en") <= BALLOON_LIMIT["en"]


def test_sentences_know_titles_from_full_stops():
    assert sentences("Mr. Young came home. He sat down.") == ("Mr. Young came home.", "He sat down.")


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Mina shouted.", "en"),
        ("he said slowly.", "en"),
        ("said Madame.", "en"),
        ("여자가 물었다.", "ko"),
        ("민재가 소리쳤다.", "ko"),
    ],
)
def test_who_speaks_is_told_by_the_tail_not_by_a_caption(sentence: str, language: str) -> None:
    assert is_tag(sentence, language)


def test_a_speech_parted_by_he_said_is_one_again():
    assert (
        joined("No more crossings,", "Not tonight. Not ever.") == "No more crossings. Not tonight. Not ever."
    )
    assert joined("Jim, darling,", "don't look at me that way.") == "Jim, darling, don't look at me that way."
    assert as_balloon("Every evening,") == "Every evening."


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("하고 김첨지는 잠깐 주저하였다.", "ko", "김첨지는 잠깐 주저하였다."),
        ("김첨지는 연해 코를 들이마시며,", "ko", ""),
        ("Now, when the income was shrunk to $20, though, they were thinking of it.", "en", None),
        ("THE END", "en", ""),
        ("CLANK!", "en", ""),
        ("나무가 두 쪽으로 갈라지고, 편지가 굴러 나왔다.", "ko", None),
    ],
)  # fmt: skip
def test_captions_are_whole_sentences_or_none(sentence: str, language: str, expected: str | None) -> None:
    assert caption(sentence, language) == (sentence if expected is None else expected)


def test_a_long_sentence_gives_its_main_clause():
    long = (
        "The old man looked at the sea for a long time, and nobody on the quay, not even the boy who had "
        "carried his bags since the morning, dared to tell him."
    )
    assert caption(long, "en") == "The old man looked at the sea for a long time."
    bare = "When the rain that had begun in the morning and had not ceased stopped late in the afternoon "
    assert caption(bare + "of that long and tiresome day they went away for good.", "en") == ""


def test_a_long_korean_sentence_keeps_its_topic():
    long = (
        "할머니는 낡은 시계를 손에 꼭 쥔 채 오래도록 창밖의 눈을 바라보며 아무 말도 하지 않고 있다가, "
        "마침내 조용히 자리에서 일어나 문을 열고 나갔다."
    )
    assert caption(long, "ko") == ("할머니는 마침내 조용히 자리에서 일어나 문을 열고 나갔다.")
