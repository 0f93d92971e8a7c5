"""`/posts/admin`: what webhooks brought, for whoever decides: approve, reject, ask for a picture once more.

A post that is approved without a picture is illustrated, which may cost: the most it can is said beside the
button. A found picture costs nothing; what both kinds have come to stands above.
"""

from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.errors import UsageError
from toonverse.store.post_rows import Post, PostPicture, PostStatus
from toonverse.studio.posts import RATIO_RANGE
from toonverse.web.api.posts import known
from toonverse.web.errors import ForeignOrigin, NotFound
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.gallery import page_number
from toonverse.web.templating import page

PER_PAGE = 20
STATUSES: tuple[PostStatus, ...] = get_args(PostStatus)
WORDS: dict[str, PostStatus] = {"approve": "approved", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A post on the desk. `image` is the address of the picture it has, "" for none; `newest` the last
    picture that was wanted; `cost_nusd` what all of them cost; `host` where it was told."""

    post: Post
    image: str
    newest: PostPicture | None
    cost_nusd: int
    host: str

    @property
    def lacks_picture(self) -> bool:
        """Approving it asks for one: there is none, nor is one under way."""
        under_way = self.newest is not None and self.newest.status == "QUEUED"
        return self.post.picture is None and not under_way

    @property
    def badly_shaped(self) -> bool:
        picture, (least, most) = self.post.picture, RATIO_RANGE
        return picture is not None and not least <= picture.width / picture.height <= most


def routes(office: Office) -> list[Route]:
    rows = office.posts.rows

    def desk(request: Request) -> Response:
        number, status = page_number(request), _status(request.query_params.get("status", "pending"))
        found = rows.newest(status, None, PER_PAGE + 1, skip=(number - 1) * PER_PAGE)
        if number > 1 and not found:
            raise NotFound(path=request.url.path)
        return page(
            request,
            "newsdesk.html",
            shown=[_shown(office, post) for post in found[:PER_PAGE]],
            chosen=status,
            statuses=STATUSES,
            number=number,
            more=len(found) > PER_PAGE,
            costs=rows.costs(),
            model=_model(office),
            price=_price(office, found),
            usd=usd,
        )

    async def decided(request: Request) -> Response:
        if "origin" not in request.headers:  # a foreign one never gets past the guard
            raise ForeignOrigin(path=request.url.path)
        post = await run_in_threadpool(known, office, request.path_params["post_id"])
        word = WORDS.get(request.path_params["what"])
        if word is None:
            raise NotFound(path=request.url.path)
        await run_in_threadpool(office.posts.decide, post.id, word)
        return RedirectResponse(f"/posts/admin?status={post.status}", 303)

    def image(request: Request) -> Response:
        """Of a post that readers do not see yet, too."""
        post = known(office, request.path_params["post_id"])
        if post.picture is None or _address(post, post.picture) != request.url.path:
            raise NotFound(path=request.url.path)
        media = office.posts.images.get(post.picture.shown_sha256)
        return Response(media, media_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})

    return [
        Route("/posts/admin", desk),
        Route("/posts/admin/{post_id:int}/{what}", decided, methods=["POST"]),
        Route("/posts/admin/{post_id:int}/images/{name}", image),
    ]


def _status(text: str) -> PostStatus:
    found = next((one for one in STATUSES if one == text), None)
    if found is None:
        raise NotFound(path="/posts/admin")
    return found


def _shown(office: Office, post: Post) -> Shown:
    pictures = office.posts.rows.pictures(post.id)
    return Shown(
        post,
        _address(post, post.picture) if post.picture else "",
        pictures[-1] if pictures else None,
        sum(picture.cost_nusd for picture in pictures),
        (urlsplit(post.source_url).hostname or "") if post.source_url else "",
    )


def _address(post: Post, picture: PostPicture) -> str:
    return f"/posts/admin/{post.id}/images/{picture.shown_sha256[:16]}.webp"


def _model(office: Office) -> str:
    try:
        return office.posts.policy.model().name
    except UsageError:
        return ""


def _price(office: Office, found: tuple[Post, ...]) -> int | None:
    """The most that one illustration costs; None where none can be bought."""
    try:
        return office.posts.quote([found[0].id]).maximum_nusd if found else None
    except UsageError:
        return None
