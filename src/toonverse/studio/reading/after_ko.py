"""What the sentence behind a Korean line tells of its speaker: `하고 물었다`, who acts, who keeps silent."""

from toonverse.studio.reading import korean, named_ko
from toonverse.studio.reading.document import UNKNOWN, Mention, Sentence, Utterance
from toonverse.studio.reading.evidence_ko import (
    TERMINAL,
    CuesKo,
    acted_on,
    is_new,
    item_at,
    main_subject,
    opened_by_another,
)


def add_after(cues: CuesKo, after: Sentence) -> None:
    quoting = bool(korean.QUOTATIVE.match(after.text))
    silent = bool(korean.SILENT.search(after.text)) and not quoting
    says = bool(korean.SPEECH.search(after.text)) and not silent
    same = after.paragraph == cues.items[cues.i].paragraph
    leads_on = isinstance(item_at(cues.items, cues.i + 2), Utterance)
    # `그때 왕자의 대답이,`: what follows is said so
    leading = leads_on and not quoting and not TERMINAL.search(after.text)
    owner = None if leading else korean.voice_owner(after)
    subject = (korean.before_speech(after) if says else None) or main_subject(after, last=False)
    if quoting:
        subject = _of_the_tag(cues, after, subject, owner)
    stranger = named_ko.said_by(after) if subject is None and owner is None and not silent else ""
    if stranger and (quoting or same):
        cues.add(UNKNOWN, "tag_after")
    if owner is not None:
        cues.credit(owner, "voice", after)
        subject = None if says and not quoting else subject
    if silent:
        mute = not any(c.isalnum() for c in getattr(cues.items[cues.i], "text", ""))
        cues.credit(subject, "mute" if mute else "silent", after)
    elif _only_hears(after, owner, says and not quoting):
        cues.credit(subject, "hears", after)
    elif quoting:
        cues.credit(subject, "tag_after" if not _late(after, subject) else "acts_before_late", after)
    elif says:
        cues.credit(subject, "tag_after" if same else _said_apart(cues, after, leads_on), after)
    else:
        cues.credit(subject, "acts_beside" if same else _acts_apart(cues, after, subject), after)
    if quoting or says:
        acted_on(cues, after, subject, owner)


def _of_the_tag(
    cues: CuesKo, after: Sentence, subject: Mention | None, owner: Mention | None
) -> Mention | None:
    """The subject of a tag, unless it is that of a later clause about whoever hears the line."""
    if subject is None:
        return None
    if _switches(after, subject):
        cues.credit(subject, "answers_tag", after)
        return None  # `하고 물으니, 환자는 ...` names the next speaker
    # `하는 최의 소리에 춘수는`
    return None if owner is not None and owner.start < subject.start else subject


def _only_hears(after: Sentence, owner: Mention | None, says: bool) -> bool:
    """`이 말에 그는`, `그는 대답하려 하였다`: whoever is told of has not spoken."""
    heard = owner is None and korean.hears(after)
    return heard or (says and bool(korean.MEANS_TO_SAY.search(after.text)))


def _acts_apart(cues: CuesKo, after: Sentence, subject: Mention | None) -> str:
    """The cue of an act in a paragraph of its own.

    이/가 right after a line points out who said it; 은/는 as often turns to the listener. Of two who act
    between two lines, the first has mostly spoken and the second will.
    """
    if korean.EVENT.match(after.text):
        return "event_after"
    if korean.STARTLED.search(after.text):
        return "reacts"
    if korean.TURNS_ROUND.search(after.text):
        return "turns_round"
    if subject is not None and _another_acts(cues, subject):
        led = opened_by_another(cues.items, cues.i, after)
        return "acts_after_of_two_led" if led else "acts_after_of_two"
    return "focus_after" if subject is not None and not korean.is_topic(after, subject) else "acts_after"


def _another_acts(cues: CuesKo, first: Mention) -> bool:
    """Whether somebody else acts before the next line, close by."""
    for item in cues.items[cues.i + 2 : cues.i + 5]:
        if isinstance(item, Utterance):
            return False
        other = main_subject(item, last=False)
        if other is not None and not other.pronoun and other.name != first.name:
            return not is_new(cues, other)
    return False


def _said_apart(cues: CuesKo, after: Sentence, leads_on: bool) -> str:
    """The cue of a verb of saying in a paragraph of its own."""
    if korean.CUTS_IN.search(after.text):
        return "cut_off"
    if korean.IN_PASSING.search(after.text):
        return "grumbles"
    if leads_on and opened_by_another(cues.items, cues.i, after):
        return "says_between_led"
    return "says_between" if leads_on else "says_after"


def _late(sentence: Sentence, subject: Mention | None) -> bool:
    """Whether a subject that is no topic comes only after two clauses: it is not the tag's own."""
    if subject is None or korean.is_topic(sentence, subject):
        return False
    earlier = [w for w in sentence.words[1:] if w.start < subject.start]
    return (
        sum(1 for w in earlier if (w.tags and w.tags[-1] == "EC") or w.text in ("뒤에", "후에", "다음")) >= 2
    )


def _switches(sentence: Sentence, subject: Mention) -> bool:
    earlier = [w for w in sentence.words if w.start < subject.start]
    return any("EC" in w.tags and korean.SWITCH.search(w.text) for w in earlier)
