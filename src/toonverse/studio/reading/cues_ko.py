"""What tells the speaker of a Korean line: `하고 물었다` after it, the sentence before it, calls in it."""

import re

from toonverse.studio.reading import korean, named_ko
from toonverse.studio.reading.document import CROWD, UNKNOWN, Item, Mention, People, Sentence, Utterance
from toonverse.studio.reading.evidence import Evidence

_ANSWERED = re.compile(r"(?:[가-힣]니까|[가-힣]으면|하면|이면|자|더니만|는데도|다가),?\s*$")
ABOVE = 3
_CALLS_UP = re.compile(
    r"(?:^|[\s,.!?…])(?:나리|마님|대감|대감님|영감마님|나으리|선생님|스승님|사장님|부장님|과장님|팀장님|"
    r"교장|교장 선생님|어르신|할아버지|할머니|아버지|아버님|어머니|어머님|장군님|전하|마마|폐하|사또|원님|"
    r"주인님|스님|의사 선생님|형사님|손님|형님|서방님|도련님)(?=[,!?.…]|$)"
)
_TERMINAL = re.compile(r"[.!?…][\"'”’」』)\]]*\s*$")
_CALL = r"(?:아|야|이|씨|님|여|군|양|마님)?(?: ?씨| ?님)?\s*[,!?.…]"
_SELF = r"(?:나|난|나는|내가|저|전|저는|제가|내 이름은|제 이름은)"

_IS = (
    r"(?:이|이야|야|이다|다|라|라고|이라고|예요|이에요|입니다|이오|요|이라|일세|"
    r"이올시다)?(?:[\s]*[,.!?]|$| 하| 합)"
)


class _Cues(Evidence):
    """Collects what speaks for whom in one utterance."""

    def __init__(self, items: list[Item], i: int, people: People) -> None:
        super().__init__()
        self.items, self.i, self.people = items, i, people

    def credit(self, mention: Mention | None, cue: str, sentence: Sentence, strength: float = 1.0) -> None:
        """Gives a mention its cue; a pronoun shares it among those it may stand for."""
        if mention is None:
            return
        if not mention.pronoun:
            self.add(mention.name, cue, strength)
            return
        named = {m.name for m in sentence.mentions if not m.pronoun}
        others = [n for n in self._recent() if n not in ("나", CROWD)]
        if mention.name == korean.SOMEONE:
            others = [n for n in others if n not in named]
        if mention.name == korean.SOMEONE:
            for name in others[:5]:
                self.add(name, cue, strength * 0.8)
            return
        wanted = "female" if mention.name == "그녀" else "male"
        either = mention.name == "그" and self.people.he_is_anyone
        rank = 0
        for name in others[:4]:
            if mention.name == "그녀" and self.people.gender(name) == "male":
                continue
            fits = either or self.people.gender(name) in (wanted, "unknown")
            self.add(name, cue, strength * (0.8 if fits else 0.25) * (1 - 0.3 * rank))
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


def evidence(items: list[Item], i: int, people: People) -> Evidence:
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
    return cues


def _thinks(cues: _Cues) -> None:
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


def continues(items: list[Item], a: int, b: int) -> bool:
    """Whether utterance `b` carries on `a`: an unclosed paragraph."""
    later = items[b]
    return isinstance(later, Utterance) and later.carries_on


def holds(items: list[Item], a: int, b: int) -> bool:
    """Whether a tag after one line goes on, its subject left unsaid, to lead into the next (`하며 ..., `)."""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    if not between or len(between) > 3 or _TERMINAL.search(between[-1].text) or _gives_way(between[-1]):
        return False
    if not korean.QUOTATIVE.match(between[0].text):
        return len(between) == 1 and not korean.subjects(between[0])
    return not any(korean.subjects(s) for s in between[1:]) and (
        len(between) > 1 or not korean.subjects(between[0])
    )


def gap(items: list[Item], a: int, b: int) -> float:
    """Sentences of narration between two lines; a tag and nothing else is half a sentence."""
    between = [x for x in items[a + 1 : b] if isinstance(x, Sentence)]
    if len(between) == 1 and korean.QUOTATIVE.match(between[0].text) and _gives_way(between[0]):
        return 0.0
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
        cues.add(UNKNOWN, "tag_after")
    if owner is not None:
        cues.credit(owner, "voice", after)
        if says and not quoting:
            subject = None
    focus = subject is not None and not korean.is_topic(after, subject)
    if silent:
        mute = not any(c.isalnum() for c in getattr(cues.items[cues.i], "text", ""))
        cues.credit(subject, "mute" if mute else "silent", after)
    elif owner is None and korean.hears(after):
        cues.credit(subject, "hears", after)
    elif quoting:
        cues.credit(subject, "tag_after" if not _late(after, subject) else "acts_before_late", after)
    elif says:
        cues.credit(subject, "tag_after" if same else _said_apart(after, leads_on), after)
    else:
        # 이/가 right after a line points out who said it; 은/는 as often turns to the listener
        event = bool(korean.EVENT.match(after.text))
        apart = "event_after" if event else "focus_after" if focus else "acts_after"
        cues.credit(subject, "acts_beside" if same else apart, after)
    if quoting or says:
        _acted_on(cues, after, subject, owner)


def _said_apart(after: Sentence, leads_on: bool) -> str:
    """The cue of a verb of saying in a paragraph of its own."""
    if korean.CUTS_IN.search(after.text):
        return "cut_off"
    if korean.IN_PASSING.search(after.text):
        return "grumbles"
    return "says_between" if leads_on else "says_after"


def _item(items: list[Item], i: int) -> Item | None:
    return items[i] if 0 <= i < len(items) else None


def _acted_on(cues: _Cues, sentence: Sentence, subject: Mention | None, owner: Mention | None) -> None:
    """Those whom the speaker looks at, touches or speaks to do not speak."""
    for mention in sentence.mentions:
        if mention in (subject, owner) or mention.pronoun or korean.experiences(sentence, mention):
            continue
        if mention.role in ("object", "dative", "possessor"):
            cues.add(mention.name, "acted_on")


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
    """Cues of the sentence in front of a line: one that leads into it, or one that is over."""
    if not _TERMINAL.search(before.text):
        _led_into(cues, before)
        return
    subject = _main_subject(before, last=False)
    if korean.SILENT.search(before.text):
        cues.credit(subject, "silent_before", before)
        return
    says = bool(korean.SPEECH.search(before.text))
    quoting = bool(korean.QUOTATIVE.match(before.text))
    follows = isinstance(_item(cues.items, cues.i - 2), Utterance)
    if follows and (says or quoting):
        _listeners(cues, before)
        if says and not quoting and cues.items[cues.i - 2].paragraph != before.paragraph:
            cue = "cuts_in" if korean.CUTS_IN.search(before.text) else "said_between"
            cues.credit(korean.before_speech(before) or subject, cue, before)
        return
    after = _sentence_at(cues.items, cues.i + 1)
    own_tag = after is not None and bool(korean.QUOTATIVE.match(after.text))
    same = before.paragraph == cues.items[cues.i].paragraph
    cue = "said_before" if says else "acts_before_beside" if same else "acts_before"
    if follows or (says and own_tag):
        cue += "_amid"
        _listeners(cues, before)
    elif subject is not None and _tags_last(cues, before, subject):
        cue += "_amid"
    _opens_paragraph(cues, before, subject)
    _credit_or_unsaid(cues, before, subject, cue)


def _led_into(cues: _Cues, lead: Sentence) -> None:
    subject, owner = _main_subject(lead, last=True), korean.voice_owner(lead)
    _acted_on(cues, lead, subject, owner)
    if isinstance(_item(cues.items, cues.i - 2), Utterance) and _gives_way(lead):
        cues.credit(subject, "gave_way", lead)
        return
    cues.credit(owner, "voice_before", lead)
    if subject is not None or not _goes_on(cues):
        _credit_or_unsaid(cues, lead, subject, "lead")


def _credit_or_unsaid(cues: _Cues, sentence: Sentence, subject: Mention | None, cue: str) -> None:
    """Credits the subject, or where it is left unsaid, whoever was the subject last."""
    if subject is not None:
        cues.credit(subject, cue, sentence)
    elif korean.SPEECH.search(sentence.text) and named_ko.said_by(sentence):
        cues.add(UNKNOWN, cue)
    else:
        earlier = _earlier(cues.items, cues.i - 1)
        if earlier is not None:
            strength = 0.4 if korean.has_other_subject(sentence) else 1.0
            cues.credit(_main_subject(earlier, last=True), f"{cue}_unsaid", earlier, strength)


def _gives_way(lead: Sentence) -> bool:
    """`내가 이렇게 내배앝는 소리를 하니까,`: whoever acts there has done so, and another answers."""
    return bool(_ANSWERED.search(lead.text))


def _opens_paragraph(cues: _Cues, before: Sentence, subject: Mention | None) -> None:
    """Those who acted in the paragraph's earlier sentences are at hand as well."""
    at = cues.i - 2
    seen = {subject.name} if subject is not None else set()
    while at >= 0 and cues.items[at].paragraph == before.paragraph:
        item = cues.items[at]
        acts = _main_subject(item, last=False) if isinstance(item, Sentence) else None
        if isinstance(item, Sentence) and acts is not None and acts.name not in seen:
            cues.credit(acts, "acted_earlier", item)
            seen.add(acts.name)
        at -= 1


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
            cues.add(mention.name, "answers")


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
            cues.add(mention.name, "answers")


def _calls(cues: _Cues) -> None:
    """Whoever is called by name in a line does not say it, and likely says the next."""
    this = cues.items[cues.i]
    previous = next((x for x in reversed(cues.items[: cues.i]) if isinstance(x, Utterance)), None)
    asked = previous is not None and "이름" in previous.text
    for form, name in cues.people.called.items():
        if _names_self(form, this.text, asked):
            cues.add(name, "self_named")
        elif is_called(form, this.text):
            cues.add(name, "called")
        elif len(form) > 1 and re.search(rf"(?<![가-힣]){re.escape(form)}", this.text):
            cues.add(name, "spoken_of")
        if previous is not None and is_called(form, previous.text):
            cues.add(name, "called_before", _freshness(cues, name))
    _calls_up(cues, this.text, previous.text if previous is not None else "")


def _freshness(cues: _Cues, name: str) -> float:
    """How likely whoever was called in the line before answers in this one: not once told to keep silent."""
    at = next(j for j in range(cues.i - 1, -1, -1) if isinstance(cues.items[j], Utterance))
    between = [x for x in cues.items[at + 1 : cues.i] if isinstance(x, Sentence)]
    if any(korean.SILENT.search(s.text) and any(m.name == name for m in s.mentions) for s in between):
        return -1.0
    return 1 / (1 + len(between))


def _calls_up(cues: _Cues, this: str, previous: str) -> None:
    """`나리,`, `선생님,`: said by those below to those above, whoever they are."""
    above = [n for n, standing in cues.people.standing.items() if standing == ABOVE]
    for name in above if _CALLS_UP.search(this) else []:
        cues.add(name, "looks_up")
    for name in above if _CALLS_UP.search(previous) else []:
        cues.add(name, "looked_up_to")


def _names_self(form: str, text: str, asked: bool) -> bool:
    """`나 윤하야`, or, asked for a name, `동우요.`"""
    if asked and text.startswith(form) and len(text) <= len(form) + 12:
        return True
    return bool(re.search(rf"(?:^|[\s,.!?…]){_SELF} [가-힣]?{re.escape(form)}{_IS}", text))


def is_called(name: str, text: str) -> bool:
    """Whether a line calls somebody: the name before a comma or a stop, with or without 아/야."""
    text = re.sub(r"[‘'][^‘'’]+[’']", "", text)
    return len(name) > 1 and bool(re.search(rf"(?:^|[\s,.!?…]){re.escape(name)}{_CALL}", text + "."))
