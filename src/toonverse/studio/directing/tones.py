"""Which panels show another time: what somebody remembers, what they dream.

A reader takes what is drawn for what happens now; a memory that looks like the present is a riddle. Only what
the narration tells can be one: where people talk, it is now.
"""

import re
from collections.abc import Mapping, Sequence

from toonverse.domain.storyboard import Tone
from toonverse.studio.directing.breakdown import Plan
from toonverse.studio.directing.units import Unit

_NOW: Tone = ""
_OPENING = re.compile(  # and what follows it in its paragraph
    r"^\W*(?:(?:바로 )?[가-힣\d]{1,5} ?(?:년|달|해|주일?) 전|어릴 (?:적|때)|어렸을 (?:적|때)|그 시절|예전에)|"
    r"^\W*(?:\w+ ){1,2}(?:years?|months?|summers?|winters?) (?:ago|before|earlier)\b|"
    r"^\W*(?:when (?:he|she|i|they) (?:was|were) (?:a |very |still )?(?:young|little|small|child|boy|girl)|"
    r"as a (?:child|boy|girl)|in those days|long ago)\b",
    re.IGNORECASE,
)
_MEMORY = re.compile(  # by itself
    r"곤 했|적이 있었|(?:떠나|남기고|두고) ?(?:갔|간)던|^\W*지난 ?(?:여름|겨울|봄|가을|해)|"
    r"^\W*once,|\b(?:used to|back then|had (?:once|always|taught|given (?:him|her|them)|promised|died|"
    r"left (?:him|her|them)|told (?:him|her|them)))\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(r"^\W*(?:이제|지금|오늘|now|today)\b|기억나지|생각나지|\bnot remember", re.IGNORECASE)
_DREAM = re.compile(
    r"꿈(?:을 꾸|에서|속에서|이었다)|\b(?:dream(?:ed|t)|in (?:his|her|the|a) dream)\b", re.IGNORECASE
)
_ALOUD = frozenset({"speech", "shout", "whisper"})
Times = Mapping[int, Tone]


def other_times(row: Sequence[Unit]) -> Times:
    """The units that are remembered or dreamt. A paragraph that opens in another time stays there to its
    end; so does what is told after it, up to the first words spoken aloud, of a dream."""
    found: dict[int, Tone] = {}
    beat, lasting = -1, _NOW
    for unit in row:
        if unit.beat != beat or not unit.told:
            beat, lasting = unit.beat, _NOW
        if not unit.told or unit.panel:
            continue
        text = unit.line.text
        opens = unit.index and not _NOT_NOW.search(text)
        own: Tone = "dream" if opens and _DREAM.search(text) else _NOW
        recalls = _OPENING.search(text)
        own = "memory" if not own and opens and (recalls or _MEMORY.search(text)) else own
        lasting = lasting or (own if own == "dream" or recalls else _NOW)
        if own or lasting:
            found[unit.index] = own or lasting
    return found


def tone_of(plan: Plan, times: Times) -> Tone:
    """The tone of a panel: that of the narration it letters, or shows where it letters none."""
    aloud = any(not w.unit.told and w.unit.line.kind in _ALOUD for w in plan.words)
    captioned = [w.unit for w in plan.words if w.unit.told]
    tones = {times.get(unit.index, _NOW) for unit in captioned or plan.shows if unit.told}
    return tones.pop() if len(tones) == 1 and not aloud else _NOW
