"""Reference pictures: a sheet of each main character, shown to the model that paints, so that it is the same
person in every panel.

A sheet is one bought picture: the character from three sides, and its face in four feelings. Its name at the
door is its content, so it is bought once however often it is wanted.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toonverse.domain.look import UPRIGHT, Look
from toonverse.domain.story import Style
from toonverse.domain.storyboard import CastMember, Shot, Storyboard
from toonverse.domain.wire import to_json
from toonverse.metering.calls import ImageCall, Quality
from toonverse.metering.catalog import Model
from toonverse.metering.fingerprint import fingerprint
from toonverse.studio.directing.prompts import colour_name, describe, enhance, figure_words
from toonverse.studio.panels import PROMPT_BYTES_MAX, calls_for
from toonverse.studio.sizes import nearest_size
from toonverse.studio.writing import cut_bytes

SHEETS_MAX = 4
"""So many characters of an episode get a sheet, those in the most panels."""

PANELS_LEAST = 2
"""Who is in fewer panels needs none: there is nobody to look the same as."""

SHOWN_MAX = 3
"""References of one panel, at most: more of them and each counts for less."""

SHEET_PX = (1536, 1024)
NAME_BYTES_MAX = 60
SHA256_OF_NONE = "0" * 64
"""Stands for a picture that is not there yet: a quote needs to know how many there are, not which."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Of whom a sheet is wanted, and what will be asked for it. `mark` names the look and the style."""

    character: str
    mark: str
    call: ImageCall


def shown_most(model: Model, *, waits: bool = False) -> int:
    """How many references a call to the model may have; 0 for one that takes none, or none by batch."""
    if model.free or not model.picture_input_tokens_max:
        return 0
    if waits and (model.batch is None or not model.batch.references):
        return 0
    return min(SHOWN_MAX, model.references_max)


def main_characters(board: Storyboard) -> tuple[CastMember, ...]:
    """Whose sheets an episode wants, most seen first."""
    seen = Counter(name for shot in board.shots for name in {one.character for one in shot.figures})
    cast = [member for member in board.cast if seen[member.name] >= PANELS_LEAST]
    return tuple(sorted(cast, key=lambda member: -seen[member.name])[:SHEETS_MAX])


def mark_of(look: Look, style: Style) -> str:
    """Names a look as drawn in a style: sheets of the same mark are exchangeable."""
    return hashlib.sha256(f"{style} {to_json(look)}".encode()).hexdigest()[:32]


def sheet_of(member: CastMember, style: Style, model: Model, quality: Quality) -> Sheet:
    """What is asked for a character's sheet: the same look gives the same call."""
    look, size = member.look, nearest_size(model, *SHEET_PX)
    prompt = cut_bytes(enhance(_sheet_words(look), style), PROMPT_BYTES_MAX)
    return Sheet(member.name, mark_of(look, style), ImageCall(model.name, prompt, *size, quality))


def possible_sheet(model: Model, quality: Quality) -> ImageCall:
    """A sheet whose words are as long as words may be."""
    return ImageCall(model.name, "x" * PROMPT_BYTES_MAX, *nearest_size(model, *SHEET_PX), quality)


def buying_key(project_id: int, call: ImageCall, number: int = 0) -> str:
    """The sheet's name at the door: by what is asked for. One that is ordered besides has its `number`."""
    again = f"/{number}" if number else ""
    return f"project/{project_id}/sheet/{fingerprint(call)[:32]}{again}"


def with_references(call: ImageCall, shot: Shot, looks: Sequence[CastMember], pictures: Mapping[str, str],
                    most: int) -> ImageCall:  # fmt: skip
    """The call with the pictures (by name) of those whom the shot shows, largest figures first, and told who
    they are. `looks` are the people as their references show them."""
    near = sorted(shot.figures, key=lambda figure: figure.depth)
    look_of = {member.name: member.look for member in looks}
    names = list(dict.fromkeys(one.character for one in near if pictures.get(one.character)))[:most]
    if not names:
        return call
    changed = {figure.character for figure in shot.figures if figure.look is not None}
    told = [
        f"Picture {number} is {cut_bytes(name, NAME_BYTES_MAX)}, {_who(look_of.get(name))}"
        + (" (face only: hair and clothes as described below)" if name in changed else "")
        for number, name in enumerate(names, 1)
    ]
    before = (
        "Keep these people exactly as the reference pictures show them, the same face, hair and clothes, "
        f"but take no pose, layout or background from there. {'; '.join(told)}. "
    )
    references = tuple(pictures[name] for name in names)
    return replace(call, prompt=cut_bytes(before + call.prompt, PROMPT_BYTES_MAX), references=references)


def shown_calls(
    board: Storyboard, calls: Sequence[ImageCall], pictures: Mapping[str, str], most: int
) -> tuple[ImageCall, ...]:
    """Each panel's call with the references of those in it."""
    return tuple(
        with_references(call, shot, board.cast, pictures, most)
        for call, shot in zip(calls, board.shots, strict=True)
    )


def expected_calls(
    board: Storyboard, model: Model, quality: Quality, *, sheets: bool, waits: bool
) -> tuple[tuple[ImageCall, ...], tuple[ImageCall, ...]]:
    """What a storyboard will be asked for before anything of it is bought: its panels, and its sheets."""
    calls, most = calls_for(board, model, quality), shown_most(model, waits=waits)
    if not sheets or not most:
        return calls, ()
    people = main_characters(board)
    placeholders = {member.name: SHA256_OF_NONE for member in people}
    asked = (sheet_of(member, board.style, model, quality).call for member in people)
    return shown_calls(board, calls, placeholders, most), tuple(asked)


def dressed(board: Storyboard, looks: Mapping[str, Look]) -> Storyboard:
    """The storyboard with these looks in place of its own. What a shot changes of somebody (hair is cut,
    clothes are wet) it changes of the new look; what a prompt says of who looks otherwise is made anew."""
    before = {member.name: member.look for member in board.cast}
    new = {name: look for name, look in looks.items() if name in before and look != before[name]}
    if not new:
        return board
    cast = tuple(replace(member, look=new.get(member.name, member.look)) for member in board.cast)
    return replace(board, cast=cast, shots=tuple(_dressed(shot, before, new) for shot in board.shots))


def _dressed(shot: Shot, before: Mapping[str, Look], new: Mapping[str, Look]) -> Shot:
    prompt, figures = shot.prompt, []
    for figure in shot.figures:
        name = figure.character
        if name not in new:
            figures.append(figure)
            continue
        worn = None if figure.look is None else _changed(new[name], before[name], figure.look)
        turned, count = replace(figure, look=worn), len(shot.figures)
        prompt = prompt.replace(figure_words(figure, before, count), figure_words(turned, new, count), 1)
        figures.append(turned)
    holder = shot.holder
    if holder is not None and holder.look is not None and holder.character in new:
        worn = _changed(new[holder.character], before[holder.character], holder.look)
        holder = replace(holder, look=worn)
    return replace(shot, prompt=prompt, figures=tuple(figures), holder=holder)


def _changed(now: Look, before: Look, in_shot: Look) -> Look:
    """The look of now, with what the shot had otherwise than the look before."""
    said = {name: getattr(in_shot, name) for name in Look.__dataclass_fields__}
    changed = {name: value for name, value in said.items() if value != getattr(before, name)}
    return replace(now, **changed)


def _who(look: Look | None) -> str:
    return "the same person" if look is None else describe(look).split(", wearing")[0]


def _sheet_words(look: Look) -> str:
    human = look.species in UPRIGHT
    below = f", {colour_name(look.bottom)} below, {colour_name(look.shoes)} shoes" if human else ""
    eyes = f", {colour_name(look.eyes)} eyes" if human else ""
    return (
        f"Character model sheet of one and the same figure: {describe(look)}{below}{eyes}. "
        "Full body three times, side by side, from the front, from three quarters and from behind, standing "
        "still; beside them four studies of the head: calm, smiling, angry, sad. The same face, hair and "
        "clothes in every view, even light, plain pale background, no text, no labels, no frames, nobody else"
    )
