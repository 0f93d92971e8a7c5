"""What a sound effect is the sound of: where it comes from, how loud it is, and whose it is.

A letterer draws a sound where it sounds and as large as it is loud. The word itself says most; the sentence
of the story that it was taken from says who makes it, and whether it was a small thing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Source = Literal["feet", "chest", "mouth", "hands", "air", "sky", "low", "thing"]
"""Where in the picture: at somebody's feet, chest, mouth or hands, along a movement, above all, at the
ground, or at a thing whose place is not known."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A sound as it is heard. `force` goes from 0 (hardly heard) to 1 (all that is heard); `maker` is the
    character whose it is, or ""."""

    text: str
    source: Source
    force: float
    maker: str = ""


_LEXICON: tuple[tuple[Source, float, str], ...] = (
    ("sky", 1.0, r"우르르|우르릉|콰르릉|번쩍|thunder|rumble"),
    ("sky", 0.5, r"쏴|주룩|후두둑|후드득|추적|patter|pour"),
    (
        "air",
        0.8,
        r"휘이|휙|휘익|쉬익|쌩|슝|화아|화악|whoo+sh|swoo?sh|swish|zoom|zip|whirr|gust|vroom|부릉|부르릉|칙칙",
    ),
    ("chest", 0.45, r"두근|쿵쾅|쿵덕|ba-?dum|badump|thump thump|lub"),
    ("feet", 0.5, r"뚜벅|저벅|타박|또각|터벅|다다다|tap tap|step|stomp|clomp|pad pad"),
    ("low", 0.3, r"뚝뚝|뚝|똑 똑|drip|drop|plop|퐁당"),
    ("low", 0.8, r"풍덩|첨벙|철썩|철퍽|splash|splat|splosh"),
    (
        "mouth",
        0.35,
        r"훌쩍|흑흑|후루룩|꿀꺽|홀짝|콜록|쿨룩|쿨럭|하아|후우|sob|sniff|gulp|sip|slurp|cough|sigh|gasp|munch|킥킥|히히",
    ),
    (
        "mouth",
        0.7,
        r"엉엉|응애|앙앙|으앙|껄껄|깔깔|하하|크크|멍멍|야옹|어흥|으르렁|haha|woof|bark|howl|growl|meow|wail|achoo|roar",
    ),
    ("hands", 0.5, r"똑똑|knock|tap|찰칵|찰깍|철컥|click|clack|snap|사각|scratch|짝|clap|쓱|탁"),
    (
        "thing",
        0.4,
        r"째깍|똑딱|tick|tock|삐걱|삐거덕|끼익|creak|squeak|바스락|부스럭|rustle|사르륵|스르륵|hiss|치익|보글|지글|sizzle|"
        r"crackle",
    ),
    (
        "thing",
        0.55,
        r"딸랑|짤랑|딩동|띠링|따르릉|댕|땡|뎅|ding|dong|chime|jingle|clink|ring|buzz|beep|쨍|잘그랑|덜컹|덜컥|rattle|"
        r"clank|clang",
    ),
    (
        "thing",
        1.0,
        r"쾅|콰|꽝|쿵|펑|퍼엉|탕|와장창|우당|쨍그랑|와르르|팍|퍽|bang|boom|crash|slam|thud|smash|blam|wham|pow|"
        r"thwack|crack|explo|smack|whack",
    ),
)
_WORDS = tuple((source, force, re.compile(words, re.I)) for source, force, words in _LEXICON)
_USUAL: tuple[Source, float] = ("thing", 0.6)
_SMALL = re.compile(
    r"\b(?:tears?|quiet\w*|soft\w*|gent\w+|faint\w*|distant|far away|small|little|slowly|wept|weeping)\b"
    r"|눈물|살짝|조용|가볍|가만|나직|희미|멀리|작은|천천히",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?。…])\s+")
_SMALLER = 0.5


def heard(text: str, action: str, names: Sequence[str]) -> Noise:
    """The sound as it is heard in a panel where `action` (the story's words) happens among the named."""
    source, force = next(((s, f) for s, f, words in _WORDS if words.search(text)), _USUAL)
    sentence = _sentence(text, action)
    if _SMALL.search(sentence):
        force *= _SMALLER
    elif "!!" in text or "！！" in text:
        force = min(1.0, force + 0.3)
    told = [(at, name) for name in names if name and (at := sentence.find(name)) >= 0]
    return Noise(text, source, force, min(told)[1] if told else "")


def _sentence(text: str, action: str) -> str:
    """The sentence of the action in which the sound is heard; nothing where it is not named."""
    root = re.sub(r"[\W_]+", " ", text).split(" ")[0].casefold()
    if not root:
        return ""
    return next((s for s in _SENTENCE.split(action) if root in s.casefold()), "")
