"""Who is in an English story: which words name somebody, and which name the same person."""

import re
from collections import Counter
from collections.abc import Mapping

from toonverse.domain.script import Gender
from toonverse.studio.reading import english, tags_en
from toonverse.studio.reading.document import Item, Sentence
from toonverse.studio.reading.people import described_by, leaning, titles
from toonverse.studio.reading.tally import Tally, tally_of
from toonverse.studio.reading.words import speech

_ALSO_CALLED = re.compile(r"\b(?:called|known as|nicknamed|named)\s+[\"“'‘]?(?P<name>[A-Z][\w'-]+)")
_FULL_VOCATIVE = re.compile(
    r"(?:^(?![A-Z][a-z]+\. [A-Z])|[,;] )((?:(?:Mr|Mrs|Dr)\. )?"
    r"(?!(?:Mr|Mrs|Dr|Miss|Sir|Madam|Aunt|Uncle)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=[,.!?])"
)
"""`Well, Jonathan Small,`: somebody a line calls by a name that narration need not give.
`Sam. He was eight.` only tells of him."""
_ONE_CALLED = re.compile(r"\b(?:an?|one|another) (?:[\w-]+ ){1,4}?$", re.I)
"""`a girl called Josie`: somebody new, not the one named before."""
_VOCATIVE = re.compile(r"(?:^|[,.!?—-]\s*)(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z][a-z'-]+)(?=[,.!?—-])")


def tallies(items: list[Item]) -> dict[str, Tally]:
    """The signs for every capitalised name and every noun for people."""
    found: dict[str, Tally] = {}
    months = months_of(items)
    lower = _lower_words(items) - _mostly_capital(items) - months
    for item in items:
        if isinstance(item, Sentence):
            _count_sentence(found, item.text, lower, months)
    for item in items:
        if not isinstance(item, Sentence):
            for match in _VOCATIVE.finditer(item.text):
                if match["name"] in found:
                    found[match["name"]].called += 1
            for name in _FULL_VOCATIVE.findall(item.text):
                if english.is_name_like(name) and name.split()[0].lower() not in lower:
                    tally = tally_of(found, name)
                    tally.certain = tally.proper = True
                    tally.called += 1
    return found


def months_of(items: list[Item]) -> frozenset[str]:
    """The months that name somebody in this story."""
    return english.months_who_act(i.text for i in items if isinstance(i, Sentence))


_MID_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")
CAPITALS_MIN = 3


def _mostly_capital(items: list[Item]) -> set[str]:
    """Words that stand with a capital within sentences more often than without: `Slim`, `Pink`."""
    text = " ".join(i.text for i in items)
    capital = Counter(w.lower() for w in _MID_CAPITAL.findall(text))
    small = Counter(re.findall(r"\b[a-z]+\b", text))
    return {w for w, n in capital.items() if n >= CAPITALS_MIN and n >= 2 * small[w]}


def _lower_words(items: list[Item]) -> set[str]:
    text = " ".join(i.text for i in items)
    return set(re.findall(r"(?<![.!?“\"] )\b[a-z]+\b", text))


def _count_sentence(found: dict[str, Tally], text: str, lower: set[str], months: frozenset[str]) -> None:
    who = tags_en.tag_after(text)
    for start, name in english.name_spans(text, months):
        single = name.split()[0].lower().rstrip(".")
        if " " not in name and single in lower and single not in titles("en") and name not in who:
            continue
        tally = tally_of(found, name)
        tally.saw(
            "other" if english.looks_like_place(text, start) else english.role_at(text, start, name),
            name in who,
        )
        tally.certain |= english.is_name_like(name)
        tally.proper = True
    for start, noun in english.noun_spans(text):
        tally = tally_of(found, noun)
        tally.certain = True
        tally.saw(english.role_at(text, start, noun), noun in who)
    who = "" if who.split()[-1:] and who.split()[-1].lower() in _ANYONE else who
    bare = re.match(r"^(?:(?:the|a|an|his|her|my|their|our) )([a-z][a-z -]*)$", who)
    if bare and bare[1] not in english.PRONOUNS and len(bare[1].split()) <= 5 and tags_en.is_said(text):
        tally = tally_of(found, bare[1])
        tally.speaks += 1
        tally.roles.setdefault("subject", 1)


_ANYONE = frozenset(speech.ANYONE_EN.split())
"""`said the other`: nobody's name, only the one who did not speak last."""
_PLACE_NAME = re.compile(
    r" (?:Street|Road|Avenue|Lane|Square|House|Hall|Station|Hotel|Inn|Park|Bridge|River|Hill|Mountain|Island|"
    r"County|City|Court|Church|Castle|Bay|Creek|Valley|Town|Village|School|College|Bank|Company)$"
)


def people(found: dict[str, Tally]) -> list[Tally]:
    """Those of the tallies that are persons; a name seen once is one if it is a part of a person's."""
    sure = [t for t in found.values() if is_person(t) and not _PLACE_NAME.search(t.name)]
    known = {t.name for t in sure}
    walks = [
        t
        for t in found.values()
        if _PLACE_NAME.search(t.name) and is_person(t) and t.name.split()[0] in known and t.count("subject")
    ]  # `Ivy Park had twenty minutes`: a surname, where Ivy is somebody
    of_names = {
        word
        for t in [*sure, *walks]
        if t.certain and t.proper and " " in t.name
        for word in t.name.split()
        if word[0].isupper() and word.lower().rstrip(".") not in titles("en")
    }
    parts = [
        t
        for t in found.values()
        if t.proper and t.name in of_names - known and not t.count("other") and not is_person(t)
    ]
    kept = {t.name for t in [*sure, *walks, *parts]}
    return [t for t in found.values() if t.name in kept]


def is_person(tally: Tally) -> bool:
    name = tally.name
    if english.is_group(name):
        return False
    if tally.certain:
        human = described_by(name, "en") != ("unknown", "") or name.endswith("voice")
        return (
            (name[0].isupper() and tally.total > 0)
            or tally.speaks > 0
            or (human and tally.count("subject") > 0)
        )
    if name[0].islower():
        return tally.speaks > 0
    if tally.total < 2 and not tally.speaks:
        return False
    acts = tally.count("subject") + 2 * tally.count("possessor") + 3 * tally.speaks + 2 * tally.called
    return acts >= 2 and acts > tally.count("other")


_AGED = re.compile(r"^(?:elderly|aged) ")
"""What is said of the old in other words: `an elderly woman` is `the old woman` of the next lines."""


def same_people(people: list[Tally], text: str) -> dict[str, str]:
    """Name -> canonical name: first names win over full ones, by how often they are used."""
    by_name = {t.name: t for t in people}
    result = {n: n for n in by_name}
    for name in by_name:
        longer = [n for n in by_name if n != name and _is_part(name, n) and not _is_his_wife(name, n, text)]
        if longer:
            result[name] = max(longer, key=lambda n: (_is_mans(n) and " " not in name, by_name[n].total))
    for name in by_name:
        if (alike := _AGED.sub("old ", name)) != name and result.get(alike) == alike:
            result[alike] = name
    for name in [n for n, full in result.items() if full != n and _is_a_sister(n, full, result, text)]:
        result[name] = name
    for match in _ALSO_CALLED.finditer(text):
        before = [
            n
            for n in by_name
            if n != match["name"]
            and n[0].isupper()
            and n in text[max(0, match.start() - 160) : match.start()]
        ]
        if match["name"] in by_name and before:
            nearest = max(before, key=lambda n: text.rfind(n, 0, match.start()))
            if not _ONE_CALLED.search(text[: match.start()]):
                result[nearest] = match["name"]
    final: dict[str, list[str]] = {}
    for name in by_name:
        final.setdefault(_root(result, name), []).append(name)
    return {n: _best(names, by_name) for names in final.values() for n in names}


def _is_mans(name: str) -> bool:
    """`Mr. Bingley`: where a whole family bears a surname, it stands alone for a man."""
    return name.startswith("Mr ") or name.startswith("Mr. ")


_MISS = re.compile(r"Miss \w+$")


def _is_a_sister(name: str, full: str, links: dict[str, str], text: str) -> bool:
    """Whether `Miss Pinkerton` is another than `Miss Jemima Pinkerton`, called by her first name."""
    if not _MISS.match(name) or full.split()[-1] != name.split()[-1] or not full.startswith("Miss "):
        return False
    first = full.split()[1]
    others = [n for n, f in links.items() if f in (full, n) and n != name and first in n.split()]
    return any(
        re.search(
            rf"{name}\b[^.!?]*\b{n}\b(?! {name.split()[-1]})|\b{n}\b(?! {name.split()[-1]})[^.!?]*{name}\b",
            text,
        )
        for n in others
        if n != full
    )


_WIFE = re.compile(r"(?:Mrs|Mme|Madame|Lady|Countess)\b")


def _is_his_wife(name: str, titled: str, text: str) -> bool:
    """Whether a bare surname is a man's (`Archer ... he`) beside his wife or mother (`Mrs. Archer`)."""
    if not _WIFE.match(titled) or _WIFE.match(name) or leaning(name, "en") == "female":
        return False
    bare = re.compile(rf"(?<!Mrs )(?<!Mrs\. )(?<!Miss )\b{re.escape(name)}\b[^.!?“”\"]{{0,80}}")
    beside = " ".join(bare.findall(text))
    he, she = (len(re.findall(words, beside)) for words in (r"\b(?:he|his|him)\b", r"\b(?:she|her)\b"))
    return he > she


_CALLED_BY = {"dr": "Doctor", "capt": "Captain", "prof": "Professor", "sgt": "Sergeant"}
_CALLS_ALONE = frozenset(speech.CALLS_ALONE_EN.split())


def calls_by_title(names: Mapping[str, str]) -> dict[str, str]:
    """`Doctor` -> the only one who bears that title (`Dr. Amara Osei`, `Nurse Ben`)."""
    bearers: dict[str, set[str]] = {}
    for form, name in names.items():
        first, *rest = form.replace(".", "").split()
        title = _CALLED_BY.get(first.lower(), first)
        if rest and title in _CALLS_ALONE:
            bearers.setdefault(title, set()).add(name)
    return {title: next(iter(who)) for title, who in bearers.items() if len(who) == 1}


def _best(names: list[str], known: dict[str, Tally]) -> str:
    return max(names, key=lambda n: (n[0].isupper(), known[n].total, len(n)))


def _root(links: dict[str, str], name: str) -> str:
    seen = set()
    while links[name] != name and name not in seen:
        seen.add(name)
        name = links[name]
    return name


_NICKNAMES = dict(pair.split("/") for pair in speech.NICKNAMES_EN.split())


_COURTESY = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mme|Madame|Sir|Lady|Lord|Madam|Aunt|Uncle|King|Queen|Prince|Princess|Duke|Duchess|"
    r"Count|Countess|Baron|Baroness|Father|Mother|Sister|Brother)\b"
)


def _gender_told(name: str) -> Gender:
    told = described_by(name, "en")[0]
    if name[0].isupper() and not _COURTESY.match(name) and leaning(name, "en") != "unknown":
        return leaning(name, "en")  # a Captain Alice is no man
    return told if told != "unknown" or name[0].islower() else leaning(name, "en")


def _is_part(short: str, full: str) -> bool:
    """`Hale` of `Mrs. Hale`, `Dell` of `Della`; not where titles tell different people apart."""
    if short[0].islower() != full[0].islower():
        return False
    a, b = short.replace(".", "").split(), full.replace(".", "").split()
    one, other = (_gender_told(n) for n in (short, full))
    if "unknown" not in (one, other) and one != other:
        return False
    if short[0].islower():
        return a[-1] == b[-1] and set(a) < set(b)
    if set(a) < set(b):
        return True
    formal = _NICKNAMES.get(short)
    if formal and formal in b and described_by(full, "en")[0] in (leaning(short, "en"), "unknown"):
        return True
    longer = b[0]
    return len(a) == 1 and len(short) >= 3 and longer.startswith(short) and 0 < len(longer) - len(short) <= 4
