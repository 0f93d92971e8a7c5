"""Which sentence the picture of the turn, and that of the end, must show; and what a picture says by itself.

A turn is often a word or an outcry ("What a sight!"), and its picture in the sentence beside it; a story
ends on what its last sentences tell, whoever has the last word.
"""

import re
from collections.abc import Sequence

from toonverse.domain.script import Character
from toonverse.domain.story import Language
from toonverse.studio.directing import doings, lexicon
from toonverse.studio.directing.naming import names_in
from toonverse.studio.directing.things import HANDHELD, named
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import CAPTION_EASY, is_tag, length

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
FAINT = frozenset({"reach", "hold", "walk", "write", "look back", "hand on chin", "lean"})
"""Poses that do not say by themselves what is done."""
_BESIDE = (0, 1, -1, 2, -2)
CLOSING_UNITS = 4


def _worth(unit: Unit, people: Sequence[Character]) -> float:
    """How good a picture a sentence makes: somebody, who does something, with something."""
    text = unit.line.text
    worth = 2.0 if doings.pose_in(text) else 0.0
    worth += 1.0 if names_in(text, people) else 0.0
    worth += 0.8 if lexicon.first(lexicon.EMOTIONS, text) else 0.0
    return worth + (0.7 if HANDHELD.intersection(named(text)) else 0.0)


def deed_of_turn(row: Sequence[Unit], turn: int, people: Sequence[Character]) -> int:
    """Index of the sentence to be seen where the story turns, -1 where only words are near."""
    best, found = 0.9, -1
    for step in _BESIDE:
        i = turn + step
        if not 0 <= i < len(row) or not row[i].told or row[i].scene != row[turn].scene:
            continue
        worth = _worth(row[i], people) - 0.7 * abs(step) + (0.6 if step == 0 else 0.0)
        if worth > best:
            best, found = worth, i
    return found


def deed_of_end(row: Sequence[Unit], people: Sequence[Character]) -> int:
    """Index of the last sentence to make a picture, of those with which the story ends; -1 if none."""
    last = [u for u in row[-CLOSING_UNITS:] if u.told and row and u.scene == row[-1].scene]
    last = [u for u in last if not is_tag(u.line.text, "ko") and not is_tag(u.line.text, "en")]
    best = max(
        last, key=lambda u: (_worth(u, people) + 0.8 * u.index - 0.8 * len(row), u.index), default=None
    )
    return best.index if best and _worth(best, people) >= 0.7 else -1


def is_pictured(unit: Unit, people: Sequence[Character], language: Language) -> bool:
    """Whether a picture of somebody in a pose says all that the sentence says."""
    text = unit.line.text
    pose = lexicon.first(doings.POSES, text)
    if pose is None or pose in FAINT or lexicon.turns(text) or _UNSEEN.search(text):
        return False
    somebody = names_in(text, people, acting=True) or _ABOUT_SOMEBODY.search(text)
    easy = length(text, language) <= CAPTION_EASY[language]
    return bool(somebody) and easy and not lexicon.TIME_PASSES.search(text) and len(named(text)) < 2
