"""Whom a text names: as its subject, by a pronoun, as the one to whom something is done."""

import re
from collections.abc import Mapping, Sequence

from toonverse.domain.script import Character
from toonverse.studio.directing.wording import sentences

_CLAUSE = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[,;.!?…]+\s*|\s--\s|\s—\s")
_PRONOUN = re.compile(r"(?:he|she|his|her)\b|그녀?(?:는|가|의)(?=\s)", re.IGNORECASE)
_ACTS = re.compile(
    r"[a-z]+(?:ed|ing|ly)\b|(?:then|and|but|"
    r"so)\b",
    re.IGNORECASE,
)  # goes on without a subject
_SUBJECT_MARK = (  # "Sua's eyes" act for Sua
    r"(?:들?(?:이?(?:은|는|가|도|께서|만)|이(?=\s))|,| (?=혼자|홀로|하나[가는]|둘이)| ?\(|$"
    r"|이?의 (?:\S+ )?(?:얼굴|눈|손|표정|어깨|목소리|걸음)(?:이|은|는|가|도|에서|에|엔)?(?=[\s.,]|$))"
)
_SUBJECT_EN = r"\b(?!['’]s?\b(?! (?:eyes|face|hands?|voice|fingers|smile)\b))(?!['’] )"
_PEOPLE_KO = (
    r"사람|처녀|소녀|소년|아이|여자|남자|여인|사내|형제|자매|남매|모녀|모자|부녀|부자|부부|친구|동무|노인|"
    r"학생|애인"
)
_TOGETHER = re.compile(
    r"^(?:they|we|both|the two|the three|together)\b|(?:^|\s)(?:둘|셋|그들|우리|"
    rf"(?:두|세) (?:{_PEOPLE_KO}))(?:은|는|이|가|도)(?=\s)",
    re.IGNORECASE,
)
_LEAD = re.compile(  # what may stand before a clause's subject
    r"(?:(?:and|but|so|then|when|while|as soon as|as|after|before|until|once|because|though|although|now|"
    r"suddenly|"
    r"at last|at first|for a moment|\w+ly|so that|if|that),? )+(?=(?:he|she|they|his|her)\b)"
    r"|(?:그리고|그러나|하지만|그런데|그래서|이윽고|마침내|문득|갑자기|그러자|그때)[, ]+",
    re.IGNORECASE,
)
ALL = "*"  # the subject of "they sat down"
Act = tuple[str, str]  # who ("" for nobody in particular), and the clause that says what
_GOVERNING_WORDS = (
    "for to of with at by from about upon on than like buy bought give gave saw see sees told tell asked ask "
    "let made beside behind before after toward towards near past over called named said kissed hugged "
    "embraced took her his handed held watched love loved"
)
_GOVERNS = frozenset(_GOVERNING_WORDS.split())  # after these a name is nobody's subject
_JOINT_KO = re.compile(r"[가-힣](?:자|자마자|고|며|더니|는데|니까|면서|지만|다가)(?=\s)")
_SELF = {
    "I": re.compile(r"\bI\b(?!['’]m? )"),
    "나": re.compile(r"(?<![가-힣])(?:나는|내가|나도|난)(?=\s)"),
}

# the one to whom something is done, where only a pronoun or a place beside them is named
_OBJECT = re.compile(
    r"\b(?:him|them|(?:his|her|their) (?:hands?|arms?|shoulders?|face|lap|neck|cheek|head|sleeve|"
    r"back))\b|\bher\b(?=[.,;!?]|"
    r" (?:and|with|by|for|a|the|his|in|up|back|close|tight))|each other"
    r"|(?:그|그녀)(?:에게|한테|를|의 (?:손|어깨|품|얼굴|팔|등))|(?:^|\s)(?:상대|서로|마주|나란히|함께|"
    r"옆에|곁에)"
)
_SHE = re.compile(r"\b(?:she|her)\b|그녀|feminine", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|his|him)\b|(?<![가-힣])그(?:는|가|의)(?=\s)", re.IGNORECASE)
_HIS = re.compile(r"\b(?:him|his)\b|그(?:에게|한테|를|의)(?=\s)")
_HERS = re.compile(r"\bher\b|그녀")


def names_in(text: str, characters: Sequence[Character], acting: bool = False) -> tuple[str, ...]:
    """The characters whom the text names, in its order (aliases count where they are long enough); with
    `acting` only those who can be its subject: in Korean the particle tells, in English what is before."""
    hits: dict[str, int] = {}
    for character in characters:
        for name in (character.name, *character.aliases):
            at = _found(text, name, acting)
            if at >= 0:
                hits[character.name] = min(at, hits.get(character.name, at))
    return tuple(sorted(hits, key=lambda name: hits[name]))


def _found(text: str, name: str, acting: bool) -> int:
    """Where the text names them, -1 if it does not."""
    if name in _SELF:
        hit = _SELF[name].search(text)
        return hit.start() if hit else -1
    if len(name) < 2:
        return -1
    after = r"\b" if name.isascii() else ""
    if acting:
        after = _SUBJECT_EN if name.isascii() else _SUBJECT_MARK
    start = r"\b" if name.isascii() else ""
    pattern = f"{start}(?:{re.escape(name)}|{re.escape(name.upper())}){after}"
    for hit in re.finditer(pattern, text):
        before = text[: hit.start()].split()
        if not (acting and name.isascii() and before and before[-1].casefold() in _GOVERNS):
            return hit.start()
    return -1


def _pronoun_fits(clause: str, character: Character | None) -> bool:
    if character is None:
        return False
    hit = _PRONOUN.match(clause)
    if not hit:
        return False
    she = hit[0].casefold().strip() in ("she", "her", "그녀")
    return character.gender == "unknown" or (character.gender == "female") == she


def _clauses(sentence: str, characters: Sequence[Character]) -> list[str]:
    """The clauses of a sentence; a Korean one in which a second person begins to act is two."""
    found: list[str] = []
    for clause in (c for c in _CLAUSE.split(sentence) if c.strip()):
        acting = names_in(clause, characters, acting=True)
        if len(acting) > 1 and not acting[0].isascii():
            second = next(c for c in characters if c.name == acting[1])
            start = min(
                at for name in (second.name, *second.aliases) if (at := _found(clause, name, True)) >= 0
            )
            joints = [hit.end() for hit in _JOINT_KO.finditer(clause[:start])]
            if joints:
                found += [clause[: joints[-1]].strip(), clause[joints[-1] :].strip()]
                continue
        found.append(clause)
    return found


def subjects(text: str, names: Sequence[str], characters: Sequence[Character]) -> list[Act]:
    """The clauses of a narration, each with the name of the one who acts in it, or "".

    A clause without a name goes on with the last subject, unless its sentence is about something
    else ("the lantern swung"); a pronoun at its head stands for the one of `names` it fits.
    """
    known = {c.name: c for c in characters}
    found: list[Act] = []
    subject = ""
    for sentence in sentences(text):
        for n, part in enumerate(_clauses(sentence, characters)):
            clause = _LEAD.sub("", part, count=1) if _LEAD.match(part) else part
            named = names_in(clause, characters, acting=True)
            if named:
                subject = named[0]
            elif _TOGETHER.search(clause):
                subject = ALL
            elif _PRONOUN.match(clause):
                if not _pronoun_fits(clause, known.get(subject)):
                    fitting = [name for name in names if _pronoun_fits(clause, known.get(name))]
                    subject = fitting[0] if fitting else subject
            elif n == 0 and not _ACTS.match(clause):
                subject = ""
            found.append((subject, clause))
    return found


def is_meant(text: str, character: Character) -> bool:
    """Whether a pronoun of the text can stand for the character."""
    she, he = bool(_SHE.search(text)), bool(_HE.search(text))
    return (she and character.gender != "male") or (he and character.gender != "female")


def partner_in(clause: str, subject: str, near: Sequence[str], known: Mapping[str, Character]) -> str:
    """The other one of a clause in which `subject` does something to somebody: named, or meant by a pronoun
    ("knelt beside him"), then the nearest of `near` whom it fits; "" if nobody is."""
    named = [n for n in names_in(clause, tuple(known.values())) if n != subject and n in near]
    if named:
        return named[0]
    if subject == ALL or not _OBJECT.search(clause):
        return ""
    male, female = bool(_HIS.search(clause)), bool(_HERS.search(clause))
    others = [known[n] for n in near if n in known and n != subject]
    own = known[subject].gender if subject in known else "unknown"
    for other in others:
        if other.gender == own and other.gender != "unknown" and male != female:
            continue  # "her hand" of a woman's act is her own
        if other.gender == "unknown" or male == female or (other.gender == "male") == male:
            return other.name
    return ""
