"""The cast of a script that names its speakers outright (Fountain, panels)."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from toonverse.domain.script import Character, Gender
from toonverse.domain.story import Language
from toonverse.studio.reading import people
from toonverse.studio.reading.apposition import told_beside
from toonverse.studio.reading.looks import age_told, looks_told, naming
from toonverse.studio.reading.words import speech
from toonverse.studio.reading.words.people import SURNAMES_KO

_AND = re.compile(r"\s*[,，、/&+]\s*(?:and\s+)?|\s+and\s+|(?<=[가-힣])(?:와|과|이?랑)\s+", re.I)
_PARTICLE_KO = re.compile(r"(?<=[가-힣])(?:와|과|이?랑)\s")
_SUFFIXES = frozenset(["jr", "sr", "esq", "phd", "md", "ii", "iii", "iv"])
_KIN_KO = frozenset(
    [
        "엄마",
        "아빠",
        "어머니",
        "아버지",
        "어멈",
        "할머니",
        "할아버지",
        "할멈",
        "할아범",
        "부인",
        "댁",
        "삼촌",
        "이모",
    ]
)
"""After a name these tell of somebody else, the one named being their child or husband."""
_FUNCTION_WORDS = frozenset(speech.NEVER_NAMES_EN.split())
_TITLES = people.titles("en") | {"the"}


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is meant by each name that cues bear: `same` by single names, `groups` by joined ones.

    `patterns` find the single names in an action.
    """

    same: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    patterns: dict[str, re.Pattern[str]]

    def speaker(self, name: str) -> str:
        """The character; of several who speak as one, the first."""
        return self.groups[name][0] if name in self.groups else self.same.get(name, name)

    def present(self, action: str, speakers: Sequence[str]) -> tuple[str, ...]:
        """Characters named in `action`, then those who say `speakers`' lines (names as cues bear them)."""
        named = [self.same[n] for n, pattern in self.patterns.items() if pattern.search(action)]
        said = [who for name in speakers for who in self.groups.get(name, (self.same.get(name, name),))]
        return tuple(n for n in dict.fromkeys([*named, *said]) if n and n != "unknown")


def parts_of(name: str) -> tuple[str, ...]:
    """The names joined in `BOB AND JANE`, `Bob/Jane`, `민수와 지아`; () for the name of one."""
    parts = [p.strip() for p in _AND.split(name)]
    if len(parts) < 2 or not all(parts) or any(_bare(p)[0] in _SUFFIXES for p in parts):
        return ()
    last = parts[-1].split()[-1]
    return tuple(f"{p} {last}" if set(_bare(p)) <= _TITLES else p for p in parts)


def roster_of(names: Counter[str], scenes: Sequence[Set[str]]) -> Roster:
    """`names` counts the cues, `scenes` tells who has cues in each scene."""
    groups = {name: parts for name in names if (parts := _group(name, names))}
    singles = Counter({n: count for n, count in names.items() if n not in groups})
    for parts in groups.values():
        singles.update(parts)
    same = canonical(singles, scenes)
    meant = {g: tuple(dict.fromkeys(same[p] for p in parts)) for g, parts in groups.items()}
    return Roster(same, meant, {name: _names(name, same) for name in same})


def _group(name: str, names: Counter[str]) -> tuple[str, ...]:
    parts = parts_of(name)
    # a fairy of apples is 사과 요정: a particle joins names only where one of them is known
    sure = not _PARTICLE_KO.search(name) or any(part in names for part in parts)
    return parts if sure else ()


def canonical(names: Counter[str], scenes: Sequence[Set[str]] = ()) -> dict[str, str]:
    """Name -> the character's name: the short form of exactly one longer name is the same person."""
    result = {}
    for name in names:
        longer = [n for n in names if is_short_form(name, n)]
        apart = any({name, n} <= scene for n in longer for scene in scenes)
        result[name] = longer[0] if len(longer) == 1 and not apart else name
    # the name used most often is the one readers know
    for full in set(result.values()):
        forms = [n for n in names if result[n] == full]
        best = max(forms, key=lambda n: (names[n], len(n)))
        for form in forms:
            result[form] = best
    return result


def is_short_form(short: str, long: str) -> bool:
    """Whether `short` may be `long` without a title (`Reed`, `Doctor Reed`), first name or surname."""
    few, many = _bare(short), _bare(long)
    more = [w for w in many if w not in few]
    if not set(few) < set(many) or any(w.isdigit() or w.startswith("#") for w in more):
        return False
    if re.search("[가-힣]", long):
        titles = people.titles("ko") - _KIN_KO
        return all(w in titles or (w == many[0] and w in SURNAMES_KO) for w in more)
    if all(w in _TITLES for w in more):
        return any(w not in _TITLES and w not in people.person_words("en") for w in few)
    return _is_part_of_a_full_name(
        [w for w in few if w not in _TITLES], [w for w in many if w not in _TITLES]
    )


def _is_part_of_a_full_name(few: list[str], many: list[str]) -> bool:
    """First name or surname of a full one; `Mary Ann` is no Ann, `Tall Boy` no Boy, `Bob's Dog` no Bob."""
    more = [w for w in many if w not in few]
    given = {n.lower(): gender for n, gender in people.given_names().items()}
    other = [*more, *few]
    if not few or len(many) > 3 or any(w in people.person_words("en") or "'" in w for w in other):
        return False
    if any(w in _FUNCTION_WORDS and w not in given for w in more):
        return False
    if few == many[: len(few)]:
        return given.get(many[-1]) != "female"
    return few == many[-len(few) :] and few[-1] not in given


def _bare(name: str) -> list[str]:
    return name.casefold().replace(".", "").replace("’", "'").split() or [""]


def _names(name: str, known: dict[str, str]) -> re.Pattern[str]:
    """Where `name` stands by itself, not as a part of a longer name of somebody else."""
    end = r"(?!\w)" if name[-1:].isascii() else ""
    pattern = rf"(?<!\w){re.escape(name)}{end}"
    for other in known:
        head, found, tail = other.casefold().partition(name.casefold())
        if found and (head or tail) and known[other] != known[name]:
            behind = rf"(?<!{re.escape(head)})" if head else ""
            ahead = rf"(?!{re.escape(tail)})" if tail else ""
            pattern = f"{behind}{pattern}{ahead}" if not (head and tail) else pattern
    return re.compile(pattern, re.I)


def characters(
    names: Counter[str], roster: Roster, narration: str, language: Language
) -> tuple[Character, ...]:
    """Characters by number of mentions; `narration` is where age and looks are told."""
    same = roster.same
    cast = []
    for name in dict.fromkeys(same.values()):
        forms = [n for n in same if same[n] == name]
        about = [s for s in naming(forms, narration) if any(roster.patterns[n].search(s) for n in forms)]
        introduced = [*forms, *_introduced_as(forms, narration)] if language == "en" else forms
        gender, age = described(name, introduced, about, language)
        joined = sum(names[g] for g, who in roster.groups.items() if name in who)
        cast.append(
            Character(
                name=name,
                aliases=tuple(f for f in forms if f != name),
                age=people.age_or_young(age),
                gender=gender,
                looks=looks_told(about, language),
                mentions=sum(names[f] for f in forms) + joined,
            )
        )
    return tuple(sorted(cast, key=lambda c: -c.mentions))


def _introduced_as(forms: list[str], narration: str) -> list[str]:
    """Full names in capitals that actions bring a surname in by: `DICK STEEL` for `Steel`."""
    found = (
        m[0].title()
        for form in forms
        if " " not in form
        for m in re.finditer(rf"\b[A-Z][A-Z'-]+ {re.escape(form.upper())}\b", narration)
    )
    given = people.given_names()
    return list(dict.fromkeys(n for n in found if n.split()[0] in given))


def described(name: str, forms: list[str], about: list[str], language: Language) -> tuple[Gender, str]:
    gender: Gender = "unknown"
    age = ""
    for form in [name, *forms]:
        told = people.described_by(form, language)
        gender = gender if gender != "unknown" else told[0]
        age = age or told[1]
    beside = told_beside([name, *forms], about, language)
    sure = age in ("old", "child")  # a grandmother told to have been six once is a grandmother
    vague = beside[1] in ("", "young", "middle")  # a daughter of ten is a child
    years = age_told(about, language) if vague else ""
    age = (years if not sure else "") or beside[1] or age
    gender = beside[0] if beside[0] != "unknown" else gender
    if gender == "unknown":
        if language == "en":
            gender = next((g for f in forms if (g := people.leaning(f, language)) != "unknown"), gender)
        if gender == "unknown":
            gender = people.gender_of_name(name, language)
    return gender, age
