"""The cast of a script that names its speakers outright (Fountain, panels)."""

from collections import Counter

from toonverse.domain.script import Character, Gender
from toonverse.domain.story import Language
from toonverse.studio.reading import people
from toonverse.studio.reading.apposition import told_beside
from toonverse.studio.reading.looks import age_told, looks_told, naming


def canonical(names: Counter[str]) -> dict[str, str]:
    """Name -> the character's name: a part of exactly one longer name is the same person."""
    result = {}
    for name in names:
        words = set(name.split())
        longer = [n for n in names if n != name and words < set(n.split())]
        result[name] = longer[0] if len(longer) == 1 and len(words) >= 1 else name
    # the name used most often is the one readers know
    for full in set(result.values()):
        forms = [n for n in names if result[n] == full]
        best = max(forms, key=lambda n: (names[n], len(n)))
        for form in forms:
            result[form] = best
    return result


def characters(names: Counter[str], narration: str, language: Language) -> tuple[Character, ...]:
    """Characters by number of mentions; `narration` is where age and looks are told."""
    same = canonical(names)
    cast = []
    for name in dict.fromkeys(same.values()):
        forms = [n for n in names if same[n] == name]
        about = naming(forms, narration)
        gender, age = described(name, forms, about, language)
        cast.append(
            Character(
                name=name,
                aliases=tuple(f for f in forms if f != name),
                age=people.age_or_young(age),
                gender=gender,
                looks=looks_told(about, language),
                mentions=sum(names[f] for f in forms),
            )
        )
    return tuple(sorted(cast, key=lambda c: -c.mentions))


def described(name: str, forms: list[str], about: list[str], language: Language) -> tuple[Gender, str]:
    gender: Gender = "unknown"
    age = ""
    for form in [name, *forms]:
        told = people.described_by(form, language)
        gender = gender if gender != "unknown" else told[0]
        age = age or told[1]
    beside = told_beside([name, *forms], about, language)
    age = beside[1] or age_told(about, language) or age
    gender = beside[0] if beside[0] != "unknown" else gender
    if gender == "unknown":
        gender = people.gender_of_name(name, language)
    return gender, age
