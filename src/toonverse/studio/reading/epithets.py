"""Two names of one person: `the butler, Pell`, `동생 누리`, a stranger who says who they are, the teller's
own name, which only others say."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toonverse.domain.story import Language
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.people import described_by, given_names, leaning, person_words, titles
from toonverse.studio.reading.words.people import SURNAMES_KO

NEWCOMER_SENTENCES = 12
"""So far back somebody was brought in who now says who they are."""
COMMON_SURNAMES_KO = "김박최정강조윤장임한오서신권황안송류홍"
CALLS_MIN = 2  # before a Korean word that only lines say is the teller's name
_NAME = r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_TOLD_EN = (
    rf"\b[Tt]he (?P<noun>[a-z]+(?: [a-z]+)?), (?:an? [^.;,]{{2,40}} )?(?:called|named) {_NAME}",
    rf"\b[Tt]he (?P<noun>[a-z]+(?: [a-z]+)?), {_NAME}(?=[,.])",
    rf"\b[Tt]he (?P<noun>[a-z]+) {_NAME}(?=[,. ])",
    rf"\b{_NAME}, (?:the|his|her|their|my|our) (?:old |young |little )?(?P<noun>[a-z]+)(?=[,.;])",
)
_SAYS_WHO_EN = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name['’]s|I am called|[Tt]hey call me|(?P<am>I['’]m|I am)) {_NAME}"
    r"(?=[,.!—-]|$)"
)
_SAYS_WHO_KO = re.compile(
    r"(?:(?<![가-힣])(?:나는|난|내 이름은|제 이름은|저는|전) (?P<name>[가-힣]{2,4}?)"
    r"(?:이야|야|이에요|예요|입니다|이라고|라고)?[,.!]|"
    r"(?<![가-힣])(?P<called>[가-힣]{2,4}?)(?:이라고|라고) 합니다)"
)
_CALLED_KO = re.compile(r"(?:^|[,.!?…] ?)(?P<name>[가-힣]{2,4}?)(?:아|야)?(?=[,.!?…]|$)")
_CALLED_EN = re.compile(r"(?:^|[,—-] |[!?] (?=\w+[!?]))(?P<name>[A-Z][a-z]+)(?=[,.!?]|$)")


def joined(
    items: Sequence[Item], same: Mapping[str, str], narrator: str, language: Language
) -> dict[str, str]:
    """`same` (form -> name) with the names joined that the text says are one person's."""
    result = dict(same)
    for noun, name in _told(items, result, language):
        _join(result, noun, name, language)
    for noun, name in [*_badged(items, result, language), *_introductions(items, result, language)]:
        _join(result, noun, name, language)
    own = _name_of_teller(items, result, language) if narrator else ""
    if own:
        result[own] = narrator
        result.update({form: narrator for form, name in result.items() if name == own})
    if language == "ko":
        _with_surnames(items, result)
    return result


_BADGE_EN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]he|[Aa]) (?:\w+ )?(?:badge|name ?tag|nameplate|name ?badge) (?:\w+ ){0,4}?"
    r"(?:said|read|reading|saying),? [“\"‘']?(?P<name>[A-Z][A-Za-z]+)"
)
_BADGE_KO = re.compile(
    r"(?:명찰|이름표|명패|사원증|배지)에(?:는|선|서)? (?:\S+ )?[‘'“\"]?(?P<name>[가-힣]{2,4}?)[’'”\"]?"
    r"(?:이라고|라고|이라는|라는|[,.]| (?:이름|세 글자|두 글자))"
)
BADGE_SENTENCES = 3
"""So far back somebody was told of whose badge is read."""


def _badged(items: Sequence[Item], same: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    """`A guard leaned on the barrier. His badge said THEO.`: the one told of last, and the name."""
    pattern = _BADGE_EN if language == "en" else _BADGE_KO
    told: list[Sentence] = []
    for item in items:
        if not isinstance(item, Sentence):
            continue
        hit = pattern.search(item.text)
        name = hit["name"].capitalize() if hit else ""
        acting = [m.name for s in [*told, item] for m in s.mentions if m.role == "subject" and not m.pronoun]
        acting = [n for n in acting if n != same.get(name)]
        if name in same and acting and _is_common(acting[-1], language):
            yield acting[-1], name
        told = [*told[-(BADGE_SENTENCES - 1) :], item]


def _join(same: dict[str, str], noun: str, name: str, language: Language) -> None:
    """Everything known by the noun is known by the name from now on."""
    root, full = same.get(noun, ""), same.get(name, name)
    told, given = described_by(noun, language)[0], leaning(full, language)
    if not root or root == full or ("unknown" not in (told, given) and told != given):
        return
    for form in [f for f, n in same.items() if n == root]:
        same[form] = full
    same[name] = same[full] = full


def _told(items: Sequence[Item], same: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    """Nouns and the one name that the narration sets beside each."""
    beside: dict[str, set[str]] = {}
    for item in items:
        if isinstance(item, Sentence):
            for noun, name in _beside(item.text, same, language):
                beside.setdefault(noun, set()).add(same[name])
    for noun, names in beside.items():
        if len(names) == 1 and same[noun] not in names and _is_common(same[noun], language):
            yield noun, next(iter(names))


def _beside(text: str, same: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    if language == "en":
        for pattern in _TOLD_EN:
            for hit in re.finditer(pattern, text):
                known = [n for n in (hit["name"], *hit["name"].split()[::-1]) if n in same]
                if hit["noun"] in same and known:
                    yield hit["noun"], known[0]
        return
    nouns = [n for n in same if _is_common(n, language)]
    names = [n for n in same if not _is_common(n, language) and len(n) > 1]
    for noun in nouns:
        for name in names:
            if noun not in text or name not in text or noun in name:
                continue
            for pattern in (
                rf"(?<![가-힣]){name}이?라는 (?:\S+ )?{noun}",
                rf"(?<![가-힣]){noun}(?:은|는|이|가) (?:바로 )?{name}(?:이었|였)다",
            ):
                if re.search(pattern, text):
                    yield noun, name


def _is_common(name: str, language: Language) -> bool:
    """Whether it only says what somebody is."""
    words = name.split()
    if language == "en":
        return name[:1].islower()
    return all(w in person_words("ko") or w in titles("ko") or len(w) == 1 for w in words)


def _introductions(
    items: Sequence[Item], same: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    """Whoever was brought in last by a mere description, where a line then says who its speaker is."""
    pattern = _SAYS_WHO_EN if language == "en" else _SAYS_WHO_KO
    first: dict[str, int] = {}
    acting: dict[str, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, Sentence):
            for m in item.mentions:
                if not m.pronoun:
                    first.setdefault(m.name, at)
                    acting.setdefault(m.name, at) if m.role == "subject" else None
            continue
        hit = pattern.search(item.text)
        name = hit and (hit["name"] or hit.groupdict().get("called") or "")
        if not hit or not name or name in person_words(language) or first.get(same.get(name, name), at) < at:
            continue
        if (language == "ko" or hit["am"]) and name not in same:
            continue  # `저는 가짜입니다`, `I'm Irish`: nobody is called so where the story tells
        if language == "ko" and not _is_named(items, name):
            continue
        new = [n for n, seen in acting.items() if at - seen <= NEWCOMER_SENTENCES and n == same.get(n)]
        new = [n for n in new if _is_common(n, language) and first[n] == acting[n]]
        if new:
            yield max(new, key=lambda n: first[n]), name


def _is_named(items: Sequence[Item], name: str) -> bool:
    """Whether the story uses a Korean word again as somebody's name: `하린이`, `하린아`."""
    again = re.compile(rf"(?<![가-힣]){name}(?:이(?:가|는|를|의|한테)?|아|야|은|는|가)(?![가-힣])")
    return sum(len(again.findall(i.text)) for i in items) >= 1


def _with_surnames(items: Sequence[Item], same: dict[str, str]) -> None:
    """`한유진` for `유진`, where the story brings somebody in by a common surname and the given name."""
    text = " ".join(i.text for i in items)
    for name in [n for n in same if len(n) == 2 and not _is_common(n, "ko")]:
        hit = re.search(rf"(?<![가-힣])([{COMMON_SURNAMES_KO}]?)({name})(?![가-힣]{{3}})", text)
        if hit and hit[1] and hit[0] not in same and hit[0] not in person_words("ko"):
            same[hit[0]] = same[name]


def _name_of_teller(items: Sequence[Item], same: Mapping[str, str], language: Language) -> str:
    """The name that lines call and the narration never gives: the teller does not say it."""
    told = " ".join(i.text for i in items if isinstance(i, Sentence))
    lines = [i.text for i in items if isinstance(i, Utterance)]
    if language == "en":
        found = Counter(h["name"] for line in lines for h in _CALLED_EN.finditer(line))
        names = {n: c for n, c in found.items() if n in given_names() and n not in told}
    else:
        calls = Counter(h["name"] for line in lines for h in _CALLED_KO.finditer(line))
        stems = {re.sub(rf"^[{SURNAMES_KO}](?=[가-힣]{{2}}$)", "", n) for n in calls}
        names = {
            stem: count
            for stem in stems
            if len(stem) == 2 and (count := _calls_by_name(lines, stem)) and stem not in told
        }
    names = {n: c for n, c in names.items() if same.get(n, n) == n}
    if not names:
        return ""
    best = max(names, key=lambda n: (names[n], n))
    return best if list(names.values()).count(names[best]) == 1 else ""


def _calls_by_name(lines: Sequence[str], stem: str) -> int:
    """How often lines call somebody so, as a name is called: `서준아`, `이서준.`"""
    full = rf"(?<![가-힣])[이{COMMON_SURNAMES_KO}]{stem}(?=[,.!?…])"
    vocative = "아" if (ord(stem[-1]) - 0xAC00) % 28 else "야"
    if not any(re.search(full, line) for line in lines):
        return 0
    calls = sum(len(re.findall(rf"{full}|(?<![가-힣]){stem}{vocative}(?=[,.!?…])", line)) for line in lines)
    return calls if calls >= CALLS_MIN else 0
