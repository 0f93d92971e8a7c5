"""The director: a script in, a storyboard of N panels out. Reads top-down; each step has a module."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toonverse.domain.script import Line, Script
from toonverse.domain.story import Language, Style
from toonverse.domain.storyboard import Storyboard
from toonverse.errors import UsageError
from toonverse.studio.directing.blocking import block
from toonverse.studio.directing.breakdown import (
    PANEL_CAPTIONS_MAX,
    Plan,
    is_boxed,
    least_panels,
    lettered_balloons,
    share,
    with_shown,
)
from toonverse.studio.directing.bystanders import bystanders
from toonverse.studio.directing.captions import without_told_twice
from toonverse.studio.directing.choice import PANEL_LINES_MAX, Words, choose, full_telling, milestones
from toonverse.studio.directing.continuity import Continuity, with_changes
from toonverse.studio.directing.deeds import deed_of_end, deed_of_turn
from toonverse.studio.directing.drama import Drama, weigh
from toonverse.studio.directing.holders import with_holders
from toonverse.studio.directing.looks import cast
from toonverse.studio.directing.pictures import Pictures, pictures
from toonverse.studio.directing.prompts import with_prompts
from toonverse.studio.directing.shooting import Shoot
from toonverse.studio.directing.silence import spread, worthwhile
from toonverse.studio.directing.states import states, swords, with_states
from toonverse.studio.directing.units import Unit, units
from toonverse.studio.directing.whereabouts import as_of, seen_from_within
from toonverse.studio.directing.wording import BALLOON_LIMIT, trimmed

PANELS_MAX = 200
PANELS_USUAL = (12, 60)  # a webtoon episode; a story of a few lines gets fewer, see `default_panels`
WORDS_PER_PANEL = 1.65  # balloons and captions of a speaking panel, on average
WORDS_PER_PANEL_MAX = 2.4  # on average, when a story is condensed
SILENT_SHARE = 0.19
DEED_PANELS = 0.6  # panels for each sentence that makes a picture: some share one, some are seen beside talk
DEED_SHARE_MAX = 0.45  # of the panels of an episode, for deeds by themselves


class PanelsOutOfRange(UsageError):
    """Fewer than 1 or more than 200 panels were asked for."""

    code = "panels_out_of_range"


def default_panels(script: Script) -> int:
    """Panels from what the story tells: its words (see `choice.full_telling`) at 1.65 balloons and captions a
    panel, and six panels for every ten sentences that make a picture; 12 to 60. A story of fewer than twelve
    balloons gets at most a panel for each, a panel script the panels it asks for."""
    script, row = as_directed(script), units(as_directed(script))
    asked = _asked(row, script.language)
    if asked:
        return len(asked)
    if not row:
        return 1
    return _usual(row, pictures(script, row, weigh(script, row)))


def _usual(row: Sequence[Unit], seen: Pictures) -> int:
    low, high = PANELS_USUAL
    words, deeds = _asks_for(row, seen)
    least = max(1, min(low, round(words + deeds)))
    return max(least, min(high, round(words / WORDS_PER_PANEL + DEED_PANELS * deeds)))


def _asks_for(row: Sequence[Unit], seen: Pictures) -> tuple[int, int]:
    """How many balloons and captions tell the story, and how many sentences are pictures beside them."""
    deeds = {unit.index for unit in row if seen.is_one(unit)}
    return full_telling(row, deeds), len(deeds)


def direct(script: Script, style: Style, panels: int | None = None) -> Storyboard:
    """The storyboard of `panels` panels (1 to 200; default `default_panels`).

    Equal scripts give equal storyboards. Raises `PanelsOutOfRange`.
    """
    if panels is not None and not 1 <= panels <= PANELS_MAX:
        raise PanelsOutOfRange(panels=panels, least=1, most=PANELS_MAX)
    script = as_directed(script)
    row = row_of(script)
    drama = weigh(script, row)
    asked = _asked(row, script.language)
    blocking = block(script, row)
    if asked and panels in (None, len(asked)):
        plans = _with_roles(asked[:PANELS_MAX], drama)
    else:
        deeds = pictures(script, row, drama, blocking)
        plans = _planned(script, row, drama, deeds, panels or _usual(row, deeds))
    continuity = Continuity(script, row, cast(script))
    shots = tuple(
        with_changes(shot, continuity, last_told(plan))
        for shot, plan in zip(Shoot(script, row, blocking).shots(plans), plans, strict=True)
    )
    seen = {f.character for shot in shots for f in shot.figures}
    members = continuity.cast()
    members = (*members, *bystanders(script, seen, members))
    members = tuple(m for m in members if m.name in seen)
    now, blades = states(row), swords(row, script.era)
    shots = tuple(
        with_states(shot, now[min(last_told(plan), len(now) - 1)], blades)
        for shot, plan in zip(with_holders(shots), plans, strict=True)
    )
    shots = with_prompts(shots, {m.name: m.look for m in members}, style)
    return Storyboard(script.title, script.language, style, members, shots)


def as_directed(script: Script) -> Script:
    """With its places as they are seen."""
    return replace(script, scenes=as_of(script.era, seen_from_within(script.scenes)))


def row_of(script: Script) -> tuple[Unit, ...]:
    """The units of a script `as_directed`; never none."""
    return units(script) or _bare(script)


def last_told(plan: Plan) -> int:
    """The last unit that a plan letters or shows."""
    return max((u.index for u in (*plan.shows, *(w.unit for w in plan.words))), default=0)


def _bare(script: Script) -> tuple[Unit, ...]:
    """A script with nothing in it still has a title to show."""
    line = Line(script.title or "…", kind="caption")
    return (Unit(0, 0, 0, 0, line, (line.text,), False, 0.5, ()),)


def _asked(row: Sequence[Unit], language: Language) -> list[Plan]:
    """The panels of a panel script as their writer asked; what is more than three balloons goes on in a panel
    of its own, so that nothing is lost."""
    plans: list[Plan] = []
    shown = [u for u in row if u.panel]
    starts = [i for i, u in enumerate(shown) if not i or shown[i - 1].panel != u.panel]
    for start, stop in pairwise([*starts, len(shown)]):
        group = shown[start:stop]
        words = [
            Words(u, text, n == 0, n == len(u.texts) - 1) for u in group for n, text in enumerate(u.texts)
        ]
        for part in in_panels(words, language) or [()]:
            plans.append(Plan("words" if part else "shown", group[0].scene, tuple(part), tuple(group)))
    return plans


def in_panels(words: Sequence[Words], language: Language) -> list[tuple[Words, ...]]:
    """The words of one asked panel, in as many as keep to three balloons each and two boxes besides."""
    parts: list[list[Words]] = []
    for word in words:
        if not parts or _is_full(parts[-1], word, language):
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def _is_full(part: Sequence[Words], word: Words, language: Language) -> bool:
    """Whether one more would be more than the letterer draws, or a third box."""
    boxes = sum(1 for w in (*part, word) if is_boxed(w))
    return lettered_balloons((*part, word), language) > PANEL_LINES_MAX or boxes > PANEL_CAPTIONS_MAX


def _planned(script: Script, row: Sequence[Unit], drama: Drama, seen: Pictures, panels: int) -> list[Plan]:
    """The plans of a story condensed or drawn out to exactly `panels`."""
    wanted, deeds = _asks_for(row, seen)
    speaking = panels - _unspoken(panels, wanted, deeds)
    room = max(3, round(WORDS_PER_PANEL * speaking), min(wanted, int(WORDS_PER_PANEL_MAX * speaking)))
    words = choose(row, drama, room, max(1, panels // 3), script.language)
    while least_panels(words, script.language) > speaking and room > 3:
        room -= max(1, room // 12)
        words = choose(row, drama, room, max(1, panels // 3), script.language)
    if least_panels(words, script.language) > speaking:
        words = milestones(row, drama, speaking, script.language)
    if not words:
        words = _pictured(row, drama, speaking, script)
    speaking = min(speaking, len(words))
    plans = _spoken(words, speaking, row, drama, script, seen)
    idle = panels - speaking - worthwhile(plans, row, seen)
    if idle > 0 and speaking < len(words):  # rather air between the balloons than panels that say nothing
        plans = _spoken(words, min(len(words), speaking + idle), row, drama, script, seen)
    plans = _closed(_ends_marked(spread(plans, row, panels, seen)), row, script)
    return without_told_twice(plans, script.characters, script.language)


def _unspoken(panels: int, wanted: int, deeds: int) -> int:
    """How many of the panels are for deeds and for silence: as many as the deeds ask for beside the words;
    of the silence that is left none while there is something to say."""
    if panels < 6:
        return 0
    asked = DEED_PANELS * deeds
    share = min(DEED_SHARE_MAX, asked / max(1.0, asked + wanted / WORDS_PER_PANEL))
    spare = panels - math.ceil(wanted / WORDS_PER_PANEL)
    least = max(int(share * panels), min(deeds, spare))
    silent = max(least, round(SILENT_SHARE * panels))
    while silent > least and WORDS_PER_PANEL * (panels - silent) < wanted:
        silent -= 1
    return silent


def _spoken(
    words: Sequence[Words],
    panels: int,
    row: Sequence[Unit],
    drama: Drama,
    script: Script,
    seen: Pictures,
) -> list[Plan]:
    deeds = frozenset(unit.index for unit in row if seen.is_one(unit))
    groups = share(words, panels, drama.turn, script.language, deeds)
    plans = [seen.with_deed(plan) for plan in with_shown(groups, row, script.language)]
    plans = _with_roles(plans, drama)
    deed = deed_of_turn(row, drama.turn, script.characters)
    told = {w.unit.index for plan in plans for w in plan.words}
    plans = [_showing(p, row, deed) if p.role == "turn" else _not_showing(p, deed) for p in plans]
    untold = deed >= 0 and deed not in told
    return [_telling(p, row[deed], seen) if untold and p.role == "turn" else p for p in plans]


def _telling(plan: Plan, unit: Unit, seen: Pictures) -> Plan:
    """The plan of the turn with its deed in words as well, where the picture says less and there is room."""
    texts = seen.words_for(unit)
    told = tuple(Words(unit, t, n == 0, n == len(texts) - 1) for n, t in enumerate(texts))
    words = tuple(sorted((*plan.words, *told), key=lambda word: word.unit.index))
    return plan if not told or _is_full(words[:-1], words[-1], seen.language) else replace(plan, words=words)


def _closed(plans: list[Plan], row: Sequence[Unit], script: Script) -> list[Plan]:
    """The last panel as a picture of what the last sentences tell."""
    deed, last = deed_of_end(row, script.characters), plans[-1]
    if (
        deed >= 0
        and last.role == "ending"
        and last.kind in ("words", "shown")
        and row[deed].scene == last.scene
    ):
        return [*plans[:-1], _showing(last, row, deed)]
    return plans


def _showing(plan: Plan, row: Sequence[Unit], deed: int) -> Plan:
    """The plan with that sentence seen in its picture before all others."""
    if deed < 0:
        return plan
    shows = sorted({*plan.shows, row[deed]}, key=lambda unit: unit.index)
    return replace(plan, shows=tuple(shows), deed=deed)


def _not_showing(plan: Plan, deed: int) -> Plan:
    """The plan without a sentence that another panel is for, unless it letters it."""
    if deed < 0 or deed in {w.unit.index for w in plan.words}:
        return plan
    shows = tuple(unit for unit in plan.shows if unit.index != deed)
    return replace(plan, shows=shows, deed=-1 if plan.deed == deed else plan.deed)


def _pictured(row: Sequence[Unit], drama: Drama, many: int, script: Script) -> tuple[Words, ...]:
    """Where no sentence makes a caption, the heaviest sentences are cut to one."""
    ranked = sorted(row, key=lambda u: (-drama.weights[u.index], u.index))[:many]
    limit = BALLOON_LIMIT[script.language]
    return tuple(
        Words(u, trimmed(u.line.text, script.language, limit)) for u in sorted(ranked, key=lambda u: u.index)
    )


def _with_roles(plans: Sequence[Plan], drama: Drama) -> list[Plan]:
    """Opening, turn and ending marked, action found; the turn is the plan nearest to the turning unit."""

    def distance(plan: Plan) -> tuple[int, int]:
        own = [w.unit.index for w in plan.words] or [u.index for u in plan.shows]
        return (min(abs(i - drama.turn) for i in own) if own else 10**6, 0 if plan.words else 1)

    turn = min(range(len(plans)), key=lambda i: (distance(plans[i]), i))
    marked: list[Plan] = []
    for i, plan in enumerate(plans):
        marked.append(replace(plan, role="turn") if i == turn else plan)
    return _ends_marked(marked)


def _ends_marked(plans: Sequence[Plan]) -> list[Plan]:
    last = len(plans) - 1
    found = []
    for i, plan in enumerate(plans):
        role = plan.role
        if role != "turn":
            role = "opening" if i == 0 else "ending" if i == last else role
            role = "build" if role in ("opening", "ending") and i not in (0, last) else role
        found.append(replace(plan, role=role))
    return found
