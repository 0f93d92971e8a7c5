"""kill -9 at random moments of a run, and at chosen ones: every run completes, and the books are exact.

A run is a process of its own (`run_once.py`) that buys from a provider which counts its answers durably.
"""

import asyncio
import hashlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from priced import AT_WORK, CATALOG, COST_NUSD, MODEL, Asked, asked, flat_picture, priced_house
from toonverse.bootstrap import Books, House, open_books
from toonverse.cli.make import followed
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import Who
from toonverse.metering.catalog import load
from toonverse.metering.invariants import examine
from toonverse.metering.refusals import KeepFailed
from toonverse.metering.tables import attempts, envelopes
from toonverse.money import Nusd
from toonverse.settings import Settings
from toonverse.store.records import Job

ROOT = Path(__file__).resolve().parents[2]
PANELS = 12

SERIES = 5
KILLS_PER_SERIES = 4
"""Twenty kills in all, each of a process that was at work."""

SEED = 20261121

KEEP_SECONDS_MAX = 60.0
"""A bound only: whether a picture had been kept when its process was killed is looked up, not timed."""

CLOCK_SECONDS_MAX = 0.1
"""The moment of a kill is taken by the killer, that of a call by the killed."""

RUN_SECONDS_MAX = 300

STORY = """The Lamp on the Pier

Nora carried the lamp down to the pier. Rain had been falling since noon, and the sea was grey.

"Nobody is coming," said Tom. He pulled his coat closer.

"He promised," said Nora.

They waited. A gull cried once and was gone. Far out, a small light moved.

"Look!" Tom shouted. "There!"

The boat came in slowly. An old man stood in it with a letter in his hand.

"I was late," the old man said. "Forgive me."

Nora laughed and cried at once. She held the lamp high so that he could see the steps.
"""


@dataclass
class Scene:
    """One home, the provider's log, and the moments at which its process was killed."""

    home: Path
    log: Path
    story: Path
    kills: list[float]
    kept: list[set[str]] = field(default_factory=list)
    """What the store held after each kill."""
    model: str = MODEL

    def start(self, fault: str = "") -> subprocess.Popen[bytes]:
        script = str(Path(__file__).with_name("run_once.py"))
        return subprocess.Popen(
            [sys.executable, script, str(self.home), str(self.log), str(self.story), fault, self.model],
            env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def killed_after(self, seconds: float) -> bool:
        """Starts a process and kills it so long after it began to work; false if it was done by then."""
        process = self.start()
        sign = self.home / AT_WORK
        sign.unlink(missing_ok=True)
        deadline = time.monotonic() + RUN_SECONDS_MAX
        while process.poll() is None and not sign.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.note_end(process, kill=True)
            return True
        self.note_end(process, kill=False)
        return False

    def note_end(self, process: subprocess.Popen[bytes], *, kill: bool) -> None:
        if kill:
            process.kill()
            self.kills.append(time.time())
        _, errors = process.communicate(timeout=RUN_SECONDS_MAX)
        if kill:
            self.kept.append(pictures(self.home))
        else:
            assert process.returncode == 0, errors.decode()[-3000:]

    def complete(self) -> None:
        self.note_end(self.start(), kill=False)


def new_scene(folder: Path) -> Scene:
    folder.mkdir()
    story = folder / "story.txt"
    story.write_text(STORY)
    return Scene(folder / "home", folder / "calls.log", story, [])


@pytest.mark.parametrize("series", range(SERIES))
def test_a_run_killed_at_random_moments_completes_and_its_books_are_exact(tmp_path: Path, series: int):
    chance = random.Random(SEED + series)
    kills = 0
    while kills < KILLS_PER_SERIES:
        scene = new_scene(tmp_path / f"after-{kills}-kills")
        while kills < KILLS_PER_SERIES and scene.killed_after(chance.uniform(0.0, 2.2)):
            kills += 1
        scene.complete()
        check(scene)


@pytest.mark.parametrize("fault", ["kept:1", "kept:7", "settled:1", "settled:8"])
def test_a_run_killed_between_keep_and_settle_loses_no_picture(tmp_path: Path, fault: str):
    """The answer was noted before it was kept: the next run settles it and buys nothing in its place."""
    scene = killed_at(tmp_path, fault)
    kept = scene.kept[0]
    assert kept, "a picture was kept before the kill"
    scene.complete()
    assert kept <= pictures(scene.home)
    check(scene)
    calls = asked(scene.log)
    safe = [prompt for prompt in {call.prompt for call in calls} if picture_name(prompt) in kept]
    assert safe
    for prompt in safe:
        assert sum(call.prompt == prompt and call.ended is not None for call in calls) == 1


@pytest.mark.parametrize("fault", ["noted:1", "noted:6"])
def test_a_run_killed_between_note_and_keep_books_what_the_lost_picture_cost(tmp_path: Path, fault: str):
    scene = killed_at(tmp_path, fault)
    scene.complete()
    check(scene)
    settings = Settings(home=scene.home)
    query = sa.select(attempts.c.cost_nusd).where(attempts.c.status == "failed")
    with (
        open_books(settings, catalog=load(scene.home / "catalog.toml")) as books,
        books.engine.connect() as tx,
    ):
        assert set(tx.execute(query).scalars()) == {COST_NUSD}


def test_a_run_that_lost_its_calls_waits_for_money_and_goes_on_when_it_fits(tmp_path: Path):
    """Unknown calls are held once more; where that does not fit the job waits, and no panel fails."""
    scene = killed_at(tmp_path, "called:3")
    with priced_house(scene.home, scene.log) as house:
        books = house.books

        def allow(limit_nusd: int) -> None:
            budget = Budget("global", "", "day", limit_nusd)
            set_budget(books.engine, books.ledger.clock, books.zone, budget)

        quoted = quoted_nusd(books)
        allow(quoted)
        job, facts = asyncio.run(helped_when_it_waits(house, lambda: allow(2 * quoted)))
    assert (facts["waiting_for"], facts["limit_nusd"]) == ("budget_exceeded", quoted)
    assert facts["needed_nusd"] > facts["available_nusd"]
    assert (job.status, job.waiting_for) == ("DONE", "")
    check(scene)


def test_a_run_that_waits_for_its_own_cap_goes_on_when_the_cap_is_raised(tmp_path: Path):
    scene = killed_at(tmp_path, "called:3")
    with priced_house(scene.home, scene.log) as house:
        jobs, quoted = house.works.jobs, quoted_nusd(house.books)
        jobs.cap(1, quoted)
        house.meter.open_envelope("episode/1", Who(LOCAL_OWNER, "studio"), [], Nusd(quoted))
        job, facts = asyncio.run(helped_when_it_waits(house, lambda: jobs.cap(1, 2 * quoted)))
    assert (facts["waiting_for"], facts["limit_nusd"]) == ("cap_exceeded", quoted)
    assert (job.status, job.waiting_for) == ("DONE", "")
    check(scene)


def quoted_nusd(books: Books) -> int:
    """What the only job's envelope held before its process died."""
    with books.engine.connect() as tx:
        return int(tx.execute(sa.select(envelopes.c.held_nusd)).scalar_one())


async def helped_when_it_waits(house: House, give: Callable[[], object]) -> tuple[Job, dict[str, Any]]:
    """The job after it ran here, and what it said it waited for when it was given that."""

    async def help_out() -> dict[str, Any]:
        while not (job := house.works.jobs.find(1, "pipeline.full")).waiting_for:
            await asyncio.sleep(0.05)
        assert job.status == "QUEUED"
        give()
        return dict(json.loads(job.waiting_for))

    helping = asyncio.ensure_future(help_out())
    job = (await followed(house, house.works.episode(1))).job
    helping.cancel()
    return job, await helping


def killed_at(folder: Path, fault: str) -> Scene:
    """A home whose process killed itself at the fault."""
    scene = new_scene(folder / "run")
    process = scene.start(fault)
    process.communicate(timeout=RUN_SECONDS_MAX)
    scene.kills.append(time.time())
    scene.kept.append(pictures(scene.home))
    assert process.returncode == -9, "the fault was never reached"
    return scene


def check(scene: Scene) -> None:
    """Everything that must hold after a completed run, however often it was killed."""
    catalog = scene.home / "catalog.toml"
    assert catalog.read_text() == CATALOG
    with open_books(Settings(home=scene.home), catalog=load(catalog)) as books:
        jobs = books.works.jobs.of_episode(1)
        assert {job.status for job in jobs} == {"DONE"}
        takes = books.works.panels.accepted(1)
        assert [take.panel for take in takes] == list(range(1, PANELS + 1))
        assert all(books.images.get(take.picture.sha256) for take in takes)
        assert len(list((scene.home / "episodes").glob("*/final/episode_001_final.png"))) == 1
        calls = asked(scene.log)
        check_answers(calls, scene)
        check_kept(calls, scene)
        check_books(books, calls, len(scene.kills))


def check_answers(calls: list[Asked], scene: Scene) -> None:
    """Answered n times only if n-1 of its calls, from start until the picture is kept, had a kill in them."""
    prompts = Counter(call.prompt for call in calls)
    assert len(prompts) == PANELS, "prompts are distinct, and the same after every restart"
    for prompt in prompts:
        mine = [call for call in calls if call.prompt == prompt]
        answered = sum(call.ended is not None for call in mine)
        hit = sum(was_hit(call, scene) for call in mine)
        assert answered >= 1
        assert answered - 1 <= hit, f"bought again without a kill: {mine}, kills at {scene.kills}"


def check_kept(calls: list[Asked], scene: Scene) -> None:
    """A picture that was kept is never bought again, whenever its process was killed."""
    for kill, kept in zip(scene.kills, scene.kept, strict=True):
        again = [
            call
            for call in calls
            if call.began > kill + CLOCK_SECONDS_MAX and picture_name(call.prompt) in kept
        ]
        assert again == [], f"kept at {kill}, and bought again"


def picture_name(prompt: str) -> str:
    """The name under which the provider's picture for a prompt is kept."""
    return hashlib.sha256(flat_picture(prompt)).hexdigest()


def was_hit(call: Asked, scene: Scene) -> bool:
    """Whether the first kill after it began came before its picture was kept."""
    for kill, kept in zip(scene.kills, scene.kept, strict=True):
        if call.began - CLOCK_SECONDS_MAX <= kill:
            late = call.ended is not None and kill > call.ended + KEEP_SECONDS_MAX
            return not late and picture_name(call.prompt) not in kept
    return False


def check_books(books: Books, calls: list[Asked], kills: int) -> None:
    assert [finding for finding in examine(books.engine, books.zone) if finding.broken] == []
    with books.engine.connect() as tx:
        rows = tx.execute(sa.select(attempts)).mappings().all()
        held = tx.execute(sa.select(sa.func.sum(envelopes.c.held_nusd))).scalar_one()
    by_status = Counter(row["status"] for row in rows)
    assert set(by_status) <= {"settled", "unknown", "failed"}
    assert by_status["settled"] == PANELS
    assert len({row["key"] for row in rows if row["status"] == "settled"}) == PANELS
    per_key = Counter(row["key"] for row in rows)
    assert max(per_key.values()) <= 1 + kills, "attempt N+1 at most once for each crash"
    assert len(calls) <= len(rows), "no call was sent without a row in the journal"
    assert held == 0, "nothing stays held once the job is done"
    receipt = books.receipt(1)
    assert receipt.cost_nusd == (PANELS + by_status["failed"]) * COST_NUSD, "a lost answer was charged, too"
    lost = [row for row in rows if row["status"] == "failed"]
    assert all((row["error_code"], row["cost_nusd"]) == (KeepFailed.code, COST_NUSD) for row in lost)
    assert all(books.images.get(row["sha256"]) for row in rows if row["status"] == "settled")


def pictures(home: Path) -> set[str]:
    return {path.parent.name + path.name for path in (home / "images").glob("??/*") if path.is_file()}
