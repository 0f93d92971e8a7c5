import pytest
from hypothesis import given
from hypothesis import strategies as st

from toonverse.domain.lettering import BalloonKind
from toonverse.draw.motion.pace import REST_SECONDS, SHOT_SECONDS_MIN, pace, reading_seconds

TEXTS = st.lists(
    st.tuples(st.sampled_from(["speech", "narration", "thought"]), st.text("가나다라 .", max_size=80)),
    max_size=6,
)


@given(TEXTS)
def test_each_balloon_comes_when_the_one_before_can_have_been_read(texts: list[tuple[BalloonKind, str]]):
    paced = pace(texts, "ko")
    ends = [at + reading_seconds(text, "ko") for at, (_, text) in zip(paced.appear_s, texts, strict=True)]
    assert all(end <= following + 1e-9 for end, following in zip(ends, paced.appear_s[1:], strict=False))
    assert paced.seconds >= max([SHOT_SECONDS_MIN, *(end + REST_SECONDS for end in ends)]) - 1e-9


def test_a_sound_comes_at_once_and_keeps_nobody_waiting():
    spoken = pace([("speech", "어디 가?")], "ko")
    with_sound = pace([("speech", "어디 가?"), ("sfx", "쾅")], "ko")
    assert with_sound.seconds == spoken.seconds
    assert with_sound.appear_s[1] < with_sound.appear_s[0]


def test_a_shot_without_words_stays_long_enough_to_be_seen():
    assert pace([], "en").seconds == pytest.approx(2.2)


def test_a_title_makes_the_first_words_wait():
    assert pace([("speech", "네.")], "ko", lead_s=2.0).appear_s == (2.0,)
