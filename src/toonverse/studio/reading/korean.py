"""Korean narration: sentences, words with their particles, and who is named in which role.

Morphemes come from kiwipiepy; its model takes about a second to load, so it is loaded at first use.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toonverse.studio.reading.document import CROWD, Mention, Role, Sentence, Word
from toonverse.studio.reading.people import groups, person_words, titles
from toonverse.studio.reading.words import people as nouns
from toonverse.studio.reading.words import places, table

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token
    from kiwipiepy import Sentence as KiwiSentence

_NOMINAL = ("NNG", "NNP", "NNB", "NP", "NR", "SL", "SH", "SN", "XPN", "XSN", "XR")
_SUBJECT = re.compile(r"^(?:은|는|이|가|께서|께서는|께서도|ᆫ)$")
_DATIVE = re.compile(r"^(?:에게|한테|께|에게로|한테로|더러|에게는|에게도|한테는|보고)$")
_PRONOUNS = {"그": "그", "그녀": "그녀", "그이": "그", "나": "나", "내": "나"}
_GENDER_WORDS = ("여자", "남자", "사내", "계집")
MANY = re.compile(r"^(?:두|세|네|다섯|여섯|몇|여러|모든|온갖|양|다른|수십|몇몇|뭇)$")
_CALLING = re.compile(r"(?:꾼|쟁이|장이|뱅이|뚱보|보|치|님)$")
_IS = re.compile(r"(?:이었|였)(?:다|습니다|어요)")
IS_THING = re.compile(r"^(?:\S+ ){0,4}\S+(?:이었|였)다[.!…]*$")
"""`빨간 지갑이었다.`"""
_VOICE = re.compile(
    r"^(?:목소리|음성|소리|외침|대답|말씨|말끝|간청|비아냥|푸념|질문|한숨 섞인|말소리|비명|"
    r"부르짖음|목청|말투|말(?![가-힣]{2}|뜻|로)|입(?:에서|가에서|은|을 (?:열|떼|뗐))|호통|고함|"
    r"웃음소리|한마디|입술)"
)
ONLY_NAMES_MAX = 4
SOMEONE = "이"
"""`취한 이`, `탄 이`: somebody known by a state; who, the others in the sentence tell."""
SPEECH = re.compile(
    r"말했|말한다|이렇게 (?:생각|해석|받)|해석(?:한다|했)|"
    r"말하며|말하고|말하였|말합니|말씀|입을 (?:열|뗐|떼)|묻는|물었|물으|묻자|물어|"
    r"대답|답했|답하|소리쳤|소리치|소리를 (?:질|지르|빽)|소리질|외쳤|외치|외침|"
    r"부르짖|중얼|속삭|소곤|"
    r"투덜|되물|되묻|덧붙|내뱉|뱉|쏘아|고함|재촉|타일렀|타이르|꾸짖|애원|웅얼|빈정|졸랐|조르|"
    r"맞장구|맞방망이|받아쳤|받았다|대꾸|말을 (?:잇|이었|이어|걸|꺼냈|꺼내|"
    r"건넸|건네|남기|하)|한마디|한 마디|"
    r"털어놓|읊|물음|불렀|부르며|부른다|호통|야단|우겼|핀잔|반문|질문|거들(?!떠)|끼어들|제의|제안|권하|"
    r"권했|청하|청했|인사|사과|설명|감탄|탄식|다그|윽박|달래|달랬|으르|"
    r"울부짖|흐느|비명|하소연|"
    r"일렀|이르|아뢰|아뢨|아뢰었|여쭈|여쭤|알렸|전했|명했|명령|부탁|빌었|빌며|우물거|쭈뼛|더듬|"
    r"대들|따졌|따지|놀렸|놀리|주의시|게걸|재우쳤|문초"
)
_HEARD = re.compile(
    r"^(?:이|그) (?:뜻밖의 )?(?:말|소리|대답|물음|질문|한마디|말 한마디)"
    r"(?:에|에는|을 듣|를 듣|을 들|를 들|이 떨어|을 받)"
    r"|^[,\s]*(?:(?:이?라고|하고)? ?[가-힣]*(?:하는|부르는|외치는|묻는|지르는|우는|라는) )?"
    r"(?:소리|말|목소리|말소리|외침|대답|물음|고함|호령|호통)(?:가|이|에|도) "
)
_FACE = re.compile(r"^(?:얼굴|눈가|입가|표정|뺨|이마|가슴|걸음|머리|눈)$")
_MIMICS = re.compile(r"(?:을|를) (?:지어|지으|내어|내며|흉내)")
_LISTENS = re.compile(
    r"\S+(?:을|를) (?:다 |다시 |더 |미처 |유심히 )?"
    r"(?:듣|들으|들은|들을|묻|물|생각|믿|못 믿|막|받|신용|알아듣|남기|민망)"
)
"""`여인의 말을 듣고`: somebody else's ears."""
_NAME_AND_PARTICLE = re.compile(r"[가-힣A-Z]{2,}")
_PARTICLE = re.compile(
    r"|은|는|이|가|을|를|의|도|와|과|만|랑|아|야|에게|한테|께|께서|에게서|이는|이가|이를|이의|"
    r"이도|이에게|이랑|이와|이한테|라면|이라면|라는|이라는|마저|조차|까지"
)
IN_PASSING = re.compile(
    r"(?:투덜거리|투덜대|우물거리|쭈뼛거리|흐느끼|탄식하|한숨\S*|"
    r"더듬|비명을 지르|울부짖|감탄하|인사하)(?:며|면서|고) \S"
)
"""Sounds made while something else is done: as often in answer to a line as with it."""
THOUGHT = re.compile(r"생각|속으로|마음속|다짐|되뇌|떠올|머릿속|마음먹|혼잣속|귀에 울|귓가에")
FEELS = re.compile(
    r"울었|울음|눈물|한숨|입술을 깨물|가슴|심장|마음|생각|떠올|깨달|느꼈|느껴|몰랐|놀랐|놀라|얼어붙|"
    r"식은땀|소름|떨렸|떨리|숨을|귀를 의심|눈이 (?:커|휘둥|동그)|굳었|망설|멈칫|믿을 수|기억"
)
"""Signs that a sentence tells what somebody feels."""
SILENT = re.compile(
    r"(?:대답|대꾸|말)(?:도|은|을|이)? ?(?:하지 (?:않|못)|없|않|못)|아무 (?:말|대답|대꾸)도|"
    r"입을 (?:꾹 |꼭 )?다물|말문이 막|(?:대답|대꾸|말) (?:대신|없이)|말없이|말을 할 수|말이 (?:나오지|없)|"
    r"눈만 (?:끔|깜|껌|꿈)|고개만 (?:끄덕|숙|저|젓|떨)|잠자코|묵묵히"
)
STARTLED = re.compile(
    r"멈칫|움찔|굳었|굳어졌|얼어붙|눈이 (?:\S+ )?(?:커|휘둥|동그|흔들)|"
    r"얼굴이 (?:\S+ )?(?:하얗|하얘|질|굳|새파|새하|일그)|"
    r"(?:웃음|말|손|걸음)(?:이|을) (?:\S+ )?(?:그쳤|멈췄|멎었)|깜짝|숨을 (?:죽|멈|삼)|말을 잇지"
)
"""What somebody does who hears a line rather than says it."""
TURNS_ROUND = re.compile(
    r"(?:은|는|이|가) (?:\S+ )?(?:고개를 (?:들었|돌렸)|돌아보았|돌아봤|뒤를 돌아|몸을 돌렸|뒤돌아)"
)
"""What somebody does who was spoken to, in prose of today."""
MEANS_TO_SAY = re.compile(
    r"(?:대답|말|대꾸|물어보|답)(?:을 |이라도 )?(?:하려|하는 듯|려|할 (?:바|말))|(?:질문|말|소리|물음)에 놀란"
)
"""Somebody would speak, and does not yet."""
CUTS_IN = re.compile(r"끼어들|말을 (?:끊|자르|잘랐|가로채|가로챘|막았|막으며)|가로막|말허리")
"""Somebody speaks before another has ended."""
EVENT = re.compile(r"^(?:그때|이때|그 ?순간|갑자기|별안간|마침|문득|바로 그때|그러자|이윽고)(?:에|마침)?[, ]")
"""How a sentence opens that tells something new."""
QUOTATIVE = re.compile(
    r"^[,\s]*(?:이?라고|이?라며|이?라면서|이?라는|이?라던|이?란(?= )|하고|하며|하면서|하는|하던|"
    r"하더니|하자|하였|하니|했다|했|하고는|고(?=[, ])|"
    r"며(?=[, ])|는(?= )|소리를|이런 말|그런 말|이 말)"
)
SWITCH = re.compile(
    r"(?:니까|자|[는은ᆫ던한]데|매|자마자|려니|으니|[가-힣]니|[가-힣]면|으나|하나|지만|[어아하해]도)[,.]?$"
)
"""How a clause ends after which somebody else acts."""


@cache
def _kiwi() -> "Kiwi":
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def sentences(texts: list[str]) -> list[list[Sentence]]:
    """For each stretch of narration its sentences, words and tags filled in (paragraph left 0)."""
    if not texts:
        return []
    split = _kiwi().split_into_sents(texts, return_tokens=True)
    return [[_sentence(s) for s in sents if s.text.strip()] for sents in split]


def _sentence(sent: "KiwiSentence") -> Sentence:
    words = tuple(_words(sent.text, sent.start, sent.tokens))
    return Sentence(text=sent.text.strip(), paragraph=0, words=words)


def _words(text: str, offset: int, tokens: Iterable["Token"]) -> Iterable[Word]:
    tokens = list(tokens)
    for match in re.finditer(r"\S+", text):
        own = [t for t in tokens if match.start() <= t.start - offset < match.end()]
        yield _word(match[0], match.start(), offset, own)


def _word(text: str, start: int, offset: int, tokens: list["Token"]) -> Word:
    head = 0
    while head < len(tokens) and tokens[head].tag in _NOMINAL:
        head += 1
    particles = [t for t in tokens[head:] if t.tag.startswith("J")]
    rest = tokens[head] if head < len(tokens) else None
    stem = particle = ""
    if head and (rest is None or rest.tag.startswith(("J", "S"))):
        end = rest.start - offset - start if rest is not None else len(text)
        stem = text[:end].strip(" “”‘’\"'()[],.")
        particle = "".join(t.form for t in particles)
        if tokens[head - 1].tag == "XSN" and tokens[head - 1].form == "이" and len(stem) > 2:
            stem = stem.removesuffix("이")
            particle = particle or "이"  # `혜린이 물었다`: no name with an ending, but one that acts
    return Word(text, start, stem, particle, tuple(t.tag for t in tokens), tuple(t.form for t in tokens))


def role_of(word: Word, following: Word | None) -> Role:
    if _SUBJECT.match(word.particle) or word.particle in ("도", "만"):
        return "subject"
    if _DATIVE.match(word.particle):
        return "dative"
    if word.particle in ("을", "를"):
        return "object"
    if word.particle == "의":
        return "possessor"
    if word.particle in ("아", "야", "여", "이여"):
        return "vocative"
    if not word.particle and following is not None and following.text.rstrip(",") in ("혼자", "혼자서"):
        return "subject"
    return (
        "possessor"
        if not word.particle and following is not None and _VOICE.match(following.text)
        else "other"
    )


def phrases(sentence: Sentence) -> list[Mention]:
    """Noun phrases that might name somebody: name with title, kinship word, pronoun, `취한 이`."""
    found = []
    words = sentence.words
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if not word.stem:
            continue
        role = role_of(word, following)
        if word.particle in ("와", "과", "이랑", "랑", "하고") and following is not None and following.stem:
            beside = role_of(following, None)
            role = beside if beside == "subject" and _is_somebody_else(following) else role
        first = word.tags[0]
        if first == "NP":
            known = _PRONOUNS.get(word.forms[0])
            if known and len(word.stem) <= 2:
                found.append(Mention(known, role, word.start, pronoun=True))
            continue
        before = words[at - 1] if at else None
        if _is_somebody(words, at):
            found.append(Mention(SOMEONE, role, words[at - 1].start, pronoun=True))
            continue
        if before is not None and (MANY.match(before.text) or before.particle in ("와", "과", "랑")):
            continue
        if following is not None and not word.particle and _carries_name(word, following):
            continue  # the following word speaks for both
        found.append(Mention(_name_at(words, at), role, word.start))
    return found


def _is_somebody_else(word: Word) -> bool:
    """`태식과 은하가`: the second of two who act together; not `나무와 잎이`."""
    return "NNP" in word.tags or is_person_noun(word.stem)


_CLEFT = re.compile(r"(?:것은|건|이는|사람은|쪽은) (?=(?:\S+ ){0,3}\S+?(?:이었|였)다[.!…]*$)")


def of_cleft(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """`문을 열고 들어온 것은 막내였다`: whoever is told last is the one who acts."""
    cleft = _CLEFT.search(sentence.text)
    if cleft is None:
        return mentions
    return [
        replace(m, role="subject") if m.start >= cleft.end() - 1 and m.role == "other" else m
        for m in mentions
    ]


def _name_at(words: tuple[Word, ...], at: int) -> str:
    """The name that ends in this word: `그 사람`, `한소연 팀장`, or the word alone."""
    word, before = words[at], words[at - 1] if at else None
    pointed = _pointed_out(words, at)
    if pointed or is_group(word.stem):
        return pointed or CROWD
    if before is not None and before.stem and not before.particle and _carries_name(before, word):
        return before.stem if word.stem in ("씨", "님", "군", "양") else f"{before.stem} {word.stem}"
    return word.stem


def _is_somebody(words: tuple[Word, ...], at: int) -> bool:
    """`취한 이는`, `이 취한 사람은`."""
    word, before = words[at], words[at - 1] if at else None
    if before is None or not before.tags or before.tags[-1] != "ETM":
        return False
    pointed = at > 1 and words[at - 2].text in ("이", "그", "저")
    return word.stem == "이" or (word.stem in ("사람", "자") and pointed and bool(word.particle))


def _pointed_out(words: tuple[Word, ...], at: int) -> str:
    """`그 사람`, `어떤 사람`, `그자`: the only names that some people of a story have; "" for other nouns."""
    word, before = words[at], words[at - 1] if at else None
    if word.stem in ("그자", "그놈", "그녀석"):
        return word.stem
    if word.stem not in ("사람", "자", "놈", "녀석") or before is None:
        return ""
    return f"{before.text} {word.stem}" if before.text in ("그", "어떤", "한", "웬") else ""


def is_group(stem: str) -> bool:
    """Whether a noun stands for several people as one."""
    return stem in groups("ko") or (stem.endswith("들") and is_person_noun(stem[:-1]))


TIMES_AND_PLACES = frozenset(nouns.TIMES_AND_PLACES_KO.split())
"""Bare nouns before a title that say when or where, not who (`그때 소년은`)."""


def _carries_name(name: Word, title: Word) -> bool:
    """`한소연 팀장`, `세째 처녀`, `앞집 마마님`: a bare noun before a title or a person word."""
    if (
        not name.stem
        or name.particle
        or name.text != name.stem
        or not name.tags
        or name.tags[0] in ("NP", "SN", "NNB")
    ):
        return False
    if name.stem in TIMES_AND_PLACES or name.stem in groups("ko"):
        return False
    if title.stem in titles("ko"):
        return name.stem not in person_words("ko") or title.stem in ("씨", "님")
    if title.stem == "새끼":
        return name.stem in person_words("ko")
    if name.stem in _GENDER_WORDS:
        return title.stem in person_words("ko")
    return title.stem in person_words("ko") and (
        name.tags[0] == "NR" or (len(name.stem) >= 2 and name.tags[-1] == "NNP")
    )


@cache
def _halls() -> frozenset[str]:
    """Names of places of three syllables and more: none is a title with something before it."""
    listed = table(places.PLACES_KO)
    return frozenset(word for words in listed.values() for word in words if len(word) >= 3)


def is_person_noun(stem: str) -> bool:
    """A noun of the trade of being somebody: kinship, calling, title, nickname."""
    last = stem.split()[-1] if stem.split() else ""
    if last in groups("ko"):
        return False
    table = person_words("ko")
    if last in table or (last in titles("ko") and len(stem) > len(last)):
        return True
    longest = max(
        (size for size in (2, 3, 4) if last[-size:] in table or last[-size:] in titles("ko")), default=0
    )
    if last in _halls():
        return False  # `연회장` is no 회장
    return bool(longest and len(last) > longest) or bool(
        len(last) >= 3 and _CALLING.search(last) and last[-2:] != "님"
    )


def subjects(sentence: Sentence) -> list[Mention]:
    return [m for m in sentence.mentions if m.role == "subject"]


def only_names(sentence: Sentence) -> bool:
    """`이안이었다.`, `북부의 대공, 이안이었다.`: somebody is made known and no more is said."""
    last = re.sub(r"[.!?…]+$", "", sentence.words[-1].text) if sentence.words else ""
    return len(sentence.words) <= ONLY_NAMES_MAX and bool(_IS.search(last)) and _is_alone(sentence)


def _is_alone(sentence: Sentence) -> bool:
    return not any(w.particle in ("은", "는", "이", "가") for w in sentence.words)


def has_other_subject(sentence: Sentence) -> bool:
    """Whether the sentence is about a thing: a noun with 이/가/은/는 that names nobody."""
    named = {m.start for m in sentence.mentions}
    return any(
        w.stem and w.particle in ("이", "가", "은", "는") and w.start not in named for w in sentence.words
    )


def voice_owner(sentence: Sentence) -> Mention | None:
    """Whose voice a sentence speaks of: `유진의 목소리가`, `김첨지의 입에서`."""
    words = sentence.words
    for mention in sentence.mentions:
        if mention.role != "possessor":
            continue
        after = [w for w in words if w.start > mention.start][:6]
        voice = next((i for i, w in enumerate(after) if _VOICE.match(w.text)), None)
        if voice is None or any(_breaks_off(w) for w in after[:voice]):
            continue
        if not _MIMICS.search(told := " ".join(w.text for w in after[voice:])) and not _LISTENS.match(told):
            return mention
    return None


def _breaks_off(word: Word) -> bool:
    """Whether a word ends what belongs to a possessor: another subject, or a verb (`남편의 팔을 잡으며`)."""
    return word.particle in ("은", "는", "이", "가") or "EC" in word.tags


def hears(sentence: Sentence) -> bool:
    """`하는 소리에`, `라고 부르는 소리가 귀를 때릴 때`: whoever is told of after it is the one who hears."""
    return bool(_HEARD.match(sentence.text))


def before_speech(sentence: Sentence) -> Mention | None:
    """The subject that stands nearest before the first verb of saying."""
    verb = SPEECH.search(sentence.text)
    if verb is None:
        return None
    found = [m for m in subjects(sentence) if m.start < verb.start()]
    topics = [m for m in found if is_topic(sentence, m)]
    nearest = found[-1] if found else None
    return topics[-1] if topics and (nearest is None or nearest.start < topics[-1].start + 30) else nearest


def is_topic(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is marked 은/는: what the whole sentence is about."""
    word = next((w for w in sentence.words if w.start >= mention.start and w.particle), None)
    return word is not None and word.particle in ("은", "는")


def experiences(sentence: Sentence, mention: Mention) -> bool:
    """`김첨지의 마음은`: a possessor whose own part or feeling is the subject."""
    if mention.role != "possessor":
        return False
    after = [w for w in sentence.words if w.start > mention.start and w.particle]
    if not after:
        return False
    if after[0].particle in ("은", "는", "이", "가", "도"):
        return True
    return bool(_FACE.match(after[0].stem)) and after[0].particle in ("에는", "엔", "에선", "에서는", "에")


def recovered(sentence: Sentence, names: dict[str, str]) -> list[Mention]:
    """Known names that the morphemes hid (`윤하는` read as a verb): by the letters and their particle."""
    found = []
    for at, word in enumerate(sentence.words):
        match = _NAME_AND_PARTICLE.match(word.text)
        if not match:
            continue
        for size in range(min(5, len(match[0])), 1, -1):
            name, rest = match[0][:size], match[0][size:]
            if name in names and _IS.fullmatch(rest):
                found.append(Mention(name, "subject" if _is_alone(sentence) else "other", word.start))
                break
            if name in names and _PARTICLE.fullmatch(rest):
                following = sentence.words[at + 1] if at + 1 < len(sentence.words) else None
                particle = rest.removeprefix("이") if rest not in ("이",) and rest[1:] else rest
                found.append(
                    Mention(name, role_of(Word(word.text, word.start, name, particle), following), word.start)
                )
                break
    return found
