"""What a language model is to answer: small shapes, from which their JSON schemas are made.

The schemas keep to what strict modes take: every field required, nothing more allowed, no defaults, no
limits. Limits are checked here, so that a repair can be told what was wrong.
"""

import json
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from toonverse.domain.script import Age, Era, Gender, LineKind, PlaceKind, TimeOfDay, Weather
from toonverse.domain.storyboard import Emotion, Pose
from toonverse.errors import ProviderError

PROBLEMS_MAX = 12
PROBLEM_CHARACTERS_MAX = 160

T = TypeVar("T", bound=BaseModel)


class AnswerUnusable(ProviderError):
    """The model answered twice what can't be used. Facts: `step`, `model`, `problems`."""

    code = "answer_unusable"


class UnusableAnswer(Exception):
    """One answer that can't be used; the problems are sentences for the model."""

    def __init__(self, problems: list[str]) -> None:
        short = [problem[:PROBLEM_CHARACTERS_MAX] for problem in problems[:PROBLEMS_MAX]]
        super().__init__("; ".join(short))
        self.problems = tuple(short)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SaidLine(_Strict):
    text: str
    speaker: str
    kind: LineKind


class ToldBeat(_Strict):
    action: str
    lines: list[SaidLine]
    sounds: list[str]
    present: list[str]


class ToldScene(_Strict):
    place: str
    place_kind: PlaceKind
    time: TimeOfDay
    weather: Weather
    beats: list[ToldBeat]


class ToldCharacter(_Strict):
    name: str
    aliases: list[str]
    age: Age
    gender: Gender
    looks: list[str]


class ToldScript(_Strict):
    era: Era
    characters: list[ToldCharacter]
    scenes: list[ToldScene]


class DrawnFigure(_Strict):
    name: str
    pose: Pose
    emotion: Emotion


class DrawnPanel(_Strict):
    number: int
    picture: str
    figures: list[DrawnFigure]


class DrawnBoard(_Strict):
    panels: list[DrawnPanel]


def schema_of(kind: type[BaseModel]) -> str:
    """The JSON schema as compact text, without titles: every byte of it counts in the hold."""
    return json.dumps(_untitled(kind.model_json_schema()), separators=(",", ":"), ensure_ascii=False)


def parsed(kind: type[T], text: str) -> T:
    """The answer, perhaps out of a fence of Markdown. Raises UnusableAnswer."""
    try:
        return kind.model_validate_json(_unfenced(text))
    except ValidationError as wrong:
        found = wrong.errors(include_url=False, include_context=False)
        raise UnusableAnswer([f"{_where(error['loc'])}: {error['msg']}" for error in found]) from wrong


def _where(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in path).lstrip(".") or "answer"


def _unfenced(text: str) -> str:
    found = text.strip()
    if found.startswith("```") and found.endswith("```"):
        found = found[3:-3].removeprefix("json").strip()
    return found


def _untitled(said: object) -> object:
    if isinstance(said, list):
        return [_untitled(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {
        name: _untitled(value)
        for name, value in said.items()
        if not (name == "title" and isinstance(value, str))
    }
