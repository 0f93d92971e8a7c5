"""What the sentence in front of a Korean line tells of its speaker: who is led in, who acted."""

from toonverse.studio.reading import korean, named_ko
from toonverse.studio.reading.document import UNKNOWN, Item, Mention, Sentence, Utterance
from toonverse.studio.reading.evidence_ko import (
    TERMINAL,
    CuesKo,
    acted_on,
    gives_way,
    item_at,
    main_subject,
    may_give_way,
    opened_by_another,
    sentence_at,
)
from toonverse.studio.reading.turns_ko import gap, holds


def add_before(cues: CuesKo, before: Sentence) -> None:
    """Cues of the sentence in front of a line: one that leads into it, or one that is over."""
    if not TERMINAL.search(before.text):
        _led_into(cues, before)
        return
    this = cues.items[cues.i]
    subject = main_subject(before, last=False)
    if korean.SILENT.search(before.text):
        cues.credit(subject, "silent_before", before)
        return
    says = bool(korean.SPEECH.search(before.text))
    quoting = bool(korean.QUOTATIVE.match(before.text))
    follows = isinstance(item_at(cues.items, cues.i - 2), Utterance)
    if follows and (says or quoting):
        _listeners(cues, before)
        if says and not quoting and cues.items[cues.i - 2].paragraph != before.paragraph:
            led = opened_by_another(cues.items, cues.i - 2, before)
            cue = "said_between_led" if led else "said_between"
            cue = "cuts_in" if korean.CUTS_IN.search(before.text) else cue
            cues.credit(korean.before_speech(before) or subject, cue, before)
        return
    if follows and korean.voice_owner(before) is not None and before.paragraph != this.paragraph:
        return  # whose voice it was that said the line before
    after = sentence_at(cues.items, cues.i + 1)
    own_tag = after is not None and bool(korean.QUOTATIVE.match(after.text))
    same = before.paragraph == this.paragraph
    cue = "said_before" if says else "acts_before_beside" if same else "acts_before"
    if follows or (says and own_tag):
        cue += "_amid"
        _listeners(cues, before)
    elif subject is not None and _tags_last(cues, before, subject):
        cue += "_amid"
    _opens_paragraph(cues, before, subject)
    if subject is None and _shows_a_thing(cues, before):
        cues.credit(_unsaid(cues), "shows", before)
        return
    _credit_or_unsaid(cues, before, subject, cue)


def _led_into(cues: CuesKo, lead: Sentence) -> None:
    subject, owner = main_subject(lead, last=True), korean.voice_owner(lead)
    acted_on(cues, lead, subject, owner)
    if isinstance(item_at(cues.items, cues.i - 2), Utterance) and gives_way(lead):
        cues.credit(subject, "gave_way", lead)
        return
    cues.credit(owner, "voice_before", lead)
    heard = sentence_at(cues.items, cues.i + 1)
    if subject is None and heard is not None and korean.hears(heard):
        cues.credit(_unsaid(cues), "hears", heard)  # `뒤에서 "인력거!" 하고 부르는 소리가 난다`
        return
    if subject is not None or not _goes_on(cues):
        _credit_or_unsaid(cues, lead, subject, "lead_before_turn" if may_give_way(lead) else "lead")


def _credit_or_unsaid(cues: CuesKo, sentence: Sentence, subject: Mention | None, cue: str) -> None:
    """Credits the subject, or where it is left unsaid, whoever was the subject last."""
    if subject is not None:
        cues.credit(subject, cue, sentence)
    elif korean.SPEECH.search(sentence.text) and named_ko.said_by(sentence):
        cues.add(UNKNOWN, cue)
    else:
        strength = 0.4 if korean.has_other_subject(sentence) else 1.0
        cues.credit(_unsaid(cues), f"{cue}_unsaid", sentence, strength)


def _shows_a_thing(cues: CuesKo, before: Sentence) -> bool:
    """`남자가 무언가를 꺼냈다. 빨간 지갑이었다.`: only what somebody holds, who acted right before it."""
    earlier = sentence_at(cues.items, cues.i - 2)
    acts = earlier is not None and earlier.paragraph == before.paragraph and korean.subjects(earlier)
    return bool(acts) and not before.mentions and bool(korean.IS_THING.search(before.text))


def _unsaid(cues: CuesKo) -> Mention | None:
    """Whoever a sentence without a subject goes on about: the one told of last."""
    earlier = _earlier(cues.items, cues.i - 1)
    return main_subject(earlier, last=True) if earlier is not None else None


def _opens_paragraph(cues: CuesKo, before: Sentence, subject: Mention | None) -> None:
    """Those who acted in the paragraph's earlier sentences are at hand as well."""
    at = cues.i - 2
    seen = {subject.name} if subject is not None else set()
    while at >= 0 and cues.items[at].paragraph == before.paragraph:
        item = cues.items[at]
        acts = main_subject(item, last=False) if isinstance(item, Sentence) else None
        if isinstance(item, Sentence) and acts is not None and acts.name not in seen:
            cues.credit(acts, "acted_earlier", item)
            seen.add(acts.name)
        at -= 1


def _tags_last(cues: CuesKo, before: Sentence, subject: Mention) -> bool:
    """Whether a sentence only goes on about whoever the paragraph's first one says spoke last."""
    at = cues.i - 1
    while at > 0 and cues.items[at - 1].paragraph == before.paragraph:
        at -= 1
    tag = cues.items[at]
    if not isinstance(tag, Sentence) or not isinstance(item_at(cues.items, at - 1), Utterance):
        return False
    speaker = korean.before_speech(tag)
    return speaker is not None and speaker.name == subject.name


def _goes_on(cues: CuesKo) -> bool:
    """Whether whoever spoke last speaks on (see `holds`)."""
    at = next((j for j in range(cues.i - 1, -1, -1) if isinstance(cues.items[j], Utterance)), None)
    return at is not None and holds(cues.items, at, cues.i)


def _listeners(cues: CuesKo, tag: Sentence) -> None:
    """Those a tag names beside its speaker are likely to answer."""
    speaker = korean.before_speech(tag) or main_subject(tag, last=False)
    for mention in tag.mentions:
        if mention != speaker and not mention.pronoun:
            cues.add(mention.name, "answers")


def _earlier(items: list[Item], i: int) -> Sentence | None:
    """The nearest of the last eight sentences that says its subject."""
    for item in reversed(items[max(0, i - 8) : i]):
        if isinstance(item, Sentence) and main_subject(item, last=True) is not None:
            return item
    return None


def add_spoken_to(cues: CuesKo) -> None:
    """Whoever the line before was said to, by what leads into it or follows it, likely answers."""
    at = next((j for j in range(cues.i - 1, -1, -1) if isinstance(cues.items[j], Utterance)), None)
    if at is None or gap(cues.items, at, cues.i) > 1:
        return
    lead = sentence_at(cues.items, at - 1)
    if lead is None:
        return
    if TERMINAL.search(lead.text):
        _faced(cues, lead)
        return
    subject = main_subject(lead, last=True)
    for mention in lead.mentions:
        if mention != subject and not mention.pronoun and mention.role in ("object", "dative", "possessor"):
            cues.add(mention.name, "answers")


def _faced(cues: CuesKo, beat: Sentence) -> None:
    """Whoever is looked at, touched or turned to in the beat before a line likely answers it."""
    if korean.QUOTATIVE.match(beat.text):
        return
    acting = {m.name for m in beat.mentions if m.role == "subject"}
    for mention in beat.mentions:
        if mention.role in ("object", "dative") and not mention.pronoun and mention.name not in acting:
            cues.add(mention.name, "faced")
