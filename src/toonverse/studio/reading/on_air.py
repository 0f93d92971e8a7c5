"""Who speaks out of a telephone, a radio, an intercom: a voice that takes part in the talk without a body.

A sentence in which a device sounds, or is taken up, opens a line to somebody elsewhere; the talk that
follows is with that voice until the text hangs up, breaks off, or goes on about something else.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toonverse.domain.story import Language
from toonverse.studio.reading.document import Item, Sentence, Utterance

VOICE: dict[Language, str] = {"ko": "목소리", "en": "voice"}
"""The name of a voice that nobody is told to own."""
LINES_MAX = 14  # of one talk over the air
TOLD_MAX = 3  # sentences between two of its lines

_TWO_WAY_KO = r"(?:전화기?|휴대폰|핸드폰|휴대전화|스마트폰|수화기|무전기?|인터폰|인터컴|통신기|교신)"
_ONE_WAY_KO = r"(?:스피커|확성기|라디오|텔레비전|티브이|구내방송|안내 ?방송)"
_SOUNDS_KO = r"(?:울렸|울리|지직|치직|켜졌|켜지|흘러나|들려왔|들렸|소리가 (?:났|나더니)|말했|튀어나|깨어났)"
_TWO_WAY_EN = (
    r"(?:(?:tele|cell|mobile )?phone|radio|intercom|handset|receiver|walkie-talkie|headset|earpiece|comm?s?"
    r"|communicator)"
)
_ONE_WAY_EN = r"(?:loudspeakers?|speakers?|tannoy|television|TV|PA(?: system)?|megaphone)"
_SOUNDS_EN = (
    r"(?:hiss|crackl|click|ring|rang|buzz|beep|chirp|squawk|spoke|said|sputter|came (?:alive|to life|on)|"
    r"burst|blared|vibrat)"
)
_SOUNDS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        rf"{_TWO_WAY_KO}(?:가|이|에서|에선|벨이| 벨이| 너머(?:에서|로)?) (?:\S+ ){{0,4}}?{_SOUNDS_KO}"
    ),
    "en": re.compile(
        rf"\b{_TWO_WAY_EN}\b[^.,;]{{0,40}}?\b{_SOUNDS_EN}|"
        rf"\bvoice\b[^.;]{{0,30}}\b(?:over|from|through|out of|on) the {_TWO_WAY_EN}\b",
        re.IGNORECASE,
    ),
}
_ANNOUNCES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(rf"{_ONE_WAY_KO}(?:가|이|에서|에선|로) (?:\S+ ){{0,4}}?{_SOUNDS_KO}"),
    "en": re.compile(
        rf"\b{_ONE_WAY_EN}\b[^.,;]{{0,40}}?\b{_SOUNDS_EN}|"
        rf"\bvoice\b[^.;]{{0,30}}\b(?:over|from|through) the {_ONE_WAY_EN}\b",
        re.IGNORECASE,
    ),
}
_TAKEN_UP: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        rf"{_TWO_WAY_KO}[을를] (?:\S+ ){{0,2}}?(?:귀에|입에|받|집어|들었|들고(?! 있)|걸었)|"
        r"전화(?:를)? (?:받|걸었|걸어|했)|통화 ?버튼|통화(?:를 (?:하|시작)|가 (?:연결|이어))"
    ),
    "en": re.compile(
        rf"\b(?:picked|snatched|grabbed|lifted|raised|keyed|answered|dialled|dialed|took) (?:up )?"
        rf"(?:the|his|her|my) {_TWO_WAY_EN}\b|\binto the {_TWO_WAY_EN}\b|"
        r"\bphone (?:was )?(?:to|at|against|pressed to) (?:his|her|my|their) ear\b|\bon the (?:tele)?phone\b",
        re.IGNORECASE,
    ),
}
_ENDS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"전화[를가] (?:\S+ )?끊|(?:통화|교신|무전)[가이를] (?:\S+ )?(?:끝|끊)|수화기를 (?:\S+ )?(?:내려|놓)|"
        rf"{_TWO_WAY_KO}[가이를을] (?:\S+ )?(?:꺼|끄|껐|집어넣|내려놓)|끊긴|끊어졌"
    ),
    "en": re.compile(
        r"\bhung up\b|\brang off\b|\bline (?:went|was) dead\b|\bended the call\b|\bput (?:down )?the "
        rf"{_TWO_WAY_EN} (?:down|away|back)?|\breplaced the receiver\b|\bclicked off\b|\bwent silent\b|"
        r"\b(?:channel|line|connection) (?:closed|broke|died|cut)\b|\bswitched (?:\w+ ){0,3}off\b",
        re.IGNORECASE,
    ),
}
_ANSWERS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"여보세요"),
    "en": re.compile(r"^(?:hello\?|this is |yes\?)", re.IGNORECASE),
}


_OWNED = re.compile(r"의 (?:목소리|음성)(?:였|이었)|[\'’]s voice\b")


@dataclass(frozen=True, slots=True)
class OnAir:
    """A line in a talk over the air: the `talk` it belongs to; `opens` where a device has just sounded;
    `close` from 1 to 0, the less the more was told since the line before."""

    talk: int
    opens: bool
    close: float = 1.0


@dataclass(frozen=True, slots=True)
class _Talk:
    """Items from `start` to `end`; whether a device `sounded`, and whether it can be answered."""

    start: int
    end: int
    sounded: bool
    one_way: bool


def on_air(items: Sequence[Item], language: Language) -> dict[int, OnAir]:
    """Which utterances (by index of `items`) belong to a talk over the air."""
    found: dict[int, OnAir] = {}
    for number, talk in enumerate(_talks(items, language)):
        lines = [i for i in range(talk.start, talk.end) if isinstance(items[i], Utterance)]
        for n, i in enumerate(lines):
            opens = talk.one_way or (talk.sounded and n == 0 and not _ANSWERS[language].search(items[i].text))
            told = i - (lines[n - 1] if n else talk.start - 1) - 1
            found[i] = OnAir(number, opens, 1.0 / (1.0 + told))
    return found


def _talks(items: Sequence[Item], language: Language) -> Iterator[_Talk]:
    at = 0
    holder = ""
    while at < len(items):
        item = items[at]
        at += 1
        if not isinstance(item, Sentence):
            continue
        holder = next((m.name for m in item.mentions if m.role == "subject" and not m.pronoun), holder)
        announced = bool(_ANNOUNCES[language].search(item.text))
        sounded = bool(_SOUNDS[language].search(item.text))
        opened = announced or sounded or _TAKEN_UP[language].search(item.text)
        if not opened or _ENDS[language].search(item.text):
            continue
        one_way = announced and not sounded
        end = _end(items, at, language, one_way, holder)
        if any(isinstance(x, Utterance) for x in items[at:end]):
            yield _Talk(at, end, announced or sounded, one_way)
            at = end


def _end(items: Sequence[Item], start: int, language: Language, one_way: bool, holder: str) -> int:
    """Where the talk that begins at `start` is over: it is hung up, somebody else comes into the picture."""
    lines = told = 0
    for at in range(start, len(items)):
        item = items[at]
        if isinstance(item, Utterance):
            lines, told = lines + 1, 0
            if lines >= LINES_MAX:
                return at + 1
            continue
        told += 1
        sounds = _SOUNDS[language].search(item.text) or _ANNOUNCES[language].search(item.text)
        taken = not lines and _TAKEN_UP[language].search(item.text)
        over = item.breaks or _ENDS[language].search(item.text) or (sounds and lines) or told > TOLD_MAX
        if taken or over or (lines and (one_way or _is_about_another(item, holder))):
            return at
    return len(items)


def _is_about_another(sentence: Sentence, holder: str) -> bool:
    """Whether somebody acts in a sentence who is not at the telephone."""
    acting = [m.name for m in sentence.mentions if m.role == "subject" and not m.pronoun]
    voices = [name for name in acting if name.endswith(tuple(VOICE.values()))]
    return bool(holder and acting and not voices and holder not in acting)


def owners(
    items: Sequence[Item], aired: Mapping[int, OnAir], called: Mapping[str, str], language: Language
) -> dict[int, str]:
    """Talk -> the name of its voice: who is told to own it, who is called in it and is nowhere seen to act,
    else nobody's."""
    told = [x for x in items if isinstance(x, Sentence) and not x.text.startswith("It was ")]
    acting = {m.name for x in told for m in x.mentions if m.role == "subject"}
    found: dict[int, str] = {}
    for i, line in sorted(aired.items()):
        named = (
            _owner_told(items, i)
            or (_told_who(items, i, language) if line.talk not in found else "")
            or _called_first(items[i].text, called, acting)
        )
        if line.talk not in found or found[line.talk] == VOICE[language]:
            found[line.talk] = named or VOICE[language]
    return found


_REVEALS: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(r"^(?:\S+ ){0,2}\S+?(?:이었|였)다[.!…]*$"),
    "en": re.compile(r"^It was (?:only )?[A-Z]"),
}


def _told_who(items: Sequence[Item], i: int, language: Language) -> str:
    """Who a sentence right beside a line makes known (`언니였다.`, `It was Brandt.`)."""
    for at in (i - 1, i + 1):
        beside = items[at] if 0 <= at < len(items) else None
        if isinstance(beside, Sentence) and _REVEALS[language].search(beside.text):
            named = [m.name for m in beside.mentions if not m.pronoun and m.role == "subject"]
            if named:
                return named[0]
    return ""


def _owner_told(items: Sequence[Item], i: int) -> str:
    """Whose voice the sentence behind a line says it was (`전무의 목소리였다`)."""
    after = items[i + 1] if i + 1 < len(items) else None
    if not isinstance(after, Sentence) or not _OWNED.search(after.text):
        return ""
    return next((m.name for m in after.mentions if m.role == "possessor" and not m.pronoun), "")


def _called_first(text: str, called: Mapping[str, str], acting: Collection[str]) -> str:
    """Whom a line calls with its first word, if that is nobody who acts in the story."""
    for form, name in called.items():
        if text.startswith(form) and text[len(form) :][:1] in (",", ".", "!", "?") and name not in acting:
            return name
    return ""
