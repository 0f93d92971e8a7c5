"""What tells the speaker of an English line: `said X`, `X asked`, who acts in its paragraph, calls in it."""

import re

from toonverse.studio.reading import tags_en
from toonverse.studio.reading.document import CROWD, UNKNOWN, Item, Mention, People, Sentence, Utterance
from toonverse.studio.reading.evidence import Evidence

_INTRODUCES = re.compile(r"(?:He|She|It) was (?:an?|the) ")
_REVEALS = re.compile(r"It was (?:only )?[A-Z]")
_THEY_SAID = re.compile(
    r"^[\s,—–-]*(?:they|all|everybody|everyone|both)(?: all)? \w+ed\b|^[\s,—–-]*\w+ed they\b", re.I
)
_THE_OTHER = re.compile(
    rf"^[\s,—–-]*(?:(?:{tags_en.VERB}) the (?:other|latter)\b"
    rf"|the (?:other|latter) (?:\w+ )?(?:{tags_en.VERB})\b)"
)
_QUOTED = re.compile(r"(?<!\w)[‘'][^‘'’]+(?:[’']\w[^‘'’]*)*[,.!?—][’'](?!\w)")


_TURNS_ROUND = re.compile(
    r"\b(?:turned (?:around|round|her head|his head)|(?:looked|glanced) (?:up|around|round|over)|jumped|"
    r"started|spun|whirled|wheeled|froze|blinked|stiffened|flinched)\b(?! (?:to|for|off|out|in|at|on)\b)"
)
"""What somebody does who was spoken to rather than who spoke."""


class _Cues(Evidence):
    """Collects what speaks for whom in one utterance."""

    def __init__(self, items: list[Item], i: int, people: People) -> None:
        super().__init__()
        self.items, self.i, self.people = items, i, people

    def credit(self, mention: Mention | None, cue: str, strength: float = 1.0) -> None:
        """Gives a mention its cue; a pronoun shares it among those it may stand for."""
        if mention is None:
            return
        if not mention.pronoun:
            self.add(mention.name, cue, strength)
            return
        for rank, (name, share) in enumerate(mention.may_be):
            if cue == "tag_pronoun":
                self.add(name, f"{cue}_{min(rank, 2)}", strength)
                self.add(name, f"{cue}_share", strength * share)
            else:
                self.add(name, f"{cue}_pronoun", strength * share)
        self._differs(mention.name, "told" if cue.startswith(("tag", "lead")) else "beside")

    def _differs(self, pronoun: str, where: str) -> None:
        """Counts against those of the other gender who are about."""
        other = {"he": "female", "she": "male"}.get(pronoun)
        for name in _recent(self.items, self.i):
            if other and self.people.gender(name) == other:
                self.add(name, f"other_gender_{where}")


def evidence(items: list[Item], i: int, people: People) -> Evidence:
    cues = _Cues(items, i, people)
    after = items[i + 1] if i + 1 < len(items) else None
    before = items[i - 1] if i else None
    tagged = isinstance(after, Sentence) and _after(cues, after)
    suffix = "_tagged" if tagged else "_amidst" if _is_amidst(items, i) else ""
    if isinstance(before, Sentence):
        _before(cues, before, suffix)
        _beside_subject(cues, before, suffix)
        _further_off(cues, before, suffix)
    _told_of(cues, suffix)
    _spoken_beside(cues)
    _calls(cues)
    if "I" in cues.found:
        cues.add("I", "narrator")
    for name in cues.found:
        if name[0].islower() and name not in (CROWD, UNKNOWN):
            cues.add(name, "described")
    return cues


def _further_off(cues: _Cues, before: Sentence, suffix: str) -> None:
    """Who acts first after the line before, and, where the last sentence names no subject, who acted last."""
    told: list[Sentence] = []
    for item in reversed(cues.items[: cues.i]):
        if not isinstance(item, Sentence):
            break
        told.append(item)
    this = cues.items[cues.i].paragraph
    subjects = [(s.paragraph, m) for s in reversed(told) for m in s.mentions if m.role == "subject"]
    if not subjects or len(told) == len(cues.items[: cues.i]):
        return
    if len(told) > 1 and not any(m.role == "subject" for m in before.mentions):
        paragraph, last = subjects[-1]
        cues.credit(last, f"acted_{'beside' if paragraph == this else 'earlier'}{suffix}")
    paragraph, first = subjects[0]
    if paragraph != this and first.name != subjects[-1][1].name:
        cues.credit(first, f"reacts{suffix}")


TALK_LINES = 6


def _spoken_beside(cues: _Cues) -> None:
    """What a first reading found: who says the lines around this one."""
    this = cues.items[cues.i]
    for cue, step in (("spoke", -1), ("speaks", 1)):
        lines: list[Utterance] = []
        at = cues.i + step
        while 0 <= at < len(cues.items) and len(lines) < TALK_LINES:
            item = cues.items[at]
            if isinstance(item, Utterance) and item.paragraph != this.paragraph:
                lines.append(item)
            at += step
        for name in sorted({line.speaker for line in lines} - {UNKNOWN}):
            cues.add(name, cue)


def _is_amidst(items: list[Item], i: int) -> bool:
    """Whether the paragraph holds a line before this one, so that what stands between is mostly its tag."""
    return any(
        isinstance(x, Utterance) and x.paragraph == items[i].paragraph for x in items[max(0, i - 6) : i]
    )


def _told_of(cues: _Cues, suffix: str) -> None:
    """How much each of those told of just before is spoken of, and whom the line before was said to."""
    this = cues.items[cues.i]
    assert isinstance(this, Utterance)
    for rank, (name, share) in enumerate(this.about):
        cues.add(name, f"foremost_{min(rank, 3)}{suffix}")
        cues.add(name, "share", share)
    for name in _said_to(cues.items, cues.i):
        cues.add(name, "told")
    last = next((at for at in range(cues.i - 1, -1, -1) if isinstance(cues.items[at], Utterance)), None)
    if last is not None and cues.items[last].paragraph != this.paragraph:
        for name in _said_to(cues.items, last):
            cues.add(name, f"was_told{suffix}")


def _said_to(items: list[Item], i: int) -> list[str]:
    """Those named in the tag of a line other than as its speaker: `said Bob to Ann`, `turning to Ann`."""
    after = items[i + 1] if i + 1 < len(items) else None
    if not isinstance(after, Sentence) or after.paragraph != items[i].paragraph:
        return []
    named = [m for m in after.mentions if not m.pronoun and m.name != CROWD]
    first = next((m.name for m in after.mentions if m.role == "subject"), None)
    return [m.name for m in named if m.role in ("dative", "object") and m.name != first]


def _beside_subject(cues: _Cues, before: Sentence, suffix: str) -> None:
    """Others in the sentence before than the one who acts in it."""
    subjects = [m for m in before.mentions if m.role == "subject"]
    for mention in before.mentions:
        if mention.role in ("object", "dative") and not mention.pronoun and mention.name != CROWD:
            cues.add(mention.name, f"object_before{suffix}")
    if len(subjects) > 1 and subjects[-1].name != subjects[0].name:
        cues.credit(subjects[-1], f"acts_last{suffix}")


def continues(items: list[Item], a: int, b: int) -> bool:
    """Whether utterance `b` carries on `a`: one paragraph has one speaker."""
    earlier, later = items[a], items[b]
    if not isinstance(later, Utterance):
        return False
    return later.carries_on or (earlier.paragraph == later.paragraph and _one_speaker(items[a + 1 : b]))


def holds(items: list[Item], a: int, b: int) -> bool:
    """Whether two lines stand in one paragraph, which has one speaker as a rule."""
    return items[a].paragraph == items[b].paragraph


def gap(items: list[Item], a: int, b: int) -> float:
    """Paragraphs of narration between two lines; narration that opens the second one's own counts too."""
    return float(len({x.paragraph for x in items[a + 1 : b]} - {items[a].paragraph}))


def _one_speaker(between: list[Item]) -> bool:
    """Narration between two quotations of a paragraph that names no second subject."""
    names = {m.name for s in between if isinstance(s, Sentence) for m in s.mentions if m.role == "subject"}
    return len(names) <= 1


def _after(cues: _Cues, after: Sentence) -> bool:
    """Cues of the sentence behind a line; whether it is a tag that says who spoke."""
    same = after.paragraph == cues.items[cues.i].paragraph
    who = tags_en.tag_after(after.text) if same else ""
    if who:
        mention = _mention_in(who, after)
        if mention is not None:
            _tag(cues, mention, after)
            return True
        if who in ("my", "me") and "I" in cues.people.genders:
            cues.add("I", "tag")
            return True
    if (
        who
        and who.split()[0].lower() not in ("he", "she", "it", "they", "we", "you")
        and tags_en.is_said(after.text)
    ):
        cues.add(UNKNOWN, "tag_unknown")
    if same and _THE_OTHER.match(after.text):
        this = cues.items[cues.i]
        assert isinstance(this, Utterance)
        acted = _last_to_act(cues.items, cues.i)
        for rank, name in enumerate([n for n, _ in this.about if n != acted][:3]):
            cues.add(name, f"tag_other_{rank}")
        return True
    if same and _THEY_SAID.match(after.text):
        cues.add(CROWD, "tag")
        return True
    subject = next((m for m in after.mentions if m.role == "subject" or m.start == 0), None)
    revealed = next((m for m in after.mentions if not m.pronoun and m.start <= len("It was only ")), None)
    if revealed is not None and _REVEALS.match(after.text):
        cues.credit(revealed, "introduced")
        return False
    if not same:
        _apart(cues, after, subject)
        return False
    cues.credit(subject, "silent" if tags_en.keeps_silent(after.text) else "acts_beside")
    return False


def _apart(cues: _Cues, after: Sentence, subject: Mention | None) -> None:
    """Cues of a sentence that opens the next paragraph: never a tag."""
    newcomer = _INTRODUCES.match(after.text) and next((m for m in after.mentions if not m.pronoun), None)
    cues.credit(newcomer or None, "introduced")
    if not newcomer:
        silent = tags_en.keeps_silent(after.text)
        turns = bool(_TURNS_ROUND.search(after.text))
        cues.credit(subject, "silent_apart" if silent else "turns_round" if turns else "acts_after")


def _last_to_act(items: list[Item], i: int) -> str:
    """The last one named as acting before a line; "" if the sentence before it names nobody so."""
    before = items[i - 1] if i else None
    if not isinstance(before, Sentence):
        return ""
    return next((m.name for m in before.mentions if m.role == "subject" and not m.pronoun), "")


def _tag(cues: _Cues, mention: Mention, after: Sentence) -> None:
    """Who is said to speak: somebody by name or by a pronoun, or `the girl`, who may have a name."""
    word = after.text[mention.start : mention.start + 1]
    if mention.pronoun or word.isupper() or mention.name in ("I", CROWD):
        cues.credit(mention, "tag_pronoun" if mention.pronoun else "tag")
        return
    cues.add(mention.name, "tag_noun" if mention.name[0].islower() else "tag_noun_joined")
    named = {m.name for m in after.mentions if not m.pronoun}
    gender = cues.people.gender(mention.name)
    this = cues.items[cues.i]
    assert isinstance(this, Utterance)
    fits = [
        name
        for name, _ in this.about
        if name not in named
        and ("unknown" in (gender, cues.people.gender(name)) or cues.people.gender(name) == gender)
    ]
    for rank, name in enumerate(fits[:3]):
        cues.add(name, f"tag_noun_of_{rank}")


def _mention_in(who: str, sentence: Sentence) -> Mention | None:
    """The mention that a tag's subject stands for."""
    at = sentence.text.find(who)
    inside = [m for m in sentence.mentions if at <= m.start < at + len(who)]
    named = [m for m in inside if not m.pronoun]
    return next(iter(named or inside), None)


def _before(cues: _Cues, before: Sentence, suffix: str) -> None:
    same = before.paragraph == cues.items[cues.i].paragraph
    for mention in before.mentions:
        if mention.name.endswith("voice") and not suffix:
            cues.add(mention.name, "heard")
    subjects = [m for m in before.mentions if m.role == "subject"]
    if not subjects:
        named = {m.name for m in before.mentions if not m.pronoun}
        if len(named) == 1 and not suffix:
            cues.add(named.pop(), "named_before")
        return
    if not same and tags_en.keeps_silent(before.text):
        cues.credit(subjects[0], f"silent_before{suffix}")
        return
    follows = cues.i > 1 and isinstance(cues.items[cues.i - 2], Utterance)
    if tags_en.leads(before.text):
        cues.credit(subjects[-1] if len(subjects) == 1 else subjects[0], f"lead{suffix}")
    elif same:
        cues.credit(subjects[0], f"acts_before_beside{suffix}")
    elif tags_en.tells_of_saying(before.text) and not follows:
        cues.credit(subjects[-1], f"said_before{suffix}")
    else:
        cues.credit(subjects[0], f"acts_before{'_amid' if follows else ''}{suffix}")


def _recent(items: list[Item], i: int) -> list[str]:
    names: dict[str, None] = {}
    for item in reversed(items[max(0, i - 16) : i]):
        if isinstance(item, Sentence):
            for mention in sorted(item.mentions, key=lambda m: m.role != "subject"):
                if not mention.pronoun:
                    names.setdefault(mention.name, None)
    return list(names)


def _calls(cues: _Cues) -> None:
    _calls_politely(cues)
    this = cues.items[cues.i]
    previous = next((x for x in reversed(cues.items[: cues.i]) if isinstance(x, Utterance)), None)
    following = next((x for x in cues.items[cues.i + 1 :] if isinstance(x, Utterance)), None)
    asked = previous is not None and _ASKS_WHO.search(previous.text)
    for form, name in cues.people.called.items():
        if _names_self(form, this.text, bool(asked)):
            cues.add(name, "self_named")
        elif is_called(form, this.text):
            cues.add(name, "called")
        elif re.search(rf"\b{re.escape(form)}\b", this.text):
            cues.add(name, "spoken_of")
        if any(is_called(form, line.text) for line in _lines_before(cues)):
            cues.add(name, "answers")
        if (
            following is not None
            and following.paragraph != this.paragraph
            and is_called(form, following.text)
        ):
            cues.add(name, "called_next")


_CALLS_POLITELY = (
    (re.compile(r"(?:^|[,.!?—-] ?)(?:ma['’]am|madam|madame|my lady)(?=[,.!?—-]|$)", re.I), "female"),
    (re.compile(r"(?:^|[,.!?—-] ?)(?:sir|your honou?r)(?=[,.!?—-]|$)", re.I), "male"),
)


def _calls_politely(cues: _Cues) -> None:
    """`It was in the piano, ma'am`: no woman's own kin says so, and the only grown woman about hears it."""
    this = cues.items[cues.i]
    for pattern, gender in _CALLS_POLITELY:
        if not pattern.search(this.text):
            continue
        told = [x for x in cues.items[max(0, cues.i - 16) : cues.i] if isinstance(x, Sentence)]
        acting = {m.name for s in told for m in s.mentions if m.role == "subject" and not m.pronoun}
        about = [n for n in _recent(cues.items, cues.i) if n in acting and cues.people.gender(n) == gender]
        grown = [n for n in about if cues.people.standing.get(n, 2) > 1]
        if len(grown) == 1:
            cues.add(grown[0], "called")
            for name in cues.people.kin.get(grown[0], ()):
                cues.add(name, "calls_otherwise")


def _lines_before(cues: _Cues) -> list[Utterance]:
    """All that was said in the paragraph of the line before this one's."""
    this = cues.items[cues.i]
    lines = [x for x in cues.items[max(0, cues.i - 8) : cues.i] if isinstance(x, Utterance)]
    if not lines or lines[-1].paragraph == this.paragraph:
        return []
    return [x for x in lines if x.paragraph == lines[-1].paragraph]


_ASKS_WHO = re.compile(r"\bname\b|\bwho are you\b|\band you are\b|\bwho might you be\b", re.I)


def _names_self(form: str, text: str, asked: bool) -> bool:
    """`I'm Poppy`, or, asked for a name, `Theo.`"""
    name = re.escape(form)
    if asked and re.match(rf"(?:It's |I'm )?{name}\b(?:[^,]{{0,12}}$|[.] )", text):
        return True
    return bool(re.search(rf"\b(?:I'm|I’m|I am|[Mm]y name is|[Mm]y name's) {name}\b", text))


_TITLE_OF_ADDRESS = (
    r"(?:my )?(?:(?:Mr|Mrs|Ms|Dr)\.?|Miss|Sir|Lady|Aunt|Uncle|Captain|Master|Professor|Officer|Doctor|Nurse|"
    r"Sister|Brother|Father|dear|old|little|young|poor)"
)


def is_called(name: str, text: str) -> bool:
    """Whether a line calls somebody by this name; what it quotes of another's words calls nobody."""
    text = _QUOTED.sub("", text)
    return bool(
        re.search(
            rf"(?:^|[,.!?—-]\s*|\b(?:oh|hey|dear|well|yes|no),? )(?:{_TITLE_OF_ADDRESS} )?"
            rf"{re.escape(name)}\s*(?:[,.!?—-]|$)",
            text,
            re.I,
        )
    )
