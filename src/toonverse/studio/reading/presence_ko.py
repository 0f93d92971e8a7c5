"""Who is there when a Korean line is said: who left, whom an earlier scene had, who is made known."""

import re

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Sentence, Utterance
from toonverse.studio.reading.evidence_ko import CuesKo
from toonverse.studio.reading.words import moves

LOOK_BACK = 40
_GOES_OUT = re.compile(
    r"(?:나가|나갔|떠났|떠나 버|사라졌|사라져|물러났|물러갔|물러가|돌아갔|뛰쳐나|나가 버|가 버렸|"
    r"달아났|도망쳤|퇴장|빠져나갔|내려갔|올라갔|전화를 끊)"
)
_SOON = re.compile(r"(?:그리고 |그러나 )?(?:한참|잠시|조금|얼마)")
_BACK = re.compile(r"못했|않았|려다|려던|려고|려 했")


def add_presence(cues: CuesKo) -> None:
    """Cues against whoever left or belongs to an earlier scene, and for whoever is made known by a name."""
    _revealed(cues)
    last: dict[str, int] = {}
    gone: set[str] = set()
    begins = 0
    items = cues.items
    for at in range(max(0, cues.i - LOOK_BACK), cues.i):
        item = items[at]
        if not isinstance(item, Sentence):
            continue
        if item.breaks or (moves.JUMP["ko"].search(item.text) and not _SOON.match(item.text)):
            begins = at
        for mention in item.mentions:
            if not mention.pronoun:
                last[mention.name] = at
                gone.discard(mention.name)
        gone |= _leaving(item)
    for name in sorted(gone):
        cues.add(name, "gone")
    for name, at in last.items():
        if at < begins:
            cues.add(name, "earlier_scene")


def _leaving(sentence: Sentence) -> set[str]:
    """Whoever goes out of sight at the end of a sentence."""
    if not _GOES_OUT.search(sentence.text[-14:]) or _BACK.search(sentence.text):
        return set()
    return {m.name for m in korean.subjects(sentence)[-1:] if not m.pronoun}


_COMES_UP = re.compile(r"(?:다가왔|다가온|다가오|나타났|들어왔|들어섰|들어서|울렸|걸려 ?왔|멈춰 ?섰|내렸)")


def _revealed(cues: CuesKo) -> None:
    """`이안이었다.` right behind a line, or behind one sentence, names whose voice it was; behind one that
    tells of an arrival, a ring (`등불이 다가왔다. 김 상궁이었다.`), whoever speaks next."""
    before = cues.items[max(0, cues.i - 2) : cues.i]
    if len(before) == 2 and isinstance(before[0], Sentence) and isinstance(before[1], Sentence):
        named = before[1].mentions if korean.only_names(before[1]) else ()
        if named and _COMES_UP.search(before[0].text):
            cues.add(named[-1].name, "revealed")
    behind = cues.items[cues.i + 1 : cues.i + 2]
    if behind and isinstance(behind[0], Sentence) and _COMES_UP.search(behind[0].text):
        return
    for sentence in cues.items[cues.i + 1 : cues.i + 3]:
        if isinstance(sentence, Utterance):
            break
        for mention in sentence.mentions if korean.only_names(sentence) else ():
            if mention.start == sentence.words[-1].start:
                cues.add(mention.name, "revealed")
