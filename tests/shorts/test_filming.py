"""Clips are bought once, within what was held, and what becomes of a short is told whatever happens."""

import asyncio
import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from metered import House
from shorts.studio import ANSWER, CLIP_NUSD, CLIP_TOKENS, LOOK_NUSD, LOOK_TOKENS, Set, run
from toonverse.jobs.filmer import Filmer
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.metering.refusals import BalanceTooLow, BudgetExceeded
from toonverse.store.short_rows import ShortMissing
from toonverse.studio.shorts.filming import LOOK, VIDEO, ClipsUnshown
from toonverse.studio.shorts.orders import Wish


class Killed(Exception):
    """A process that ended at this point."""


@pytest.fixture
def stage(house: House, tmp_path: Path) -> Set:
    return Set(house, tmp_path)


def test_both_steps_are_booked_under_their_labels_and_the_clips_are_filmed(stage: Set):
    filming = stage.filming()
    short = filming.order(stage.order())
    assert short.status == "QUEUED"
    assert stage.held() == short.maximum_nusd > 2 * CLIP_NUSD
    assert run(filming, short.id)
    made = filming.rows.get(short.id)
    assert (made.status, made.cost_nusd) == ("DONE", 2 * (CLIP_NUSD + LOOK_NUSD))
    assert made.tokens == 2 * (CLIP_TOKENS + LOOK_TOKENS)
    assert stage.held() == 0, "what was not drawn is free again"
    labels = [json.loads(str(row["metadata"]))["requestType"] for row in stage.usage()]
    assert sorted(labels) == [LOOK, LOOK, VIDEO, VIDEO]
    assert {str(row["source"]) for row in stage.usage()} == {"shorts"}
    task = stage.pool.filmed[0]
    assert [bool(panel.clip) for panel in task.panels] == [True, True]
    assert b"compositeWithTrainedAlgorithmicMedia" in task.xmp


def test_the_video_is_asked_for_with_what_the_vision_model_saw(stage: Set):
    filming = stage.filming()
    run(filming, filming.order(stage.order(clips=(2,))).id)
    (call,) = stage.films.submitted
    assert call.prompt.startswith(ANSWER)
    assert (call.seconds, call.resolution, call.aspect_ratio) == (8, "720p", "9:16")
    assert stage.looks.shown == [(call.first_picture,)]
    assert [bool(panel.clip) for panel in stage.pool.filmed[0].panels] == [False, True], "a mix"


def test_a_panel_that_is_shown_twice_is_bought_once(stage: Set):
    filming = stage.filming()
    order = stage.order(wish=Wish(panels=(2, 1, 2)))
    _, quote = filming.quote(order)
    short = filming.order(order)
    assert [clip.panel for clip in short.clips] == [2, 1]
    assert short.maximum_nusd == quote.maximum_nusd
    assert run(filming, short.id)
    assert len(stage.films.submitted) == 2
    assert [bool(panel.clip) for panel in stage.pool.filmed[0].panels] == [True, True, True]


@pytest.mark.parametrize("clips", [(9,), (2, 9), (1,)])
def test_a_clip_of_a_panel_that_is_not_shown_is_refused(stage: Set, clips: tuple[int, ...]):
    """Panel 1 is the episode's, but not this short's; there is no panel 9."""
    filming = stage.filming()
    with pytest.raises(ClipsUnshown) as refused:
        filming.order(stage.order(wish=Wish(panels=(2,)), clips=clips))
    assert refused.value.facts == {"panels": str(clips[-1]), "shown": "2"}
    assert (filming.rows.newest(None, None, 10), stage.held(), stage.films.submitted) == ((), 0, [])


def test_what_does_not_fit_is_refused_before_anything_is_started(stage: Set):
    stage.house.account("ada", 1_500)
    filming = stage.filming()
    with pytest.raises(BalanceTooLow):
        filming.order(stage.order(account="ada"))
    assert filming.rows.newest(None, None, 10) == ()
    with pytest.raises(ShortMissing):
        filming.rows.get(1)
    assert (stage.usage(), stage.held(), stage.films.submitted) == ([], 0, [])


def test_a_budget_refuses_too(stage: Set):
    stage.house.budget("global", "", "day", 2_000_000_000)
    with pytest.raises(BudgetExceeded):
        stage.filming().order(stage.order())
    assert stage.usage() == []


def test_a_look_and_a_video_fit_into_what_the_first_system_held(stage: Set):
    """About 1,500 tokens for a panel: the video's 1,000, and a look that is bounded."""
    _, quote = stage.filming().quote(stage.order(clips=(2,)))
    assert CLIP_TOKENS < quote.maximum_tokens < 3_000


def test_what_a_filter_refuses_costs_nothing_and_the_panel_moves_as_drawn(stage: Set):
    filming = stage.filming()
    stage.films.orders = [Refused(provider="films", reason="RAI")]
    short = filming.order(stage.order(text_model=""))
    run(filming, short.id)
    made = filming.rows.get(short.id)
    assert made.status == "DONE"
    assert [(clip.status, clip.cost_nusd) for clip in made.clips] == [("FAILED", 0), ("DONE", CLIP_NUSD)]
    assert made.clips[0].error_code == "provider_refused"
    assert [bool(panel.clip) for panel in stage.pool.filmed[0].panels] == [False, True]


def test_a_short_whose_only_clip_is_refused_has_failed_and_can_be_asked_for_again(stage: Set):
    filming = stage.filming()
    stage.films.orders = [Refused(provider="films", reason="RAI")]
    short = filming.order(stage.order(clips=(2,)))
    run(filming, short.id)
    failed = filming.rows.get(short.id)
    assert (failed.status, failed.error_code, failed.cost_nusd) == ("FAILED", "provider_refused", LOOK_NUSD)
    assert stage.held() == 0
    assert filming.again(failed).status == "QUEUED"
    run(filming, short.id)
    made = filming.rows.get(short.id)
    assert (made.status, made.cost_nusd) == ("DONE", LOOK_NUSD + CLIP_NUSD)
    assert len(stage.looks.answered) == 1, "the look at the panel was bought before"


def test_a_model_that_fails_to_look_leaves_the_storyboards_words(stage: Set):
    filming = stage.filming()
    stage.looks.orders = [Failed(provider="looks", reason="broken")] * 3
    short = filming.order(stage.order(clips=(2,)))
    run(filming, short.id)
    assert filming.rows.get(short.id).status == "DONE"
    assert filming.rows.get(short.id).cost_nusd == CLIP_NUSD
    assert "movement" in stage.films.submitted[0].prompt


def test_a_clip_that_nobody_can_play_is_paid_and_not_shown(stage: Set):
    filming = stage.filming()
    stage.films.made = b"\0\0\0\x18ftypisom and nothing that can be played"
    short = filming.order(stage.order(clips=(2,)))
    run(filming, short.id)
    made = filming.rows.get(short.id)
    assert (made.status, made.error_code) == ("FAILED", "clip_unreadable")
    assert made.cost_nusd == LOOK_NUSD + CLIP_NUSD


def test_a_process_that_dies_while_a_video_is_made_leaves_it_to_be_asked_for(stage: Set):
    """Its operation is known, so the next process buys nothing."""

    async def dying() -> None:
        first = stage.filming()
        reached = asyncio.Event()

        async def never(operation_id: str) -> None:
            reached.set()
            await asyncio.Event().wait()

        stage.films.collect = never  # type: ignore[method-assign,assignment]
        task = asyncio.ensure_future(first.make(first.rows.get(short.id)))
        await reached.wait()
        for left in asyncio.all_tasks() - {asyncio.current_task()}:  # type: ignore[arg-type]
            left.cancel()
        await asyncio.gather(task, return_exceptions=True)

    short = stage.filming().order(stage.order(clips=(2,)))
    asyncio.run(dying())
    del stage.films.collect
    later = stage.filming()
    assert later.rows.get(short.id).status == "RUNNING"
    assert [one.id for one in later.rows.open()] == [short.id]
    run(later, short.id)
    assert later.rows.get(short.id).status == "DONE"
    assert len(stage.films.submitted) == 1
    assert len(stage.looks.answered) == 1
    assert later.rows.get(short.id).cost_nusd == LOOK_NUSD + CLIP_NUSD


def test_nobody_knows_what_became_of_a_video_so_it_stays_at_risk_and_is_asked_for_again(stage: Set):
    filming = stage.filming()
    stage.films.orders = [Unknown(provider="films", reason="nobody answers")]
    short = filming.order(stage.order(clips=(2,)))
    run(filming, short.id)
    failed = filming.rows.get(short.id)
    assert (failed.status, failed.error_code) == ("FAILED", "provider_unknown")
    filming.again(failed)
    run(filming, short.id)
    assert filming.rows.get(short.id).status == "DONE"
    assert len(stage.films.submitted) == 1


def test_what_can_not_be_recorded_kills_no_short_and_is_booked_later(stage: Set):
    filming = stage.filming()
    short = filming.order(stage.order(text_model="", clips=(2,)))
    real = stage.films.collect

    async def then_gone(operation_id: str) -> object:
        reply = await real(operation_id)
        stage.house.cut_off()
        return reply

    stage.films.collect = then_gone  # type: ignore[method-assign,assignment]
    assert not run(filming, short.id), "it waits for the database"
    stage.house.restore()
    stage.films.collect = real  # type: ignore[method-assign]
    later = stage.filming()
    run(later, short.id)
    assert later.rows.get(short.id).status == "DONE"
    assert len(stage.films.submitted) == 1
    assert [row["cost_nusd"] for row in stage.usage()] == [CLIP_NUSD]


def test_a_person_can_follow_it_in_the_log(stage: Set, caplog: pytest.LogCaptureFixture):
    stage.house.account("ada", 9_000)
    filming = stage.filming()
    with caplog.at_level(logging.INFO, "toonverse.shorts"):
        short = filming.order(stage.order(account="ada", clips=(2,)))
        run(filming, short.id)
    left = 9_000 - CLIP_TOKENS - LOOK_TOKENS
    told = [record.getMessage() for record in caplog.records]
    assert told[0].startswith("short 1: checked, at most ")
    assert told[1].startswith(f"short 1, panel 2: analysed, {LOOK_TOKENS} tokens used, ")
    assert told[2] == "short 1, panel 2: video of 8 seconds, $1.2000, 1000 tokens"
    assert told[3] == f"short 1: DONE, $1.2004 and {CLIP_TOKENS + LOOK_TOKENS} tokens, {left} tokens left"


def test_without_a_video_model_it_is_drawn_here_for_nothing(stage: Set):
    filming = stage.filming()
    short = filming.order(stage.order(video_model="", text_model="", wish=Wish(panels=(1,))))
    run(filming, short.id)
    assert filming.rows.get(short.id).status == "DONE"
    assert (filming.rows.get(short.id).clips, stage.usage()) == ((), [])
    assert b"digitalsourcetype/algorithmicMedia" in stage.pool.filmed[0].xmp


def test_the_same_order_again_is_the_same_short(stage: Set):
    filming = stage.filming()
    assert filming.order(stage.order()).id == filming.order(stage.order()).id
    assert len(filming.rows.newest("local", None, 10)) == 1


def test_a_cancelled_short_buys_nothing_more_and_gives_back_what_it_held(stage: Set):
    filming = stage.filming()
    short = filming.order(stage.order())
    assert filming.cancel(short).status == "CANCELLED"
    assert stage.held() == 0
    run(filming, short.id)
    assert stage.films.submitted == []
    assert filming.rows.get(short.id).status == "CANCELLED"


def test_money_is_held_and_a_short_queued_together_or_not_at_all(stage: Set):
    """Whoever dies between the two has done neither, on its first order and when it is asked for again."""
    filming = stage.filming()

    def die(statement: str) -> None:
        if statement.startswith("UPDATE shorts"):
            raise Killed

    stage.house.before_sql = die
    with pytest.raises(Killed):
        filming.order(stage.order())
    assert stage.held() == 0
    stage.house.before_sql = lambda statement: None
    short = filming.order(stage.order())
    assert (short.status, stage.held()) == ("QUEUED", short.maximum_nusd)
    filming.cancel(short)
    stage.house.before_sql = die
    with pytest.raises(Killed):
        filming.again(filming.rows.get(short.id))
    assert (filming.rows.get(short.id).status, stage.held()) == ("CANCELLED", 0)


def test_what_is_held_for_a_short_that_has_ended_is_free_again_once_somebody_works(stage: Set):
    """Whoever cancelled it died before it gave the money back; another's short keeps its own."""
    filming = stage.filming()
    filming.rows.cancel(filming.order(stage.order()).id)
    kept = filming.order(stage.order("short/2"))
    assert stage.held() == 2 * kept.maximum_nusd
    filming = stage.filming()
    filming.forget()
    assert stage.held() == kept.maximum_nusd
    filming.rows.cancel(kept.id)
    asyncio.run(Filmer(filming).look())
    assert stage.held() == 0


def test_an_order_whose_process_died_before_it_was_queued_is_forgotten(stage: Set):
    filming = stage.filming()
    ordered = filming.order(stage.order())
    with stage.house.engine.begin() as tx:
        tx.exec_driver_sql("UPDATE shorts SET status = 'ORDERED'")
    filming.forget()
    assert filming.rows.get(ordered.id).status == "ORDERED", "it may still be under way"
    stage.house.clock.advance(timedelta(hours=1))
    filming.forget()
    with pytest.raises(ShortMissing):
        filming.rows.get(ordered.id)
    assert stage.held() == 0
