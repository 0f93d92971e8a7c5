"""Buys what is written, round by round: each question is stored before it is asked, and asked once."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from toonverse.domain.wire import from_json, to_json
from toonverse.metering.calls import Bought, Keep, TextCall
from toonverse.studio.writing.answers import AnswerUnusable, UnusableAnswer

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

ROUNDS_MAX = 2
"""A question and its repair in one run of the job; a retry by hand asks anew."""

CUT_OFF = ("length", "MAX_TOKENS")
"""How providers say that an answer ended at the cap."""

Buy = Callable[[TextCall, str, str], Awaitable[Bought]]
"""From a call, its key within the episode and its request type to what was bought."""


class Task(Protocol[T_co]):
    """A question, its repair, and what an answer means."""

    @property
    def step(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def request_type(self) -> str: ...

    def first(self) -> TextCall: ...

    def repaired(self, answer: str, problems: tuple[str, ...]) -> TextCall: ...

    def read(self, answer: str) -> T_co: ...


@dataclass(frozen=True, slots=True)
class Round:
    """A stored question: the job's run that asked it, and its call's SHA-256 in the store."""

    run: int
    call: str


@dataclass(frozen=True, slots=True)
class Author:
    """`buy` is the door; `rounds` are those stored so far, `note` stores them with one more."""

    kept: Keep
    buy: Buy
    note: Callable[[tuple[Round, ...]], object]
    run: int

    async def written(self, task: Task[T], rounds: tuple[Round, ...], in_vain: int = 0) -> tuple[T, int]:
        """What the model wrote, and what it cost in nano-USD, all rounds together.

        Rounds of before come first: their answers are at hand. The first `in_vain` are passed over and not
        counted: what they brought is wanted no more. Raises AnswerUnusable after a repair in vain,
        and whatever the door raises.
        """
        cost_nusd, number = 0, in_vain
        answer = ""
        problems: tuple[str, ...] = ()
        while True:
            if number == len(rounds):
                rounds = await self._asked(task, rounds, answer, problems)
            call = from_json(TextCall, self.kept.get(rounds[number].call))
            number += 1
            bought = await self.buy(call, f"{task.key}/{number}", task.request_type)
            cost_nusd += bought.cost_nusd
            answer = self.kept.get(bought.sha256).decode("utf-8", "replace")
            try:
                return task.read(answer), cost_nusd
            except UnusableAnswer as unusable:
                problems = (*_cut_off(bought, call), *unusable.problems)

    async def _asked(
        self, task: Task[T], rounds: tuple[Round, ...], answer: str, problems: tuple[str, ...]
    ) -> tuple[Round, ...]:
        """One more round, stored before it is bought."""
        asked = sum(one.run == self.run for one in rounds)
        if asked == ROUNDS_MAX:
            told = "; ".join(problems)[:500]
            raise AnswerUnusable(step=task.step, model=task.model, problems=told)
        call = task.repaired(answer, problems) if asked else task.first()
        more = (*rounds, Round(self.run, self.kept.put(to_json(call).encode())))
        self.note(more)
        return more


def _cut_off(bought: Bought, call: TextCall) -> tuple[str, ...]:
    if json.loads(bought.notes).get("finish_reason") not in CUT_OFF:
        return ()
    return (f"the answer was cut off at {call.output_tokens_max} tokens: be briefer",)
