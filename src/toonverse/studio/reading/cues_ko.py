"""What tells the speaker of a Korean line: `하고 물었다` after it, the sentence before it, calls in it."""

import re

from toonverse.domain.script import Gender
from toonverse.studio.reading import korean
from toonverse.studio.reading.document import Item, Mention, Sentence, Utterance

TAG_AFTER = 9.0
LEAD = 9.0
SAID_BEFORE = 6.0
VOICE = 7.0
ACTS_BEFORE = 3.0
ACTS_AFTER = 1.5
CALLED = -8.0
ANSWERS = 2.0
_TERMINAL = re.compile(r"[.!?…][\"'”’」』)\]]*\s*$")
_CALL = re.compile(r"(?:아|야|이|씨|님|여|군|양)?\s*[,!?.…]")


def scores(items: list[Item], i: int, genders: dict[str, Gender]) -> dict[str, float]:
    found: dict[str, float] = {}
    before, after = _sentence_at(items, i - 1), _sentence_at(items, i + 1)
    if after is not None:
        _after(found, items, i, after, genders)
    if before is not None:
        _before(found, items, i, before, genders)
    _calls(found, items, i, genders)
    return found


def continues(items: list[Item], a: int, b: int) -> bool:
    """Whether utterance `b` carries on `a`: an unclosed paragraph."""
    later = items[b]
    return isinstance(later, Utterance) and later.carries_on


def _sentence_at(items: list[Item], i: int) -> Sentence | None:
    item = items[i] if 0 <= i < len(items) else None
    return item if isinstance(item, Sentence) else None


def _add(found: dict[str, float], name: str, weight: float) -> None:
    found[name] = found.get(name, 0.0) + weight


def _credit(
    found: dict[str, float],
    mention: Mention | None,
    weight: float,
    items: list[Item],
    i: int,
    genders: dict[str, Gender],
) -> None:
    if mention is None:
        return
    if not mention.pronoun:
        _add(found, mention.name, weight)
        return
    wanted: Gender = "female" if mention.name == "그녀" else "male" if mention.name == "그" else "unknown"
    for rank, name in enumerate(_recent(items, i)[:4]):
        fits = genders.get(name, "unknown") in (wanted, "unknown") or wanted == "unknown"
        _add(found, name, weight * (0.8 if fits else 0.3) * (1 - 0.25 * rank))


def _recent(items: list[Item], i: int) -> list[str]:
    """Names by recency before item `i`, subjects of a sentence first."""
    names: dict[str, None] = {}
    for item in reversed(items[max(0, i - 12) : i]):
        if isinstance(item, Sentence):
            for mention in sorted(item.mentions, key=lambda m: m.role != "subject"):
                if not mention.pronoun:
                    names.setdefault(mention.name, None)
    return list(names)


def _main_subject(sentence: Sentence, last: bool) -> Mention | None:
    """The topic (은/는) if there is one, else the subject; the last or the first of them."""
    found = korean.subjects(sentence)
    particles = {w.start + d: w.particle for w in sentence.words for d in range(1)}
    topics = [m for m in found if particles.get(m.start, "") in ("은", "는") or _ends_topic(sentence, m)]
    pool = topics or found
    return (pool[-1] if last else pool[0]) if pool else None


def _ends_topic(sentence: Sentence, mention: Mention) -> bool:
    word = next((w for w in sentence.words if w.start >= mention.start and w.particle), None)
    return word is not None and word.particle in ("은", "는")


def _after(
    found: dict[str, float], items: list[Item], i: int, after: Sentence, genders: dict[str, Gender]
) -> None:
    quoting = bool(korean.QUOTATIVE.match(after.text))
    says = bool(korean.SPEECH.search(after.text))
    owner = korean.voice_owner(after)
    subject = _main_subject(after, last=False)
    same = after.paragraph == items[i].paragraph
    if subject is not None and quoting and not _TERMINAL.search(after.text) and _switches(after, subject):
        subject = None  # `하고 뛰어나오려니까 환자는 ... ,` names the next speaker
    if owner is not None and (quoting or says):
        _credit(found, owner, VOICE, items, i, genders)
    if quoting:
        _credit(found, subject, TAG_AFTER, items, i, genders)
    elif says:
        _credit(found, subject, TAG_AFTER if same else 5.0, items, i, genders)
    else:
        _credit(found, subject, 4.0 if same else ACTS_AFTER, items, i, genders)


def _switches(sentence: Sentence, subject: Mention) -> bool:
    earlier = [w for w in sentence.words if w.start < subject.start]
    return any(w.tags and w.tags[-1] == "EC" and korean.SWITCH.search(w.text) for w in earlier)


def _before(
    found: dict[str, float], items: list[Item], i: int, before: Sentence, genders: dict[str, Gender]
) -> None:
    leads = not _TERMINAL.search(before.text)
    says = bool(korean.SPEECH.search(before.text))
    follows = isinstance(items[i - 2], Utterance) if i >= 2 else False
    subject = _main_subject(before, last=leads)
    owner = korean.voice_owner(before)
    tagged = follows and bool(korean.QUOTATIVE.match(before.text)) and not leads
    weight = LEAD if leads else SAID_BEFORE if says else ACTS_BEFORE
    if tagged:
        weight = 0.5
    elif follows and not leads:
        weight *= 0.4
    if subject is None:
        subject = _earlier_subject(items, i - 1)
        weight *= 0.6
    if owner is not None and leads:
        _credit(found, owner, VOICE, items, i, genders)
    _credit(found, subject, weight, items, i, genders)


def _earlier_subject(items: list[Item], i: int) -> Mention | None:
    for item in reversed(items[max(0, i - 3) : i]):
        if isinstance(item, Sentence):
            subject = _main_subject(item, last=True)
            if subject is not None:
                return subject
    return None


def _calls(found: dict[str, float], items: list[Item], i: int, genders: dict[str, Gender]) -> None:
    """Whoever is called by name in a line does not say it, and likely says the next."""
    this = items[i]
    previous = next((x for x in reversed(items[:i]) if isinstance(x, Utterance)), None)
    for name in genders:
        if _is_called(name, this.text):
            _add(found, name, CALLED)
        if previous is not None and _is_called(name, previous.text):
            _add(found, name, ANSWERS)


def _is_called(name: str, text: str) -> bool:
    return len(name) > 1 and bool(
        re.search(rf"(?:^|[\s,.!?…])(?:{re.escape(name)}){_CALL.pattern}", text + ".")
    )
