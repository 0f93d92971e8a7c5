"""Whom a Korean line calls, and what that tells of who says it and who answers."""

import re

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Sentence, Utterance
from toonverse.studio.reading.evidence_ko import CuesKo

ABOVE = 3
_ONE_SYLLABLE = frozenset(("형",))
_CALLS_UP = re.compile(
    r"(?:^|[\s,.!?…])(?:나리|마님|대감|대감님|영감마님|나으리|선생님|스승님|사장님|부장님|과장님|팀장님|"
    r"교장|교장 선생님|어르신|할아버지|할머니|아버지|아버님|어머니|어머님|장군님|전하|마마|폐하|사또|원님|"
    r"주인님|스님|의사 선생님|형사님|손님|형님|서방님|도련님)(?=[,!?.…]|$)"
)
_ASKS_NAME = re.compile(r"(?:이름|성함|누구|뉘|존함)[^.!]{0,12}\?|이름이 (?:뭐|무엇)")
_CALL = r"(?:아|야|이|씨|님|여|군|양|마님)?(?: ?씨| ?님)?\s*[,!?.…]"
_SELF = r"(?:나|난|나는|내가|저|전|저는|제가|내 이름은|제 이름은)"
_IS = (
    r"(?:이|이야|야|이다|다|라|라고|이라고|예요|이에요|입니다|이오|요|이라|일세|"
    r"이올시다)?(?:[\s]*[,.!?]|$| 하| 합)"
)


def add_calls(cues: CuesKo) -> None:
    """Whoever is called by name in a line does not say it, and likely says the next."""
    this = cues.items[cues.i]
    previous = next((x for x in reversed(cues.items[: cues.i]) if isinstance(x, Utterance)), None)
    asked = previous is not None and bool(_ASKS_NAME.search(previous.text))
    for form, name in cues.people.called.items():
        if _names_self(form, this.text, asked):
            cues.add(name, "self_named")
        elif is_called(form, this.text):
            cues.add(name, "called")
        elif len(form) > 1 and re.search(rf"(?<![가-힣]){re.escape(form)}", this.text):
            cues.add(name, "spoken_of")
        if previous is not None and is_called(form, previous.text):
            cues.add(name, "called_before", _freshness(cues, name))
    _calls_up(cues, this.text, previous.text if previous is not None else "")


def _freshness(cues: CuesKo, name: str) -> float:
    """How likely whoever was called in the line before answers in this one: not once told to keep silent."""
    at = next(j for j in range(cues.i - 1, -1, -1) if isinstance(cues.items[j], Utterance))
    between = [x for x in cues.items[at + 1 : cues.i] if isinstance(x, Sentence)]
    if any(korean.SILENT.search(s.text) and any(m.name == name for m in s.mentions) for s in between):
        return -1.0
    return 1 / (1 + len(between))


def _calls_up(cues: CuesKo, this: str, previous: str) -> None:
    """`나리,`, `선생님,`: said by those below to those above, whoever they are."""
    above = [n for n, standing in cues.people.standing.items() if standing == ABOVE]
    for name in above if _CALLS_UP.search(this) else []:
        cues.add(name, "looks_up")
    for name in above if _CALLS_UP.search(previous) else []:
        cues.add(name, "looked_up_to")


def _names_self(form: str, text: str, asked: bool) -> bool:
    """`나 윤하야`, or, asked for a name, `동우요.`"""
    if asked and re.match(rf"{re.escape(form)}(?:(?![아야]?[!,]|[아야] ).{{0,12}}$|{_IS})", text):
        return True
    return bool(re.search(rf"(?:^|[\s,.!?…]){_SELF} [가-힣]?{re.escape(form)}{_IS}", text))


def is_called(name: str, text: str) -> bool:
    """Whether a line calls somebody: the name before a comma or a stop, with or without 아/야."""
    text = re.sub(r"[‘'][^‘'’]+[’']", "", text)
    if name in _ONE_SYLLABLE:
        return bool(re.search(rf"(?:^|[\s,.!?…]){name}(?:님)?\s*[,!?.…]", text + "."))
    return len(name) > 1 and bool(re.search(rf"(?:^|[\s,.!?…]){re.escape(name)}{_CALL}", text + "."))
