"""A storyboard is looked at, changed and priced before it is painted; nothing is bought without a yes."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_money import PANELS
from test_money import ended as ended_here
from test_people import refused, said
from test_written import TEXT_NUSD, Writer, house_of
from test_written import WORDS as WRITER

from commands import run
from priced import COST_NUSD, MODEL, asked, priced_house
from toonverse.bootstrap import House
from toonverse.cli.story import Wish
from toonverse.jobs import orders
from toonverse.jobs.drafting import Drafting
from toonverse.metering.refusals import QuoteGrown
from toonverse.metering.tables import envelopes
from toonverse.store.drafts import DraftChanged, DraftSettled, NotDirected
from toonverse.store.records import Episode, Job
from toonverse.studio.pipeline import Studio
from toonverse.studio.script_sheet import Place, line_moved
from toonverse.studio.shot_list import merged, removed, split


def order(
    house: House, story: Path, cap: int | None = None, text_model: str = "draft", *, review: bool = True
) -> Episode:
    wish = Wish(story, PANELS, None, "webtoon", "auto", text_model, MODEL, review=review)
    episode = house.studio.take_on(wish.commission(), new=False)
    orders.want(house.works, house.settings.home, episode, cap)
    return episode


def ended(house: House, episode: Episode) -> Job:
    """The job after it ran: by a studio of its own, for one that has closed starts no more."""
    names = [field.name for field in fields(Studio) if not field.name.startswith("_")]
    fresh = Studio(**{name: getattr(house.studio, name) for name in names})
    return ended_here(replace(house, studio=fresh), episode)


def drafting_of(house: House) -> Drafting:
    return Drafting(house.works, house.books.images, lambda: house.books.catalog, house.meter)


def held(house: House) -> int:
    with house.books.engine.connect() as tx:
        return int(tx.scalar(sa.select(sa.func.coalesce(sa.func.sum(envelopes.c.held_nusd), 0))) or 0)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "calls.log"


def test_a_job_stops_at_its_storyboard_and_is_painted_after_a_yes(
    home: Path, log: Path, stories: dict[str, Path]
):
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"])
        job = ended(house, episode)
        assert (job.status, json.loads(job.waiting_for)) == ("QUEUED", {"waiting_for": "approval"})
        assert house.works.jobs.unfinished() == (), "nobody polls for what a person holds"
        assert (asked(log), held(house)) == ([], 0)
    with priced_house(home, log, 0.0) as house:
        assert ended(house, order(house, stories["en"])).status == "QUEUED", "asking again is no yes"
        drafting = drafting_of(house)
        draft = house.works.drafts.get(episode.id)
        most = drafting.quote(episode.id, draft.board).maximum_nusd
        with pytest.raises(QuoteGrown):
            drafting.approve(episode.id, draft.mark, most - 1)
        approved = drafting.approve(episode.id, draft.mark, most)
        assert (approved.status, approved.attempt, approved.approved_nusd) == ("QUEUED", 2, most)
        job = ended(house, episode)
        assert (job.status, job.cost_nusd) == ("DONE", PANELS * COST_NUSD)
        assert len(asked(log)) == PANELS
        for settled in (
            lambda: drafting.approve(episode.id, draft.mark, most),
            lambda: drafting.put_board(episode.id, draft.mark, draft.script, removed(draft.board, 1)),
        ):
            with pytest.raises(DraftSettled):
                settled()


def test_what_is_painted_is_what_was_left_of_the_list(home: Path, log: Path, stories: dict[str, Path]):
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"])
        ended(house, episode)
        drafting, works = drafting_of(house), house.works
        draft = works.drafts.get(episode.id)
        longer = split(split(draft.board, 1), 1)
        draft = drafting.put_board(episode.id, draft.mark, draft.script, longer)
        assert [panel.shot for panel in works.panels.of_episode(episode.id)] == list(longer.shots)
        shorter = merged(removed(draft.board, 5), 3)
        kept = drafting.put_board(episode.id, draft.mark, draft.script, shorter)
        assert len(works.panels.of_episode(episode.id)) == len(shorter.shots) == 3
        with pytest.raises(DraftChanged):
            drafting.put_board(episode.id, draft.mark, draft.script, longer)
        with pytest.raises(DraftChanged):
            drafting.approve(episode.id, draft.mark, 10**12)
        drafting.approve(episode.id, kept.mark, drafting.quote(episode.id, shorter).maximum_nusd)
        assert ended(house, episode).status == "DONE"
        prompts = {take.prompt for take in works.panels.takes(episode.id)}
        assert prompts == {shot.prompt for shot in shorter.shots}


def test_more_panels_than_were_approved_are_not_painted(home: Path, log: Path, stories: dict[str, Path]):
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"], cap=2 * PANELS * COST_NUSD)
        ended(house, episode)
        drafting, draft = drafting_of(house), house.works.drafts.get(episode.id)
        approved = drafting.quote(episode.id, draft.board).maximum_nusd
        longer = split(draft.board, 2)
        more = drafting.put_board(episode.id, draft.mark, draft.script, longer)
        with pytest.raises(QuoteGrown):
            drafting.approve(episode.id, more.mark, approved)
        needed = drafting.quote(episode.id, longer).maximum_nusd
        assert needed > approved
        job = drafting.approve(episode.id, more.mark, needed)
        assert job.cost_max_nusd == max(2 * PANELS * COST_NUSD, needed)
        assert ended(house, episode).status == "DONE"
        assert len(asked(log)) == PANELS + 1


def test_another_script_is_directed_anew_by_rule(home: Path, log: Path, stories: dict[str, Path]):
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["ko"])
        with pytest.raises(NotDirected):
            house.works.drafts.get(episode.id)
        ended(house, episode)
        drafting, draft = drafting_of(house), house.works.drafts.get(episode.id)
        assert drafting.put_script(episode.id, draft.mark, draft.script) == draft
        scenes = draft.script.scenes
        where = next(
            Place(at, number, 0)
            for at, scene in enumerate(scenes)
            for number, beat in enumerate(scene.beats[:-1])
            if beat.lines
        )
        other = line_moved(draft.script, where, len(scenes[where.scene].beats[where.beat].lines))
        changed = drafting.put_script(episode.id, draft.mark, other)
        assert changed.script != draft.script
        assert house.works.script(episode.id) == changed.script
        assert len(changed.board.shots) == PANELS


def test_a_written_storyboard_waits_with_nothing_held_and_its_texts_are_not_bought_again(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    writer = Writer(tmp_path / "calls.log")
    with house_of(home, writer) as house:
        episode = order(house, stories["en"], text_model=WRITER)
        assert ended(house, episode).status == "QUEUED"
        assert (len(writer.asked), held(house)) == (2, 0)
    with house_of(home, writer) as house:
        drafting, draft = drafting_of(house), house.works.drafts.get(episode.id)
        drafting.approve(episode.id, draft.mark, drafting.quote(episode.id, draft.board).maximum_nusd)
        job = ended(house, episode)
        assert (job.status, job.cost_nusd) == ("DONE", 2 * TEXT_NUSD + PANELS * COST_NUSD)
        assert len(writer.asked) == 2


def test_a_job_that_is_cancelled_while_it_waits_can_be_changed_and_taken_up(
    home: Path, log: Path, stories: dict[str, Path]
):
    with priced_house(home, log, 0.0) as house:
        episode = order(house, stories["en"])
        ended(house, episode)
        orders.cancel(house.works, episode.id)
        drafting, draft = drafting_of(house), house.works.drafts.get(episode.id)
        assert draft.is_open
        assert not draft.is_asked
        less = drafting.put_board(episode.id, draft.mark, draft.script, removed(draft.board, 3))
        drafting.approve(episode.id, less.mark, drafting.quote(episode.id, less.board).maximum_nusd)
        assert ended(house, episode).status == "DONE"
        assert len(asked(log)) == PANELS - 1


@pytest.mark.parametrize("review", [True, False])
def test_texts_alone_are_made_anew_until_a_panel_is_asked_for(
    home: Path, log: Path, stories: dict[str, Path], review: bool
):
    """By the looks and rules of now; then somebody looks first, whether that was ordered or not."""
    with priced_house(home, log, 0.0) as house:
        works, cap = house.works, None if review else 0
        episode = order(house, stories["en"], cap, review=review)
        assert ended(house, episode).status == ("QUEUED" if review else "FAILED")
        drafting, draft = drafting_of(house), works.drafts.get(episode.id)
        less = drafting.put_board(episode.id, draft.mark, draft.script, removed(draft.board, 1))
        assert len(less.board.shots) == PANELS - 1
        name = draft.board.cast[0].name
        works.characters.dress(episode.project_id, name, replace(draft.board.cast[0].look, hat="cap"))
        board = works.jobs.find(episode.id, "director.storyboard")
        assert orders.run_alone(works, board).status == "QUEUED"
    with priced_house(home, log, 0.0) as house:
        works = house.works
        job = ended(house, episode)
        assert (job.status, json.loads(job.waiting_for)) == ("QUEUED", {"waiting_for": "approval"})
        again = works.drafts.get(episode.id)
        assert (again.script, len(again.board.shots)) == (draft.script, PANELS)
        assert next(member.look.hat for member in again.board.cast if member.name == name) == "cap"
        assert [panel.shot for panel in works.panels.of_episode(episode.id)] == list(again.board.shots)
        orders.run_alone(works, works.jobs.find(episode.id, "text.script"))
        assert works.script(episode.id) is None
        with pytest.raises(NotDirected):
            works.drafts.get(episode.id)
    with priced_house(home, log, 0.0) as house:
        works = house.works
        assert ended(house, episode).status == "QUEUED"
        assert works.drafts.get(episode.id).script == draft.script
        assert asked(log) == []
        drafting = drafting_of(house)
        draft = works.drafts.get(episode.id)
        drafting.approve(episode.id, draft.mark, drafting.quote(episode.id, draft.board).maximum_nusd)
        assert ended(house, episode).status == "DONE"
        assert len(asked(log)) == PANELS


def test_texts_that_a_model_wrote_are_bought_anew_when_they_are_wanted_anew(
    home: Path, tmp_path: Path, stories: dict[str, Path]
):
    writer = Writer(tmp_path / "calls.log")
    with house_of(home, writer) as house:
        episode = order(house, stories["en"], text_model=WRITER)
        ended(house, episode)
        orders.run_alone(house.works, house.works.jobs.find(episode.id, "text.script"))
    with house_of(home, writer) as house:
        assert ended(house, episode).status == "QUEUED"
        assert (len(writer.asked), held(house)) == (4, 0)
        orders.retry(house.works, episode.id, "director.storyboard")
    with house_of(home, writer) as house:
        assert ended(house, episode).status == "QUEUED"
        assert len(writer.asked) == 5
        drafting, draft = drafting_of(house), house.works.drafts.get(episode.id)
        drafting.approve(episode.id, draft.mark, drafting.quote(episode.id, draft.board).maximum_nusd)
        job = ended(house, episode)
        assert (job.status, job.cost_nusd) == ("DONE", 5 * TEXT_NUSD + PANELS * COST_NUSD)
        assert house.books.receipt(episode.id).cost_nusd == job.cost_nusd


def test_on_the_command_line_a_review_is_asked_for_and_approved(home: Path, stories: dict[str, Path]):
    wished = ("make", stories["en"], "--panels", "2", "--review", "--json")
    asks = run(home, *wished).object
    episode = str(asks.pop("episode_id"))
    assert asks == {"waiting_for": "approval", "panels": 2, "expected_usd": 0, "maximum_usd": 0}
    assert len(json.loads(said("jobs", "shots", episode, "--json"))["shots"]) == 2
    said("jobs", "approve", episode)
    assert run(home, *wished).object["panels"] == 2
    assert "draft_settled" in refused("jobs", "approve", episode)
