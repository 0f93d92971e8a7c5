"""Script and storyboard until the first panel is asked for: until then a person may change them."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.domain.script import Script
from toonverse.domain.storyboard import Storyboard
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.store.job_rows import (
    AWAITS_APPROVAL,
    QUEUED_AGAIN,
    full_job,
    job_of,
)
from toonverse.store.records import Job, JobKind, SubJobKind
from toonverse.store.tables import episodes, jobs, panel_edits, panels, take_orders, takes

APPROVED = "approved"
"""In the output of `director.storyboard`: a person saw it, and wants it painted."""

ALONE = "alone"
"""In the same output: it was made anew alone, so somebody looks at it before anything is painted."""

ROUNDS, ANEW, SPENT = "rounds", "anew", "spent_nusd"
"""In the output of a step that a model writes: what was asked, how much of it in vain, and at what cost."""

MARK_LENGTH = 20


class NotDirected(UsageError):
    """The episode has no storyboard yet, so nobody knows what its panels show. Facts: episode."""

    code = "not_directed"


class DraftSettled(UsageError):
    """Panels were asked for by this storyboard, or the job is at work: it stays as it is. Facts: episode."""

    code = "draft_settled"


class DraftChanged(UsageError):
    """Somebody changed it since it was read. Facts: episode."""

    code = "draft_changed"


@dataclass(frozen=True, slots=True)
class Draft:
    """`mark` names exactly this script and storyboard. `is_open` says that they may be changed now,
    `is_asked` that the job waits for somebody to look at them."""

    script: Script
    board: Storyboard
    mark: str
    is_open: bool
    is_asked: bool
    job: Job


class Drafts:
    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def find(self, episode_id: int) -> Draft | None:
        """None while there is no storyboard. Raises UsageError (`job_missing`)."""
        with self._engine.connect() as tx:
            return _draft(tx, episode_id)

    def get(self, episode_id: int) -> Draft:
        """Raises NotDirected."""
        found = self.find(episode_id)
        if found is None:
            raise NotDirected(episode=episode_id)
        return found

    def put(
        self, episode_id: int, mark: str, script: Script, board: Storyboard, output: Mapping[str, object]
    ) -> Draft:
        """Both in place of those of that mark; the storyboard's step has this output now.

        Raises NotDirected, DraftSettled, DraftChanged.
        """
        with writing(self._engine).begin() as tx:
            draft = _open_draft(tx, episode_id, mark)
            step = (jobs.c.parent_id == draft.job.id) & (jobs.c.kind == "director.storyboard")
            before = json.loads(tx.execute(sa.select(jobs.c.output).where(step)).scalar_one())
            kept = {name: said for name, said in before.items() if name != APPROVED}
            told = json.dumps({**kept, **output}, ensure_ascii=False)
            tx.execute(jobs.update().where(step).values(output=told))
            texts = {"script": to_json(script), "storyboard": to_json(board)}
            tx.execute(episodes.update().where(episodes.c.id == episode_id).values(texts))
            _put_panels(tx, episode_id, board)
            return _drafted(tx, episode_id)

    def approve(self, episode_id: int, mark: str, quoted_nusd: int, most_nusd: int) -> Job:
        """The job is wanted on, for `most_nusd` at most, which is the quote of that very storyboard. Its cap
        gives way where it is below that: who approves a price approves it. Raises as `put` does."""
        with writing(self._engine).begin() as tx:
            job = _open_draft(tx, episode_id, mark).job
            steps = jobs.c.parent_id == job.id
            board = steps & (jobs.c.kind == "director.storyboard")
            rows = tx.execute(sa.select(jobs.c.kind, jobs.c.output, jobs.c.cost_nusd).where(steps)).all()
            output = next(json.loads(row.output) for row in rows if row.kind == "director.storyboard")
            tx.execute(jobs.update().where(board).values(output=json.dumps({**output, APPROVED: True})))
            stopped = steps & jobs.c.status.in_(("FAILED", "CANCELLED"))
            tx.execute(jobs.update().where(stopped).values(QUEUED_AGAIN))
            spent = sum(row.cost_nusd for row in rows)
            cap = None if job.cost_max_nusd is None else max(job.cost_max_nusd, spent + most_nusd)
            values = {
                **QUEUED_AGAIN,
                "quoted_nusd": quoted_nusd,
                "approved_nusd": most_nusd,
                "cost_max_nusd": cap,
            }
            tx.execute(jobs.update().where(jobs.c.id == job.id).values(values))
            return full_job(tx, episode_id)

    def anew(self, episode_id: int, steps: Collection[SubJobKind], *, alone: bool) -> Job | None:
        """The job is wanted on, and makes the storyboard (with its script, if that is among the `steps`)
        anew; `alone`, it then waits for a yes. None, and nothing is changed, where a panel was asked for by
        them or the job is at work. Raises UsageError (`job_missing`)."""
        with writing(self._engine).begin() as tx:
            whole = full_job(tx, episode_id)
            found = sa.select(jobs).where(jobs.c.episode_id == episode_id)
            rows = {job.kind: job for job in map(job_of, tx.execute(found))}
            if not (_is_still(whole) and _is_unpainted(tx, rows)):
                return None
            for kind in steps:
                mark = {ALONE: True} if alone and kind == "director.storyboard" else {}
                output = json.dumps({**_begun(rows[kind]), **mark}, ensure_ascii=False)
                values = {**QUEUED_AGAIN, "output": output}
                tx.execute(jobs.update().where(jobs.c.id == rows[kind].id).values(values))
            texts = {"storyboard": None} | ({"script": None} if "text.script" in steps else {})
            tx.execute(episodes.update().where(episodes.c.id == episode_id).values(texts))
            _forget_panels(tx, episode_id)
            stopped = (jobs.c.parent_id == whole.id) & jobs.c.status.in_(("FAILED", "CANCELLED"))
            tx.execute(jobs.update().where(stopped).values(QUEUED_AGAIN))
            tx.execute(jobs.update().where(jobs.c.id == whole.id).values({**QUEUED_AGAIN, "again": ""}))
            return full_job(tx, episode_id)

    def is_approved(self, episode_id: int) -> bool:
        """Whether somebody wants this storyboard painted."""
        return bool(self._board_output(episode_id).get(APPROVED))

    def is_alone(self, episode_id: int) -> bool:
        """Whether this storyboard was wanted anew, and nothing after it."""
        return bool(self._board_output(episode_id).get(ALONE))

    def _board_output(self, episode_id: int) -> dict[str, Any]:
        step = (jobs.c.episode_id == episode_id) & (jobs.c.kind == "director.storyboard")
        with self._engine.connect() as tx:
            output = tx.execute(sa.select(jobs.c.output).where(step)).scalar_one_or_none()
        found: dict[str, Any] = json.loads(output or "{}")
        return found


def mark_of(script: Script, board: Storyboard) -> str:
    """A name for exactly these two."""
    told = f"{to_json(script)}\n{to_json(board)}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:MARK_LENGTH]


def _open_draft(tx: sa.Connection, episode_id: int, mark: str) -> Draft:
    full_job(tx, episode_id)  # locks it
    draft = _drafted(tx, episode_id)
    if not draft.is_open:
        raise DraftSettled(episode=episode_id)
    if draft.mark != mark:
        raise DraftChanged(episode=episode_id)
    return draft


def _drafted(tx: sa.Connection, episode_id: int) -> Draft:
    found = _draft(tx, episode_id)
    if found is None:
        raise NotDirected(episode=episode_id)
    return found


def _draft(tx: sa.Connection, episode_id: int) -> Draft | None:
    rows = {
        job.kind: job
        for job in map(job_of, tx.execute(sa.select(jobs).where(jobs.c.episode_id == episode_id)))
    }
    texts = tx.execute(
        sa.select(episodes.c.script, episodes.c.storyboard).where(episodes.c.id == episode_id)
    ).first()
    whole = rows.get("pipeline.full")
    if whole is None or texts is None or texts.script is None or texts.storyboard is None:
        return None
    script, board = from_json(Script, texts.script), from_json(Storyboard, texts.storyboard)
    is_drawn = rows["director.storyboard"].status == "DONE"
    is_open = is_drawn and _is_still(whole) and _is_unpainted(tx, rows)
    return Draft(script, board, mark_of(script, board), is_open, _is_asked(whole), whole)


def _is_asked(whole: Job) -> bool:
    return whole.status == "QUEUED" and whole.waiting_for == AWAITS_APPROVAL


def _is_still(whole: Job) -> bool:
    return _is_asked(whole) or whole.status in ("FAILED", "CANCELLED")


def _is_unpainted(tx: sa.Connection, rows: Mapping[JobKind, Job]) -> bool:
    painting = rows["image.generate"]
    return painting.started_at is None and not _is_painted(tx, painting.episode_id)


def _begun(step: Job) -> dict[str, object]:
    """What is kept of a step's output when it is to be done anew: how many panels were planned, and which
    questions were asked before. Their keys at the door stay taken, so further ones are counted on."""
    said = json.loads(step.output)
    kept = {name: said[name] for name in ("panels", "cut") if step.kind == "text.script" and name in said}
    if said.get(ROUNDS):
        kept |= {ROUNDS: said[ROUNDS], ANEW: len(said[ROUNDS]), SPENT: step.cost_nusd}
    return kept


def _forget_panels(tx: sa.Connection, episode_id: int) -> None:
    rows = sa.select(panels.c.id).where(panels.c.episode_id == episode_id)
    tx.execute(panel_edits.delete().where(panel_edits.c.panel_id.in_(rows)))
    tx.execute(panels.delete().where(panels.c.episode_id == episode_id))


def _is_painted(tx: sa.Connection, episode_id: int) -> bool:
    """Whether a panel has a take, or one is wanted."""
    ours = sa.select(panels.c.id).where(panels.c.episode_id == episode_id)
    return any(
        tx.execute(sa.select(table.c.panel_id).where(table.c.panel_id.in_(ours)).limit(1)).first()
        for table in (takes, take_orders)
    )


def _put_panels(tx: sa.Connection, episode_id: int, board: Storyboard) -> None:
    """A row for each shot, and no other; what was set by hand, and can be undone, belonged to the former."""
    ours = panels.c.episode_id == episode_id
    rows = sa.select(panels.c.id).where(ours)
    tx.execute(panel_edits.delete().where(panel_edits.c.panel_id.in_(rows)))
    tx.execute(panels.delete().where(ours, panels.c.number > len(board.shots)))
    there = set(tx.execute(sa.select(panels.c.number).where(ours)).scalars())
    for shot in board.shots:
        values = {"shot": to_json(shot), "words": None, "by_hand": None}
        if shot.number in there:
            tx.execute(panels.update().where(ours, panels.c.number == shot.number).values(values))
        else:
            tx.execute(panels.insert().values(episode_id=episode_id, number=shot.number, **values))
