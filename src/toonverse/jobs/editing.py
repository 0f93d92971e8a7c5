"""What a person changes in an episode that is made: takes, words, places. Then only that is made anew."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from toonverse.domain.panel import Picture
from toonverse.domain.wire import to_json
from toonverse.errors import UsageError
from toonverse.metering.calls import ImageCall, Keep
from toonverse.metering.catalog import Catalog
from toonverse.store.drafts import NotDirected
from toonverse.store.records import (
    Episode,
    Job,
    LetteredPanel,
    Move,
    Moves,
    Panel,
    SubJobKind,
    Take,
    TakeOrder,
    Words,
)
from toonverse.store.works import Works
from toonverse.studio.art import taken_in
from toonverse.studio.layers import Lettered, base_of
from toonverse.studio.provenance import BY_HAND, UPLOADED
from toonverse.studio.retakes import Wish, retake_call

RETAKE: tuple[SubJobKind, ...] = ("image.generate", "lettering.apply", "packaging.assemble")
RELETTER: tuple[SubJobKind, ...] = RETAKE[1:]
REPACKAGE: tuple[SubJobKind, ...] = RETAKE[2:]


class TakeMissing(UsageError):
    """Facts: panel, take."""

    code = "take_missing"


class BalloonMissing(UsageError):
    """Facts: panel, balloon."""

    code = "balloon_missing"


@dataclass(frozen=True, slots=True)
class Editing:
    """All of it is written to rows: whoever runs the home's jobs finds it there. `images` keeps pictures."""

    works: Works
    images: Keep
    home: Path
    catalog: Callable[[], Catalog]

    def call_for(self, episode_id: int, panel: int, wish: Wish) -> ImageCall:
        """What one more take would be asked for: what it costs is the door's quote of it. Raises NotDirected,
        PanelMissing, QualityUnknown, ModelUnknown."""
        return retake_call(self.works, self.catalog(), self.works.episode(episode_id), panel, wish)

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
        self.remake(episode_id, RELETTER)
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
        self.remake(episode_id, RELETTER)
        return written

    def move_balloon(self, episode_id: int, panel: int, move: Move) -> Panel:
        """Puts a balloon's centre somewhere. Raises PanelMissing, BalloonMissing, NotDirected."""
        episode = self.works.episode(episode_id)
        found = self.works.panels.panel(episode_id, panel)
        layer = self.layer(episode, panel)
        if layer is None or not 0 <= move.balloon < len(layer.lettering.balloons):
            raise BalloonMissing(panel=panel, balloon=move.balloon)
        base = self._base(episode, found)
        before = found.moves.moved if found.moves is not None and found.moves.made_of == base else ()
        others = tuple(one for one in before if one.balloon != move.balloon)
        moved = self.works.panels.move(episode_id, panel, Moves(base, (*others, move)))
        self.remake(episode_id, RELETTER)
        return moved

    def letter(self, episode_id: int, panel: int | None = None) -> Job:
        """Lays the words anew, in one panel or in all: what was moved goes back. Raises PanelMissing."""
        numbers = [row.number for row in self.works.panels.of_episode(episode_id)]
        for number in numbers if panel is None else [panel]:
            self.works.panels.move(episode_id, number, None)
        self.works.panels.forget_letterings(episode_id, panel)
        return self.remake(episode_id, RELETTER)

    def package(self, episode_id: int) -> Job:
        """Strip, slices and archive anew."""
        return self.remake(episode_id, REPACKAGE)

    def remake(self, episode_id: int, steps: tuple[SubJobKind, ...]) -> Job:
        """Asks for these steps again. A panel whose picture and words are the same is not lettered anew."""
        job = self.works.jobs.find(episode_id, "pipeline.full")
        self.works.jobs.again(job.id, steps)
        return self.go_on(episode_id)

    def layer(self, episode: Episode, panel: int) -> LetteredPanel | None:
        """What is lettered over the panel now."""
        layers = self.works.panels.lettered(episode.id, episode.language)
        return next((one for one in layers if one.panel == panel), None)

    def _base(self, episode: Episode, panel: Panel) -> str:
        board = self.works.storyboard(episode.id)
        started = self.works.jobs.find(episode.id, "pipeline.full").started_at
        taken = [take for take in self.works.panels.takes(episode.id, panel.number) if take.accepted]
        if board is None or started is None or not taken:
            raise NotDirected(episode=episode.id)
        names = [member.name for member in board.cast]
        common = Lettered("", self.home, episode, names, started)
        return base_of(common.task(replace(panel, moves=None), taken[0], ""))

    def go_on(self, episode_id: int) -> Job:
        """A job that was stopped goes on where all its first pictures are there: nothing is bought for it but
        what was just ordered. Else whoever ordered it must ask for it again."""
        job = self.works.jobs.find(episode_id, "pipeline.full")
        counts = self.works.panels.counts(episode_id)
        if job.status in ("FAILED", "CANCELLED") and 0 < counts.panels == counts.painted:
            return self.works.jobs.retry(job.id)
        return job
