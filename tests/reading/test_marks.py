"""What is spoken and what is not: quotation marks of every kind."""

import pytest

from toonverse.domain.story import Language
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read
from toonverse.studio.reading.marks import has_double_marks, pieces


def spoken(paragraph: str, language: Language = "ko") -> list[str]:
    return [p.text for p in pieces(paragraph, language, has_double_marks(paragraph)) if p.mark]


@pytest.mark.parametrize(
    ("left", "right"),
    [("“", "”"), ('"', '"'), ("「", "」"), ("『", "』"), ("‘", "’"), ("'", "'"), ("«", "»"), ("＂", "＂")],
)
def test_speech_is_found_between_every_pair_of_marks(left: str, right: str):
    assert spoken(f"{left}이리 와 보게.{right} 하고 그가 말했다.") == ["이리 와 보게."]
    assert spoken(f"{left}Come over here.{right}", "en") == ["Come over here."]


def test_speech_after_a_dash_ends_at_its_tag():
    assert spoken("— 어서 오너라. 하고 노인이 말했다.") == ["어서 오너라."]
    assert spoken("— I know that, said Anna, and left.", "en") == ["I know that,"]
    assert spoken("– Nobody asked you.", "en") == ["Nobody asked you."]


def test_speech_after_a_dash_goes_on_after_its_tag():
    assert spoken("- Mila, the boy said. I have come about the cat.", "en") == [
        "Mila,",
        "I have come about the cat.",
    ]
    assert spoken("- Go home, said the nurse. She closed the door.", "en") == ["Go home,"]


def test_an_apostrophe_is_no_quotation_mark():
    assert spoken("The dogs' bowls weren't where they'd been, 'cause Tom's aunt moved 'em.", "en") == []
    assert spoken('"Don’t you touch the boys’ boat," she said.', "en") == ["Don’t you touch the boys’ boat,"]


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one():
    assert spoken("“그 사람이 ‘싫다!’ 하더군.”") == ["그 사람이 ‘싫다!’ 하더군."]
    assert spoken("\"He said 'never' to me.\"", "en") == ["He said 'never' to me."]


def test_marks_of_stress_and_naming_are_not_speech():
    assert spoken("소위 '러브레터'였다. 그는 \"자유\"를 꿈꾸었다.") == []
    assert spoken('The "Grand Hotel" was a shed, and everyone called it "Grand."', "en") == []


def test_a_thought_in_single_marks_is_found_beside_double_ones():
    text = "“예.” 그는 ‘이제 끝이구나.’ 하고 생각했다."
    assert spoken(text) == ["예.", "이제 끝이구나."]


def test_a_quotation_broken_by_its_tag_comes_in_two_parts():
    assert spoken('"I know," said Ann, "that you lied."', "en") == ["I know,", "that you lied."]


def test_a_mark_that_never_closes_takes_the_rest_of_the_paragraph():
    found = pieces("“아직 할 말이 남았다. 내일 또 하마.", "ko", True)
    assert [(p.text, p.open_end) for p in found] == [("아직 할 말이 남았다. 내일 또 하마.", True)]


def test_inches_open_no_quotation():
    assert spoken('The board was 6" wide and 4" long.', "en") == []


def test_a_silent_answer_is_an_utterance():
    assert spoken("“……”") == ["……"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("'Rock 'n' roll,' he said.", "Rock 'n' roll,"),
        ("‘Rock ’n’ roll,’ he said.", "Rock ’n’ roll,"),
        ("‘’Tis gone,’ he said.", "’Tis gone,"),
        ("’Tis gone,’ he said.", "Tis gone,"),
    ],
)
def test_a_word_cut_short_closes_no_speech(text: str, said: str):
    assert spoken(text, "en") == [said]


def test_an_item_of_a_list_is_not_spoken():
    assert spoken("- Bob: milk", "en") == []
    assert spoken("- Milk, said Bob.", "en") == ["Milk,"]


def test_an_unclosed_mark_leaves_the_next_paragraph_alone():
    found = read(take_in(b'"I am here. Ann left.\n\nBob sat down. The end came.', "a.txt", None, "en"))
    beats = [b for s in found.scenes for b in s.beats]
    assert [x.text for b in beats for x in b.lines] == ["I am here. Ann left."]
    assert "Bob sat down." in " ".join(b.action for b in beats)
