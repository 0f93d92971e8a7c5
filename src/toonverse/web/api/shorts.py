"""`/api/shorts`: an episode, or some of its panels, as an upright video; priced, ordered, followed, fetched.

Without a video model (or with the model `draft`) it is drawn here and costs nothing. Otherwise a vision model
looks at each panel, a video model moves it, and the account whose key came with the order pays for both.
"""

import hashlib
import json
import secrets
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response

from toonverse.errors import UsageError
from toonverse.jobs.own_picture import PANEL, bring_picture
from toonverse.metering.idempotency import Named, once
from toonverse.money import from_usd, to_usd, usd_number
from toonverse.store.short_rows import Short, ShortMissing, ShortUnfinished
from toonverse.store.works import EpisodeMissing
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.shorts.filming import Order
from toonverse.studio.shorts.orders import Wish
from toonverse.studio.shorts.pricing import CLIPS_MAX, Offer, cheapest, offers
from toonverse.studio.shorts.selection import SECONDS_MAX, SECONDS_MIN, SECONDS_USUAL
from toonverse.web.access import ID_MAX
from toonverse.web.api.naming import NO_STORE, Name, named, told
from toonverse.web.api.paging import Cursor, Limit, number_of, paged
from toonverse.web.api.panels import ART, ByHand
from toonverse.web.api.words import LINE
from toonverse.web.callers import Caller, Calling
from toonverse.web.office import Office

WORD_MAX = 200
PANELS_MAX = 200

Title = Annotated[
    str, Query(min_length=1, max_length=WORD_MAX, pattern=r"\S", description="What it is called."), LINE
]
BROUGHT: dict[int | str, dict[str, Any]] = {
    201: {"content": {"application/json": {"example": {"episode_id": 27, "panel": 1}}}}
}
CAPTIONS: dict[int | str, dict[str, Any]] = {200: {"content": {"text/vtt": {"schema": {"type": "string"}}}}}

Panel = Annotated[int, Field(ge=1, le=1_000)]
Panels = Annotated[list[Panel], Field(max_length=PANELS_MAX)]


class ShortOrder(BaseModel):
    """One panel (`panel`), several (`panels`, in this order), or (neither said) the episode's beginning.

    A clip is bought for each panel shown, or for those in `clips`; the others move as they are drawn here.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"episode_id": 26, "panels": [1, 2, 3], "seconds": 15}]},
    )
    episode_id: Annotated[int, Field(ge=1, le=ID_MAX)]
    panel: Panel | None = None
    panels: Panels | None = None
    clips: Panels | None = None
    seconds: Annotated[int, Field(ge=SECONDS_MIN, le=SECONDS_MAX)] = SECONDS_USUAL
    silent: bool = False
    video_model: Annotated[str | None, Field(max_length=WORD_MAX)] = None
    text_model: Annotated[str | None, Field(max_length=WORD_MAX)] = None
    clip_seconds: Literal[4, 6, 8] = 8
    resolution: Literal["360p", "720p", "1080p"] = "720p"
    max_cost_usd: Annotated[Decimal | None, Field(ge=0, le=1_000_000)] = None


class ShortAgain(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"max_cost_usd": "2.50"}]})
    max_cost_usd: Annotated[Decimal | None, Field(ge=0, le=1_000_000)] = None


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _taken(router, office)
    _followed(router, office)
    return router


def _taken(router: APIRouter, office: Office) -> None:
    @router.post("/shorts/quote")
    def quote(body: ShortOrder, caller: Calling) -> JSONResponse:
        """What it costs with each video model, cheapest first; `chosen` is what an order like this takes."""
        order = order_of(office, caller, body, "quote")
        filmed, chosen = office.shorts.quote(order)
        catalog, now = office.catalog(), office.clock()
        shown = office.shorts.fit_for_clips(order)[:CLIPS_MAX]
        text = order.text_model or looks_of(office, body)
        found = offers(office.pricing, catalog, shown, text, body.clip_seconds, now)
        return told(
            {
                "chosen": order.video_model or DRAFT_MODEL,
                "clips": [shot.number for shot in filmed],
                "expected_usd": usd_number(chosen.expected_nusd),
                "maximum_usd": usd_number(chosen.maximum_nusd),
                "maximum_tokens": chosen.maximum_tokens,
                "models": [_FREE, *map(_plain_offer, found)],
            }
        )

    @router.post("/shorts/picture", status_code=201, openapi_extra=ART, responses=BROUGHT)
    async def picture(
        request: Request, caller: Calling, title: Title, by_hand: ByHand = False
    ) -> JSONResponse:
        """A picture of one's own (PNG, JPEG or WebP, the body as it is) becomes an episode of one panel, for
        nothing: order its short with what this answers. Brought again it is the same episode.
        """
        media = await request.body()
        bring = partial(bring_picture, office.editing, caller.account, title.strip(), media)
        episode = await run_in_threadpool(bring, by_hand=by_hand)
        return told({"episode_id": episode.id, "panel": PANEL}, 201)

    @router.post("/shorts/generate", status_code=202)
    def generate(body: ShortOrder, request: Request, caller: Calling, name: Name = None) -> JSONResponse:
        """Takes the order on: 202 with the short. Its maximum is held first: 403 where that does not fit, and
        nothing is started or spent. Sent again under its `Idempotency-Key` it is the same short.
        """
        naming = named(name, caller, request, body)
        _, again = once(office.engine, office.clock, naming, lambda tx: {})
        own = _name(naming)
        found = office.shorts.rows.find(own) if again else None
        short = found or office.shorts.order(order_of(office, caller, body, own))
        answer = told(_plain(short), 202, again=again)
        answer.headers["Location"] = f"/api/shorts/{short.id}"
        return answer


def _followed(router: APIRouter, office: Office) -> None:
    @router.get("/shorts")
    def list_shorts(caller: Calling, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """My shorts, newest first; for an admin everybody's."""
        whose = None if caller.sees_all else caller.account
        found = office.shorts.rows.newest(whose, number_of(cursor), limit + 1)
        return told(paged("shorts", found, limit, _plain, lambda short: [short.id]))

    @router.get("/shorts/{short_id:int}")
    def show(short_id: int, caller: Calling) -> JSONResponse:
        """How far it is, what it cost, clip by clip, and where its file is."""
        return told(_plain(known_short(office, caller, short_id)))

    @router.post("/shorts/{short_id:int}/cancel")
    def cancel(short_id: int, caller: Calling) -> JSONResponse:
        """What was bought stays bought. Harmless when it has ended."""
        return told(_plain(office.shorts.cancel(known_short(office, caller, short_id))))

    @router.post("/shorts/{short_id:int}/retry")
    def retry(short_id: int, body: ShortAgain, caller: Calling) -> JSONResponse:
        """Asks for one that failed or was cancelled again; nothing is bought twice."""
        cap = None if body.max_cost_usd is None else from_usd(body.max_cost_usd)
        return told(_plain(office.shorts.again(known_short(office, caller, short_id), cap)), 202)

    @router.get("/shorts/{short_id:int}/file")
    def video(short_id: int, caller: Calling) -> Response:
        """The MP4, whole or by ranges."""
        path = video_of(office, known_short(office, caller, short_id))
        return FileResponse(path, media_type="video/mp4", filename=path.name, headers=NO_STORE)

    @router.get("/shorts/{short_id:int}/captions", response_class=Response, responses=CAPTIONS)
    def captions(short_id: int, caller: Calling) -> Response:
        """What is said in it, and when (WebVTT)."""
        return captions_of(office, known_short(office, caller, short_id))


def known_short(office: Office, caller: Caller, short_id: int) -> Short:
    """Raises ShortMissing, for another's too."""
    if not 0 < short_id <= ID_MAX:
        raise ShortMissing(short_id=short_id)
    short = office.shorts.rows.get(short_id)
    if not caller.may_see(short.account):
        raise ShortMissing(short_id=short_id)
    return short


def order_of(office: Office, caller: Caller, body: ShortOrder, name: str) -> Order:
    """Raises UsageError: another's episode, no panels, a model that can't be bought here."""
    if body.panels == []:
        raise UsageError(field="panels")  # who chose none did not choose all
    episode = office.works.episode(body.episode_id)
    if not caller.may_see(episode.account):
        raise EpisodeMissing(episode_id=body.episode_id)
    panels = (body.panel,) if body.panel is not None else tuple(body.panels or ())
    wish = Wish(panels, body.seconds, body.silent, body.clip_seconds, body.resolution)
    video = body.video_model
    if video is None:
        video = cheapest(office.catalog(), office.providers, body.resolution, office.clock())
    video = "" if video == DRAFT_MODEL else video
    if video:
        office.require_model(video)
    text = looks_of(office, body) if video else ""
    cap = None if body.max_cost_usd is None else from_usd(body.max_cost_usd)
    clips = None if body.clips is None else tuple(body.clips)
    return Order(episode.id, caller.account, name, wish, video, text, clips, cap)


def looks_of(office: Office, body: ShortOrder) -> str:
    """Who looks at the panels: "" where the storyboard's own words must do."""
    if body.text_model not in (None, DRAFT_MODEL):
        office.require_model(body.text_model or "")
        return body.text_model or ""
    writer = DRAFT_MODEL if body.text_model == DRAFT_MODEL else office.models()[0]
    if writer == DRAFT_MODEL or not office.catalog().model(writer).picture_input_tokens_max:
        return ""
    return writer


def video_of(office: Office, short: Short) -> Path:
    """Its file. Raises ShortUnfinished."""
    path = office.home / str(json.loads(short.output).get("video", "-"))
    if short.status != "DONE" or not path.is_file():
        raise ShortUnfinished(short_id=short.id, status=short.status)
    return path


def captions_of(office: Office, short: Short) -> Response:
    """Raises ShortUnfinished, also for one that an earlier release made without them."""
    path = video_of(office, short).with_suffix(".vtt")
    if not path.is_file():
        raise ShortUnfinished(short_id=short.id, status=short.status)
    return FileResponse(path, media_type="text/vtt", headers=NO_STORE)


def _name(naming: Named | None) -> str:
    """Of the short's envelope: the same for a request that is sent again."""
    if naming is None:
        return f"short/{secrets.token_hex(12)}"
    said = f"{naming.account}|{naming.key}|{naming.fingerprint}"
    return f"short/{hashlib.sha256(said.encode()).hexdigest()[:24]}"


_FREE: dict[str, object] = {
    "model": DRAFT_MODEL,
    "resolution": "1080x1920",
    "usd_per_second": 0.0,
    "expected_usd": 0.0,
    "maximum_usd": 0.0,
    "maximum_tokens": 0,
    "refusal": None,
}


def _plain_offer(offer: Offer) -> dict[str, object]:
    quote = offer.quote
    return {
        "model": offer.model,
        "resolution": offer.resolution,
        "usd_per_second": float(to_usd(offer.usd_per_second_nusd)),
        "expected_usd": None if quote is None else usd_number(quote.expected_nusd),
        "maximum_usd": None if quote is None else usd_number(quote.maximum_nusd),
        "maximum_tokens": None if quote is None else quote.maximum_tokens,
        "refusal": offer.refusal or None,
    }


def _plain(short: Short) -> dict[str, object]:
    made = json.loads(short.output)
    return {
        "id": short.id,
        "episode_id": short.episode_id,
        "status": short.status,
        "video_model": short.video_model or DRAFT_MODEL,
        "text_model": short.text_model or None,
        "maximum_usd": usd_number(short.maximum_nusd),
        "maximum_tokens": short.maximum_tokens,
        "cost_usd": usd_number(short.cost_nusd),
        "tokens": short.tokens,
        "waiting_for": json.loads(short.waiting_for) if short.waiting_for else None,
        "clips": [
            {
                "panel": clip.panel,
                "status": clip.status,
                "cost_usd": usd_number(clip.cost_nusd),
                "tokens": clip.tokens,
                "error_code": clip.error_code or None,
            }
            for clip in short.clips
        ],
        "file": f"/api/shorts/{short.id}/file" if short.status == "DONE" else None,
        "captions": f"/api/shorts/{short.id}/captions" if short.status == "DONE" else None,
        "seconds": made.get("seconds"),
        "size_bytes": made.get("size_bytes"),
        "panels": made.get("panels"),
        "error_code": short.error_code or None,
        "created_at": short.created_at.isoformat(),
        "started_at": None if short.started_at is None else short.started_at.isoformat(),
        "completed_at": None if short.completed_at is None else short.completed_at.isoformat(),
    }
