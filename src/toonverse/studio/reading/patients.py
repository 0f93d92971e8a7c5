"""Who the patient is: `환자`, `병인` stand for the one of the household who is told to be ill."""

import re
from collections.abc import Iterable

from toonverse.studio.reading.document import Sentence
from toonverse.studio.reading.people import described_by
from toonverse.studio.reading.words import people as words

PATIENTS = ("환자", "병자", "병인")
RELATIONS = frozenset(words.RELATIONS_KO.split())
_ILL = re.compile(
    r"앓|병(?:이|을|은|도|세|석|환|상)|아프|아팠|기침|쿨룩|몸져|드러누|드러눕|누워 있|열이 나|신음|약 한 첩"
)


def patients_known(sentences: list[Sentence], same: dict[str, str]) -> dict[str, str]:
    """Canonical name of a patient -> the one relation told to be ill; empty where none or several are.

    Needs resolved mentions.
    """
    patients = {n for form, n in same.items() if form in PATIENTS and n in PATIENTS}
    relations = {n for form, n in same.items() if form in RELATIONS and n not in patients}
    ill = sorted(n for n in relations if any(_told_ill(s, n) for s in sentences))
    for fits in (ill, [n for n in ill if _is_woman(n)]):
        if len(fits) == 1:
            return dict.fromkeys(patients, fits[0])
    return {}


def may_be_woman(name: str, names: Iterable[str]) -> bool:
    """Whether a patient nobody is known to be may be a woman of the household."""
    return name in PATIENTS and any(n in RELATIONS and _is_woman(n) for n in names)


def _is_woman(name: str) -> bool:
    return described_by(name, "ko")[0] == "female"


def _told_ill(sentence: Sentence, name: str) -> bool:
    """Whether a sentence about this one alone speaks of illness."""
    others = {m.name for m in sentence.mentions if m.role == "subject" and not m.pronoun} - {name}
    acts = any(m.name == name and m.role in ("subject", "possessor") for m in sentence.mentions)
    return acts and not others and bool(_ILL.search(sentence.text))
