"""Who is who in English stories: names, pronouns, titles that stand for one, the sex of the teller."""

import pytest

from toonverse.studio.intake import take_in
from toonverse.studio.reading import english, read, report
from toonverse.studio.reading.antecedents_en import resolve
from toonverse.studio.reading.document import Mention, Sentence
from toonverse.studio.reading.genders_en import gender_of, likely_men


def told(text: str) -> dict[str, list[dict[str, str]]]:
    return report(read(take_in(text.encode(), "a.txt", None, "en")))


def speakers(text: str) -> list[str]:
    return [q["speaker"] for q in told(text)["quotes"]]


def acting(text: str, *names: str) -> Sentence:
    """A sentence with its names as subjects and its pronouns, in the order of the text."""
    named = [Mention(n, "subject", text.index(n)) for n in names]
    return Sentence(text, 0, mentions=tuple(sorted([*named, *english.pronouns(text)], key=lambda m: m.start)))


def antecedent(sentence: Sentence, pronoun: str) -> str:
    return next(m.may_be[0][0] for m in sentence.mentions if m.pronoun and m.name == pronoun)


def test_a_surname_in_ing_behind_a_title_is_no_participle():
    assert english.name_spans("cried Mr. Bunting, fiercely") == [(6, "Mr. Bunting")]
    assert english.name_spans("Seeing nothing, Anna left.") == [(16, "Anna")]


def test_a_title_alone_names_nobody():
    assert english.name_spans("Then Mr. and Mrs. Hall went down.") == [(13, "Mrs. Hall")]


def test_a_common_word_is_a_name_where_it_is_said_to_speak():
    assert [n for _, n in english.name_spans("said Good, and laughed")] == ["Good"]
    assert english.name_spans("Good people, all of them.") == []


def test_words_between_article_and_noun_do_not_cross_a_clause():
    assert english.noun_spans("the candle while Mrs Bunting slept") == []


def test_a_pronoun_stands_for_the_one_told_of_last_who_fits():
    first, then = acting("Anna came in.", "Anna"), acting("She sat down.")
    resolve([acting("Bob slept.", "Bob"), first, then], {"Bob": 1.0, "Anna": 0.0})
    assert antecedent(then, "she") == "Anna"


def test_an_object_pronoun_is_hardly_the_one_who_acts():
    sentence = Sentence(
        "Carl looked at him.", 0, mentions=(Mention("Carl", "subject", 0), Mention("he", "object", 15, True))
    )
    resolve([acting("Bob slept.", "Bob"), sentence], {"Bob": 1.0, "Carl": 1.0})
    assert antecedent(sentence, "he") == "Bob"


def test_pronouns_tell_the_gender_that_no_name_tells():
    items = [acting("Tuppet rose.", "Tuppet"), acting("She took her hat and she left.")]
    men = likely_men(items, ["Tuppet"], {})
    assert gender_of(men["Tuppet"]) == "female"


def test_one_pronoun_does_not_outweigh_a_given_name():
    items = [acting("Fanny rose.", "Fanny"), acting("He was gone.")]
    assert gender_of(likely_men(items, ["Fanny"], {})["Fanny"]) == "female"


def test_the_doctor_is_the_only_one_with_that_title():
    text = (
        "Dr. Archie put down his pen. Kronborg had come in.\n\n“Any hurry?” the doctor asked.\n\n"
        "“Some,” said Kronborg. Dr. Archie reached for his coat."
    )
    assert speakers(text) == ["Dr. Archie", "Kronborg"]


def test_a_husband_named_by_his_surname_is_not_his_wife():
    text = (
        "Archer was late. He hung up his coat; Archer hated coats. Mrs. Archer looked up.\n\n"
        "“Is it cold?” asked Mrs. Archer.\n\n“Very,” said Archer, and he sat down."
    )
    assert speakers(text) == ["Mrs. Archer", "Archer"]


def test_two_sisters_with_one_surname_are_two():
    text = (
        "Miss Pinkerton sat at her desk. Miss Jemima Pinkerton stood by the window.\n\n"
        "“The coach is here,” said Miss Jemima. Miss Pinkerton did not look at Miss Jemima.\n\n"
        "“I heard it,” said Miss Pinkerton."
    )
    assert len(set(speakers(text))) == 2


def test_the_other_is_not_the_one_who_just_acted():
    text = (
        "Philip and Gino sat at the table. Gino filled the glasses.\n\n“To England,” said Gino.\n\n"
        "Philip merely bowed.\n\n“And to Italy,” said the other."
    )
    assert speakers(text)[-1] == "Gino"


def test_whoever_acts_in_the_paragraph_speaks_in_it_though_a_pronoun_names_them():
    text = (
        "Agnes held the lamp. Daniel knelt by the piano.\n\n“What is it?” said Agnes.\n\n"
        "He rubbed the card on his sleeve. “It is a letter.”"
    )
    assert speakers(text) == ["Agnes", "Daniel"]


@pytest.mark.parametrize(
    ("said", "gender"),
    [("“Good evening, sir,” said Holt.", "male"), ("“Sit down, young lady,” said Holt.", "female")],
)
def test_what_a_teller_is_called_tells_their_sex(said: str, gender: str):
    text = f"I knocked. I waited. Holt opened the door.\n\n{said}\n\n“Thank you,” I said, and I went in."
    teller = next(c for c in told(text)["characters"] if c["name"] == "I")
    assert teller["gender"] == gender


def test_a_teller_with_a_wife_is_a_man():
    text = "I came home late. I found my wife asleep. I woke her.\n\n“It is done,” I said. I sat down."
    assert next(c for c in told(text)["characters"] if c["name"] == "I")["gender"] == "male"


def test_the_new_arrival_is_the_one_who_has_just_come():
    text = (
        "The waiting man lit a cigar. A tall man in a long overcoat hurried across the street.\n\n"
        "“Is that you, Bob?” he asked.\n\n“Is that you, Jimmy?” cried the waiting man.\n\n"
        "“Bless my heart!” exclaimed the new arrival, grasping his hands."
    )
    assert speakers(text) == ["tall man", "waiting man", "tall man"]
