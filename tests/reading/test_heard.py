"""Voices whose owners are out of sight are heard by those in the picture, and are not among them."""

import pytest

from toonverse.domain.script import Beat
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def beat_of(text: str, line: str) -> Beat:
    script = read(take_in(text.encode(), "a.txt", None, "auto"))
    return next(b for s in script.scenes for b in s.beats if any(line in x.text for x in b.lines))


@pytest.mark.parametrize(
    ("text", "line", "unseen"),
    [
        (
            "민지는 방에 앉아 있었다. 민지는 책을 덮었다. 수호는 옆방에 있었다.\n\n"
            "“나는 가지 않겠어.”\n\n하는 수호의 목소리가 벽 너머에서 들렸다. 민지는 귀를 기울였다.",
            "가지 않겠어",
            "수호",
        ),
        (
            'Ann sat in her room. Ben was next door. Ann shut her book.\n\n"I will not go," came '
            "Ben's voice from behind the wall.\n\nAnn stood up.",
            "I will not go",
            "Ben",
        ),
    ],
)
def test_a_voice_from_the_next_room_has_nobody_in_the_picture(text: str, line: str, unseen: str):
    beat = beat_of(text, line)
    assert [x.speaker for x in beat.lines] == [unseen]
    assert beat.present
    assert unseen not in beat.present


@pytest.mark.parametrize(
    ("text", "line", "seen"),
    [
        (
            "민지는 방에 앉아 있었다. 수호는 옆방에 있었다. 옆방에서 수호의 목소리가 들렸다.\n\n"
            "“누구세요?”\n\n민지가 물었다.",
            "누구세요",
            "민지",
        ),
        (
            'Ann sat in her room. Ben was next door. She heard Ben\'s voice.\n\n"Who is there?" asked Ann.',
            "Who is there",
            "Ann",
        ),
    ],
)
def test_who_answers_a_voice_is_in_the_picture(text: str, line: str, seen: str):
    assert seen in beat_of(text, line).present
