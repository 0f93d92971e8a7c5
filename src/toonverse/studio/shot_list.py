"""The shot list as a person changes it before it is painted: shots moved, merged, split, rewritten, left out.

Pure: a storyboard in, a storyboard out, numbered anew. What follows from a change is set with it: the panel's
height for the words in it, the space before it, how it is told (`alt`), and the prompt, unless a person or a
model wrote that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import get_args

from toonverse.domain.script import Line, LineKind, Script
from toonverse.domain.storyboard import BeatRole, Figure, Shot, ShotSize, Storyboard
from toonverse.errors import UsageError
from toonverse.studio.directing.alt import alt_text
from toonverse.studio.directing.director import PANELS_MAX
from toonverse.studio.directing.framing import FIRST_GUTTER_PX, bleeds, gutter_px, height_px
from toonverse.studio.directing.prompts import MODIFIERS, SIZES, prompt
from toonverse.studio.directing.restaging import restaged
from toonverse.studio.panels import PROMPT_BYTES_MAX

SIZES_KNOWN: tuple[ShotSize, ...] = get_args(ShotSize)
KINDS: tuple[LineKind, ...] = get_args(LineKind)
NOBODYS = ("", "crowd", "unknown")
"""Speakers who are no character."""

LINES_MAX, LINE_CHARACTERS_MAX, FIGURES_MAX = 12, 600, 4
_STRONGER: tuple[BeatRole, ...] = ("turn", "opening", "ending", "action", "build", "quiet")
_NEARER: dict[ShotSize, ShotSize] = {
    "extreme long": "full",
    "long": "full",
    "full": "medium",
    "medium": "close",
    "close": "medium",
    "extreme close": "close",
    "insert": "insert",
}
"""How the second half of a split shot is seen: two alike in a row are one too many."""


class ShotUnfit(UsageError):
    """What was asked of a shot makes no panel. Facts: shot, field, and what is allowed (`most`)."""

    code = "shot_unfit"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a person wrote for a shot; what is None stays. A prompt of "" is written anew from the shot."""

    lines: tuple[Line, ...] | None = None
    size: ShotSize | None = None
    sounds: tuple[str, ...] | None = None
    prompt: str | None = None


def speakers_of(script: Script, board: Storyboard) -> tuple[str, ...]:
    """Who may speak in its shots: the characters, who is seen, and whoever speaks in one already."""
    found = [one.name for one in script.characters] + [member.name for member in board.cast]
    found += [line.speaker for shot in board.shots for line in shot.lines]
    return tuple(name for name in dict.fromkeys(found) if name not in NOBODYS)


def rewritten(board: Storyboard, number: int, rewrite: Rewrite, speakers: Sequence[str]) -> Storyboard:
    """`speakers` are the script's characters. Raises ShotUnfit."""
    before = _at(board, number)
    size = rewrite.size or before.size
    lines = before.lines if rewrite.lines is None else _lines(number, rewrite.lines, speakers)
    if lines == _lines(number, before.lines, tuple(line.speaker for line in before.lines)):
        lines = before.lines
    sounds = before.sounds if rewrite.sounds is None else _sounds(number, rewrite.sounds)
    after = replace(before, size=size, lines=lines, sounds=sounds)
    if size != before.size:
        after = restaged(board.shots, after, before.size)
    if after != before:
        after = _measured(board, before, after)
    if rewrite.prompt is not None and rewrite.prompt != before.prompt:
        after = replace(after, prompt=_prompt(board, after, rewrite.prompt))
    shots = tuple(after if shot.number == number else shot for shot in board.shots)
    return replace(board, shots=shots)


def moved(board: Storyboard, number: int, to: int) -> Storyboard:
    """The shot at another place; places past the ends are the ends. Raises ShotUnfit."""
    shot = _at(board, number)
    others = [one for one in board.shots if one.number != number]
    others.insert(max(0, min(to - 1, len(others))), shot)
    return numbered(board, others)


def removed(board: Storyboard, number: int) -> Storyboard:
    """Raises ShotUnfit, also for the last one that is left."""
    _at(board, number)
    if len(board.shots) == 1:
        raise ShotUnfit(shot=number, field="shots", least=1)
    return numbered(board, [one for one in board.shots if one.number != number])


def merged(board: Storyboard, number: int) -> Storyboard:
    """The shot and the next one as one panel: the first's picture, the words and people of both.

    Raises ShotUnfit where there is no next one, or the words of both are too many.
    """
    one = _as_one(board, _at(board, number), _at(board, number + 1))
    kept = [shot for shot in board.shots if shot.number not in (number, number + 1)]
    return numbered(board, [*kept[: number - 1], one, *kept[number - 1 :]])


def split(board: Storyboard, number: int) -> Storyboard:
    """The shot as two, the words divided between them; the second is seen from nearer. Raises ShotUnfit where
    there are as many panels as there may be."""
    if len(board.shots) >= PANELS_MAX:
        raise ShotUnfit(shot=number, field="shots", most=PANELS_MAX)
    shot = _at(board, number)
    half = (len(shot.lines) + 1) // 2
    roles: dict[BeatRole, tuple[BeatRole, BeatRole]] = {
        "opening": ("opening", "build"),
        "turn": ("build", "turn"),
        "ending": ("build", "ending"),
    }
    before, after = roles.get(shot.role, (shot.role, shot.role))
    first = replace(shot, lines=shot.lines[:half], role=before)
    second = replace(shot, lines=shot.lines[half:], role=after, size=_NEARER[shot.size], sounds=())
    if second.size != shot.size:
        second = restaged(board.shots, second, second.size)
    both = (_measured(board, shot, first), _measured(board, shot, second))
    place = number - 1
    return numbered(board, [*board.shots[:place], *both, *board.shots[place + 1 :]])


def arranged(
    board: Storyboard, wished: Sequence[tuple[Sequence[int], Rewrite]], speakers: Sequence[str]
) -> Storyboard:
    """A new list from shots of this one: each of one shot, or merged of several, and rewritten. One that is
    named twice is there twice. Raises ShotUnfit."""
    if not 1 <= len(wished) <= PANELS_MAX:
        raise ShotUnfit(shot=0, field="shots", least=1, most=PANELS_MAX)
    shots = []
    for place, (numbers, _) in enumerate(wished, 1):
        if not numbers:
            raise ShotUnfit(shot=place, field="from", least=1)
        one, *others = (_at(board, number) for number in numbers)
        for other in others:
            one = _as_one(board, one, other)
        shots.append(one)
    made = numbered(board, shots)
    for number, (_, rewrite) in enumerate(wished, 1):
        made = rewritten(made, number, rewrite, speakers)
    return made


def _at(board: Storyboard, number: int) -> Shot:
    if not 1 <= number <= len(board.shots):
        raise ShotUnfit(shot=number, field="number", most=len(board.shots))
    return board.shots[number - 1]


def _as_one(board: Storyboard, first: Shot, second: Shot) -> Shot:
    lines = (*first.lines, *second.lines)
    if len(lines) > LINES_MAX:
        raise ShotUnfit(shot=first.number, field="lines", most=LINES_MAX)
    figures = _together(first.figures, second.figures)
    crowded = len(figures) > len(first.figures) and first.size in ("close", "extreme close", "insert")
    one = replace(
        first,
        size="medium" if crowded else first.size,
        lines=lines,
        figures=figures,
        sounds=tuple(dict.fromkeys((*first.sounds, *second.sounds)))[:2],
        props=tuple(dict.fromkeys((*first.props, *second.props))),
        colours=tuple(dict.fromkeys((*first.colours, *second.colours))),
        role=min((first.role, second.role), key=_STRONGER.index),
    )
    if crowded:
        one = restaged(board.shots, one, "medium")
    return _measured(board, first, one)


def numbered(board: Storyboard, shots: Sequence[Shot]) -> Storyboard:
    """Numbers, the roles of first and last, and the space before each where its neighbour is another one."""
    found: list[Shot] = []
    for number, shot in enumerate(shots, 1):
        found.append(replace(shot, number=number, role=_role(shot.role, number, len(shots))))
    spaced = [replace(found[0], gutter_px=FIRST_GUTTER_PX)]
    before_of = {(one, two) for one, two in pairwise(shot.prompt for shot in board.shots)}
    for one, two in pairwise(found):
        same = (one.prompt, two.prompt) in before_of
        spaced.append(two if same else replace(two, gutter_px=_gutter(one, two)))
    return replace(board, shots=tuple(spaced))


def _role(role: BeatRole, number: int, count: int) -> BeatRole:
    if role == "turn":
        return role
    if number == 1:
        return "opening"
    if number == count:
        return "ending"
    return "build" if role in ("opening", "ending") else role


def _gutter(before: Shot, shot: Shot) -> int:
    talk = bool(shot.lines and before.lines) and shot.lines[0].kind != "caption"
    return gutter_px(shot.role, before.role, shot.scene != before.scene, shot.light != before.light, talk)


def _measured(board: Storyboard, before: Shot, after: Shot) -> Shot:
    """What follows from the words, the people and the size."""
    captions = sum(1 for line in after.lines if line.kind == "caption")
    balloons = len(after.lines) - captions
    height = height_px(after.size, after.role, balloons, captions, len(after.figures), after.number)
    loud = any(line.kind == "shout" for line in after.lines)
    after = replace(
        after,
        height_px=height,
        width_px=1024,
        bleed=bleeds(after.size, after.role, loud),
        alt=alt_text(after, board.language, sets_scene=False),
    )
    return replace(after, prompt=_prompt_after(board, before, after))


def _prompt_after(board: Storyboard, before: Shot, after: Shot) -> str:
    """As much of the prompt as the shot's description wrote is written anew; what was added stays."""
    looks = {member.name: member.look for member in board.cast}
    known = before.prompt and all(one.character in looks for one in (*before.figures, *after.figures))
    if not known:
        return after.prompt
    described = prompt(before, looks)
    if before.prompt.startswith(described):
        return prompt(after, looks) + before.prompt[len(described) :]
    head = SIZES[before.size]
    if before.prompt.startswith(head):
        return SIZES[after.size] + before.prompt[len(head) :]
    return before.prompt


def _prompt(board: Storyboard, shot: Shot, wished: str) -> str:
    """Raises ShotUnfit for one that is too long."""
    if not wished.strip():
        looks = {member.name: member.look for member in board.cast}
        return f"{prompt(shot, looks)}, {MODIFIERS[board.style]}"
    if len(wished.encode("utf-8", "surrogatepass")) > PROMPT_BYTES_MAX:
        raise ShotUnfit(shot=shot.number, field="prompt", most=PROMPT_BYTES_MAX)
    return wished.strip()


def _lines(number: int, lines: Sequence[Line], speakers: Sequence[str]) -> tuple[Line, ...]:
    """Lines without a text are left out; a caption is nobody's. Raises ShotUnfit."""
    found = []
    for line in lines:
        text = " ".join(line.text.split())
        if len(text) > LINE_CHARACTERS_MAX:
            raise ShotUnfit(shot=number, field="text", most=LINE_CHARACTERS_MAX)
        if line.speaker not in (*NOBODYS, *speakers):
            raise ShotUnfit(shot=number, field="speaker")
        if text:
            found.append(replace(line, text=text, speaker="" if line.kind == "caption" else line.speaker))
    if len(found) > LINES_MAX:
        raise ShotUnfit(shot=number, field="lines", most=LINES_MAX)
    return tuple(found)


def _sounds(number: int, sounds: Sequence[str]) -> tuple[str, ...]:
    found = tuple(sound for sound in (" ".join(one.split()) for one in sounds) if sound)
    if len(found) > 4 or any(len(sound) > 40 for sound in found):
        raise ShotUnfit(shot=number, field="sounds", most=4)
    return found


def _together(first: tuple[Figure, ...], second: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The people of both; where some come in, all stand apart from left to right."""
    here = {one.character for one in first}
    come = [one for one in second if one.character not in here][: max(0, FIGURES_MAX - len(first))]
    if not come:
        return first
    everybody = (*first, *come)
    step = 1 / len(everybody)
    return tuple(replace(one, x=round(step * (place + 0.5), 3)) for place, one in enumerate(everybody))
