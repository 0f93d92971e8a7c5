"""Which units are lettered, given the room: opening, turn and end always, the rest by weight, spread out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from toonverse.domain.story import Language
from toonverse.studio.directing.drama import Drama
from toonverse.studio.directing.units import LINE_BREATHS_MAX, Unit
from toonverse.studio.directing.wording import BALLOON_LIMIT, caption, trimmed

PANEL_LINES_MAX = 3
CANDIDATES_PER_ROOM = 6
MOMENT_ROOM = 5  # balloons and captions for each moment in which the story may turn
CLOSING_BREATHS = 4  # of the story's last line, and of a letter: what they come to is in their last ones
NARRATED = 24  # captions that a story in which nobody talks has room for
CAPTION_SHARE = 0.2  # of all that is lettered, at least: somebody must say where and when


@dataclass(frozen=True, slots=True)
class Words:
    """One balloon or caption to be: a breath of a unit. `last` ends its line."""

    unit: Unit
    text: str
    first: bool = True
    last: bool = True


def full_telling(row: Sequence[Unit], seen: Collection[int] = ()) -> int:
    """Balloons and captions of a telling that leaves no line out, beside the panels of the sentences `seen`,
    which have their own words: for five balloons two captions at most, more where nobody talks."""
    spoken = sum(len(u.texts) for u in row if not u.told)
    told = sum(len(u.texts) for u in row if u.told and u.index not in seen)
    return spoken + min(told, max(spoken * 2 // 5, told // 2, NARRATED - spoken // 2))


def _answers(row: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` answers the line before it."""
    if i == 0 or row[i].told or row[i - 1].told:
        return False
    before, now = row[i - 1], row[i]
    return before.scene == now.scene and before.line.speaker != now.line.speaker


def _kept_scenes(row: Sequence[Unit], drama: Drama, most: int, room: int) -> set[int]:
    """The scenes worth showing when only `most` can be, or as many as it takes to fill half the room:
    opening, turn, end, then the weightiest."""
    sums: dict[int, list[float]] = {}
    for unit in row:
        sums.setdefault(unit.scene, []).append(drama.weights[unit.index])
    must = [row[i].scene for i in (drama.turn, drama.opening, drama.ending)]
    ranked = sorted(sums, key=lambda scene: (-sum(sorted(sums[scene])[-4:]), scene))
    kept: list[int] = []
    said = 0
    for scene in [*must, *ranked]:
        if scene not in kept and (len(kept) < max(most, len(set(must))) or said < room / 2):
            kept.append(scene)
            said += sum(len(u.texts) for u in row if u.scene == scene)
    return set(kept)


def _take(unit: Unit, room: int, language: Language, closing: bool) -> tuple[str, ...]:
    """The breaths of a unit that fit: all, or its first ones with an ellipsis where it is cut. What closes
    (see `_closing`) keeps its last ones, a letter its first too."""
    if len(unit.texts) <= room:
        return unit.texts
    if closing:
        head = unit.texts[: 1 if room > 2 else 0]
        return (*(_going_on(text) for text in head), *unit.texts[len(head) - room :])
    if unit.told:  # of two boxes that do not both fit its main clause is left
        return (caption(unit.line.text, language) or unit.texts[0],)
    if room <= 1:
        return (trimmed(unit.line.text, language, BALLOON_LIMIT[language]),)
    return (*unit.texts[: room - 1], _going_on(unit.texts[room - 1]))


def _going_on(text: str) -> str:
    cut = text.rstrip(" ,;:-—–―")
    return cut if cut[-1:] in ".!?…" else cut + "…"


def _closing(unit: Unit, drama: Drama) -> bool:
    """Whether the end of a unit outweighs its middle: the story's last words, a letter and its signature."""
    return not unit.told and (unit.index == drama.ending or unit.line.kind == "letter")


def choose(
    row: Sequence[Unit], drama: Drama, room: int, scenes_most: int, language: Language
) -> tuple[Words, ...]:
    """At most about `room` balloons and captions, in the story's order.

    Units are taken one by one by what they add: their weight, less where a neighbour is already
    taken and the story has gaps elsewhere, more where they answer or are answered by one taken.
    Talk comes first: where all of it fits, all of it is kept, and captions get what is left.
    """
    scenes = _kept_scenes(row, drama, scenes_most, room)
    pool = [u for u in row if u.texts and u.scene in scenes]
    pool = _heaviest(pool, drama, CANDIDATES_PER_ROOM * room)
    spoken = sum(len(u.texts) for u in pool if not u.told)
    told_room = max(1, round(CAPTION_SHARE * room), room - spoken)
    each = (
        1 if room < 6 else 2 if room < len(pool) else LINE_BREATHS_MAX
    )  # long speeches give way before whole lines do
    taken: dict[int, int] = {}
    left = room
    wanted = [i for i in _told_first(row, drama, room) if i in {u.index for u in pool}]
    waiting = {u.index: u for u in pool}
    while left > 0 and waiting:
        must = bool(wanted)  # beginning, turn and end are told even where captions have no room
        index = wanted.pop(0) if wanted else _best(row, drama, taken, waiting, room)
        unit = waiting.pop(index, None)
        if unit is None or (unit.told and told_room <= 0 and not must):
            continue
        most = max(each, CLOSING_BREATHS) if room >= 6 and _closing(unit, drama) else each
        taken[index] = min(len(unit.texts), most, left)
        left -= taken[index]
        told_room -= taken[index] if unit.told else 0
    return _spoken([u for u in pool if u.index in taken], taken, drama, language)


def _told_first(row: Sequence[Unit], drama: Drama, room: int) -> list[int]:
    """End, beginning and turn, then the next likeliest turns: of each `MOMENT_ROOM` words one. A moment that
    cannot be lettered is told by the first words after it, in whose panel it is seen."""
    moments = [_lettered_at(row, drama, i) for i in drama.moments[: max(1, room // MOMENT_ROOM)]]
    return list(dict.fromkeys((drama.ending, drama.opening, *moments)))


def _lettered_at(row: Sequence[Unit], drama: Drama, i: int) -> int:
    """The unit itself if it can be lettered, else the weightiest beside it that can."""
    near = [j for j in (i, i + 1, i + 2, i - 1) if 0 <= j < len(row) and row[j].scene == row[i].scene]
    lettered = [j for j in near if row[j].texts]
    return i if not lettered or i in lettered else max(lettered, key=lambda j: (drama.weights[j], -j))


def milestones(row: Sequence[Unit], drama: Drama, panels: int, language: Language) -> tuple[Words, ...]:
    """What even the shortest telling holds, a balloon each: with one panel the turn, with two the beginning
    and the end, with three all of them."""
    wanted = {1: {drama.turn}, 2: {drama.opening, drama.ending}}.get(
        panels, {drama.opening, drama.turn, drama.ending}
    )
    units = [row[i] for i in sorted(wanted) if row[i].texts] or [u for u in row if u.texts][:1]
    return _spoken(units, dict.fromkeys((u.index for u in units), 1), drama, language)


def _heaviest(pool: list[Unit], drama: Drama, most: int) -> list[Unit]:
    """A novel's pool cut to what could be chosen at all, a fair share from each of its twentieths."""
    if len(pool) <= most:
        return pool
    parts: dict[int, list[Unit]] = {}
    for unit in pool:
        parts.setdefault(int(unit.at * 20), []).append(unit)
    share = max(1, most // len(parts))
    kept = {drama.turn, drama.opening, drama.ending}
    for part in parts.values():
        kept |= {u.index for u in sorted(part, key=lambda u: -drama.weights[u.index])[:share]}
    return [u for u in pool if u.index in kept]


def _best(
    row: Sequence[Unit], drama: Drama, taken: dict[int, int], waiting: dict[int, Unit], room: int
) -> int:
    return max(waiting, key=lambda i: (_gain(row, drama, taken, i, room), -i))


def _gain(row: Sequence[Unit], drama: Drama, taken: dict[int, int], i: int, room: int) -> float:
    unit = row[i]
    gap = min((abs(unit.at - row[j].at) for j in taken), default=1.0) * room
    gain = drama.weights[i] * (0.55 + 0.45 * min(1.0, gap))
    if i - 1 in taken and _answers(row, i):
        gain += 0.5 if row[i - 1].line.text.rstrip("”\"'").endswith("?") else 0.25
    if i + 1 in taken and i + 1 < len(row) and _answers(row, i + 1):
        gain += 0.5
    if unit.told and (i - 1 in taken) and row[i - 1].told:
        gain -= 0.15
    return gain / (1.0 + 0.15 * (min(2, len(unit.texts)) - 1))


def _spoken(
    chosen: Sequence[Unit], taken: dict[int, int], drama: Drama, language: Language
) -> tuple[Words, ...]:
    found: list[Words] = []
    for unit in chosen:
        texts = _take(unit, taken[unit.index], language, _closing(unit, drama))
        found += [Words(unit, t, n == 0, n == len(texts) - 1) for n, t in enumerate(texts)]
    return tuple(found)
