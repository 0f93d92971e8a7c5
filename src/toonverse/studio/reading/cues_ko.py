"""What tells the speaker of a Korean line: `하고 물었다` after it, the sentence before it, calls in it."""

import re

from toonverse.studio.reading import korean, named_ko
from toonverse.studio.reading.document import CROWD, UNKNOWN, Item, Mention, People, Sentence, Utterance

TAG_AFTER = 9.0
SAYS_AFTER = 7.0
SAYS_BETWEEN = 5.5
GRUMBLES = 2.5
LEAD = 9.0
SAID_BETWEEN = 2.5
SAID_BEFORE = 6.0
VOICE = 7.0
ACTS_BEFORE = 3.0
ACTS_AFTER = 1.0
FOCUS_AFTER = 3.0
SILENT = -4.0
ACTS_BESIDE = 4.0
CALLED = -8.0
SELF_NAMED = 6.0
ANSWERS = 2.0
ACTED_ON = -3.0
OWN_THOUGHT = 5.0
FEELS = 6.0
_TERMINAL = re.compile(r"[.!?…][\"'”’」』)\]]*\s*$")
_CALL = r"(?:아|야|이|씨|님|여|군|양)?(?: ?씨| ?님)?\s*[,!?.…]"
_SELF = r"(?:나|난|나는|내가|저|전|저는|제가|내 이름은|제 이름은)"

_IS = (
    r"(?:이|이야|야|이다|다|라|라고|이라고|예요|이에요|입니다|이오|요|이라|일세|"
    r"이올시다)?(?:[\s]*[,.!?]|$| 하| 합)"
)


class _Cues:
    """Collects the scores of one utterance."""

    def __init__(self, items: list[Item], i: int, people: People) -> None:
        self.items, self.i, self.people = items, i, people
        self.found: dict[str, float] = {}

    def add(self, name: str, weight: float) -> None:
        self.found[name] = self.found.get(name, 0.0) + weight

    def credit(self, mention: Mention | None, weight: float, sentence: Sentence) -> None:
        """Gives a mention its weight; a pronoun shares it among those it may stand for."""
        if mention is None:
            return
        if not mention.pronoun:
            self.add(mention.name, weight)
            return
        named = {m.name for m in sentence.mentions if not m.pronoun}
        others = [n for n in self._recent() if n not in ("나", CROWD)]
        if mention.name == korean.SOMEONE:
            others = [n for n in others if n not in named]
        if mention.name == korean.SOMEONE:
            for name in others[:5]:
                self.add(name, weight * 0.8)
            return
        wanted = "female" if mention.name == "그녀" else "male"
        rank = 0
        for name in others[:4]:
            if mention.name == "그녀" and self.people.gender(name) == "male":
                continue
            fits = self.people.gender(name) in (wanted, "unknown")
            self.add(name, weight * (0.8 if fits else 0.25) * (1 - 0.3 * rank))
            rank += 1

    def _recent(self) -> list[str]:
        """Names by recency before this line: those who acted, then the rest."""
        acting: dict[str, None] = {}
        others: dict[str, None] = {}
        for item in reversed(self.items[max(0, self.i - 20) : self.i]):
            if isinstance(item, Sentence):
                for mention in item.mentions:
                    if not mention.pronoun:
                        acts = mention.role == "subject" or korean.experiences(item, mention)
                        (acting if acts else others).setdefault(mention.name, None)
        return list({**acting, **others})


def scores(items: list[Item], i: int, people: People) -> dict[str, float]:
    cues = _Cues(items, i, people)
    before, after = _sentence_at(items, i - 1), _sentence_at(items, i + 1)
    if after is not None:
        _after(cues, after)
    if before is not None:
        _before(cues, before)
    _spoken_to(cues)
    _calls(cues)
    this = items[i]
    if isinstance(this, Utterance) and this.mark in "‘'":
        _thinks(cues)
    return cues.found


def _thinks(cues: _Cues) -> None:
    """A thought is the teller's own, or of whoever is told to feel something beside it."""
    if "나" in cues.people.genders:
        cues.add("나", OWN_THOUGHT)
        return
    earlier, later = cues.items[max(0, cues.i - 5) : cues.i], cues.items[cues.i + 1 : cues.i + 3]
    for stretch in (reversed(earlier), later):
        for item in stretch:
            felt = _feels(item) if isinstance(item, Sentence) else None
            if isinstance(item, Sentence) and felt is not None:
                cues.credit(felt, FEELS, item)
                break


def _feels(sentence: Sentence) -> Mention | None:
    """Whose feelings a sentence tells, if anybody's."""
    if not korean.FEELS.search(sentence.text):
        return None
    return next((m for m in sentence.mentions if m.role in ("subject", "possessor")), None)


def continues(items: list[Item], a: int, b: int) -> bool:
    """Whether utterance `b` carries on `a`: an unclosed paragraph."""
    later = items[b]
    return isinstance(later, Utterance) and later.carries_on


def holds(items: list[Item], a: int, b: int) -> bool:
    """Whether a tag after one line goes on, its subject left unsaid, to lead into the next (`하며 ..., `)."""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    if not between or len(between) > 3 or _TERMINAL.search(between[-1].text):
        return False
    if not korean.QUOTATIVE.match(between[0].text):
        return len(between) == 1 and not korean.subjects(between[0])
    return not any(korean.subjects(s) for s in between[1:]) and (
        len(between) > 1 or not korean.subjects(between[0])
    )


def gap(items: list[Item], a: int, b: int) -> float:
    """Sentences of narration between two lines; a tag and nothing else is half a sentence."""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    if len(between) == 1 and _TERMINAL.search(between[0].text) and _is_tag_alone(items, a, b, between[0]):
        return 0.5
    return float(len(between))


def _is_tag_alone(items: list[Item], a: int, b: int, between: Sentence) -> bool:
    """`하고 물었다.`, or `지우가 말했다.` in a paragraph of its own."""
    if korean.QUOTATIVE.match(between.text):
        return True
    apart = between.paragraph not in (items[a].paragraph, items[b].paragraph)
    return apart and korean.before_speech(between) is not None


def _sentence_at(items: list[Item], i: int) -> Sentence | None:
    item = items[i] if 0 <= i < len(items) else None
    return item if isinstance(item, Sentence) else None


def _main_subject(sentence: Sentence, last: bool) -> Mention | None:
    """The topic (은/는) if there is one, else the subject; the last or the first of them."""
    found = korean.subjects(sentence)
    pool = [m for m in found if korean.is_topic(sentence, m)] or found
    if pool:
        return pool[-1] if last else pool[0]
    return next((m for m in sentence.mentions if korean.experiences(sentence, m)), None)


def _after(cues: _Cues, after: Sentence) -> None:
    quoting = bool(korean.QUOTATIVE.match(after.text))
    silent = bool(korean.SILENT.search(after.text)) and not quoting
    says = bool(korean.SPEECH.search(after.text)) and not silent
    owner = korean.voice_owner(after)
    subject = (korean.before_speech(after) if says else None) or _main_subject(after, last=False)
    same = after.paragraph == cues.items[cues.i].paragraph
    leads_on = isinstance(_item(cues.items, cues.i + 2), Utterance)
    if subject is not None and quoting and not _TERMINAL.search(after.text) and _switches(after, subject):
        subject = None  # `하고 뛰어나오려니까 환자는 ... ,` names the next speaker
    stranger = named_ko.said_by(after) if subject is None and owner is None and not silent else ""
    if stranger and (quoting or same):
        cues.add(UNKNOWN, TAG_AFTER)
    if owner is not None:
        cues.credit(owner, VOICE, after)
        if says and not quoting:
            subject = None
    focus = subject is not None and not korean.is_topic(after, subject)
    if silent:
        cues.credit(subject, SILENT, after)
    elif quoting:
        cues.credit(subject, TAG_AFTER if not _late(after, subject) else ACTS_BEFORE, after)
    elif says:
        passing = not same and bool(korean.IN_PASSING.search(after.text))
        weight = GRUMBLES if passing else SAYS_BETWEEN if leads_on else SAYS_AFTER
        cues.credit(subject, TAG_AFTER if same else weight, after)
    else:
        # 이/가 right after a line points out who said it; 은/는 as often turns to the listener
        cues.credit(subject, ACTS_BESIDE if same else FOCUS_AFTER if focus else ACTS_AFTER, after)
    if quoting or says:
        _acted_on(cues, after, subject, owner)


def _item(items: list[Item], i: int) -> Item | None:
    return items[i] if 0 <= i < len(items) else None


def _acted_on(cues: _Cues, sentence: Sentence, subject: Mention | None, owner: Mention | None) -> None:
    """Those whom the speaker looks at, touches or speaks to do not speak."""
    for mention in sentence.mentions:
        if mention in (subject, owner) or mention.pronoun or korean.experiences(sentence, mention):
            continue
        if mention.role in ("object", "dative", "possessor"):
            cues.add(mention.name, ACTED_ON)


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
    return any(w.tags and w.tags[-1] == "EC" and korean.SWITCH.search(w.text) for w in earlier)


def _before(cues: _Cues, before: Sentence) -> None:
    leads = not _TERMINAL.search(before.text)
    says = bool(korean.SPEECH.search(before.text))
    follows = isinstance(_item(cues.items, cues.i - 2), Utterance)
    subject = _main_subject(before, last=leads)
    owner = korean.voice_owner(before) if leads else None
    if not leads and follows and (says or korean.QUOTATIVE.match(before.text)):
        _listeners(cues, before)
        apart = cues.items[cues.i - 2].paragraph != before.paragraph
        if says and apart and not korean.QUOTATIVE.match(before.text):
            cues.credit(korean.before_speech(before) or subject, SAID_BETWEEN, before)
        return
    after = _sentence_at(cues.items, cues.i + 1)
    own_tag = after is not None and bool(korean.QUOTATIVE.match(after.text))
    weight = LEAD if leads else SAID_BEFORE if says else ACTS_BEFORE
    if not leads and (follows or (says and own_tag)):
        weight *= 0.3
        _listeners(cues, before)
    elif not leads and subject is not None and _tags_last(cues, before, subject):
        weight *= 0.3
    if leads:
        _acted_on(cues, before, subject, owner)
    cues.credit(owner, VOICE, before)
    if subject is not None:
        cues.credit(subject, weight, before)
    elif says and named_ko.said_by(before):
        cues.add(UNKNOWN, weight)
    elif not (leads and _goes_on(cues)):
        earlier = _earlier(cues.items, cues.i - 1)
        if earlier is not None:
            weight *= 0.4 if korean.has_other_subject(before) else 1.0
            cues.credit(_main_subject(earlier, last=True), weight * 0.6, earlier)


def _tags_last(cues: _Cues, before: Sentence, subject: Mention) -> bool:
    """Whether a sentence only goes on about whoever the paragraph's first one says spoke last."""
    at = cues.i - 1
    while at > 0 and cues.items[at - 1].paragraph == before.paragraph:
        at -= 1
    tag = cues.items[at]
    if not isinstance(tag, Sentence) or not isinstance(_item(cues.items, at - 1), Utterance):
        return False
    speaker = korean.before_speech(tag)
    return speaker is not None and speaker.name == subject.name


def _goes_on(cues: _Cues) -> bool:
    """Whether whoever spoke last speaks on (see `holds`)."""
    at = next((j for j in range(cues.i - 1, -1, -1) if isinstance(cues.items[j], Utterance)), None)
    return at is not None and holds(cues.items, at, cues.i)


def _listeners(cues: _Cues, tag: Sentence) -> None:
    """Those a tag names beside its speaker are likely to answer."""
    speaker = korean.before_speech(tag) or _main_subject(tag, last=False)
    for mention in tag.mentions:
        if mention != speaker and not mention.pronoun:
            cues.add(mention.name, ANSWERS)


def _earlier(items: list[Item], i: int) -> Sentence | None:
    """The nearest of the last eight sentences that says its subject."""
    for item in reversed(items[max(0, i - 8) : i]):
        if isinstance(item, Sentence) and _main_subject(item, last=True) is not None:
            return item
    return None


def _spoken_to(cues: _Cues) -> None:
    """Whoever the line before was said to, by what leads into it or follows it, likely answers."""
    at = next((j for j in range(cues.i - 1, -1, -1) if isinstance(cues.items[j], Utterance)), None)
    if at is None or gap(cues.items, at, cues.i) > 1:
        return
    lead = _sentence_at(cues.items, at - 1)
    if lead is None or _TERMINAL.search(lead.text):
        return
    subject = _main_subject(lead, last=True)
    for mention in lead.mentions:
        if mention != subject and not mention.pronoun and mention.role in ("object", "dative", "possessor"):
            cues.add(mention.name, ANSWERS)


def _calls(cues: _Cues) -> None:
    """Whoever is called by name in a line does not say it, and likely says the next."""
    this = cues.items[cues.i]
    previous = next((x for x in reversed(cues.items[: cues.i]) if isinstance(x, Utterance)), None)
    asked = previous is not None and "이름" in previous.text
    for form, name in cues.people.called.items():
        if _names_self(form, this.text, asked):
            cues.add(name, SELF_NAMED)
        elif is_called(form, this.text):
            cues.add(name, CALLED)
        if previous is not None and is_called(form, previous.text):
            cues.add(name, ANSWERS)


def _names_self(form: str, text: str, asked: bool) -> bool:
    """`나 윤하야`, or, asked for a name, `동우요.`"""
    if asked and text.startswith(form) and len(text) <= len(form) + 12:
        return True
    return bool(re.search(rf"(?:^|[\s,.!?…]){_SELF} [가-힣]?{re.escape(form)}{_IS}", text))


def is_called(name: str, text: str) -> bool:
    """Whether a line calls somebody: the name before a comma or a stop, with or without 아/야."""
    text = re.sub(r"[‘'][^‘'’]+[’']", "", text)
    return len(name) > 1 and bool(re.search(rf"(?:^|[\s,.!?…]){re.escape(name)}{_CALL}", text + "."))
