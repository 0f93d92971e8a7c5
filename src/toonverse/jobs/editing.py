"""What a person changes in an episode that is made: takes, words, places. Then only that is made anew."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from toonverse.domain.lettering import Add, Lettering
from toonverse.domain.panel import Picture
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import UsageError
from toonverse.jobs.relettering import REST_SECONDS, Relettering, task_of
from toonverse.metering.calls import ImageCall, Keep
from toonverse.metering.catalog import Catalog
from toonverse.store.drafts import NotDirected
from toonverse.store.panel_history import What
from toonverse.store.panel_rows import LayerChanged
from toonverse.store.records import (
    ByHand,
    Episode,
    Job,
    LetteredPanel,
    Panel,
    SubJobKind,
    Take,
    TakeOrder,
    Words,
)
from toonverse.store.works import Works
from toonverse.studio.art import taken_in
from toonverse.studio.by_hand import BalloonChange, Overlay, edited, edition_of, laid, overlay, words_of
from toonverse.studio.layers import made_of
from toonverse.studio.lettering import LetteringTask
from toonverse.studio.provenance import BY_HAND, UPLOADED
from toonverse.studio.retakes import Wish, retake_call, retake_calls
from toonverse.studio.shot_list import Rewrite, rewritten

RETAKE: tuple[SubJobKind, ...] = ("image.generate", "lettering.apply", "packaging.assemble")
RELETTER: tuple[SubJobKind, ...] = RETAKE[1:]
REPACKAGE: tuple[SubJobKind, ...] = RETAKE[2:]
EDITS_TRIED_MAX = 3


class TakeMissing(UsageError):
    """Facts: panel, take."""

    code = "take_missing"


class BalloonMissing(UsageError):
    """Facts: panel, balloon."""

    code = "balloon_missing"


@dataclass(frozen=True, slots=True)
class Editing:
    """All of it is written to rows: whoever runs the home's jobs finds it there. `images` keeps pictures.

    With `relettering` an edited panel is lettered at once, and the strip is packaged when nothing was edited
    for `rest_seconds`; without it the job does both.
    """

    works: Works
    images: Keep
    home: Path
    catalog: Callable[[], Catalog]
    relettering: Relettering | None = None
    rest_seconds: float = 0.0

    def at_once(self, store_root: str, pool: Executor) -> "Editing":
        """The same where somebody looks on: panels are lettered as they are edited."""
        soon = Relettering(self.works, self.home, store_root, pool)
        return replace(self, relettering=soon, rest_seconds=REST_SECONDS)

    def call_for(self, episode_id: int, panel: int, wish: Wish) -> ImageCall:
        """What one more take would be asked for: what it costs is the door's quote of it. Raises NotDirected,
        PanelMissing, QualityUnknown, ModelUnknown."""
        return retake_call(self.works, self.catalog(), self.works.episode(episode_id), panel, wish)

    def calls_for(self, episode_id: int, panel: int, wishes: Sequence[Wish]) -> list[ImageCall]:
        """The same of a take wished in several ways."""
        return retake_calls(self.works, self.catalog(), self.works.episode(episode_id), panel, wishes)

    def order_take(self, episode_id: int, panel: int, call: ImageCall, most_nusd: int) -> TakeOrder:
        """One more take, which takes the place of the one shown as soon as it is there. It is bought for
        `most_nusd` at most: the quote's maximum that was approved."""
        order = self.works.take_orders.add(episode_id, panel, to_json(call), most_nusd, RETAKE)
        self.go_on(episode_id)
        return order

    def order_take_in(
        self, tx: sa.Connection, episode_id: int, panel: int, call: ImageCall, most_nusd: int
    ) -> TakeOrder:
        """The same in a transaction that is going on; `go_on` when it is through."""
        return self.works.take_orders.add_in(tx, episode_id, panel, to_json(call), most_nusd, RETAKE)

    def retry_take(self, episode_id: int, panel: int, number: int) -> None:
        """A take that failed, once more. Raises TakeMissing."""
        if not self.works.take_orders.want(episode_id, panel, number, RETAKE):
            raise TakeMissing(panel=panel, take=number)
        self.go_on(episode_id)

    def choose_take(self, episode_id: int, panel: int, number: int) -> Take:
        """Shows this take; the others stay. Raises PanelMissing, TakeMissing."""
        self.works.panels.panel(episode_id, panel)
        if number not in {take.number for take in self.works.panels.takes(episode_id, panel)}:
            raise TakeMissing(panel=panel, take=number)
        take = self.works.panels.accept_take(episode_id, panel, number)
        self._reletter(episode_id, panel)
        return take

    def put_art(self, episode_id: int, panel: int, media: bytes, *, by_hand: bool = False) -> Take:
        """A picture that a person brings as one more take, which is shown at once. Unless it is said to be
        drawn `by_hand` it is marked as what models make. Brought again it is the same take. Raises
        PanelMissing, ArtUnfit."""
        self.works.panels.panel(episode_id, panel)
        png, width, height = taken_in(media)
        picture = Picture(self.images.put(png), "image/png", width, height)
        before = self.works.panels.takes(episode_id, panel)
        same = next((take for take in before if take.picture.sha256 == picture.sha256), None)
        take = same or self.works.panels.bring(episode_id, panel, picture, BY_HAND if by_hand else UPLOADED)
        return self.choose_take(episode_id, panel, take.number)

    def write(self, episode_id: int, panel: int, words: Words | None) -> Panel:
        """What shall be read in the panel; None is what the storyboard has for it. Raises PanelMissing."""
        written = self.works.panels.write(episode_id, panel, words)
        self._reletter(episode_id, panel)
        return written

    def reshoot(self, episode_id: int, panel: int, rewrite: Rewrite) -> bool:
        """Another size or prompt for the shot of a panel that is painted; its people are placed anew. What is
        painted stays, and shows the former shot. Whether anything changed. Raises PanelMissing, NotDirected,
        ShotUnfit, ShotChanged."""
        board = self.works.storyboard(episode_id)
        is_painted = any(take.accepted for take in self.works.panels.takes(episode_id, panel))
        if board is None or not is_painted:
            raise NotDirected(episode=episode_id)
        after = rewritten(board, panel, replace(rewrite, lines=None, sounds=None), ())
        if after != board:
            self.works.panels.reshoot(episode_id, panel, board, after)
        return after != board

    def balloons(self, episode_id: int, panel: int) -> Overlay:
        """The panel's layer as it shall be now, lettered already or not. Raises PanelMissing, NotDirected,
        StorageError."""
        task, media = self._task(episode_id, panel)
        return overlay(self._layer(episode_id, panel, task, media), media)

    def edit_balloon(self, episode_id: int, panel: int, change: BalloonChange, edition: str = "") -> Overlay:
        """Changes, adds or removes one balloon; the layer is a person's from then on, and is lettered so.

        With an `edition` it must be that one still: of two who change one layer at once the first one's
        change holds, and the second is told. Raises PanelMissing, NotDirected, BalloonMissing, LayerChanged,
        WordsMissing, BalloonUnfit, StorageError.
        """
        for _ in range(EDITS_TRIED_MAX):
            try:
                return self._edit_balloon(episode_id, panel, change, edition)
            except LayerChanged:
                if edition:
                    raise
        raise LayerChanged(panel=panel)

    def _edit_balloon(self, episode_id: int, panel: int, change: BalloonChange, edition: str) -> Overlay:
        found = self.works.panels.panel(episode_id, panel)
        task, media = self._task(episode_id, panel)
        before = self._layer(episode_id, panel, task, media)
        if edition and edition != edition_of(before):
            raise LayerChanged(panel=panel)
        if not isinstance(change, Add) and not 0 <= change.balloon < len(before.balloons):
            raise BalloonMissing(panel=panel, balloon=change.balloon)
        layer, index = edited(task, before, change, media)
        if layer != before:
            by_hand = ByHand(from_json(Picture, task.picture).sha256, layer)
            written = Words(found.shot.lines, found.shot.sounds)
            words = words_of(layer, before, written)
            kept = words if found.is_edited or words != written else None
            self.works.panels.edit_layer(found, by_hand, kept)
            self._reletter(episode_id, panel)
        return overlay(layer, media, index)

    def undo(self, episode_id: int, panel: int) -> What:
        """Takes the last change of the panel back: its take, words or balloons. Raises PanelMissing,
        NothingToUndo."""
        done = self.works.panels.step(episode_id, panel, back=True)
        self._reletter(episode_id, panel)
        return done

    def redo(self, episode_id: int, panel: int) -> What:
        """Does again what was taken back last. Raises PanelMissing, NothingToUndo."""
        done = self.works.panels.step(episode_id, panel, back=False)
        self._reletter(episode_id, panel)
        return done

    def letter(self, episode_id: int, panel: int | None = None) -> Job:
        """Lays the words anew, in one panel or in all: what was placed by hand goes back. Raises
        PanelMissing."""
        panels = self.works.panels.of_episode(episode_id)
        for one in panels if panel is None else [self.works.panels.panel(episode_id, panel)]:
            words = Words(one.shot.lines, one.shot.sounds) if one.is_edited else None
            self.works.panels.letter_by_hand(episode_id, one.number, None, words)
        self.works.panels.forget_letterings(episode_id, panel)
        return self.remake(episode_id, RELETTER)

    def package(self, episode_id: int) -> Job:
        """Strip, slices and archive anew."""
        return self.remake(episode_id, REPACKAGE)

    def remake(self, episode_id: int, steps: tuple[SubJobKind, ...], rest_seconds: float = 0.0) -> Job:
        """Asks for these steps again, when nothing else was asked for so long. A panel whose picture and
        words are the same is not lettered anew."""
        job = self.works.jobs.find(episode_id, "pipeline.full")
        self.works.jobs.again(job.id, steps, rest_seconds)
        return self.go_on(episode_id)

    def layer(self, episode: Episode, panel: int) -> LetteredPanel | None:
        """What is lettered over the panel now."""
        layers = self.works.panels.lettered(episode.id, episode.language)
        return next((one for one in layers if one.panel == panel), None)

    def _task(self, episode_id: int, panel: int) -> tuple[LetteringTask, bytes]:
        """How the panel is to be lettered now, and the picture beneath. Raises PanelMissing, NotDirected,
        StorageError."""
        task, take = task_of(self.works, self.home, episode_id, panel)
        return task, self.images.get(take.picture.sha256)

    def _reletter(self, episode_id: int, panel: int) -> None:
        """One panel changed: it is lettered now where that can be, the rest is made when nobody edits."""
        self.remake(episode_id, RELETTER, self.rest_seconds)
        if self.relettering is not None:
            self.relettering.soon(episode_id, panel)

    def _layer(self, episode_id: int, panel: int, task: LetteringTask, media: bytes) -> Lettering:
        """By hand, or as it is lettered; where its words or its take are new, as they will be."""
        if task.layer:
            return from_json(Lettering, task.layer)
        stored = self.layer(self.works.episode(episode_id), panel)
        if stored is not None and stored.made_of == made_of(task):
            return stored.lettering
        return laid(task, media)

    def go_on(self, episode_id: int) -> Job:
        """A job that was stopped goes on where all its first pictures are there: nothing is bought for it but
        what was just ordered. Else whoever ordered it must ask for it again."""
        job = self.works.jobs.find(episode_id, "pipeline.full")
        counts = self.works.panels.counts(episode_id)
        if job.status in ("FAILED", "CANCELLED") and 0 < counts.panels == counts.painted:
            return self.works.jobs.retry(job.id)
        return job
