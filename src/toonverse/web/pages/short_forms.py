"""The forms of `/shorts`: what a person chose as an order, and what each way to have it made costs."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from toonverse.errors import ToonverseError, UsageError
from toonverse.metering.refusals import CapExceeded
from toonverse.store.short_rows import Short
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.shorts.pricing import CLIPS_MAX, Offer, offers
from toonverse.studio.shorts.selection import estimate
from toonverse.web.api.projects import TITLE_MAX
from toonverse.web.api.shorts import ShortOrder, looks_of, order_of
from toonverse.web.callers import Caller, caller_of
from toonverse.web.errors import STATUS_OF_CODE, ForeignOrigin, known_code
from toonverse.web.gateway.multipart import read_form
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.templating import page

FIELDS_MAX, PARTS_MAX = 300, 8
TOKEN_BYTES = 12
CLIP_RESOLUTION = "720p"
CAP = "max_cost_usd"


class WishUnfit(UsageError):
    """A form that asks for what there is not. Facts: `field`."""

    code = "wish_unfit"


@dataclass(frozen=True, slots=True)
class Way:
    """One row of the price table: who makes the clips, and what stands in the way."""

    value: str
    model: str
    resolution: str
    expected_nusd: int | None
    maximum_nusd: int | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture of one's own, as its form has it."""

    title: str
    media: bytes
    by_hand: bool


def own(request: Request) -> None:
    """A plain form must come from a page of ours: browsers say where it came from. Raises ForeignOrigin."""
    if "origin" not in request.headers:  # a foreign one never gets past the guard
        raise ForeignOrigin(path=request.url.path)


async def form_of(request: Request) -> list[tuple[str, str]]:
    """Raises ForeignOrigin, WishUnfit."""
    own(request)
    try:
        return parse_qsl((await request.body()).decode("ascii"), max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as unfit:
        raise WishUnfit(field="form") from unfit


def brought_in(request: Request, body: bytes) -> Brought:
    """Raises WishUnfit."""
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/form-data"):
        raise WishUnfit(field="form")
    parts = {part.name: part.content for part in read_form(kind, body)[:PARTS_MAX]}
    title = " ".join(parts.get("title", b"").decode("utf-8", "replace").split())
    clean = "".join(c for c in title if c.isprintable())[:TITLE_MAX]
    if not clean:
        raise WishUnfit(field="title")
    return Brought(clean, parts.get("picture", b""), parts.get("by_hand") == b"1")


def _wanted(said: Sequence[tuple[str, str]]) -> ShortOrder:
    """The form as an order. Raises WishUnfit."""
    one = dict(said)
    fields: dict[str, object] = {
        "episode_id": one.get("episode"),
        "panels": [value for name, value in said if name == "panel"] or None,
        "silent": one.get("silent") == "1",
        CAP: one.get(CAP, "").strip().removeprefix("$") or None,
    }
    if "seconds" in one:
        fields["seconds"] = one["seconds"]
    if one.get("clip_seconds", "").isdecimal():
        fields["clip_seconds"] = int(one["clip_seconds"])
    model, _, resolution = one.get("way", DRAFT_MODEL).partition(" ")
    fields |= {"video_model": model, "resolution": resolution or CLIP_RESOLUTION}
    try:
        return ShortOrder.model_validate(fields)
    except ValidationError as unfit:
        raise WishUnfit(field=str(unfit.errors()[0]["loc"][0])) from unfit


def films(office: Office) -> list[str]:
    """Video models that can be bought here now."""
    return [name for name in office.buyable("video_generation") if name != DRAFT_MODEL]


def price_page(
    office: Office,
    request: Request,
    said: Sequence[tuple[str, str]],
    refused: ToonverseError | None = None,
) -> Response:
    """What each way to have it made costs, and why an order of it was `refused`. Raises UsageError."""
    wanted = _wanted([(name, value) for name, value in said if name != CAP])
    caller = caller_of(request)
    order = order_of(office, caller, wanted.model_copy(update={"video_model": DRAFT_MODEL}), "quote")
    shots = office.shorts.fit_for_clips(order)
    episode = office.works.episode(order.episode_id)
    text = looks_of(office, wanted)
    found = offers(
        office.pricing, office.catalog(), shots[:CLIPS_MAX], text, wanted.clip_seconds, office.clock()
    )
    ways = [Way(DRAFT_MODEL, DRAFT_MODEL, "1080x1920", 0, 0), *_ways(office, found, len(shots))]
    wished = dict(said).get("way", DRAFT_MODEL)
    return page(
        request,
        "short_price.html",
        STATUS_OF_CODE[known_code(refused)] if refused else 200,
        episode=episode,
        said=[(name, value) for name, value in said if name not in ("way", "token", CAP)],
        way=wished if wished in {one.value for one in ways if not one.refusal} else DRAFT_MODEL,
        cap=dict(said).get(CAP, ""),
        refused=refused,
        is_cap=refused is not None
        and (refused.code == CapExceeded.code or refused.facts.get("field") == CAP),
        ways=ways,
        shots=len(shots),
        seconds=round(estimate(shots, episode.language)),
        token=secrets.token_hex(TOKEN_BYTES),
        usd=usd,
    )


def _ways(office: Office, found: Sequence[Offer], shots: int) -> list[Way]:
    """Those that can be bought here first, each with its price; the others say what is missing."""
    sold = set(films(office))
    ways = []
    for offer in found:
        quote = offer.quote
        refusal = offer.refusal or ("" if offer.model in sold else "no_key")
        if shots > CLIPS_MAX:
            refusal = refusal or "short_too_many_clips"
        expected, maximum = (quote.expected_nusd, quote.maximum_nusd) if quote else (None, None)
        value = f"{offer.model} {offer.resolution}"
        ways.append(Way(value, offer.model, offer.resolution, expected, maximum, refusal))
    return sorted(ways, key=lambda way: bool(way.refusal))


def ordered(office: Office, caller: Caller, said: Sequence[tuple[str, str]]) -> Short:
    """The short of this form; a form that is sent twice is one order. Raises UsageError, MoneyRefused."""
    wanted, token = _wanted(said), dict(said).get("token", "")
    if not (token.isascii() and token.isalnum() and len(token) == 2 * TOKEN_BYTES):
        raise WishUnfit(field="token")
    asked = f"{caller.account}|{token}|{wanted.model_dump_json()}"
    name = f"short/{hashlib.sha256(asked.encode()).hexdigest()[:24]}"
    found = office.shorts.rows.find(name)
    return found or office.shorts.order(order_of(office, caller, wanted, name))
