"""What tells the speaker of a Korean line: `하고 물었다` after it, the sentence before it, calls in it."""

from toonverse.studio.reading import korean
from toonverse.studio.reading.after_ko import add_after
from toonverse.studio.reading.before_ko import add_before, add_spoken_to
from toonverse.studio.reading.calls_ko import add_calls, is_called
from toonverse.studio.reading.document import Item, Mention, People, Sentence, Utterance
from toonverse.studio.reading.evidence import Evidence
from toonverse.studio.reading.evidence_ko import CuesKo, sentence_at
from toonverse.studio.reading.presence_ko import add_presence
from toonverse.studio.reading.turns_ko import continues, gap, holds, silence

__all__ = ["continues", "evidence", "gap", "holds", "is_called", "silence"]


def evidence(items: list[Item], i: int, people: People) -> Evidence:
    cues = CuesKo(items, i, people)
    before, after = sentence_at(items, i - 1), sentence_at(items, i + 1)
    if after is not None:
        add_after(cues, after)
    if before is not None:
        add_before(cues, before)
    add_spoken_to(cues)
    add_calls(cues)
    add_presence(cues)
    this = items[i]
    if isinstance(this, Utterance) and this.mark in "‘'":
        _thinks(cues)
    return cues


def _thinks(cues: CuesKo) -> None:
    """A thought is the teller's own, or of whoever is told to feel something beside it."""
    if "나" in cues.people.genders:
        cues.add("나", "own_thought")
        return
    earlier, later = cues.items[max(0, cues.i - 5) : cues.i], cues.items[cues.i + 1 : cues.i + 3]
    for stretch in (reversed(earlier), later):
        for item in stretch:
            felt = _feels(item) if isinstance(item, Sentence) else None
            if isinstance(item, Sentence) and felt is not None:
                cues.credit(felt, "feels", item)
                break


def _feels(sentence: Sentence) -> Mention | None:
    """Whose feelings a sentence tells, if anybody's."""
    if not korean.FEELS.search(sentence.text):
        return None
    return next((m for m in sentence.mentions if m.role in ("subject", "possessor")), None)
