"""Before and after publication: what a draft is called, what stands in its way, and files to take along."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import FileResponse, JSONResponse, Response

from toonverse.domain.episode import STRIP_WIDTH_PX
from toonverse.jobs.describing import Facts
from toonverse.jobs.describing import describe as describe_draft
from toonverse.studio.exports.desk import MEDIA_TYPES, Export
from toonverse.studio.exports.preflight import Finding, PlatformCheck, Preflight
from toonverse.web.api.naming import NO_STORE, told
from toonverse.web.api.orders import plain_episode
from toonverse.web.api.projects import TITLE_MAX
from toonverse.web.api.words import LINE, LINES
from toonverse.web.i18n import Voice, accepted_language
from toonverse.web.office import Office
from toonverse.web.preflight_words import words
from toonverse.web.turnstile import Turnstile

DESCRIPTION_MAX = 2_000
NUMBER_MAX = 100_000
MAKERS_AT_ONCE, MAKERS_WAITING_MAX = 2, 16

Title = Annotated[str, Field(min_length=1, max_length=TITLE_MAX, pattern=r"\S"), LINE]
Name = Annotated[str, Path(max_length=60, description="As `/exports` lists it.", examples=["webtoon.zip"])]


class NewFacts(BaseModel):
    """What a draft is called; what is left out stays as it is. `series` is a project's title."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"title": "Rain", "series": "Letters", "number": 2}]},
    )
    title: Title | None = None
    series: Title | None = None
    number: Annotated[int, Field(ge=1, le=NUMBER_MAX)] | None = None
    description: Annotated[str, Field(max_length=DESCRIPTION_MAX), LINES] | None = None


FOUND: dict[str, Any] = {
    "code": "seam",
    "severity": "problem",
    "panel": 7,
    "message": "Slice 12 is cut through a balloon.",
    "facts": {"slice": 12},
}
PREFLIGHT = {
    "episode_id": 26,
    "ready": True,
    "generative": False,
    "panels": 12,
    "strip": {"width": 800, "height": 19240},
    "findings": [],
    "platforms": [
        {
            "name": "webtoon",
            "title": "WEBTOON Canvas",
            "ready": False,
            "images": 17,
            "size_bytes": 15234000,
            "uploads": 1,
            "limits": {
                "width_px": 800,
                "slice_height_px": 1280,
                "file_bytes": 2000000,
                "upload_images": 100,
                "upload_bytes": 20000000,
                "text_px_min": 22.0,
                "confirmed": True,
                "source": "https://example.org/limits",
            },
            "findings": [FOUND],
        }
    ],
}
EXPORTS = {
    "exports": [
        {
            "name": "webtoon.zip",
            "url": "/api/episodes/26/exports/webtoon.zip",
            "filename": "episode_026_webtoon.zip",
            "media_type": "application/zip",
            "platform": "webtoon",
            "size_bytes": None,
        }
    ]
}


def _example(value: object) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {"application/json": {"example": value}}}}


FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file, whole or by ranges.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES.values()
        },
    },
    206: {"description": "The range asked for."},
}


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api/episodes/{episode_id:int}")
    makers = Turnstile(MAKERS_AT_ONCE, MAKERS_WAITING_MAX)

    @router.patch("")
    def describe(episode_id: int, body: NewFacts) -> JSONResponse:
        """Names a draft. Title, number and description stand in its files too: they are made anew, for
        nothing. 409 once it is published, or where another episode of the series has that number.
        """
        return told(plain_episode(describe_draft(office.editing, episode_id, Facts(**body.model_dump()))))

    @router.get("/preflight", responses=_example(PREFLIGHT))
    def preflight(episode_id: int, request: Request) -> JSONResponse:
        """What stands in the way of each platform, panel by panel. 409 without a finished strip."""
        voice = Voice(accepted_language(request))
        return told(plain_preflight(office.exports.preflight(episode_id), voice))

    @router.get("/exports", responses=_example(EXPORTS))
    def exports(episode_id: int) -> JSONResponse:
        """The files to take along; a `size_bytes` of null is for one that is made when it is asked for."""
        found = office.exports.listed(episode_id)
        return told({"exports": [_export(episode_id, one) for one in found]})

    @router.get("/exports/{name}", response_class=Response, responses=FILES)
    async def export(episode_id: int, name: Name) -> Response:
        """One file, made now where it is not there yet."""
        async with makers.passed():
            return await taken_along(office, episode_id, name)

    return router


async def taken_along(office: Office, episode_id: int, name: str) -> Response:
    """The file as an answer. Raises EpisodeMissing, EpisodeUnfinished, ExportMissing."""
    export, path = await office.exports.file(episode_id, name)
    return FileResponse(path, media_type=export.media_type, filename=export.filename, headers=NO_STORE)


def plain_preflight(found: Preflight, voice: Voice) -> dict[str, object]:
    """What was found, with its words in the voice's language."""
    return {
        "episode_id": found.episode_id,
        "ready": found.ready,
        "generative": found.generative,
        "panels": found.panels,
        "strip": {"width": STRIP_WIDTH_PX, "height": found.height},
        "findings": [_finding(one, voice) for one in found.findings],
        "platforms": [_platform(one, voice) for one in found.platforms],
    }


def _platform(checked: PlatformCheck, voice: Voice) -> dict[str, object]:
    limits = asdict(checked.platform)
    return {
        "name": limits.pop("name"),
        "title": limits.pop("title"),
        "ready": checked.ready,
        "images": checked.images,
        "size_bytes": checked.size_bytes,
        "uploads": checked.uploads,
        "limits": limits,
        "findings": [_finding(one, voice) for one in checked.findings],
    }


def _finding(found: Finding, voice: Voice) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": found.severity,
        "panel": found.panel or None,
        "message": words(voice, found),
        "facts": dict(found.facts),
    }


def _export(episode_id: int, export: Export) -> dict[str, object]:
    return {
        "name": export.name,
        "url": f"/api/episodes/{episode_id}/exports/{export.name}",
        "filename": export.filename,
        "media_type": export.media_type,
        "platform": export.platform or None,
        "size_bytes": export.size_bytes,
    }
