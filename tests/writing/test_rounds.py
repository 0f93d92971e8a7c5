"""A question is stored before it is asked; one repair, then an error; a retry by hand asks anew."""

import json
from dataclasses import dataclass, field

import pytest

from metered import Shelf
from toonverse.domain.script import Script
from toonverse.errors import ProviderError
from toonverse.metering.calls import Bought, TextCall, Usage
from toonverse.money import Nusd
from toonverse.studio.writing import AnswerUnusable, Author, Round, ScriptTask
from writing.told import STORY, said, script_answer

TASK = ScriptTask(STORY, "words", 3)
GOOD = said(script_answer())


@dataclass
class Desk:
    """A door that says what it is told to, once for each key, and a row that keeps the rounds."""

    answers: list[str | Exception]
    shelf: Shelf = field(default_factory=Shelf)
    rounds: tuple[Round, ...] = ()
    sold: dict[str, Bought] = field(default_factory=dict)
    asked: list[TextCall] = field(default_factory=list)
    finish_reason: str = "stop"

    async def buy(self, call: TextCall, key: str, request_type: str) -> Bought:
        assert self.rounds, "a question is stored before it is bought"
        if key not in self.sold:
            self.asked.append(call)
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            notes = json.dumps({"finish_reason": self.finish_reason})
            sha256 = self.shelf.put(answer.encode())
            self.sold[key] = Bought(sha256, "text/plain", notes, Usage(), Nusd(100), 1, 1)
        return self.sold[key]

    def note(self, rounds: tuple[Round, ...]) -> None:
        self.rounds = rounds

    async def written(self, run: int = 1) -> tuple[Script, int]:
        return await Author(self.shelf, self.buy, self.note, run).written(TASK, self.rounds)


async def test_a_good_answer_needs_one_round():
    desk = Desk([GOOD])
    script, cost_nusd = await desk.written()
    assert (len(script.characters), cost_nusd, list(desk.sold)) == (2, 100, ["script/1"])


async def test_a_bad_answer_is_shown_with_its_problems_once():
    desk = Desk(["{}", GOOD])
    _, cost_nusd = await desk.written()
    assert cost_nusd == 200
    first, repair = desk.asked
    assert repair.prompt.startswith(first.prompt)
    assert "characters: Field required" in repair.prompt


async def test_an_answer_that_was_cut_off_is_told_so():
    desk = Desk([GOOD[:-40], GOOD], finish_reason="MAX_TOKENS")
    await desk.written()
    assert "cut off" in desk.asked[1].prompt


async def test_after_a_repair_in_vain_the_problem_is_an_error_and_nothing_else_is_asked():
    desk = Desk(["{}", "[]", GOOD])
    with pytest.raises(AnswerUnusable) as unusable:
        await desk.written()
    assert isinstance(unusable.value, ProviderError)
    assert unusable.value.facts["step"] == "text.script"
    assert unusable.value.facts["problems"]
    assert len(desk.asked) == 2


async def test_the_same_run_goes_on_with_what_it_asked_before():
    desk = Desk(["{}", RuntimeError("killed"), GOOD])
    with pytest.raises(RuntimeError):
        await desk.written()
    assert len(desk.rounds) == 2
    _, cost_nusd = await desk.written()
    assert cost_nusd == 200
    assert desk.asked[1] == desk.asked[2], "the stored question is asked again, word for word"


async def test_a_retry_by_hand_asks_anew():
    desk = Desk(["{}", "{}", GOOD])
    with pytest.raises(AnswerUnusable):
        await desk.written(run=1)
    _, cost_nusd = await desk.written(run=2)
    assert cost_nusd == 300
    assert desk.asked[2].prompt == desk.asked[0].prompt
    assert list(desk.sold) == ["script/1", "script/2", "script/3"]
