"""Who acts in each sentence of a story, and who is on the stage by then.

Being named is not being there: a watch is Jim's, a present is for him, and he comes home three pages later.
In a scene somebody is there from the first moment in which they speak, or do or feel something, until they
leave.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toonverse.domain.script import Character, Script
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.air import OUTDOORS
from toonverse.studio.directing.condition import infants, lying, only_heard
from toonverse.studio.directing.contacts import contact_in
from toonverse.studio.directing.naming import ALL, Act, names_in, subjects
from toonverse.studio.directing.things import HANDHELD, named
from toonverse.studio.directing.tones import other_times
from toonverse.studio.directing.units import Unit

_PRESENT_KINDS = frozenset({"speech", "shout", "whisper", "thought"})
_HABITUAL = re.compile(  # a whole sentence of another time
    r"\b(?:whenever|used to|in those days|every (?:day|year|evening|night|time|autumn|morning)|"
    r"had (?:always|once|been))\b"
    r"|곤 했|곤 하|적이 있었|적이 없었|했었|날마다|매일|만일|만약|모르리라",
    re.IGNORECASE,
)
_BODILESS = re.compile(
    r"(?:^|\s)(?:voices?|sounds?)$|^(?:computer|system|A\.?I\.?|intercom|radio|loudspeaker|dispatch(?:er)?)$|"
    r"^(?:컴퓨터|시스템|인공지능|안내 ?음성|스피커|인터폰|라디오|상황실|관제실)$|목소리$|소리$|음성$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(  # told of another time, or only thought of
    r"^(?:and |but )?if\b|\b(?:would|could|might|used to|had been|never|whenever|always|will|going to|"
    r"every (?:day|year|"
    r"evening|night|time)|thought (?:of|about)|remember(?:ed|s)?|dream(?:ed|t)|in those days)\b"
    r"|(?:곤 했|곤 하|적이 있|적이 없|했었|언제나|항상|늘 |평소|날마다|매일|생각(?:했|하)|그리워|떠올렸|"
    r"만일|만약|"
    r"모르리라|모른다|듯하|것이다)",
    re.IGNORECASE,
)
_ABSENT = re.compile(  # whoever it is told of is not there
    r"(?<![가-힣])(?:오|나타나|돌아오|들어오|나오)지(?:는|도|를)? (?:않|못)|"
    r"(?<![가-힣])안 (?:왔|온다|나타났|나타나)|"
    r"(?:곳|곁|옆|자리|방|집|안|여기|거기|어디)(?:에|에는|에도|엔|도)? (?:이미 |벌써 |더는 )?없(?:었|다)|"
    r"\b(?:did(?: not|n['’]t) (?:come|appear|show up|arrive|return)|never came|"
    r"(?:was|were)(?: not|n['’]t) (?:there|here|home|at home)|was nowhere)\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"나갔|나가 버|가 ?버렸|떠났|사라졌|사라져|퇴장|돌아갔|달아났|도망쳤"
    r"|\b(?:went (?:out|away|off|home)|walk(?:s|ed) (?:out|away|off)|left (?:the|her|him|them|without)|"
    r"ran (?:away|off|"
    r"out)|vanish|disappear|leaves\b|exits?\b|was gone|drove (?:off|away))",
    re.IGNORECASE,
)
_GOING = re.compile(
    r"나간다|나가려|나섰|밖으로|문을 나|\b(?:to(?:ward)?s? the door|started for)\b", re.IGNORECASE
)
_STEPS_GONE = re.compile(  # whoever was on the way out is away
    r"(?:밖으로|발자취|발소리|발길|구두 소리|뒷모습)[^.]*(?:사라[졌져]|멀어[졌져])"
    r"|\b(?:foot)?steps\b[^.]*\b(?:died away|faded|receded)"
    r"|\bdoor (?:closed|slammed|shut) behind (?:him|her)\b",
    re.IGNORECASE,
)
_COMES_BACK = re.compile(r"돌아[오왔와온]|\b(?:came|comes|come) back\b|\breturn", re.IGNORECASE)
_KOREAN = re.compile(r"[가-힣]")
_SUBJECT_KO = re.compile(  # somebody or something that the sentence is about
    r"(?<![가-힣])(?!(?:같이|많이|깊이|높이|멀리|없이|말없이|가만히|조용히|나직이|오래도록은|이제는|다시는|"
    r"한참이|그때는|그제야는)\b)[가-힣]{1,6}(?:은|는|이|가|께서)(?=\s)(?! (?:채|동안|순간|대로|것))"
)
FOLLOWED_UNITS = 2
"""Sentences after somebody has gone in which the story may go with them."""
_THREE = re.compile(
    r"세 (?:사람|처녀|소녀|소년|아이|여자|남자|친구|자매|형제|학생)|셋|\bthree\b", re.IGNORECASE
)
_TOWARDS_EN = (
    r"(?:beside|next to|at|to|toward|towards|with|past|behind|before|into|on|upon|from|held|took|hugg\w+)"
)


@dataclass(frozen=True, slots=True)
class Blocking:
    """For each unit its acts (who does what, clause by clause, there and then) and the names of those who are
    there when it is over. `people` are those who can be drawn at all, `heard` the (scene, name) of voices
    only, `lying` who lies in a scene, and from which unit on, `things`
    what "it" is for a hand in each unit: the last thing named before it."""

    acts: tuple[tuple[Act, ...], ...]
    there: tuple[frozenset[str], ...]
    people: tuple[Character, ...]
    heard: frozenset[tuple[int, str]]
    lying: Mapping[int, tuple[str, int]]
    things: tuple[str, ...] = ()


def _embodied(characters: Sequence[Character], row: Sequence[Unit]) -> tuple[Character, ...]:
    """Those who can be drawn: "a thin voice" may speak, but is nobody to be seen; a babe is in arms."""
    small = infants(row, characters)
    aloud = {u.line.speaker for u in row if u.line.kind in _PRESENT_KINDS and not u.line.heard}
    told = [u.line.text for u in row if u.told]
    asked = any(u.panel for u in row)

    def is_only_spoken_of(who: Character) -> bool:
        """Somebody who says nothing and does nothing under their own name is elsewhere, or dead."""
        return not asked and who.name not in aloud and not any(names_in(t, (who,), acting=True) for t in told)

    return tuple(
        c
        for c in characters
        if not _BODILESS.search(c.name) and c.name not in small and not is_only_spoken_of(c)
    )


def is_elsewhere(text: str) -> bool:
    """Whether a text tells of another time, or of what is only thought of."""
    return bool(_ELSEWHERE.search(text) or _HABITUAL.search(text))


def is_physical(clause: str) -> bool:
    """Whether a clause tells something that is seen there and then."""
    if _ELSEWHERE.search(clause) or _ABSENT.search(clause):
        return False
    return bool(
        doings.happens(clause)
        or lexicon.first(doings.POSES, clause)
        or contact_in(clause)
        or lexicon.small_act(clause)
        or lexicon.first(lexicon.EMOTIONS, clause)
    )


class _Walk:
    """Walks the story once, and remembers who was spoken of and who is there."""

    def __init__(self, people: tuple[Character, ...], heard: set[tuple[int, str]]) -> None:
        self.people, self.heard = people, heard
        self.known = {c.name for c in self.people}
        ranked = sorted(self.people, key=lambda c: -c.mentions)
        self.focus = [c.name for c in ranked]  # the last subject first, then the most spoken of
        self.there: set[str] = set()
        self.going = ""
        self.left: set[str] = set()  # they come back by their names, or by speaking

    def told(self, unit: Unit, after: Sequence[Unit] = ()) -> tuple[Act, ...]:
        """Who does what in a sentence; `after` are the next ones of its scene."""
        near = [n for n in self.focus if n in unit.seen]
        acts = self._gone_on(subjects(unit.line.text, (*near, *self.focus), self.people), unit)
        gone: set[str] = set()
        self.left -= set(names_in(unit.line.text, self.people))
        acts = [(self._meant(name, unit), clause) for name, clause in acts]
        self.there -= {name for name, clause in acts if _ABSENT.search(clause)}
        for name, clause in acts:
            if name == ALL and is_physical(clause):
                self.there.update(self.focus[: 3 if _THREE.search(clause) else 2])  # who was last spoken of
            if name == ALL or not name or (unit.scene, name) in self.heard:
                continue
            self._speak_of(name)
            if not _HABITUAL.search(unit.line.text) and (unit.panel or is_physical(clause)):
                self.there.add(name)
                self.there |= _reached(clause, name, self.people)
            if _LEAVES.search(clause):
                gone.add(name)
            self.going = name if _GOING.search(clause) else self.going
        followed = self._followed(after, gone) if gone else set()
        if self.going and _STEPS_GONE.search(unit.line.text):
            gone.add(self.going)
        if unit.panel:
            self.there |= set(names_in(unit.line.text, self.people))
        elif followed:
            self.left |= self.there - followed  # the story goes with who goes, and leaves the others
            self.there = followed
        else:
            self.there -= gone
            self.left |= gone
        if _HABITUAL.search(unit.line.text) and not unit.panel:
            return ()
        return tuple((name, clause) for name, clause in acts if unit.panel or not _ELSEWHERE.search(clause))

    def _gone_on(self, acts: list[Act], unit: Unit) -> list[Act]:
        """The acts of a Korean sentence without a subject are those of whom the story was speaking."""
        text = unit.line.text
        subjectless = acts and not any(name for name, _ in acts) and not _SUBJECT_KO.search(text)
        last = self.focus[0] if self.focus else ""
        if not subjectless or unit.panel or last not in self.there or not _KOREAN.search(text):
            return acts
        return [(last, clause) if is_physical(clause) else ("", clause) for _, clause in acts]

    def _followed(self, after: Sequence[Unit], gone: set[str]) -> set[str]:
        """Of those who go, the one of whom the sentences after it go on to tell."""
        for unit in after:
            if not unit.told or is_elsewhere(unit.line.text) or _COMES_BACK.search(unit.line.text):
                return set()
            acts = [name for name, _ in subjects(unit.line.text, tuple(gone), self.people) if name]
            if acts:
                return {acts[0]} & gone
        return set()

    def _meant(self, name: str, unit: Unit) -> str:
        """Whom a pronoun means: nobody who has left, and in Korean, where it may be a woman too, whoever is
        there alone rather than one who is not."""
        if name in self.left:
            return ""
        away = name in self.known and name not in self.there and not name.isascii()
        if away and len(self.there) == 1 and not unit.panel:
            named = names_in(unit.line.text, self.people)
            return name if name in named else next(iter(self.there))
        return name

    def _speak_of(self, name: str) -> None:
        self.focus = [name, *(n for n in self.focus if n != name)]

    def said(self, unit: Unit) -> None:
        speaker = unit.line.speaker
        if speaker in self.known:
            self._speak_of(speaker)
        seen = not unit.line.heard and (not unit.seen or speaker in unit.seen)
        seen = seen and (unit.scene, speaker) not in self.heard
        if speaker in self.known and seen and unit.line.kind in _PRESENT_KINDS:
            self.there.add(speaker)
            self.left.discard(speaker)


def _reached(clause: str, subject: str, people: Sequence[Character]) -> set[str]:
    """Whom an act goes to: the one at whom somebody looks, to whom something is given."""
    found = set()
    for name in names_in(clause, people):
        after = (
            rf"{re.escape(name)}(?:이)?(?:에게(?!서? ?(?:온|오는|보낸|보내는|쓴|줄|받은))|한테|"
            r"을|를|와|과|랑|의 (?:손|어깨|앞|곁|옆|얼굴))"
        )
        before = rf"\b{_TOWARDS_EN} (?:the |old |young )?{re.escape(name)}\b"
        if name != subject and re.search(before if name.isascii() else after, clause, re.IGNORECASE):
            found.add(name)
    return found


def block(script: Script, row: Sequence[Unit]) -> Blocking:
    """The blocking of all units, scene by scene: a new scene begins with an empty stage."""
    people = _embodied(script.characters, row)
    heard = only_heard(row, people)
    inside = {i for i, scene in enumerate(script.scenes) if scene.place_kind not in OUTDOORS}
    laid = {scene: who for scene, who in lying(row, people).items() if scene in inside}
    walk = _Walk(people, heard)
    times = other_times(row)
    now: set[str] | None = None  # who is there, while another time is told of
    acts: list[tuple[Act, ...]] = []
    there: list[frozenset[str]] = []
    for i, unit in enumerate(row):
        if i and row[i - 1].scene != unit.scene:
            walk.there, walk.left, walk.going, now = set(), set(), "", None
        if i in times and now is None:
            now, walk.there = walk.there, set()
        elif i not in times and now is not None:
            walk.there, now = now, None
        if unit.scene in laid and laid[unit.scene][1] <= i:
            walk.there.add(laid[unit.scene][0])
        if unit.told:
            before = set(walk.there)
            after = [u for u in row[i + 1 : i + 1 + FOLLOWED_UNITS] if u.scene == unit.scene]
            acts.append(walk.told(unit, after))
            there.append(frozenset(walk.there | before if unit.panel else walk.there))
        else:
            acts.append(())
            walk.said(unit)
            there.append(frozenset(walk.there))
    return Blocking(tuple(acts), tuple(there), people, frozenset(heard), laid, _spoken_of(row))


def _spoken_of(row: Sequence[Unit]) -> tuple[str, ...]:
    """For each unit the thing for a hand that was named last before it in its scene; "" for none."""
    found: list[str] = []
    last, scene = "", -1
    for unit in row:
        last = last if unit.scene == scene else ""
        found.append(last)
        scene = unit.scene
        last = next((thing for thing in reversed(named(unit.line.text)) if thing in HANDHELD), last)
    return tuple(found)
