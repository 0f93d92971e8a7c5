"""Projects, episodes and what was made of them: the rows behind the studio, the gallery and the reader.

Every method may be repeated: a job that is replayed after a crash does no harm. What a job has once
stored before its first buy (script, storyboard, prompts) is never replaced; the stored one is returned.
"""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.domain.script import Script
from toonverse.domain.story import Story, Style
from toonverse.domain.storyboard import Storyboard
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.store.character_rows import CharacterRows
from toonverse.store.drafts import Drafts
from toonverse.store.folders import folder_name
from toonverse.store.job_rows import JobRows
from toonverse.store.panel_rows import PanelRows
from toonverse.store.records import Episode, EpisodeStatus, Project
from toonverse.store.rows import insert_missing
from toonverse.store.tables import episodes, projects
from toonverse.store.take_orders import TakeOrders

PAGE_ROWS_MAX = 500

_EPISODES: sa.Select[Any] = sa.select(
    # texts are read one at a time; a gallery page must not load them
    *(column for column in episodes.c if column.name not in ("story", "script", "storyboard")),
    projects.c.account,
).join_from(episodes, projects)

_PROJECTS = (
    sa.select(
        projects.c.id,
        projects.c.account,
        projects.c.title,
        sa.func.count(episodes.c.id).label("episodes"),
        sa.func.count(sa.case((episodes.c.status == "active", 1))).label("active_episodes"),
        projects.c.created_at,
    )
    .select_from(projects.outerjoin(episodes))
    .group_by(projects.c.id, projects.c.account, projects.c.title, projects.c.created_at)
    .order_by(projects.c.id)
)


class EpisodeMissing(UsageError):
    code = "episode_missing"


class ProjectMissing(UsageError):
    code = "project_missing"


class EpisodeUnfinished(UsageError):
    """The episode has no finished strip, so it cannot be published."""

    code = "episode_unfinished"


class EpisodePublished(UsageError):
    """It is in the gallery: what it is called is changed only while it is a draft. Facts: episode_id."""

    code = "episode_published"


class NumberTaken(UsageError):
    """Facts: number."""

    code = "number_taken"


class Works:
    """`jobs` are the rows of jobs and sub-jobs, `panels` those of panels, takes and letterings, `take_orders`
    of takes that are wanted besides, `drafts` what a person may still change, `characters` what a project
    keeps of its people."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self.engine = self._engine = engine
        self._clock = clock
        self.jobs = JobRows(engine, clock)
        self.panels = PanelRows(engine, clock)
        self.take_orders = TakeOrders(engine, clock)
        self.drafts = Drafts(engine, clock)
        self.characters = CharacterRows(engine, clock)

    def find_or_create_project(self, account: str, title: str) -> Project:
        """The account's project of this title."""
        row = {"account": account, "title": title, "episodes_made": 0, "created_at": self._clock()}
        same = (projects.c.account == account) & (projects.c.title == title)
        with writing(self._engine).begin() as tx:
            insert_missing(tx, projects, row)
            return _project(tx.execute(_PROJECTS.where(same)).one())

    def projects(self) -> tuple[Project, ...]:
        """All projects, oldest first, with their numbers of episodes and of active ones."""
        with self._engine.connect() as tx:
            return tuple(_project(row) for row in tx.execute(_PROJECTS))

    def find_or_create_episode(
        self,
        identity: str,
        story: Story,
        style: Style,
        *,
        project_id: int,
        title: str = "",
        target_panels: int | None = None,
        options: Mapping[str, object] | None = None,
        new: bool = False,
    ) -> Episode:
        """The newest episode of this identity (a fingerprint of story and options), made if there is none.

        `new` makes another one, with the next revision, whatever exists. `title` defaults to the story's.
        """
        with writing(self._engine).begin() as tx:
            # The update takes the project's row first: numbers of one project are given out one at a time.
            number = self._next_number(tx, project_id)
            latest = tx.execute(_newest(identity)).first()
            if latest is not None and not new:
                return self._episode(tx, latest.id)
            values = {
                "project_id": project_id,
                "number": number,
                "title": title or story.title,
                "language": story.language,
                "style": style,
                "target_panels": target_panels,
                "status": "draft",
                "identity": identity,
                "revision": 1 if latest is None else latest.revision + 1,
                "folder": "",  # holds the id, known only after the insert
                "story": to_json(story),
                "options": json.dumps(dict(options or {}), ensure_ascii=False, sort_keys=True),
                "created_at": self._clock(),
            }
            made: int = tx.execute(episodes.insert().values(values).returning(episodes.c.id)).scalar_one()
            tx.execute(
                episodes.update()
                .where(episodes.c.id == made)
                .values(folder=folder_name(made, title or story.title))
            )
            tx.execute(projects.update().where(projects.c.id == project_id).values(episodes_made=number))
            return self._episode(tx, made)

    def find_episode(self, identity: str) -> Episode | None:
        """The newest episode of this identity, if there is one."""
        with self._engine.connect() as tx:
            latest = tx.execute(_newest(identity)).first()
            return None if latest is None else self._episode(tx, latest.id)

    def episode(self, episode_id: int) -> Episode:
        """Raises UsageError (`episode_missing`)."""
        with self._engine.connect() as tx:
            return self._episode(tx, episode_id)

    def episodes(
        self,
        *,
        project_id: int | None = None,
        status: EpisodeStatus | None = None,
        limit: int = PAGE_ROWS_MAX,
        offset: int = 0,
    ) -> tuple[Episode, ...]:
        """Newest first: active ones by the time they were published, then the others by id."""
        query = _EPISODES.order_by(sa.nulls_last(episodes.c.published_at.desc()), episodes.c.id.desc())
        if project_id is not None:
            query = query.where(episodes.c.project_id == project_id)
        if status is not None:
            query = query.where(episodes.c.status == status)
        with self._engine.connect() as tx:
            rows = tx.execute(query.limit(min(limit, PAGE_ROWS_MAX)).offset(offset))
            return tuple(_episode_of(row) for row in rows)

    def made_before(
        self, account: str | None, before: int | None, limit: int, project_id: int | None = None
    ) -> tuple[Episode, ...]:
        """An account's episodes (None: everybody's) with ids below `before`, newest first; of one project,
        if that is said."""
        query = _EPISODES.order_by(episodes.c.id.desc())
        if project_id is not None:
            query = query.where(episodes.c.project_id == project_id)
        if account is not None:
            query = query.where(projects.c.account == account)
        if before is not None:
            query = query.where(episodes.c.id < before)
        with self._engine.connect() as tx:
            return tuple(_episode_of(row) for row in tx.execute(query.limit(min(limit, PAGE_ROWS_MAX))))

    def story(self, episode_id: int) -> Story:
        text = self._text(episode_id, episodes.c.story)
        return from_json(Story, text or "")

    def script(self, episode_id: int) -> Script | None:
        text = self._text(episode_id, episodes.c.script)
        return None if text is None else from_json(Script, text)

    def storyboard(self, episode_id: int) -> Storyboard | None:
        text = self._text(episode_id, episodes.c.storyboard)
        return None if text is None else from_json(Storyboard, text)

    def save_script(self, episode_id: int, script: Script) -> Script:
        """Stores the script unless one is stored; returns the stored one."""
        self._store_once(episode_id, episodes.c.script, to_json(script))
        stored = self.script(episode_id)
        return script if stored is None else stored

    def save_storyboard(self, episode_id: int, storyboard: Storyboard) -> Storyboard:
        """Stores the storyboard unless one is stored, and a panel row for each of the stored one's shots."""
        self._store_once(episode_id, episodes.c.storyboard, to_json(storyboard))
        stored = self.storyboard(episode_id) or storyboard
        self.panels.add(episode_id, stored.shots)
        return stored

    def save_generation_metadata(self, episode_id: int, generation_metadata: Mapping[str, object]) -> None:
        """Replaces the metadata: a strip packaged anew (after a re-lettering) has new figures."""
        text = json.dumps(dict(generation_metadata), ensure_ascii=False)
        with writing(self._engine).begin() as tx:
            changed = tx.execute(
                episodes.update().where(episodes.c.id == episode_id).values(generation_metadata=text)
            )
            if changed.rowcount != 1:
                raise EpisodeMissing(episode_id=episode_id)

    def activate(self, episode_id: int) -> Episode:
        """Puts the episode into the gallery; again does nothing (the time of publication stays).

        Raises UsageError (`episode_missing`, `episode_unfinished`).
        """
        with writing(self._engine).begin() as tx:
            episode = self._episode(tx, episode_id)
            if not _has_strip(episode):
                raise EpisodeUnfinished(episode_id=episode_id)
            tx.execute(
                episodes.update()
                .where(episodes.c.id == episode_id, episodes.c.status != "active")
                .values(status="active", published_at=self._clock())
            )
            return self._episode(tx, episode_id)

    def deactivate(self, episode_id: int) -> Episode:
        """Takes the episode out of the gallery; again does nothing. Raises UsageError (`episode_missing`)."""
        with writing(self._engine).begin() as tx:
            self._episode(tx, episode_id)
            tx.execute(
                episodes.update().where(episodes.c.id == episode_id).values(status="draft", published_at=None)
            )
            return self._episode(tx, episode_id)

    def describe(
        self, episode_id: int, *, title: str, project: str, number: int | None, description: str
    ) -> Episode:
        """What a draft is called, and under which project; without a number it keeps its own, or in another
        project takes the next. Raises EpisodeMissing, EpisodePublished, NumberTaken.
        """
        with writing(self._engine).begin() as tx:
            episode = self._episode(tx, episode_id)
            if episode.status == "active":
                raise EpisodePublished(episode_id=episode_id)
            row = {"account": episode.account, "title": project, "episodes_made": 0}
            insert_missing(tx, projects, {**row, "created_at": self._clock()})
            same = (projects.c.account == episode.account) & (projects.c.title == project)
            project_id: int = tx.execute(sa.select(projects.c.id).where(same)).scalar_one()
            following = self._next_number(tx, project_id)
            stays = project_id == episode.project_id
            wanted = number or (episode.number if stays else following)
            own = (episodes.c.project_id == project_id) & (episodes.c.number == wanted)
            if tx.execute(sa.select(episodes.c.id).where(own, episodes.c.id != episode_id)).first():
                raise NumberTaken(number=wanted)
            given = max(following - 1, wanted)
            tx.execute(projects.update().where(projects.c.id == project_id).values(episodes_made=given))
            said = {"project_id": project_id, "number": wanted, "title": title, "description": description}
            still = (episodes.c.id == episode_id) & (episodes.c.status != "active")
            if tx.execute(episodes.update().where(still).values(said)).rowcount != 1:
                raise EpisodePublished(episode_id=episode_id)  # meanwhile
            return self._episode(tx, episode_id)

    def project(self, project_id: int) -> Project:
        """Raises UsageError (`project_missing`)."""
        with self._engine.connect() as tx:
            row = tx.execute(_PROJECTS.where(projects.c.id == project_id)).first()
        if row is None:
            raise ProjectMissing(project_id=project_id)
        return _project(row)

    def projects_before(self, account: str | None, before: int | None, limit: int) -> tuple[Project, ...]:
        """An account's projects (None: everybody's) with ids below `before`, newest first."""
        query = _PROJECTS.order_by(None).order_by(projects.c.id.desc())
        if account is not None:
            query = query.where(projects.c.account == account)
        if before is not None:
            query = query.where(projects.c.id < before)
        with self._engine.connect() as tx:
            return tuple(_project(row) for row in tx.execute(query.limit(min(limit, PAGE_ROWS_MAX))))

    def _next_number(self, tx: sa.Connection, project_id: int) -> int:
        made = tx.execute(
            sa.select(projects.c.episodes_made).where(projects.c.id == project_id).with_for_update()
        ).scalar_one_or_none()
        if made is None:
            raise UsageError(project_id=project_id)
        return int(made) + 1

    def _episode(self, tx: sa.Connection, episode_id: int) -> Episode:
        row = tx.execute(_EPISODES.where(episodes.c.id == episode_id)).first()
        if row is None:
            raise EpisodeMissing(episode_id=episode_id)
        return _episode_of(row)

    def _text(self, episode_id: int, column: sa.Column[str]) -> str | None:
        with self._engine.connect() as tx:
            row = tx.execute(sa.select(column).where(episodes.c.id == episode_id)).first()
        if row is None:
            raise EpisodeMissing(episode_id=episode_id)
        text: str | None = row[0]
        return text

    def _store_once(self, episode_id: int, column: sa.Column[str], text: str) -> None:
        with writing(self._engine).begin() as tx:
            tx.execute(
                episodes.update()
                .where(episodes.c.id == episode_id, column.is_(None))
                .values({column.name: text})
            )


def _newest(identity: str) -> sa.Select[tuple[int, int]]:
    """Id and revision."""
    return (
        sa.select(episodes.c.id, episodes.c.revision)
        .where(episodes.c.identity == identity)
        .order_by(episodes.c.revision.desc())
        .limit(1)
    )


def _project(row: sa.Row[Any]) -> Project:
    return Project(**row._asdict())


def _episode_of(row: sa.Row[Any]) -> Episode:
    values = row._asdict()
    values["generation_metadata"] = values["generation_metadata"] or ""
    return Episode(**values)


def _has_strip(episode: Episode) -> bool:
    if not episode.generation_metadata:
        return False
    return bool(json.loads(episode.generation_metadata).get("final_webtoon_path"))
