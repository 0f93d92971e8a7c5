"""What stands right before a name, and what is no name at all."""

from toonverse.domain.script import Script
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def told(text: str) -> Script:
    return read(take_in(text.encode(), "a.txt", None, "auto"))


def test_an_adjective_before_a_title_tells_the_age():
    script = told("늙은 황제가 옥좌에 앉아 있었다. 황제는 손을 들었다.\n\n“물러가라.”\n\n황제가 말했다.")
    assert [(c.name, c.age, c.gender) for c in script.characters] == [("황제", "old", "male")]


def test_a_hall_is_nobody_though_its_name_ends_like_a_title():
    script = told("연회장이 술렁였다. 연회장은 조용해졌다. 민서가 웃었다.\n\n“이리 와.” 민서가 말했다.")
    assert [c.name for c in script.characters] == ["민서"]


def test_a_confession_is_no_introduction():
    script = told(
        "황제가 옥좌에 앉아 있었다. 수련이 무릎을 꿇었다.\n\n“저는 가짜입니다.” 수련이 말했다.\n\n"
        "“너는 가짜가 아니다.” 황제가 말했다."
    )
    assert "가짜" not in {name for c in script.characters for name in (c.name, *c.aliases)}


def test_a_boy_who_says_he_is_somebody_is_that_one():
    script = told(
        'Nell sat in the grass. A boy was leaning on the gate.\n\n"I\'m Oscar," said the boy. "And you?"\n\n'
        'Nell laughed. Oscar climbed over.\n\n"Nell," said Nell.'
    )
    assert sorted(c.name for c in script.characters) == ["Nell", "Oscar"]


def test_where_a_letter_comes_from_is_not_where_it_is_read():
    script = told(
        "The letter from the bank came on Monday. Anna read it at the kitchen table.\n\n"
        '"They want the house," said Anna.'
    )
    assert script.scenes[0].place_kind == "kitchen"
