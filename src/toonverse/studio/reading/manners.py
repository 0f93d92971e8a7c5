"""A second look at who speaks: lines said before come from whom they came, and people keep their manners.

Korean marks in every sentence how the speaker stands to the listener (해요, 하오, 해라); a speaker who was
polite to somebody in the lines that are sure stays so in those that are not.
"""

import re
from collections import Counter
from collections.abc import Mapping, Set

from toonverse.domain.story import Language
from toonverse.studio.reading.document import UNKNOWN, Utterance
from toonverse.studio.reading.evidence import Evidence
from toonverse.studio.reading.idiolect_ko import CLOSED_IN_B, add_idiolect

ECHO_LETTERS_MIN: dict[Language, int] = {"ko": 9, "en": 24}
SURE_MARGIN = 4.0

_POLITE = re.compile(rf"(?:요|죠|{CLOSED_IN_B}니[다까]|시오|소서|나이[다까]|습죠|시요|쇼|답니까|올시다)$")
_HAGE = re.compile(
    r"(?:네|게|세|(?<!구)나|려나|는가|은가|던가|ㄴ가|한가|인가|일세|네그려|세그려|구먼|군그래|은걸|을걸)$"
)
"""하게: an elder to the younger, friends of some age among themselves."""
_HAO = re.compile(
    r"(?:말이요|것이요|[가-힣]소|[가-힣]오|[가-힣]우|읍시다|ㅂ시다|[갑봅합줍둡핍웁립집엽]시다|구려|구료|리다|라오|다오|우)$"
)
"""하오: between equals who are not near, a wife to her husband, a younger brother in older prose."""
_OLD_FORMAL = re.compile(r"(?:말|것|[가-힣]{2}단 말|줄)이요$")
"""하오 as it was spelt: `취했단 말이요`."""
_LETTERS = re.compile(r"[^가-힣A-Za-z0-9]")

_KIN: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"(?<![가-힣])(할아버지|할머니|아버지|아버님|아빠|어머니|어머님|엄마|형님|형|오빠|누나|언니|이모|삼촌|고모|아저씨|"
        r"아줌마|아주머니|선배님|선배|선생님|스승님|사장님|팀장님|대감마님|마님|나리|도련님|"
        r"아가씨|서방님|여보)(?=[,!?.…~ ]|$)"
    ),
    "en": re.compile(
        r"\b(Grandma|Grandpa|Grandmother|Grandfather|Grandad|Granddad|Granny|Gran|Mom|Mum|Mama|Mommy|Mummy|"
        r"Mother|Dad|Papa|Daddy|Father|Uncle|Auntie|Aunt|[Ss]ir|[Mm]a'am|[Mm]y lord|[Mm]y lady|Miss|"
        r"Captain|Doctor)\b"
    ),
}

Scores = dict[str, float]


def learn(
    lines: list[Utterance],
    speakers: list[str],
    evidence: list[Evidence],
    weights: Mapping[str, float],
    language: Language,
    to_nobody: Set[int] = frozenset(),
) -> None:
    """Adds to the evidence what a first answer, `speakers`, teaches of how each of them speaks.

    Lines whose index is in `to_nobody` are left out where manners are told.
    """
    texts = [line.text for line in lines]
    scores = [e.weigh(weights) for e in evidence]
    _echoes(texts, speakers, scores, evidence, ECHO_LETTERS_MIN[language])
    _keep_calls(texts, speakers, scores, evidence, language)
    if language == "ko":
        _keep_talk(speakers, evidence)
        double = any(line.mark not in "‘'" for line in lines)
        aloud = [i not in to_nobody and (not double or line.mark not in "‘'") for i, line in enumerate(lines)]
        kinds = [manner(t) if said else "" for t, said in zip(texts, aloud, strict=True)]
        _keep_manners(kinds, speakers, scores, evidence)  # nobody is polite in thought
        spoken = [t if said else "" for t, said in zip(texts, aloud, strict=True)]
        listeners = [_listener(speakers, i, who) for i, who in enumerate(speakers)]
        surety = [_surety(s, who) / 4 for s, who in zip(scores, speakers, strict=True)]
        add_idiolect(spoken, speakers, listeners, surety, evidence)


_REPLIES = {"네": "polite", "예": "polite", "응": "plain", "어": "plain", "음": "plain", "그래": "plain"}


_REPLY = re.compile(
    r"^(?:네|예|응|음|으응|어|그래|그래요|그럼|그럼요|아니|아니요|아니오|아뇨|글쎄|글쎄요|왜|왜요|뭐|뭘|무얼|무엇|천만에|"
    r"암|아무렴|그렇지|그렇지요|옳지|싫어|싫소|몰라|흥|옳소|누가|어디)(?=[\s,.!?…~]|$)"
)


def replies(text: str) -> bool:
    """Whether a line opens as an answer does: `네,`, `글쎄`, `왜요?`."""
    return bool(_REPLY.match(text.lstrip("“\"'‘「 ")))


def manner(text: str) -> str:
    """`polite` (해요, 합쇼), `hao` (하오), `hage` (하게), `plain` (해, 해라); "" where there is no ending."""
    counts: Counter[str] = Counter()
    for clause in re.split(r"[.!?…~]+", text):
        bare = _LETTERS.sub("", clause)
        if bare in _REPLIES:
            counts[_REPLIES[bare]] += 1
        if len(bare) >= 2:
            polite = _POLITE.search(bare) and not _OLD_FORMAL.search(bare)
            level = "hage" if _HAGE.search(bare) else "hao" if _HAO.search(bare) else "plain"
            counts["polite" if polite else level] += 1
    if not counts:
        return ""
    return "polite" if counts["polite"] else counts.most_common(1)[0][0]


def _echoes(
    texts: list[str], speakers: list[str], scores: list[Scores], result: list[Evidence], least: int
) -> None:
    """Of lines that begin alike, the surest one tells who says the others."""
    alike: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        letters = _LETTERS.sub("", text)
        if len(letters) >= least:
            alike.setdefault(letters[:least], []).append(i)
    for group in alike.values():
        surest = max(group, key=lambda i: (_margin(scores[i], speakers[i]), -i))
        if len(group) > 1:
            for i in group:
                if i != surest:
                    result[i].add(speakers[surest], "echo")


def _keep_manners(
    kinds: list[str], speakers: list[str], scores: list[Scores], result: list[Evidence]
) -> None:
    to_each: dict[tuple[str, str], Counter[str]] = {}
    to_all: dict[str, Counter[str]] = {}
    for i, (who, kind) in enumerate(zip(speakers, kinds, strict=True)):
        if kind:
            weight = _surety(scores[i], who)
            to_each.setdefault((who, _listener(speakers, i, who)), Counter())[kind] += weight
            to_all.setdefault(who, Counter())[kind] += weight
    for i, kind in enumerate(kinds):
        if not kind:
            continue
        for who in list(result[i].found):
            listener = _listener(speakers, i, who)
            counts = to_each.get((who, listener)) or to_all.get(who)
            if counts and speakers[i] == who:
                counts = counts - Counter({kind: _surety(scores[i], who)})
            if counts:
                total = sum(counts.values())
                share = (counts[kind] + 2) / (total + 6)
                result[i].add(who, "manner", (share - 1 / 3) * min(1.0, total / 6))


TALK_LINES = 6


def _keep_talk(speakers: list[str], result: list[Evidence]) -> None:
    """Whoever said lines close by, as far as first known, is in the talk."""
    for i, evidence in enumerate(result):
        near = speakers[max(0, i - TALK_LINES) : i] + speakers[i + 1 : i + 1 + TALK_LINES]
        for who, count in sorted(Counter(near).items()):
            if who in evidence.found and who != UNKNOWN:
                evidence.add(who, "in_talk", count / len(near))


def _keep_calls(
    texts: list[str], speakers: list[str], scores: list[Scores], result: list[Evidence], language: Language
) -> None:
    """Whoever once said `할아버지,` or `Dad,` for sure is likely the one who says it again."""
    used: dict[str, Counter[str]] = {}
    called = [set(_KIN[language].findall(text)) for text in texts]
    for who, words, score in zip(speakers, called, scores, strict=True):
        if _is_sure(score, who):
            for word in words:
                used.setdefault(word, Counter())[who] += 1
    for words, evidence in zip(called, result, strict=True):
        for word in sorted(words & used.keys()):
            for who in used[word]:
                evidence.add(who, "calls_as", 1 / len(used[word]))


def _is_sure(score: Scores, who: str) -> bool:
    return _margin(score, who) >= SURE_MARGIN


def _margin(score: Scores, who: str) -> float:
    """How far the evidence for one is ahead of that for any other."""
    return score.get(who, 0.0) - max((v for n, v in score.items() if n != who), default=0.0)


def _surety(score: Scores, who: str) -> int:
    """How much a line teaches of its speaker's manners, in fourths of a line that is sure."""
    margin = _margin(score, who)
    return 4 if margin >= SURE_MARGIN else 2 if margin >= SURE_MARGIN / 2 else 1


def _listener(speakers: list[str], i: int, who: str) -> str:
    """The nearest other speaker: whoever is likely spoken to."""
    for distance in (1, 2, 3):
        for at in (i - distance, i + distance):
            if 0 <= at < len(speakers) and speakers[at] != who:
                return speakers[at]
    return ""
