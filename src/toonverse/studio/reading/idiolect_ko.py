"""How each speaker of a Korean story talks to whom: speech level, words for self and for the listener.

Korean marks all three in nearly every line, and two who talk with each other seldom share them. What the
other lines of a first reading show is held against each line (naive Bayes, the line itself left out).
"""

import math
import re

from toonverse.studio.reading.document import UNKNOWN
from toonverse.studio.reading.evidence import Evidence

CLOSED_IN_B = "[" + "".join(chr(c) for c in range(0xAC00 + 17, 0xD7A4, 28)) + "]"
"""Syllables that end in ㅂ: `합니다` is formal, `아니다` and `그러니까` are not."""
_FORMAL = re.compile(rf"(?:{CLOSED_IN_B}니[다까]|시오|나이[다까]|답니까|올시다|습죠|소서|쇼)$")
_SOFT = re.compile(r"(?:요|죠)$")
_HAGE = re.compile(r"(?:네|게|세|(?<!구)나|는가|은가|던가|인가|일세|네그려|세그려|구먼|군그래|은걸|을걸)$")
_HAO = re.compile(r"(?:소|오|우|읍시다|[갑봅합줍둡핍웁립집엽]시다|구려|구료|리다|라오|다오|외다|이다그려)$")
_HAERA = re.compile(r"(?:다|냐|니|라|자|마|무나|구나|련)$")
_JOSA = r"(?=[은는이가도를의와만랑]|에게|한테|[\s,.!?…~]|$)"
_SELF = re.compile(rf"(?<![가-힣])(나|난|내|내가|날|저|제|제가|전|소인|소생|짐){_JOSA}")
_LISTENER = re.compile(
    r"(?<![가-힣])(자네|너|넌|네가|너희|당신|댁|그대|여보게|여보|이놈|이년|이 자식|이 사람|얘|아가|"
    r"형님|형|언니|누님|누나|오빠|선생님|선생|영감님|영감|마님|나리|아씨|아버지|어머니|엄마|아빠|아저씨|아주머니|"
    rf"폐하|스님|대감|도련님|할머니|할아버지){_JOSA}"
)
_ONE = {"난": "나", "내": "나", "내가": "나", "날": "나", "제": "저", "제가": "저", "전": "저"}
_ONE |= {"넌": "너", "네가": "너", "너희": "너"}
_KINDS = {"level": 6, "self": 3, "listener": 8}
"""How many values each kind of word mostly has: the weight of what is unseen."""
OTHERS_SHARE = 0.4
"""What lines to somebody else tell of how one talks to this listener."""
LIMIT = 2.5
PRIOR = 2.0


def words_of(text: str) -> list[tuple[str, str]]:
    """(kind, word) for the speech level of each sentence and for each name of speaker and listener."""
    found = [("level", level) for clause in re.split(r"[.!?…~]+", text) if (level := _level(clause))]
    found += sorted({("self", _ONE.get(w, w)) for w in _SELF.findall(text)})
    return found + sorted({("listener", _ONE.get(w, w)) for w in _LISTENER.findall(text)})


def _level(clause: str) -> str:
    bare = re.sub(r"[^가-힣]", "", clause)
    if len(bare) < 2:
        return ""
    levels = (("합쇼", _FORMAL), ("해요", _SOFT), ("하게", _HAGE), ("하오", _HAO), ("해라", _HAERA))
    return next((name for name, pattern in levels if pattern.search(bare)), "해")


Word = tuple[str, str]


class _Usage:
    """How often words are used; `of` counts a word, `all_of` all words of its kind."""

    def __init__(self) -> None:
        self.of: dict[Word, float] = {}
        self.all_of: dict[str, float] = {}

    def add(self, word: Word, weight: float) -> None:
        self.of[word] = self.of.get(word, 0.0) + weight
        self.all_of[word[0]] = self.all_of.get(word[0], 0.0) + weight


def add_idiolect(
    texts: list[str], speakers: list[str], listeners: list[str], surety: list[float], result: list[Evidence]
) -> None:
    """Adds to each candidate of a line how much likelier its words are from them than from anybody."""
    said = [words_of(t) for t in texts]
    every = _Usage()
    by: dict[str, _Usage] = {}
    to: dict[tuple[str, str], _Usage] = {}
    for who, whom, words, weight in zip(speakers, listeners, said, surety, strict=True):
        for word in words if who != UNKNOWN else ():
            every.add(word, 1.0)
            by.setdefault(who, _Usage()).add(word, weight)
            to.setdefault((who, whom), _Usage()).add(word, weight)
    for i, evidence in enumerate(result):
        for who in evidence.found if said[i] else ():
            if who in by:
                pair = to.get((who, _other(speakers, i, who)), _Usage())
                own = surety[i] if speakers[i] == who else 0.0
                ratio = sum(_log_ratio(w, every, by[who], pair, said[i], own) for w in said[i])
                evidence.add(who, "idiolect", max(-LIMIT, min(LIMIT, ratio)))


def _log_ratio(word: Word, every: _Usage, by: _Usage, pair: _Usage, line: list[Word], own: float) -> float:
    """How much likelier a word is from one speaker than from any, this line's own use (`own`) taken off."""
    kind = word[0]
    chance = (every.of.get(word, 0.0) + 1) / (every.all_of.get(kind, 0.0) + _KINDS[kind])
    used = _shared(pair.of.get(word, 0.0), by.of.get(word, 0.0)) - own * line.count(word)
    of_kind = _shared(pair.all_of.get(kind, 0.0), by.all_of.get(kind, 0.0))
    of_kind -= own * sum(1 for k, _ in line if k == kind)
    return math.log((max(used, 0.0) + PRIOR * chance) / (max(of_kind, 0.0) + PRIOR) / chance)


def _shared(to_one: float, to_all: float) -> float:
    return to_one + OTHERS_SHARE * (to_all - to_one)


def _other(speakers: list[str], i: int, who: str) -> str:
    for distance in (1, 2, 3):
        for at in (i - distance, i + distance):
            if 0 <= at < len(speakers) and speakers[at] != who:
                return speakers[at]
    return ""
