"""Characters look as the text says, and always the same."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from toonverse.domain.script import Beat, Character, Line, Scene, Script
from toonverse.studio.directing import direct
from toonverse.studio.directing.apart import TOP_APART, distance, heads_alike
from toonverse.studio.directing.lexicon import EMOTIONS, first
from toonverse.studio.directing.looks import cast
from toonverse.studio.directing.prompts import colour_name, describe


def looks(*people: Character, language: str = "ko", era: str = "modern") -> dict[str, object]:
    script = Script("t", language, era, people, ())
    return {member.name: member.look for member in cast(script)}


def test_what_the_text_says_is_seen():
    look = looks(
        Character("하루", gender="female", looks=("20대 여자", "짧은 머리", "노란 점퍼")),
        Character("장 노인", age="old", gender="male", looks=("안경을 코끝에 걸친", "흰 수염")),
        Character("치삼", age="middle", gender="male", looks=("뚱뚱보", "온 턱과 뺨을 덮은 시커먼 구레나룻")),
    )
    assert look["하루"].hair_style == "short"
    assert look["하루"].outfit == "jacket"
    assert colour_name(look["하루"].top) in ("yellow", "orange")
    assert look["장 노인"].glasses
    assert look["장 노인"].beard == "full"
    assert look["치삼"].build == "large"
    assert look["치삼"].beard == "full"


def test_english_words_too():
    look = looks(
        Character("Pip", age="child", gender="male", looks=("a boy with a red scarf",)),
        Character("Oren", age="old", gender="male", looks=("white beard", "dark coat")),
        Character("Della", gender="female", looks=("slender", "beautiful brown hair below her knee")),
        language="en",
    )
    assert look["Pip"].scarf
    assert look["Oren"].outfit == "coat"
    assert look["Oren"].beard == "full"
    assert look["Della"].build == "slim"
    assert look["Della"].hair_style == "long"


def test_period_stories_wear_hanbok():
    look = looks(
        Character("김첨지", age="middle", gender="male"), Character("아내", gender="female"), era="period"
    )
    assert {member.outfit for member in look.values()} == {"hanbok"}


def test_women_have_no_beards_and_the_same_name_looks_the_same():
    one = looks(Character("수염", gender="female"))
    assert one["수염"].beard == "none"
    assert one == looks(Character("수염", gender="female"))


def test_thirty_people_all_look_different():
    people = [Character(f"사람{n}", gender=("female", "male")[n % 2]) for n in range(30)]
    found = looks(*people)
    assert len({(look.hair, look.hair_style) for look in found.values()}) == 30
    assert len({look.top for look in found.values()}) == 30


def test_a_description_is_plain_english():
    look = looks(Character("Oren", age="old", gender="male", looks=("bald", "white beard")), language="en")[
        "Oren"
    ]
    assert describe(look).startswith("an old man with a bald head and a full beard, wearing a")


def test_an_office_is_seen_by_its_uniform():
    people = (Character("순사"), Character("우체부"), Character("의사"), Character("간호사"))
    looks = {member.name: member.look for member in cast(Script("t", "ko", "period", people, ()))}
    assert [looks[name].outfit for name in ("순사", "우체부", "의사", "간호사")] == [
        "tunic",
        "tunic",
        "whites",
        "whites",
    ]
    assert looks["순사"].hat == looks["우체부"].hat == "peaked"
    assert looks["의사"].hat == "none"


PEOPLE = st.lists(
    st.builds(
        Character,
        st.text("abcdefghij가나다라마바사", min_size=2, max_size=6),
        age=st.sampled_from(("child", "young", "middle", "old")),
        gender=st.sampled_from(("female", "male")),
        mentions=st.integers(0, 30),
    ),
    max_size=8,
    unique_by=lambda c: c.name,
)


@given(PEOPLE, st.sampled_from(("ko", "en")), st.sampled_from(("modern", "period", "fantasy", "future")))
def test_any_two_of_a_cast_differ_in_hair_or_years_and_in_the_colour_of_their_clothes(
    people: list[Character], language: str, era: str
) -> None:
    found = looks(*people, language=language, era=era)
    for one, other in combinations(found.values(), 2):
        assert not heads_alike(one, other)
        assert distance(one.top, other.top) >= TOP_APART


def test_whoever_is_free_to_choose_keeps_away_from_the_colours_of_a_trade():
    child, cook = (
        Character("aa", age="child", gender="female", mentions=9),
        Character("chef", gender="female"),
    )
    found = looks(child, cook, language="ko", era="period")
    assert distance(found["aa"].top, found["chef"].top) >= TOP_APART


def test_a_grown_sons_father_is_old_and_bearded_and_a_schoolboys_is_not():
    look = looks(
        Character("Walter", ("son",), gender="male", mentions=9),
        Character("Thomas", ("father",), age="middle", gender="male", mentions=8),
        language="en",
    )
    assert look["Thomas"].age == "old"
    assert look["Thomas"].beard != "none"
    assert distance(look["Thomas"].hair, look["Walter"].hair) > 40
    look = looks(
        Character("Pip", ("son",), gender="male", looks=("a schoolboy",)),
        Character("Thomas", ("father",), age="middle", gender="male"),
        language="en",
    )
    assert look["Thomas"].age == "middle"
    assert look["Thomas"].glasses


def test_girls_of_one_school_wear_one_uniform_and_have_hair_of_their_own():
    girls = (Character("first schoolgirl", gender="female"), Character("second schoolgirl", gender="female"))
    one, other = looks(*girls, language="en").values()
    assert one.outfit == other.outfit == "uniform"
    assert (one.top, one.bottom, one.accent) == (other.top, other.bottom, other.accent)
    assert not heads_alike(one, other)


def test_the_same_cast_looks_the_same_in_any_order():
    people = [Character(f"Name{n}", gender="male", mentions=n) for n in range(6)]
    assert looks(*people, language="en") == looks(*reversed(people), language="en")


def test_a_cry_of_joy_is_glad_and_a_cry_is_not():
    for text in ("Della gave an ecstatic scream of joy, then tears.", "그는 기쁨의 비명을 질렀다."):
        assert first(EMOTIONS, text) == "happy"
    assert first(EMOTIONS, "The girls giggled. one of them cried.") == "laugh"
    assert first(EMOTIONS, "She laughed no more; she cried and tears fell.") == "crying"
    assert first(EMOTIONS, "She cried with pain.") == "crying"


def test_girls_of_a_school_without_a_name_wear_its_uniform_in_every_panel():
    beats = (
        Beat("Three schoolgirls sat in the bus.", (Line("Is it far?", "crowd"),), (), ("Harper",)),
        Beat("A girl laughed.", (Line("He always says that!", "girl"),), (), ("girl", "Harper")),
        Beat("The girls cheered.", (Line("Hooray!", "crowd"),), (), ("girl", "Harper")),
    )
    people = (Character("Harper", gender="male"), Character("girl", age="child", gender="female"))
    script = Script("t", "en", "modern", people, (Scene("", "bus", "other", "day", "clear", beats),))
    look = {member.name: member.look for member in direct(script, "webtoon", 4).cast}
    girls = [look[name] for name in look if name != "Harper"]
    assert len(girls) >= 2
    assert {(girl.outfit, girl.top, girl.sex) for girl in girls} == {("uniform", girls[0].top, "female")}
