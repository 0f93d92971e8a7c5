"""Reference pictures: bought once, shown in every panel of their character, quoted, and no hindrance."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest
from painted import SHEET, STORY, Painter, painted, painted_house
from test_money import ended

from priced import MODEL, PAINTER, flat_picture
from toonverse.bootstrap import House
from toonverse.cli.story import Wish
from toonverse.domain.panel import Picture
from toonverse.jobs.costs import booked
from toonverse.jobs.orders import failure
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import Bought, Call, Who
from toonverse.metering.door import Meter
from toonverse.metering.refusals import BudgetExceeded
from toonverse.store.records import Episode, Job
from toonverse.studio.estimate import estimate
from toonverse.studio.pipeline import Studio
from toonverse.studio.references import SHEETS_MAX, main_characters


def output(house: House, episode: Episode) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.works.jobs.find(episode.id, "image.generate").output)
    return found


def run(house: House, episode: Episode) -> Job:
    """By a studio of its own: one that has closed starts no more."""
    names = [field.name for field in fields(Studio) if not field.name.startswith("_")]
    fresh = Studio(**{name: getattr(house.studio, name) for name in names})
    return ended(replace(house, studio=fresh), episode)


@dataclass
class Made:
    house: House
    painter: Painter
    folder: Path
    episode: Episode
    job: Job


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A finished episode, for tests that only look at it."""
    folder, painter = tmp_path_factory.mktemp("painted"), Painter()
    with painted_house(folder / "home", painter) as house:
        episode = painted(house, folder)
        job = run(house, episode)
        assert job.status == "DONE"
        yield Made(house, painter, folder, episode, job)


def test_each_main_character_has_a_sheet_that_all_its_panels_are_shown(made: Made):
    board = made.house.works.storyboard(made.episode.id)
    assert board is not None
    names = [member.name for member in main_characters(board)]
    assert 1 <= len(names) <= SHEETS_MAX
    sheets = [call for call in made.painter.asked[: len(names)] if call.prompt.startswith(SHEET)]
    assert len(sheets) == len(names), "they are there before the first panel"
    kept = made.house.works.characters.references(made.episode.project_id)
    by_name = {one.character: one.sha256 for one in kept}
    assert output(made.house, made.episode)["references"] == by_name
    assert by_name.keys() == set(names)
    for shot in board.shots:
        call = next(one for one in made.painter.panels if one.prompt.endswith(shot.prompt))
        seen = {one.character for one in shot.figures} & by_name.keys()
        assert set(call.references) == {by_name[name] for name in seen}
        assert all(name in call.prompt for name in seen)


def test_what_the_references_cost_is_in_the_quote_and_in_the_receipt(made: Made):
    receipt = made.house.books.receipt(made.episode.id)
    steps = {step.name: step for step in receipt.steps}
    assert steps["character_sheet"].cost_nusd > 0
    job = made.job
    assert receipt.cost_nusd == job.cost_nusd == sum(step.cost_nusd for step in receipt.steps)
    assert job.approved_nusd is not None
    assert job.quoted_nusd is not None
    assert job.quoted_nusd <= job.cost_nusd == job.approved_nusd, "the painter used all that it may"
    booked_step = booked(made.house.books.engine, made.house.works.jobs.of_episode(made.episode.id))
    assert {one.kind: one.cost_nusd for one in booked_step}["image.generate"] == job.cost_nusd


def test_the_quote_that_a_person_sees_is_what_the_job_holds(made: Made):
    path = made.folder / "story.txt"
    path.write_text(STORY)
    wish = Wish(path, 4, None, "webtoon", "en", "draft", PAINTER)
    seen, plain = (
        estimate(made.house.meter, made.house.books.catalog, one.commission())
        for one in (wish, replace(wish, sheets=False))
    )
    assert (made.job.quoted_nusd, made.job.approved_nusd) == (seen.expected_nusd, seen.maximum_nusd)
    assert [step.step for step in seen.steps] == ["character.sheet", "image.generate"]
    assert plain.maximum_nusd < seen.maximum_nusd
    assert replace(wish, sheets=False).commission().identity != wish.commission().identity


def test_a_repeated_make_and_the_next_episode_of_the_project_buy_no_sheet_again(made: Made):
    asked, sheets = len(made.painter.asked), len(made.painter.sheets)
    assert run(made.house, painted(made.house, made.folder)).status == "DONE"
    assert len(made.painter.asked) == asked
    later = painted(made.house, made.folder, STORY + '\n"It is late," said Nora. Tom nodded.\n')
    assert later.id != made.episode.id
    assert run(made.house, later).status == "DONE"
    assert len(made.painter.sheets) == sheets
    assert output(made.house, later)["references"]
    assert all(call.references for call in made.painter.asked[asked:] if "Picture 1 is" in call.prompt)


def test_a_sheet_that_is_refused_is_told_and_the_panels_go_on_without_it(
    made: Made, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(made.painter, "refusing", "woman")
    asked = len(made.painter.asked)
    episode = painted(made.house, made.folder, STORY.replace("The Pier", "The Quay"))
    assert run(made.house, episode).status == "DONE"
    told = output(made.house, episode)
    (problem,) = told["problems"]
    assert (problem["character"], problem["error"]) == ("Nora", "provider_refused")
    assert "Nora" not in told["references"]
    assert not any("is Nora," in call.prompt for call in made.painter.asked[asked:])


@pytest.mark.parametrize(("model", "sheets"), [(MODEL, True), (PAINTER, False)])
def test_a_painter_that_takes_no_references_or_shall_have_none_is_shown_none(
    made: Made, model: str, sheets: bool
):
    asked, title = len(made.painter.asked), f"{model} {sheets}"
    text = STORY.replace("The Pier", title)
    episode = painted(made.house, made.folder, text, sheets=sheets, model=model)
    assert run(made.house, episode).status == "DONE"
    calls = made.painter.asked[asked:]
    assert not any(call.references or call.prompt.startswith(SHEET) for call in calls)
    problems = [one["error"] for one in output(made.house, episode).get("problems", ())]
    assert problems == (["references_not_taken"] if sheets else [])


def test_a_picture_of_ones_own_is_shown_instead_of_a_sheet(made: Made):
    asked, works = len(made.painter.asked), made.house.works
    project = works.find_or_create_project("local", "The Jetty")
    sha256 = made.house.books.images.put(flat_picture("0a0b0c"))
    works.characters.bring(project.id, "Nora", Picture(sha256, "image/png", 400, 600))
    episode = painted(made.house, made.folder, STORY.replace("The Pier", "The Jetty"))
    assert run(made.house, episode).status == "DONE"
    assert output(made.house, episode)["references"]["Nora"] == sha256
    calls = made.painter.asked[asked:]
    assert not any(call.prompt.startswith(SHEET) and "woman" in call.prompt for call in calls)
    assert any(sha256 in call.references for call in calls)


def test_a_budget_that_the_references_pass_refuses_before_the_first_call(home: Path, tmp_path: Path):
    painter, path = Painter(), tmp_path / "story.txt"
    path.write_text(STORY)
    with painted_house(home, painter) as house:
        plain = Wish(path, 4, None, "webtoon", "en", "draft", PAINTER, sheets=False).commission()
        most = estimate(house.meter, house.books.catalog, plain).maximum_nusd
        books = house.books
        set_budget(books.engine, books.ledger.clock, books.zone, Budget("global", "", "day", most))
        assert isinstance(failure(ended(house, painted(house, tmp_path))), BudgetExceeded)
        assert painter.asked == []


@pytest.mark.parametrize("moment", ["bought", "noted"])
def test_a_run_that_ends_between_sheet_and_panels_goes_on_with_the_sheets_that_it_has(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
):
    """Before the sheet is kept in the project, or after what the panels are asked was noted."""
    painter = Painter()
    buy = Meter.buy
    died = []

    async def dying(self: Meter, call: Call, who: Who, key: str) -> Bought:
        bought = await buy(self, call, who, key)
        if (moment == "bought" and not died) or (moment == "noted" and "/panel/" in key and not died):
            died.append(key)
            raise RuntimeError("killed")
        return bought

    monkeypatch.setattr(Meter, "buy", dying)
    with painted_house(home, painter) as house:
        assert ended(house, painted(house, tmp_path)).status == "FAILED"
    assert died
    with painted_house(home, painter) as house:
        episode = painted(house, tmp_path)
        assert ended(house, episode).status == "DONE"
        asked = [(call.prompt, call.references) for call in painter.asked]
        assert len(asked) == len(set(asked)), "nothing is bought twice"
        assert len(painter.sheets) == len(output(house, episode)["references"])
        assert sum(call.prompt.startswith(SHEET) for call in painter.asked) == len(painter.sheets)
