"""`/api/episodes/{id}/panels`: what each panel shows and says, its takes, and what a person changes in it."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from toonverse.domain.script import Line, LineKind
from toonverse.jobs.editing import TakeMissing
from toonverse.jobs.follow import plain_job
from toonverse.jobs.plain_panels import plain_panel, plain_panels, plain_take
from toonverse.metering.calls import Quality
from toonverse.metering.idempotency import once
from toonverse.money import usd_number
from toonverse.store.records import Words
from toonverse.studio.retakes import Wish
from toonverse.web.api.naming import Name, named, told
from toonverse.web.api.retaken import priced, quoted
from toonverse.web.callers import Calling
from toonverse.web.office import Office

PANEL_MAX = 100_000
LINES_MAX, SOUNDS_MAX = 12, 6
TEXT_MAX, NAME_MAX, PROMPT_MAX = 600, 100, 2_000

Number = Annotated[int, Path(ge=1, le=PANEL_MAX, description="The panel's number, from 1.")]
TakeNumber = Annotated[int, Path(ge=1, le=PANEL_MAX, description="The take's number, from 1.")]
ART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("image/png", "image/jpeg", "image/webp")
        },
    }
}
"""The body of a request that brings a picture."""
ByHand = Annotated[bool, Query(description="Drawn by a person: it is not marked as what models make.")]


class Retake(BaseModel):
    """One more take: as the first was asked for, but for what is said here."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"model": "draft"}]})
    model: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    quality: Quality | None = None
    prompt: Annotated[str | None, Field(min_length=1, max_length=PROMPT_MAX, pattern=r"\S")] = None
    max_cost_usd: Annotated[Decimal | None, Field(ge=0, le=1_000_000)] = None

    def wish(self) -> Wish:
        return Wish(self.model, self.quality, self.prompt)


class NewLine(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    text: Annotated[str, Field(max_length=TEXT_MAX)]
    speaker: Annotated[str, Field(max_length=NAME_MAX)] = ""
    kind: LineKind = "speech"


class NewWords(BaseModel):
    """Everything that shall be read in the panel, in reading order, in place of what the storyboard has."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"lines": [{"text": "Who is there?", "speaker": "Nora"}]}]},
    )
    lines: Annotated[list[NewLine], Field(max_length=LINES_MAX)]
    sounds: Annotated[list[Annotated[str, Field(max_length=NAME_MAX)]], Field(max_length=SOUNDS_MAX)] = []


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api/episodes/{episode_id:int}")
    _shown(router, office)
    _retaken(router, office)
    _chosen(router, office)
    _lettered(router, office)
    _undone(router, office)
    return router


def _shown(router: APIRouter, office: Office) -> None:
    @router.get("/panels")
    def list_panels(episode_id: int) -> JSONResponse:
        """The episode's panels, in order; none before its storyboard."""
        episode = office.works.episode(episode_id)
        return told({"panels": plain_panels(office.works, episode)})

    @router.get("/panels/{panel}")
    def show_panel(episode_id: int, panel: Number) -> JSONResponse:
        """A panel: its shot, words, balloons, and every take with its cost."""
        return told(plain_panel(office.works, office.works.episode(episode_id), panel))

    @router.get(
        "/panels/{panel}/takes/{take}/picture",
        response_class=Response,
        responses={200: {"content": {"image/png": {}, "image/jpeg": {}, "image/webp": {}}}},
    )
    def picture(episode_id: int, panel: Number, take: TakeNumber) -> Response:
        """The take's picture, as it was bought."""
        office.works.panels.panel(episode_id, panel)
        takes = office.works.panels.takes(episode_id, panel)
        found = next((one.picture for one in takes if one.number == take), None)
        if found is None:
            raise TakeMissing(panel=panel, take=take)
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return Response(office.editing.images.get(found.sha256), media_type=found.media_type, headers=headers)


def _retaken(router: APIRouter, office: Office) -> None:
    @router.post("/panels/{panel}/quote")
    def quote(episode_id: int, panel: Number, body: Retake) -> JSONResponse:
        """What one more take of the panel will likely cost, and at most."""
        call = office.editing.call_for(episode_id, panel, body.wish())
        return quoted(office, call, panel=panel)

    @router.post("/panels/{panel}/reroll", status_code=202)
    def reroll(
        episode_id: int, panel: Number, body: Retake, request: Request, caller: Calling, name: Name = None
    ) -> JSONResponse:
        """Orders one more take, which is shown as soon as it is there; none is lost. 403 where its maximum is
        above `max_cost_usd`. Sent again under its `Idempotency-Key` it is ordered once.
        """
        call = office.editing.call_for(episode_id, panel, body.wish())
        most = priced(office, call, body.max_cost_usd)
        order, again = once(
            office.engine,
            office.clock,
            named(name, caller, request, body),
            lambda tx: {"take": office.editing.order_take_in(tx, episode_id, panel, call, most).number},
        )
        office.editing.go_on(episode_id)
        job = office.works.jobs.find(episode_id, "pipeline.full")
        answer = {"panel": panel, "take": order["take"], "maximum_usd": usd_number(most)}
        return told({**answer, "job": plain_job(job)}, 202, again=again)

    @router.post("/panels/{panel}/takes/{take}/retry", status_code=202)
    def retry(episode_id: int, panel: Number, take: TakeNumber) -> JSONResponse:
        """A further take that failed, once more under its own key. 404 where none failed."""
        office.editing.retry_take(episode_id, panel, take)
        return _again(office, episode_id, panel)


def _chosen(router: APIRouter, office: Office) -> None:
    @router.post("/panels/{panel}/takes/{take}/accept", status_code=202)
    def accept(episode_id: int, panel: Number, take: TakeNumber) -> JSONResponse:
        """Shows this take in the panel; costs nothing, and the others stay."""
        office.editing.choose_take(episode_id, panel, take)
        return _again(office, episode_id, panel)

    @router.post(
        "/panels/{panel}/takes",
        status_code=201,
        openapi_extra=ART,
    )
    async def upload(
        episode_id: int, panel: Number, request: Request, by_hand: ByHand = False
    ) -> JSONResponse:
        """A picture of one's own (PNG, JPEG or WebP, the body as it is) as one more take, shown at once."""
        media = await request.body()
        take = await run_in_threadpool(office.editing.put_art, episode_id, panel, media, by_hand=by_hand)
        return told(plain_take(take), 201)


def _lettered(router: APIRouter, office: Office) -> None:
    @router.put("/panels/{panel}/words", status_code=202)
    def write(episode_id: int, panel: Number, body: NewWords) -> JSONResponse:
        """Writes the panel's lines and sounds anew; the balloons are placed again, for nothing."""
        lines = tuple(Line(line.text, line.speaker, line.kind) for line in body.lines)
        office.editing.write(episode_id, panel, Words(lines, tuple(body.sounds)))
        return _again(office, episode_id, panel)

    @router.delete("/panels/{panel}/words", status_code=202)
    def unwrite(episode_id: int, panel: Number) -> JSONResponse:
        """Back to the storyboard's words."""
        office.editing.write(episode_id, panel, None)
        return _again(office, episode_id, panel)

    @router.post("/panels/{panel}/letter", status_code=202)
    def letter_one(episode_id: int, panel: Number) -> JSONResponse:
        """Places the panel's balloons anew; what was placed by hand goes back."""
        office.editing.letter(episode_id, panel)
        return _again(office, episode_id, panel)

    @router.post("/letter", status_code=202)
    def letter_all(episode_id: int) -> JSONResponse:
        """The same for every panel."""
        office.works.episode(episode_id)
        return told({"job": plain_job(office.editing.letter(episode_id))}, 202)

    @router.post("/package", status_code=202)
    def package(episode_id: int) -> JSONResponse:
        """Strip, slices and archive anew."""
        office.works.episode(episode_id)
        return told({"job": plain_job(office.editing.package(episode_id))}, 202)


def _undone(router: APIRouter, office: Office) -> None:
    @router.post("/panels/{panel}/undo", status_code=202)
    def undo(episode_id: int, panel: Number) -> JSONResponse:
        """Takes the panel's last change back: which take it shows, its words or its balloons. 409 where there
        is none."""
        office.editing.undo(episode_id, panel)
        return _again(office, episode_id, panel)

    @router.post("/panels/{panel}/redo", status_code=202)
    def redo(episode_id: int, panel: Number) -> JSONResponse:
        """Does again what was taken back last. 409 where nothing was."""
        office.editing.redo(episode_id, panel)
        return _again(office, episode_id, panel)


def _again(office: Office, episode_id: int, panel: int) -> JSONResponse:
    """The panel as it is, and the job that makes anew what changed."""
    job = office.works.jobs.find(episode_id, "pipeline.full")
    episode = office.works.episode(episode_id)
    return told({"panel": plain_panel(office.works, episode, panel), "job": plain_job(job)}, 202)
