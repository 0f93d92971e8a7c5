"""What holds for any text: nothing spoken is lost, order is kept, nothing makes the reader fall over."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toonverse.domain.script import Script
from toonverse.domain.story import Language, Story, StoryForm
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.studio.intake import take_in
from toonverse.studio.reading import read, report

NARRATION = {
    "ko": [
        "지우가 웃었다.",
        "민호는 문을 열고 나갔다.",
        "비가 그쳤다.",
        "그때 지우가 말했다.",
        "다음 날 아침이었다.",
    ],
    "en": [
        "Anna laughed.",
        "Ben opened the door.",
        "The rain stopped.",
        "The next morning, Anna was late.",
        "He sat.",
    ],
}
SPEECH = {
    "ko": ["어서 와.", "정말이야?", "가지 마!", "나는 괜찮아요.", "……", "그럴 리가 없습니다, 선생님."],
    "en": [
        "Come in.",
        "Are you sure?",
        "Don't go!",
        "I'm fine, Ben.",
        "...",
        "It's the boys' dog, isn't it?",
    ],
}
MARKS = [("“", "”"), ('"', '"'), ("「", "」")]


@st.composite
def stories(draw: st.DrawFn) -> tuple[Story, list[str]]:
    language = draw(st.sampled_from(["ko", "en"]))
    left, right = draw(st.sampled_from(MARKS))
    spoken, paragraphs = [], []
    for _ in range(draw(st.integers(1, 8))):
        narration = draw(st.sampled_from(NARRATION[language]))
        if draw(st.booleans()):
            paragraphs.append(narration)
            continue
        line = draw(st.sampled_from(SPEECH[language]))
        spoken.append(line)
        shapes = [
            f"{left}{line}{right}",
            f"{left}{line}{right} {narration}",
            f"{narration} {left}{line}{right}",
        ]
        paragraphs.append(draw(st.sampled_from(shapes)))
    return Story("제목", "\n\n".join(paragraphs), language, "prose"), spoken


@settings(max_examples=60)
@given(stories())
def test_every_spoken_line_is_kept_in_order(made: tuple[Story, list[str]]):
    story, spoken = made
    assert [q["text"] for q in report(read(story))["quotes"]] == spoken


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@settings(max_examples=60)
@given(stories())
def test_every_word_of_a_story_stands_in_its_beats(made: tuple[Story, list[str]]):
    story, _ = made
    beats = [b for s in read(story).scenes for b in s.beats]
    told = "".join(letters(b.action) + "".join(letters(x.text) for x in b.lines) for b in beats)
    assert sorted(told) == sorted(letters(story.text))


printable = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=120)
marked = st.lists(
    st.sampled_from([*"“”‘’\"'「」『』—-.,!?… \n가나다abc", "말했다", "said", "INT. ", "PANEL 1\n"]),
    max_size=60,
)


@settings(max_examples=80)
@given(printable, st.sampled_from(["ko", "en"]), st.sampled_from(["prose", "fountain", "panels"]))
def test_any_printable_text_is_read(text: str, language: Language, form: StoryForm):
    script = read(Story("title", text, language, form))
    assert script.scenes
    assert all(scene.beats for scene in script.scenes)


@settings(max_examples=80)
@given(marked.map("".join), st.sampled_from(["ko", "en"]), st.sampled_from(["prose", "fountain", "panels"]))
def test_any_muddle_of_marks_is_read(text: str, language: Language, form: StoryForm):
    assert read(Story("title", text, language, form)).scenes


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_in_or_refused(data: bytes):
    try:
        story = take_in(data, "story.txt", None, "auto")
    except UsageError:
        return
    assert story.title
    assert any(c.isalpha() for c in story.text)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_same_story_gives_the_same_script_and_survives_storage(language: Language):
    text = "\n\n".join(
        f"“{line}” {told}" for line, told in zip(SPEECH[language], NARRATION[language], strict=False)
    )
    story = Story("제목", text, language, "prose")
    script = read(story)
    assert read(story) == script
    assert from_json(Script, to_json(script)) == script
