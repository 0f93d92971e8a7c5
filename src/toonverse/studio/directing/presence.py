"""Who is in a panel: those who speak, those who act, those who are spoken to, and voices without a name."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from toonverse.domain.script import Character, Script
from toonverse.domain.storyboard import Pose
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.air import OUTDOORS
from toonverse.studio.directing.blocking import Blocking, is_physical
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.contacts import contact_in
from toonverse.studio.directing.naming import ALL, Act, is_meant, names_in, partner_in
from toonverse.studio.directing.things import HANDHELD, PROPS, named
from toonverse.studio.directing.units import Unit

FIGURES_MAX = 3
_PAIR = re.compile(r"\b(?:both|the two)\b|(?<![가-힣])(?:둘|두 사람|두 \S+)[은이도]", re.IGNORECASE)
_OF_BOTH = re.compile(
    r"\btheir (?:shoulders?|hands?|faces?|eyes|hair|backs?|feet|heads?|arms|fingers|shadows|breath)\b|"
    r"(?:둘|두 사람|그들)의 (?:어깨|손|얼굴|눈|머리|등|발|그림자|입김)",
    re.IGNORECASE,
)
CARRIED_PANELS = 5
TALK_LINES = 8  # lines after which one who was silent is no more talked to
POSTURE_PANELS = 3  # so long somebody goes on sitting whom the text does not raise
UNKNOWN, CROWD = "unknown", "crowd"
CROWD_NAMES = (CROWD, "crowd 2", "crowd 3")
_WRITTEN = frozenset({"caption", "letter", "sign"})  # whose writer is elsewhere
_ALOUD = frozenset({"speech", "shout", "whisper"})
_HEARD_ONLY = re.compile(  # a voice without a body
    r"목소리(?:가|만|는|였|이었)|무전기|전화기?[를가는 ]|수화기|라디오|스피커|확성기|방송|문 ?(?:밖|너머|"
    r"뒤)|어디선가|"
    r"\b(?:a|the|his|her|thin|small) voice\b|\bvoices?\b|radio|telephone|the phone|receiver|loudspeaker|"
    r"from (?:behind|"
    r"outside|below|above|inside|the (?:dark|hedge|other side))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Stage:
    """What lasts from panel to panel of a scene: who sits or lies, which side is whose, who talked last."""

    script: Script
    blocking: Blocking
    scene: int = -1
    sides: dict[str, int] = field(default_factory=dict)
    postures: dict[str, tuple[Pose, int]] = field(default_factory=dict)
    talked: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    carried: dict[str, tuple[str, int]] = field(default_factory=dict)
    key_things: frozenset[str] = frozenset()
    panels_of: dict[str, int] = field(default_factory=dict)

    @property
    def indoors(self) -> bool:
        scenes = self.script.scenes
        return bool(scenes) and scenes[max(0, self.scene)].place_kind not in OUTDOORS

    def enter(self, scene: int) -> None:
        if scene != self.scene:
            self.scene = scene
            self.sides.clear()
            self.postures.clear()
            self.talked.clear()
            self.last = []
            self._keep_key_things(scene)

    def _keep_key_things(self, scene: int) -> None:
        """Into a new scene is taken only what the story is about, if that scene speaks of it."""
        beats = self.script.scenes[scene].beats if self.script.scenes else ()
        said = " ".join(text for b in beats for text in (b.action, *(line.text for line in b.lines)))
        kept = self.key_things & set(lexicon.every(PROPS, said))
        self.carried = {n: (t, CARRIED_PANELS) for n, (t, _) in self.carried.items() if t in kept}

    def leave(self, names: set[str]) -> None:
        """Those who are gone are not shown where nobody else is named."""
        self.last = [name for name in self.last if name not in names]
        self.talked = [name for name in self.talked if name not in names]

    def keeps(self, name: str, thing: str) -> str:
        """What `name` holds: `thing`, or what was taken up at most five panels ago."""
        thing = "" if thing in self.name_words else thing
        if thing in self.key_things:  # there is but one of it
            self.carried = {n: held for n, held in self.carried.items() if held[0] != thing}
        if thing:
            self.carried[name] = (thing, CARRIED_PANELS)
        kept, left = self.carried.get(name, ("", 0))
        if not left:
            return ""
        self.carried[name] = (kept, left - 1)
        return kept

    def catch_up(self, since: int, until: int) -> None:
        """What was taken up in sentences between two panels is in the hand when its owner is seen again."""
        for unit in range(since, until):
            for name, clause in self.blocking.acts[unit]:
                if doings.drops(clause):
                    self.carried.pop(name, None)
                    continue
                things = [t for t in named(clause) if t in HANDHELD] if name and doings.takes(clause) else []
                if things:
                    self.carried[name] = (things[0], CARRIED_PANELS)

    def hands_over(self, giver: str, taker: str, thing: str) -> None:
        """What was given is the other's from now on."""
        self.carried.pop(giver, None)
        self.carried[taker] = (thing, CARRIED_PANELS)

    def settles(self, name: str, pose: Pose | None) -> Pose | None:
        """How `name` goes on being: a `pose` taken up now, or one taken up not long ago."""
        if pose:
            self.postures[name] = (pose, 1 if pose == "kneel" else POSTURE_PANELS)
            return pose
        kept, left = self.postures.get(name, ("stand", 0))
        if not left:
            return None
        self.postures[name] = (kept, left - 1)
        return kept

    @property
    def name_words(self) -> frozenset[str]:
        """What is part of somebody's name: Mr. Bell is no bell."""
        return frozenset(w.casefold() for c in self.script.characters for w in c.name.split())

    @property
    def children(self) -> frozenset[str]:
        return frozenset(c.name for c in self.script.characters if c.age == "child")

    def by_name(self) -> dict[str, Character]:
        return {c.name: c for c in self.blocking.people}

    def lies(self, plan: Plan) -> str:
        """Who lies sick or dead by then, "" if nobody does."""
        name, start = self.blocking.lying.get(plan.scene, ("", 0))
        shown = [u.index for u in (*plan.shows, *(w.unit for w in plan.words))]
        return name if shown and max(shown) >= start else ""

    def deeds(self, plan: Plan) -> list[tuple[Act, ...]]:
        """Who does what in the narration that a plan shows, sentence by sentence, the one first that the
        picture is for: its deed, then what is lettered, then what is nearest to the words."""
        lettered = {w.unit.index for w in plan.words}
        told = [unit for unit in plan.shows if unit.told]
        told.sort(key=lambda u: (u.index != plan.deed, u.index not in lettered, -u.index))
        return [self.blocking.acts[unit.index] for unit in told]

    def acts(self, plan: Plan) -> list[Act]:
        """The same in one row."""
        return [act for deed in self.deeds(plan) for act in deed]

    def going(self, plan: Plan) -> frozenset[str]:
        """Who goes for good in the sentence that the picture is for: the last of them is seen."""
        if plan.deed < 0:
            return frozenset()
        return frozenset(n for n, clause in self.blocking.acts[plan.deed] if n and doings.goes(clause))

    def departing(self, plan: Plan) -> frozenset[str]:
        """Who goes out in the sentence that the picture is for: they are seen to go."""
        if plan.deed < 1:
            return frozenset()
        before = self.blocking.there[plan.deed - 1] - self.blocking.there[plan.deed]
        return frozenset(n for n, _ in self.blocking.acts[plan.deed] if n in before)

    def counted(self, name: str) -> int:
        """How many panels `name` was in before this one, which counts from now on."""
        self.panels_of[name] = self.panels_of.get(name, -1) + 1
        return self.panels_of[name]

    def there(self, plan: Plan) -> frozenset[str]:
        """Who is on the stage at some time of a plan; where it closes with a line, its speakers and who
        is there to hear it."""
        shown = [self.blocking.there[u.index] for u in (*plan.shows, *(w.unit for w in plan.words))]
        found = frozenset[str]().union(*shown)
        if plan.words and not (last := plan.words[-1].unit).told:
            speakers = {w.unit.line.speaker for w in plan.words}
            return found & (self.blocking.there[last.index] | speakers)
        return found


def _is_seen(unit: Unit, heard: Collection[tuple[int, str]]) -> bool:
    """Whether the speaker of a line is in the picture: who is only heard is not among those its beat sees."""
    if unit.line.heard:
        return False
    return (not unit.seen or unit.line.speaker in unit.seen) and (unit.scene, unit.line.speaker) not in heard


def _speakers(plan: Plan, known: dict[str, Character], heard: Collection[tuple[int, str]]) -> list[str]:
    aloud = [w.unit for w in plan.words if not w.unit.told and w.unit.line.kind not in _WRITTEN]
    return list(
        dict.fromkeys(u.line.speaker for u in aloud if u.line.speaker in known and _is_seen(u, heard))
    )


def _strangers(plan: Plan, told: str) -> list[str]:
    """The figures for voices that have no name: somebody unseen so far, or people; none for a mere voice."""
    aloud = {w.unit.line.speaker for w in plan.words if not w.unit.told and w.unit.line.kind in _ALOUD}
    near = " ".join(u.line.text for u in plan.shows if u.told) or told
    if CROWD in aloud:
        return list(CROWD_NAMES)
    return [UNKNOWN] if UNKNOWN in aloud and not _HEARD_ONLY.search(near) else []


def people(plan: Plan, stage: Stage) -> tuple[list[str], str]:
    """Names of those to show, speakers first in the order of their balloons; and the narration shown.

    Beside the speakers those who act are seen, and whom their acts go to, if they are there; who is only
    talked about is not.
    """
    known = stage.by_name()
    told = " ".join(u.line.text for u in plan.shows if u.told)
    shown = _speakers(plan, known, stage.blocking.heard)
    if not shown and any(u.panel for u in plan.shows):  # the writer of a panel names whom it shows
        return _with_strangers(list(names_in(told, tuple(known.values()))), plan, told), told
    there = (stage.there(plan) | stage.departing(plan)) - (
        {w.unit.line.speaker for w in plan.words} - set(shown)
    )
    near = [
        n for n in dict.fromkeys((*shown, *stage.last, *stage.talked[::-1], *sorted(there))) if n in there
    ]
    acts = [(n, clause) for n, clause in stage.acts(plan) if n and is_physical(clause)]
    if any(n == ALL for n, _ in acts) and len(shown) < 2:
        pair = any(n == ALL and _PAIR.search(clause) for n, clause in acts)
        named = [n for n, _ in acts if n != ALL and n in there]
        together = list(dict.fromkeys((*shown, *named, *near)))[: 2 if pair else FIGURES_MAX]
        return _with_strangers(together, plan, told), told
    away = {name for name, clause in acts if lexicon.vanishes(clause)} - set(shown) - stage.going(plan)
    stage.leave(away)
    acting = [name for name, _ in acts if name not in away]
    others = [_partner(name, clause, near, known) for name, clause in acts if name not in away]
    if (laid := stage.lies(plan)) and len(shown) < 2:
        others.append(laid)
    room = 2 if len(shown) < 2 else FIGURES_MAX
    others += _in_the_deed(plan, stage)
    for name in dict.fromkeys((*acting, *(n for n in others if n))):
        if name not in shown and len(shown) < room and name in there | stage.going(plan):
            shown.append(name)
    if not shown and _OF_BOTH.search(told):
        shown = near[:2]
    if shown and stage.going(plan).issuperset(shown):
        shown += [name for name in near if name not in shown][:1]  # somebody looks after who goes
    return _with_strangers(shown, plan, told), told


def _partner(name: str, clause: str, near: Sequence[str], known: Mapping[str, Character]) -> str:
    """To whom something is done: who is named or meant, else, where hands are laid on, the nearest."""
    found = partner_in(clause, name, near, known)
    if found or not contact_in(clause):
        return found
    return next((other for other in near if other != name), "")


def _in_the_deed(plan: Plan, stage: Stage) -> list[str]:
    """Whom the sentence names that the picture is for, beside those who act in it."""
    if plan.deed < 0:
        return []
    near = [u.line.text for u in plan.shows if u.told and u.index >= plan.deed]
    known, there = stage.by_name(), stage.there(plan)
    found = next((found for text in near if (found := names_in(text, tuple(known.values())))), ())
    if found:
        return list(found)
    ranked = dict.fromkeys((*stage.last, *sorted(there, key=lambda name: -known[name].mentions)))
    meant = [known[name] for name in ranked if near and name in known and is_meant(near[0], known[name])]
    return [c.name for c in sorted(meant, key=lambda c: c.gender == "unknown")][:1]


def _with_strangers(shown: list[str], plan: Plan, told: str) -> list[str]:
    """At most three, strangers among them, those who speak first and in the order of their balloons."""
    strangers = _strangers(plan, told)
    kept = shown[: FIGURES_MAX - 1 if strangers else FIGURES_MAX]
    kept += strangers[: FIGURES_MAX - len(kept)]
    said = (w.unit.line for w in plan.words if not w.unit.told)
    order = list(
        dict.fromkeys(line.speaker for line in said if line.kind not in _WRITTEN)
    )  # paper is no voice
    return sorted(kept, key=lambda name: order.index(name) if name in order else len(order))


def listener(plan: Plan, stage: Stage, speaker: str) -> str:
    """Whom the speaker talks to: one whom the line calls by name, else one whom the text sees there, else the
    last other one who talked in this scene, as long as no narration has led away from the talk. Who thinks
    is alone."""
    if plan.words and all(w.unit.line.kind == "thought" for w in plan.words if not w.unit.told):
        return ""
    there = stage.there(plan) - {w.unit.line.speaker for w in plan.words} - {speaker}
    recent = [name for name in reversed(stage.talked[-TALK_LINES:]) if name in there]
    said = " ".join(w.unit.line.text for w in plan.words if not w.unit.told)
    called = [name for name in names_in(said, tuple(stage.by_name().values())) if name in there]
    here = [
        *called,
        *recent,
        *(n for n in stage.last if n in there),
        *(() if stage.talked else sorted(there)),
    ]
    return here[0] if here else ""
