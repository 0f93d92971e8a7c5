"""The people of a project: how they look, and the pictures of them that painters are shown."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from toonverse.domain.look import Look
from toonverse.domain.panel import Picture
from toonverse.domain.script import Character
from toonverse.domain.story import Style
from toonverse.domain.storyboard import CastMember, Storyboard
from toonverse.domain.wire import to_json
from toonverse.errors import UsageError
from toonverse.jobs.editing import Editing
from toonverse.metering.calls import ImageCall, Quality
from toonverse.store.character_rows import NONE_SHOWN, CharacterKnown, CharacterMissing
from toonverse.store.records import Episode, Reference, SubJobKind
from toonverse.studio.art import taken_in
from toonverse.studio.directing.looks import look_of
from toonverse.studio.panels import DRAFT_MODEL, ordered
from toonverse.studio.references import mark_of, sheet_of
from toonverse.studio.retakes import quality_of
from toonverse.studio.shown import shown_of

EPISODES_READ_MAX = 20
"""Of a project, newest first: who was only in older ones is no part of it any more."""

STYLE: Style = "webtoon"
"""In which somebody is thought of whom no story has yet."""

SHEET: tuple[SubJobKind, ...] = ("image.generate",)


class CharacterUnseen(UsageError):
    """It is in no episode yet, so no job could buy a sheet: that of its first episode does. Facts:
    character."""

    code = "character_unseen"


class SheetNotNeeded(UsageError):
    """The draft renderer draws from the look itself: there is nothing to buy. Facts: model."""

    code = "sheet_not_needed"


@dataclass(frozen=True, slots=True)
class Portrayed:
    """A character: the look that the newest story gives it (`told`), and the one that it shall have.

    `seen_in` is the newest episode that it is in, None for one that somebody made before any story had it;
    `episodes` are all of them that were read, `panels` how many it is in. `shown` is what painters are shown,
    None where there is nothing yet, or nothing shall be.
    """

    name: str
    project: int
    told: Look
    look: Look
    style: Style
    seen_in: Episode | None
    episodes: tuple[int, ...]
    panels: int
    references: tuple[Reference, ...]
    shown: Reference | None
    none_shown: bool = False

    @property
    def is_edited(self) -> bool:
        return self.look != self.told

    @property
    def episode(self) -> Episode:
        """The newest one that it is in. Raises CharacterUnseen."""
        if self.seen_in is None:
            raise CharacterUnseen(character=self.name[:100])
        return self.seen_in


@dataclass(frozen=True, slots=True)
class Casting:
    """All of it is written to rows, as by `editing`. `painter` says who paints where nobody said."""

    editing: Editing
    painter: Callable[[], str] = lambda: DRAFT_MODEL

    def of_project(self, project_id: int) -> tuple[Portrayed, ...]:
        """Those in the newest episodes, most seen first, then those who are in none yet. Raises UsageError
        (`project_missing`)."""
        works = self.editing.works
        works.project(project_id)
        found = works.made_before(None, None, EPISODES_READ_MAX, project_id)
        seen = self._portrayed(
            project_id, [(one, board) for one in found if (board := works.storyboard(one.id))]
        )
        return (*seen, *self._unseen(project_id, {one.name for one in seen}))

    def of_episode(self, episode_id: int) -> tuple[Portrayed, ...]:
        """Those in this episode; nobody before its storyboard. Raises UsageError (`episode_missing`)."""
        episode = self.editing.works.episode(episode_id)
        board = self.editing.works.storyboard(episode_id)
        return self._portrayed(episode.project_id, [] if board is None else [(episode, board)])

    def find(self, project_id: int, name: str) -> Portrayed:
        """Raises CharacterMissing, UsageError (`project_missing`)."""
        return _named(self.of_project(project_id), name)

    def in_episode(self, episode_id: int, name: str) -> Portrayed:
        """Raises CharacterMissing, UsageError (`episode_missing`)."""
        return _named(self.of_episode(episode_id), name)

    def create_in(
        self, tx: sa.Connection, project_id: int, name: str, described: str, changed: Callable[[Look], Look]
    ) -> None:
        """Somebody whom no story has yet, in a transaction that is going on: as the words describe it, and
        then `changed`. A story that has somebody of that very name shows it so. Raises CharacterKnown,
        CharactersTooMany."""
        if any(one.name == name for one in self.of_project(project_id)):
            raise CharacterKnown(character=name[:100])
        self.editing.works.characters.create_in(tx, project_id, name, changed(imagined(name, described)))

    def dress(self, one: Portrayed, look: Look | None) -> None:
        """From now on it looks so, in further takes and episodes; None is as the story has it."""
        as_told = None if one.seen_in else one.told  # one in no story is kept for its look alone
        wanted = as_told if look is None or look == one.told else look
        self.editing.works.characters.dress(one.project, one.name, wanted)

    def bring(self, one: Portrayed, media: bytes) -> int:
        """A picture that a person brings, shown from now on. Raises ArtUnfit, ReferencesTooMany."""
        png, width, height = taken_in(media)
        picture = Picture(self.editing.images.put(png), "image/png", width, height)
        return self.editing.works.characters.bring(one.project, one.name, picture)

    def choose(self, one: Portrayed, number: int | None) -> None:
        """Shows this one; 0 shows none, None the sheet of the look. Raises ReferenceMissing."""
        self.editing.works.characters.choose(one.project, one.name, number)

    def remove(self, one: Portrayed, number: int) -> None:
        """No painter is shown it any more. Raises ReferenceMissing."""
        self.editing.works.characters.remove(one.project, one.name, number)

    def sheet_call(
        self, one: Portrayed, model: str | None = None, quality: Quality | None = None
    ) -> ImageCall:
        """What one more sheet would be asked for: what it costs is the door's quote of it. Without a `model`
        whoever painted the newest episode. Raises SheetNotNeeded, QualityUnknown, ModelUnknown."""
        catalog = self.editing.catalog()
        usual, usual_quality = ordered(one.episode.options, catalog)
        named = usual.name if usual.name != DRAFT_MODEL else self.painter()
        painter = catalog.model(model or named)
        if painter.name == DRAFT_MODEL:
            raise SheetNotNeeded(model=painter.name)
        well = quality_of(painter, quality, usual_quality)
        return sheet_of(CastMember(one.name, one.look), one.style, painter, well).call

    def order_sheet_in(self, tx: sa.Connection, one: Portrayed, call: ImageCall, most_nusd: int) -> int:
        """Orders it for `most_nusd` at most, in a transaction that is going on; its number. The job of the
        newest episode buys it, and it is shown as soon as it is there: `go_on` when the transaction is over.
        """
        mark = mark_of(one.look, one.style)
        at = one.episode.id, one.name, mark
        return self.editing.works.characters.order_in(tx, *at, to_json(call), most_nusd, SHEET)

    def _portrayed(self, project_id: int, boards: list[tuple[Episode, Storyboard]]) -> tuple[Portrayed, ...]:
        """`boards` newest first."""
        kept = self.editing.works.characters
        rows, pictures = kept.of_project(project_id), kept.references(project_id)
        newest: dict[str, tuple[CastMember, Episode, Storyboard]] = {}
        episodes: dict[str, list[int]] = {}
        seen: Counter[str] = Counter()
        for episode, board in boards:
            for member in board.cast:
                newest.setdefault(member.name, (member, episode, board))
                episodes.setdefault(member.name, []).append(episode.id)
            seen.update(name for shot in board.shots for name in {one.character for one in shot.figures})
        found = []
        for name, (member, episode, board) in newest.items():
            row = rows.get(name)
            look = member.look if row is None or row.look is None else row.look
            chosen = None if row is None else row.chosen
            mine = tuple(one for one in pictures if one.character == name)
            shown = shown_of(mine, chosen, mark_of(look, board.style))
            found.append(
                Portrayed(
                    name,
                    project_id,
                    member.look,
                    look,
                    board.style,
                    episode,
                    tuple(episodes[name]),
                    seen[name],
                    mine,
                    shown,
                    chosen == NONE_SHOWN,
                )
            )
        return tuple(sorted(found, key=lambda one: -one.panels))

    def _unseen(self, project_id: int, seen: Collection[str]) -> Iterator[Portrayed]:
        """Those made before any story had them, in the order of their making."""
        kept = self.editing.works.characters
        pictures = kept.references(project_id)
        for name, row in kept.of_project(project_id).items():
            if name in seen or row.look is None:
                continue
            mine = tuple(one for one in pictures if one.character == name)
            shown = shown_of(mine, row.chosen, mark_of(row.look, STYLE))
            told, none = imagined(name, ""), row.chosen == NONE_SHOWN
            yield Portrayed(name, project_id, told, row.look, STYLE, None, (), 0, mine, shown, none)


def imagined(name: str, described: str) -> Look:
    """Somebody of that name, as the words tell and the director adds where they don't: the same words are the
    same look."""
    korean = any("가" <= c <= "힣" for c in name + described)
    words = (described,) if described else ()  # what they are called tells the age, too
    return look_of(Character(name, aliases=words, looks=words), "modern", korean, 0)


def _named(people: tuple[Portrayed, ...], name: str) -> Portrayed:
    found = next((one for one in people if one.name == name), None)
    if found is None:
        raise CharacterMissing(character=name[:100])
    return found
