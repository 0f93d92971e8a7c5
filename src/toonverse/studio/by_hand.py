"""A panel's layer as a person edits it: what stands now, what comes of a change, and how it looks.

It is drawn by what letters every panel, so what the editor shows is what is printed. The drawing library is
only loaded by who edits.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toonverse.domain.lettering import Add, Balloon, BalloonKind, Change, Lettering, Remove
from toonverse.domain.panel import Picture
from toonverse.domain.script import Line, LineKind
from toonverse.domain.wire import from_json, to_json
from toonverse.draw.extents import chains
from toonverse.store.records import Words
from toonverse.studio.lettering import LetteringTask, laid_over

if TYPE_CHECKING:
    from toonverse.draw.letter import Pixels

BalloonChange = Change | Add | Remove

_PICTURES_KEPT = 4
_EDITION_CHARACTERS = 16
_LINE_OF: dict[BalloonKind, LineKind] = {
    "speech": "speech",
    "phone": "speech",
    "thought": "thought",
    "shout": "shout",
    "whisper": "whisper",
    "letter": "letter",
    "sign": "sign",
    "narration": "caption",
}


@dataclass(frozen=True, slots=True)
class Overlay:
    """A layer as an editor shows it. `changed` is the index of the balloon that was changed, -1 for none."""

    layer: Lettering
    svg: str
    changed: int = -1

    @property
    def edition(self) -> str:
        """A name for exactly this layer."""
        return edition_of(self.layer)


def edition_of(layer: Lettering) -> str:
    return hashlib.sha256(to_json(layer).encode()).hexdigest()[:_EDITION_CHARACTERS]


def laid(task: LetteringTask, media: bytes) -> Lettering:
    """The layer that the task's lettering makes over the picture's bytes."""
    from toonverse.draw.cutout import cutout_of
    from toonverse.store.fonts import typefaces

    pixels = _pixels(media)
    return laid_over(task, pixels, typefaces(), cutout_of(media, pixels.shape[1], len(pixels)))


def overlay(layer: Lettering, media: bytes, changed: int = -1) -> Overlay:
    """`media` is the picture beneath, which says what stands before a sound."""
    from toonverse.draw.cutout import cutout_of
    from toonverse.draw.svg import to_svg
    from toonverse.store.fonts import typefaces

    figures = cutout_of(media, layer.width, layer.height)
    return Overlay(layer, to_svg(layer, typefaces(), figures, with_pictures=False), changed)


def edited(
    task: LetteringTask, layer: Lettering, change: BalloonChange, media: bytes
) -> tuple[Lettering, int]:
    """The layer after the change, and the index of what was changed (-1 of what is gone).

    Raises WordsMissing, BalloonUnfit.
    """
    from toonverse.draw.by_hand import Ground, added, changed, removed
    from toonverse.store.fonts import typefaces

    faces = from_json(Picture, task.picture).faces
    ground = Ground(faces, typefaces(), _pixels(media), task.told_by_one)
    if isinstance(change, Add):
        return added(layer, change.edit, ground)
    if isinstance(change, Remove):
        return removed(layer, change.balloon, ground), -1
    return changed(layer, change.balloon, change.edit, ground), change.balloon


def words_of(layer: Lettering, former: Lettering, written: Words) -> Words:
    """What is read in the layer, in its order, so that it can be laid anew; `written` is what was to be read
    in the former one. Lines that nobody changed stay as they were written."""
    if [_voice(one) for one in layer.balloons] == [_voice(one) for one in former.balloons]:
        return written
    groups = [[layer.balloons[i] for i in chain] for chain in chains(layer)]
    lines = [_line(group, written.lines) for group in groups if group[0].kind != "sfx"]
    sounds = [group[0].text for group in groups if group[0].kind == "sfx"]
    lost = {_plain(problem.detail) for problem in layer.problems if problem.balloon < 0}
    lines += [line for line in written.lines if _plain(line.text) in lost]
    sounds += [sound for sound in written.sounds if _plain(sound) in lost]
    return Words(tuple(lines), tuple(sounds))


def _voice(balloon: Balloon) -> tuple[str, str, str]:
    return balloon.text, balloon.kind, balloon.speaker


def _line(group: Sequence[Balloon], written: Sequence[Line]) -> Line:
    first = group[0]
    text = " ".join(" ".join(balloon.text.split()) for balloon in group)
    kind = _LINE_OF[first.kind]
    for line in written:
        same_kind = line.kind == kind or (line.kind == "thought" and first.kind == "narration")
        if same_kind and line.speaker == first.speaker and _plain(line.text) == _plain(text):
            return line
    return Line(text, first.speaker, kind)


def _plain(text: str) -> str:
    return " ".join(text.strip('“”"「」『』 ').split())


@lru_cache(_PICTURES_KEPT)  # one picture is edited many times
def _pixels(media: bytes) -> "Pixels":
    from toonverse.draw.png import decode_png

    return decode_png(media)
