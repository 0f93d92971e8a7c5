"""`/api/posts` for readers, `/api/admin/posts` for whoever approves them."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse

from toonverse.money import usd_number
from toonverse.store.post_rows import Post, PostMissing, PostPicture, PostStatus
from toonverse.web.access import ID_MAX
from toonverse.web.api.naming import told
from toonverse.web.api.paging import Cursor, Limit, number_of, paged
from toonverse.web.office import Office

Status = Annotated[PostStatus | None, Query(description="Only these.")]


class Word(BaseModel):
    """What a person says of a post."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [{"status": "approved"}]}
    )
    status: Literal["approved", "rejected"]


def routes(office: Office) -> APIRouter:
    router = APIRouter(prefix="/api")
    _public(router, office)
    _admin(router, office)
    return router


def _public(router: APIRouter, office: Office) -> None:
    @router.get("/posts")
    def public_posts(limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """Approved posts, newest first."""
        return _listed(office, "approved", limit, cursor, plain)

    @router.get("/posts/{post_id:int}")
    def public_post(post_id: int) -> JSONResponse:
        return told(plain(approved(office, post_id)))


def _admin(router: APIRouter, office: Office) -> None:
    @router.get("/admin/posts")
    def all_posts(status: Status = None, limit: Limit = 50, cursor: Cursor = None) -> JSONResponse:
        """Every post, or those of one status, newest first."""
        return _listed(office, status, limit, cursor, _whole)

    @router.get("/admin/posts/costs")
    def post_costs() -> JSONResponse:
        """What made pictures cost, against found ones."""
        return told({"origins": costs(office)})

    @router.get("/admin/posts/{post_id:int}")
    def one_post(post_id: int) -> JSONResponse:
        """One post with all its pictures, failed ones too."""
        return told(_described(office, known(office, post_id)))

    @router.patch("/admin/posts/{post_id:int}")
    def decide(post_id: int, body: Word) -> JSONResponse:
        """Approves or rejects. An approved post that lacks a picture gets one, in its own time; approving it
        again asks again for one that failed.
        """
        known(office, post_id)
        return told(_described(office, office.posts.decide(post_id, body.status)))


def known(office: Office, post_id: int) -> Post:
    """Raises PostMissing."""
    if not 0 < post_id <= ID_MAX:
        raise PostMissing(post_id=post_id)
    return office.posts.rows.post(post_id)


def approved(office: Office, post_id: int) -> Post:
    """Raises PostMissing, as for one that is not there."""
    post = known(office, post_id)
    if post.status != "approved":
        raise PostMissing(post_id=post_id)
    return post


def plain(post: Post) -> dict[str, object]:
    """What a reader may know."""
    picture = post.picture
    return {
        "id": post.id,
        "title": post.title,
        "summary": post.summary,
        "source_url": post.source_url or None,
        "published_at": None if post.decided_at is None else post.decided_at.isoformat(),
        "image": None
        if picture is None
        else {
            "url": picture_address(post, picture),
            "width": picture.shown_width,
            "height": picture.shown_height,
            "origin": picture.origin,
            "source_url": picture.address or None,
        },
    }


def picture_address(post: Post, picture: PostPicture) -> str:
    """Its name says what is in it, so it may be kept for good."""
    return f"/posts/{post.id}/images/{picture.shown_sha256[:16]}.webp"


def costs(office: Office) -> list[dict[str, object]]:
    return [
        {
            "origin": one.origin,
            "done": one.done,
            "failed": one.failed,
            "cost_usd": usd_number(one.cost_nusd),
            "mean_cost_usd": usd_number(round(one.cost_nusd / one.done)) if one.done else None,
        }
        for one in office.posts.rows.costs()
    ]


def _whole(post: Post) -> dict[str, object]:
    return {
        **plain(post),
        "status": post.status,
        "relevance_score": post.relevance_score,
        "created_at": post.created_at.isoformat(),
        "decided_at": None if post.decided_at is None else post.decided_at.isoformat(),
    }


def _described(office: Office, post: Post) -> dict[str, object]:
    return {**_whole(post), "pictures": [_picture(one) for one in office.posts.rows.pictures(post.id)]}


def _picture(picture: PostPicture) -> dict[str, object]:
    return {
        "number": picture.number,
        "origin": picture.origin,
        "source": picture.source,
        "status": picture.status,
        "model": picture.model or None,
        "width": picture.width or None,
        "height": picture.height or None,
        "cost_usd": usd_number(picture.cost_nusd),
        "waiting_for": picture.waiting_for or None,
        "error_code": picture.error_code or None,
        "error": picture.error or None,
        "completed_at": None if picture.completed_at is None else picture.completed_at.isoformat(),
    }


def _listed(
    office: Office, status: PostStatus | None, limit: int, cursor: str | None, shape: Callable[[Post], object]
) -> JSONResponse:
    rows = office.posts.rows.newest(status, number_of(cursor), limit + 1)
    return told(paged("posts", rows, limit, shape, lambda post: [post.id]))
