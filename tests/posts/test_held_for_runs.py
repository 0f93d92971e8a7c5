"""What a run of many pictures holds, on both databases: whoever dies at any point holds nothing for ever."""

import asyncio
from pathlib import Path

import pytest
from newsroom import BARE, RELEVANCE_MIN

from metered import CATALOG, PICTURE_NUSD, PICTURE_TOKENS, House
from toonverse.errors import UsageError
from toonverse.jobs.illustrator import Illustrator
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.calls import EnvelopeLine, Who
from toonverse.metering.tables import budget_counters
from toonverse.money import Nusd
from toonverse.store.images import ImageStore
from toonverse.store.post_rows import Posts
from toonverse.studio.posts import BATCH_SOURCE, BatchQuote, Found, Illustrated, PostPolicy


class Killed(Exception):
    """A process that ended at this point."""


def opened(house: House, folder: Path) -> Illustrated:
    """As a new process has it."""

    async def nothing_there(address: str) -> Found:
        raise UsageError(field=address)

    policy = PostPolicy(RELEVANCE_MIN, lambda: CATALOG.model("picture"), "medium")
    rows = Posts(house.engine, house.clock)
    return Illustrated(rows, ImageStore(str(folder / "images")), house.meter(), nothing_there, policy)


def quoted(posts: Illustrated) -> BatchQuote:
    """For one post, whose own picture is cancelled: nothing but a run's is made here."""
    post, _ = posts.receive("delivery 1", BARE)
    posts.rows.cancel_batch("")
    amount = Nusd(PICTURE_NUSD)
    return BatchQuote("picture", "medium", (post.id,), amount, amount, PICTURE_TOKENS)


def held(house: House) -> int:
    return sum(int(str(row["held_nusd"])) for row in house.rows(budget_counters))


def test_a_run_holds_its_money_and_asks_for_its_pictures_together_or_not_at_all(house: House, tmp_path: Path):
    posts = opened(house, tmp_path)
    quote = quoted(posts)

    def die(statement: str) -> None:
        if statement.startswith("INSERT INTO post_pictures"):
            raise Killed

    house.before_sql = die
    with pytest.raises(Killed):
        posts.open_batch("run", quote, None)
    house.before_sql = lambda statement: None
    assert (held(house), posts.rows.of_batch("run")) == (0, ())
    posts.open_batch("again", quote, None)
    assert (held(house), len(posts.rows.queued("again"))) == (PICTURE_NUSD, 1)


def test_what_is_held_for_runs_with_nothing_left_to_make_is_free_again(house: House, tmp_path: Path):
    """One died before its rows (an earlier release could), one after its last; a third goes on."""
    posts = opened(house, tmp_path)
    quote = quoted(posts)
    line = EnvelopeLine("image_generation", "picture", quote.maximum_nusd, quote.maximum_tokens)
    posts.meter.open_envelope("rowless", Who(LOCAL_OWNER, BATCH_SOURCE), [line], None)
    posts.meter.open_envelope("a webhook's", Who(LOCAL_OWNER, "webhook"), [line], None)
    posts.open_batch("over", quote, None)
    posts.rows.cancel_batch("over")
    posts.open_batch("going on", quote, None)
    assert held(house) == 4 * PICTURE_NUSD
    posts = opened(house, tmp_path)
    assert posts.let_go() == 2
    assert posts.let_go() == 0
    assert held(house) == 2 * PICTURE_NUSD
    posts.rows.cancel_batch("going on")
    asyncio.run(Illustrator(posts).look())
    assert held(house) == PICTURE_NUSD, "the webhook's is none of its business"
