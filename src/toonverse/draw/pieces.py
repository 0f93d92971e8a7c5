"""From lines of a script to the pieces that placement puts down: kinds, breaths, joined balloons, aims."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toonverse.domain.geometry import Box
from toonverse.domain.lettering import BalloonKind
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.breaking import words
from toonverse.draw.breaths import breath_counts
from toonverse.draw.fitting import BODY_PX, BOXES, FLOOR_PX, STRIP_PX, Fitted, fit, font_scale, spikes
from toonverse.draw.room import Option, Part, Piece
from toonverse.draw.typeset import Script, Typefaces, closed, comic_text, script_of
from toonverse.draw.voices import NOBODY

APART = BOXES | {"shout"}  # two bursts in one another are a thicket
_WAIST_EMS = 0.3
_OPTIONS_MAX = 3
_UGLIER_MAX = 0.55


@dataclass(frozen=True, slots=True)
class Breath:
    """One balloon's worth of a line. `source` is the index of the line it came from."""

    kind: BalloonKind
    text: str
    comic: str
    script: Script
    speaker: str
    source: int
    font_px: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How generous an attempt is: text size from 1 (usual) to 0 (floor), how many balloons of one speaker
    are joined at most, into how many a line may be parted, and what else it may do."""

    size: float
    joined: int = 2
    breaths: int = 1
    bare_heads: bool = False
    cut_tails: bool = False

    @property
    def is_last_resort(self) -> bool:
        return self.bare_heads or self.cut_tails


def body_px(width: int) -> float:
    """Usual size of dialogue in a panel of that width."""
    return BODY_PX * width / STRIP_PX


def floor_px(width: int) -> float:
    """The smallest size of any text in a panel of that width."""
    return FLOOR_PX * width / STRIP_PX


def breaths(
    lines: Sequence[Line],
    kinds: Sequence[BalloonKind],
    plan: Plan,
    width: int,
    language: str,
    fonts: Typefaces,
) -> list[Breath]:
    """The lines, each of its kind, in balloon's worths. Empty lines vanish; long ones are split where one
    would breathe."""
    size = floor_px(width) + (body_px(width) - floor_px(width)) * plan.size
    found = []
    counts = breath_counts(lines, plan.breaths)
    for source, (line, kind, count) in enumerate(zip(lines, kinds, counts, strict=True)):
        script = script_of(line.text, language)
        px = size * font_scale(kind, script)
        texts = split(" ".join(line.text.split()), count) if count else []
        for number, text in enumerate(texts, start=1):
            part = comic_text(text, kind, script, fonts)
            if number == len(texts) and line.kind not in ("caption", "letter", "sign"):
                part = closed(part)
            if part and (part not in ".," or kind not in BOXES):  # a caption of one point says nothing
                found.append(Breath(kind, text, part, script, line.speaker, source, px))
    return found


def split(text: str, count: int) -> list[str]:
    """At most `count` parts of like length, parted after a sentence if possible, else after a clause."""
    parts = [w.text + (" " if w.spaced else "") for w in words(text)]
    if count <= 1 or len(parts) < 2:
        return [text]
    lengths = list(itertools.accumulate(len(p) for p in parts))

    def cost(at: int) -> float:
        end = parts[at - 1].rstrip(" '\"”’」』")[-1:]
        bonus = 0.45 if end in ".!?。！？…~" else 0.2 if end in ",、;:" else 0.0
        return abs(lengths[at - 1] / lengths[-1] - 1 / count) - bonus

    at = min(range(1, len(parts)), key=cost)
    return ["".join(parts[:at]).strip(), *split("".join(parts[at:]).strip(), count - 1)]


def group(found: Sequence[Breath], joined: int) -> list[tuple[Breath, ...]]:
    """Consecutive breaths of one speaker go together, `joined` at most; boxes and other kinds stay apart."""

    def chunks() -> Iterator[tuple[Breath, ...]]:
        for key, run in itertools.groupby(found, key=_voice):
            yield from _chunked(run, 1 if key[0] in APART else joined)

    return list(chunks())


def _voice(breath: Breath) -> tuple[BalloonKind, str | int]:
    """Who speaks and how; a voice without a name is known by its line alone."""
    return breath.kind, breath.source if breath.speaker in NOBODY else breath.speaker


def _chunked(items: Iterable[Breath], size: int) -> Iterator[tuple[Breath, ...]]:
    iterator = iter(items)
    while chunk := tuple(itertools.islice(iterator, size)):
        yield chunk


def piece(members: Sequence[Breath], faces: Sequence[Face], size: tuple[int, int], fonts: Typefaces) -> Piece:
    """The forms a group could take, and whom it aims at."""
    first = members[0]
    speaker = next((i for i, f in enumerate(faces) if f.character == first.speaker), -1)
    boxed = first.kind in BOXES
    beyond = bool(faces) and speaker < 0 and not boxed and first.speaker not in NOBODY
    aim = None if boxed or speaker < 0 else faces[speaker].mouth
    shapes = [fit(m.comic, m.kind, m.script, fonts) for m in members]
    options = _single(first, shapes[0]) if len(members) == 1 else _joined(members, shapes, size)
    lovely = [o for o in options if o.cost < options[0].cost + _UGLIER_MAX]
    chosen = lovely[: _OPTIONS_MAX - 1]
    chosen += sorted(lovely[_OPTIONS_MAX - 1 :], key=lambda o: o.half_width)[:1]  # for where it is narrow
    return Piece(tuple(chosen), aim, boxed, speaker, beyond, first.kind == "letter")


def _single(breath: Breath, shapes: Sequence[Fitted]) -> list[Option]:
    found = []
    for shape in shapes:
        a, b = shape.half_width * breath.font_px, shape.half_height * breath.font_px
        found.append(Option((Part(shape, 0, 0, a, b),), a, b, shape.cost))
    return found


def _joined(
    members: Sequence[Breath], shapes: Sequence[Sequence[Fitted]], size: tuple[int, int]
) -> list[Option]:
    """Each next balloon below the one before, stepped to the right or to the left."""
    found = []
    for choice in itertools.islice(itertools.product(*(s[:2] for s in shapes)), 4):
        for side in (1, -1):
            parts: list[Part] = []
            x = y = 0.0
            for breath, shape in zip(members, choice, strict=True):
                a, b = shape.half_width * breath.font_px, shape.half_height * breath.font_px
                if parts:
                    before = parts[-1]
                    x = before.dx + side * 0.5 * min(a, before.half_width)
                    y = before.dy + before.half_height + b - _overlap(breath)
                    side = -side
                parts.append(Part(shape, x, y, a, b))
            found.append(_centred(parts, sum(s.cost for s in choice) / len(choice)))
    return sorted(found, key=lambda option: option.cost)


def _overlap(breath: Breath) -> float:
    """How far a joined balloon reaches into the one above it: enough for a waist, no nearer to the words."""
    return (_WAIST_EMS + spikes(breath.kind)) * breath.font_px


def _centred(parts: Sequence[Part], cost: float) -> Option:
    left, right = min(p.dx - p.half_width for p in parts), max(p.dx + p.half_width for p in parts)
    top, bottom = min(p.dy - p.half_height for p in parts), max(p.dy + p.half_height for p in parts)
    x, y = (left + right) / 2, (top + bottom) / 2
    moved = tuple(Part(p.fitted, p.dx - x, p.dy - y, p.half_width, p.half_height) for p in parts)
    return Option(moved, (right - left) / 2, (bottom - top) / 2, cost)


def heads(faces: Sequence[Face], bare: bool) -> tuple[Box, ...]:
    """What may not be covered: whole heads, or from brow to chin where a head leaves no other room."""
    if not bare:
        return tuple(face.head for face in faces)
    return tuple(features(face) for face in faces)


def features(face: Face) -> Box:
    """From above the eyes to below the mouth. In a drawn head the mouth is about a fifth from the chin."""
    high, wide = face.head.height, face.head.width
    return Box(
        max(face.head.left, face.mouth.x - 0.36 * wide),
        max(face.head.top, face.mouth.y - 0.42 * high),
        min(face.head.right, face.mouth.x + 0.36 * wide),
        min(face.head.bottom, face.mouth.y + 0.14 * high),
    )
