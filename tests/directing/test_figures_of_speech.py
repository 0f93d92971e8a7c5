"""What a sentence says of tears, eyes, the night or a breath is no deed; some nouns have two meanings."""

import pytest

from toonverse.draw.draft.props import known_prop
from toonverse.studio.directing.doings import pose_in
from toonverse.studio.directing.idioms import sleeps_sitting
from toonverse.studio.directing.things import named


@pytest.mark.parametrize(
    "text",
    [
        "윤서의 눈에서 눈물이 떨어졌다",
        "눈물이 뚝뚝 떨어졌다",
        "목소리가 떨렸다",
        "기사는 숨을 죽이고",
        "His eyes fell on the letter",
        "Night fell",
        "They fell silent",
        "He struck a key",
        "She caught her breath",
        "Wren held her breath",
        "He ran a hand through his hair",
        "She jumped the queue",
        "He raised his voice",
        "The clock struck",
    ],
)
def test_a_figure_of_speech_is_no_deed(text: str) -> None:
    assert pose_in(text) is None


@pytest.mark.parametrize(
    ("text", "pose"),
    [
        ("지우가 계단에서 떨어졌다", "fall"),
        ("민수는 넘어졌다", "fall"),
        ("Oren fell down the stairs", "fall"),
        ("He struck the thief", "strike"),
        ("She ran across the yard", "run"),
        ("She held the lamp", "hold"),
    ],
)
def test_a_deed_is_still_one(text: str, pose: str) -> None:
    assert pose_in(text) == pose


def test_who_sleeps_on_a_seat_sits() -> None:
    assert sleeps_sitting("검은 모자를 쓴 남자가 맨 뒷자리에서 자고 있었다")
    assert sleeps_sitting("An old man was asleep on the back seat")
    assert not sleeps_sitting("할머니가 침대에서 자고 있었다")
    assert not sleeps_sitting("Mina slept in her bed")


def test_a_key_of_a_piano_opens_no_door() -> None:
    assert "key" not in named("He lifted the lid of the piano and struck a key.")
    assert "key" not in named("She laid her old fingers on the keys.")
    assert "key" in named("He turned the key in the door.")


def test_a_drivers_mirror_is_no_hand_mirror() -> None:
    assert "mirror" not in named("기사가 거울로 윤서를 보며 물었다.")
    assert "mirror" not in named("She looked into the rear-view mirror.")
    assert "mirror" in named("She held up the mirror.")


def test_instruments_and_wallets_are_things() -> None:
    assert named("빨간 지갑이었다.") == ("wallet",)
    assert "piano" in named("A grand piano stood under a sheet.")
    assert "flute" in named("소년이 피리를 불었다.")
    assert "comb" not in named("간판들이 빗속에 번졌다.")
    assert all(known_prop(noun) for noun in ("wallet", "piano", "flute", "guitar", "drum", "violin"))
