"""Who is only spoken of is in no picture; where somebody was, they still are."""

from toonverse.domain.storyboard import Storyboard
from toonverse.studio.directing import direct
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def board(text: str, panels: int = 8) -> Storyboard:
    return direct(read(take_in(text.encode(), "a.txt", None, "auto")), "webtoon", panels)


BENCH = (
    "Nora sat on a bench in the park. It was snowing. Paul came and sat beside her.\n\n"
    '"What was the boy\'s name?" asked Paul.\n\n"Sam. He was eight. I could not help him," said Nora.\n\n'
    "She began to cry, and he put his arms around her. The snow covered their shoulders.\n\n"
    '"Come home," said Paul.\n\nThe next evening Nora laughed again.\n\n"Thank you, Paul," she said.'
)


def test_who_is_only_spoken_of_is_not_drawn():
    drawn = {figure.character for shot in board(BENCH).shots for figure in shot.figures}
    assert drawn == {"Nora", "Paul"}


def test_what_falls_on_the_shoulders_of_both_shows_both():
    shots = [shot for shot in board(BENCH, 12).shots if "their shoulders" in shot.action]
    assert shots
    assert all({f.character for f in shot.figures} == {"Nora", "Paul"} for shot in shots)


def test_where_no_place_is_told_people_are_where_they_were():
    assert {shot.place for shot in board(BENCH).shots} == {board(BENCH).shots[0].place} != {"other"}


WAITING = (
    "미라는 바닷가 벤치에 앉았다. 할머니는 오지 않았다.\n\n“정오라고 하셨는데.” 미라가 말했다.\n\n"
    "준호는 시계를 보았다. 할머니는 그곳에 없었다.\n\n“편찮으신 거 아닐까.” 준호가 말했다.\n\n"
    "미라는 주머니에서 편지를 꺼냈다."
)


def test_who_did_not_come_is_not_drawn():
    drawn = {figure.character for shot in board(WAITING).shots for figure in shot.figures}
    assert drawn == {"미라", "준호"}
