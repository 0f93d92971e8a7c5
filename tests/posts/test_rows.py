"""The rows of posts, on both databases: many senders at once make one post of one delivery."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from newsroom import BARE

from metered import House
from toonverse.db import writing
from toonverse.store.post_rows import Made, PostMissing, Posts

pytestmark = pytest.mark.parametrize("house", ["sqlite", "postgresql"], indirect=True)

PICTURE = Made("a" * 64, 300, 900, "b" * 64, 300, 900, "picture", 40_000_000)


def test_one_delivery_from_many_threads_is_one_post_with_one_picture(house: House):
    rows = Posts(house.engine, house.clock)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: rows.add("same", BARE, "approved", "webhook"), range(16)))
    assert len({post.id for post, _ in made}) == 1
    assert sum(fresh for _, fresh in made) == 1
    assert [one.origin for one in rows.pictures(made[0][0].id)] == ["generated"]


def test_many_approvals_at_once_want_one_picture(house: House):
    rows = Posts(house.engine, house.clock)
    post, _ = rows.add("one", BARE, "pending", "webhook")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: rows.decide(post.id, "approved", "admin_approve"), range(16)))
    assert [(one.number, one.source) for one in rows.pictures(post.id)] == [(1, "admin_approve")]


def test_the_newest_finished_picture_is_the_one_shown(house: House):
    rows = Posts(house.engine, house.clock)
    post, _ = rows.add("one", replace(BARE, picture_address="https://a.example/b.png"), "approved", "webhook")
    (found,) = rows.queued()
    rows.done(found.id, PICTURE)
    assert rows.approved_shapes() == ((post.id, 300, 900),)
    with writing(house.engine).begin() as tx:
        rows.want_again(tx, [post.id], "migration_script", "run")
    (made,) = rows.queued("run")
    assert rows.post(post.id).picture == rows.picture(found.id)
    rows.done(made.id, replace(PICTURE, width=1792, height=1024))
    assert rows.newest("approved", None, 10)[0].picture == rows.picture(made.id)
    assert [(one.origin, one.done, one.cost_nusd) for one in rows.costs()] == [
        ("generated", 1, 40_000_000),
        ("scraped", 1, 40_000_000),
    ]
    assert rows.any_approved()


def test_a_picture_that_was_paid_for_is_kept_though_its_post_was_rejected_meanwhile(house: House):
    rows = Posts(house.engine, house.clock)
    post, _ = rows.add("one", BARE, "approved", "webhook")
    (wanted,) = rows.queued()
    rows.decide(post.id, "rejected", "admin_approve")
    rows.done(wanted.id, PICTURE)
    assert rows.picture(wanted.id).status == "DONE"
    rows.failed(wanted.id, "late", "too late to fail")
    assert rows.picture(wanted.id).error == ""
    with pytest.raises(PostMissing):
        rows.post(post.id + 1000)
