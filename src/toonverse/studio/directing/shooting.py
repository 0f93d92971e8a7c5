"""Plans become shots, one after the other: who is seen, how near, in what air, with what sounds."""

import re
from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.script import Line, PlaceKind, Scene, Script
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Angle, Figure, Shot, ShotSize
from toonverse.draw.prompt_words import colour_of
from toonverse.studio.directing import framing, gestures, lexicon, presence
from toonverse.studio.directing.acting import Person, act
from toonverse.studio.directing.air import OUTDOORS, Air, airs, place_shown
from toonverse.studio.directing.alt import alt_text
from toonverse.studio.directing.blocking import Blocking, is_elsewhere
from toonverse.studio.directing.breakdown import Plan, lettered_balloons
from toonverse.studio.directing.closeups import Closeups, is_letter, thing_told
from toonverse.studio.directing.drama import intensity
from toonverse.studio.directing.looks import seed
from toonverse.studio.directing.moving import as_moved, moved
from toonverse.studio.directing.naming import names_in
from toonverse.studio.directing.staging import figures
from toonverse.studio.directing.things import INSERTED, PROPS, in_hand, key_things, named
from toonverse.studio.directing.tones import other_times, tone_of
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.variety import other_size, posed_otherwise, repeats
from toonverse.studio.directing.whereabouts import aboard, as_aboard
from toonverse.studio.directing.wording import BALLOON_LIMIT, is_tag, length, sentences

ACTION_CHARS_MAX = 240
ALOUD = frozenset({"speech", "shout", "whisper"})
BROUGHT_IN_UNITS = 7  # so soon somebody who is introduced acts or speaks
SOUNDS_APART = 6  # panels before the same sound is lettered again
_ACTION = frozenset({"run", "strike", "fall", "pull", "raise fist"})
_WITH_LEGS = frozenset(
    {
        "walk",
        "run",
        "sit",
        "sit floor",
        "kneel",
        "lie",
        "crouch",
        "fall",
        "bow",
        "strike",
        "pull",
        "carry",
        "plead",
    }
    | {"carry on back"}
)
_BODILY = frozenset({"hand", "shoes", "glasses"})  # seen on their owners, by themselves only in an insert
_WIDE_ARMED = frozenset({"point", "raise fist", "wave", "reach"})  # beside somebody only the whole arm tells
_SOFT = re.compile(r"\b(?:tears?|drops?)\b[^.,;]*|\bsoftly\b[^.,;]*", re.IGNORECASE)  # makes no noise
_UNHEARD = re.compile(
    r"소리(?:도|조차|는)? ?(?:들을 수 없|들리지 ?않|없|나지 ?않)|\bno (?:sound|noise)\b|"
    r"without a sound",
    re.IGNORECASE,
)
_LOOKS_AFTER = re.compile(
    r"바라보|바라봤|지켜보|올려다|뒷모습|멀어[지져]|"
    r"\b(?:watch|look)(?:ed|es|s|ing)? (?:\w+ ){0,3}(?:go|leave|after|away|out|up|across|back|at the)\b|"
    r"\bgazed?\b|walk(?:ed|s) (?:away|off|into)|disappear",
    re.IGNORECASE,
)
_STREETS: frozenset[PlaceKind] = frozenset({"street", "rainy street"})
_EMPTY = frozenset({"insert", "establishing", "around"})
_NOWHERE = Scene("", "", "other", "unknown", "unknown", ())


class Shoot:
    """The shooting of one script. It remembers what the next shot depends on: who is where, which
    framings were used, which sounds were heard."""

    def __init__(self, script: Script, row: Sequence[Unit], blocking: Blocking) -> None:
        self.script, self.row = script, row
        self.airs = airs(script.scenes)
        self.times = other_times(row)
        self.aboard = aboard(row, script.scenes or (_NOWHERE,))
        self.moved = moved(row, script.scenes or (_NOWHERE,))
        texts = [u.line.text for u in row]
        self.stage = presence.Stage(script, blocking, key_things=key_things(texts))
        self.trade = "rickshaw" if sum("rickshaw" in lexicon.every(PROPS, t) for t in texts) > 1 else ""
        self.recent: list[framing.Neighbour] = []
        self.used: dict[str, int] = {}  # how often each kind of framing was
        self.heard: dict[str, int] = {}  # in which panel each sound was last
        self.coming: list[str] = []
        self.told = 0  # units shown so far
        self.closeups = Closeups(row, blocking)
        self.mentions = {c.name: c.mentions for c in script.characters}
        self.colours = _colours(row)
        self.sounds_of_beats = [beat.sounds for scene in script.scenes for beat in scene.beats]

    def shots(self, plans: Sequence[Plan]) -> tuple[Shot, ...]:
        found: list[Shot] = []
        for i in range(len(plans)):
            found.append(self.shot(plans[i:], found[-1] if found else None))
        return tuple(found)

    def shot(self, plans: Sequence[Plan], before: Shot | None) -> Shot:
        """The shot of the first plan, after that one; the other plans are those that come."""
        plan = plans[0]
        self.coming = self._next_people(plans)
        shot = self._shot(plan, before)
        opens = before is None or before.scene != plan.scene or plan.kind == "establishing"
        gutter = self._gutter(shot, before) if before else framing.FIRST_GUTTER_PX
        self.recent.append(framing.Neighbour(shot.size, shot.angle, len(shot.figures)))
        return replace(shot, gutter_px=gutter, alt=alt_text(shot, self.script.language, opens))

    def _next_people(self, plans: Sequence[Plan]) -> list[str]:
        """Those whom the next panels of the scene will show first: whom to show already where a caption names
        nobody."""
        for plan in plans:
            if plan.scene != plans[0].scene:
                break
            there = self.stage.blocking.there[max((u.index for u in plan.shows), default=0)]
            if plan.words and there:
                return sorted(there, key=lambda name: -self.mentions.get(name, 0))[:2]
        return []

    def _air(self, scene: int) -> Air:
        return self.airs[min(scene, len(self.airs) - 1)]

    def _gutter(self, shot: Shot, before: Shot) -> int:
        jump = self._air(shot.scene).time != self._air(before.scene).time
        talk = bool(shot.lines and before.lines) and shot.lines[0].kind != "caption"
        return framing.gutter_px(shot.role, before.role, shot.scene != before.scene, jump, talk)

    def _shot(self, plan: Plan, before: Shot | None) -> Shot:
        scene = self.script.scenes[plan.scene] if self.script.scenes else _NOWHERE
        scene = replace(scene, place_kind=place_shown(scene))
        vehicle = self.aboard[max((u.index for u in plan.shows), default=0)]
        place = self.moved[max((u.index for u in (*plan.shows, *(w.unit for w in plan.words))), default=0)]
        scene = as_aboard(scene if vehicle else as_moved(scene, place), vehicle)
        plan = replace(plan, shows=tuple(u for u in plan.shows if self.aboard[u.index] == vehicle))
        opens = before is None or before.scene != plan.scene
        self.stage.enter(plan.scene)
        self._catch_up(plan)
        names, told = presence.people(plan, self.stage)
        names = names or self._brought_in(plan)
        again = bool(self.recent) and self.recent[-1].size == "insert"
        thing = not names and not again and (plan.role == "ending" or (plan.role == "build" and not opens))
        thing = thing and (thing_told(plan, told) or is_letter(plan, scene))
        seen = (
            ""
            if thing or again or opens or self._was_empty()
            else self.closeups.thing_of(plan, len(self.recent))
        )
        if seen:
            thing, names, plan = True, [], replace(plan, prop=seen)
        names = self._seen(plan, names, told, scene, thing)
        if not seen and not names and self._was_empty() and (names := self._somebody(plan)):
            thing = False  # two empty panels in a row say nothing
            plan = replace(plan, kind="shown") if plan.kind in _EMPTY else plan
        persons = act(names, plan, told, self.stage)
        if plan.role == "build" and any(p.pose in _ACTION and p.acts for p in persons):
            plan = replace(plan, role="action")
        kind = "insert" if thing else _kind(plan, persons, opens, scene.place_kind not in OUTDOORS)
        size, angle = self._framed(kind, plan, told, persons, scene.place_kind)
        drawn = figures(persons, size, angle, self.stage.sides, len(self.recent))
        if repeats(before, scene.place_kind, size, drawn):
            drawn = posed_otherwise(drawn)
        if repeats(before, scene.place_kind, size, drawn):
            size = other_size(size)
            drawn = figures(persons, size, angle, self.stage.sides, len(self.recent))
        known = self.stage.by_name()
        self.stage.last = [f.character for f in drawn if f.character in known] or self.stage.last
        self.stage.talked += [w.unit.line.speaker for w in plan.words if w.unit.line.speaker in names]
        return self._measured(plan, told, scene, size, angle, drawn)

    def _seen(self, plan: Plan, names: list[str], told: str, scene: Scene, thing: bool) -> list[str]:
        """Whom the panel shows, of those whom its words name: the one spoken to comes in, a silent
        panel has one face, and places are seldom left empty."""
        if plan.kind in ("insert", "establishing", "around") and not plan.words:
            return []
        if plan.kind in ("reaction", "detail", "eyes"):
            return _looked_at(plan, names or self.stage.last, self.stage)
        if not names and not thing and (_dwells(plan, told, scene) or (self._was_empty() and plan.words)):
            there = self.stage.there(plan)
            here = [*self._named_soon(plan, told), *(n for n in self.stage.last if n in there)]
            around = (self.stage.last or self.coming) if self._was_empty() else []
            return list(dict.fromkeys(here))[:2] or around[:2]
        speakers = {w.unit.line.speaker for w in plan.words}
        if len(names) == 1 and names[0] in speakers:
            self.used["lone"] = self.used.get("lone", 0) + 1
            lines = [w.unit.line for w in plan.words if w.unit.line.speaker == names[0]]
            if self.used["lone"] % 3 or gestures.needs_another(lines):
                # two of three times whoever listens is seen too, and always who is begged or comforted
                other = presence.listener(plan, self.stage, names[0])
                return [*names, other] if other else names
        return names

    def _catch_up(self, plan: Plan) -> None:
        """What went on unseen since the panel before, in the scene of this one."""
        shown = [u.index for u in (*plan.shows, *(w.unit for w in plan.words))]
        if shown:
            start = max(self.told, next((u.index for u in self.row if u.scene == plan.scene), 0))
            self.stage.catch_up(start, min(shown))
            self.told = max(self.told, max(shown) + 1)

    def _brought_in(self, plan: Plan) -> list[str]:
        """Whom a caption brings in: who is its subject, and is there within the next sentences."""
        told = " ".join(w.text for w in plan.words if w.unit.told)
        people = tuple(self.stage.by_name().values())
        if (
            not told
            or plan.role not in ("opening", "build")
            or not (named := names_in(told, people, acting=True))
        ):
            return []
        start = plan.words[-1].unit.index
        near = self.stage.blocking.there[start : start + BROUGHT_IN_UNITS]
        return [name for name in named if any(name in there for there in near)][:2]

    def _named_soon(self, plan: Plan, told: str) -> list[str]:
        """Whom a caption about nobody's deed names, if they are there within the next sentences."""
        start = max((u.index for u in plan.shows), default=0)
        near = self.stage.blocking.there[start : start + BROUGHT_IN_UNITS]
        people = tuple(self.stage.by_name().values())
        named = [c.name for c in people if re.search(rf"{re.escape(c.name)}(?:이었|였|이)다", told)]
        named += names_in(told, people, acting=True)
        return [] if is_elsewhere(told) else [name for name in named if any(name in there for there in near)]

    def _somebody(self, plan: Plan) -> list[str]:
        """Who may be seen in a panel that names nobody: those just seen, those about to be, anybody of the
        scene."""
        there = self.stage.there(plan)
        last = [name for name in self.stage.last if name in there]
        blocking = self.stage.blocking
        scene = {n for u in self.row if u.scene == plan.scene for n in blocking.there[u.index]}
        ranked = sorted(there or scene, key=lambda name: (-self.mentions.get(name, 0), name))
        return (last or self.coming or ranked)[:2]

    def _was_empty(self) -> bool:
        """Whether the panel before showed nobody: two empty ones in a row say nothing."""
        return bool(self.recent) and not self.recent[-1].people

    def _framed(
        self, kind: str, plan: Plan, told: str, persons: Sequence[Person], place: PlaceKind
    ) -> tuple[ShotSize, Angle]:
        asked = framing.asked_size(told) if any(u.panel for u in plan.shows) else None
        if asked == "extreme close" and len(persons) > 1:
            asked = "close"
        turn_of = self.used.get(kind, 0)
        self.used[kind] = turn_of + 1
        language = self.script.language
        need = framing.Need(
            people=len(persons),
            balloons=lettered_balloons(plan.words, self.script.language),
            breaths=sum(length(w.text, language) for w in plan.words) / BALLOON_LIMIT[language],
            aloud=sum(1 for w in plan.words if not w.unit.told and w.unit.line.kind in ALOUD),
            whole=any(_needs_room(p, len(persons)) for p in persons),
            lying=any(p.pose == "lie" for p in persons),
            indoors=place not in OUTDOORS,
            feeling=framing.felt_angle([p.emotion for p in persons], [p.pose for p in persons], turn_of),
        )
        return framing.choose_framing(kind, self.recent, turn_of, need, asked)

    def _measured(
        self, plan: Plan, told: str, scene: Scene, size: ShotSize, angle: Angle, figures: tuple[Figure, ...]
    ) -> Shot:
        number = len(self.recent) + 1
        lines = _lines(plan)
        captions = sum(1 for line in lines if line.kind == "caption")
        loud = max((intensity(w.text) for w in plan.words), default=0.0) > 1.2
        vary = seed(f"{self.script.title}/{number}")
        air = self._air(plan.scene)
        props, held = _props(plan, told, scene), {f.holds for f in figures}
        if size == "insert" and props:
            props = (in_hand(props[0], scene.place_kind not in OUTDOORS), *props[1:])
            self.closeups.shown[props[0]] = number
        if size == "insert" and not props:  # told of another time, and all that there is to see
            props = tuple(thing for thing in _things_said(plan) if thing in INSERTED)[:3]
        props = tuple(prop for prop in props if prop not in self.stage.name_words)
        if self.trade and self.trade not in props and scene.place_kind in _STREETS and size != "insert":
            props = (*props[:2], self.trade)  # what one lives by waits where one works
        return Shot(
            number=number,
            scene=plan.scene,
            size=size,
            angle=angle,
            place=scene.place_kind,
            place_words=scene.place,
            era=self.script.era,
            light=air.light,
            weather=air.weather_at(scene.place_kind),
            figures=figures,
            action=_action(plan, told, self.script.language),
            props=props,
            lines=lines,
            sounds=self._sounds(plan, told, number),
            role=plan.role,
            width_px=framing.WIDTH_PX,
            height_px=framing.height_px(size, plan.role, len(lines) - captions, captions, len(figures), vary),
            bleed=framing.bleeds(size, plan.role, loud),
            tone=tone_of(plan, self.times),
            colours=tuple((t, c) for t, c in self.colours.items() if t in props or t in held),
            holder=self.closeups.holder(plan) if size == "insert" else None,
        )

    def _sounds(self, plan: Plan, told: str, number: int) -> tuple[str, ...]:
        """The writer's own sounds, else what the narration shown makes heard; at most two, none again
        so soon."""
        if plan.kind not in ("words", "shown") and number > 1:
            return ()
        table = lexicon.SOUNDS if self.script.language == "ko" else lexicon.SOUNDS_EN
        beats = sorted({u.beat for u in plan.shows})
        own = [
            sound for beat in beats for sound in (self.sounds_of_beats[beat] if self.sounds_of_beats else ())
        ]
        if _UNHEARD.search(told):
            return ()
        found = dict.fromkeys(own or lexicon.every(table, _SOFT.sub(" ", told)))
        fresh = [s for s in found if number - self.heard.get(s, -99) > SOUNDS_APART][:2]
        self.heard.update({s: number for s in fresh})
        return tuple(fresh)


def _colours(row: Sequence[Unit]) -> dict[str, str]:
    """The colour of each thing of the story, as it is first given, so that it is the same in every panel."""
    found: dict[str, str] = {}
    for unit in row:
        for thing in lexicon.every(PROPS, unit.line.text):
            if thing not in found and (colour := colour_of(thing, unit.line.text)):
                found[thing] = found[in_hand(thing, True)] = colour
    return found


def _lines(plan: Plan) -> tuple[Line, ...]:
    found = []
    for word in plan.words:
        line = word.unit.line
        kind = "caption" if word.unit.told else line.kind
        speaker = "" if kind in ("caption", "sign") and not line.speaker else line.speaker
        found.append(Line(word.text, "" if kind == "caption" else speaker, kind, line.heard))
    return tuple(found)


def _needs_room(person: Person, people: int) -> bool:
    """Whether what somebody does is lost in a near shot."""
    if person.pose in _WITH_LEGS:
        return person.acts or person.pose in ("plead", "bow", "crouch")
    return person.leaves or (
        person.acts and person.pose in _WIDE_ARMED and (people > 1 or person.pose == "wave")
    )


def _kind(plan: Plan, persons: Sequence[Person], opens_scene: bool, indoors: bool) -> str:
    """Which family of framings a plan asks for."""
    if plan.kind == "insert":
        return "insert"
    if plan.role == "turn" and persons:
        return "turning deed" if any(_needs_room(p, len(persons)) for p in persons) else "turn"
    if plan.role == "ending" and persons and plan.words:
        return _closing_kind(plan, persons)
    if (opens_scene and plan.role != "turn") or plan.kind in ("establishing", "around"):
        spoken = any(p.speaks for p in persons)
        return "arrival" if spoken else "inside" if indoors else "establishing"
    if not persons:
        return "inside" if indoors else "place"
    if plan.role == "action":
        return "action"
    silent = {"pause": "pause", "reaction": "face", "detail": "face", "eyes": "eyes"}
    return silent.get(plan.kind) or _talk_kind(persons)


def _closing_kind(plan: Plan, persons: Sequence[Person]) -> str:
    """How the story is left: with who looks after something from behind, a feeling near, a deed whole."""
    told = " ".join(u.line.text for u in plan.shows if u.index == plan.deed)
    if any(p.speaks for p in persons):
        return "last word"
    if _LOOKS_AFTER.search(told):
        return "looking after"
    if any(_needs_room(p, len(persons)) or p.holds for p in persons):
        return "closing deed"
    return "last word" if any(p.emotion != "calm" for p in persons) else "ending"


def _talk_kind(persons: Sequence[Person]) -> str:
    speaking = [p for p in persons if p.speaks]
    if any(p.stranger for p in persons) and len(persons) < 3:
        return "stranger"
    if len(persons) > 2:
        return "crowd"
    if any(p.contact for p in persons):
        return "touch"
    if len(speaking) > 1:
        return "exchange"
    if any(p.acts and p.pose in _WITH_LEGS for p in persons):
        return "deed"
    if speaking and len(persons) == 2:
        return "over shoulder"
    if speaking:
        return "feeling" if speaking[0].emotion in lexicon.INTENSE else "talk"
    return "feeling" if not persons[0].acts and persons[0].emotion in lexicon.INTENSE else "told"


def _dwells(plan: Plan, told: str, scene: Scene) -> bool:
    """Whether a panel that names nobody is better shown with those who are there than empty: a turn is
    somebody's, and an empty room says little."""
    if plan.role in ("turn", "ending"):
        return True
    if plan.kind not in ("words", "shown"):
        return False
    indoors = scene.place_kind not in OUTDOORS
    return indoors or not (lexicon.moves(told) or lexicon.TIME_PASSES.search(told))


def _looked_at(plan: Plan, names: Sequence[str], stage: presence.Stage) -> list[str]:
    """The one face of a silent panel: after words it is the listener's."""
    spoken = plan.kind == "reaction" and any(not u.told for u in plan.shows)
    other = presence.listener(plan, stage, names[0]) if names and spoken else ""
    return [other] if other in stage.sides else list(names[:1])  # nobody enters in a silent panel


def _action(plan: Plan, told: str, language: Language) -> str:
    """The narration shown, without "she said": whole sentences, the last ones where it is long."""
    if plan.kind == "insert":
        return ""
    kept: list[str] = []
    for sentence in reversed([s for s in sentences(told) if not is_tag(s, language)]):
        if kept and sum(map(len, kept)) + len(sentence) > ACTION_CHARS_MAX:
            break
        kept.insert(0, sentence)
    return " ".join(kept)[: 2 * ACTION_CHARS_MAX]


def _things_there(plan: Plan) -> list[str]:
    """What the narration shown names as being there, the sentence first that the picture is for."""
    lettered = {w.unit.index for w in plan.words}
    shown = [u for u in plan.shows if u.told and not is_elsewhere(u.line.text)]
    shown.sort(key=lambda u: (u.index != plan.deed, u.index not in lettered, -u.index))
    return list(dict.fromkeys(thing for u in shown for thing in named(u.line.text)))


def _things_said(plan: Plan) -> list[str]:
    return list(named(" ".join(w.text for w in plan.words)))


def _props(plan: Plan, told: str, scene: Scene) -> tuple[str, ...]:
    things = [t for t in _things_there(plan) or (() if told else _things_said(plan)) if t not in _BODILY]
    if is_letter(plan, scene) and "letter" not in things:
        things = ["letter", *things]
    if plan.prop:
        return (plan.prop, *(t for t in things if t != plan.prop))[:3]
    return tuple(things[:3])
