"""`/studio/{episode}/panels/{number}`: one panel, its takes side by side, its balloons to edit, its words.

Everything works without a script, by plain forms; with one the balloons are edited over the picture
(`static/balloons.js`, which speaks to the API). Whatever changes something is `jobs/editing.py`, as there.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import UsageError
from toonverse.jobs.costs import takes_of
from toonverse.jobs.follow import progress
from toonverse.metering.calls import Quality
from toonverse.metering.idempotency import Named, once
from toonverse.store.drafts import NotDirected
from toonverse.store.folders import episode_folder
from toonverse.store.panel_history import Steps
from toonverse.store.records import Episode, Panel, Take, TakeOrder
from toonverse.store.works import Works
from toonverse.studio.by_hand import Overlay
from toonverse.studio.panels import qualities
from toonverse.studio.provenance import mark
from toonverse.studio.reader_pictures import MARK_CHARACTERS
from toonverse.studio.retakes import Wish
from toonverse.web.api.panels import LINES_MAX, NAME_MAX, PROMPT_MAX, TEXT_MAX
from toonverse.web.callers import caller_of
from toonverse.web.errors import STATUS_OF_CODE, NotFound, known_code
from toonverse.web.gateway.multipart import read_form
from toonverse.web.i18n import Voice, language_of
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.panel_forms import KINDS, LINE_KINDS, Said, edit_of, fields, first, whole, words_of
from toonverse.web.pages.studio import WishUnfit
from toonverse.web.static_files import FOREVER
from toonverse.web.templating import page
from toonverse.web.troubles import letters_of_failures

PROBLEMS = (
    "overflow", "missing_glyph", "face_covered", "edge", "order", "small_text", "overlap", "tail", "no_room",
)  # fmt: skip
EDITOR_WORDS = (
    "kept", "keeping", "failed", "moved", "resized", "changed", "added", "removed", "undone", "redone",
    "chosen", "spot", "edit", "remove",
    "handle.nw", "handle.ne", "handle.se", "handle.sw", "handle.e", "handle.w", "handle.tail",
)  # fmt: skip
"""What the editor's script says."""
NUMBERS = ("x", "y", "width", "height", "rotation_deg")
ART_UNFIT = ("art_unfit", "image_too_large", "takes_too_many")
WIDTHS = (320, 800)
"""Of takes side by side, and of the one beneath the balloons."""
PICTURES_KEPT = 48
NAMED_CHARACTERS = 100
POLL_MS = 1_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What one more take costs with a model in a quality."""

    model: str
    quality: Quality
    expected_nusd: int
    maximum_nusd: int

    @property
    def value(self) -> str:
        return f"{self.model}|{self.quality}|{self.maximum_nusd}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel as its page tells it. `printed` is the lettered picture's address, "" where there is none yet,
    `overlay` its layer, None before it is painted; `last` is the number of the episode's last panel."""

    episode: Episode
    panel: Panel
    last: int
    takes: tuple[Take, ...]
    wanted: tuple[TakeOrder, ...]
    overlay: Overlay | None
    printed: str
    steps: Steps
    is_busy: bool
    speakers: tuple[str, ...]

    @property
    def at(self) -> str:
        return f"/studio/{self.episode.id}/panels/{self.panel.number}"

    @property
    def accepted(self) -> Take | None:
        return next((take for take in self.takes if take.accepted), None)

    def picture(self, take: Take, width: int) -> str:
        return picture_of(self.episode.id, take, width)


def picture_of(episode_id: int, take: Take, width: int) -> str:
    """The address of a take's picture, so wide (one of `WIDTHS`)."""
    name = f"{take.number}-{take.picture.sha256[:MARK_CHARACTERS]}-{width}.webp"
    return f"/studio/{episode_id}/panels/{take.panel}/takes/{name}"


def routes(office: Office) -> list[Route]:
    def show(request: Request) -> Response:
        return _page(request, office)

    def takes(request: Request) -> Response:
        shown = _shown(request, office)
        answer = page(request, "_takes.html", p=shown, usd=usd)
        seen = request.query_params.get("take", "")
        is_other = shown.accepted is not None and seen not in ("", str(shown.accepted.number))
        answer.headers["X-Panel"] = "another" if is_other else "busy" if shown.is_busy else "at rest"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def picture(request: Request) -> Response:
        return _picture(request, office)

    async def changed(request: Request) -> Response:
        said = fields(await request.body())
        return await run_in_threadpool(partial(_changed, request, office, said))

    async def brought(request: Request) -> Response:
        form = read_form(request.headers.get("content-type", ""), await request.body())
        media = next((part.content for part in form if part.name == "art"), b"")
        by_hand = any(part.name == "by_hand" for part in form)
        put = partial(office.editing.put_art, *_named(request), media, by_hand=by_hand)
        try:
            await run_in_threadpool(put)
        except UsageError as unfit:
            if unfit.code not in ART_UNFIT:
                raise
            return await run_in_threadpool(partial(_page, request, office, refused=unfit))
        return _back(request, "takes")

    at = "/studio/{episode_id:int}/panels/{number:int}"
    return [
        Route(at, show),
        Route(f"{at}/now", takes),
        Route(f"{at}/takes/{{name}}", picture),
        Route(f"{at}/art", brought, methods=["POST"]),
        Route(f"{at}/{{what}}", changed, methods=["POST"]),
    ]


def _named(request: Request) -> tuple[int, int]:
    return request.path_params["episode_id"], request.path_params["number"]


def _back(request: Request, part: str = "") -> Response:
    episode_id, number = _named(request)
    return RedirectResponse(f"/studio/{episode_id}/panels/{number}" + (part and f"#{part}"), 303)


def _page(
    request: Request,
    office: Office,
    status: int = 200,
    prompt: str = "",
    refused: UsageError | None = None,
) -> Response:
    """The page; `prompt` is what was asked for where its price rose, `refused` why art was not taken."""
    shown = _shown(request, office)
    return page(
        request,
        "panel.html",
        STATUS_OF_CODE[known_code(refused)] if refused else status,
        refused=refused,
        p=shown,
        offers=_offers(office, shown, prompt),
        prompt=prompt or shown.panel.shot.prompt,
        grown=bool(prompt),
        key=secrets.token_urlsafe(12),
        kinds=KINDS,
        line_kinds=LINE_KINDS,
        problems=PROBLEMS,
        editor_words=EDITOR_WORDS,
        letters_of_failures=letters_of_failures(Voice(language_of(request))),
        again=_again(office, shown),
        limits={"text": TEXT_MAX, "name": NAME_MAX, "prompt": PROMPT_MAX, "lines": LINES_MAX},
        poll_ms=POLL_MS,
        usd=usd,
    )


def _shown(request: Request, office: Office) -> Shown:
    works, (episode_id, number) = office.works, _named(request)
    episode = works.episode(episode_id)
    panel = works.panels.panel(episode_id, number)
    takes = tuple(takes_of(works, episode_id, number))
    try:
        overlay = office.editing.balloons(episode_id, number)
    except NotDirected:
        overlay = None
    wanted = [one for one in works.take_orders.of_episode(episode_id, number) if one.status != "made"]
    seen = progress(works, episode_id)
    return Shown(
        episode,
        panel,
        seen.panels,
        takes,
        tuple(wanted),
        overlay,
        _printed(office, episode, panel),
        works.panels.steps(episode_id).get(number, Steps()),
        not seen.ended,
        _speakers(works, episode_id, overlay),
    )


def _again(office: Office, shown: Shown) -> Choice | None:
    """One more take as the first was ordered, offered where the one shown is of the shot before it was
    changed; None where it is not, or nobody sells that model any more."""
    if shown.accepted is None or not shown.panel.is_outdated(shown.accepted):
        return None
    with suppress(UsageError):
        return price_again(office, shown.episode.id, shown.panel.number)
    return None


def price_again(office: Office, episode_id: int, panel: int) -> Choice:
    """What one more take costs, as the first was ordered. Raises as `Editing.call_for` does."""
    call = office.editing.call_for(episode_id, panel, Wish())
    quote = office.pricing.quote(call)
    return Choice(call.model, call.quality, quote.expected_nusd, quote.maximum_nusd)


def _printed(office: Office, episode: Episode, panel: Panel) -> str:
    layer = office.editing.layer(episode, panel.number)
    if layer is None:
        return ""
    name = f"panel_{panel.number:03d}_{layer.sha256[:MARK_CHARACTERS]}_640.webp"
    folder = episode_folder(office.home, episode.id, episode.folder)
    found = (folder.web / name).is_file()
    return f"/studio/{episode.id}/panels/{panel.number}/{name}" if found else ""


def _speakers(works: Works, episode_id: int, overlay: Overlay | None) -> tuple[str, ...]:
    board = works.storyboard(episode_id)
    names = [member.name for member in board.cast] if board else []
    names += [one.speaker for one in overlay.layer.balloons] if overlay else []
    return tuple(dict.fromkeys(name for name in names if name))


def _offers(office: Office, shown: Shown, prompt: str) -> dict[str, list[Choice]]:
    """What can be bought here now for one more take: by model, in its qualities, cheapest first."""
    catalog = office.catalog()
    wishes = [
        (name, quality, Wish(name, quality, prompt or None))
        for name in office.buyable("image_generation")
        for quality in qualities(catalog.model(name))
    ]
    calls = office.editing.calls_for(shown.episode.id, shown.panel.number, [wish for *_, wish in wishes])
    quotes = [office.pricing.quote(call) for call in calls]
    found = [
        Choice(name, quality, quote.expected_nusd, quote.maximum_nusd)
        for (name, quality, _), quote in zip(wishes, quotes, strict=True)
    ]
    offers: dict[str, list[Choice]] = {}
    for one in sorted(found, key=lambda one: (one.maximum_nusd, one.model)):
        offers.setdefault(one.model, []).append(one)
    return offers


def _picture(request: Request, office: Office) -> Response:
    """A take's picture as a page shows it: looked up among those there are."""
    episode_id, panel = _named(request)
    number, _, rest = request.path_params["name"].removesuffix(".webp").partition("-")
    begins, _, width = rest.partition("-")
    episode = office.works.episode(episode_id)
    for take in office.works.panels.takes(episode_id, panel):
        named = (str(take.number), take.picture.sha256[:MARK_CHARACTERS])
        if (number, begins) == named and width in map(str, WIDTHS):
            media = office.editing.images.get(take.picture.sha256)
            small = _small(media, int(width), episode.title, take.model)
            return Response(small, media_type="image/webp", headers={"Cache-Control": FOREVER})
    raise NotFound(path=request.url.path)


@lru_cache(PICTURES_KEPT)  # a browser keeps them for ever, so few are made twice
def _small(media: bytes, width: int, title: str, model: str) -> bytes:
    from toonverse.draw.png import decode_png
    from toonverse.draw.web_images import web_image

    return web_image(decode_png(media), width, mark(title, [model]))


def _changed(request: Request, office: Office, said: Said) -> Response:
    """A plain form: what it changes, then the page again."""
    editing, at, what = office.editing, _named(request), request.path_params["what"]
    if what == "reroll":
        return _rerolled(request, office, said)
    if what in ("balloon", "add", "remove"):
        editing.edit_balloon(
            *at, edit_of(what, said, editing.balloons(*at).layer.balloons), first(said, "edition")
        )
        return _back(request, "balloons")
    if what == "choose":
        editing.choose_take(*at, whole(said, "take"))
    elif what == "retry":
        editing.retry_take(*at, whole(said, "take"))
    elif what == "words":
        editing.write(*at, words_of(said))
    elif what == "unwrite":
        editing.write(*at, None)
    elif what == "letter":
        editing.letter(*at)
    elif what in ("undo", "redo"):
        (editing.undo if what == "undo" else editing.redo)(*at)
    else:
        raise NotFound(path=request.url.path)
    return _back(request, "takes" if what in ("choose", "retry") else "")


def _rerolled(request: Request, office: Office, said: Said) -> Response:
    """Orders one more take for what its button said at most; where that has grown, the page shows by how
    much, and nothing is ordered. A form sent twice orders once."""
    at, caller = _named(request), caller_of(request)
    model, _, rest = first(said, "choice").partition("|")
    quality, _, most = rest.partition("|")
    sold = next((one for one in get_args(Quality) if one == quality), None)
    if sold is None or not (most.isascii() and most.isdigit() and len(most) < 16):
        raise WishUnfit(field="choice")
    prompt = first(said, "prompt").strip()[:PROMPT_MAX]
    if prompt == office.works.panels.panel(*at).shot.prompt.strip():
        prompt = ""
    call = office.editing.call_for(*at, Wish(model, sold, prompt or None))
    maximum = office.pricing.quote(call).maximum_nusd
    if maximum > int(most):
        return _page(request, office, 409, prompt)
    office.require_model(call.model)
    said_once = f"{at}{model}{quality}{prompt}"[:NAMED_CHARACTERS]
    naming = Named(caller.account, f"panel-page-{first(said, 'key')[:NAMED_CHARACTERS]}", said_once)
    once(
        office.engine,
        office.clock,
        naming,
        lambda tx: {"take": office.editing.order_take_in(tx, *at, call, maximum).number},
    )
    office.editing.go_on(at[0])
    return _back(request, "takes")
