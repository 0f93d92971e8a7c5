"""What is held for an episode's job that has ended is given back by whoever takes the wheel next."""

from pathlib import Path

import sqlalchemy as sa

from priced import COST_NUSD, MODEL, priced_house
from toonverse.bootstrap import House
from toonverse.domain.story import Story
from toonverse.jobs.desk import Desk
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.calls import EnvelopeLine, Who
from toonverse.metering.tables import envelopes
from toonverse.money import Nusd
from toonverse.studio.turns import envelope_name


def ordered(house: House, title: str) -> int:
    """An episode whose job is queued, and its money held."""
    project = house.works.find_or_create_project(LOCAL_OWNER, "a series")
    story = Story(title, "It rained.", "en", "prose")
    episode = house.works.find_or_create_episode(title, story, "webtoon", project_id=project.id)
    house.works.jobs.open(episode.id)
    line = EnvelopeLine("image_generation", MODEL, Nusd(COST_NUSD), 2_000)
    house.meter.open_envelope(envelope_name(episode.id), Who(LOCAL_OWNER, "studio"), [line], None)
    return house.works.jobs.find(episode.id, "pipeline.full").id


def held(house: House) -> int:
    with house.books.engine.connect() as tx:
        return int(tx.execute(sa.select(sa.func.sum(envelopes.c.held_nusd))).scalar_one())


def test_only_jobs_that_go_on_keep_what_is_held_for_them(tmp_path: Path, empty_database: str):
    log = tmp_path / "calls.log"
    with priced_house(tmp_path / "home", log, 0.0, database_url=empty_database) as house:
        jobs = house.works.jobs
        jobs.cancel(ordered(house, "cancelled"))
        jobs.fail(ordered(house, "failed"), "storage", "{}", 0)
        ordered(house, "queued")
        jobs.start(ordered(house, "running"))
        line = EnvelopeLine("image_generation", MODEL, Nusd(COST_NUSD), 2_000)
        house.meter.open_envelope("another name", Who(LOCAL_OWNER, "studio"), [line], None)
        assert held(house) == 5 * COST_NUSD
    with priced_house(tmp_path / "home", log, 0.0, database_url=empty_database) as house:
        Desk(house.settings.home, house.studio, house.pool).book_left()
        assert held(house) == 3 * COST_NUSD
