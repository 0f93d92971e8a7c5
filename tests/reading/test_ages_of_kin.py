"""Kin, calls and bodies tell the age; an age in years wins; kin are coherent over the cast."""

from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def ages(text: str) -> dict[str, str]:
    script = read(take_in(text.encode(), "a.txt", None, "auto"))
    return {c.name: c.age for c in script.characters}


def test_a_grandchild_beside_her_makes_a_woman_old():
    told = ages(
        "Mrs. Voss opened the door. Her granddaughter Lily, eight years old, sat on the stairs.\n\n"
        '"Come in," said Mrs. Voss.\n\n"Who is it?" asked Lily.'
    )
    assert told == {"Mrs. Voss": "old", "Lily": "child"}


def test_whoever_is_called_grandma_is_old():
    told = ages(
        "Edith put the kettle on. Tom sat at the table and swung his legs.\n\n"
        '"Read it, Grandma," said Tom.\n\n"After tea," said Edith.'
    )
    assert told["Edith"] == "old"


def test_whoever_is_called_grandmother_in_korean_is_old():
    told = ages(
        "순례가 마루에 앉아 있었다. 지우가 마당으로 뛰어 들어왔다.\n\n"
        "“할머니, 이것 좀 보세요.” 지우가 말했다.\n\n“어디 보자.” 순례가 말했다."
    )
    assert told["순례"] == "old"


def test_a_mother_is_a_generation_older_than_her_daughter():
    told = ages(
        "Clara stood at the window. Her daughter Nell, ten years old, was drawing.\n\n"
        '"Is it still raining?" asked Nell.\n\n"It is," said Clara.'
    )
    assert told == {"Clara": "middle", "Nell": "child"}


def test_an_age_in_years_wins_over_kin():
    told = ages(
        "Clara was twenty-nine years old. Clara stood at the window. Her daughter Nell was drawing.\n\n"
        '"Is it still raining?" asked Nell.\n\n"It is," said Clara.'
    )
    assert told == {"Clara": "young", "Nell": "child"}


def test_the_daughter_of_somebody_of_forty_is_not_as_old():
    told = ages(
        "수연은 마흔 살이었다. 수연은 창가에 서 있었다. 수연의 딸 하린이 그림을 그렸다.\n\n"
        "“비가 와요.” 하린이 말했다.\n\n“그러네.” 수연이 말했다."
    )
    assert told == {"수연": "middle", "하린": "young"}


def test_whoever_tells_of_a_son_of_twenty_is_of_middle_age():
    told = ages(
        'Ruth wiped the counter. Ben drank his coffee.\n\n"My son, twenty, says the same," said Ruth.\n\n'
        '"He is right," said Ben.'
    )
    assert told["Ruth"] == "middle"
    told = ages(
        "미란은 잔을 닦았다. 태호는 커피를 마셨다.\n\n"
        "“우리 딸이 열 살인데 똑같은 말을 해요.” 미란이 말했다.\n\n“맞는 말이네.” 태호가 말했다."
    )
    assert told["미란"] == "middle"


def test_old_hands_and_white_hair_make_somebody_old():
    told = ages(
        "Edith sat down at the piano. Edith laid her old fingers on the keys. Ben waited.\n\n"
        '"Listen," said Edith.\n\n"I am," said Ben.'
    )
    assert told["Edith"] == "old"
    assert told["Ben"] != "old"
    told = ages(
        "머리가 하얀 기사가 문을 열었다. 태호가 들어왔다.\n\n“앉게.” 기사가 말했다.\n\n“네.” 태호가 말했다."
    )
    assert told["기사"] == "old"
    assert told["태호"] != "old"


def test_years_that_have_gone_by_are_nobodys_age():
    told = ages(
        "Edith looked at the letter. Ben waited.\n\n"
        '"Forty years," said Edith.\n\n"That is a long time," said Ben.'
    )
    assert not {"middle", "old"} & set(told.values())
