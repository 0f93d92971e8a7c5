"""The director: a script in, a storyboard of N panels out. Reads top-down; each step has a module."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toonverse.domain.script import Line, PlaceKind, Scene, Script, TimeOfDay, Weather
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Light, Shot, Storyboard
from toonverse.errors import UsageError
from toonverse.studio.directing import framing, lexicon, staging
from toonverse.studio.directing.alt import alt_text
from toonverse.studio.directing.breakdown import Plan, least_panels, share, with_shown
from toonverse.studio.directing.choice import Words, choose, full_telling
from toonverse.studio.directing.drama import Drama, intensity, weigh
from toonverse.studio.directing.looks import cast, seed
from toonverse.studio.directing.prompts import with_prompts
from toonverse.studio.directing.silence import spread, worthwhile
from toonverse.studio.directing.things import HANDHELD, PROPS
from toonverse.studio.directing.units import Unit, units
from toonverse.studio.directing.wording import BALLOON_LIMIT, trimmed

PANELS_MAX = 200
PANELS_USUAL = (12, 60)  # a webtoon episode; a story of a few lines gets fewer, see `default_panels`
WORDS_PER_PANEL = 1.75  # balloons and captions of a speaking panel, on average
WORDS_PER_PANEL_MAX = 2.4  # on average, when a story is condensed
SILENT_SHARE = 0.16


class PanelsOutOfRange(UsageError):
    """Fewer than 1 or more than 200 panels were asked for."""

    code = "panels_out_of_range"


def default_panels(script: Script) -> int:
    """Panels from the story's length: room for a full telling (see `choice.full_telling`) at 1.75 balloons
    and captions a panel, and a sixth more that are silent; 12 to 60. A story of fewer than six units gets
    two panels a unit, a panel script the panels it asks for."""
    row = units(script)
    asked = _asked(row)
    if asked:
        return len(asked)
    low, high = PANELS_USUAL
    if len(row) < low // 2:
        return max(1, 2 * len(row))
    return max(low, min(high, round(full_telling(row) / WORDS_PER_PANEL / (1 - SILENT_SHARE))))


def direct(script: Script, style: Style, panels: int | None = None) -> Storyboard:
    """The storyboard of `panels` panels (1 to 200; default `default_panels`).

    Equal scripts give equal storyboards. Raises `PanelsOutOfRange`.
    """
    if panels is not None and not 1 <= panels <= PANELS_MAX:
        raise PanelsOutOfRange(panels=panels, least=1, most=PANELS_MAX)
    row = units(script) or _bare(script)
    drama = weigh(script, row)
    asked = _asked(row)
    if asked and panels in (None, len(asked)):
        plans = _with_roles(asked[:PANELS_MAX], drama)
    else:
        plans = _planned(script, row, drama, panels or default_panels(script))
    shots = _shots(script, plans)
    members = cast(script)
    seen = {f.character for shot in shots for f in shot.figures}
    members = tuple(m for m in members if m.name in seen)
    shots = with_prompts(shots, {m.name: m.look for m in members}, style)
    return Storyboard(script.title, script.language, style, members, shots)


def _bare(script: Script) -> tuple[Unit, ...]:
    """A script with nothing in it still has a title to show."""
    line = Line(script.title or "…", kind="caption")
    return (Unit(0, 0, 0, 0, line, (line.text,), False, 0.5, ()),)


def _asked(row: Sequence[Unit]) -> list[Plan]:
    """The panels of a panel script as their writer asked; what is more than three balloons and a
    caption goes on in a panel of its own, so that nothing is lost."""
    plans: list[Plan] = []
    shown = [u for u in row if u.panel]
    starts = [i for i, u in enumerate(shown) if not i or shown[i - 1].panel != u.panel]
    for start, stop in pairwise([*starts, len(shown)]):
        group = shown[start:stop]
        words = [
            Words(u, text, n == 0, n == len(u.texts) - 1) for u in group for n, text in enumerate(u.texts)
        ]
        for part in _in_panels(words) or [()]:
            plans.append(Plan("words" if part else "shown", group[0].scene, tuple(part), tuple(group)))
    return plans


def _in_panels(words: Sequence[Words]) -> list[tuple[Words, ...]]:
    parts: list[list[Words]] = []
    for word in words:
        balloons = sum(1 for w in parts[-1] if w.unit.line.kind != "caption") if parts else 0
        captions = len(parts[-1]) - balloons if parts else 0
        full = captions >= 2 if word.unit.line.kind == "caption" else balloons >= 3
        if not parts or full:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def _planned(script: Script, row: Sequence[Unit], drama: Drama, panels: int) -> list[Plan]:
    """The plans of a story condensed or drawn out to exactly `panels`."""
    wanted = full_telling(row)
    silent = round(SILENT_SHARE * panels) if panels >= 6 else 0
    while silent and WORDS_PER_PANEL * (panels - silent) < wanted:
        silent -= 1  # no silence while there is something left to say
    speaking = panels - silent
    room = max(3, round(WORDS_PER_PANEL * speaking), min(wanted, int(WORDS_PER_PANEL_MAX * speaking)))
    words = choose(row, drama, room, max(1, panels // 3), script.language)
    while least_panels(words) > speaking and room > 3:
        room -= max(1, room // 12)
        words = choose(row, drama, room, max(1, panels // 3), script.language)
    if not words:
        words = _pictured(row, drama, speaking, script)
    speaking = min(speaking, len(words))
    words = words[: 3 * speaking]
    plans = _spoken(words, speaking, row, drama, script)
    idle = panels - speaking - worthwhile(plans, row)
    if idle > 0 and speaking < len(words):  # rather air between the balloons than panels that say nothing
        plans = _spoken(words, min(len(words), speaking + idle), row, drama, script)
    return _ends_marked(spread(plans, row, panels))


def _spoken(
    words: Sequence[Words], panels: int, row: Sequence[Unit], drama: Drama, script: Script
) -> list[Plan]:
    groups = share(words, panels, drama.turn, script.language)
    return _with_roles(with_shown(groups, row, script.language), drama)


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


@dataclass(frozen=True, slots=True)
class _Air:
    """Light and weather of a scene, what it does not say carried over from the one before."""

    light: Light
    weather: Weather
    time: TimeOfDay


_OUTDOORS: frozenset[PlaceKind] = frozenset(
    (
        *("city", "street", "rainy street", "alley", "station", "forest", "mountain", "sea", "harbour"),
        *("river", "field", "village", "temple", "other"),
    )
)


def _airs(scenes: Sequence[Scene]) -> list[_Air]:
    airs: list[_Air] = []
    time: TimeOfDay = next((s.time for s in scenes if s.time != "unknown"), "day")
    weather: Weather = "clear"
    for scene in scenes:
        time = scene.time if scene.time != "unknown" else time
        if scene.weather != "unknown":
            weather = scene.weather
        elif scene.place_kind == "rainy street":
            weather = "rain"
        light: Light = "day" if time == "unknown" else time
        if time == "evening" and scene.place_kind in _OUTDOORS and weather in ("clear", "unknown", "wind"):
            light = "sunset"
        airs.append(_Air(light, weather, time))
    return airs or [_Air("day", "clear", "day")]


def _lines(plan: Plan) -> tuple[Line, ...]:
    found = []
    for word in plan.words:
        line = word.unit.line
        kind = "caption" if word.unit.told else line.kind
        speaker = "" if kind in ("caption", "sign") and not line.speaker else line.speaker
        found.append(Line(word.text, "" if kind == "caption" else speaker, kind))
    return tuple(found)


def _kind(plan: Plan, persons: Sequence[staging.Person], opens_scene: bool, indoors: bool) -> str:
    """Which family of framings a plan asks for."""
    if plan.kind == "insert":
        return "insert"
    if plan.role == "turn" and persons:
        return "turning deed" if any(p.pose in _ACTION for p in persons) else "turn"
    if plan.role == "ending" and persons and plan.words:
        return "ending"
    if opens_scene or plan.kind == "establishing":
        return "inside" if indoors else "establishing"
    if not persons:
        return "inside" if indoors else "place"
    if plan.role == "action":
        return "action"
    silent = {"pause": "pause", "reaction": "face", "detail": "face", "eyes": "eyes"}
    return silent.get(plan.kind) or _talk_kind(persons)


def _talk_kind(persons: Sequence[staging.Person]) -> str:
    speaking = [p for p in persons if p.speaks]
    if len(persons) == 3:
        return "crowd"
    if len(speaking) > 1:
        return "exchange"
    if speaking and len(persons) == 2:
        return "over shoulder"
    if speaking:
        return "feeling" if speaking[0].emotion in lexicon.INTENSE else "talk"
    return "told"


_ACTION = frozenset({"run", "strike", "fall", "pull", "raise fist"})


def _shots(script: Script, plans: Sequence[Plan]) -> tuple[Shot, ...]:
    airs = _airs(script.scenes)
    stage = staging.Stage(script)
    recent: list[framing.Neighbour] = []
    counts: dict[str, int] = {}
    used_sounds: dict[str, int] = {}
    shots: list[Shot] = []
    for i, plan in enumerate(plans):
        before = plans[i - 1] if i else None
        shot = _shot(script, plan, before, stage, recent, counts, airs)
        sounds = _sounds(script, plan, i, used_sounds)
        shot = replace(shot, number=i + 1, sounds=sounds)
        sets = before is None or before.scene != plan.scene
        shot = replace(shot, alt=alt_text(shot, script.language, sets or plan.kind == "establishing"))
        if before is not None:
            shot = replace(shot, gutter_px=_gutter(shot, shots[-1], airs))
        shots.append(shot)
        recent.append(framing.Neighbour(shot.place, shot.size))
    return tuple(shots)


def _gutter(shot: Shot, before: Shot, airs: Sequence[_Air]) -> int:
    jump = airs[min(shot.scene, len(airs) - 1)].time != airs[min(before.scene, len(airs) - 1)].time
    talk = bool(shot.lines and before.lines) and shot.lines[0].kind != "caption"
    return framing.gutter_px(shot.role, before.role, shot.scene != before.scene, jump, talk)


def _shot(
    script: Script,
    plan: Plan,
    before: Plan | None,
    stage: staging.Stage,
    recent: Sequence[framing.Neighbour],
    counts: dict[str, int],
    airs: Sequence[_Air],
) -> Shot:
    scene = script.scenes[plan.scene] if script.scenes else None
    stage.enter(plan.scene)
    opens = before is None or before.scene != plan.scene
    names, told = staging.people(plan, stage)
    if plan.kind in ("insert", "establishing") and not plan.words:
        names = []
    elif plan.kind in ("reaction", "detail", "eyes"):
        names = _looked_at(plan, names or stage.last, stage)
    thing = not names and not opens and plan.role == "build" and _thing_told(plan, told)
    if not names and not thing and _dwells(plan, told, scene):
        names = stage.last[:2]  # a turn is somebody's, and an empty room says little
    speakers = {w.unit.line.speaker for w in plan.words}
    if len(names) == 1 and names[0] in speakers and counts.get("lone", 0) % 3 != 2:
        other = staging.listener(plan, stage, names[0])
        names = [*names, other] if other else names
    if len(speakers) == 1:
        counts["lone"] = counts.get("lone", 0) + 1
    persons = staging.act(names, plan, told, stage)
    if plan.role == "build" and any(p.pose in _ACTION for p in persons):
        plan = replace(plan, role="action")
    place = scene.place_kind if scene else "other"
    kind = _kind(plan, persons, opens and plan.role != "turn", place not in _OUTDOORS)
    asked = framing.asked_size(told) if any(u.panel for u in plan.shows) else None
    if asked == "extreme close" and len(persons) > 1:
        asked = "close"
    if thing and not (recent and recent[-1].size == "insert"):
        kind = "insert"
    size, angle = framing.choose_framing(kind, recent, counts.get(kind, 0), asked)
    counts[kind] = counts.get(kind, 0) + 1
    figures = staging.figures(persons, size, angle, stage)
    stage.last = [f.character for f in figures] or stage.last
    stage.talked += [w.unit.line.speaker for w in plan.words if w.unit.line.speaker in names]
    lines = _lines(plan)
    captions = sum(1 for line in lines if line.kind == "caption")
    loud = max((intensity(w.text) for w in plan.words), default=0.0) > 1.2
    air = airs[min(plan.scene, len(airs) - 1)]
    vary = seed(f"{script.title}/{len(recent)}")
    return Shot(
        number=1,
        scene=plan.scene,
        size=size,
        angle=angle,
        place=place,
        place_words=scene.place if scene else "",
        era=script.era,
        light=air.light,
        weather=air.weather if place in _OUTDOORS or air.weather in ("rain", "snow", "storm") else "clear",
        figures=figures,
        action=_action(plan, told),
        props=_props(plan, told),
        lines=lines,
        role=plan.role,
        width_px=framing.WIDTH_PX,
        height_px=framing.height_px(size, plan.role, len(lines) - captions, captions, len(figures), vary),
        gutter_px=framing.FIRST_GUTTER_PX,
        bleed=framing.bleeds(size, plan.role, loud),
    )


def _thing_told(plan: Plan, told: str) -> bool:
    """Whether a caption is about a thing and nobody: then the thing is what we see."""
    things = lexicon.every(PROPS, told)
    return (
        all(w.unit.told for w in plan.words) and bool(plan.words) and bool(things) and things[0] in HANDHELD
    )


def _dwells(plan: Plan, told: str, scene: Scene | None) -> bool:
    """Whether a panel that names nobody is better shown with those who are there than empty: a turn is
    somebody's, and an empty room says little."""
    if plan.role in ("turn", "ending"):
        return True
    if plan.kind != "words":
        return False
    indoors = scene is not None and scene.place_kind not in _OUTDOORS
    return indoors or not (lexicon.moves(told) or lexicon.TIME_PASSES.search(told))


def _looked_at(plan: Plan, names: Sequence[str], stage: staging.Stage) -> list[str]:
    """The one face of a silent panel: after words it is the listener's."""
    other = staging.listener(plan, stage, names[0]) if names and plan.kind == "reaction" else ""
    return [other] if other in stage.sides else list(names[:1])  # nobody enters in a silent panel


def _action(plan: Plan, told: str) -> str:
    return " ".join(told.split())[:300] if plan.kind != "insert" else ""


def _props(plan: Plan, told: str) -> tuple[str, ...]:
    said = told or " ".join(w.text for w in plan.words)
    things = [t for t in lexicon.every(PROPS, said) if t != "hand"]
    if plan.prop:
        return (plan.prop, *(t for t in things if t != plan.prop))[:3]
    return tuple(things[:3])


def _sounds(script: Script, plan: Plan, number: int, used: dict[str, int]) -> tuple[str, ...]:
    """Sound effects: the writer's own, else what the narration shown makes heard; not the same one again
    within six panels."""
    if plan.kind not in ("words", "shown") and number:
        return ()
    own: list[str] = []
    table = lexicon.SOUNDS if script.language == "ko" else lexicon.SOUNDS_EN
    told = " ".join(u.line.text for u in plan.shows if u.told)
    beats = {u.beat for u in plan.shows}
    count = 0
    for scene in script.scenes:
        for beat in scene.beats:
            if count in beats:
                own += beat.sounds
            count += 1
    found = list(dict.fromkeys(own or lexicon.every(table, told)))
    fresh = [s for s in found if number - used.get(s, -99) > 6][:2]
    used.update({s: number for s in fresh})
    return tuple(fresh)
