"""`/studio`: a story is dropped, its price seen, and watched while it becomes an episode.

    form -> price table -> order -> the job's page, whose panels come as they are lettered

Everything works without a script. A story goes from form to form as it came, so nothing is stored before it
is ordered. The job's page is in `job.py`.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from toonverse.domain.story import Style
from toonverse.errors import MoneyRefused, StorageError, ToonverseError, UsageError
from toonverse.jobs import orders
from toonverse.jobs.follow import Progress, progress
from toonverse.metering.calls import Quality
from toonverse.metering.catalog import Model
from toonverse.metering.refusals import CapExceeded
from toonverse.money import dollars_in
from toonverse.store.folders import episode_folder
from toonverse.store.job_rows import JobMissing
from toonverse.store.records import Episode
from toonverse.studio.commission import Commission
from toonverse.studio.directing.director import PANELS_MAX, PanelsOutOfRange
from toonverse.studio.estimate import estimate, estimator
from toonverse.studio.intake import take_in
from toonverse.studio.panels import DEFAULT_QUALITY, DRAFT_MODEL, qualities
from toonverse.studio.quote import EpisodeQuote, quote_models
from toonverse.web.callers import Caller, caller_of
from toonverse.web.errors import NotFound
from toonverse.web.gateway.multipart import read_form
from toonverse.web.i18n import language_of
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.examples import examples, mark_of, style_briefs
from toonverse.web.pages.forms import read_fields, require_own
from toonverse.web.pages.price_table import require_means, rows_of
from toonverse.web.shelf import address
from toonverse.web.static_files import FOREVER
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile
from toonverse.web.works_shelf import reading_of

READERS_AT_ONCE, READERS_WAITING_MAX = 1, 4
STYLES: tuple[Style, ...] = get_args(Style)
WORD_MAX = 200
FIELDS_MAX = 16
CAP = "max_cost_usd"


class StoryMissing(UsageError):
    """Neither a text nor a file came."""

    code = "story_missing"


STORY_UNFIT = (
    "story_missing", "empty_story", "binary_story", "broken_document", "undecodable_story", "story_too_large",
    "story_without_letters", "panels_out_of_range",
)  # fmt: skip
"""What is wrong with a story or its panels: the desk says so, and keeps what was typed."""
OPENING_CHARACTERS = 24


class WishUnfit(UsageError):
    """A choice that is none. Facts: `field`."""

    code = "wish_unfit"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose. `data` is the story as it came."""

    data: bytes
    filename: str
    title: str = ""
    style: Style = "webtoon"
    panels: int | None = None
    text_model: str = DRAFT_MODEL
    image_model: str = DRAFT_MODEL
    quality: Quality = DEFAULT_QUALITY
    review: bool = False
    sheets: bool = True

    @property
    def packed(self) -> str:
        return base64.b64encode(self.data).decode()


RETRY_FIELDS_MAX = 4


def routes(office: Office) -> list[Route]:
    readers = Turnstile(READERS_AT_ONCE, READERS_WAITING_MAX)
    artists = Turnstile(1, len(STYLES) * 8)

    def form(request: Request) -> Response:
        return _desk(request, office)

    async def style(request: Request) -> Response:
        brief = next(
            (one for one in style_briefs().values() if mark_of(one) == request.path_params["mark"]), ""
        )
        if office.sketch is None or not brief:
            raise NotFound(path=request.url.path)
        async with artists.passed():
            drawn = await run_in_threadpool(office.sketch, brief)
        return Response(drawn, media_type="image/webp", headers={"Cache-Control": FOREVER})

    async def price(request: Request) -> Response:
        require_own(request)
        said = _fields(request, await request.body())
        async with readers.passed():
            return await run_in_threadpool(_price, request, office, said)

    async def order(request: Request) -> Response:
        require_own(request)
        said = _fields(request, await request.body())
        async with readers.passed():  # it is read once more where its price was asked of another process
            return await run_in_threadpool(_order, request, office, said)

    def panel(request: Request) -> Response:
        return _panel(office, request)

    async def changed(request: Request) -> Response:
        require_own(request)
        episode_id = request.path_params["episode_id"]
        if request.path_params["what"] == "cancel":
            await run_in_threadpool(orders.cancel, office.works, episode_id)
        elif request.path_params["what"] == "retry":
            said = read_fields(await request.body(), RETRY_FIELDS_MAX)
            await run_in_threadpool(_retry, office, episode_id, said)
        else:
            raise NotFound(path=request.url.path)
        return RedirectResponse(f"/studio/{episode_id}", 303)

    return [
        Route("/studio", form),
        Route("/studio/price", price, methods=["POST"]),
        Route("/studio/styles/{mark}.webp", style),
        Route("/studio", order, methods=["POST"]),
        Route("/studio/{episode_id:int}/panels/{number:int}/{name}", panel),
        Route("/studio/{episode_id:int}/{what}", changed, methods=["POST"]),
    ]


def _order(request: Request, office: Office, said: Mapping[str, str]) -> Response:
    """Its job's page; what was chosen once more where it can't be taken, with why."""
    try:
        episode = _ordered(office, caller_of(request), _wish_of(said, office), said)
    except (UsageError, MoneyRefused) as unfit:
        if isinstance(unfit, WishUnfit) and unfit.facts["field"] != CAP:
            raise
        return _price(request, office, said, None if unfit.code in STORY_UNFIT else unfit)
    return RedirectResponse(f"/studio/{episode.id}", 303)


def _price(
    request: Request, office: Office, said: Mapping[str, str], refused: ToonverseError | None = None
) -> Response:
    """What the story costs with every model, and why an order of it was `refused`; the desk again where it
    can't be read."""
    try:
        wish = _wish_of(said, office)
        commission, table = _priced(office, caller_of(request), wish)
    except UsageError as unfit:
        if unfit.code not in STORY_UNFIT:
            raise
        return _desk(request, office, unfit.code, said)
    rows = rows_of(office, caller_of(request), table)
    open_ = [row.quote for row in rows if not row.is_shut]
    wished = next((one for one in open_ if said.get("picture") == f"{one.model} {one.quality}"), None)
    chosen = wished or _first_choice(open_, office)
    return page(
        request,
        "price.html",
        200 if refused is None else 422,
        wish=wish,
        story=commission.story,
        rows=rows,
        usual=_usual(table, chosen),
        chosen=chosen,
        refused=refused,
        is_cap=refused is not None and refused.code in (WishUnfit.code, CapExceeded.code),
        said=said,
        usd=usd,
    )


def _desk(
    request: Request, office: Office, unfit: str = "", said: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Where a story is written or dropped; `unfit` is why one can't be read, `said` the form it came in."""
    writer, _ = office.models()
    mine = caller_of(request)
    newest = office.works.made_before(None if mine.sees_all else mine.account, None, 12)
    known = examples()
    language = language_of(request)
    return page(
        request,
        "studio.html",
        422 if unfit else 200,
        writer=writer,
        writers=[DRAFT_MODEL, *_writers(office)],
        styles={style: mark_of(brief) for style, brief in style_briefs().items()},
        panels_max=PANELS_MAX,
        mine=[_mine(office, one) for one in newest],
        example=known.get(request.query_params.get("example", "")),
        examples=[one for one in known.values() if one.language == language],
        unfit=unfit,
        said=said,
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """An episode of whoever looks. `picture` is its cover's address, or its first panel's; "" without any.
    `seen` is None where nobody ever ordered it."""

    episode: Episode
    seen: Progress | None
    picture: str


def _mine(office: Office, episode: Episode) -> Mine:
    folder = episode_folder(office.home, episode.id, episode.folder)
    seen = None
    with suppress(JobMissing):
        seen = progress(office.works, episode.id)
    with suppress(StorageError):  # one damaged episode must not close the studio
        if (reading := reading_of(folder)) and reading.cover:
            home = f"/{'read' if episode.status == 'active' else 'preview'}/{episode.id}"
            return Mine(episode, seen, address(reading.cover[0], home))
    first = next(iter(sorted(folder.web.glob("panel_*_640.webp"))), None)
    picture = f"/studio/{episode.id}/panels/{int(first.name[6:9])}/{first.name}" if first else ""
    return Mine(episode, seen, picture)


def _retry(office: Office, episode_id: int, said: dict[str, str]) -> None:
    """With another cap where the form has a field for one; an empty one takes it away."""
    if CAP in said:
        job, cap = office.works.jobs.find(episode_id, "pipeline.full"), _cap(said[CAP])
        if job.status in ("FAILED", "CANCELLED"):
            office.works.jobs.cap(job.id, cap)
    orders.retry(office.works, episode_id, None)


def _fields(request: Request, body: bytes) -> dict[str, str]:
    """A form's fields, each once; of a form with a file, its bytes as `data` in base64. Raises WishUnfit."""
    kind = request.headers.get("content-type", "")
    if not kind.lower().startswith("multipart/form-data"):
        try:
            pairs = parse_qsl(body.decode("ascii"), max_num_fields=FIELDS_MAX, errors="strict")
        except ValueError as unfit:
            raise WishUnfit(field="form") from unfit
        return dict(pairs)
    said: dict[str, str] = {}
    for part in read_form(kind, body)[:FIELDS_MAX]:
        if part.media_type and part.content:
            said["data"] = base64.b64encode(part.content).decode()
            said["filename"] = part.filename or "story.txt"
        elif not part.media_type:
            said[part.name] = part.content.decode("utf-8", "replace")
    return said


def _wish_of(said: Mapping[str, str], office: Office) -> Wish:
    """Raises StoryMissing, WishUnfit."""
    text, packed = said.get("story", ""), said.get("data", "")
    if packed:
        try:
            data = base64.b64decode(packed, validate=True)
        except (binascii.Error, ValueError) as unfit:
            raise WishUnfit(field="data") from unfit
    elif text.strip():
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")
    else:
        raise StoryMissing()
    model, _, quality = said.get("picture", f"{DRAFT_MODEL} {DEFAULT_QUALITY}").partition(" ")
    style = next((one for one in STYLES if one == said.get("style", "webtoon")), None)
    sold = _model(office, model)
    well = next((one for one in qualities(sold) if one == (quality or DEFAULT_QUALITY)), None)
    if style is None or well is None:
        raise WishUnfit(field="style" if style is None else "quality")
    return Wish(
        data,
        said.get("filename", "")[:WORD_MAX] or f"{_opening(text)}.txt",
        said.get("title", "").strip()[:WORD_MAX],
        style,
        _panels(said.get("panels", "")),
        _model(office, said.get("text_model", DRAFT_MODEL)).name,
        sold.name,
        well,
        bool(said.get("review")),
        not said.get("no_sheets"),
    )


def _opening(text: str) -> str:
    """What a story without a title is called: its first words."""
    words = re.sub(r"[./\\\"“”‘’「」]", "", " ".join(text.split())[: 2 * OPENING_CHARACTERS])
    if len(words) <= OPENING_CHARACTERS:
        return words
    return words[:OPENING_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _model(office: Office, name: str) -> Model:
    """Raises WishUnfit."""
    found = office.catalog().models.get(name)
    if found is None:
        raise WishUnfit(field="model")
    return found


def _panels(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 5):
        raise PanelsOutOfRange(panels=text[:20], least=1, most=PANELS_MAX)
    return int(text)


def _cap(text: str) -> int | None:
    """The most that a person will pay, in nano-dollars; None where nothing was said. Raises WishUnfit."""
    try:
        return dollars_in(text) if text.strip() else None
    except ValueError:
        raise WishUnfit(field=CAP) from None


def _writers(office: Office) -> list[str]:
    """Text models that can be bought here now."""
    return [name for name in office.buyable("text_generation") if name != DRAFT_MODEL]


def _commission(caller: Caller, wish: Wish) -> Commission:
    """Raises UsageError: the story can't be read, or the number of panels is none."""
    own = take_in(wish.data, wish.filename, None, "auto")
    story = take_in(wish.data, wish.filename, wish.title, "auto") if wish.title else own
    return Commission(
        story,
        own.title,
        wish.style,
        wish.panels,
        wish.text_model,
        wish.image_model,
        wish.quality,
        caller.account,
        review=wish.review,
        sheets=wish.sheets,
    )


def _priced(office: Office, caller: Caller, wish: Wish) -> tuple[Commission, Sequence[EpisodeQuote]]:
    """The order, and its price with every model that can be bought here, cheapest first."""
    commission = _commission(caller, wish)
    quoted = estimator(office.pricing, commission)
    table = quote_models(office.catalog(), office.clock(), quoted)
    sold = set(office.buyable("image_generation"))
    return commission, [one for one in table if one.model in sold]


def _usual(table: Sequence[EpisodeQuote], chosen: EpisodeQuote | None) -> list[EpisodeQuote]:
    """One quote of each model, in the usual quality where it has that; the others are asked for."""
    found: dict[str, EpisodeQuote] = {}
    for one in table:
        if one.model not in found or one.quality == DEFAULT_QUALITY:
            found[one.model] = one
    return [one for one in table if one == found[one.model] or one == chosen]


def _first_choice(table: Sequence[EpisodeQuote], office: Office) -> EpisodeQuote | None:
    """What is chosen until a person chooses: the model preferred here, in the usual quality."""
    _, painter = office.models()
    mine = [one for one in table if one.model == painter]
    return next((one for one in mine if one.quality == DEFAULT_QUALITY), mine[0] if mine else None)


def _ordered(office: Office, caller: Caller, wish: Wish, said: Mapping[str, str]) -> Episode:
    """Raises UsageError, ProviderMissing; MoneyRefused where its job could not begin."""
    commission, cap = _commission(caller, wish), _cap(said.get(CAP, ""))
    office.require(commission)
    waits_for_a_yes = wish.review and wish.text_model == DRAFT_MODEL  # its price is told again, then held
    if not waits_for_a_yes and office.works.find_episode(commission.identity) is None:
        require_means(office, caller, estimate(office.pricing, office.catalog(), commission), cap)
    episode = office.take_on(commission)
    orders.want(office.works, office.home, episode, cap)
    return episode


def _panel(office: Office, request: Request) -> Response:
    """A lettered panel's picture, looked up among those that there are: no path is built from a request."""
    episode = office.works.episode(request.path_params["episode_id"])
    folder = episode_folder(office.home, episode.id, episode.folder)
    number, name = request.path_params["number"], request.path_params["name"]
    for path in folder.web.glob(f"panel_{number:03d}_*_640.webp") if 0 < number <= PANELS_MAX else ():
        if path.name == name:
            return FileResponse(path, media_type="image/webp", headers={"Cache-Control": FOREVER})
    raise NotFound(path=request.url.path)
