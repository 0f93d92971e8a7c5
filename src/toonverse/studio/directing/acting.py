"""What each one in a panel does and feels, from the words of the narration and of their own lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.script import Line
from toonverse.domain.storyboard import Contact, Emotion, Gaze, Pose
from toonverse.studio.directing import doings, gestures, lexicon
from toonverse.studio.directing.blocking import is_elsewhere
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.contacts import contact_in
from toonverse.studio.directing.deeds import FAINT
from toonverse.studio.directing.idioms import sleeps_sitting
from toonverse.studio.directing.naming import ALL, Act, names_in, partner_in
from toonverse.studio.directing.presence import CROWD_NAMES, UNKNOWN, Stage
from toonverse.studio.directing.things import HANDHELD, in_hand, named, thing_taken

_TEARS = re.compile(r"눈물|\btears\b", re.IGNORECASE)
_DARK = frozenset({"angry", "shouting", "crying", "pained", "shocked", "afraid"})
_CONTAGIOUS = frozenset({"crying", "sad", "laugh", "tender", "pained"})  # told of nobody they are somebody's
_LASTING = frozenset({"sit", "sit floor", "lie", "kneel"})
_TAKING: frozenset[Pose] = frozenset(
    {"hold", "reach", "drink", "write", "carry", "pull", "raise fist", "read"}
)
_PLACED = frozenset(
    {"clock", "lamp", "mirror", "cat", "bird", "baby", "flag", "bell", "radio", "lantern", "candle"}
)
_WORN = frozenset({"hat", "scarf", "helmet", "towel"})
_FREE_HANDS: frozenset[Pose] = _TAKING | {
    "stand", "talk", "walk", "run", "sit", "sit floor", "kneel", "look up", "look down", "wave", "lean"
}  # fmt: skip
_HANDS: frozenset[Pose] = _TAKING | {"look up", "look down", "look back", "point", "wave", "hand on chin"}
_HELD_BY_NOBODY = re.compile(r"손에[는 ][^.]*(?:들려|쥐여|쥐어져)|\bin (?:his|her) hands?\b", re.IGNORECASE)
_NOBODYS_OWN = frozenset({"shouting", "angry", "determined", "pained", "tired"})
_IS_HEARD = re.compile(
    r"(?:소리|음성|비명|노래)[가이도는]? ?(?:\S+ )?(?:들려|들렸|들린)|"
    r"\b(?:groan|moan|scream|cry|cries|sob|shriek|howl|voice|laugh)\w* (?:was|were|could be|came|rang)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\bit\b|그것을|그걸", re.IGNORECASE)
_ANSWERING: dict[Emotion, Emotion] = {
    "shouting": "surprised",
    "angry": "afraid",
    "crying": "sad",
    "laugh": "smile",
    "happy": "smile",
    "tender": "smile",
    "pained": "sad",
    "afraid": "surprised",
    "shocked": "surprised",
}
_GAZES: dict[Emotion, Gaze] = {"ashamed": "down", "embarrassed": "away"}
_POSED_GAZES: dict[Pose, Gaze] = {"look up": "up", "look down": "down", "read": "down", "write": "down"}


@dataclass(frozen=True, slots=True)
class Person:
    """One who is in the panel, before it is known where.

    `speaks` counts the letters of their balloons here, `acts` says that the narration shown tells what they
    do, `leaves` that they go for good; the rest is as in `Figure`.
    """

    name: str
    pose: Pose
    emotion: Emotion
    speaks: int
    acts: bool = False
    holds: str = ""
    touches: str = ""
    contact: Contact = ""
    gaze: Gaze = ""
    leaves: bool = False

    @property
    def stranger(self) -> bool:
        return self.name == UNKNOWN or self.name in CROWD_NAMES


def act(names: Sequence[str], plan: Plan, told: str, stage: Stage) -> list[Person]:
    """What each one does and feels, from the words of the narration shown and of their own lines."""
    acted = stage.acts(plan)
    persons = [_person(name, names, plan, told, acted, stage) for name in names]
    laid = stage.lies(plan)
    persons = [_laid(p) if p.name == laid else _bent_over(p, laid) for p in persons]
    persons = _in_tears([_answered(p, persons) for p in _in_contact(persons)], plan)
    if plan.kind == "eyes":  # before the turn: what it brings is not felt yet
        persons = [replace(p, emotion="surprised" if p.emotion != "calm" else p.emotion) for p in persons]
    return [_held_themselves(_sobered(p, persons), len(persons) == 1, plan, stage) for p in persons]


def _held_themselves(person: Person, alone: bool, plan: Plan, stage: Stage) -> Person:
    """Who would only stand or talk is given a bearing (see `gestures`); what is in their hands stays."""
    turn_of = stage.counted(person.name)
    if person.pose not in ("stand", "talk") or person.contact or person.touches or person.stranger:
        return person
    lines = _own_lines(person.name, plan)
    if lines:
        pose = gestures.said(lines) or gestures.speaking(person.name, person.emotion, lines, turn_of)
    else:
        child = person.name in stage.children
        pose = gestures.silent(person.name, person.emotion, alone, child and not alone, turn_of)
    if person.holds and pose not in _FREE_HANDS | _HANDS:
        pose = "hold"
    if person.holds and pose == "stand":
        pose = "hold"
    if plan.role == "turn" and pose == "cover face":
        pose = "talk"  # the one face that all wait for is not hidden
    gaze = _POSED_GAZES.get(pose) or _GAZES.get(person.emotion, "")
    return replace(person, pose=pose, gaze=person.gaze or gaze)


def _own_lines(name: str, plan: Plan) -> list[Line]:
    lines = [w.unit.line for w in plan.words if w.unit.line.speaker == name]
    return [line for line in lines if line.kind not in ("letter", "sign")]


def _in_tears(persons: list[Person], plan: Plan) -> list[Person]:
    """Tears that a caption tells of are seen: where nobody weeps, the first calm one does."""
    captions = " ".join(w.text for w in plan.words if w.unit.told)
    weeping = any(p.emotion in ("crying", "sad") or p.pose == "lie" for p in persons)
    if weeping or not _TEARS.search(captions):
        return persons
    calm = next((i for i, p in enumerate(persons) if p.emotion == "calm"), -1)
    return [replace(p, emotion="crying") if i == calm else p for i, p in enumerate(persons)]


def _sobered(person: Person, persons: Sequence[Person]) -> Person:
    """Nobody smiles politely at one who rages, weeps or is in pain; a smile that is told stays."""
    dark = any(p.emotion in _DARK for p in persons if p is not person)
    return (
        replace(person, emotion="calm") if dark and person.emotion == "smile" and not person.acts else person
    )


def _laid(person: Person) -> Person:
    """Who lies sick or dead does nothing else."""
    return replace(
        person, pose="lie", emotion="calm", acts=False, holds="", touches="", contact="", gaze="closed"
    )


def _bent_over(person: Person, laid: str) -> Person:
    """Nobody embraces standing who lies: one kneels there."""
    if person.touches and person.touches == laid:
        return replace(person, pose="kneel", touches="", contact="")
    return person


def _person(
    name: str, names: Sequence[str], plan: Plan, told: str, acted: Sequence[Act], stage: Stage
) -> Person:
    mine = ". ".join(clause for subject, clause in acted if subject in (name, ALL))
    nobody = not any(subject for subject, _ in acted)
    lines = _own_lines(name, plan)
    first = name == names[0]
    nobodys = _nobodys(plan, stage) if first else ""
    pose = _pose(name, _done_by(name, stage.deeds(plan)) or [nobodys], nobodys, bool(lines), stage)
    feeling = _feeling(mine, told if first and nobody else nobodys, lines)
    if feeling == "calm" and plan.role in ("turn", "ending") and name == _moved(names, plan, stage):
        moved = lexicon.first(lexicon.EMOTIONS, told)
        feeling = moved if moved in _CONTAGIOUS and not _IS_HEARD.search(told) else feeling
    if feeling == "calm" and not lines and plan.role == "turn":
        feeling = "surprised" if not mine else feeling  # nobody is unmoved when somebody else turns the story
    partner, contact = _contact(name, names, acted, stage)
    if not contact:
        partner, contact = _comforted(name, names, lines, stage)
    held = _named_thing(mine) if contact == "hand over" else _held(mine, pose)
    holder = stage.last[0] if stage.last and stage.last[0] in names else names[0]
    if not held and name == holder and _HELD_BY_NOBODY.search(told):
        held = _named_thing(told)
    held = held or _taken_up(name, acted) or _thing_of_deed(name, plan, stage) or _it(mine, plan, stage)
    held = held or (_looked_over(plan, stage) if first and nobody and len(names) == 1 else "")
    if not held and doings.drops(mine):
        stage.carried.pop(name, None)
    held = stage.keeps(name, held) if pose in _FREE_HANDS or contact == "hand over" else ""
    if contact == "hand over" and held:
        stage.hands_over(name, partner, held)
    held = in_hand(held, stage.indoors)
    gaze = _POSED_GAZES.get(pose) or _GAZES.get(feeling, "")
    said = sum(len(line.text) for line in lines)
    leaves = name in stage.going(plan)
    pose = "walk" if leaves and pose in ("stand", "talk") else pose
    return Person(name, pose, feeling, said, bool(mine), held, partner, contact, gaze, leaves)


def _thing_of_deed(name: str, plan: Plan, stage: Stage) -> str:
    """What the sentence that the picture is for names, in the hand of who acts in it."""
    if plan.deed < 0:
        return ""
    own = [clause for subject, clause in stage.blocking.acts[plan.deed] if subject == name]
    if plan.role not in ("turn", "ending"):  # there the picture shows all that the sentence names
        own = [clause for clause in own if doings.takes(clause) or doings.pose_in(clause) in _TAKING]
    told = " ".join(own)
    return "" if lexicon.vanishes(told) or doings.drops(told) else _named_thing(told)


def _looked_over(plan: Plan, stage: Stage) -> str:
    """The thing that a caption about nobody is about, in the hands of the one who is seen with it: a story
    tells what somebody looks at, not that they do."""
    told = [w.unit.line.text for w in plan.words if w.unit.told]
    if len(told) < len(plan.words) or not told or plan.role == "opening" or not stage.indoors:
        return ""
    things = [thing for text in told if not is_elsewhere(text) for thing in named(text)]
    held_by_others = {thing for thing, _ in stage.carried.values()}
    return next((t for t in things if t in HANDHELD - _WORN - _PLACED and t not in held_by_others), "")


def _it(mine: str, plan: Plan, stage: Stage) -> str:
    """What "it" is that is taken up: the thing that was named last."""
    if plan.deed < 0 or not doings.takes(mine) or not _IT.search(mine):
        return ""
    return stage.blocking.things[plan.deed]


def _taken_up(name: str, acted: Sequence[Act]) -> str:
    """What is taken up in a clause that names nobody: who was told of last goes on acting."""
    last = ""
    for subject, clause in acted:
        last = subject or last
        if not subject and last == name and doings.takes(clause) and (thing := _named_thing(clause)):
            return thing
    return ""


def _moved(names: Sequence[str], plan: Plan, stage: Stage) -> str:
    """Who weeps or laughs where it is told of nobody in particular: the first one whom a sentence of feeling
    names, else the first one there."""
    told = [u.line.text for u in plan.shows if u.told]
    felt = [text for text in told if lexicon.first(lexicon.EMOTIONS, text) is not None]
    people = [c for c in stage.blocking.people if c.name in names]
    return next((n for text in felt for n in names_in(text, people)), names[0])


def _feeling(mine: str, told: str, lines: Sequence[Line]) -> Emotion:
    """From one's own clauses, else (tears fall: they are somebody's) from narration about nobody, else from
    one's lines."""
    emotion = lexicon.first(lexicon.EMOTIONS, mine) if mine else None
    if emotion is None and told:
        emotion = lexicon.first(lexicon.EMOTIONS, told)
        emotion = None if emotion in _NOBODYS_OWN else emotion  # "the train screams"
        emotion = "surprised" if _IS_HEARD.search(told) else emotion  # it is somebody else's
    return emotion or _line_emotion(lines) or "calm"


def _line_emotion(lines: Sequence[Line]) -> Emotion | None:
    grave = any(lexicon.grave(line.text) for line in lines)
    for line in lines:
        found = lexicon.first(lexicon.EMOTIONS, line.text)
        found = None if grave and found in lexicon.GLAD else found
        if line.kind == "shout" and found not in ("angry", "afraid", "crying", "laugh", "surprised"):
            return "surprised" if gestures.said([line]) in ("wave", "plead") else "shouting"
        if found:
            return found
        if ("!" in line.text and "?" in line.text) or "!!" in line.text or "??" in line.text:
            return "surprised"
        said = lexicon.first(lexicon.LINE_EMOTIONS, line.text)
        if said and not (grave and said in lexicon.GLAD):
            return said
    return None


def _done_by(name: str, deeds: Sequence[Sequence[Act]]) -> list[str]:
    """The clauses of each sentence in which `name` acts; one's own act outdoes what all do."""
    found = []
    for deed in deeds:
        own = ". ".join(clause for subject, clause in deed if subject == name)
        together = ". ".join(clause for subject, clause in deed if subject in (name, ALL))
        moves = doings.pose_in(own) or doings.rises(own)
        found.append(own if moves else together)
    return [clauses for clauses in found if clauses]


def _nobodys(plan: Plan, stage: Stage) -> str:
    """The sentence that the picture is for, where nobody is its subject ("an umbrella left the alley"):
    somebody carries the umbrella."""
    if plan.deed < 0 or any(subject for subject, _ in stage.blocking.acts[plan.deed]):
        return ""
    return next((u.line.text for u in plan.shows if u.index == plan.deed), "")


def _pose(name: str, deeds: Sequence[str], nobodys: str, speaks: bool, stage: Stage) -> Pose:
    """What `name` does in the first of the sentences that tells it; who sat down before goes on sitting. Of
    a sentence about a thing (`nobodys`) only hands and eyes are somebody's: a cup falls by itself."""
    found: Pose | None = None
    for clauses in deeds:
        pose, rises = doings.pose_in(clauses), doings.rises(clauses)
        pose = None if clauses == nobodys and pose not in FAINT else pose
        if rises:
            stage.postures.pop(name, None)
            pose = None if pose in _LASTING else pose
        elif pose in _LASTING and found is not None:
            stage.settles(name, pose)
        found = found or pose
        if rises:
            break
    if found == "lie" and any(sleeps_sitting(clauses) for clauses in deeds):
        found = "sit"
    if found == "lie" and not stage.indoors:
        return found  # nobody goes on lying in the street
    if found in _LASTING:
        return stage.settles(name, found) or found
    if found and found not in _HANDS:
        stage.postures.pop(name, None)
    lasting = stage.settles(name, None)
    if lasting and found in _HANDS:
        return lasting  # what hands do is seen in what they hold
    return found or lasting or ("talk" if speaks else "stand")


def _contact(name: str, names: Sequence[str], acted: Sequence[Act], stage: Stage) -> tuple[str, Contact]:
    """Whom `name` lays hands on, and how; nothing where it is not told or the other is not in the panel."""
    others = [n for n in names if n != name]
    for subject, clause in acted:
        contact = contact_in(clause)
        if not others or not contact or subject not in (name, ALL) or (subject == ALL and name != names[0]):
            continue
        partner = partner_in(clause, name, others, stage.by_name()) if subject == name else ""
        return partner if partner in others else others[0], contact
    return "", ""


def _comforted(name: str, names: Sequence[str], lines: Sequence[Line], stage: Stage) -> tuple[str, Contact]:
    """Whom `name` lays a hand on by what they say, if one other is there; empty hands hand over nothing."""
    contact = gestures.said_contact(lines)
    others = [n for n in names if n != name]
    if not contact or len(others) != 1 or not {name, *others} <= stage.by_name().keys():
        return "", ""
    if contact == "hand over" and not stage.carried.get(name, ("", 0))[0]:
        return "", ""
    return others[0], contact


def _in_contact(persons: Sequence[Person]) -> list[Person]:
    """Who is embraced embraces; who is given something holds out a hand for it."""
    found = list(persons)
    for person in persons:
        at = next((i for i, p in enumerate(found) if p.name == person.touches), None)
        if at is None or found[at].touches:
            continue
        other = found[at]
        if person.contact == "embrace":
            found[at] = replace(other, pose="embrace", touches=person.name, contact="embrace")
        elif person.contact == "hand over":
            pose: Pose = "reach" if other.pose in ("stand", "talk") else other.pose
            found[at] = replace(other, pose=pose, holds="")
        elif person.contact == "carry on back":
            found[at] = replace(other, touches=person.name)
    return [replace(p, pose="embrace") if p.contact == "embrace" else p for p in found]


def _named_thing(text: str) -> str:
    """The first thing named that a hand holds; what is worn only if there is nothing else."""
    things = [thing for thing in named(text) if thing in HANDHELD]
    if (taken := thing_taken(text)) in things:
        return taken
    return next((thing for thing in things if thing not in _WORN), things[0] if things else "")


def _held(clauses: str, pose: Pose) -> str:
    return _named_thing(clauses) if pose in _TAKING or doings.takes(clauses) else ""


def _answered(person: Person, persons: Sequence[Person]) -> Person:
    """One who only listens mirrors what is said to them."""
    if person.speaks or person.emotion != "calm":
        return person
    for other in persons:
        if other.speaks and other.emotion in _ANSWERING:
            return replace(person, emotion=_ANSWERING[other.emotion])
    return person
