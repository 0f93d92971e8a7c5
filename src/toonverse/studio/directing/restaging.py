"""A shot that is seen from nearer or farther than it was directed: its people are placed anew for that size.

The director leaves out of a near shot whom it has no room for, and of an insert everybody. So a wider one
asks who else is there: who speaks in it, whose hand it showed, who was in the panel beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.storyboard import Angle, Figure, Shot, ShotSize
from toonverse.studio.directing.acting import Person
from toonverse.studio.directing.presence import UNKNOWN
from toonverse.studio.directing.staging import figures

PEOPLE_MAX = 3
_PEOPLED: dict[ShotSize, int] = {"insert": 0, "extreme close": 1}
_BESIDE = (-1, 1, -2, 2)


def restaged(shots: Sequence[Shot], shot: Shot, before: ShotSize) -> Shot:
    """The shot with its people placed for its size; `shots` are the storyboard's, `before` the size that it
    was staged for. Equal arguments give equal shots."""
    if shot.size == "insert":
        held = tuple(dict.fromkeys(figure.holds for figure in shot.figures if figure.holds))
        things = held or shot.props
        holder = next((one for one in shot.figures if one.holds in things), None) or shot.holder
        props = (*things, *(p for p in shot.props if p not in things))[:3]
        angle: Angle = shot.angle if shot.angle in ("eye", "high") else "high"
        return replace(shot, figures=(), props=props, holder=holder, angle=angle)
    there = _there(shots, shot, widened=before in _PEOPLED and _PEOPLED[before] < _PEOPLED.get(shot.size, 2))
    persons = [_person(figure, shot, before) for figure in there]
    angle = _angle(shot.angle, before, len(persons))
    placed = figures(persons, shot.size, angle, sides_of(shots, shot), shot.number - 1)
    looks = {figure.character: figure.look for figure in there}
    kept = tuple(replace(figure, look=looks[figure.character]) for figure in placed)
    return replace(shot, figures=kept, angle=angle, holder=None)


def sides_of(shots: Sequence[Shot], shot: Shot) -> dict[str, int]:
    """Whose side is whose in the shot's scene: as its panels had it, from the first on."""
    scene = [one for one in shots if one.scene == shot.scene and one.number != shot.number]
    found: dict[str, int] = {}
    for one in (*(one for one in scene if one.number < shot.number), shot, *scene):
        for figure in sorted(one.figures, key=lambda figure: figure.x):
            found.setdefault(figure.character, len(found))
    return found


def _there(shots: Sequence[Shot], shot: Shot, *, widened: bool) -> list[Figure]:
    """Who is in the shot; where it shows more than before, also who else must be."""
    found = {figure.character: figure for figure in shot.figures}
    if not widened:
        return list(found.values())
    beside = [shots[at] for step in _BESIDE if 0 <= (at := shot.number - 1 + step) < len(shots)]
    near = [figure for one in beside if one.scene == shot.scene for figure in one.figures]
    near = [*(() if shot.holder is None else (shot.holder,)), *near]
    speaking = {line.speaker for line in shot.lines if line.kind != "caption" and not line.heard}
    for figure in near:
        if figure.character in speaking or not (found or speaking):
            found.setdefault(figure.character, figure)
    for figure in near[:2]:  # whoever was spoken to a moment ago
        if len(found) < 2:
            found.setdefault(figure.character, figure)
    return list(found.values())[:PEOPLE_MAX]


def _person(figure: Figure, shot: Shot, before: ShotSize) -> Person:
    spoken = (line.text for line in shot.lines if line.speaker == figure.character)
    turned = before == "extreme long" or shot.angle in ("back", "over shoulder")  # so is everybody, or one
    leaves = figure.facing == "back" and not turned
    return Person(
        figure.character,
        figure.pose,
        figure.emotion,
        sum(map(len, spoken)),
        holds=figure.holds,
        touches=figure.touches,
        contact=figure.contact,
        gaze=figure.gaze,
        leaves=leaves and figure.character != UNKNOWN,
    )


def _angle(angle: Angle, before: ShotSize, people: int) -> Angle:
    """The camera's, where it can stand there."""
    if before == "insert" or (angle == "over shoulder" and people != 2) or (angle == "back" and not people):
        return "eye"
    return angle
