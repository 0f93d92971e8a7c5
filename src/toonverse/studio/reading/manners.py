"""A second look at who speaks: lines said before come from whom they came, and people keep their manners.

Korean marks in every sentence how the speaker stands to the listener (해요, 하오, 해라); a speaker who was
polite to somebody in the lines that are sure stays so in those that are not.
"""

import re
from collections import Counter

from toonverse.domain.story import Language

ECHO_LETTERS_MIN = 9
ECHO = 8.0
MANNER = 5.0
CALLS = 2.0
SURE_MARGIN = 4.0

_POLITE = re.compile(r"(?:요|죠|니다|니까|시오|소서|나이다|습죠|시요|쇼|옵니다|사옵니까|올시다)$")
_FORMAL = re.compile(r"(?:오|소|네|게|세|구려|그려|는가|은가|던가|ㄴ가|한가|인가|일세|나)$")
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


def bonus(
    said: list[tuple[str, bool]], speakers: list[str], scores: list[Scores], language: Language
) -> list[Scores]:
    """Scores anew, with what the first answer teaches added; `said` has each line and whether it is aloud."""
    texts = [text for text, _ in said]
    result = [dict(s) for s in scores]
    _echoes(texts, speakers, result)
    _keep_calls(texts, speakers, scores, result, language)
    if language == "ko":
        kinds = [manner(text) if aloud else "" for text, aloud in said]  # nobody is polite in thought
        _keep_manners(kinds, speakers, scores, result)
    return result


def manner(text: str) -> str:
    """`polite` (해요, 합쇼), `formal` (하오, 하게), `plain` (해, 해라); empty where there is no ending."""
    counts: Counter[str] = Counter()
    for clause in re.split(r"[.!?…~]+", text):
        bare = _LETTERS.sub("", clause)
        if len(bare) >= 2:
            counts["polite" if _POLITE.search(bare) else "formal" if _FORMAL.search(bare) else "plain"] += 1
    if not counts:
        return ""
    return "polite" if counts["polite"] else counts.most_common(1)[0][0]


def _echoes(texts: list[str], speakers: list[str], result: list[Scores]) -> None:
    said: dict[str, str] = {}
    for text, speaker, score in zip(texts, speakers, result, strict=True):
        letters = _LETTERS.sub("", text)
        if len(letters) < ECHO_LETTERS_MIN:
            continue
        for earlier, who in said.items():
            if letters[:ECHO_LETTERS_MIN] == earlier[:ECHO_LETTERS_MIN] or letters in earlier:
                score[who] = score.get(who, 0.0) + ECHO
                break
        said.setdefault(letters, speaker)


def _keep_manners(kinds: list[str], speakers: list[str], scores: list[Scores], result: list[Scores]) -> None:
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
        for who in result[i]:
            counts = to_each.get((who, _listener(speakers, i, who))) or to_all.get(who)
            if counts:
                total = sum(counts.values())
                share = (counts[kind] + 2) / (total + 6)
                result[i][who] += MANNER * (share - 1 / 3) * min(1.0, total / 6)


def _keep_calls(
    texts: list[str], speakers: list[str], scores: list[Scores], result: list[Scores], language: Language
) -> None:
    """Whoever once said `할아버지,` or `Dad,` for sure is likely the one who says it again."""
    used: dict[str, Counter[str]] = {}
    called = [set(_KIN[language].findall(text)) for text in texts]
    for who, words, score in zip(speakers, called, scores, strict=True):
        if _is_sure(score, who):
            for word in words:
                used.setdefault(word, Counter())[who] += 1
    for words, score in zip(called, result, strict=True):
        for word in words & used.keys():
            for who in used[word]:
                score[who] = score.get(who, 0.0) + CALLS / len(used[word])


def _is_sure(score: Scores, who: str) -> bool:
    rest = [v for n, v in score.items() if n != who]
    return score.get(who, 0.0) - max(rest, default=0.0) >= SURE_MARGIN


def _surety(score: Scores, who: str) -> int:
    """How much a line teaches of its speaker's manners, in fourths of a line that is sure."""
    margin = score.get(who, 0.0) - max((v for n, v in score.items() if n != who), default=0.0)
    return 4 if margin >= SURE_MARGIN else 2 if margin >= SURE_MARGIN / 2 else 1


def _listener(speakers: list[str], i: int, who: str) -> str:
    """The nearest other speaker: whoever is likely spoken to."""
    for distance in (1, 2, 3):
        for at in (i - distance, i + distance):
            if 0 <= at < len(speakers) and speakers[at] != who:
                return speakers[at]
    return ""
