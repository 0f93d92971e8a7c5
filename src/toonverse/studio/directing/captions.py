"""Captions that the picture makes needless: what is drawn is not told as well.

A caption says when, where, why, and what went on unseen. Who kneels, weeps or runs is seen to do so;
beside a balloon, or after a panel that was told already, the picture says it alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.script import Character
from toonverse.domain.story import Language
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.deeds import is_pictured


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
