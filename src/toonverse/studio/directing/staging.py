"""Who stands where in a panel, how far from us, and which way they look."""

from collections.abc import Sequence

from toonverse.domain.storyboard import Angle, Facing, Figure, ShotSize
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.acting import Person
from toonverse.studio.directing.presence import UNKNOWN

_DEPTH: dict[ShotSize, float] = {
    "extreme long": 0.7,
    "long": 0.35,
    "full": 0.15,
    "medium": 0.0,
    "close": 0.0,
    "extreme close": 0.0,
    "insert": 0.0,
}
_STEPS_BACK = (0.0, 0.45, 0.2)  # of those in a medium shot, one after the other: waist, knees, hips


def figures(
    persons: Sequence[Person], size: ShotSize, angle: Angle, sides: dict[str, int], turn_of: int
) -> tuple[Figure, ...]:
    """The persons placed in the frame, left to right, facing one another. `sides` are those of the
    scene; who is new to it gets one. `turn_of` counts the panels so far: it moves people a step nearer or
    farther, so that no two talks look alike."""
    if size == "insert" or not persons:
        return ()
    placed = _ordered(persons, sides)
    if size == "extreme close":
        placed = [max(placed, key=lambda p: p.speaks)]
    depth = _DEPTH[size] + (_STEPS_BACK[turn_of % 3] if size == "medium" else 0.0)
    if len(placed) == 1:
        return (_alone(placed[0], size, angle, depth, sides),)
    over = _over_whom(placed) if angle == "over shoulder" else -1
    xs = _places(len(placed), size, any(p.touches for p in placed))
    found = [
        _figure(
            person, x, _facing(i, x, over, angle, person), 0.0 if i == over else _own_depth(i, depth, placed)
        )
        for i, (person, x) in enumerate(zip(placed, xs, strict=True))
    ]
    return tuple(found)


def _ordered(persons: Sequence[Person], sides: dict[str, int]) -> list[Person]:
    """Left to right: speakers as their balloons are read, the others on the side that is theirs."""
    for person in persons:
        sides.setdefault(person.name, len(sides))
    placed = sorted(persons, key=lambda p: sides[p.name])
    speaking = [p for p in persons if p.speaks]
    slots = [i for i, p in enumerate(placed) if p.speaks]
    for slot, person in zip(slots, speaking, strict=True):
        placed[slot] = person
    return placed


def _places(count: int, size: ShotSize, touching: bool) -> tuple[float, ...]:
    if count == 2:
        if touching:
            return (0.38, 0.62)
        return (0.25, 0.75) if size in ("close", "medium") else (0.33, 0.67)
    return (0.18, 0.5, 0.82)


def _over_whom(placed: Sequence[Person]) -> int:
    """Past whom we look: a stranger, else who says least; at an edge, for there the shoulder is."""
    edges = (0, len(placed) - 1)
    return min(edges, key=lambda i: (not placed[i].stranger, placed[i].acts, placed[i].speaks, -i))


def _own_depth(i: int, depth: float, placed: Sequence[Person]) -> float:
    """The middle one of three stands a little behind, and so do passers-by."""
    behind = 0.12 if len(placed) == 3 and i == 1 else 0.0
    behind += 0.25 if placed[i].name.startswith("crowd") or placed[i].leaves else 0.0
    return min(1.0, depth + behind)


def _facing(i: int, x: float, over: int, angle: Angle, person: Person) -> Facing:
    if i == over or person.name == UNKNOWN or person.leaves or (angle == "back" and not person.speaks):
        return "back"
    return "right" if x < 0.5 else "left" if x > 0.5 else "front"


def _figure(person: Person, x: float, facing: Facing, depth: float) -> Figure:
    gaze = person.gaze if facing != "back" else ""
    return Figure(
        person.name,
        person.pose,
        person.emotion,
        facing,
        x,
        depth,
        person.holds,
        person.touches,
        person.contact,
        gaze,
    )


def _alone(person: Person, size: ShotSize, angle: Angle, depth: float, sides: dict[str, int]) -> Figure:
    side = sides.get(person.name, 0)
    partnered = len(sides) > 1
    x = 0.5 if not partnered else (0.4, 0.6)[min(1, side)]
    facing: Facing = "front" if not partnered or size == "extreme close" else ("right", "left")[min(1, side)]
    if person.stranger or person.leaves or angle == "back" or (size == "extreme long" and not person.speaks):
        facing = "back"
    elif size == "close" and person.emotion in lexicon.INTENSE:
        facing = "front"
    return _figure(person, x, facing, depth)
