"""Who is in the story when a line is said: names that are months, names told once, whoever comes in next."""

from dataclasses import replace

import pytest

from toonverse.studio.intake import take_in
from toonverse.studio.reading import (
    antecedents_ko,
    attribution,
    cast_en,
    cast_ko,
    english,
    korean,
    manners,
    prose,
    read,
    report,
)
from toonverse.studio.reading.document import Item, Mention, People, Sentence, Utterance
from toonverse.studio.reading.idiolect_ko import words_of
from toonverse.studio.reading.people import gender_of_name


def speakers(text: str, language: str) -> list[str]:
    told = report(read(take_in(text.encode(), "a.txt", None, language)))
    return [q["speaker"] for q in told["quotes"]]


def test_a_month_that_laughs_and_turns_round_is_somebody():
    told = ["June turned around.", "In June it rained.", "Walt gave June the clipboard. June laughed."]
    assert english.months_who_act(told) == {"june"}
    assert english.name_spans(told[1], {"june"}) == []
    assert english.name_spans(told[2], {"june"}) == [(0, "Walt"), (10, "June"), (30, "June")]


@pytest.mark.parametrize("text", ["April came, and May passed.", "The rain of August ended in May."])
def test_a_month_that_comes_and_goes_is_nobody(text: str):
    assert english.months_who_act([text]) == frozenset()


def test_a_story_about_june_has_june_speak():
    text = (
        "June Abbott set her pie on the table.\n\n“Who made this?” June asked.\n\n“I did,” said Tess.\n\n"
        "June put down her fork."
    )
    assert speakers(text, "en") == ["June", "Tess"]


def test_a_first_name_told_once_is_that_of_the_full_name_told_once():
    text = "Dr. Amara Osei stopped at the door.\n\n“Hello?”\n\nAmara switched on the light."
    assert speakers(text, "en") == ["Dr. Amara Osei"]


def test_a_title_alone_calls_its_only_bearer():
    assert cast_en.calls_by_title({"Dr. Osei": "Dr. Osei", "Ben": "Ben"}) == {"Doctor": "Dr. Osei"}
    assert cast_en.calls_by_title({"Dr. Osei": "Dr. Osei", "Dr. Hale": "Dr. Hale"}) == {}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("On the windowsill sat a boy of seven.", "boy"),
        ("Across the aisle a girl in a yellow raincoat was lighting a candle.", "girl"),
    ],
)
def test_whoever_is_told_of_behind_a_place_acts(text: str, noun: str):
    assert english.role_at(text, text.index(noun), noun) == "subject"


def items_of(text: str, language: str) -> tuple[list[Item], People]:
    story = take_in(text.encode(), "a.txt", None, language)
    items = prose.take_apart(story)
    names = prose.name_people(items, story)
    return items, People({n: gender_of_name(n, story.language) for n in names.values()}, dict(names))


CALLED = (
    "연이는 우물가에 앉아 그릇을 닦았다.\n\n“물 한 모금 얻을 수 있겠느냐.”\n\n"
    "연이가 고개를 들었다. 담장 밑에 젊은 선비가 서 있었다.\n\n“누구십니까?”\n\n연이가 물었다.\n\n"
    "“길을 잃었다.”\n\n상궁이 등불을 들고 다가왔다."
)


def test_a_line_knows_who_turns_round_at_it_who_comes_in_behind_it_and_who_is_still_to_come():
    items, people = items_of(CALLED, "ko")
    at = [i for i, item in enumerate(items) if isinstance(item, Utterance)]
    first = attribution.gather(items, at, people, "ko")[0].found
    assert "turns_round" in first["연이"]
    assert "comes_in" in first["선비"]
    assert all("not_yet" in cues for name, cues in first.items() if name == "상궁")
    last = attribution.gather(items, at, people, "ko")[-1].found
    assert not {"not_yet", "comes_in"} & set(last["선비"])


@pytest.mark.parametrize("text", ["휴업이라니까.", "그건 내 것이 아니다.", "바닥이 더 더러우니까."])
def test_words_in_nikka_are_polite_only_behind_a_closed_syllable(text: str):
    assert manners.manner(text) == "plain"
    assert manners.manner("어디 가십니까?") == "polite"
    assert ("level", "합쇼") not in words_of(text)


def test_he_is_whoever_the_sentence_before_is_about():
    items, people = items_of("은하는 웃었다. 태식은 웃지 않았다. 그는 열쇠를 지훈에게 던졌다.", "ko")
    sentences = [replace(s, mentions=tuple(korean.phrases(s))) for s in items if isinstance(s, Sentence)]
    antecedents_ko.resolve([*sentences], people)
    he = next(m for m in sentences[2].mentions if m.pronoun)
    assert he.may_be == (("태식", 1.0),)


def test_whoever_is_made_known_behind_a_ring_or_an_arrival_speaks_next():
    rang = (
        "나는 집으로 걸었다. 나는 추웠다. 나는 배가 고팠다. 전화가 울렸다. 언니였다.\n\n"
        "“어떻게 됐어?”\n\n“끝났어.”"
    )
    assert speakers(rang, "ko")[0] == "언니"
    items, people = items_of(
        "연이는 우물가에 앉았다. 연이가 웃었다.\n\n“이름이 무엇이냐?”\n\n"
        "등불이 다가왔다. 김 상궁이었다.\n\n“거기 누구냐!”",
        "ko",
    )
    at = [i for i, item in enumerate(items) if isinstance(item, Utterance)]
    first, second = (e.found for e in attribution.gather(items, at, people, "ko"))
    assert "revealed" not in first.get("상궁", {})
    assert "revealed" in second["상궁"]


def test_whoever_a_cleft_sentence_tells_last_acts():
    [[sentence]] = korean.sentences(["문을 열고 들어온 것은 막내였다."])
    last = Mention("막내", "other", sentence.text.index("막내"))
    assert korean.of_cleft(sentence, [last])[0].role == "subject"


def test_the_crown_prince_alone_is_called_by_his_word_of_rank():
    assert cast_ko.words_of_rank(["세자", "연이"]) == {"저하": "세자"}
    assert cast_ko.words_of_rank(["공주", "중전"]) == {}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        (
            "Nora looked up. A security guard leaned on the barrier. His badge said THEO.\n\n“Closed,” "
            "he said.\n\nTheo put the cup down. Theo laughed.",
            "en",
            "Theo",
        ),
        (
            "서하가 일어났다. 남학생이 김밥을 들고 서 있었다. 명찰에는 도윤이라고 적혀 있었다.\n\n"
            "“얼마예요?”\n\n남학생이 물었다.\n\n도윤은 웃었다. 도윤이 자리에 앉았다.",
            "ko",
            "도윤",
        ),
    ],
)
def test_a_badge_tells_the_name_of_whoever_was_told_of_last(text: str, language: str, name: str):
    assert speakers(text, language) == [name]
