"""Whole stories, read and directed: our examples, and stories by others where they are at hand."""

from pathlib import Path

import pytest

from directing.told import script_of
from shared_data import shared_folder
from toonverse.domain.storyboard import Storyboard
from toonverse.studio.directing import direct

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OURS = ("last-ferry.txt", "umbrella-house.txt", "platform-nine.fountain", "night-delivery.panels.txt")
SHARED = shared_folder()
THEIRS = sorted((SHARED / "data").glob("[ek][no]*/*.txt")) if SHARED else []


def board(path: Path, panels: int | None = None) -> Storyboard:
    return direct(script_of(path), "webtoon", panels)


def words(storyboard: Storyboard) -> str:
    return " ".join(line.text for shot in storyboard.shots for line in shot.lines)


@pytest.mark.parametrize(
    ("name", "telling"),
    [
        (
            "last-ferry.txt",
            (
                "Please, wait!",
                "Where did you get that?",
                "It was always for you, you fool.",
                "At nine o'clock.",
            ),
        ),
        ("umbrella-house.txt", (
            "오늘은 문 닫았다.",
            "소연아, 이 편지를 찾았다면",
            "아빠, 나 이제 안 젖어.",
        )),
        ("platform-nine.fountain", (
            "Mine comes at midnight.",
            "Not this time.",
            "You're late, Edda.",
            "footprints",
        )),
        ("night-delivery.panels.txt", ("새벽 두 시.", "그림자가 돌아왔다!", "하루의 그림자는 둘이 되었다.")),
    ],
)  # fmt: skip
def test_beginning_turn_and_end_are_told(name: str, telling: tuple[str, ...]) -> None:
    told = words(board(EXAMPLES / name))
    places = [told.find(text) for text in telling]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", OURS)
def test_captions_do_not_say_who_speaks(name: str) -> None:
    for shot in board(EXAMPLES / name).shots:
        for line in shot.lines:
            if line.kind == "caption":
                assert not line.text.endswith(
                    ("shouted.", "said.", "asked.", "말했다.", "물었다.", "소리쳤다.")
                )


@pytest.mark.parametrize("path", [*(EXAMPLES / name for name in OURS), *THEIRS], ids=lambda path: path.stem)
@pytest.mark.parametrize("panels", [1, 12, 40])
def test_every_story_fits_every_number_of_panels(path: Path, panels: int) -> None:
    storyboard = board(path, panels)
    assert len(storyboard.shots) == panels
    assert len({shot.prompt for shot in storyboard.shots}) == panels
    assert all(len([line for line in shot.lines if line.kind != "caption"]) <= 3 for shot in storyboard.shots)
    assert words(storyboard)
