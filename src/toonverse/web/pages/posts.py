"""`/posts`: what was approved, newest first; `/posts/{id}`: one of them, with its picture."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toonverse.domain.story import Language
from toonverse.store.post_rows import Post, PostPicture
from toonverse.studio.provenance import generative
from toonverse.web.api.posts import approved, picture_address
from toonverse.web.callers import caller_of
from toonverse.web.errors import NotFound
from toonverse.web.office import Office
from toonverse.web.pages.gallery import page_number
from toonverse.web.static_files import FOREVER
from toonverse.web.templating import page

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as pages tell it. `credit` is the catalogue's key of how its picture came to be."""

    id: int
    title: str
    paragraphs: tuple[str, ...]
    language: Language
    dated: date
    source_url: str
    picture: PostPicture | None
    image: str
    credit: str
    host: str


def routes(office: Office) -> list[Route]:
    def listed(request: Request) -> Response:
        number = page_number(request)
        found = office.posts.rows.newest("approved", None, PER_PAGE + 1, (number - 1) * PER_PAGE)
        if number > 1 and not found:
            raise NotFound(path=request.url.path)
        shown = [_shown(post) for post in found[:PER_PAGE]]
        desk = "admin" in caller_of(request).scopes
        more = len(found) > PER_PAGE
        return page(request, "posts.html", shown=shown, number=number, more=more, desk=desk)

    def one(request: Request) -> Response:
        post = approved(office, request.path_params["post_id"])
        return page(request, "post.html", post=_shown(post))

    def image(request: Request) -> Response:
        post = approved(office, request.path_params["post_id"])
        if post.picture is None or picture_address(post, post.picture) != request.url.path:
            raise NotFound(path=request.url.path)
        media = office.posts.images.get(post.picture.shown_sha256)
        return Response(media, media_type="image/webp", headers={"Cache-Control": FOREVER})

    return [
        Route("/posts", listed),
        Route("/posts/{post_id:int}", one),
        Route("/posts/{post_id:int}/images/{name}", image),
    ]


def _shown(post: Post) -> Shown:
    picture = post.picture
    found = picture is not None and picture.origin == "scraped"
    made = "posts.made" if picture is not None and generative((picture.model,)) else "posts.drawn"
    return Shown(
        post.id,
        post.title,
        tuple(part for part in post.summary.split("\n") if part.strip()),
        "ko" if any("가" <= c <= "힣" for c in post.title + post.summary) else "en",
        (post.decided_at or post.created_at).date(),
        post.source_url,
        picture,
        "" if picture is None else picture_address(post, picture),
        "posts.found" if found else made,
        (urlsplit(picture.address).hostname or "") if picture is not None else "",
    )
