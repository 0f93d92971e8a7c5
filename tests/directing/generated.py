"""Scripts made by Hypothesis: any mixture of scenes, beats and lines, in both languages."""

from hypothesis import strategies as st

from toonverse.domain.script import Beat, Character, Line, Scene, Script

_SENTENCES = {
    "ko": (
        "비가 내리는 밤이었다.",
        "수아는 문을 열고 뛰어 들어왔다.",
        "민호는 웃었다.",
        "그러나 편지는 이미 사라지고 없었다.",
        "하고 민호는 고개를 숙이며 중얼거렸다.",
        "할머니는 낡은 시계를 손에 쥐고 오래도록 창밖을 바라보며 아무 말도 하지 않았는데, "
        "그 얼굴은 몹시 슬퍼 보였다.",
        "이튿날 아침, 마을에는 눈이 쌓여 있었다.",
        "쾅 하고 문이 닫혔다.",
    ),
    "en": (
        "Rain fell on the harbour all night.",
        "Sua pushed the door open and ran in.",
        "Minho smiled.",
        "But the letter was gone.",
        "he said softly.",
        "Grandmother held the old watch for a long time, looking out of the window at the snow, and nobody "
        "in the room dared to say that the train had left an hour ago.",
        "The next morning there was snow on the roofs.",
        "The door slammed with a bang.",
    ),
}
_SPOKEN = {
    "ko": (
        "어디 갔다 왔어?",
        "말하고 싶지 않아.",
        "네!",
        "……",
        "기다려! 가지 마! 제발 내 말 좀 들어 줘. 십 년 동안 하루도 너를 잊은 적이 없어. "
        "그날 역에서 너를 보낸 뒤로 나는 매일 그 자리에 서 있었어. 눈이 와도 비가 와도.",
        "고마워, 정말로.",
        "가나다라마바사아자차카타파하" * 5,
    ),
    "en": (
        "Where have you been?",
        "I don't want to talk about it,",
        "Yes!",
        "...",
        "Wait! Don't go! Please listen to me just once. For ten years I have not forgotten you for a single "
        "day, and every evening I stood where you left me, in rain and in snow, and I waited for your train.",
        "Thank you, truly.",
        "Supercalifragilistic" * 6,
    ),
}
_NAMES = {"ko": ("수아", "민호", "할머니"), "en": ("Sua", "Minho", "Grandmother")}
_KINDS = ("speech", "thought", "shout", "whisper", "letter", "sign", "caption")
_PLACES = ("room", "street", "harbour", "forest", "station", "other")


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """At most 4 scenes of at most 6 beats; a third of them panel scripts."""
    language = draw(st.sampled_from(("ko", "en")))
    names = _NAMES[language]
    asked = draw(st.integers(0, 2)) == 0
    speakers = st.sampled_from((*names, "unknown", "crowd"))
    number = 0
    scenes = []
    for _ in range(draw(st.integers(1, 4))):
        beats = []
        for _ in range(draw(st.integers(0, 6))):
            number += 1
            action = " ".join(draw(st.lists(st.sampled_from(_SENTENCES[language]), max_size=3)))
            lines = []
            for text in draw(st.lists(st.sampled_from(_SPOKEN[language]), max_size=4)):
                kind = draw(st.sampled_from(_KINDS))
                lines.append(Line(text, "" if kind == "caption" else draw(speakers), kind))
            present = tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=3)))
            sounds = ("쾅",) if draw(st.booleans()) else ()
            beats.append(Beat(action, tuple(lines), sounds, present, number if asked else 0))
        place = draw(st.sampled_from(_PLACES))
        time = draw(st.sampled_from(("dawn", "day", "evening", "night", "unknown")))
        weather = draw(st.sampled_from(("clear", "rain", "snow", "unknown")))
        scenes.append(Scene("", "", place, time, weather, tuple(beats)))
    people = (
        Character(names[0], age="young", gender="female", mentions=9),
        Character(names[1], age="young", gender="male", mentions=5),
        Character(names[2], age="old", gender="female", mentions=2),
    )
    era = draw(st.sampled_from(("modern", "period", "fantasy", "future")))
    return Script("제목", language, era, people, tuple(scenes))
