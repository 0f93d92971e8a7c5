"""English narration: sentences and who is named in which role, without a parser.

Names are found by their capitals and by how they stand; roles by the words around them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

from toonverse.studio.reading.document import CROWD, Mention, Role, Sentence
from toonverse.studio.reading.people import given_names, groups, person_words, titles
from toonverse.studio.reading.sounds import SOUND_WORDS
from toonverse.studio.reading.tags_en import IN_LY, VERB
from toonverse.studio.reading.words import speech

if TYPE_CHECKING:
    from pysbd import Segmenter

PRONOUNS = {
    "he": "he",
    "she": "she",
    "i": "I",
    "they": "they",
    "him": "he",
    "her": "she",
    "his": "he",
    "hers": "she",
}
_PAST = "|".join(speech.PAST_EN.split())
_CAPITAL = re.compile(
    r"\b[A-ZÀ-Þ](?:[a-zA-ZÀ-ÿ'’]|-(?=[a-zA-ZÀ-ÿ]))*[a-zß-ÿ]\b(?:\.(?= +[A-ZÀ-Þ]))?|\b[A-ZÀ-Þ]{2,}\b"
)
_BETWEEN = re.compile(r"\.? {1,2}(?:(?:van|von|de|du|la|le|der|den|del|di|da)\b ?){0,2}", re.I)
"""What may stand between the words of one name: `Mr. van der Luyden`."""
_NEVER = frozenset(speech.NEVER_NAMES_EN.split())
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|to|from|near|of|into|through|across|on|toward|towards|outside|around)\s+(?:the\s+)?$", re.I
)


@cache
def _segmenter() -> "Segmenter":
    import pysbd

    return pysbd.Segmenter(language="en", clean=False)


def sentences(texts: list[str]) -> list[list[Sentence]]:
    """For each stretch of narration its sentences (paragraph left 0)."""
    return [
        [Sentence(s.strip(), 0) for s in _segmenter().segment(t) if s.strip()] if t.strip() else []
        for t in texts
    ]


_MONTHS = "|".join(w.capitalize() for w in speech.MONTH_NAMES_EN.split())
_NO_DATE = "".join(
    f"(?<!(?i:{word}) )"
    for word in ("in", "of", "by", "since", "until", "last", "next", "early", "late", "this")
)
_MONTH_ACTS = re.compile(
    rf"{_NO_DATE}\b(?P<name>{_MONTHS})(?:"
    rf"(?P<sure> [A-Z][a-z]+\b|['’]s (?:face|eyes?|hands?|voice|hair|mouth|head|smile|mother|father))|"
    rf" (?!was|had|passed|came|went|brought|arrived|ended|turned (?:in)?to)(?:{VERB}|\w+ed|{_PAST})\b)"
)


def months_who_act(texts: Iterable[str]) -> frozenset[str]:
    """`June`, `April` where the narration has them laugh, turn round, bear a surname, as months do not."""
    seen: Counter[str] = Counter()
    for text in texts:
        for match in _MONTH_ACTS.finditer(text):
            seen[match["name"].lower()] += 2 if match["sure"] else 1
    return frozenset(month for month, count in seen.items() if count > 1)


def name_spans(text: str, months: Collection[str] = ()) -> list[tuple[int, str]]:
    """Runs of capitalised words that may be a name, with a title before them where there is one.

    `months` are those of the story that name somebody (`months_who_act`).
    """
    found: list[tuple[int, str]] = []
    for match in _CAPITAL.finditer(text):
        word = re.sub(r"['’]s$", "", match[0]).rstrip("'’")
        if word.isupper() and word.lower() in SOUND_WORDS:
            continue
        if (
            word.lower() in _NEVER
            and word.lower() not in titles("en")
            and not _says(text, match.start(), match.end())
            and not (word.lower() in months and re.search(_NO_DATE + "$", text[: match.start()]))
        ):
            continue
        if (
            word.endswith(("ly", "ing"))
            and word.lower() not in IN_LY
            and word not in given_names()
            and not re.search(r"(?:\w|\b(?:Mr|Mrs|Ms|Dr|Rev|St)\.) ?$", text[: match.start()])
        ):
            continue  # `Presently`, `Seeing` where a sentence opens
        if found:
            start, name = found[-1]
            if _BETWEEN.fullmatch(text[start + len(name) : match.start()]):
                found[-1] = (start, text[start : match.start()] + word)
                continue
        found.append((match.start(), word))
    return [(at, name) for at, name in found if not _is_bare_title(name)]


_SAID_BEFORE = re.compile(rf"\b(?:{VERB}) $")


def _says(text: str, start: int, end: int) -> bool:
    """Whether a word like `Good` or `May` stands where the speaker of a line is named."""
    if text[start : start + 1] == "I" or text[start:end].lower() in PRONOUNS:
        return False
    return bool(_SAID_BEFORE.search(text[:start])) and not re.match(r" \w", text[end:])


_COURTESY = frozenset(["mr", "mrs", "ms", "miss", "mme", "mlle", "dr", "rev", "st"])


def _is_bare_title(name: str) -> bool:
    """`Mr.` of `Mr. and Mrs. Hall`: a title that names nobody by itself."""
    return all(w in _COURTESY for w in name.lower().replace(".", "").split())


_SAYS_WHAT = re.compile(r"\b[A-Z][a-z]+ (?:stood|sat|was|came|waited|leaned)\b[^.;:,]*, (?=an?$)")


def _is_beside_another(text: str, start: int, end: int) -> bool:
    """`Dolan stood there, an old man`; `the engineer, a bearded man called Tom`: what somebody is, nobody
    new."""
    article = text[start:].split(" ", 1)[0]
    if article not in ("a", "an"):
        return False
    before = text[:start] + article
    called = re.match(r" (?:called|named) [A-Z]", text[end:])
    return bool(_SAYS_WHAT.search(before) or (called and re.search(r"\b[Tt]he [a-z]+, an?$", before)))


def noun_spans(text: str) -> list[tuple[int, str]]:
    """Common nouns for people after an article or a possessive: `the old captain`, `her mother`."""
    found = [
        (m.start("np"), " ".join(m["np"].split()), m["whose"])
        for m in _noun_pattern().finditer(text)
        if not re.search(r"\bwho (?:was|were|is) $", text[: m.start()])
        and not _is_beside_another(text, m.start(), m.end())
    ]
    return [(at, noun) for at, noun, whose in found if not (whose and noun.endswith("voice"))]


_NO_MODIFIER = "|".join(speech.NO_MODIFIERS_EN.split())


@cache
def _noun_pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted((w for w in person_words("en") if len(w) > 2), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?i:the|a|an|another|this|that)|(?P<whose>(?i:his|her|my|their|our)))\s+"
        rf"(?P<np>(?:(?!(?:{_NO_MODIFIER})\b)[a-z-]+\s+){{0,2}}?(?:{nouns}))(?![\w-])(?!['’]s)"
    )


def known_spans(text: str, nouns: frozenset[str]) -> list[tuple[int, str]]:
    """Where somebody known by a noun of no list is named: `the curate`, `the bigger of the girls`."""
    if not nouns:
        return []
    words = "|".join(re.escape(n) for n in sorted(nouns, key=len, reverse=True))
    pattern = (
        rf"\b(?:the|a|an|his|her|my|their|our|this|that)\s+(?:old |young |little )?(?P<np>{words})(?![\w-])"
    )
    return [(m.start("np"), m["np"].lower()) for m in re.finditer(pattern, text, re.I)]


_PLACE = (
    r"(?:On|In|At|By|Under|Behind|Beside|Across|Near|Next to|Through|From|Out of|Down|Up|Over|Before|Against|"
    r"Between|Inside|Outside|There) (?:[\w'’-]+ ){0,5}?"
)
_PLACE_STOOD = re.compile(
    rf"{_PLACE}(?:stood|sat|lay|came|was|were|knelt|hung|crouched|leaned|waited|appeared|walked|stepped)\s+$"
)
"""`On the windowsill sat a boy`: whoever is there comes last."""
_PLACE_FIRST = re.compile(rf"{_PLACE}$")
_IS_OR_HAS = re.compile(
    rf" (?:with|in|of|from|behind|at|on) (?:[\w'’-]+ ){{1,6}}?(?:was|were|had|waved|{_PAST})\b"
)
"""`Across the aisle a girl in a yellow raincoat was lighting a candle`."""


def role_at(text: str, start: int, name: str) -> Role:
    before, after = text[:start], text[start + len(name) :]
    if re.match(r"['’]s\b", after):
        return "possessor"
    if re.search(
        r"\b(?:to|at|for|with|from|of|by|behind|beside|toward|towards|past|after|against|on|near|"
        r"about)\s+(?:the |her |his |an? )?(?:\w+ )?$",
        before,
        re.I,
    ):
        return "dative"
    article = re.sub(r"\b(?:the|a|an|his|her|my|their|our|another|this|that)\s+$", "", before, flags=re.I)
    if re.search(r"\b(?:he|she|it|there|who) (?:was|were|is|stood|came|sat)\s+$", article, re.I):
        return "subject"
    if not article.strip() or re.search(
        r"(?:[,;:—–]|\b(?:and|but|when|as|while|then|before|after|until|that|if|because|for|so|where))\s*$",
        article,
        re.I,
    ):
        return "subject"
    if re.match(r" (?:with|in) (?:an?|the|his|her) \w+(?: \w+)? \w+ed\b", after):
        return "subject"
    if _PLACE_STOOD.match(article) or (_PLACE_FIRST.match(article) and _IS_OR_HAS.match(after)):
        return "subject"
    if re.match(rf"\s+(?:{VERB}|was|is|had|has|were|would|could|did|\w+ed|\w+s|{_PAST})\b", after):
        return "subject"
    if re.search(rf"\b(?:{VERB})\s*$", article):
        return "subject"
    return "object"


def pronouns(text: str) -> list[Mention]:
    found = []
    for match in re.finditer(r"\b(?:he|she|they|I|him|her|his)\b", text, re.I | re.A):
        word = match[0].lower()
        if word == "i" and match[0] != "I":
            continue
        role: Role = (
            "subject"
            if word in ("he", "she", "i", "they")
            else "possessor"
            if word in ("his", "her")
            else "object"
        )
        found.append(Mention(PRONOUNS[word], role, match.start(), pronoun=True))
    return found


def looks_like_place(text: str, start: int) -> bool:
    return bool(_PLACE_BEFORE.search(text[:start]))


def is_name_like(name: str) -> bool:
    words = name.replace(".", "").split()
    return any(w in given_names() for w in words) or words[0].lower() in titles("en")


def crowds(text: str) -> list[Mention]:
    """`the men`, `everyone`: several people as one."""
    nouns = "|".join(sorted(groups("en")))
    pattern = rf"\b(?:(?:the|all the) (?:\w+ )?(?P<n>{nouns})|(?P<one>everyone|everybody))\b(?!['’]s)"
    found = (
        (m.start("n") if m["n"] else m.start(), m["n"] or m["one"]) for m in re.finditer(pattern, text, re.A)
    )
    return [Mention(CROWD, role_at(text, at, word), at) for at, word in found]


def is_group(name: str) -> bool:
    return name.lower().split()[-1] in groups("en") and " of " not in name
