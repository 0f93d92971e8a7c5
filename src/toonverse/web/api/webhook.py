"""`POST /api/webhook`: a post arrives, signed as Standard Webhooks has it (https://www.standardwebhooks.com).

The signature is the key: nobody else is let in, from wherever they come. A delivery is done once, however
often it is sent, and is answered before any picture is fetched or bought.
"""

import binascii
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.config import JsonDict
from standardwebhooks import Webhook, WebhookVerificationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from toonverse.errors import StorageError, UsageError
from toonverse.store.post_rows import Notice
from toonverse.web.api.naming import NO_STORE
from toonverse.web.office import Office

DELIVERY_CHARACTERS_MAX = 200
TITLE_MAX, SUMMARY_MAX, ADDRESS_MAX = 300, 8_000, 2_000
SIGNATURE_CHARACTERS_MAX = 2_000


class WebhookOff(StorageError):
    """No secret is set (`TOONVERSE_WEBHOOK_SECRET`), so no sender can be known."""

    code = "webhook_off"


class SignatureUnfit(UsageError):
    """Missing, wrong, or of another time than now (five minutes either way)."""

    code = "signature_unfit"


class NoticeUnfit(UsageError):
    """Facts: `wrong`."""

    code = "notice_unfit"


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    shown = text.isprintable() and " " not in text
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or not shown):
        raise ValueError("no web address")
    return text


WebAddress = Annotated[str, Field(max_length=ADDRESS_MAX), AfterValidator(_web_address)]


EXAMPLE: JsonDict = {
    "title": "Lighthouses go dark",
    "summary": "The last keeper on the coast retires this week.",
    "relevance_score": 0.82,
    "source_url": "https://news.example/lighthouses",
}


class Body(BaseModel):
    """What is told of a post; more fields than these are the sender's own business."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [EXAMPLE]})
    title: Annotated[str, Field(min_length=1, max_length=TITLE_MAX)]
    summary: Annotated[str, Field(max_length=SUMMARY_MAX)]
    relevance_score: Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
    image_url: WebAddress | None = None
    source_url: WebAddress | None = None


DESCRIPTION = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": Body.model_json_schema()}},
    }
}


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    keys = [Webhook(secret) for secret in office.webhook_secrets]

    @router.post("/webhook", status_code=202, openapi_extra=DESCRIPTION)
    async def webhook(request: Request) -> JSONResponse:
        """202 with the new post; 200 with the one that this delivery made before."""
        body = await request.body()
        delivery = verified(keys, request, body)
        notice = _notice(body)
        post, fresh = await run_in_threadpool(office.posts.receive, delivery, notice)
        answer = {"success": True, "id": post.id, "status": post.status, "duplicate": not fresh}
        return JSONResponse(answer, 202 if fresh else 200, headers=NO_STORE)

    return router


def verified(keys: list[Webhook], request: Request, body: bytes) -> str:
    """The delivery's own name. Raises WebhookOff, SignatureUnfit."""
    if not keys:
        raise WebhookOff()
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    said = {name: request.headers.get(name, "") for name in names}
    if any(len(request.headers.getlist(name)) > 1 for name in names):
        raise SignatureUnfit()
    delivery = said["webhook-id"]
    if len(delivery) > DELIVERY_CHARACTERS_MAX or len(said["webhook-signature"]) > SIGNATURE_CHARACTERS_MAX:
        raise SignatureUnfit()
    for key in keys:
        try:
            key.verify(body, said, json_parse=False)
        except (WebhookVerificationError, ValueError, binascii.Error):  # the library lets some of these pass
            continue
        return delivery
    raise SignatureUnfit()


def _notice(body: bytes) -> Notice:
    """Raises NoticeUnfit."""
    try:
        said = Body.model_validate_json(body)
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}"[:200] for one in error.errors()[:20]]
        raise NoticeUnfit(wrong="; ".join(wrong)) from error
    clean = [_printable(text) for text in (said.title, said.summary)]
    if not clean[0].strip():
        raise NoticeUnfit(wrong="title: nothing is in it")
    return Notice(
        clean[0].strip(), clean[1].strip(), said.relevance_score, said.source_url or "", said.image_url or ""
    )


def _printable(text: str) -> str:
    """Without what no page can show and no database takes: NUL, other control characters, lone surrogates."""
    return "".join(c for c in text if c == "\n" or c.isprintable()).encode("utf-8", "ignore").decode()
