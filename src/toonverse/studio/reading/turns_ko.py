"""What lies between two Korean lines: a tag, a sentence that keeps to its speaker, or more."""

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.evidence_ko import TERMINAL, gives_way


def continues(items: list[Item], a: int, b: int) -> bool:
    """Whether utterance `b` carries on `a`: an unclosed paragraph."""
    later = items[b]
    return isinstance(later, Utterance) and later.carries_on


def holds(items: list[Item], a: int, b: int) -> bool:
    """Whether a tag after one line goes on, its subject left unsaid, to lead into the next (`하며 ..., `)."""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    if not between or len(between) > 3 or TERMINAL.search(between[-1].text) or gives_way(between[-1]):
        return False
    if not korean.QUOTATIVE.match(between[0].text):
        return len(between) == 1 and not korean.subjects(between[0])
    return not any(korean.subjects(s) for s in between[1:]) and (
        len(between) > 1 or not korean.subjects(between[0])
    )


def gap(items: list[Item], a: int, b: int) -> float:
    """Sentences of narration between two lines; a tag and nothing else is half a sentence."""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    if len(between) == 1 and korean.QUOTATIVE.match(between[0].text) and gives_way(between[0]):
        return 0.0
    if len(between) == 1 and TERMINAL.search(between[0].text) and _is_tag_alone(items, a, b, between[0]):
        return 0.5
    return float(len(between))


def _is_tag_alone(items: list[Item], a: int, b: int, between: Sentence) -> bool:
    """`하고 물었다.`, or `지우가 말했다.` in a paragraph of its own."""
    if korean.QUOTATIVE.match(between.text):
        return True
    apart = between.paragraph not in (items[a].paragraph, items[b].paragraph)
    return apart and korean.before_speech(between) is not None


def silence(items: list[Item], a: int, b: int) -> bool:
    """Whether somebody keeps silent between two lines, which is a turn as well: `지우는 대답 대신 웃었다.`"""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    return any(korean.SILENT.search(s.text) for s in between) and not korean.QUOTATIVE.match(between[0].text)
