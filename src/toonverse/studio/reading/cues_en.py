"""What tells the speaker of an English line: `said X`, `X asked`, who acts in its paragraph, calls in it."""

import re

from toonverse.domain.script import Gender
from toonverse.studio.reading import english
from toonverse.studio.reading.document import CROWD, Item, Mention, People, Sentence, Utterance

TAG = 10.0
LEAD = 9.0
ACTS_BESIDE = 5.0
ACTS_BEFORE = 1.5
HEARD = 4.0
SILENT = -4.0
CALLED = -8.0
SELF_NAMED = 6.0
ANSWERS = 2.0
INTRODUCED = 3.0
_INTRODUCES = re.compile(r"(?:He|She|It) was (?:an?|the) ")
_QUOTED = re.compile(r"(?<!\w)[‘'][^‘'’]+(?:[’']\w[^‘'’]*)*[,.!?—][’'](?!\w)")


def scores(items: list[Item], i: int, people: People) -> dict[str, float]:
    found: dict[str, float] = {}
    after = items[i + 1] if i + 1 < len(items) else None
    before = items[i - 1] if i else None
    tagged = False
    if isinstance(after, Sentence):
        tagged = _after(found, items, i, after, people)
    if isinstance(before, Sentence) and not tagged:
        _before(found, items, i, before, people)
    _calls(found, items, i, people)
    return found


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


def _add(found: dict[str, float], name: str, weight: float) -> None:
    found[name] = found.get(name, 0.0) + weight


def _after(found: dict[str, float], items: list[Item], i: int, after: Sentence, people: People) -> bool:
    who = english.tag_after(after.text) if after.paragraph == items[i].paragraph else ""
    if who:
        mention = _mention_in(who, after)
        if mention is not None:
            _credit(found, mention, TAG, items, i, people)
            return True
    if after.paragraph != items[i].paragraph:
        newcomer = _INTRODUCES.match(after.text) and next((m for m in after.mentions if not m.pronoun), None)
        _credit(found, newcomer or None, INTRODUCED, items, i, people)
        return False
    subject = next((m for m in after.mentions if m.role == "subject" or m.start == 0), None)
    _credit(found, subject, SILENT if english.keeps_silent(after.text) else ACTS_BESIDE, items, i, people)
    return False


def _mention_in(who: str, sentence: Sentence) -> Mention | None:
    """The mention that a tag's subject stands for."""
    at = sentence.text.find(who)
    inside = [m for m in sentence.mentions if at <= m.start < at + len(who)]
    named = [m for m in inside if not m.pronoun]
    return next(iter(named or inside), None)


def _before(found: dict[str, float], items: list[Item], i: int, before: Sentence, people: People) -> None:
    same = before.paragraph == items[i].paragraph
    for mention in before.mentions:
        if mention.name.endswith("voice"):
            _add(found, mention.name, HEARD)
    subjects = [m for m in before.mentions if m.role == "subject"]
    if english.leads(before.text) and subjects:
        _credit(found, subjects[-1] if len(subjects) == 1 else subjects[0], LEAD, items, i, people)
    elif subjects:
        _credit(found, subjects[0], ACTS_BESIDE if same else ACTS_BEFORE, items, i, people)


def _credit(
    found: dict[str, float],
    mention: Mention | None,
    weight: float,
    items: list[Item],
    i: int,
    people: People,
) -> None:
    if mention is None:
        return
    if not mention.pronoun:
        _add(found, mention.name, weight)
        return
    wanted: Gender = {"he": "male", "she": "female"}.get(mention.name, "unknown")  # type: ignore[assignment]
    rank = 0
    for name in _recent(items, i):
        if name in ("I", CROWD) or name.endswith("voice"):
            continue
        gender = people.gender(name)
        if wanted != "unknown" and gender not in (wanted, "unknown"):
            _add(found, name, -weight * 0.5)
            continue
        _add(found, name, weight * (1 - 0.3 * rank))
        rank += 1
        if rank == 3:
            break


def _recent(items: list[Item], i: int) -> list[str]:
    names: dict[str, None] = {}
    for item in reversed(items[max(0, i - 16) : i]):
        if isinstance(item, Sentence):
            for mention in sorted(item.mentions, key=lambda m: m.role != "subject"):
                if not mention.pronoun:
                    names.setdefault(mention.name, None)
    return list(names)


def _calls(found: dict[str, float], items: list[Item], i: int, people: People) -> None:
    this = items[i]
    previous = next((x for x in reversed(items[:i]) if isinstance(x, Utterance)), None)
    asked = previous is not None and re.search(r"\bname\b|who are you", previous.text, re.I)
    for form, name in people.called.items():
        if _names_self(form, this.text, bool(asked)):
            _add(found, name, SELF_NAMED)
        elif is_called(form, this.text):
            _add(found, name, CALLED)
        if previous is not None and previous.paragraph != this.paragraph and is_called(form, previous.text):
            _add(found, name, ANSWERS)


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
