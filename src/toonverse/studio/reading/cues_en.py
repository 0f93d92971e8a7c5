"""What tells the speaker of an English line: `said X`, `X asked`, who acts in its paragraph, calls in it."""

import re

from toonverse.studio.reading import tags_en
from toonverse.studio.reading.document import CROWD, Item, Mention, People, Sentence, Utterance
from toonverse.studio.reading.evidence import Evidence

_INTRODUCES = re.compile(r"(?:He|She|It) was (?:an?|the) ")
_THEY_SAID = re.compile(
    r"^[\s,—–-]*(?:they|all|everybody|everyone|both)(?: all)? \w+ed\b|^[\s,—–-]*\w+ed they\b", re.I
)
_QUOTED = re.compile(r"(?<!\w)[‘'][^‘'’]+(?:[’']\w[^‘'’]*)*[,.!?—][’'](?!\w)")


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
        wanted = {"he": "male", "she": "female"}.get(mention.name, "unknown")
        rank = 0
        for name in _recent(self.items, self.i):
            if name in ("I", CROWD) or name.endswith("voice"):
                continue
            gender = self.people.gender(name)
            if wanted != "unknown" and gender not in (wanted, "unknown"):
                if cue.startswith(("tag", "lead", "acts_beside", "acts_before_beside")):
                    self.add(name, "other_gender", strength)
                continue
            if cue == "tag_pronoun":
                self.add(name, f"{cue}_{rank}", strength)
            else:
                self.add(name, cue, strength * (1 - 0.3 * rank))
            rank += 1
            if rank == 3:
                break


def evidence(items: list[Item], i: int, people: People) -> Evidence:
    cues = _Cues(items, i, people)
    after = items[i + 1] if i + 1 < len(items) else None
    before = items[i - 1] if i else None
    tagged = isinstance(after, Sentence) and _after(cues, after)
    if isinstance(before, Sentence):
        _before(cues, before, "_tagged" if tagged else "")
    _calls(cues)
    return cues


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
            cues.credit(mention, "tag_pronoun" if mention.pronoun else "tag")
            return True
    if same and _THEY_SAID.match(after.text):
        cues.add(CROWD, "tag")
        return True
    subject = next((m for m in after.mentions if m.role == "subject" or m.start == 0), None)
    if not same:
        newcomer = _INTRODUCES.match(after.text) and next((m for m in after.mentions if not m.pronoun), None)
        cues.credit(newcomer or None, "introduced")
        if not newcomer:
            cues.credit(subject, "silent_apart" if tags_en.keeps_silent(after.text) else "acts_after")
        return False
    cues.credit(subject, "silent" if tags_en.keeps_silent(after.text) else "acts_beside")
    return False


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
    this = cues.items[cues.i]
    previous = next((x for x in reversed(cues.items[: cues.i]) if isinstance(x, Utterance)), None)
    asked = previous is not None and re.search(r"\bname\b|who are you", previous.text, re.I)
    for form, name in cues.people.called.items():
        if _names_self(form, this.text, bool(asked)):
            cues.add(name, "self_named")
        elif is_called(form, this.text):
            cues.add(name, "called")
        elif re.search(rf"\b{re.escape(form)}\b", this.text):
            cues.add(name, "spoken_of")
        if previous is not None and previous.paragraph != this.paragraph and is_called(form, previous.text):
            cues.add(name, "answers")


def _names_self(form: str, text: str, asked: bool) -> bool:
    """`I'm Poppy`, or, asked for a name, `Theo.`"""
    name = re.escape(form)
    if asked and re.match(rf"(?:It's |I'm )?{name}\b[^,]{{0,12}}$", text):
        return True
    return bool(re.search(rf"\b(?:I'm|I’m|I am|[Mm]y name is|[Mm]y name's) {name}\b", text))


def is_called(name: str, text: str) -> bool:
    """Whether a line calls somebody by this name; what it quotes of another's words calls nobody."""
    text = _QUOTED.sub("", text)
    return bool(
        re.search(
            rf"(?:^|[,.!?—-]\s*|\b(?:oh|hey|dear|well|yes|no),? ){re.escape(name)}\s*(?:[,.!?—-]|$)",
            text,
            re.I,
        )
    )
