"""What a language model answers becomes a script or a storyboard, or a list of what is wrong with it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toonverse.domain.story import Story
from toonverse.studio.directing import direct
from toonverse.studio.writing.answers import DrawnBoard, ToldScript, UnusableAnswer, schema_of
from toonverse.studio.writing.asking import REPAIR_BYTES_MAX
from toonverse.studio.writing.board import BoardTask
from toonverse.studio.writing.planned import planned_calls
from toonverse.studio.writing.script import STORY_CHARACTERS_MAX, ScriptTask, cut_story, shortened
from writing.told import STORY, board_answer, said, script_answer

TASK = ScriptTask(STORY, "words", 3)
DRAFTED = direct(TASK.read(said(script_answer())), "webtoon", 3)


def objects(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, list):
        for one in schema:
            yield from objects(one)
    elif isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for one in schema.values():
            yield from objects(one)


@pytest.mark.parametrize("kind", [ToldScript, DrawnBoard])
def test_the_schemas_are_what_strict_modes_take(kind: type[ToldScript] | type[DrawnBoard]):
    found = list(objects(json.loads(schema_of(kind))))
    assert found
    for one in found:
        assert one["additionalProperties"] is False
        assert set(one["required"]) == set(one["properties"])
    assert not {"default", "minLength", "maxLength", "minItems", "title"} & {
        key for one in found for key in one
    }


def test_a_good_answer_is_the_story_s_script():
    script = TASK.read(said(script_answer()))
    assert (script.title, script.language, script.era) == ("The Lamp", "en", "modern")
    assert [(one.name, one.mentions) for one in script.characters] == [("Nora", 3), ("Tom", 2)]
    [scene] = script.scenes
    assert (scene.starts, scene.place_kind) == ("Nora lit the lamp.", "harbour")
    assert [line.text for beat in scene.beats for line in beat.lines] == ["Nobody is coming.", "He promised."]


def test_an_answer_in_a_fence_is_read():
    assert TASK.read(f"```json\n{said(script_answer())}\n```").characters


def spoiled(change: Callable[[dict[str, Any]], object]) -> str:
    answer = script_answer()
    change(answer)
    return said(answer)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("I can't do that", "answer"),
        (said(script_answer())[:-20], "answer"),
        (said([]), "answer"),
        (spoiled(lambda a: a.pop("era")), "era"),
        (spoiled(lambda a: a.update(mood="sad")), "mood"),
        (spoiled(lambda a: a.update(scenes=[])), "scenes"),
        (spoiled(lambda a: a["scenes"][0].update(weather="hail")), "weather"),
        (spoiled(lambda a: a["characters"].append(a["characters"][0])), "twice"),
        (spoiled(lambda a: a["characters"][0].update(name=" ")), "no name"),
        (spoiled(lambda a: a["scenes"][0]["beats"][0]["present"].append("Ann")), "Ann"),
        (spoiled(lambda a: a["scenes"][0]["beats"][1]["lines"][0].update(speaker="Ann")), "Ann"),
        (spoiled(lambda a: a["scenes"][0]["beats"][0].update(action="a" * 700)), "characters"),
        (spoiled(lambda a: a["scenes"][0].update(beats=[])), "beats"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(answer: str, problem: str):
    with pytest.raises(UnusableAnswer) as unusable:
        TASK.read(answer)
    assert any(problem in one for one in unusable.value.problems)


def test_a_storyboard_keeps_the_director_s_frames_and_takes_the_model_s_pictures():
    drafted = DRAFTED
    board = BoardTask(drafted, "words").read(said(board_answer(drafted)))
    assert [shot.lines for shot in board.shots] == [shot.lines for shot in drafted.shots]
    assert [(shot.size, shot.height_px) for shot in board.shots] == [
        (shot.size, shot.height_px) for shot in drafted.shots
    ]
    assert {figure.emotion for shot in board.shots for figure in shot.figures} == {"happy"}
    for shot in board.shots:
        assert f"pier number {shot.number}" in shot.prompt
        assert "no text, no speech balloons" in shot.prompt
    assert len({shot.prompt for shot in board.shots}) == len(board.shots)


def test_what_is_wrong_with_a_storyboard_is_said():
    drafted = DRAFTED
    good = board_answer(drafted)["panels"]
    stranger = {"name": "Ann", "pose": "wave", "emotion": "happy"}
    for panels, problem in (
        (good[:-1], "missing"),
        ([*good, good[0]], "twice"),
        ([*good, {**good[0], "number": 9}], "no panel 9"),
        ([{**good[0], "picture": ""}, *good[1:]], "picture"),
        ([{**good[0], "picture": "등불"}, *good[1:]], "English"),
        ([{**good[0], "figures": [stranger]}, *good[1:]], "Ann"),
    ):
        with pytest.raises(UnusableAnswer, match=problem):
            BoardTask(drafted, "words").read(said({"panels": panels}))


def test_a_long_story_is_cut_after_a_paragraph_and_that_is_told():
    paragraph = "가" * 300
    long = Story("긴 이야기", "\n\n".join([paragraph] * 200), "ko", "prose")
    text = cut_story(long)
    assert len(text) <= STORY_CHARACTERS_MAX
    assert text.endswith(paragraph)
    assert shortened(long) == {"read": len(text), "of": len(long.text)}
    assert shortened(STORY) == {}
    endless = Story("끝없는", "가" * 100_000, "ko", "prose")
    assert len(cut_story(endless)) == STORY_CHARACTERS_MAX


def size(*texts: str) -> int:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


@settings(max_examples=40)
@given(
    answer=st.text(max_size=400),
    times=st.integers(1, 400),
    problems=st.lists(st.text(max_size=160), max_size=13),
)
def test_no_question_is_larger_than_the_one_that_was_quoted(answer: str, times: int, problems: list[str]):
    planned = planned_calls(STORY, "words", 3, script=True)
    asked = [
        call
        for task in (TASK, BoardTask(DRAFTED, "words"))
        for call in (task.first(), task.repaired(answer * times, tuple(problems)))
    ]
    for plan, call in zip(planned, asked, strict=True):
        assert size(call.system, call.prompt, call.schema) <= size(
            plan.call.system, plan.call.prompt, plan.call.schema
        )
        assert call.output_tokens_max <= plan.call.output_tokens_max
    assert size(asked[1].prompt) - size(asked[0].prompt) <= REPAIR_BYTES_MAX
