"""A prose story as a `Script`: taken apart, its people found, its lines given to them, cut into scenes."""

import re
from collections import Counter

from toonverse.domain.script import Character, Gender, Script
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import cast_en, cast_ko, coreference, english, epithets, korean, marks
from toonverse.studio.reading.ages import coherent, younger_kin
from toonverse.studio.reading.animacy_ko import acts_alive
from toonverse.studio.reading.apposition import told_beside
from toonverse.studio.reading.attribution import attribute
from toonverse.studio.reading.compounds_ko import renamed
from toonverse.studio.reading.document import CROWD, Item, Mention, People, Sentence, Utterance
from toonverse.studio.reading.era import era_of
from toonverse.studio.reading.genders_en import gender_of, likely_men
from toonverse.studio.reading.kinds import give_kinds, give_signs
from toonverse.studio.reading.looks import age_told, looks_told
from toonverse.studio.reading.narrator_en import gender_of_teller
from toonverse.studio.reading.narrator_ko import narrator_gender
from toonverse.studio.reading.on_air import VOICE, on_air
from toonverse.studio.reading.paragraphs import Paragraph, paragraphs
from toonverse.studio.reading.patients import may_be_woman
from toonverse.studio.reading.people import (
    age_or_young,
    described_by,
    gender_of_name,
    person_words,
    standing_of,
    titles,
)
from toonverse.studio.reading.roster import described
from toonverse.studio.reading.scenes import cut
from toonverse.studio.reading.vocatives import called_names


def read_prose(story: Story) -> Script:
    """Everything the text says, in order: what is quoted becomes lines, the rest the action of beats."""
    items = take_apart(story)
    names = name_people(items, story)
    if on_air(items, story.language):
        names.setdefault(VOICE[story.language], VOICE[story.language])
    people = _people(items, names, story.language)
    give_signs(items, story.language)
    attribute(items, people, story.language)
    give_kinds(items, story.language)
    return Script(
        title=story.title,
        language=story.language,
        era=era_of(story.text, story.language),
        characters=_characters(items, names, people, story),
        scenes=cut(items, story),
    )


def _people(items: list[Item], names: dict[str, str], language: Language) -> People:
    """Genders as the words of names, then pronouns, then the names themselves tell them; forms that call."""
    genders: dict[str, Gender] = {}
    girls_only = any(_GIRLS_SCHOOL.search(i.text) for i in items if isinstance(i, Sentence))
    for name in dict.fromkeys(names.values()):
        told = [
            g for g in (described_by(f, language)[0] for f in [name, *_forms(names, name)]) if g != "unknown"
        ]
        beside = told_beside([name, *_forms(names, name)], _sentences_about(items, name), language)[0]
        told += [beside] if beside != "unknown" else []
        told += ["female"] if may_be_woman(name, names) or (girls_only and _PUPIL.search(name)) else []
        if told:
            genders[name] = told[0]
        elif language == "ko":
            genders[name] = "female" if _is_she(items, name) else gender_of_name(name, language)
    if language == "ko" and NARRATORS["ko"] in genders:
        others = {n: g for n, g in genders.items() if n != NARRATORS["ko"]}
        genders[NARRATORS["ko"]] = _sure(narrator_gender(items, others), genders[NARRATORS["ko"]])
    men: dict[str, float] = {}
    if language == "en":
        men = likely_men(items, dict.fromkeys(names.values()), genders)
        genders = {name: gender_of(man) for name, man in men.items()}
    called = dict(names)
    for form, name in names.items():
        title = form.split()[-1]
        owners = {n for f, n in names.items() if f.split()[-1] == title}
        if title != form and title in titles(language) and len(owners) == 1:
            called.setdefault(title, name)
    if language == "en":
        called.update({t: n for t, n in cast_en.calls_by_title(names).items() if t not in called})
    standing = {
        n: standing_of(
            [n, *_forms(names, n)],
            described(n, _forms(names, n), _sentences_about(items, n), language)[1],
            language,
        )
        for n in genders
    }
    if language == "ko":
        _place_pupils(items, called, standing)
        called.update({f: n for f, n in cast_ko.household_words(set(genders)).items() if f not in called})
        called.update({f: n for f, n in cast_ko.words_of_rank(genders).items() if f not in called})
    she = any(re.search("그녀|그 (?:여자|여인|계집)", i.text) for i in items if isinstance(i, Sentence))
    kin = younger_kin(items, names, genders, language) if language == "en" else {}
    return People(genders, called, standing, men, kin, he_is_anyone=language == "ko" and not she)


def _place_pupils(items: list[Item], called: dict[str, str], standing: dict[str, int]) -> None:
    """Whoever wears a school's uniform looks up to strangers, and is called `학생` if there is only one."""
    pupils = [n for n in standing if any(_PUPIL_TOLD.search(s) for s in _sentences_about(items, n))]
    standing.update({n: min(standing[n], BELOW) for n in pupils})
    if len(pupils) == 1:
        called.setdefault("학생", pupils[0])


def _sure(told: Gender, likely: Gender) -> Gender:
    return likely if told == "unknown" else told


def _is_she(items: list[Item], name: str) -> bool:
    """Whether `그녀` stands beside a name that stands alone."""
    open_here = -1
    for item in items:
        if not isinstance(item, Sentence):
            continue
        named = {m.name for m in item.mentions if not m.pronoun}
        she = next((m for m in item.mentions if m.pronoun and m.name == "그녀"), None)
        acts = next((m for m in item.mentions if m.name == name and m.role == "subject"), None)
        herself = acts is not None and she is not None and she.role == "possessor" and acts.start < she.start
        if she is not None and ((named == {name} and herself) or (open_here == item.paragraph and not named)):
            return True
        open_here = item.paragraph if named == {name} and acts is not None else -1
    return False


def take_apart(story: Story) -> list[Item]:
    """Sentences and utterances in order, sentences analysed for the people they name."""
    double = marks.has_double_marks(story.text)
    parts: list[tuple[int, Paragraph, marks.Piece, bool]] = []
    unclosed = ""
    for at, paragraph in enumerate(paragraphs(story.text)):
        split = marks.pieces(paragraph.text, story.language, double)
        for i, piece in enumerate(split):
            parts.append((at, paragraph, piece, bool(i == 0 and piece.mark and piece.mark == unclosed)))
        unclosed = split[-1].mark if split and split[-1].open_end else ""
    tongue = korean if story.language == "ko" else english
    narration = tongue.sentences([p.text for _, _, p, _ in parts if not p.mark])
    stretches = iter(narration)
    items: list[Item] = []
    for at, paragraph, piece, carries_on in parts:
        if piece.mark:
            items.append(Utterance(piece.text, piece.mark, at, carries_on))
            continue
        for i, sentence in enumerate(next(stretches)):
            sentence.paragraph = at
            sentence.breaks = paragraph.breaks and i == 0
            items.append(sentence)
    return items


def name_people(items: list[Item], story: Story) -> dict[str, str]:
    """Every form of a name -> the character's name; sentences get their mentions resolved."""
    if story.language == "ko":
        people = [t for t in cast_ko.tallies(items).values() if cast_ko.is_person(t)]
        told = " ".join(i.text for i in items if isinstance(i, Sentence))
        same = cast_ko.same_people(people, told)
    else:
        people = cast_en.people(cast_en.tallies(items))
        same = cast_en.same_people(people, story.text)
    if not same:
        same = {name: name for name in called_names(items, story.language)}
    narrator = _narrator(items, story.language)
    if narrator:
        same[narrator] = narrator
    _resolve(items, same, story)
    if (named := epithets.joined(items, same, narrator, story.language)) != same:
        same = named
        _resolve(items, same, story)
    common = person_words(story.language)
    proper = {same[t.name] for t in people if t.proper and t.name not in common and not t.plural}
    men = likely_men(items, dict.fromkeys(same.values()), {}) if story.language == "en" else {}
    joined = coreference.join(items, same, proper, story.language, men)
    if joined:
        same = {form: _end(joined, name) for form, name in same.items()}
        _resolve(items, same, story)
    return same


def _resolve(items: list[Item], same: dict[str, str], story: Story) -> None:
    months = cast_en.months_of(items) if story.language == "en" else frozenset()
    for item in items:
        if isinstance(item, Sentence):
            item.mentions = tuple(_mentions(item, same, story, months))


def _end(joined: dict[str, str], name: str) -> str:
    for _ in range(len(joined)):
        name = joined.get(name, name)
    return name


_GIRLS_SCHOOL = re.compile(
    r"여학교|여자 ?(?:고등)?학교|여고(?:의|에|는)|여대(?:의|에|는)|\bgirls['’] school\b"
)
_PUPIL = re.compile(r"(?:학생|기숙생|제자|동무|급우|짝꿍|pupil|student|schoolmate|classmate)$")
_PUPIL_TOLD = re.compile(r"(?<![가-힣])(?:교복|여학생|남학생|여고생|남고생|고등학생|중학생|학생증|책가방)")
BELOW = 1
"""How pupils stand to grown-up strangers."""
NARRATORS = {"ko": "나", "en": "I"}
NARRATOR_MENTIONS_MIN = 3
NARRATOR_SHARE_MIN = 0.03
"""Of the sentences told: a third person's thoughts, too, say `나` now and then."""


def _narrator(items: list[Item], language: Language) -> str:
    """The name of the one who tells the story as `나` or `I`, or "" if nobody does."""
    told = [i for i in items if isinstance(i, Sentence)]
    if language == "ko":
        mentions = sum(1 for s in told for m in korean.phrases(s) if m.name == "나" and m.role == "subject")
    else:
        mentions = sum(len(re.findall(r"\bI\b", s.text)) for s in told)
    enough = max(NARRATOR_MENTIONS_MIN, len(told) * NARRATOR_SHARE_MIN)
    return NARRATORS[language] if mentions >= enough else ""


def _mentions(
    sentence: Sentence, same: dict[str, str], story: Story, months: frozenset[str]
) -> list[Mention]:
    text = sentence.text
    if story.language == "ko":
        found = [renamed(sentence, m, same) for m in korean.phrases(sentence)]
        known = {m.start for m in found if m.name in same}
        found = [m for m in found if m.name in same or m.pronoun or m.name == CROWD]
        found += [m for m in korean.recovered(sentence, same) if m.start not in known]
        found = korean.of_cleft(sentence, found)
    else:
        spans = [*english.name_spans(text, months), *english.noun_spans(text)]
        taken = {at for at, _ in spans}
        odd = frozenset(n for n in same if n[:1].islower())
        spans += [(at, n) for at, n in english.known_spans(text, odd) if at not in taken]
        found = [Mention(n, english.role_at(text, at, n), at) for at, n in spans if n in same]
        found += english.pronouns(text)
        found += [m for m in english.crowds(text) if not any(at < m.start < at + len(n) for at, n in spans)]
    named = [
        Mention(same.get(m.name, m.name), m.role, m.start, m.pronoun and m.name not in same) for m in found
    ]
    return sorted(named, key=lambda m: m.start)


def _forms(names: dict[str, str], name: str) -> list[str]:
    return [form for form, full in names.items() if full == name]


def _characters(
    items: list[Item], names: dict[str, str], people: People, story: Story
) -> tuple[Character, ...]:
    counts = Counter(m.name for i in items if isinstance(i, Sentence) for m in i.mentions if not m.pronoun)
    spoken = Counter(i.speaker for i in items if isinstance(i, Utterance))
    cast = []
    ages = _ages(items, names, people, story.language)
    for name in dict.fromkeys(names.values()):
        mentions = counts[name] + spoken[name]
        if not spoken[name] and (mentions < 2 or not _shows_itself(items, name, mentions, story.language)):
            continue
        forms = _forms(names, name)
        about = _sentences_about(items, name)
        looks = looks_told(about, story.language)
        aliases = tuple(f for f in forms if f != name)
        gender = people.gender(name)
        if name == NARRATORS["en"]:
            gender = _sure(gender_of_teller(items, name), gender)
        if gender == "unknown":
            gender = gender_of_name(name, story.language)
        cast.append(Character(name, aliases, age_or_young(ages[name]), gender, looks, mentions))
    return tuple(sorted(cast, key=lambda c: (-c.mentions, c.name)))


def _ages(items: list[Item], names: dict[str, str], people: People, language: Language) -> dict[str, str]:
    """Everybody's age, "" where nothing tells it."""
    ages: dict[str, str] = {}
    firm: set[str] = set()
    for name in dict.fromkeys(names.values()):
        forms, about = _forms(names, name), _sentences_about(items, name)
        ages[name] = described(name, forms, about, language)[1]
        if ages[name] in ("child", "old") or age_told(about, language):
            firm.add(name)
    return coherent(items, names, people.genders, ages, frozenset(firm), language)


WEAK_MENTIONS_MAX = 3
"""So few mentions of a common noun make somebody only with an act of theirs."""


def _shows_itself(items: list[Item], name: str, mentions: int, language: Language) -> bool:
    """Whether somebody who says nothing is there in person.

    A noun that tells no sex, named now and then, may be a figure of speech (`악마의 유혹`, `어린애
    모양으로`): it needs an act of its own.
    """
    told = person_words(language).get(name)
    if mentions > WEAK_MENTIONS_MAX or told is None or told[0] != "unknown":
        return True
    sentences = [i for i in items if isinstance(i, Sentence)]
    of_theirs = [(s, m) for s in sentences for m in s.mentions if m.name == name and not m.pronoun]
    if language == "en":
        return any(m.role in ("subject", "possessor") for _, m in of_theirs)
    return any(
        m.role == "dative" or (m.role == "subject" and korean.is_topic(s, m)) or acts_alive(s, m)
        for s, m in of_theirs
    )


def _sentences_about(items: list[Item], name: str) -> list[str]:
    """Sentences that show only this one acting, and what follows them naming nobody."""
    found: list[str] = []
    open_to = -1
    for item in items:
        if not isinstance(item, Sentence):
            continue
        named = {m.name for m in item.mentions if not m.pronoun}
        acting = {m.name for m in item.mentions if m.role == "subject" and not m.pronoun} or named
        if acting == {name} or (not named and item.paragraph == open_to):
            found.append(item.text)
            open_to = item.paragraph
        else:
            open_to = -1
    return found
