"""`/api/projects/{id}/characters`: how people look, and the pictures of them that painters are shown."""

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from toonverse.jobs.casting import Casting
from toonverse.jobs.dressing import NewLook
from toonverse.jobs.follow import plain_job
from toonverse.jobs.plain_characters import plain_character
from toonverse.metering.calls import Quality
from toonverse.metering.idempotency import once
from toonverse.money import usd_number
from toonverse.store.character_rows import REFERENCES_KEPT_MAX, ReferenceMissing
from toonverse.web.api.naming import Name, named, told
from toonverse.web.api.retaken import priced, quoted
from toonverse.web.api.words import LINE, LINES
from toonverse.web.callers import Calling
from toonverse.web.office import Office

NAME_MAX = 200
DESCRIBED_MAX = 500
Who = Annotated[str, Path(min_length=1, max_length=NAME_MAX, description="The character's name.")]
Number = Annotated[int, Path(ge=1, le=REFERENCES_KEPT_MAX, description="The reference's number, from 1.")]
AT = "/projects/{project_id:int}/characters"


class NewSheet(BaseModel):
    """One more sheet: by whoever painted the newest episode, but for what is said here."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"model": "gpt-image-2.5-flare", "quality": "low"}]}
    )
    model: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    quality: Quality | None = None
    max_cost_usd: Annotated[Decimal | None, Field(ge=0, le=1_000_000)] = None


class Choice(BaseModel):
    """A reference's number; 0 shows painters none, null the sheet of the look."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [{"reference": 2}]})
    reference: Annotated[int | None, Field(ge=0, le=REFERENCES_KEPT_MAX)]


class NewCharacter(BaseModel):
    """Somebody whom no story of the project has yet, by the name that stories will use. `described` tells it
    in words, `look` single things exactly."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Mara", "described": "an old woman in blue", "look": {"hair_style": "bun"}}]
        },
    )
    name: Annotated[str, Field(min_length=1, max_length=NAME_MAX, pattern=r"^[^/\\]*[^/\\\s][^/\\]*$"), LINE]
    described: Annotated[str, Field(max_length=DESCRIBED_MAX), LINES] = ""
    look: NewLook = NewLook()


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    casting = casting_of(office)
    _shown(router, office, casting)
    _created(router, office, casting)
    _changed(router, casting)
    _ordered(router, office, casting)
    return router


def casting_of(office: Office) -> Casting:
    return Casting(office.editing, lambda: office.models()[1])


def _shown(router: APIRouter, office: Office, casting: Casting) -> None:
    @router.get("/episodes/{episode_id:int}/characters")
    def of_episode(episode_id: int) -> JSONResponse:
        """Who is in the episode and how they look, most seen first; nobody before its script."""
        seen = {one.name: plain_character(one) for one in casting.of_episode(episode_id)}
        script = office.works.script(episode_id)
        read = {one.name: asdict(one) for one in (script.characters if script else ())}
        unseen = [{**facts, "look": None} for name, facts in read.items() if name not in seen]
        return told({"characters": [*({**read.get(name, {}), **one} for name, one in seen.items()), *unseen]})

    @router.get(AT)
    def of_project(project_id: int) -> JSONResponse:
        """Who is in the project's newest episodes, most seen first."""
        return told({"characters": [plain_character(one) for one in casting.of_project(project_id)]})

    @router.get(AT + "/{character}")
    def show(project_id: int, character: Who) -> JSONResponse:
        """How the character looks, and every reference with its cost, wanted and failed ones too."""
        return _again(casting, project_id, character)

    @router.get(
        AT + "/{character}/references/{number}/picture",
        response_class=Response,
        responses={200: {"content": {"image/png": {}, "image/jpeg": {}, "image/webp": {}}}},
    )
    def picture(project_id: int, character: Who, number: Number) -> Response:
        """The reference, as it was bought or brought."""
        found = office.works.characters.reference(project_id, character, number)
        if not found.sha256:
            raise ReferenceMissing(character=character, reference=number)
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return Response(office.editing.images.get(found.sha256), media_type=found.media_type, headers=headers)


def _created(router: APIRouter, office: Office, casting: Casting) -> None:
    @router.post(AT, status_code=201)
    def create(
        project_id: int, body: NewCharacter, request: Request, caller: Calling, name: Name = None
    ) -> JSONResponse:
        """Makes somebody before a story has them: stories that come show who bears that very name so, and the
        pictures brought of them are shown to painters. 409 for a name that the project knows.
        """
        who = " ".join(body.name.split())

        def work(tx: sa.Connection) -> dict[str, str]:
            casting.create_in(tx, project_id, who, body.described, body.look.on)
            return {"name": who}

        _, again = once(office.engine, office.clock, named(name, caller, request, body), work)
        return told(plain_character(casting.find(project_id, who)), 201, again=again)


def _changed(router: APIRouter, casting: Casting) -> None:
    @router.patch(AT + "/{character}/look")
    def dress(project_id: int, character: Who, body: NewLook) -> JSONResponse:
        """Further takes and episodes show the character so; what is made stays. Costs nothing."""
        one = casting.find(project_id, character)
        casting.dress(one, body.on(one.look))
        return _again(casting, project_id, character)

    @router.delete(AT + "/{character}/look")
    def undress(project_id: int, character: Who) -> JSONResponse:
        """Back to the look that the story gives."""
        casting.dress(casting.find(project_id, character), None)
        return _again(casting, project_id, character)

    @router.post(
        AT + "/{character}/references",
        status_code=201,
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    kind: {"schema": {"type": "string", "format": "binary"}}
                    for kind in ("image/png", "image/jpeg", "image/webp")
                },
            }
        },
    )
    async def bring(project_id: int, character: Who, request: Request) -> JSONResponse:
        """A picture of one's own (PNG, JPEG or WebP, the body as it is), shown to painters from now on."""
        media = await request.body()

        def brought() -> JSONResponse:
            casting.bring(casting.find(project_id, character), media)
            return _again(casting, project_id, character, 201)

        return await run_in_threadpool(brought)

    @router.put(AT + "/{character}/shown")
    def choose(project_id: int, character: Who, body: Choice) -> JSONResponse:
        """Which reference painters are shown."""
        casting.choose(casting.find(project_id, character), body.reference)
        return _again(casting, project_id, character)

    @router.delete(AT + "/{character}/references/{number}")
    def remove(project_id: int, character: Who, number: Number) -> JSONResponse:
        """No painter is shown it any more; what was bought stays booked."""
        casting.remove(casting.find(project_id, character), number)
        return _again(casting, project_id, character)


def _ordered(router: APIRouter, office: Office, casting: Casting) -> None:
    @router.post(AT + "/{character}/sheet/quote")
    def quote(project_id: int, character: Who, body: NewSheet) -> JSONResponse:
        """What one more sheet will likely cost, and at most."""
        call = casting.sheet_call(casting.find(project_id, character), body.model, body.quality)
        return quoted(office, call, character=character)

    @router.post(AT + "/{character}/sheet", status_code=202)
    def order(
        project_id: int, character: Who, body: NewSheet, request: Request, caller: Calling, name: Name = None
    ) -> JSONResponse:
        """Orders one more sheet, which painters are shown as soon as it is there. 403 where its maximum is
        above `max_cost_usd`. Sent again under its `Idempotency-Key` it is ordered once.
        """
        one = casting.find(project_id, character)
        call = casting.sheet_call(one, body.model, body.quality)
        most = priced(office, call, body.max_cost_usd)
        answer, again = once(
            office.engine,
            office.clock,
            named(name, caller, request, body),
            lambda tx: {"reference": casting.order_sheet_in(tx, one, call, most)},
        )
        job = office.editing.go_on(one.episode.id)
        said = {"character": character, **answer, "maximum_usd": usd_number(most), "job": plain_job(job)}
        return told(said, 202, again=again)


def _again(casting: Casting, project_id: int, character: str, status: int = 200) -> JSONResponse:
    return told(plain_character(casting.find(project_id, character)), status)
