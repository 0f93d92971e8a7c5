"""Rows of works: found again, never doubled, never re-used."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa

from toonverse.db import metadata, open_engine, writing
from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Picture
from toonverse.domain.script import Script
from toonverse.domain.story import Story
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.errors import UsageError
from toonverse.store.records import SUB_JOBS, Episode
from toonverse.store.tables import episodes
from toonverse.store.works import EpisodeMissing, EpisodeUnfinished, Works

STORY = Story("비의 편지", "비가 왔다.", "ko", "prose")
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Ticking:
    """A clock that moves on by a second each time it is read."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'works.sqlite3'}")
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def works(engine: sa.Engine) -> Works:
    return Works(engine, Ticking())


@pytest.fixture
def episode(works: Works) -> Episode:
    project = works.find_or_create_project("local", "단편")
    return works.find_or_create_episode("f1", STORY, "webtoon", project_id=project.id, target_panels=2)


def shot(number: int, prompt: str = "rain") -> Shot:
    return Shot(number, 0, "long", "eye", "street", "골목", "modern", "night", "rain", (), "", prompt=prompt)


def board(prompt: str = "rain") -> Storyboard:
    return Storyboard("비의 편지", "ko", "webtoon", (), (shot(1, prompt), shot(2, prompt)))


def take(works: Works, episode: Episode, number: int, sha256: str = "a" * 64) -> None:
    picture = Picture(sha256, "image/png", 1024, 1536)
    works.panels.add_take(episode.id, 1, number, picture, prompt="rain", model="draft", cost_nusd=0, tokens=0)


def test_a_project_is_found_by_its_title_and_made_once(works: Works):
    assert (
        works.find_or_create_project("local", "단편").id == works.find_or_create_project("local", "단편").id
    )
    assert len(works.projects()) == 1


def test_the_same_identity_is_the_same_episode(works: Works, episode: Episode):
    again = works.find_or_create_episode("f1", STORY, "webtoon", project_id=episode.project_id)
    assert again == episode
    assert works.story(episode.id) == STORY


def test_new_makes_another_episode_which_is_then_the_one_found(works: Works, episode: Episode):
    another = works.find_or_create_episode("f1", STORY, "webtoon", project_id=episode.project_id, new=True)
    assert (another.number, another.revision) == (2, 2)
    found = works.find_or_create_episode("f1", STORY, "webtoon", project_id=episode.project_id)
    assert found.id == another.id
    assert found.folder != episode.folder


def test_an_episode_in_a_project_that_is_not_there_is_refused(works: Works):
    with pytest.raises(UsageError):
        works.find_or_create_episode("f1", STORY, "webtoon", project_id=99)


def test_eight_writers_of_one_identity_make_one_episode(works: Works):
    project = works.find_or_create_project("local", "단편")
    ids: list[int] = []

    def make() -> None:
        ids.append(works.find_or_create_episode("same", STORY, "webtoon", project_id=project.id).id)

    threads = [Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_an_id_and_a_number_are_never_given_out_again(works: Works, episode: Episode, engine: sa.Engine):
    with writing(engine).begin() as tx:
        tx.execute(episodes.delete())
    another = works.find_or_create_episode("f2", STORY, "webtoon", project_id=episode.project_id)
    assert another.id > episode.id
    assert another.number > episode.number


def test_a_folder_holds_the_id_and_the_title(episode: Episode):
    assert episode.folder == f"{episode.id:03d}-비의-편지"


def test_what_was_stored_before_the_first_buy_is_never_replaced(works: Works, episode: Episode):
    script = Script("비의 편지", "ko", "modern", (), ())
    assert works.save_script(episode.id, script) == script
    other = Script("다른 제목", "ko", "modern", (), ())
    assert works.save_script(episode.id, other) == script
    assert works.save_storyboard(episode.id, board()) == board()
    assert works.save_storyboard(episode.id, board("sun")) == board()
    assert [panel.shot.prompt for panel in works.panels.of_episode(episode.id)] == ["rain", "rain"]


def test_an_unfinished_episode_cannot_be_activated(works: Works, episode: Episode):
    with pytest.raises(EpisodeUnfinished):
        works.activate(episode.id)
    with pytest.raises(EpisodeMissing):
        works.activate(episode.id + 1)


def test_activating_twice_keeps_the_first_time(works: Works, episode: Episode):
    works.save_generation_metadata(episode.id, {"final_webtoon_path": "final/episode_001_final.png"})
    first = works.activate(episode.id)
    assert first.status == "active"
    assert works.activate(episode.id) == first
    assert works.episodes(status="active") == (first,)
    assert works.projects()[0].active_episodes == 1


def test_opening_jobs_twice_gives_the_same_five_sub_jobs(works: Works, episode: Episode):
    full = works.jobs.open(episode.id)
    assert works.jobs.open(episode.id) == full
    rows = works.jobs.of_episode(episode.id)
    assert [row.kind for row in rows] == ["pipeline.full", *SUB_JOBS]
    assert {row.parent_id for row in rows[1:]} == {full.id}


def test_a_replayed_start_and_finish_change_nothing(works: Works, episode: Episode):
    job = works.jobs.open(episode.id)
    started = works.jobs.start(job.id)
    assert works.jobs.start(job.id) == started
    done = works.jobs.finish(job.id, '{"panels": 2}', 7)
    assert works.jobs.finish(job.id, "{}", 9) == done
    assert works.jobs.start(job.id) == done
    assert done.processing_seconds == 2  # the clock moved on twice: at the replayed start and at the end


def test_the_time_between_a_failure_and_a_retry_and_that_of_waiting_is_no_time_at_work(
    engine: sa.Engine, episode: Episode
):
    clock = Ticking()
    works = Works(engine, clock)
    job = works.jobs.open(episode.id)
    step = works.jobs.find(episode.id, "image.generate")
    works.jobs.start(job.id)
    works.jobs.start(step.id)
    clock.now += timedelta(seconds=10)
    for _ in range(2):
        works.jobs.wait(job.id, '{"waiting_for": "balance_too_low"}')  # 12 s and 11 s after their starts
        clock.now += timedelta(hours=5)
    works.jobs.start(job.id)
    clock.now += timedelta(seconds=100)
    works.jobs.fail(step.id, "provider", "{}", 0)
    failed = works.jobs.fail(job.id, "provider", "{}", 0)
    assert (failed.processing_seconds, works.jobs.get(step.id).processing_seconds) == (12 + 102, 11 + 101)
    clock.now += timedelta(days=3)
    works.jobs.retry(job.id)
    assert works.jobs.start(job.id).processing_seconds is None
    clock.now += timedelta(seconds=1000)
    done = works.jobs.finish(job.id, "{}", 0)
    assert done.processing_seconds == 12 + 102 + 1001
    assert done.started_at == failed.started_at


def test_a_job_that_a_dead_process_left_is_at_work_from_the_last_thing_that_it_stored(
    engine: sa.Engine, episode: Episode
):
    clock = Ticking()
    works = Works(engine, clock)
    job = works.jobs.open(episode.id)
    script, board = (works.jobs.find(episode.id, kind).id for kind in SUB_JOBS[:2])
    for one in (job.id, script):
        works.jobs.start(one)
    clock.now += timedelta(seconds=30)
    works.jobs.finish(script, "{}", 0)  # 32 s after the job's start
    works.jobs.start(board)
    clock.now += timedelta(hours=9)
    works.jobs.take_over(job.id)
    clock.now += timedelta(seconds=5)
    works.jobs.finish(board, "{}", 0)
    assert works.jobs.finish(job.id, "{}", 0).processing_seconds == 32 + 7
    assert works.jobs.get(board).processing_seconds == 6
    works.jobs.retry(job.id)
    works.jobs.take_over(job.id)
    assert works.jobs.get(job.id).processing_seconds == 32 + 7, "nothing was left at work"


def test_a_retried_job_keeps_its_first_start(works: Works, episode: Episode):
    job = works.jobs.open(episode.id)
    started = works.jobs.start(job.id)
    failed = works.jobs.fail(job.id, "provider", "no answer", 3)
    assert (failed.status, failed.error_code, failed.cost_nusd) == ("FAILED", "provider", 3)
    queued = works.jobs.retry(job.id)
    assert (queued.status, queued.attempt, queued.error_code) == ("QUEUED", 2, "")
    assert works.jobs.start(job.id).started_at == started.started_at


def test_cancelling_takes_the_open_sub_jobs_along_and_leaves_finished_ones(works: Works, episode: Episode):
    full = works.jobs.open(episode.id)
    script = works.jobs.find(episode.id, "text.script")
    works.jobs.start(script.id)
    works.jobs.finish(script.id, "{}", 0)
    works.jobs.cancel(full.id)
    statuses = [row.status for row in works.jobs.of_episode(episode.id)]
    assert statuses == ["CANCELLED", "DONE", "CANCELLED", "CANCELLED", "CANCELLED", "CANCELLED"]
    late = works.jobs.find(episode.id, "image.generate")
    assert works.jobs.finish(late.id, "{}", 0).status == "CANCELLED"


def test_a_waiting_job_is_queued_and_says_for_what(works: Works, episode: Episode):
    job = works.jobs.open(episode.id)
    works.jobs.start(job.id)
    waiting = works.jobs.wait(job.id, "budget: day")
    assert (waiting.status, waiting.waiting_for) == ("QUEUED", "budget: day")
    assert works.jobs.start(job.id).waiting_for == ""


def test_a_take_is_recorded_once_and_the_first_is_accepted(works: Works, episode: Episode):
    works.save_storyboard(episode.id, board())
    take(works, episode, 1)
    take(works, episode, 1, "b" * 64)
    take(works, episode, 2, "c" * 64)
    assert [row.picture.sha256[0] for row in works.panels.takes(episode.id)] == ["a", "c"]
    assert [row.number for row in works.panels.accepted(episode.id)] == [1]
    works.panels.accept_take(episode.id, 1, 2)
    assert [row.number for row in works.panels.accepted(episode.id)] == [2]
    take(works, episode, 1)
    assert [row.number for row in works.panels.accepted(episode.id)] == [2]


def test_a_panel_has_one_layer_for_each_language(works: Works, episode: Episode):
    works.save_storyboard(episode.id, board())
    korean = Lettering(1024, 1536, "ko", ())
    works.panels.save_lettering(episode.id, 1, 1, korean, "a" * 64)
    works.panels.save_lettering(episode.id, 1, 1, korean, "b" * 64)
    works.panels.save_lettering(episode.id, 1, 1, Lettering(1024, 1536, "en", ()), "c" * 64)
    assert [row.sha256[0] for row in works.panels.lettered(episode.id, "ko")] == ["b"]


def test_a_take_for_a_panel_that_is_not_there_is_refused(works: Works, episode: Episode):
    with pytest.raises(UsageError):
        take(works, episode, 1)


def test_only_open_jobs_are_unfinished(works: Works, episode: Episode):
    job = works.jobs.open(episode.id)
    assert [found.id for found in works.jobs.unfinished()] == [job.id]
    works.jobs.start(job.id)
    assert [found.id for found in works.jobs.unfinished()] == [job.id]
    works.jobs.finish(job.id, "{}", 0)
    assert works.jobs.unfinished() == ()
    assert [found.id for found in works.jobs.recent()] == [job.id]


def test_a_step_of_a_finished_job_is_done_anew_and_the_others_stay(works: Works, episode: Episode):
    job = works.jobs.open(episode.id)
    for row in works.jobs.of_episode(episode.id):
        works.jobs.finish(row.id, "{}", 0)
    again = works.jobs.again(job.id, ["packaging.assemble"])
    assert (again.status, again.attempt) == ("QUEUED", 2)
    statuses = {row.kind: row.status for row in works.jobs.of_episode(episode.id)}
    assert statuses["packaging.assemble"] == "QUEUED"
    assert statuses["image.generate"] == "DONE"
    assert works.jobs.again(job.id, ["text.script"]).attempt == 2, "a job that is open is not queued twice"


def test_the_cap_of_a_job_can_be_set_until_it_is_done(works: Works, episode: Episode):
    job = works.jobs.open(episode.id)
    assert job.cost_max_nusd is None
    assert works.jobs.cap(job.id, 5).cost_max_nusd == 5
    works.jobs.finish(job.id, "{}", 0)
    assert works.jobs.cap(job.id, 7).cost_max_nusd == 5


def test_panels_are_counted_as_they_come(works: Works, episode: Episode):
    works.save_storyboard(episode.id, board())
    counts = works.panels.counts(episode.id)
    assert (counts.painted, counts.lettered) == (0, 0)
    works.panels.add_take(
        episode.id,
        1,
        1,
        Picture("ab" * 32, "image/png", 8, 8),
        prompt="",
        model="draft",
        cost_nusd=0,
        tokens=0,
    )
    works.panels.save_lettering(episode.id, 1, 1, Lettering(8, 8, "ko", ()), "ab" * 32)
    works.panels.save_lettering(episode.id, 1, 1, Lettering(8, 8, "en", ()), "ab" * 32)
    after = works.panels.counts(episode.id)
    assert (after.panels, after.painted, after.lettered) == (counts.panels, 1, 1)
