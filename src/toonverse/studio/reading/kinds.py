"""How a line is given: aloud, shouted, whispered, thought, written."""

import re
from collections import Counter

from toonverse.domain.script import LineKind
from toonverse.domain.story import Language
from toonverse.studio.reading import korean, tags_en
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.marks import SIGN_EN

_WORDS: dict[Language, tuple[tuple[LineKind, str], ...]] = {
    "ko": (
        (
            "letter",
            r"편지(?:에|를 (?:읽|펼)|의 내용)|쪽지에|문자(?:가|를|에는)|메시지(?:가|에|를)|"
            r"적혀 있|쓰여 있|써 있|라고 (?:적|쓰|썼)",
        ),
        (
            "thought",
            r"(?:마음|맘|가슴) ?속으로|[은는이가] 속으로|"
            r"^[,\s]*이?(?:라고|라는|하는) (?:말이|소리가) 목까지",
        ),
        (
            "whisper",
            r"속삭|소곤|귓속말|모기(?:만한| 소리)|나직|나지막|작은 소리|낮은 소리|낮게|"
            r"목소리를 낮|중얼|웅얼|들릴 듯 말 듯|혼잣말|혼자말|조그맣게|숨죽",
        ),
        (
            "shout",
            r"소리쳤|소리치|소리를 (?:빽 |버럭 |꽥 |벽력같이 )?(?:지르|질렀|질러)|소리질|외쳤|"
            r"외치|부르짖|고함|호통|악을|버럭|비명|불호령|울부짖|호령|"
            r"야단|절규|목청(?:을|껏)|고래고래|벽력|빽|내질|꽥|"
            r"^[,\s]*(?:이?라고|하고) (?:[가-힣]+ )?부르는 소리",
        ),
        ("thought", r"생각|속으로|마음속|되뇌|다짐|머릿속|귀에 울"),
    ),
    "en": (
        (
            "whisper",
            r"\b(?:whisper\w*|mutter\w*|murmur\w*|under (?:his|her|their|my) breath|breathed|"
            r"mumbl\w+|softly|hissed|quietly|in a low voice)\b",
        ),
        (
            "shout",
            r"\b(?:shout\w*|yell\w*|scream\w*|roar\w*|bellow\w*|shriek\w*|cried out|called out|"
            r"hollered|thundered)\b",
        ),
        (
            "thought",
            r"\b(?:thought|thinks?|told (?:her|him|my)self|said to (?:her|him|my)self|wondered|mused)\b",
        ),
        (
            "letter",
            r"\b(?:letter|note|text|message|e-?mail|postcard|diary)\b[^.]*\b(?:read|said|says|wrote|"
            r"began|written)\b|\bread aloud\b",
        ),
    ),
}
_SIGN_KO = re.compile(r"간판|표지판|팻말|현수막|문패|게시판|전광판|적힌 (?:판|종이)")
_ON_PAPER_KO = re.compile(
    r"(?:메모|쪽지|종이|명찰|이름표|봉투|겉봉|액자|칠판|스티커|라벨|비석|현판|포스터|카드|화면|모니터)(?:가|이|에|에는|"
    r"에도|의|를)(?![가-힣])|(?:문|벽|판자)에는$"
)
"""What bears a few words between single marks that nobody thinks."""
_BORNE_KO = re.compile(r"^[,\s]*이?라고 (?:\S+ )?(?:적힌|쓰인|적혀|쓰여|새겨)")
SIGN_CHARS_MAX = 24
_WRITTEN_EN = re.compile(
    r"\b(?:words?|lines?|message|note|letter|card)\b[^.]*"
    r"\b(?:in (?:a|his|her) (?:\w+ )?hand(?:writing)?|written)\b|"
    r"\b(?:letter|note|card|postcard|message) (?:\w+ ){0,3}(?:read|said|ran)[.:]$",
    re.I,
)
"""A sentence in front of words that are read."""
_UNFOLDED_EN = re.compile(
    r"\b(?:unfold|open|unseal|took up|take up|tore open|read)\w*\b[^.]*"
    r"\b(?:letter|note|paper|postcard|telegram|envelope|message)\b|"
    r"\bthe (?:letter|note|postcard|telegram|message) (?:was|is)\b",
    re.I,
)
_SALUTATION_EN = re.compile(r"(?:My )?[Dd]ear(?:est)? |[A-Z][\w'. -]{1,24}:\s")
_NOTE_EN = re.compile(r"\b(?:letter|note|postcard|message|diary)\b", re.I)
_LETTER = re.compile(r"편지|쪽지|서찰|일기|유서|엽서|메모")
_LOUD = re.compile(r"[!！]{2,}|[!！][?？]|[A-Z]{3,}.*!")


def give_signs(items: list[Item], language: Language) -> None:
    """Marks what is read off a sign, so that nobody is sought who says it."""
    for i, item in enumerate(items):
        if isinstance(item, Utterance) and (
            _kind(items, i, item, language) == "sign"
            or (_kind(items, i, item, language) == "letter" and _is_read(items, i, language))
        ):
            item.kind = "sign"


_WRITTEN_KO = re.compile(r"^[,\s]*(?:이?라고|이?라는 [가-힣]+[이가]) (?:[가-힣]+ )?(?:적혀|쓰여|써|씌어) ?있")


def _is_read(items: list[Item], i: int, language: Language) -> bool:
    """Whether a written line is only seen: `"Dear Owen," it began`, `라고 적혀 있었다`."""
    if language == "en":
        return isinstance(items[i - 1], Sentence)
    this, after = items[i], items[i + 1] if i + 1 < len(items) else None
    if isinstance(this, Utterance) and _is_on_paper(this, items[i - 1] if i else None, after):
        return True
    return isinstance(after, Sentence) and bool(_WRITTEN_KO.search(after.text))


def give_kinds(items: list[Item], language: Language) -> None:
    """Sets `kind` of every utterance in place."""
    for i, item in enumerate(items):
        if isinstance(item, Utterance):
            item.kind = _kind(items, i, item, language)


def _kind(items: list[Item], i: int, this: Utterance, language: Language) -> LineKind:
    after = items[i + 1] if i + 1 < len(items) else None
    before = items[i - 1] if i else None
    tag = after.text if isinstance(after, Sentence) and _is_tag(after, this, language) else ""
    lead = before.text if isinstance(before, Sentence) and _leads(before, this, language) else ""
    if lead and (SIGN_EN.search(lead) if language == "en" else _SIGN_KO.search(lead)) and not tag:
        return "letter" if _NOTE_EN.search(lead) else "sign"
    for context in (tag, lead):
        for kind, pattern in _WORDS[language]:
            if context and re.search(pattern, context, re.I):
                return kind
    borne = language == "ko" and _is_on_paper(this, before, after)
    if borne or (this.mark in "「『" and _letter_at_hand(items, i)):
        return "letter"
    if language == "ko" and (this.mark in "‘'" or _only_thought(after)):
        return "thought"
    if language == "ko" and _cried_out(this.text, before):
        return "shout"
    if language == "en" and not tag and isinstance(before, Sentence):
        unfolded = any(
            isinstance(x, Sentence) and _UNFOLDED_EN.search(x.text) for x in items[max(0, i - 3) : i]
        )
        if _WRITTEN_EN.search(before.text) or (unfolded and _SALUTATION_EN.match(this.text)):
            return "letter"
    return "shout" if _LOUD.search(this.text) else "speech"


def _is_on_paper(this: Utterance, before: Item | None, after: Item | None) -> bool:
    """Whether a few words between single marks are what a note, a badge, a door bears."""
    if this.mark not in "‘'" or len(this.text) > SIGN_CHARS_MAX or this.text.endswith("다."):
        return False
    told = before.text.strip() if isinstance(before, Sentence) else ""
    behind = after.text if isinstance(after, Sentence) else ""
    return bool(_ON_PAPER_KO.search(told) or _BORNE_KO.match(behind))


_GIVEN_SO_KO = re.compile(
    r"(?:소곤거|속삭이|중얼거|웅얼거)(?:렸|였|었)다[.…]$|속삭였다[.…]$|"
    r"(?:호통을 쳤|고함을 (?:질렀|쳤)|소리(?:를 질렀|쳤)|외쳤)다[.!…]$"
)
"""A sentence that is over, and yet says how the line after it is given."""
_NEVER_SAID_KO = re.compile(
    r"^(?:[가-힣]+ ){0,6}(?:이런|그런) 생각(?:이|을|에)|^[,\s]*(?:할|하려는) (?:양으로|셈으로)|"
    r"^[,\s]*하는 것처럼 아무 말"
)
_REPEATED_CALL_KO = re.compile(r"^([가-힣]{2,5})[!,]+ ?\1!")
_CURSE_KO = re.compile(r"(?<![가-힣])(?:이놈|이년|이 ?자식|이 ?녀석|이 더러운|오라질|육시|원수|염병|예끼)")
_ANGRY_KO = re.compile(
    r"(?:성|화|역정|골|부아|울화)(?:을|를|가|이) (?:벌컥 |발칵 |버럭 |더욱 )?(?:내|냈|나|치밀)|열화"
)


def _only_thought(after: Item | None) -> bool:
    """`이런 생각이 그의 걸음을 멈추게 하였다` behind words that nobody says."""
    return isinstance(after, Sentence) and bool(_NEVER_SAID_KO.search(after.text))


def _cried_out(text: str, before: Item | None) -> bool:
    """A name called twice, a curse or words of anger with a mark of exclamation."""
    if "!" not in text:
        return False
    angry = isinstance(before, Sentence) and bool(_ANGRY_KO.search(before.text))
    return angry or bool(_REPEATED_CALL_KO.match(text) or _CURSE_KO.search(text))


def _letter_at_hand(items: list[Item], i: int) -> bool:
    """Whether somebody has just opened a letter, and other marks carry the speech."""
    told = [x.text for x in items[max(0, i - 3) : i] if isinstance(x, Sentence)]
    marks = Counter(x.mark for x in items if isinstance(x, Utterance))
    this = items[i]
    unusual = isinstance(this, Utterance) and marks[this.mark] * 2 < sum(marks.values())
    return unusual and any(_LETTER.search(t) for t in told)


def _is_tag(after: Sentence, this: Utterance, language: Language) -> bool:
    if language == "ko":
        return bool(korean.QUOTATIVE.match(after.text)) or bool(korean.SPEECH.search(after.text))
    return after.paragraph == this.paragraph and bool(tags_en.tag_after(after.text))


def _leads(before: Sentence, this: Utterance, language: Language) -> bool:
    if language == "en":
        return before.paragraph == this.paragraph and (
            tags_en.leads(before.text) or bool(SIGN_EN.search(before.text))
        )
    if before.paragraph == this.paragraph:
        return True
    return language == "ko" and bool(
        not re.search(r"[.!?…]\s*$", before.text) or _GIVEN_SO_KO.search(before.text)
    )
