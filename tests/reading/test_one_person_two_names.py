"""Two names of one person are one character; two persons are not."""

from toonverse.domain.script import Script
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read


def told(text: str) -> Script:
    return read(take_in(text.encode(), "a.txt", None, "auto"))


def who(script: Script, name: str) -> str:
    return next((c.name for c in script.characters if name in (c.name, *c.aliases)), "")


def test_a_stranger_who_gives_a_name_is_known_by_it():
    script = told(
        'Ruth opened the shop. A man in a red scarf stood at the counter.\n\n"My name is Walter Lind. '
        'I have come about the clock."\n\n"It is not for sale," said Ruth.\n\nThe man smiled.\n\n'
        '"I made it," said the man.'
    )
    assert who(script, "man") == who(script, "Walter Lind") != ""


def test_a_korean_stranger_who_gives_a_name_is_known_by_it():
    script = told(
        "지후는 옥상 문을 열었다. 단발머리 여자아이가 난간에 앉아 있었다.\n\n“누구세요?”\n\n"
        "지후가 물었다.\n\n"
        "“나는 소월. 여기 살아.”\n\n여자아이가 웃었다.\n\n소월이 손을 내밀었다. 지후는 소월을 바라보았다."
    )
    assert who(script, "여자아이") == who(script, "소월") != ""


def test_the_name_that_others_call_the_teller_by_is_the_tellers():
    script = told(
        'I sat on the stairs. I held the cup. My uncle Rob came in.\n\n"Sit up, Nora," said Rob.\n\n'
        'I did not move.\n\n"I am fine," I said.\n\n"You are not, Nora," said Rob.'
    )
    assert who(script, "Nora") == "I"


def test_an_apposition_brings_in_nobody_new():
    script = told(
        "Clara opened the gate. Marshal Dunn stood there, an old man with a stick.\n\n"
        '"Let me in," said Dunn.\n\n'
        '"Never," said Clara.'
    )
    assert {c.name for c in script.characters} == {"Clara", who(script, "Dunn")}
    assert next(c for c in script.characters if c.name == who(script, "Dunn")).gender == "male"
