"""Captions that the picture makes needless: what is drawn is not told as well.

A caption says when, where, why, and what went on unseen. Who kneels, weeps or runs is seen to do so;
beside a balloon, or after a panel that was told already, the picture says it alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.script import Character
from toonverse.domain.story import Language
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.naming import names_in
from toonverse.studio.directing.things import named
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import CAPTION_EASY, length

_ABOUT_SOMEBODY = re.compile(
    r"^\W*(?:then |and |but |so |now )*(?:he|she|they)\b|^(?:그는|그녀는|그가|그녀가|"
    r"둘은)(?=\s)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(  # what no picture tells
    r"\d|\b(?:because|so that|in order|knew|thought|remember|wonder|decid|heard|felt|never|not|if|would|"
    r"could|had)\b"
    r"|때문|려고|위해|생각|기억|알았|몰랐|들렸|들었|느꼈|않|못|없|만약|했었",
    re.IGNORECASE,
)
_FAINT = frozenset({"reach", "hold", "walk", "write", "look back", "hand on chin", "lean"})


def is_pictured(unit: Unit, people: Sequence[Character], language: Language) -> bool:
    """Whether a picture of somebody in a pose says all that the sentence says."""
    text = unit.line.text
    pose = lexicon.first(doings.POSES, text)
    if pose is None or pose in _FAINT or lexicon.turns(text) or _UNSEEN.search(text):
        return False
    somebody = names_in(text, people, acting=True) or _ABOUT_SOMEBODY.search(text)
    easy = length(text, language) <= CAPTION_EASY[language]
    return bool(somebody) and easy and not lexicon.TIME_PASSES.search(text) and len(named(text)) < 2


def without_told_twice(plans: Sequence[Plan], people: Sequence[Character], language: Language) -> list[Plan]:
    """The plans without the captions that their pictures make needless. Opening, turn and end keep theirs,
    and so does a panel without other words, unless the one before it was told as well."""
    found: list[Plan] = []
    for plan in plans:
        told = [w for w in plan.words if w.unit.told]
        needless = [w for w in told if is_pictured(w.unit, people, language)]
        alone = len(told) == len(plan.words)
        after_told = bool(found) and bool(found[-1].words) and all(w.unit.told for w in found[-1].words)
        free = plan.role in ("build", "action", "quiet") and (not alone or after_told)
        if needless and free and (not alone or len(needless) == len(told)):
            words = tuple(w for w in plan.words if w not in needless)
            kind = plan.kind if words else "shown"
            plan = replace(plan, words=words, kind=kind, deed=needless[-1].unit.index)
        found.append(plan)
    return found
