"""Posts that came in: judged, illustrated once, and re-illustrated by a run that cannot run away."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from newsroom import BARE, ELSEWHERE, Newsroom, newsroom, picture_of

from priced import COST_NUSD, CountingProvider
from toonverse.bootstrap import open_house
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import Call, Reply
from toonverse.metering.details import Chosen, page
from toonverse.metering.limits import remove_budget
from toonverse.metering.outcomes import Failed, Refused
from toonverse.metering.refusals import CapExceeded
from toonverse.settings import Settings
from toonverse.store.post_rows import PostMissing
from toonverse.studio.posts import BATCH_SOURCE


def test_a_relevant_post_is_approved_and_illustrated_once(tmp_path: Path):
    with newsroom(tmp_path) as news:
        post = news.receive("delivery 1")
        assert (post.status, news.calls) == ("approved", 0), "nothing is bought while the sender waits"
        news.work()
        again = news.receive("delivery 1", replace(BARE, title="another text under the same name"))
        news.work()
        assert again.id == post.id
        assert again.title == BARE.title
        (picture,) = news.pictures(post)
        assert (picture.status, picture.source, picture.cost_nusd) == ("DONE", "webhook", COST_NUSD)
        assert (picture.shown_width, picture.shown_height) == (1792, 1024)
        assert news.calls == 1
        (row,) = page(news.house.books.engine, Chosen(post=str(post.id)), 10).rows
        assert (row["source"], row["cost_nusd"], row["request_type"]) == (
            "webhook", COST_NUSD, "post_illustration",
        )  # fmt: skip


def test_a_post_below_the_threshold_waits_for_a_person(tmp_path: Path):
    with newsroom(tmp_path) as news:
        post = news.receive("delivery 1", replace(BARE, relevance_score=0.69))
        news.work()
        assert (post.status, news.pictures(post), news.calls) == ("pending", [], 0)
        news.posts.decide(post.id, "approved")
        news.posts.decide(post.id, "approved")
        news.work()
        assert [(one.status, one.source) for one in news.pictures(post)] == [("DONE", "admin_approve")]
        assert news.calls == 1


def test_a_rejected_post_gets_no_picture(tmp_path: Path):
    with newsroom(tmp_path) as news:
        post = news.receive("delivery 1")
        news.posts.decide(post.id, "rejected")
        news.work()
        assert ([one.status for one in news.pictures(post)], news.calls) == (["CANCELLED"], 0)
        with pytest.raises(PostMissing):
            news.posts.decide(post.id + 1, "approved")


def test_a_picture_that_came_along_is_kept_with_its_address_and_nothing_is_bought(tmp_path: Path):
    with newsroom(tmp_path) as news:
        news.elsewhere[ELSEWHERE] = found = picture_of(2000, 1000)
        post = news.receive("delivery 1", replace(BARE, picture_address=ELSEWHERE))
        news.work()
        (picture,) = news.pictures(post)
        assert (picture.origin, picture.address, picture.status) == ("scraped", ELSEWHERE, "DONE")
        assert news.posts.images.get(picture.sha256) == found.media
        assert (picture.shown_width, picture.shown_height) == (1792, 896), "whole, and no larger than shown"
        assert news.calls == 0


def test_where_the_picture_that_was_named_is_not_there_one_is_made(tmp_path: Path):
    with newsroom(tmp_path) as news:
        shown = news.receive("delivery 1", replace(BARE, picture_address="https://gone.example/a.png"))
        waiting = news.receive(
            "delivery 2", replace(BARE, relevance_score=0, picture_address="https://gone.example/b.png")
        )
        news.work()
        assert [(one.origin, one.status) for one in news.pictures(shown)] == [
            ("scraped", "FAILED"), ("generated", "DONE"),
        ]  # fmt: skip
        assert [(one.origin, one.status) for one in news.pictures(waiting)] == [("scraped", "FAILED")]
        assert news.calls == 1


def test_a_file_that_only_claims_to_be_a_picture_is_not_shown(tmp_path: Path):
    with newsroom(tmp_path) as news:
        news.elsewhere[ELSEWHERE] = replace(picture_of(600, 400), media=b"\x89PNG\r\n\x1a\n and no more")
        post = news.receive("delivery 1", replace(BARE, relevance_score=0, picture_address=ELSEWHERE))
        news.work()
        assert [(one.status, one.error_code) for one in news.pictures(post)] == [("FAILED", "provider")]


def test_a_process_that_dies_before_noting_its_picture_leaves_no_second_purchase(tmp_path: Path):
    with newsroom(tmp_path) as news:
        post = news.receive("delivery 1")
        (picture,) = news.posts.rows.queued()
        news.posts.rows.done = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(news.posts.make(picture))
        news.posts = news.opened()
        news.work()
        assert ([one.status for one in news.pictures(post)], news.calls) == (["DONE"], 1)


def test_a_used_up_budget_lets_pictures_wait_and_they_come_when_there_is_room(tmp_path: Path):
    with newsroom(tmp_path) as news:
        books = news.house.books
        said = (books.engine, books.ledger.clock, books.zone)
        set_budget(*said, Budget("source", "webhook", "day", COST_NUSD // 2))
        post = news.receive("delivery 1")
        news.work(rounds=20)
        (picture,) = news.pictures(post)
        assert (picture.status, json.loads(picture.waiting_for)["code"]) == ("QUEUED", "budget_exceeded")
        assert news.calls == 0
        remove_budget(books.engine, "source", "webhook", "day")
        news.work()
        assert ([one.status for one in news.pictures(post)], news.calls) == (["DONE"], 1)


def test_a_missing_key_stands_in_the_books_as_a_failure(tmp_path: Path):
    with open_house(Settings(home=tmp_path / "home", workers=1)) as house:
        news = Newsroom(house, tmp_path / "none.log")
        news.posts = house.illustrated()
        post = news.receive("delivery 1")
        news.work()
        (row,) = page(house.books.engine, Chosen(post=str(post.id)), 10).rows
        assert (row["success"], row["cost_nusd"], row["error_message"]) == (
            False, 0, "OpenAI API key required: set OPENAI_API_KEY",
        )  # fmt: skip
        assert news.pictures(post)[0].error == row["error_message"]


def test_an_operator_may_have_posts_drawn_for_nothing(tmp_path: Path):
    with open_house(Settings(home=tmp_path / "home", workers=1, post_image_model="draft")) as house:
        news = Newsroom(house, tmp_path / "none.log")
        news.posts = house.illustrated()
        post = news.receive("delivery 1")
        news.work(rounds=3000)
        (picture,) = news.pictures(post)
        assert (picture.status, picture.model, picture.cost_nusd) == ("DONE", "draft", 0)


def test_a_run_makes_badly_shaped_pictures_anew_within_its_maximum(tmp_path: Path):
    with newsroom(tmp_path) as news:
        posts = news.received(3)
        news.elsewhere[ELSEWHERE] = picture_of(1750, 1000)
        fit = news.receive("fits", replace(BARE, picture_address=ELSEWHERE))
        news.work()
        assert news.posts.badly_shaped() == tuple(post.id for post in posts)
        quote = news.posts.quote(news.posts.badly_shaped())
        news.posts.open_batch("run", quote, None)
        news.work()
        assert news.calls == 3
        assert all(news.pictures(post)[-1].source == BATCH_SOURCE for post in posts)
        assert sum(news.pictures(post)[-1].cost_nusd for post in posts) <= quote.maximum_nusd
        assert [one.origin for one in news.pictures(fit)] == ["scraped"]
        assert news.posts.badly_shaped() == tuple(post.id for post in posts), "the test's pictures are tall"
        made, found = (news.posts.rows.costs()[place] for place in (0, 1))
        assert (made.origin, made.done, made.cost_nusd) == ("generated", 3, 3 * COST_NUSD)
        assert (found.origin, found.done, found.cost_nusd) == ("scraped", 4, 0)


def test_a_run_that_does_not_fit_its_cap_asks_for_nothing(tmp_path: Path):
    with newsroom(tmp_path) as news:
        news.received(3)
        quote = news.posts.quote(news.posts.badly_shaped())
        with pytest.raises(CapExceeded):
            news.posts.open_batch("run", quote, COST_NUSD)
        assert (news.posts.rows.open_batch(BATCH_SOURCE), news.calls) == ("", 0)


def test_a_run_that_was_stopped_goes_on_and_buys_nothing_twice(tmp_path: Path):
    with newsroom(tmp_path) as news:
        news.received(4)
        news.posts.open_batch("run", news.posts.quote(news.posts.badly_shaped()), None)
        asyncio.run(news.posts.make(news.posts.rows.queued("run")[0]))
        news.posts = news.opened()
        assert news.posts.rows.open_batch(BATCH_SOURCE) == "run"
        news.work()
        assert ({one.status for one in news.posts.rows.of_batch("run")}, news.calls) == ({"DONE"}, 4)


@pytest.mark.parametrize("outcome", [Refused(reason="moderation"), Failed(reason="no data returned")])
def test_a_run_ends_after_three_equal_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcome: Refused | Failed
):
    sent = []

    async def failing(provider: CountingProvider, call: Call) -> Reply:
        sent.append(call)
        raise outcome

    with newsroom(tmp_path) as news:
        news.house.meter._retry_waits = ()
        news.received(8)
        news.posts.open_batch("run", news.posts.quote(news.posts.badly_shaped()), None)
        monkeypatch.setattr(CountingProvider, "call", failing)
        news.work()
        ended = [one.status for one in news.posts.rows.of_batch("run")]
        assert ended == ["FAILED"] * 3 + ["CANCELLED"] * 5
        assert len(sent) == 3
        trouble = news.posts.trouble("run")
        assert trouble is not None
        assert trouble.facts["left"] == 5
        assert news.house.meter.find_envelope("local", "run")
        with news.house.books.engine.connect() as reading:
            held = reading.exec_driver_sql(
                "SELECT held_nusd, is_open FROM envelopes WHERE name = 'run'"
            ).one()
        assert (held[0], bool(held[1])) == (0, False), "what the run held is given back"
