"""What a drawing process is told of a short, and what it does. Light: who orders loads no drawing library."""

from dataclasses import dataclass
from pathlib import Path

from toonverse.domain.panel import Picture
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.draw.imprint import Imprint
from toonverse.errors import StorageError


class ClipUnreadable(StorageError):
    """A bought clip is no video that can be read. Facts: `reason`."""

    code = "clip_unreadable"


@dataclass(frozen=True, slots=True)
class ShortPanel:
    """`shot` with the words to letter. A `drawn` panel is drawn again, upright and in planes; of another the
    `picture` is shown. `clip` is the SHA-256 of a bought video that takes the picture's place, "" for none.
    """

    shot: Shot
    picture: Picture
    drawn: bool
    clip: str = ""


@dataclass(frozen=True, slots=True)
class ShortTask:
    """`ended` says whether the last panel is the story's last; `silent` leaves the sound track empty."""

    store_root: str
    target: Path
    storyboard: Storyboard
    imprint: Imprint
    panels: tuple[ShortPanel, ...]
    ended: bool
    xmp: bytes
    silent: bool = False

    @property
    def language(self) -> Language:
        return self.storyboard.language


@dataclass(frozen=True, slots=True)
class MadeShort:
    path: Path
    seconds: float
    size_bytes: int


def make_short(task: ShortTask) -> MadeShort:
    """See `rendering.film_short`."""
    from toonverse.studio.shorts.rendering import film_short

    return film_short(task)


def draw_still(task: ShortTask, number: int) -> str:
    """See `rendering.keep_still`."""
    from toonverse.studio.shorts.rendering import keep_still

    return keep_still(task, number)


def measure_clip(store_root: str, sha256: str) -> float:
    """How many seconds a kept clip lasts. Raises ClipUnreadable, StorageError."""
    from toonverse.store.images import ImageStore
    from toonverse.studio.shorts.encoding import clip_seconds

    return clip_seconds(ImageStore(store_root).get(sha256))
