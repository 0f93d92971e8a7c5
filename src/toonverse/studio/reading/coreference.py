"""Who is meant by `the old man`, `남자`, `그의 친구`: descriptions joined to the character they stand for.

A description joins a named character where the text sets them side by side (`친구 치삼이`, `바우라는
젊은 옹기장수`), or where of all those about only one fits: gender and age agree, and no sentence shows
both as two.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from toonverse.domain.script import Gender
from toonverse.domain.story import Language
from toonverse.studio.reading import cues_en, cues_ko
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.patients import patients_known
from toonverse.studio.reading.people import described_by, leaning, titles
from toonverse.studio.reading.words import people as words

ABOUT_SENTENCES = 16
NEAR_SENTENCES = 8
REVEAL_SENTENCES = 6
UNFIT = 0.65
"""So likely of the one gender, a name is not meant by a noun for the other."""
_NEWCOMERS = frozenset(words.NEWCOMERS_KO.split())


def join(
    items: list[Item],
    same: dict[str, str],
    proper: set[str],
    language: Language,
    men: Mapping[str, float] | None = None,
) -> dict[str, str]:
    """Canonical name of a description -> the character it stands for.

    Needs resolved mentions; `proper` are the names that are proper names, `men` tells how likely each name
    is a man's.
    """
    men = men or {}
    sentences = [i for i in items if isinstance(i, Sentence)]
    names = list(dict.fromkeys(same.values()))
    places = {
        n: [at for at, s in enumerate(sentences) if any(m.name == n for m in s.mentions)] for n in names
    }
    named = [n for n in names if n in proper and not describes(n, language) and places[n]]
    joined = _side_by_side(sentences, names, named, language)
    joined.update({d: n for d, n in _by_station(sentences, same, names, language).items() if d not in joined})
    if language == "en":
        joined.update({d: n for d, n in _called_back(items, named).items() if d not in joined})
    for description, name in _revealed(sentences, named, same, language):
        if _agree(description, name, same, joined, language):
            joined.setdefault(description, name)
    for name in sorted((n for n in names if n not in joined), key=lambda n: -len(places[n])):
        if not describes(name, language) or not places[name] or name.endswith("voice"):
            continue
        if language == "en" and len(places[name]) < 2 and _IS_A_TRADE.match(name):
            continue
        near = {
            n: sum(1 for o in places[n] if any(abs(at - o) <= NEAR_SENTENCES for at in places[name]))
            for n in named
            if n != name
            and not _introduced_apart(sentences, places, name, n, language)
            and _agree(name, n, same, joined, language)
            and _fits(name, men.get(n, 0.5), language)
            and _about(places[name], places[n])
        }
        if language == "en" and described_by(name, language)[1] == "old":
            aged = {
                n: c for n, c in near.items() if _told(n, _forms(n, same, joined), language)[1] in _NOT_YOUNG
            }
            near = aged or near
        fits = sorted(
            (n for n in near if not _shown_as_two(items, name, n, joined, language)), key=lambda n: -near[n]
        )
        age = described_by(name, language)[1]
        fits = [n for n in fits if age and _told(n, _forms(n, same, joined), language)[1] == age] or fits
        if fits and (len(fits) == 1 or near[fits[0]] >= 2 * near[fits[1]]):
            joined[name] = fits[0]
    return joined


def _called_back(items: list[Item], named: list[str]) -> dict[str, str]:
    """`an elderly woman climbed aboard. "Evening, Carla," she said.` answered by `"Evening, Mrs. Okafor."`"""
    joined: dict[str, str] = {}
    known: set[str] = set()
    came = ""
    for at, item in enumerate(items):
        if isinstance(item, Sentence):
            acting = [m.name for m in item.mentions if m.role == "subject" and not m.pronoun]
            new = [n for n in acting if describes(n, "en") and n not in known]
            came = new[-1] if new else came if not acting else ""
            known |= {m.name for m in item.mentions}
            continue
        back = [n for n in named if n not in known and cues_en.is_called(n, item.text)]
        before = items[at - 1]
        if came and back and before.paragraph == item.paragraph - 1:
            genders = {described_by(came, "en")[0], described_by(back[0], "en")[0]}
            joined.update({came: back[0]} if len(genders - {"unknown"}) < 2 else {})
    return joined


def _by_station(
    sentences: list[Sentence], same: dict[str, str], names: list[str], language: Language
) -> dict[str, str]:
    """Descriptions that are the title, the illness or the place in the house of only one."""
    if language == "en":
        return {**_titles_alone(names, same), **_newcomers(sentences, names)}
    return {**_masters(names), **patients_known(sentences, same)}


_NOT_YOUNG = ("old", "middle")
_TITLE_NOUNS = {"dr": "doctor", "mr": "", "mrs": "", "miss": "", "ms": "", "sir": ""}


_NEWCOMER_EN = re.compile(r"(?:new ?comer|new arrival)$")


def _newcomers(sentences: list[Sentence], names: list[str]) -> dict[str, str]:
    """`the new arrival` -> the last one whom a sentence shortly before brings in (`a tall man hurried`)."""
    joined = {}
    for name in (n for n in names if n[0].islower() and _NEWCOMER_EN.search(n)):
        first = next((at for at, s in enumerate(sentences) if any(m.name == name for m in s.mentions)), 0)
        came = [
            m.name
            for s in sentences[max(0, first - NEAR_SENTENCES) : first]
            for m in s.mentions
            if m.name != name
            and re.search(r"\b(?:a|an|another) $", s.text[: m.start], re.I)
            and m.role == "subject"
        ]
        if came:
            joined[name] = came[-1]
    return joined


def _titles_alone(names: list[str], same: dict[str, str]) -> dict[str, str]:
    """`doctor`, `aunt` -> the only one whose name bears that title (`Dr. Archie`, `Aunt Polly`)."""
    bearers: dict[str, set[str]] = {}
    for form, name in same.items():
        first, *rest = form.lower().replace(".", "").split()
        noun = _TITLE_NOUNS.get(first, first)
        if rest and form[0].isupper() and noun in titles("en"):
            bearers.setdefault(noun, set()).add(name)
    alone = {name: name.lower() for name in names if name.lower() in bearers}
    return {
        name: next(iter(bearers[noun]))
        for name, noun in alone.items()
        if len(bearers[noun]) == 1 and name not in bearers[noun]
    }


def _fits(description: str, man: float, language: Language) -> bool:
    """Whether the pronouns beside a name leave room for `girl` or `man` to mean its bearer."""
    gender = described_by(description, language)[0]
    return not ((gender == "female" and man > UNFIT) or (gender == "male" and man < 1 - UNFIT))


_SERVANTS = frozenset(words.SERVANTS_KO.split())
_MASTERS = {"남편": ("주인", "나리", "서방님", "주인 나리"), "아내": ("아씨", "새아씨", "주인아씨")}


def _masters(names: list[str]) -> dict[str, str]:
    """What servants call the couple of the house (`나리`, `아씨`), where both and a servant are told of."""
    if not (_MASTERS.keys() <= set(names) and _SERVANTS & set(names)):
        return {}
    return {word: one for one, words in _MASTERS.items() for word in words if word in names}


def _revealed(
    sentences: list[Sentence], named: list[str], same: dict[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    """The last one described before `서윤이었다.` or `It was Ruth.`, and the name told there."""
    for at, sentence in enumerate(sentences):
        name = next((n for n in named if _reveals(n, same, language).search(sentence.text)), None)
        if name is None:
            continue
        before = [m.name for s in sentences[max(0, at - REVEAL_SENTENCES) : at] for m in s.mentions]
        described = [n for n in before if describes(n, language)]
        if described:
            yield described[-1], name


@cache
def _reveal_pattern(form: str, language: Language) -> re.Pattern[str]:
    name = re.escape(form)
    if language == "ko":
        return re.compile(
            rf"(?:^|[,…\s])[가-힣]?{name}이?(?:이었|였)(?:다|습니다)[.!…]"
            rf"|그(?:녀|이)?를 {name}(?:이)?라고(?:만|들)? (?:불렀|부르|불러|불렸)"
        )
    return re.compile(
        rf"\b(?:[Ii]t|[Hh]e|[Ss]he|[Tt]his) was (?:only |really |of course |none other than )?{name}[.!,]"
        rf"|\b(?:called|named) (?:him|her) {name}\b"
    )


def _reveals(name: str, same: dict[str, str], language: Language) -> re.Pattern[str]:
    forms = [name, *(f for f in same if same[f] == name and f != name and not describes(f, language))]
    return re.compile("|".join(_reveal_pattern(f, language).pattern for f in forms))


def describes(name: str, language: Language) -> bool:
    """Whether a name is only a description (`old man`, `주정꾼`)."""
    listed = (words.DESCRIPTIONS_KO if language == "ko" else words.DESCRIPTIONS_EN).split()
    last = name.split()[-1]
    if language == "en":
        return name[0].islower() and last in listed
    return name in listed


def _introduced_apart(
    sentences: list[Sentence], places: dict[str, list[int]], description: str, name: str, language: Language
) -> bool:
    """Whether somebody new comes in (`a teenager`, `처녀가`) after the named one is already known."""
    first = places[description][0]
    if places[name][0] >= first:
        return False
    text = sentences[first].text
    if language == "en":
        return bool(re.search(rf"\b(?:a|an|another) (?:\w+ )?{re.escape(description)}\b", text))
    return description in _NEWCOMERS and bool(
        re.search(
            rf"(?<![가-힣]){description}(?:이|가)(?![가-힣])|(?:낯선|웬|어떤|모르는) {description}", text
        )
    )


def _forms(name: str, same: dict[str, str], joined: dict[str, str]) -> list[str]:
    return [form for form, n in [*same.items(), *joined.items()] if n == name]


def _agree(
    description: str, name: str, same: dict[str, str], joined: dict[str, str], language: Language
) -> bool:
    gender, age = _told(description, [description], language)
    other, years = _told(name, _forms(name, same, joined), language)
    if other == "unknown" and gender != "unknown":
        other = leaning(name, language)
    if "unknown" not in (gender, other) and gender != other:
        return False
    if language == "en" and (age == "child" or description.split()[-1] == "teenager") and _TITLED.match(name):
        return False
    return not (age in ("old", "child") and years and years != age)


_IS_A_TRADE = re.compile(
    r"(?!old |young |little |tall |small |big |thin |fat |poor |strange |elderly |waiting )[\w-]+ \w+$"
)
"""`vegetable man`: a trade met with once, not what somebody looks like."""
_TITLED = re.compile(r"(?:Mr|Mrs|Dr|Sir|Lady|Lord|Captain|Colonel|Professor)\b")


def _told(name: str, forms: list[str], language: Language) -> tuple[Gender, str]:
    gender: Gender = "unknown"
    age = ""
    for form in [name, *forms]:
        told = described_by(form, language)
        gender = gender if gender != "unknown" else told[0]
        age = age or told[1]
    return gender, age


def _about(places: list[int], others: list[int]) -> bool:
    """Whether the other is never far from where the description stands."""
    return all(any(abs(at - o) <= ABOUT_SENTENCES for o in others) for at in places)


def _shown_as_two(items: list[Item], a: str, b: str, joined: dict[str, str], language: Language) -> bool:
    """Whether one acts on the other, both act in turn, or a line of one calls the other."""
    before: set[str] = set()
    for at, item in enumerate(items):
        if isinstance(item, Utterance):
            beside = [x for x in items[max(0, at - 1) : at + 2] if isinstance(x, Sentence)]
            speaking = {joined.get(m.name, m.name) for s in beside for m in s.mentions if m.role == "subject"}
            if (a in speaking and _calls(item, b, language)) or (b in speaking and _calls(item, a, language)):
                return True
            continue
        roles = {joined.get(m.name, m.name): m.role for m in item.mentions}
        if a in roles and b in roles and {roles[a], roles[b]} & {"subject", "object", "dative"}:
            return True
        subjects = {name for name, role in roles.items() if role == "subject"}
        if (a in subjects and b in before) or (b in subjects and a in before):
            return True
        before = subjects
    return False


def _calls(line: Utterance, name: str, language: Language) -> bool:
    return cues_ko.is_called(name, line.text) if language == "ko" else cues_en.is_called(name, line.text)


def _side_by_side(
    sentences: list[Sentence], names: list[str], named: list[str], language: Language
) -> dict[str, str]:
    """Descriptions set beside a name: `친구 치삼이`, `노릇을 하는 김첨지`, `Ruth, the captain`."""
    joined: dict[str, str] = {}
    plain = [n for n in names if n not in named]
    for sentence in sentences:
        for name in named:
            if name.split()[-1] not in sentence.text:
                continue
            for description in plain:
                if description in sentence.text and _pattern(description, name, language).search(
                    sentence.text
                ):
                    joined.setdefault(description, name)
    return joined


def _pattern(description: str, name: str, language: Language) -> re.Pattern[str]:
    d, n = re.escape(description), re.escape(name)
    if language == "ko":
        return re.compile(
            rf"(?<![가-힣]){d} {n}(?:이)?(?:은|는|이|가|의|을|를|에게|도|,)"
            rf"|(?<![가-힣]){d} (?:노릇|일|행세)[을를]? 하는 {n}|"
            rf"(?<![가-힣]){n}(?:이)?라는 (?:[가-힣]+[은는운린한] )?{d}"
            rf"|(?<![가-힣]){d}인 {n}|(?<![가-힣]){d}의 이름은 {n}"
        )
    return re.compile(
        rf"\b{d} {n}\b|\b{n}, (?:the|a|an|her|his|my) (?:\w+ )?{d}\b|\b{d}, {n},"
        rf"|\b{d},? (?:whose name was|named|called|by the name of) {n}\b",
        re.I,
    )
