"""Who is in a Korean story: which nouns name somebody, and which name the same person."""

import re
from collections import Counter
from collections.abc import Iterable

from toonverse.studio.reading import korean, named_ko
from toonverse.studio.reading.animacy_ko import acts_alive
from toonverse.studio.reading.compounds_ko import count_compounds
from toonverse.studio.reading.document import CROWD, Item, Role, Sentence, Utterance
from toonverse.studio.reading.people import person_words, titles
from toonverse.studio.reading.tally import Tally, tally_of
from toonverse.studio.reading.words import animacy
from toonverse.studio.reading.words import people as nouns
from toonverse.studio.reading.words.people import SURNAMES_KO

_SAME = [
    set(s.split("/"))
    for s in (
        "아내/마누라/처/안사람/부인/집사람",
        "어머니/엄마/어미/어멈",
        "아버지/아빠/아비",
        "할머니/할미/할멈",
        "할아버지/할아범",
        "환자/병자/병인",
        "아이/어린애/애",
        "주정꾼/주정뱅이",
        "호랑이/호랑님",
        "강아지/개",
        "거북/거북이/자라",
    )
]
_HOUSEHOLD = (
    "아내 마누라 처 안사람 부인 집사람 임자 여편네",
    "남편 서방 서방님 바깥양반",
    "어머니 엄마 어미 어멈 어머님",
    "아버지 아빠 아비 아버님",
    "할머니 할미 할멈 할머님",
    "할아버지 할아범 할아버님",
)


_SERVANTS = frozenset(nouns.SERVANTS_KO.split())
_SERVED = {"남편": ("나리", "서방님"), "아내": ("아씨", "새아씨")}
"""What servants call the couple of the house."""


def household_words(cast: set[str]) -> dict[str, str]:
    """Other words that lines may call one of the household by, where only one of the cast answers to them."""
    found: dict[str, str] = {}
    for words in _HOUSEHOLD:
        listed = words.split()
        members = sorted(cast & set(listed))
        if len(members) == 1:
            found.update(dict.fromkeys(listed, members[0]))
    if any(name.split()[-1] in _SERVANTS for name in cast):
        found.update({w: one for one, words in _SERVED.items() if one in cast for w in words})
    return found


_OF_RANK = (
    ("저하", "세자 왕세자 세손"),
    ("전하", "왕 임금 국왕 대왕 황태자 왕자 왕세자 대공"),
    ("폐하", "황제 여황 여제 왕 여왕 임금"),
    ("마마", "중전 왕비 대비 빈 공주 옹주 황후"),
    ("각하", "대공 공작 후작 백작 대통령 장군 총독"),
)


def words_of_rank(cast: Iterable[str]) -> dict[str, str]:
    """`저하`, `폐하` -> the only one of the cast who is called so."""
    members = [(name, name.split()[-1]) for name in cast]
    found = {}
    for word, ranks in _OF_RANK:
        listed = ranks.split()
        fits = [name for name, last in members if any(last == r or last.endswith(r) for r in listed)]
        if len(fits) == 1:
            found[word] = fits[0]
    return found


_VOCATIVE = re.compile(r"(?:^|[\s,.!?…“‘])([가-힣]{1,4}?)(?:아|야|이여|씨|님)(?=[,!?.…~]|\s|$)")


CALLED_SO = re.compile(
    r"(?:그|그녀|[가-힣]+)를 (?P<name>(?:[가-힣]{1,4} )?[가-힣]{1,6}?)"
    r"(?:이)?라고(?:만|들)? (?:불렀|부르|불러|불렸)"
)
"""`사람들은 그를 장 노인이라고 불렀다`"""


_CALLS_SO = re.compile(
    r"(?<![가-힣])(?P<who>[가-힣]{2,5}?)이?를 (?P<name>[가-힣]{1,5}?)님?이?라고? (?:불렀|부르|불러|여겼)"
)
"""`더펄이를 형이라 불렀고`"""


def tallies(items: list[Item]) -> dict[str, Tally]:
    """The signs for every noun phrase of the narration, and for names called out in speech."""
    found: dict[str, Tally] = {}
    told = [item for item in items if isinstance(item, Sentence)]
    for sentence in told:
        _count_sentence(found, sentence)
    _count_named(found, items)
    _count_nicknames(found, told)
    count_compounds(found, told)
    _count_reveals(found, told, " ".join(i.text for i in items if isinstance(i, Utterance)))
    for name in list(found):
        if name.endswith("들") and name[:-1] in found:
            found[name[:-1]].plural = True
    for item in items:
        if isinstance(item, Utterance):
            called = [match[1] for match in _VOCATIVE.finditer(item.text)]
            bare = re.sub(r"[\s.!?…~,]+", "", item.text)
            for name in [*called, bare]:
                if name in found:
                    found[name].called += 1
    return found


def _count_named(found: dict[str, Tally], items: list[Item]) -> None:
    """Names by where they stand; one that is a common word, too, must be told to speak twice."""
    strange = named_ko.no_words(items)
    titled = named_ko.titled(items)
    for name, tags in (named_ko.tags(items) + titled).items():
        known = name in found and found[name].certain
        if known or not (name in strange or tags >= named_ko.SAID_TWICE):
            continue
        tally = tally_of(found, name)
        tally.proper = True
        tally.tags += tags
        tally.speaks = max(tally.speaks, tags)


_WITH_I = re.compile(r"([가-힣]{2,3})이(가|는|를|의|에게|와|도|한테|보고|더러)[,.]?")
_WITH_I_MIN = 3


def _count_nicknames(found: dict[str, Tally], sentences: list[Sentence]) -> None:
    """`점순이가`, `점순이를`: a stem that is no word, always with 이 before its particle, is a name."""
    particles: dict[str, Counter[str]] = {}
    for word in (w for s in sentences for w in s.words):
        match = _WITH_I.fullmatch(word.text)
        if not match or (ord(match[1][-1]) - 0xAC00) % 28 == 0:
            continue
        nouns = {f for t, f in zip(word.tags, word.forms, strict=True) if t == "NNG"}
        if match[1] + "이" in nouns or match[1] in person_words("ko") or match[1] in _NEVER:
            continue
        particles.setdefault(match[1], Counter())[match[2]] += 1
    for stem, seen in particles.items():
        if sum(seen.values()) >= _WITH_I_MIN and len(seen) > 1:
            tally = tally_of(found, stem)
            if not tally.certain:
                tally.proper = True
                tally.alive += 1
                for particle, count in seen.items():
                    role: Role = "subject" if particle in "가는도" else "object"
                    tally.roles[role] = max(tally.roles.get(role, 0), count)


def _kin_and_callings() -> frozenset[str]:
    """`언니였다.`, `미영의 아버지였다.`: words that alone tell who it was."""
    return frozenset(w for w in person_words("ko") if len(w) > 1)


_REVEALED = re.compile(r"([가-힣]{2,3}?)이?(?:이었|였)다[.!…]?$")
"""`떠난 서윤이었다.`: a name told last."""


def _count_reveals(found: dict[str, Tally], sentences: list[Sentence], said: str) -> None:
    """A name told last counts as called; so does a common word (`서윤`) that a line calls with a title."""
    for sentence in sentences:
        told = _REVEALED.search(sentence.text)
        if told and told[1] in _kin_and_callings() and korean.only_names(sentence):
            tally = tally_of(found, told[1])
            tally.certain = True
            tally.saw("subject")
        if not told or told[1] not in found or told[1] in person_words("ko"):
            continue
        tally = found[told[1]]
        called = re.search(rf"(?<![가-힣]){told[1]}(?:아|야)?(?: ([가-힣]+?)(?:님)?)?[?!,.…]", said)
        tally.proper |= bool(called and (not called[1] or called[1] in titles("ko")))
        tally.called += tally.proper


def _count_sentence(found: dict[str, Tally], sentence: Sentence) -> None:
    speaks = bool(korean.SPEECH.search(sentence.text))
    by_start = {w.start: w for w in sentence.words}
    for phrase in korean.phrases(sentence):
        if phrase.pronoun:
            continue
        tally = tally_of(found, phrase.name)
        tally.saw(phrase.role, speaks and phrase.role == "subject")
        tally.alive += acts_alive(sentence, phrase)
        word = by_start.get(phrase.start)
        tally.proper |= bool(word and "NNP" in word.tags)
        tally.certain |= korean.is_person_noun(phrase.name)


_NEVER = frozenset(animacy.NOBODY_KO.split())


def is_person(tally: Tally) -> bool:
    """Whether the signs make it a person, an animal that speaks or somebody known by a nickname."""
    stem = tally.name
    if len(stem) == 1 and not tally.certain:
        return _is_surname_alone(tally)
    if (
        (stem in _NEVER and tally.tags < named_ko.SAID_TWICE)
        or stem == CROWD
        or len(stem) > 12
        or stem.endswith("들")
        or not re.search(r"[가-힣A-Za-z]", stem)
    ):
        return False
    if tally.certain and len(stem) == 1:
        return tally.count("dative") + tally.speaks + tally.called + tally.alive >= 2
    if tally.certain:
        return tally.count("subject", "dative", "vocative", "possessor", "object") + tally.called > 0
    if (
        re.search(r"(?:역|동|구|시|도|산|강|학교|대학|정거장|회사|나라|문|원|궁|전)$", stem)
        and not tally.called
        and not tally.tags
        and not tally.alive
    ):
        return False
    score = 2 * (tally.count("dative") + tally.speaks + tally.called + tally.alive) + tally.count("subject")
    if tally.proper:
        named = len(stem) == 3 and stem[0] in SURNAMES_KO
        return score >= 2 or (named and score >= 1)
    known = tally.count("dative") + tally.called
    acts = tally.speaks + tally.called
    return score >= 6 and ((known >= 1 and acts >= 2) or (tally.alive >= 2 and acts + known >= 1))


_SURNAME_ACTS_MIN = 4


def _is_surname_alone(tally: Tally) -> bool:
    """`김은 물었다`: a surname (or `A`, `K`) that stands for somebody; most such words are things (`길`)."""
    acts = tally.speaks + tally.alive + tally.count("dative", "possessor")
    known = tally.name in SURNAMES_KO or tally.name.isascii()
    sure = tally.proper or tally.name.isascii()
    return known and sure and acts >= 2 and tally.count("subject") + acts >= _SURNAME_ACTS_MIN


def same_people(people: list[Tally], told: str) -> dict[str, str]:
    """Name -> canonical name: what people are told to call them, else the fullest or most used name."""
    by_name = {t.name: t for t in people}
    groups: dict[str, str] = {name: name for name in by_name}

    def root(name: str) -> str:
        while groups[name] != name:
            name = groups[name]
        return name

    for tally in people:
        for other in people:
            if other.name != tally.name and _is_form_of(tally.name, other.name, by_name):
                groups[root(tally.name)] = root(other.name)
    for match in _CALLS_SO.finditer(told):
        if match["who"] in by_name and match["name"] in by_name:
            groups[root(match["name"])] = root(match["who"])
    known_as = {match["name"] for match in CALLED_SO.finditer(told)}
    members: dict[str, list[str]] = {}
    for name in by_name:
        members.setdefault(root(name), []).append(name)
    result = {}
    for names in members.values():
        best = max(
            names, key=lambda n: (n in known_as, by_name[n].total * (1 + by_name[n].proper), len(n), n)
        )
        best = best if any(by_name[n].certain for n in names if n == best) else _as_told(best, told)
        result.update(dict.fromkeys([*names, best], best))
    return result


NICKNAME_MENTIONS_MIN = 10
"""So often, and never without its 이, a name is said before the 이 is taken to be a part of it."""


def _as_told(name: str, told: str) -> str:
    """`더펄이` where narration says `더펄이는`, `더펄이를`: an 이 that belongs to the name as it is used."""
    if name.endswith("이") or not "가" <= name[-1] <= "힣" or (ord(name[-1]) - 0xAC00) % 28 == 0:
        return name
    long = re.findall(rf"(?<![가-힣]){name}이(?:[는가를의도와만네랑]|에게|한테|더러)(?![가-힣]{{2}})", told)
    short = re.findall(rf"(?<![가-힣]){name}(?:[은을과의도만]|에게|한테|더러)(?![가-힣]{{2}})", told)
    return name + "이" if len(long) >= NICKNAME_MENTIONS_MIN and not short else name


def _is_form_of(short: str, full: str, known: dict[str, Tally]) -> bool:
    if any(short in same and full in same for same in _SAME):
        return True
    if short.replace("의 ", " ").replace(" ", "") == full.replace("의 ", " ").replace(" ", ""):
        return short < full
    if short + "이" == full:
        return (ord(short[-1]) - 0xAC00) % 28 != 0
    if _is_tail_of(short, full, known) or _is_which(short, full, known):
        return True
    if short in ("선생", "선생님"):
        teachers = [n for n in known if _TEACHES.search(n)]
        if len(teachers) == 1:
            return full == teachers[0]
    head, _, title = full.rpartition(" ")
    if title in titles("ko") and short == head:
        return title not in _KIN_TITLES or head in SURNAMES_KO
    if title in titles("ko") and short == title:
        return sum(1 for n in known if n.endswith(" " + title)) == 1
    if len(full) == 3 and full[0] in SURNAMES_KO and short == full[1:]:
        return not known[short].certain and not known[full].certain
    return _same_head(short, full)


_KIN_TITLES = frozenset(nouns.KIN_TITLES_KO.split())
"""After a name these tell of somebody else, the child or the husband being named."""
_TEACHES = re.compile(r"[^ ](?:사감|교사|훈도|훈장)$")
"""Whom pupils call teacher, whatever narration calls them."""
_OTHER_KIN = re.compile(r"^(?:외|시|친|장|큰|작은|새|의붓|증|고|남|여|손|양|수양)")


def _is_tail_of(short: str, full: str, known: dict[str, Tally]) -> bool:
    """`어멈` of `행랑어멈`: the only longer word that ends in it, and no other kind of kin (`시어머니`)."""
    if not (known[short].certain and full.endswith(short) and len(full) >= len(short) + 2):
        return False
    if len(short) < 2 or _OTHER_KIN.match(full) or " " in full:
        return False
    return sum(1 for n in known if n != short and n.endswith(short)) == 1


def _is_which(short: str, full: str, known: dict[str, Tally]) -> bool:
    """`할머니` of `주막 할머니` where no other is told of, `어머니` of `경희의 어머니` in a story about 경희.

    `홍철의 아내` is no form of `아내` where another is the story's main person.
    """
    head, _, noun = full.rpartition(" ")
    if not head or noun != short or not known[full].certain:
        return False
    proper = [t for t in known.values() if t.proper]
    main = max(proper, key=lambda t: (t.total, t.name)).name if proper else ""
    if head.removesuffix("의") == main:
        return True
    alike = {n.replace("의 ", " ") for n in known if n.endswith(" " + short)}
    return not head.endswith("의") and len(alike) == 1


def _same_head(one: str, other: str) -> bool:
    """`B여사` and `B사감`, `박 대리` and `박지훈 대리`: the same name before two titles."""
    a, b = _name_before_title(one), _name_before_title(other)
    return bool(a) and a == b and not (len(a) == 1 and a in SURNAMES_KO) and one < other


def _name_before_title(name: str) -> str:
    for title in sorted(titles("ko"), key=len, reverse=True):
        if len(title) > 1 and name.endswith(title) and len(name) > len(title):
            head = name[: -len(title)].strip()
            return "" if head in person_words("ko") else head
    return ""
