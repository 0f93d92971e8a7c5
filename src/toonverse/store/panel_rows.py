"""Panels of an episode, the takes made for each, and the layers lettered over them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Face, Picture
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.store.panel_history import NothingToUndo, Steps, What, remember, step, steps
from toonverse.store.records import ByHand, LetteredPanel, Panel, PanelCounts, Take, Words
from toonverse.store.rows import insert_missing
from toonverse.store.tables import episodes, letterings, panels, take_orders, takes

FACES_MAX = 64


class PanelMissing(UsageError):
    code = "panel_missing"


class LayerChanged(UsageError):
    """Somebody else changed the panel's words, balloons or take meanwhile. Facts: panel."""

    code = "layer_changed"


class ShotChanged(UsageError):
    """Somebody else changed the storyboard meanwhile. Facts: panel."""

    code = "draft_changed"


TAKES_MAX = 1_000
"""Of one panel."""


class TakesTooMany(UsageError):
    """Facts: panel, most."""

    code = "takes_too_many"


def _counts() -> sa.Select[int, int, int]:
    ours = sa.select(panels.c.id).where(panels.c.episode_id == sa.bindparam("episode_id"))
    asked = (
        sa.select(sa.func.count()).select_from(ours.subquery()),
        sa.select(sa.func.count()).where(takes.c.panel_id.in_(ours), takes.c.accepted),
        sa.select(sa.func.count(letterings.c.panel_id.distinct())).where(letterings.c.panel_id.in_(ours)),
    )
    panels_made, painted, lettered = (one.scalar_subquery() for one in asked)
    return sa.select(panels_made, painted, lettered)


_COUNTS = _counts()


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
            return tuple(_panel(row) for row in tx.execute(query))

    def panel(self, episode_id: int, number: int) -> Panel:
        """Raises UsageError (`panel_missing`)."""
        query = sa.select(panels).where(panels.c.episode_id == episode_id, panels.c.number == number)
        with self._engine.connect() as tx:
            row = tx.execute(query).first()
        if row is None:
            raise PanelMissing(episode_id=episode_id, panel=number)
        return _panel(row)

    def write(self, episode_id: int, number: int, words: Words | None) -> Panel:
        """What shall stand in the panel; None is what the storyboard has for it. A layer by hand goes."""
        self._edit(episode_id, number, "words", words=words, by_hand=None)
        return self.panel(episode_id, number)

    def letter_by_hand(
        self, episode_id: int, number: int, by_hand: ByHand | None, words: Words | None
    ) -> Panel:
        """The panel's layer as a person has it, with its words; None leaves their places to placement."""
        self._edit(episode_id, number, "balloons", words=words, by_hand=by_hand)
        return self.panel(episode_id, number)

    def edit_layer(self, before: Panel, by_hand: ByHand, words: Words | None) -> None:
        """The same, made from the panel as it was read: it is written only while the panel is still so, and
        shows the picture that the layer is for. Raises LayerChanged."""
        known = _edits_of(before.by_hand, Words(before.shot.lines, before.shot.sounds), before.is_edited)
        same = [panels.c[name].is_not_distinct_from(value) for name, value in known.items()]
        shown = sa.exists().where(takes.c.panel_id == before.id, takes.c.accepted)
        same.append(shown.where(takes.c.sha256 == by_hand.picture))
        values = _edits_of(by_hand, words, words is not None)
        changed = panels.update().where(panels.c.id == before.id, *same).values(values)
        with writing(self._engine).begin() as tx:
            remember(tx, before.id, "balloons", self._clock())
            if tx.execute(changed).rowcount != 1:
                raise LayerChanged(panel=before.number)

    def _edit(
        self, episode_id: int, number: int, what: What, *, words: Words | None, by_hand: ByHand | None
    ) -> None:
        values = _edits_of(by_hand, words, words is not None)
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, number)
            row = tx.execute(sa.select(panels).where(panels.c.id == panel_id)).one()
            if (row.words, row.by_hand) != (values["words"], values["by_hand"]):
                remember(tx, panel_id, what, self._clock())
                tx.execute(panels.update().where(panels.c.id == panel_id).values(**values))

    def reshoot(self, episode_id: int, number: int, before: Storyboard, after: Storyboard) -> None:
        """Another shot for a panel that is painted: its takes show the former one from now on. Raises
        PanelMissing, ShotChanged where the storyboard is no longer the one before."""
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, number)
            same = (episodes.c.id == episode_id) & (episodes.c.storyboard == to_json(before))
            if tx.execute(episodes.update().where(same).values(storyboard=to_json(after))).rowcount != 1:
                raise ShotChanged(panel=number)
            values = {"shot": to_json(after.shots[number - 1]), "reshot_at": self._clock()}
            tx.execute(panels.update().where(panels.c.id == panel_id).values(values))

    def printed(self, episode_id: int, language: str) -> dict[int, str]:
        """The SHA-256 of each panel's lettered picture, by panel."""
        query = (
            sa.select(panels.c.number, letterings.c.sha256)
            .select_from(letterings.join(panels))
            .where(panels.c.episode_id == episode_id, letterings.c.language == language)
        )
        with self._engine.connect() as tx:
            return {row.number: row.sha256 for row in tx.execute(query)}

    def outdated(self, episode_id: int) -> frozenset[int]:
        """Panels whose accepted take shows their shot as it was before it was changed."""
        query = (
            sa.select(panels.c.number)
            .select_from(panels.join(takes))
            .where(panels.c.episode_id == episode_id, takes.c.accepted)
            .where(takes.c.created_at < panels.c.reshot_at)
        )
        with self._engine.connect() as tx:
            return frozenset(tx.execute(query).scalars())

    def step(self, episode_id: int, number: int, *, back: bool) -> What:
        """Takes the panel's last change back (or does again what was taken back): which take, which words,
        which balloons. Raises PanelMissing, NothingToUndo."""
        with writing(self._engine).begin() as tx:
            done = step(tx, _panel_id(tx, episode_id, number), back=back)
        if done is None:
            raise NothingToUndo(panel=number)
        return done

    def steps(self, episode_id: int) -> dict[int, Steps]:
        """What can be taken back and done again, by panel, of those that were ever changed."""
        with self._engine.connect() as tx:
            return steps(tx, episode_id)

    def counts(self, episode_id: int) -> PanelCounts:
        """Counted by the database: cheap enough to ask ten times a second."""
        with self._engine.connect() as tx:
            made, painted, lettered = tx.execute(_COUNTS, {"episode_id": episode_id}).one()
            return PanelCounts(made, painted, lettered)

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
                    **_take_values(panel_id, number, picture, prompt, model, cost_nusd, tokens),
                    "accepted": first,
                    "created_at": self._clock(),
                },
            )
            return _take(tx.execute(_takes_of(panel_id, number)).one())

    def bring(self, episode_id: int, panel: int, picture: Picture, model: str) -> Take:
        """Records a picture that nobody was asked for as the panel's next take.

        Raises UsageError (`panel_missing`, `takes_too_many`).
        """
        with writing(self._engine).begin() as tx:
            panel_id, number = next_take(tx, episode_id, panel)
            values = _take_values(panel_id, number, picture, "", model, 0, 0)
            tx.execute(takes.insert().values({**values, "accepted": False, "created_at": self._clock()}))
            return _take(tx.execute(_takes_of(panel_id, number)).one())

    def accept_take(self, episode_id: int, panel: int, number: int) -> Take:
        """Makes this the panel's accepted take, in place of another. Raises UsageError (`panel_missing`)."""
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, panel)
            row = tx.execute(_takes_of(panel_id, number)).first()
            if row is None:
                raise PanelMissing(episode_id=episode_id, panel=panel, take=number)
            if not row.accepted:
                remember(tx, panel_id, "take", self._clock())
                tx.execute(
                    takes.update()
                    .where(takes.c.panel_id == panel_id)
                    .values(accepted=takes.c.number == number)
                )
            return replace(_take(row), accepted=True)

    def takes(self, episode_id: int, panel: int | None = None) -> tuple[Take, ...]:
        """All takes, by panel and number."""
        query = _takes().where(panels.c.episode_id == episode_id)
        if panel is not None:
            query = query.where(panels.c.number == panel)
        with self._engine.connect() as tx:
            return tuple(_take(row) for row in tx.execute(query))

    def unused_nusd(self, since: datetime) -> int:
        """What takes cost that were made since then and are in no episode."""
        unused = ~takes.c.accepted & (takes.c.created_at >= since)
        with self._engine.connect() as tx:
            return int(
                tx.scalar(sa.select(sa.func.coalesce(sa.func.sum(takes.c.cost_nusd), 0)).where(unused)) or 0
            )

    def accepted(self, episode_id: int) -> tuple[Take, ...]:
        """The accepted take of each panel that has one, by panel."""
        return tuple(take for take in self.takes(episode_id) if take.accepted)

    def save_lettering(
        self, episode_id: int, panel: int, take: int, lettering: Lettering, sha256: str, made_of: str = ""
    ) -> None:
        """The panel's layer in its language, in place of another. Raises UsageError (`panel_missing`)."""
        with writing(self._engine).begin() as tx:
            panel_id = _panel_id(tx, episode_id, panel)
            values = {"take": take, "layer": to_json(lettering), "sha256": sha256, "made_of": made_of}
            key = {"panel_id": panel_id, "language": lettering.language}
            made = insert_missing(tx, letterings, {**key, **values, "created_at": self._clock()})
            if not made:
                tx.execute(
                    letterings.update()
                    .where(letterings.c.panel_id == panel_id, letterings.c.language == lettering.language)
                    .values(values)
                )

    def forget_letterings(self, episode_id: int, panel: int | None = None) -> None:
        """Each panel (or this one) is lettered anew when it is next asked for; until then all stays."""
        ours = sa.select(panels.c.id).where(panels.c.episode_id == episode_id)
        if panel is not None:
            ours = ours.where(panels.c.number == panel)
        with writing(self._engine).begin() as tx:
            tx.execute(letterings.update().where(letterings.c.panel_id.in_(ours)).values(made_of=""))

    def lettering_made_of(self, episode_id: int, panel: int, language: str) -> str:
        """What the panel's layer was made of; "" where there is none."""
        query = (
            sa.select(letterings.c.made_of)
            .select_from(letterings.join(panels))
            .where(panels.c.episode_id == episode_id, panels.c.number == panel)
            .where(letterings.c.language == language)
        )
        with self._engine.connect() as tx:
            return str(tx.execute(query).scalar_one_or_none() or "")

    def lettered(self, episode_id: int, language: str) -> tuple[LetteredPanel, ...]:
        """The lettered panels in a language, by number."""
        query = (
            sa.select(
                panels.c.number,
                letterings.c.take,
                letterings.c.layer,
                letterings.c.sha256,
                letterings.c.made_of,
            )
            .select_from(letterings.join(panels))
            .where(panels.c.episode_id == episode_id, letterings.c.language == language)
            .order_by(panels.c.number)
        )
        with self._engine.connect() as tx:
            return tuple(
                LetteredPanel(row.number, row.take, from_json(Lettering, row.layer), row.sha256, row.made_of)
                for row in tx.execute(query)
            )


def _edits_of(by_hand: ByHand | None, words: Words | None, is_edited: bool) -> dict[str, str | None]:
    """What a person changed of a panel, as its row has it."""
    return {
        "words": to_json(words) if is_edited else None,
        "by_hand": None if by_hand is None else to_json(by_hand),
    }


def _take_values(
    panel_id: int, number: int, picture: Picture, prompt: str, model: str, cost_nusd: int, tokens: int
) -> dict[str, object]:
    return {
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
    }


def next_take(tx: sa.Connection, episode_id: int, panel: int) -> tuple[int, int]:
    """The panel's id, locked, and the number of its next take. Raises PanelMissing, TakesTooMany."""
    row = tx.execute(
        sa.select(panels.c.id)
        .where(panels.c.episode_id == episode_id, panels.c.number == panel)
        .with_for_update()
    ).first()
    if row is None:
        raise PanelMissing(episode_id=episode_id, panel=panel)
    last = 1
    for table in (takes, take_orders):
        most = sa.select(sa.func.max(table.c.number)).where(table.c.panel_id == row.id)
        last = max(last, tx.execute(most).scalar_one() or 1)
    if last >= TAKES_MAX:
        raise TakesTooMany(panel=panel, most=TAKES_MAX)
    return row.id, last + 1


def _panel(row: sa.Row[Any]) -> Panel:
    shot = from_json(Shot, row.shot)
    if row.words is not None:
        words = from_json(Words, row.words)
        shot = replace(shot, lines=words.lines, sounds=words.sounds)
    by_hand = None if row.by_hand is None else from_json(ByHand, row.by_hand)
    return Panel(row.id, row.episode_id, row.number, shot, row.words is not None, by_hand, row.reshot_at)


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
