"""Where a story turns: the moments in which something is found out, seen, lost or done for good.

No single sign is trusted. Every unit gets a figure for what it does by itself (`_signs`), the figures of
its neighbours are added (a turn is led up to, and it is felt), and the sum is weighed by where in the
story it stands. The best few moments are kept apart from one another: with room enough all of them are
told, so that a story whose turn was taken for its second best moment still shows it.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from toonverse.domain.story import Language
from toonverse.studio.directing import lexicon
from toonverse.studio.directing.lexicon import Table, table
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import BALLOON_LIMIT, length

MOMENTS_MAX = 8
APART = 5  # units between two moments, at least
_REACH = (1.0, 0.6, 0.4, 0.25, 0.15)  # what a neighbour's signs count, by distance in units
_SIGNS: Table[str] = table(
    [
        (
            "found",  # somebody or something is there, or is somebody else
            r"나타났|드러났|드러나|들어 ?있었|서 ?있었다|놓여 ?있었|묻혀 ?있었|새겨져|굴러 ?나|쏟아져 ?나|"
            r"정체|알고 ?보니|다름 ?아닌|바로 그|사실은|진실|비밀|뜻밖|줄이야",
            r"there (?:lay|stood|sat|was (?:a|the|her|his)\b)|in (?:its|the) place\b|appeared|reveal|"
            r"truth\b|"
            r"secret|turned out|all along|inside (?:was|lay)|out of (?:it|the \w+) (?:roll|fell|ran|came)|"
            r"fold(?:ed|s) back the|under (?:it|the \w+) (?:was|lay)|(?:it|he|"
            r"she) was (?-i:[A-Z][a-z])\w+\b",
        ),
        (
            "other",  # not what it was taken for
            r"[이가] 아니(?:라|고|었)|[은는] 아니(?:라|고|었)|아닌 ?게|줄(?:로)?만? 알았|인 ?줄 (?:알|"
            r"몰)|거짓",
            r"(?:was|were)(?: not|n't|n’t)\b|not an?\b|no longer|instead of|"
            r"(?:i|he|she|they) (?:had )?thought",
        ),
        (
            "known",  # recognition
            r"알아보|알아봤|깨달|알아차|눈치챘|기억났|떠올랐|떠올렸|[나너]야[.!?]|(?<![가-힣])(?:나|"
            r"저)(?:는|예요)?,? ?[가-힣]{2,4}(?:이?야|이?에요|예요|입니다)[.!]|(?<=[가-힣])이냐[?!]|"
            r"맞지[?!]|였구나|이었구나|였군|살아 ?있|"
            r"돌아왔|이제 찾|이제야",
            r"recogni[sz]|reali[sz]|understood|(?:he|she|i) knew (?:then|at once|that|it|who)|remembered|"
            r"(?:it is|it.s) me\b|it was (?:you|me|him|her|for you|always)|is it (?:you|really)|"
            r"came back|alive\b",
        ),
        (
            "lost",
            r"죽었|죽은|죽다|시체|숨을 거두|숨이 (?:끊|멎)|사라졌|사라지고|텅 비어|없어졌|떠나고 없|"
            r"아무도 없었|다시는",
            r"dead\b|died\b|die\b|gone\b|drowned|vanish|disappear|empty\b|sold\b|never again|"
            r"no ?(?:body|one) (?:was )?there|the last\b|for ever\b",
        ),
        (
            "silence",  # the world holds its breath
            r"말이 없|대답이 없|대답하지 않|대답도 (?:하지|없)|아무 ?말|말을 (?:잃|맺지)|침묵|정적|"
            r"숨을 (?:멈|죽)|"
            r"입을 다물|얼굴을 마주|굳어 ?버|빗소리만",
            r"nobody (?:spoke|moved|said)|no ?one (?:spoke|moved)|said nothing|not a word|no sound|"
            r"silence|silent\b|"
            r"for a (?:long )?(?:moment|while|time|minute)|(?:there was|was) only the|held (?:his|her|"
            r"their) breath|"
            r"word(?:s|less)? (?:would not|failed)|stared|froze\b|motionless|immovable",
        ),
        (
            "stop",  # what always went on goes on no more; what never did, does
            r"처음으로|처음이|마침내|비로소|드디어|멈췄|멈추었|멎었|그쳤|끊어졌|결심|하기로 했",
            r"for the first time|at last\b|stopped\b|(?:it|and) stops\b|did not (?:come|stop)|ceased|"
            r"decided|made up (?:his|her)|"
            r"not this time|let (?:it )?go\b|gave (?:it )?up|burst|broke\b",
        ),
        (
            "opened",  # the threshold of a discovery
            r"(?:문|상자|편지|봉투|뚜껑|서랍|보자기|함)[을를이]? [^.]{0,12}(?:열|폈|펼|풀|뜯)|"
            r"(?:열|펼|풀|벗)(?:었|쳤|겼)다|펴 ?보|열어 ?보|들여다보|복면을|가면을",
            r"opened (?:the|her|his|it|its)|unfold|untied|unwrap|(?:cut|tore|"
            r"broke) (?:at )?the (?:string|seal|paper)|"
            r"lifted the lid|pushed (?:open )?the door|took off (?:his|her) (?:mask|hood)|lantern shone|"
            r"light fell on",
        ),
        (
            "tears",
            r"눈물|흐느|통곡|목이 ?메|주저앉|무릎을 꿇|끌어안|부둥켜|얼굴에 (?:한데 )?비비",
            r"tears?\b|wept|weep|sobb|sank (?:down|to)|knees\b|knelt|threw (?:his|her|their) arms|embrac|"
            r"enfold|"
            r"laughed until|hysterical|wail",
        ),
        (
            "shock",
            r"놀라|놀랐|놀래|깜짝|기괴|괴상|휘둥그|눈이 커|낯빛이|얼굴이 (?:하얗|창백|굳)|비명|손이 떨|"
            r"떨리|에그머니|세상에|설마",
            r"scream|gasp|astonish|startl|shock|went (?:white|pale)|turned (?:white|pale|pink)|"
            r"hands? (?:shook|"
            r"were shaking)|voice (?:shook|cracked|broke)|impossible|oh my god|good god|alas\b|ecstatic",
        ),
        (
            "reversal",
            r"^\W*(?:그러나|하지만|그런데|그 ?순간|그때|이때|문득|갑자기|별안간|바로 그|그러자)",
            r"(?<![\w ,])(?:but|suddenly|however|instead|then|and then|at that moment)\b",
        ),
    ]
)
_WORTH = {
    "found": 0.8,
    "other": 0.8,
    "known": 0.9,
    "lost": 0.6,
    "silence": 0.6,
    "stop": 0.6,
    "opened": 0.5,
    "tears": 0.6,
    "shock": 0.6,
    "reversal": 0.35,
}
_WRITING = re.compile(
    r"\b(?:letter|note|words|wrote|written|card)\b|편지|쪽지|글씨|적혀|"
    r"서찰",
    re.IGNORECASE,
)
_LATER = re.compile(  # the head of a sentence that leaves the time of what went before
    r"^\W*(?:이튿날|다음 ?날|며칠|몇 (?:년|달|주)|[월화수목금토일]요일|아침이|새벽|그 ?뒤|그 ?후|그해|"
    r"이듬해|세월|"
    r"[일한두세십백]+ ?(?:년|달|주)[^.]{0,4} (?:뒤|후|지나)|그로부터)"
    r"|^\W*(?:(?:the )?next (?:day|morning|evening|week|year|spring|summer)|by (?:morning|dawn|evening|"
    r"noon)|"
    r"at (?:dawn|daybreak|sunrise)|in the (?:morning|spring|summer|autumn|winter|end)|that (?:evening|"
    r"night|spring)|"
    r"(?:a|one|two|three|ten|many|some) (?:day|week|month|year|winter)s? (?:later|after)|(?:days|weeks|"
    r"months|years) "
    r"later|ever since|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
CODA_AT = 0.68  # what follows a jump in time so late in the text is told after the story has turned
CODA_WORTH = 0.5


def read_aloud(row: Sequence[Unit], unit: Unit) -> bool:
    """Whether a line is what was found written: the narration just before it speaks of a letter or words."""
    before = [u for u in row[max(0, unit.index - 2) : unit.index] if u.told]
    return unit.line.kind != "letter" and any(_WRITING.search(u.line.text) for u in before)


def writes(text: str) -> bool:
    """Whether a text speaks of something written."""
    return bool(_WRITING.search(text))


def _signs(row: Sequence[Unit]) -> list[set[str]]:
    found: list[set[str]] = []
    for unit in row:
        text = unit.line.text
        signs = set(lexicon.every(_SIGNS, text))
        if unit.told and text.rstrip("\"'”’ ").endswith("!"):
            signs.add("narrator exclaims")
        if not unit.told and not any(c.isalnum() for c in text):
            signs.add("silence")
        if not unit.told and length(text, "en") > 3 and (unit.line.kind == "letter" or read_aloud(row, unit)):
            signs.add("read")
        feeling = lexicon.first(lexicon.EMOTIONS, text)
        if feeling in lexicon.INTENSE:
            signs.add(f"feels {feeling}")
        found.append(signs)
    return found


def _values(row: Sequence[Unit], language: Language) -> list[float]:
    """What each unit does by itself. A sign that the story shows all the time means little in it."""
    signs = _signs(row)
    used = Counter(sign for found in signs for sign in found)
    rare = {sign: 1.0 / (1.0 + 8.0 * many / len(row)) for sign, many in used.items()}
    worth = {**_WORTH, "narrator exclaims": 0.7, "read": 0.9}
    values = []
    for unit, found in zip(row, signs, strict=True):
        value = sum(worth.get(sign, 0.35) * rare[sign] for sign in found)
        value += 0.15 * min(2, unit.line.text.count("!")) * (not unit.told)
        values.append(
            min(1.8, value) / (1.0 + 0.12 * length(unit.line.text, language) / BALLOON_LIMIT[language])
        )
    return values


def _coda(row: Sequence[Unit]) -> float:
    """Where the story is over and only its outcome is told, as a part of its text; past 1 where it is not."""
    starts = [u.at for u in row if u.told and u.at >= CODA_AT and _LATER.match(u.line.text)]
    return min(starts, default=1.01)


def _standing(unit: Unit, coda: float) -> float:
    """What its place in the story makes a moment worth: stories turn late, and before their outcome."""
    rise = 0.25 + 0.75 / (1.0 + math.exp(-(unit.at - 0.45) / 0.08))
    return rise * (CODA_WORTH if unit.at >= coda else 1.0)


def moments(row: Sequence[Unit], language: Language) -> tuple[int, ...]:
    """Indexes of the units in which the story may turn, the likeliest first; at least one of a row of any."""
    if len(row) < 3:
        return (len(row) - 1,) if row else ()
    values = _values(row, language)
    coda = _coda(row)
    scores: dict[int, float] = {}
    for unit in row[1:]:
        i = unit.index
        near = sum(
            values[j] * _REACH[abs(j - i)] for j in range(max(0, i - 4), min(len(row), i + 5)) if j != i
        )
        scores[i] = (values[i] + 0.35 * near) * _standing(unit, coda)
    ranked = sorted(scores, key=lambda i: (-scores[i], i))
    kept: list[int] = []
    for i in ranked:
        if len(kept) < MOMENTS_MAX and all(abs(i - j) > APART for j in kept):
            kept.append(i)
    return tuple(kept)
