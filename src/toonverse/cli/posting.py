"""`toonverse posts`: what webhooks brought, a person's word on it, and the run that re-makes pictures."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import typer
from rich.console import Console

from toonverse.bootstrap import House, load_settings, open_books, open_house
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import estimate, say
from toonverse.clock import utc_now
from toonverse.errors import StorageError, UsageError
from toonverse.jobs.desk import Desk
from toonverse.jobs.illustrator import Illustrator
from toonverse.metering.refusals import ProviderMissing
from toonverse.money import usd_number
from toonverse.store.post_rows import Post, PostPicture, Posts, PostStatus
from toonverse.studio.posts import BATCH_SOURCE, BatchQuote, Illustrated

LOOK_SECONDS = 0.2


class StatusUnknown(UsageError):
    """Facts: `status`, `known`."""

    code = "status_unknown"


class StorageUnwritable(StorageError):
    """The image store takes nothing: what would be bought could not be kept."""

    code = "storage_unwritable"


@dataclass(frozen=True, slots=True)
class Run:
    """How `fix-image-ratios` was asked for. `ask`: a person on a terminal is asked before any is bought."""

    dry_run: bool
    cost_max_nusd: int | None
    limit: int
    ask: bool
    as_json: bool


def list_posts(status: str | None, limit: int, as_json: bool) -> None:
    """Raises StatusUnknown."""
    known = get_args(PostStatus)
    if status is not None and status not in known:
        raise StatusUnknown(status=status[:40], known=", ".join(known))
    chosen: PostStatus | None = next((one for one in known if one == status), None)
    with open_books(load_settings()) as books:
        found = Posts(books.engine, utc_now).newest(chosen, None, limit)
    if as_json:
        write({"posts": [_plain(post) for post in found]})
        return
    words = (say("번호", "id"), say("상태", "status"), say("관련도", "relevance"), say("그림", "picture"))
    table = named_table((*words, say("제목", "title")))
    for post in found:
        picture = "-" if post.picture is None else post.picture.origin
        table.add_row(str(post.id), post.status, f"{post.relevance_score:g}", picture, post.title)
    Console(highlight=False).print(table)


def show_post(post_id: int, as_json: bool) -> None:
    """Raises PostMissing."""
    with open_books(load_settings()) as books:
        rows = Posts(books.engine, utc_now)
        post, pictures = rows.post(post_id), rows.pictures(post_id)
    if as_json:
        write({**_plain(post), "pictures": [_picture(one) for one in pictures]})
        return
    print_lines(f"{post.id}. {post.title} ({post.status})", post.summary)
    for one in pictures:
        ended = one.error or one.waiting_for or (f"{one.width}x{one.height}" if one.width else "")
        print_lines(f"  {one.number}. {one.origin} {one.status} {estimate(one.cost_nusd)} {ended}".rstrip())


def decide(post_id: int, status: PostStatus) -> None:
    """Raises PostMissing."""
    with open_books(load_settings()) as books:
        post = Posts(books.engine, utc_now).decide(post_id, status, "admin_approve")
    print_lines(f"{post.id}. {post.title}: {post.status}")


def costs(as_json: bool) -> None:
    with open_books(load_settings()) as books:
        found = Posts(books.engine, utc_now).costs()
    if as_json:
        rows = [
            {
                "origin": one.origin,
                "done": one.done,
                "failed": one.failed,
                "cost_usd": usd_number(one.cost_nusd),
            }
            for one in found
        ]
        write({"origins": rows})
        return
    table = named_table(
        (say("그림", "pictures"), say("완성", "done"), say("실패", "failed"), say("비용", "cost"))
    )
    for one in found:
        table.add_row(one.origin, str(one.done), str(one.failed), estimate(one.cost_nusd))
    Console(highlight=False).print(table)


def fix_image_ratios(run: Run) -> None:
    """Everything that is needed to make and keep a picture is looked at before the first is bought, and
    again before a stopped run goes on.

    Raises ProviderMissing, StorageUnwritable, MoneyRefused, UsageError; BatchStopped after equal errors.
    """
    with open_house(load_settings()) as house:
        posts = house.illustrated()
        batch = posts.rows.open_batch(BATCH_SOURCE)
        if batch:
            print_note(say("멈췄던 작업이 있습니다. 남은 것:", "A run was stopped. What is left of it:"))
        quote = posts.quote(posts.left_of(batch) if batch else posts.badly_shaped()[: run.limit])
        _require(house, quote)
        _tell(quote, run)
        if run.dry_run:
            return
        posts.let_go()  # what a run before this one died with stands in nobody's way
        if not quote.posts:
            _tell_end((), run.as_json)
            return
        if not batch:
            batch = _opened(posts, quote, run)
        elif run.cost_max_nusd is not None:
            posts.cap_batch(batch, quote, run.cost_max_nusd)
        asyncio.run(_finish(house, posts, batch))
        _tell_end(posts.rows.of_batch(batch), run.as_json)
        if (trouble := posts.trouble(batch)) is not None:
            raise trouble


def _opened(posts: Illustrated, quote: BatchQuote, run: Run) -> str:
    """The name of a new run. Raises MoneyRefused."""
    if run.ask and quote.maximum_nusd and sys.stdin.isatty() and sys.stderr.isatty():
        typer.confirm(say("살까요?", "Buy them?"), abort=True, err=True)
    batch = f"posts/ratios/{utc_now().isoformat(timespec='microseconds')}"
    posts.open_batch(batch, quote, run.cost_max_nusd)
    return batch


def print_note(line: str) -> None:
    sys.stderr.write(line + "\n")


def _require(house: House, quote: BatchQuote) -> None:
    """Raises UsageError for a model not sold now, ProviderMissing without a key, StorageUnwritable."""
    model = house.books.catalog.usable(quote.model, utc_now())
    if model.provider not in house.providers:
        raise ProviderMissing(model=model.name, provider=model.provider)
    if not house.books.images.storage_writable():
        raise StorageUnwritable()


def _tell(quote: BatchQuote, run: Run) -> None:
    if run.as_json and run.dry_run:
        write(
            {
                "posts": list(quote.posts),
                "model": quote.model,
                "quality": quote.quality,
                "expected_usd": usd_number(quote.expected_nusd),
                "maximum_usd": usd_number(quote.maximum_nusd),
            }
        )
        return
    line = say(
        "{count}개 소식의 그림을 {model}({quality})로 다시 만듭니다: 예상 {expected}, 최대 {maximum}",
        "{count} posts get new pictures by {model} ({quality}): expected {expected}, at most {maximum}",
    )
    amounts = {"expected": estimate(quote.expected_nusd), "maximum": estimate(quote.maximum_nusd)}
    print_note(line.format(count=len(quote.posts), model=quote.model, quality=quote.quality, **amounts))


async def _finish(house: House, posts: Illustrated, batch: str) -> None:
    """Works when nobody else does, and watches the run until nothing of it is left to do."""
    illustrator = Illustrator(posts)
    desk = asyncio.ensure_future(Desk(house.settings.home, house.studio, house.pool, illustrator).work())
    try:
        while await asyncio.to_thread(posts.rows.queued, batch):
            await asyncio.wait([desk], timeout=LOOK_SECONDS)
            if desk.done():
                await desk
    finally:
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)
    await asyncio.to_thread(posts.close_batch, batch)


def _tell_end(made: Sequence[PostPicture], as_json: bool) -> None:
    count = {status: sum(one.status == status for one in made) for status in ("DONE", "FAILED", "CANCELLED")}
    cost = sum(one.cost_nusd for one in made)
    if as_json:
        write(
            {
                "done": count["DONE"],
                "failed": count["FAILED"],
                "not_tried": count["CANCELLED"],
                "cost_usd": usd_number(cost),
            }
        )
        return
    line = say(
        "완성 {done}, 실패 {failed}, 시도하지 않음 {left}, 비용 {cost}",
        "{done} made, {failed} failed, {left} not tried, cost {cost}",
    )
    facts = {"done": count["DONE"], "failed": count["FAILED"], "left": count["CANCELLED"]}
    print_lines(line.format(**facts, cost=estimate(cost)))


def _plain(post: Post) -> dict[str, object]:
    return {
        "id": post.id,
        "title": post.title,
        "status": post.status,
        "relevance_score": post.relevance_score,
        "picture": None if post.picture is None else post.picture.origin,
        "created_at": post.created_at.isoformat(),
    }


def _picture(picture: PostPicture) -> dict[str, object]:
    return {
        "number": picture.number,
        "origin": picture.origin,
        "source": picture.source,
        "status": picture.status,
        "model": picture.model,
        "width": picture.width,
        "height": picture.height,
        "cost_usd": usd_number(picture.cost_nusd),
        "waiting_for": picture.waiting_for,
        "error_code": picture.error_code,
        "error": picture.error,
    }
