"""`/engine/image/...`: generate, generate-batch, and the pictures; and the engine's own health document."""

from collections.abc import Callable, Mapping
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Header, Path, Request
from starlette.responses import FileResponse, JSONResponse, Response

from toonverse.errors import MoneyRefused, ToonverseError, UsageError
from toonverse.metering.accounts import ledger_name
from toonverse.metering.told import facts_of
from toonverse.money import usd_number
from toonverse.web.api.naming import NO_STORE, Name
from toonverse.web.callers import Calling
from toonverse.web.engine.documents import (
    BatchAsked,
    Health,
    Made,
    ManyAnswered,
    ManyDrawn,
    Metadata,
    OneAnswered,
    PanelAsked,
    PanelDrawn,
    PanelFailed,
    PanelUnfit,
    PurchaseAsked,
    Purchased,
    QuoteAnswered,
    Quoted,
    QuoteMetadata,
)
from toonverse.web.engine.drawing import Drawn, Engine, PanelMalformed, told_model
from toonverse.web.engine.files import MEDIA_TYPES
from toonverse.web.errors import NotFound, known_code
from toonverse.web.i18n import Voice, accepted_language
from toonverse.web.refusal import Refusal, refusal

ENDPOINTS = ["/", "/health", "/engine/image/generate", "/engine/image/generate-batch"]

Checks = Callable[[], Mapping[str, bool]]
Account = Annotated[str, Header(alias="Toonverse-Account", min_length=1, max_length=200)]
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=1000)]
"""Both percent-encoded, for a header takes ASCII alone."""

FileName = Annotated[str, Path(max_length=100, description="The last part of an `image_url`.")]


def routes(engine: Engine) -> APIRouter:
    """What the main server has of the engine, too."""
    router = APIRouter(prefix="/engine/image")

    @router.post("/generate", response_model=OneAnswered)
    async def generate(body: PanelAsked, caller: Calling, name: Name = None) -> JSONResponse:
        """Draws one panel. Sent again under its `Idempotency-Key` it is the same picture, bought once."""
        drawn = await engine.draw(body, caller.account, name)
        return _told(OneAnswered(result=_panel(drawn), metadata=_metadata([drawn])))

    @router.post("/generate-batch", response_model=ManyAnswered)
    async def generate_batch(
        body: BatchAsked, request: Request, caller: Calling, name: Name = None
    ) -> Response:
        """Draws panels side by side: 200 if any succeeded; those that failed, and those that are no panels,
        are told under `errors`. If none did: 403 where money let none start that could have, else 502, 503
        or whatever kept the first from it; 400 where all are malformed.
        """
        outcomes = await engine.draw_all(body.panels, caller.account, name)
        drawn = [one for one in outcomes if isinstance(one, Drawn)]
        voice = Voice(accepted_language(request))
        errors = [
            PanelFailed(
                panel_number=asked.panel_number,
                message=voice(f"error.{known_code(one)}"),
                code=one.code,
                place=place,
                field=asked.field if isinstance(asked, PanelUnfit) else None,
            )
            for place, (asked, one) in enumerate(zip(body.panels, outcomes, strict=True), 1)
            if isinstance(one, ToonverseError)
        ]
        if not drawn:
            return _none_drawn(request, outcomes, errors)
        result = ManyDrawn(
            images=[_panel(one) for one in drawn],
            total_panels=len(drawn),
            total_size_mb=round(sum(one.size_mb for one in drawn), 2),
            errors=errors,
        )
        return _told(ManyAnswered(result=result, metadata=_metadata(drawn)))

    @router.post("/quote", response_model=QuoteAnswered)
    def quote(body: PanelAsked) -> JSONResponse:
        """What a panel would cost, and at most: nothing is drawn or bought."""
        call, found = engine.quote(body)
        result = Quoted(
            panel_number=body.panel_number,
            model=told_model(call),
            width=call.width,
            height=call.height,
            quality=call.quality,
            expected_cost=usd_number(found.expected_nusd),
            maximum_cost=usd_number(found.maximum_nusd),
            maximum_cost_nusd=found.maximum_nusd,
        )
        metadata = QuoteMetadata(ledger=ledger_name(engine.database))
        return JSONResponse(QuoteAnswered(result=result, metadata=metadata).model_dump(), headers=NO_STORE)

    @router.post("/purchases", response_model=Purchased)
    async def purchase(body: PurchaseAsked, request: Request, account: Account, key: Key) -> Response:
        """For a studio whose own ledger this is: buys a picture for its account, of its job's envelope, under
        its key. Sent again it is bought once."""
        try:
            bought = await engine.purchase(body, unquote(account), unquote(key))
        except ToonverseError as error:
            return refusal(request, Refusal(known_code(error), error.code, facts_of(error)))
        return JSONResponse(Purchased(result=bought).model_dump(mode="json"), headers=NO_STORE)

    @router.get("/files/{name}", response_class=FileResponse)
    def file(name: FileName, caller: Calling) -> FileResponse:
        """One of my pictures."""
        path = engine.files.find(caller.account, name)
        if path is None:
            raise NotFound(path=name)
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers=headers)

    return router


def health_routes(engine: Engine, checks: Checks) -> APIRouter:
    """`/` and `/health` of an engine in a process of its own."""
    router = APIRouter()

    @router.get("/", response_model=Health)
    @router.get("/health", response_model=Health)
    def health() -> JSONResponse:
        """200 and `healthy`; 503 and `unhealthy` where no picture could be kept or booked."""
        writable = engine.files.writable()
        well = writable and all(checks().values())
        said = Health(
            status="healthy" if well else "unhealthy",
            openai_api="configured" if engine.has_openai_key else "missing",
            storage_dir=str(engine.files.root),
            storage_writable=writable,
            endpoints=ENDPOINTS,
        )
        return JSONResponse(said.model_dump(), 200 if well else 503, headers=NO_STORE)

    return router


def _panel(drawn: Drawn) -> PanelDrawn:
    picture = drawn.picture
    return PanelDrawn(
        panel_number=drawn.asked.panel_number,
        image_url=drawn.path,
        width=picture.width,
        height=picture.height,
        size_mb=drawn.size_mb,
        enhanced_prompt=drawn.call.prompt,
        generation_metadata=Made(
            model=drawn.model,
            cost=float(drawn.cost_usd),
            size=f"{picture.width}x{picture.height}",
            quality=drawn.call.quality,
        ),
    )


def _metadata(drawn: list[Drawn]) -> Metadata:
    models = dict.fromkeys(one.model for one in drawn)
    return Metadata(cost_units=float(sum(one.cost_usd for one in drawn)), model=", ".join(models))


def _none_drawn(
    request: Request, outcomes: list[Drawn | ToonverseError], errors: list[PanelFailed]
) -> Response:
    """What went wrong with a call comes first: one was started. Then money's no: what makes no sense could
    not have been bought for any money. The request is at fault where all of it makes none."""
    failures = [one for one in outcomes if isinstance(one, ToonverseError)]
    told = min(failures, key=_weight)
    facts = {"total_panels": 0, "errors": [error.model_dump() for error in errors]}
    return refusal(request, Refusal(known_code(told), told.code, facts))


def _weight(failure: ToonverseError) -> int:
    """Less weighs more; of equal ones the first is told."""
    if isinstance(failure, MoneyRefused):
        return 1
    if isinstance(failure, PanelMalformed):
        return 3
    return 2 if isinstance(failure, UsageError) else 0


def _told(said: OneAnswered | ManyAnswered) -> JSONResponse:
    return JSONResponse(said.model_dump(), headers=NO_STORE)
