"""The rows of characters: what a project keeps of its people, and the pictures that painters are shown."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from toonverse.clock import Clock
from toonverse.db import writing
from toonverse.domain.look import Look
from toonverse.domain.panel import Picture
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.store.job_rows import full_job, want_again
from toonverse.store.records import CharacterRow, Reference, ReferenceStatus, SubJobKind
from toonverse.store.rows import insert_missing
from toonverse.store.tables import characters, episodes, references

CHARACTERS_MAX = 500
"""Of one project, whom somebody made before a story had them."""

REFERENCES_KEPT_MAX = 100
"""Of one character, removed ones too: their numbers are never given again."""

NONE_SHOWN = 0
"""What is chosen where painters shall be shown nothing."""


class CharacterMissing(UsageError):
    """Facts: character."""

    code = "character_missing"


class ReferenceMissing(UsageError):
    """Facts: character, reference."""

    code = "reference_missing"


class ReferencesTooMany(UsageError):
    """Facts: character, most."""

    code = "references_too_many"


class CharacterKnown(UsageError):
    """There is one of that name already. Facts: character."""

    code = "character_known"


class CharactersTooMany(UsageError):
    """Facts: most."""

    code = "characters_too_many"


class CharacterRows:
    """Rows are made when something is first kept of a character; who is in a story, its storyboard says."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def of_project(self, project_id: int) -> dict[str, CharacterRow]:
        """By name; without those of whom nothing is kept."""
        query = sa.select(characters).where(characters.c.project_id == project_id).order_by(characters.c.id)
        with self._engine.connect() as tx:
            return {row.name: _character(row) for row in tx.execute(query)}

    def looks(self, project_id: int) -> dict[str, Look]:
        """How characters shall look where a person said so, by name."""
        rows = self.of_project(project_id).values()
        return {one.name: one.look for one in rows if one.look is not None}

    def references(self, project_id: int, name: str | None = None) -> tuple[Reference, ...]:
        """Pictures of the project's characters (or of one), by number, without removed ones."""
        query = _REFERENCES.where(characters.c.project_id == project_id, references.c.status != "removed")
        return self._found(query if name is None else query.where(characters.c.name == name))

    def reference(self, project_id: int, name: str, number: int) -> Reference:
        """Raises ReferenceMissing."""
        found = next((one for one in self.references(project_id, name) if one.number == number), None)
        if found is None:
            raise ReferenceMissing(character=name[:100], reference=number)
        return found

    def bought_for(self, episode_id: int) -> tuple[Reference, ...]:
        """What was bought, or is wanted, for an episode; removed ones too."""
        return self._found(_REFERENCES.where(references.c.episode_id == episode_id))

    def wanted(self, episode_id: int, run: int | None = None) -> tuple[Reference, ...]:
        """Sheets that were ordered and are still to be made (in this run of the episode's job)."""
        return tuple(
            one
            for one in self.bought_for(episode_id)
            if one.status == "wanted" and (run is None or one.from_run <= run)
        )

    def create_in(self, tx: sa.Connection, project_id: int, name: str, look: Look) -> None:
        """Somebody whom no story has yet, in a transaction that is going on. Raises CharacterKnown,
        CharactersTooMany."""
        row = self._row(tx, project_id, name)
        if row.look is not None:
            raise CharacterKnown(character=name[:100])
        kept = sa.select(sa.func.count()).where(characters.c.project_id == project_id)
        if tx.execute(kept).scalar_one() > CHARACTERS_MAX:
            raise CharactersTooMany(most=CHARACTERS_MAX)
        tx.execute(characters.update().where(characters.c.id == row.id).values(look=to_json(look)))

    def dress(self, project_id: int, name: str, look: Look | None) -> None:
        """How the character shall look from now on; None is as the story has it. What was chosen to be shown
        of another look is chosen no more, unless a person brought it."""
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, name)
            text = None if look is None else to_json(look)
            values: dict[str, object] = {"look": text}
            if text != row.look and row.chosen and self._origin(tx, row.id, row.chosen) == "sheet":
                values["chosen"] = None
            tx.execute(characters.update().where(characters.c.id == row.id).values(values))

    def choose(self, project_id: int, name: str, number: int | None) -> None:
        """Shows this reference to painters; 0 shows none, None the sheet of the look. Raises
        ReferenceMissing."""
        if number and self.reference(project_id, name, number).status != "made":
            raise ReferenceMissing(character=name[:100], reference=number)
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, name)
            tx.execute(characters.update().where(characters.c.id == row.id).values(chosen=number))

    def bring(self, project_id: int, name: str, picture: Picture) -> int:
        """A picture that a person brings, which is shown from now on; its number. Brought again it is the
        same. Raises ReferencesTooMany."""
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, name)
            same = self._same(tx, row.id, "upload", "", picture.sha256)
            number = same or self._add(tx, row.id, name, "upload", "made", **_shown(picture))
            tx.execute(characters.update().where(characters.c.id == row.id).values(chosen=number))
            return number

    def keep_sheet(
        self,
        project_id: int,
        name: str,
        mark: str,
        picture: Picture,
        *,
        model: str,
        cost_nusd: int,
        episode_id: int,
    ) -> int:
        """A sheet that an episode's job bought by itself; its number. Kept again it is the same."""
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, name)
            bought = {"model": model, "cost_nusd": cost_nusd, "episode_id": episode_id, "mark": mark}
            same = self._same(tx, row.id, "sheet", mark, picture.sha256)
            return same or self._add(tx, row.id, name, "sheet", "made", **_shown(picture), **bought)

    def order_in(
        self,
        tx: sa.Connection,
        episode_id: int,
        name: str,
        mark: str,
        call: str,
        most_nusd: int,
        anew: Collection[SubJobKind],
    ) -> int:
        """One more sheet, for `most_nusd` at most, in a transaction that is going on; its number. `call` is
        stored as it is. The episode's job is wanted again, with these steps.

        Raises ReferencesTooMany, UsageError (`job_missing`).
        """
        job = full_job(tx, episode_id)
        of = sa.select(episodes.c.project_id).where(episodes.c.id == episode_id)
        row = self._row(tx, tx.execute(of).scalar_one(), name)
        said = {"mark": mark, "episode_id": episode_id, "call": call, "most_nusd": most_nusd}
        number = self._add(tx, row.id, name, "sheet", "wanted", **said, from_run=job.attempt + 1)
        want_again(tx, job, anew)
        return number

    def made(
        self, order: Reference, project_id: int, picture: Picture, *, model: str, cost_nusd: int
    ) -> None:
        """There it is, and it is shown from now on."""
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, order.character)
            values = {"status": "made", **_shown(picture), "model": model, "cost_nusd": cost_nusd}
            _set(tx, row.id, order.number, "wanted", values)
            tx.execute(characters.update().where(characters.c.id == row.id).values(chosen=order.number))

    def fail(self, order: Reference, project_id: int, error_code: str, error: str) -> None:
        """It is not to be had; nothing waits for it."""
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, order.character)
            _set(
                tx,
                row.id,
                order.number,
                "wanted",
                {"status": "failed", "error_code": error_code, "error": error},
            )

    def remove(self, project_id: int, name: str, number: int) -> None:
        """No painter is shown it any more; its number stays taken. Raises ReferenceMissing, also for one that
        is being made."""
        if self.reference(project_id, name, number).status == "wanted":
            raise ReferenceMissing(character=name[:100], reference=number)
        with writing(self._engine).begin() as tx:
            row = self._row(tx, project_id, name)
            values = references.update().where(
                references.c.character_id == row.id, references.c.number == number
            )
            tx.execute(values.values(status="removed"))
            chosen = (characters.c.id == row.id) & (characters.c.chosen == number)
            tx.execute(characters.update().where(chosen).values(chosen=None))

    def _row(self, tx: sa.Connection, project_id: int, name: str) -> sa.Row[Any]:
        """The character's row, made if there is none; nobody else changes it until this transaction ends."""
        fresh = {"project_id": project_id, "name": name, "created_at": self._clock()}
        insert_missing(tx, characters, fresh)
        mine = (characters.c.project_id == project_id) & (characters.c.name == name)
        return tx.execute(sa.select(characters).where(mine).with_for_update()).one()

    def _add(
        self, tx: sa.Connection, character_id: int, name: str, origin: str, status: str, **values: object
    ) -> int:
        mine = references.c.character_id == character_id
        last = tx.execute(sa.select(sa.func.max(references.c.number)).where(mine)).scalar_one() or 0
        if last >= REFERENCES_KEPT_MAX:
            raise ReferencesTooMany(character=name[:100], most=REFERENCES_KEPT_MAX)
        row = {"character_id": character_id, "number": last + 1, "origin": origin, "status": status}
        tx.execute(references.insert().values(**row, **values, created_at=self._clock()))
        return int(last) + 1

    def _same(self, tx: sa.Connection, character_id: int, origin: str, mark: str, sha256: str) -> int:
        """The number of the picture, if it is kept already; else 0."""
        r = references.c
        mine = (r.character_id == character_id) & (r.origin == origin) & (r.mark == mark)
        found = sa.select(r.number).where(mine, r.sha256 == sha256, r.status == "made")
        return int(tx.execute(found.limit(1)).scalar_one_or_none() or 0)

    def _origin(self, tx: sa.Connection, character_id: int, number: int) -> str:
        mine = (references.c.character_id == character_id) & (references.c.number == number)
        return str(tx.execute(sa.select(references.c.origin).where(mine)).scalar_one())

    def _found(self, query: sa.Select[Any]) -> tuple[Reference, ...]:
        with self._engine.connect() as tx:
            return tuple(_reference(row) for row in tx.execute(query))


_REFERENCES: sa.Select[Any] = (
    sa.select(references, characters.c.name)
    .select_from(references.join(characters))
    .order_by(characters.c.id, references.c.number)
)


def _set(
    tx: sa.Connection, character_id: int, number: int, of: ReferenceStatus, values: Mapping[str, object]
) -> None:
    mine = (references.c.character_id == character_id) & (references.c.number == number)
    tx.execute(references.update().where(mine, references.c.status == of).values(**values))


def _shown(picture: Picture) -> dict[str, object]:
    return {
        "sha256": picture.sha256,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
    }


def _character(row: sa.Row[Any]) -> CharacterRow:
    return CharacterRow(row.name, None if row.look is None else from_json(Look, row.look), row.chosen)


def _reference(row: sa.Row[Any]) -> Reference:
    said: dict[str, Any] = row._asdict()
    for name in ("id", "character_id"):
        del said[name]
    return Reference(character=said.pop("name"), **said)
