"""Who stands where in a panel, doing and feeling what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toonverse.domain.script import Character, Line, Script
from toonverse.domain.storyboard import Emotion, Facing, Figure, Pose, ShotSize
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.air import OUTDOORS
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.things import HANDHELD, PROPS
from toonverse.studio.directing.wording import sentences

FIGURES_MAX = 3
CARRIED_PANELS = 4
_CLAUSE = re.compile(r"[,;.!?…]+\s*|\s--\s|\s—\s")
_PRONOUN = re.compile(r"(?:he|she|his|her)\b|그녀?(?:는|가|의)(?=\s)", re.IGNORECASE)
_ACTS = re.compile(r"[a-z]+(?:ed|ing|ly)\b|(?:then|and|but|so)\b", re.IGNORECASE)  # goes on without a subject
_SUBJECT_MARK = (  # "Sua's eyes" act for Sua
    r"(?:이?(?:은|는|가|도|께서|만)|이(?=\s)|,|\s|$"
    r"|이?의 (?:\S+ )?(?:얼굴|눈|손|표정|어깨|목소리|걸음)(?:이|은|는|가|도|에|엔)?(?=[\s.,]|$))"
)
_SUBJECT_EN = r"\b(?!['’]s? (?!eyes|face|hands?|voice|fingers|smile))"
_TOGETHER = re.compile(
    r"(?:they|both|the two|the three|together)\b|(?:둘|셋|두 사람|세 사람|"
    r"그들)[은이도]",
    re.IGNORECASE,
)
ALL = "*"  # the subject of "they sat down"
_LASTING = frozenset({"sit", "lie", "kneel"})
_UPRIGHT = frozenset({"walk", "run", "fall", "strike", "embrace", "bow", "carry", "pull"})
_DEPTH: dict[ShotSize, float] = {
    "extreme long": 0.9,
    "long": 0.6,
    "full": 0.35,
    "medium": 0.1,
    "close": 0.0,
    "extreme close": 0.0,
    "insert": 0.0,
}
_ANSWERING: dict[Emotion, Emotion] = {
    "shouting": "surprised",
    "angry": "afraid",
    "crying": "sad",
    "laugh": "smile",
    "happy": "smile",
    "pained": "sad",
    "afraid": "surprised",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One who is in the panel, before it is known where: `speaks` has a balloon here."""

    name: str
    pose: Pose
    emotion: Emotion
    speaks: bool
    holds: str = ""
    touches: str = ""


@dataclass(slots=True)
class Stage:
    """What lasts from panel to panel of a scene: who sits or lies, which side is whose, who talked last."""

    script: Script
    scene: int = -1
    sides: dict[str, int] = field(default_factory=dict)
    postures: dict[str, Pose] = field(default_factory=dict)
    talked: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    carried: dict[str, tuple[str, int]] = field(default_factory=dict)

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
            self.carried.clear()

    def leave(self, names: set[str]) -> None:
        """Those who are gone are not shown where nobody else is named."""
        self.last = [name for name in self.last if name not in names]
        self.talked = [name for name in self.talked if name not in names]

    def keeps(self, name: str, thing: str) -> str:
        """What `name` holds: `thing`, or what was taken up at most four panels ago."""
        if thing:
            self.carried[name] = (thing, CARRIED_PANELS)
        kept, left = self.carried.get(name, ("", 0))
        if not left:
            return ""
        self.carried[name] = (kept, left - 1)
        return kept

    def by_name(self) -> dict[str, Character]:
        return {c.name: c for c in self.script.characters}


def names_in(text: str, characters: Sequence[Character], acting: bool = False) -> tuple[str, ...]:
    """The characters whom the text names, in its order (aliases count where they are long enough);
    with `acting` only those who can be its subject: in Korean the particle tells."""
    hits: dict[str, int] = {}
    for character in characters:
        for name in (character.name, *character.aliases):
            if len(name) < 2:
                continue
            after = r"\b" if name.isascii() else ""
            if acting:
                after = _SUBJECT_EN if name.isascii() else _SUBJECT_MARK
            start = r"\b" if name.isascii() else ""
            either = f"(?:{re.escape(name)}|{re.escape(name.upper())})"
            found = re.search(f"{start}{either}{after}", text)
            if found:
                hits[character.name] = min(found.start(), hits.get(character.name, found.start()))
    return tuple(sorted(hits, key=lambda name: hits[name]))


def _pronoun_fits(clause: str, character: Character | None) -> bool:
    if character is None:
        return False
    hit = _PRONOUN.match(clause)
    if not hit:
        return False
    she = hit[0].casefold().strip() in ("she", "her", "그녀")
    return character.gender == "unknown" or (character.gender == "female") == she


def subjects(text: str, names: Sequence[str], characters: Sequence[Character]) -> list[tuple[str, str]]:
    """The clauses of a narration, each with the name of the one who acts in it, or "".

    A clause without a name goes on with the last subject, unless its sentence is about something
    else ("the lantern swung"); a pronoun at its head stands for the one of `names` it fits.
    """
    known = {c.name: c for c in characters}
    found: list[tuple[str, str]] = []
    subject = ""
    for sentence in sentences(text):
        for n, clause in enumerate(c for c in _CLAUSE.split(sentence) if c.strip()):
            named = names_in(clause, characters, acting=True)
            if named:
                subject = named[0]
            elif _TOGETHER.match(clause):
                subject = ALL
            elif _PRONOUN.match(clause):
                if not _pronoun_fits(clause, known.get(subject)):
                    fitting = [name for name in names if _pronoun_fits(clause, known.get(name))]
                    subject = fitting[0] if fitting else subject
            elif n == 0 and not _ACTS.match(clause):
                subject = ""
            found.append((subject, clause))
    return found


def _speakers(plan: Plan, known: dict[str, Character]) -> list[str]:
    aloud = (w.unit.line for w in plan.words if w.unit.line.kind != "caption")
    return list(dict.fromkeys(line.speaker for line in aloud if line.speaker in known))


def people(plan: Plan, stage: Stage) -> tuple[list[str], str]:
    """Names of those to show, speakers first in the order of their balloons; and the narration shown.

    Beside the speakers those who act are seen; who is only talked about is not.
    """
    known = stage.by_name()
    told = " ".join(u.line.text for u in plan.shows if u.told)
    shown = _speakers(plan, known)
    present = list(dict.fromkeys(n for u in plan.shows for n in u.seen if n in known))
    if not shown and any(u.panel for u in plan.shows):  # the writer of a panel names whom it shows
        return list(names_in(told, stage.script.characters))[:FIGURES_MAX], told
    room = 2 if len(shown) < 2 else FIGURES_MAX
    near = list(dict.fromkeys((*shown, *present, *stage.last)))
    acts = [(n, clause) for n, clause in subjects(told, near, stage.script.characters) if n]
    if any(n == ALL for n, _ in acts) and len(shown) < 2:
        return list(dict.fromkeys((*shown, *near)))[:2], told
    away = {name for name, clause in acts if lexicon.vanishes(clause)} - set(shown)
    stage.leave(away)
    acting = [name for name, _ in acts if name not in away]
    touched = names_in(told, stage.script.characters) if lexicon.touches(told) else ()
    for name in dict.fromkeys((*acting, *touched)):
        if name not in shown and len(shown) < room and (name in present or not present):
            shown.append(name)
    return shown[:FIGURES_MAX], told


def listener(plan: Plan, stage: Stage, speaker: str) -> str:
    """Whom the speaker talks to: one whom the text sees there, else the last other one who talked in this
    scene, as long as no narration has led away from the talk. Who thinks is alone."""
    if plan.words and all(w.unit.line.kind == "thought" for w in plan.words if not w.unit.told):
        return ""
    known = stage.by_name()
    seen = [name for unit in plan.shows for name in unit.seen if name in known and name != speaker]
    recent = [name for name in reversed(stage.talked) if name != speaker]
    here = [name for name in recent if name in seen] + seen
    if not here and not any(u.told for u in plan.shows):
        here = recent
    return here[0] if here else ""


def _line_emotion(lines: Sequence[Line]) -> Emotion | None:
    for line in lines:
        found = lexicon.first(lexicon.EMOTIONS, line.text)
        if line.kind == "shout" and found not in ("angry", "afraid", "crying", "laugh", "surprised"):
            return "shouting"
        if found:
            return found
        if line.text.count("!") + line.text.count("?") > 1:
            return "surprised"
        if said := lexicon.first(lexicon.LINE_EMOTIONS, line.text):
            return said
    return None


def _pose(name: str, clauses: str, speaks: bool, stage: Stage) -> Pose:
    found = lexicon.first(lexicon.POSES, clauses) if clauses else None
    if found == "lie" and not stage.indoors:
        return found  # nobody goes on lying in the street
    if found in _LASTING:
        stage.postures[name] = found
    elif found in _UPRIGHT:
        stage.postures.pop(name, None)
    lasting = stage.postures.get(name)
    return found or lasting or ("talk" if speaks else "stand")


_TAKING: frozenset[Pose] = frozenset({"hold", "reach", "drink", "write", "carry", "pull", "raise fist"})
_FREE_HANDS: frozenset[Pose] = _TAKING | {"stand", "talk", "walk", "run", "sit", "kneel", "look up", "wave"}
_HELD_BY_NOBODY = re.compile(r"손에[는 ][^.]*(?:들려|쥐여|쥐어져)|\bin (?:his|her) hands?\b", re.IGNORECASE)


def _named_thing(text: str) -> str:
    return next((thing for thing in lexicon.every(PROPS, text) if thing in HANDHELD), "")


def _held(clauses: str, pose: Pose) -> str:
    return _named_thing(clauses) if pose in _TAKING or lexicon.takes(clauses) else ""


def act(names: Sequence[str], plan: Plan, told: str, stage: Stage) -> list[Person]:
    """What each one does and feels, from the words of the narration shown and of their own lines."""
    persons: list[Person] = []
    acted = subjects(told, names, stage.script.characters)
    nobody = not any(subject for subject, _ in acted)
    for name in names:
        mine = ". ".join(clause for subject, clause in acted if subject in (name, ALL))
        lines = [w.unit.line for w in plan.words if w.unit.line.speaker == name]
        pose = _pose(name, mine, bool(lines), stage)
        emotion = lexicon.first(lexicon.EMOTIONS, mine) if mine else None
        if emotion is None and nobody and name == names[0]:  # tears fall: they are somebody's
            emotion = lexicon.first(lexicon.EMOTIONS, told)
            emotion = (
                None if emotion in ("shouting", "angry", "determined") else emotion
            )  # "the train screams"
        feeling: Emotion = emotion or _line_emotion(lines) or "calm"
        if feeling == "calm" and not lines and plan.role == "turn":
            feeling = "surprised"  # nobody is unmoved when the story turns
        others = [n for n in names if n != name]
        touching = others[0] if others and mine and lexicon.touches(mine) else ""
        held = _held(mine, pose)
        holder = stage.last[0] if stage.last and stage.last[0] in names else names[0]
        if not held and name == holder and _HELD_BY_NOBODY.search(told):
            held = _named_thing(told)
        held = stage.keeps(name, held) if pose in _FREE_HANDS else ""
        persons.append(Person(name, pose, feeling, bool(lines), held, touching))
    return [_answered(p, persons) for p in persons]


def _answered(person: Person, persons: Sequence[Person]) -> Person:
    """One who only listens mirrors what is said to them."""
    if person.speaks or person.emotion != "calm":
        return person
    for other in persons:
        if other.speaks and other.emotion in _ANSWERING:
            return Person(
                person.name,
                person.pose,
                _ANSWERING[other.emotion],
                False,
                person.holds,
                person.touches,
            )
    return person


def _ordered(persons: Sequence[Person], stage: Stage) -> list[Person]:
    """Left to right: speakers as their balloons are read, the others on the side that is theirs."""
    for person in persons:
        stage.sides.setdefault(person.name, len(stage.sides))
    placed = sorted(persons, key=lambda p: stage.sides[p.name])
    speaking = [p for p in persons if p.speaks]
    slots = [i for i, p in enumerate(placed) if p.speaks]
    for slot, person in zip(slots, speaking, strict=True):
        placed[slot] = person
    return placed


def _places(count: int, close: bool, touching: bool) -> tuple[float, ...]:
    if count == 2:
        return (0.38, 0.62) if touching else (0.27, 0.73) if close else (0.3, 0.7)
    return (0.18, 0.5, 0.82)


def figures(persons: Sequence[Person], size: ShotSize, angle: str, stage: Stage) -> tuple[Figure, ...]:
    """The persons placed in the frame, left to right, facing one another."""
    if size == "insert" or not persons:
        return ()
    placed = _ordered(persons, stage)
    if size == "extreme close":
        placed = [next((p for p in placed if p.speaks), placed[0])]
    depth = _DEPTH[size]
    if len(placed) == 1:
        return (_alone(placed[0], size, angle, depth, stage),)
    xs = _places(len(placed), size == "close", any(p.touches for p in placed))
    found: list[Figure] = []
    for i, (person, x) in enumerate(zip(placed, xs, strict=True)):
        facing: Facing = "right" if x < 0.5 else "left" if x > 0.5 else "front"
        near = angle == "over shoulder" and not person.speaks
        if near:
            facing = "back"
        elif angle == "back":
            facing = "back" if not person.speaks else facing
        own = 0.0 if near else min(1.0, depth + (0.12 if len(placed) == 3 and i == 1 else 0.0))
        if angle == "over shoulder" and person.speaks:
            own = max(own, 0.3)
        found.append(
            Figure(person.name, person.pose, person.emotion, facing, x, own, person.holds, person.touches)
        )
    names = {f.character for f in found}
    return tuple(f if f.touches in names or not f.touches else _untouched(f) for f in found)


def _untouched(figure: Figure) -> Figure:
    return Figure(
        figure.character, figure.pose, figure.emotion, figure.facing, figure.x, figure.depth, figure.holds
    )


def _alone(person: Person, size: ShotSize, angle: str, depth: float, stage: Stage) -> Figure:
    side = stage.sides.get(person.name, 0)
    partnered = len(stage.sides) > 1
    x = 0.5 if not partnered else (0.4, 0.6)[min(1, side)]
    facing: Facing = "front" if not partnered or size == "extreme close" else ("right", "left")[min(1, side)]
    if angle == "back" or (size == "extreme long" and not person.speaks):
        facing = "back"
    if size == "close" and person.emotion in lexicon.INTENSE:
        facing = "front"
    return Figure(person.name, person.pose, person.emotion, facing, x, depth, person.holds)
