"""`/api/episodes/{id}/script`, `/storyboard`, `/approve`: what will be painted, before it is.

A job ordered with `review` waits at its storyboard. Until the first panel is asked for both texts may be
changed, each change against the `mark` of what was read, so that nobody overwrites what somebody else wrote.
"""

from contextlib import suppress
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from toonverse.domain.script import Beat, Heard, Line, LineKind, PlaceKind, Scene, TimeOfDay, Weather
from toonverse.domain.storyboard import ShotSize
from toonverse.errors import UsageError
from toonverse.jobs.follow import plain_job
from toonverse.money import from_usd, usd_number
from toonverse.store.drafts import Draft
from toonverse.studio.directing.director import PANELS_MAX
from toonverse.studio.script_sheet import PARTS_MAX, TEXT_CHARACTERS_MAX
from toonverse.studio.shot_list import LINES_MAX, Rewrite, arranged, speakers_of
from toonverse.web.api.naming import told
from toonverse.web.office import Office
from toonverse.web.turnstile import Turnstile

NAME_MAX, PROMPT_MAX = 100, 2_000
DIRECTORS_AT_ONCE, DIRECTORS_WAITING_MAX = 1, 8
"""Laying out a long script keeps a core busy."""
FROM_MAX = 8
"""Shots that are merged into one."""

Mark = Annotated[str, Field(max_length=40, description="Of what was read.")]
Text = Annotated[str, Field(max_length=TEXT_CHARACTERS_MAX)]
Name = Annotated[str, Field(max_length=NAME_MAX)]


class SaidLine(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    text: Text
    speaker: Name = ""
    kind: LineKind = "speech"
    heard: Heard = ""

    def line(self) -> Line:
        return Line(self.text, self.speaker, self.kind, self.heard)


class ToldBeat(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    action: Text = ""
    lines: Annotated[list[SaidLine], Field(max_length=PARTS_MAX)] = []
    sounds: Annotated[list[Name], Field(max_length=50)] = []
    present: Annotated[list[Name], Field(max_length=300)] = []
    panel: Annotated[int, Field(ge=0, le=100_000)] = 0

    def beat(self) -> Beat:
        lines = tuple(line.line() for line in self.lines)
        return Beat(self.action, lines, tuple(self.sounds), tuple(self.present), self.panel)


class ToldScene(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    starts: Text = ""
    place: Annotated[str, Field(max_length=200)] = ""
    place_kind: PlaceKind = "other"
    time: TimeOfDay = "unknown"
    weather: Weather = "unknown"
    beats: Annotated[list[ToldBeat], Field(max_length=PARTS_MAX)]

    def scene(self) -> Scene:
        beats = tuple(beat.beat() for beat in self.beats)
        return Scene(self.starts, self.place, self.place_kind, self.time, self.weather, beats)


class NewScript(BaseModel):
    """All scenes, in order, in place of those that are there. Who speaks and was not known is added."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "mark": "0123456789abcdef0123",
                    "scenes": [{"beats": [{"lines": [{"text": "Who is there?", "speaker": "Nora"}]}]}],
                }
            ]
        },
    )
    mark: Mark
    scenes: Annotated[list[ToldScene], Field(max_length=PARTS_MAX)]


class NewShot(BaseModel):
    """`from` names shots that are there; several become one. What is left out stays; a `prompt` of "" is
    written anew from the shot."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)
    of: Annotated[
        list[Annotated[int, Field(ge=1, le=PANELS_MAX)]],
        Field(alias="from", min_length=1, max_length=FROM_MAX),
    ]
    size: ShotSize | None = None
    lines: Annotated[list[SaidLine], Field(max_length=LINES_MAX)] | None = None
    sounds: Annotated[list[Name], Field(max_length=4)] | None = None
    prompt: Annotated[str, Field(max_length=PROMPT_MAX)] | None = None

    def rewrite(self) -> Rewrite:
        lines = None if self.lines is None else tuple(line.line() for line in self.lines)
        sounds = None if self.sounds is None else tuple(self.sounds)
        return Rewrite(lines, self.size, sounds, self.prompt)


class NewBoard(BaseModel):
    """The shots in their new order; one not named is left out, one named twice is there twice."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {"mark": "0123456789abcdef0123", "shots": [{"from": [2]}, {"from": [1, 3], "size": "close"}]}
            ]
        },
    )
    mark: Mark
    shots: Annotated[list[NewShot], Field(min_length=1, max_length=PANELS_MAX)]


class Approval(BaseModel):
    """`max_cost_usd` must reach the storyboard's maximum; without one only what is free is painted."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"mark": "0123456789abcdef0123", "max_cost_usd": "0.75"}]},
    )
    mark: Mark | None = None
    max_cost_usd: Annotated[Decimal, Field(ge=0, le=1_000_000)] = Decimal(0)


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api/episodes/{episode_id:int}")
    directors = Turnstile(DIRECTORS_AT_ONCE, DIRECTORS_WAITING_MAX)

    @router.get("/script")
    def show_script(episode_id: int) -> JSONResponse:
        """Who is in the story, and what is told and said, scene by scene. 409 before its storyboard."""
        return told(_script(_found(office, episode_id)))

    @router.put("/script")
    async def put_script(episode_id: int, body: NewScript) -> JSONResponse:
        """Another script. Only shots whose words change are laid out anew, by rule; all others stay. 409 once
        a panel was asked for, while the job is at work, or for another `mark` than that of now. 503 where
        many ask."""

        def put() -> Draft:
            before = _found(office, episode_id)
            script = replace(before.script, scenes=tuple(scene.scene() for scene in body.scenes))
            return office.drafting.put_script(episode_id, body.mark, script)

        async with directors.passed():
            return told(_script(await run_in_threadpool(put)))

    @router.get("/storyboard")
    def show_storyboard(episode_id: int) -> JSONResponse:
        """What each panel will show and say, and what painting all of them costs. 409 before it is there."""
        return told(_board(office, episode_id, _found(office, episode_id)))

    @router.put("/storyboard")
    def put_storyboard(episode_id: int, body: NewBoard) -> JSONResponse:
        """Shots in another order, merged, doubled, left out, rewritten. 409 as for the script."""
        before = _found(office, episode_id)
        speakers = speakers_of(before.script, before.board)
        board = arranged(before.board, [(shot.of, shot.rewrite()) for shot in body.shots], speakers)
        after = office.drafting.put_board(episode_id, body.mark, before.script, board)
        return told(_board(office, episode_id, after))

    @router.post("/approve", status_code=202)
    def approve(episode_id: int, body: Approval) -> JSONResponse:
        """Paint it, for `max_cost_usd` at most. 403 where that is less than the maximum, 409 where there is
        nothing to say yes to."""
        office.works.episode(episode_id)
        job = office.drafting.approve(episode_id, body.mark, from_usd(body.max_cost_usd))
        return told(plain_job(job), 202)

    return router


def _found(office: Office, episode_id: int) -> Draft:
    """Raises EpisodeMissing, NotDirected."""
    office.works.episode(episode_id)
    return office.works.drafts.get(episode_id)


def _state(draft: Draft) -> dict[str, object]:
    return {"mark": draft.mark, "open": draft.is_open, "waits_for_approval": draft.is_asked}


def _script(draft: Draft) -> dict[str, object]:
    return {**_state(draft), "script": asdict(draft.script)}


def _board(office: Office, episode_id: int, draft: Draft) -> dict[str, object]:
    price: dict[str, object] | None = None
    with suppress(UsageError):  # its model may be sold no longer
        quote = office.drafting.quote(episode_id, draft.board)
        price = {
            "model": quote.model,
            "expected_usd": usd_number(quote.expected_nusd),
            "maximum_usd": usd_number(quote.maximum_nusd),
        }
    return {**_state(draft), "price": price, "storyboard": asdict(draft.board)}
