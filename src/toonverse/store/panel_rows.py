"""Panels of an episode, the takes made for each, and the layers lettered over them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Face, Picture
from toonverse.domain.storyboard import Shot
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.store.records import LetteredPanel, Panel, PanelCounts, Take
from toonverse.store.rows import insert_missing
from toonverse.store.tables import letterings, panels, takes

FACES_MAX = 64


class PanelMissing(UsageError):
    code = "panel_missing"


class PanelRows:
    """Panels are named by their episode's id and their number in it (from 1)."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, episode_id: int, shots: Sequence[Shot]) -> None:
        """A row for each shot; those that exist stay as they are."""
        with writing(self._engine).begin() as tx:
            for shot in shots:
                insert_missing(
                    tx, panels, {"episode_id": episode_id, "number": shot.number, "shot": to_json(shot)}
                )

    def of_episode(self, episode_id: int) -> tuple[Panel, ...]:
        query = sa.select(panels).where(panels.c.episode_id == episode_id).order_by(panels.c.number)
        with self._engine.connect() as tx:
            return tuple(
                Panel(row.id, row.episode_id, row.number, from_json(Shot, row.shot))
                for row in tx.execute(query)
            )

    def counts(self, episode_id: int) -> PanelCounts:
        """Counted by the database: cheap enough to ask ten times a second."""
        ours = sa.select(panels.c.id).where(panels.c.episode_id == episode_id)
        painted = sa.select(sa.func.count()).where(takes.c.panel_id.in_(ours), takes.c.accepted)
        lettered = sa.select(sa.func.count(letterings.c.panel_id.distinct())).where(
            letterings.c.panel_id.in_(ours)
        )
        with self._engine.connect() as tx:
            count = tx.execute(sa.select(sa.func.count()).select_from(ours.subquery())).scalar_one()
            return PanelCounts(count, tx.execute(painted).scalar_one(), tx.execute(lettered).scalar_one())

    def add_take(
        self,
        episode_id: int,
        panel: int,
        number: int,
        picture: Picture,
        *,
        prompt: str,
        model: str,
        cost_nusd: int,
        tokens: int,
    ) -> Take:
        """Records a take; a take recorded before stays, and is returned. The first one is accepted.

        Raises UsageError (`panel_missing`).
        """
        if len(picture.faces) > FACES_MAX:
            raise UsageError(faces=len(picture.faces), limit=FACES_MAX)
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, panel)
            others = sa.select(takes.c.id).where(takes.c.panel_id == panel_id, takes.c.accepted)
            first = tx.execute(others.limit(1)).first() is None
            insert_missing(
                tx,
                takes,
                {
                    "panel_id": panel_id,
                    "number": number,
                    "sha256": picture.sha256,
                    "media_type": picture.media_type,
                    "width": picture.width,
                    "height": picture.height,
                    "faces": to_json(picture.faces),
                    "prompt": prompt,
                    "model": model,
                    "cost_nusd": cost_nusd,
                    "tokens": tokens,
                    "accepted": first,
                    "created_at": self._clock(),
                },
            )
            return _take(tx.execute(_takes_of(panel_id, number)).one())

    def accept_take(self, episode_id: int, panel: int, number: int) -> Take:
        """Makes this the panel's accepted take, in place of another. Raises UsageError (`panel_missing`)."""
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, panel)
            row = tx.execute(_takes_of(panel_id, number)).first()
            if row is None:
                raise PanelMissing(episode_id=episode_id, panel=panel, take=number)
            tx.execute(
                takes.update().where(takes.c.panel_id == panel_id).values(accepted=takes.c.number == number)
            )
            return replace(_take(row), accepted=True)

    def takes(self, episode_id: int, panel: int | None = None) -> tuple[Take, ...]:
        """All takes, by panel and number."""
        query = _takes().where(panels.c.episode_id == episode_id)
        if panel is not None:
            query = query.where(panels.c.number == panel)
        with self._engine.connect() as tx:
            return tuple(_take(row) for row in tx.execute(query))

    def accepted(self, episode_id: int) -> tuple[Take, ...]:
        """The accepted take of each panel that has one, by panel."""
        return tuple(take for take in self.takes(episode_id) if take.accepted)

    def save_lettering(
        self, episode_id: int, panel: int, take: int, lettering: Lettering, sha256: str
    ) -> None:
        """The panel's layer in its language, in place of another. Raises UsageError (`panel_missing`)."""
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, panel)
            values = {"take": take, "layer": to_json(lettering), "sha256": sha256}
            key = {"panel_id": panel_id, "language": lettering.language}
            made = insert_missing(tx, letterings, {**key, **values, "created_at": self._clock()})
            if not made:
                tx.execute(
                    letterings.update()
                    .where(letterings.c.panel_id == panel_id, letterings.c.language == lettering.language)
                    .values(values)
                )

    def lettered(self, episode_id: int, language: str) -> tuple[LetteredPanel, ...]:
        """The lettered panels in a language, by number."""
        query = (
            sa.select(panels.c.number, letterings.c.take, letterings.c.layer, letterings.c.sha256)
            .select_from(letterings.join(panels))
            .where(panels.c.episode_id == episode_id, letterings.c.language == language)
            .order_by(panels.c.number)
        )
        with self._engine.connect() as tx:
            return tuple(
                LetteredPanel(row.number, row.take, from_json(Lettering, row.layer), row.sha256)
                for row in tx.execute(query)
            )


def _panel_id(tx: sa.Connection, episode_id: int, number: int) -> int:
    found = tx.execute(
        sa.select(panels.c.id).where(panels.c.episode_id == episode_id, panels.c.number == number)
    ).scalar_one_or_none()
    if found is None:
        raise PanelMissing(episode_id=episode_id, panel=number)
    return int(found)


def _takes() -> sa.Select[Any]:
    return (
        sa.select(takes, panels.c.number.label("panel"))
        .select_from(takes.join(panels))
        .order_by(panels.c.number, takes.c.number)
    )


def _takes_of(panel_id: int, number: int) -> sa.Select[Any]:
    return _takes().where(takes.c.panel_id == panel_id, takes.c.number == number)


def _take(row: sa.Row[Any]) -> Take:
    faces = from_json(tuple[Face, ...], row.faces)
    return Take(
        id=row.id,
        panel=row.panel,
        number=row.number,
        picture=Picture(row.sha256, row.media_type, row.width, row.height, faces),
        prompt=row.prompt,
        model=row.model,
        cost_nusd=row.cost_nusd,
        tokens=row.tokens,
        accepted=row.accepted,
        created_at=row.created_at,
    )
