"""Single cues of Korean prose: whose tag it is, who only hears, names, how lines are given."""

import pytest

from toonverse.domain.script import Script
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read
from toonverse.studio.reading.document import UNKNOWN
from toonverse.studio.reading.evidence import Evidence
from toonverse.studio.reading.idiolect_ko import add_idiolect, words_of
from toonverse.studio.reading.turns import Turn, decode, passing
from toonverse.studio.reading.weights import WEIGHTS


def told(text: str) -> Script:
    return read(take_in(text.encode(), "a.txt", None, "auto"))


def lines(script: Script) -> dict[str, tuple[str, str]]:
    return {ln.text: (ln.speaker, ln.kind) for s in script.scenes for b in s.beats for ln in b.lines}


OPENING = "영수는 마루에 앉았다. 유진은 부엌에서 나와 웃었다. 영수는 유진을 보았다. 유진은 섰다.\n\n"


def test_a_topic_after_the_clause_that_ends_a_tag_has_not_spoken():
    said = lines(
        told(OPENING + "영수는 고개를 들며,\n\n“저녁은 먹었소?”\n\n하고 물으니, 유진은 고개를 저었다.")
    )
    assert said["저녁은 먹었소?"][0] == "영수"


def test_whoever_is_told_of_after_these_words_has_heard_them():
    said = lines(
        told(OPENING + "영수가 입을 열었다.\n\n“나는 내일 떠나오.”\n\n이 말에 유진은 눈물을 흘렸다.")
    )
    assert said["나는 내일 떠나오."][0] == "영수"


def test_whose_voice_is_heard_has_spoken_and_not_who_turns_at_it():
    text = OPENING + "바람이 불었다.\n\n“무엇을 그리 보시오?”\n\n하는 유진의 소리에 영수는 고개를 돌렸다."
    assert lines(told(text))["무엇을 그리 보시오?"][0] == "유진"


def test_a_place_before_a_common_noun_makes_the_name_of_somebody():
    text = "주막 할머니가 나왔다. 만복은 앉았다. 주막 할머니는 웃었다. 주막 할머니가 말했다.\n\n“어서 오게.”"
    script = told(text)
    assert lines(script)["어서 오게."][0] == "주막 할머니"
    assert "할머니" not in {c.name for c in script.characters}


def test_the_wife_of_one_is_not_the_wife_of_another():
    text = (
        "영수는 아내를 보았다. 영수는 앉았다. 영수는 웃었다. 영수가 섰다. 아내는 앉았다. 영수가 나갔다.\n\n"
        "홍철은 바다로 갔다. 홍철은 돌아오지 않았다. 영수는 울었다.\n\n"
        "홍철의 아내가 문을 열었다. 홍철의 아내는 말했다.\n\n“기별이 없습니까?”\n\n"
        "아내가 대답했다.\n\n“없어요.”"
    )
    said = lines(told(text))
    assert said["기별이 없습니까?"][0] == "홍철의 아내"
    assert said["없어요."][0] == "아내"


def test_a_name_that_is_always_said_with_its_이_keeps_it():
    text = " ".join(["더펄이는 웃었다.", "더펄이가 왔다.", "더펄이를 보았다.", "더펄이는 앉았다."] * 3)
    script = told(f"{text}\n\n더펄이가 말했다.\n\n“가세.”")
    assert lines(script)["가세."][0] == "더펄이"


def test_a_name_said_now_and_then_is_shown_without_its_이():
    script = told("소연이는 웃었다. 소연이가 말했다.\n\n“갈래.”\n\n소연이는 나갔다.")
    assert lines(script)["갈래."][0] == "소연"


def test_a_surname_alone_may_be_somebody():
    text = "최는 의자에 앉았다. 최가 웃었다. 유진이 최에게 물었다.\n\n“어디 갔다 오나?”\n\n최는 웃었다."
    assert "최" in {c.name for c in told(text).characters}


def test_a_thing_with_the_name_of_a_surname_is_nobody():
    text = "유진은 길을 걸었다. 길은 멀었다. 길이 굽었다. 유진은 길에서 물었다.\n\n“다 왔나?”"
    assert "길" not in {c.name for c in told(text).characters}


def test_when_is_no_part_of_a_name():
    names = {
        c.name for c in told("소년은 뛰었다. 그때 소년은 웃었다. 이튿날 소년이 말했다.\n\n“가자.”").characters
    }
    assert names == {"소년"}


@pytest.mark.parametrize(
    ("before", "line", "after", "kind"),
    [
        ("유진은 밖을 보았다.", "점순아! 점순아!", "대답이 없었다.", "shout"),
        ("유진은 일어섰다.", "이놈아! 게 섰거라!", "개가 짖었다.", "shout"),
        ("유진은 더욱 성을 내며,", "나가라, 나가!", "하고 문을 열었다.", "shout"),
        ("유진은 호통을 쳤다.", "당장 나가거라.", "개가 짖었다.", "shout"),
        ("유진은 중얼거렸다.", "비가 오려나.", "바람이 불었다.", "whisper"),
        ("유진은 문을 잡았다.", "내가 잘못 들었나?", "별안간 이런 생각이 걸음을 멈추게 하였다.", "thought"),
        ("유진은 문을 보았다.", "자고 가게.", "라는 말이 목까지 올라왔다.", "thought"),
        ("유진은 문을 보았다.", "비로구나.", "그림자가 안개 속으로 사라졌다.", "speech"),
        ("유진은 웃었다.", "참 좋다!", "유진은 손뼉을 쳤다.", "speech"),
    ],
)
def test_how_a_line_is_given_is_told_by_its_words_and_what_stands_beside_it(
    before: str, line: str, after: str, kind: str
):
    said = lines(told(f"유진은 마루에 앉았다.\n\n{before}\n\n“{line}”\n\n{after}"))
    assert said[line][1] == kind


def test_the_words_for_self_and_listener_and_the_level_are_what_an_idiolect_is_made_of():
    assert set(words_of("자네 나를 보게.")) == {("level", "하게"), ("listener", "자네"), ("self", "나")}
    assert words_of("제가 가겠습니다.") == [("level", "합쇼"), ("self", "저")]


def test_a_line_leans_to_whoever_talks_like_it_in_the_other_lines():
    texts = ["자네 어디 가나?", "저는 집에 갑니다.", "자네 거기 앉게.", "저는 못 갑니다.", "자네 왜 그러나?"]
    evidence = [Evidence() for _ in texts]
    for found in evidence:
        found.known("영수")
        found.known("만복")
        found.known(UNKNOWN)
    speakers = ["영수", "만복", "영수", "만복", UNKNOWN]
    add_idiolect(texts, speakers, ["만복", "영수", "만복", "영수", ""], [1.0] * 5, evidence)
    leaning = evidence[-1].found
    assert leaning["영수"]["idiolect"] > 0 > leaning["만복"]["idiolect"]
    assert "idiolect" not in leaning[UNKNOWN]


def test_what_a_line_says_is_not_held_for_its_own_speaker():
    texts = ["자네 어디 가나?", "저는 집에 갑니다."]
    evidence = [Evidence() for _ in texts]
    for found in evidence:
        found.known("영수")
    add_idiolect(texts, ["영수", "영수"], ["", ""], [1.0, 1.0], evidence)
    assert evidence[0].found["영수"]["idiolect"] < 0


def test_a_turn_tells_whether_a_speaker_keeps_to_one_manner():
    turn = Turn("adjacent", manner="polite", before="plain", earlier="polite", replies=True)
    assert "returns_alike" in passing("영수", "만복", "영수", turn, {})
    assert {"same_unlike", "same_replies"} <= set(passing("영수", "만복", "만복", turn, {}))
    assert "returns_alike" not in passing("영수", "만복", "유진", turn, {})


def test_two_who_alternate_are_kept_apart_by_one_sure_line():
    scores = [{"영수": 5.0, "만복": 0.0, UNKNOWN: -1.0}, *({"영수": 0.0, "만복": 0.0, UNKNOWN: -1.0},) * 4]
    turns = [Turn("far"), *(Turn("adjacent"),) * 4]
    assert decode(scores, turns, WEIGHTS["ko"], {}) == ["영수", "만복", "영수", "만복", "영수"]


def test_the_mother_of_somebody_is_not_that_somebody():
    text = (
        "바위가 마당에 앉았다. 바위는 울었다. 바위 어머니가 나왔다. 바위 어머니는 말했다.\n\n"
        "“아가, 왜 우니?”\n\n바위는 고개를 들었다."
    )
    assert lines(told(text))["아가, 왜 우니?"][0] == "바위 어머니"
