"""Sound effects: imitative words in narration."""

import re

from toonverse.domain.story import Language

_KO = (
    "쾅 쿵 콰앙 콰쾅 쿵쾅 쿵쿵 탕 탕탕 탁 타닥 딱 뚝 뚝뚝 툭 쨍 쨍그랑 와장창 우당탕 우당퉁탕 "
    "우르릉 우르르 콰르릉 번쩍 덜컹 덜컹덜컹 덜컥 철컥 찰칵 찰깍 철썩 "
    "첨벙 풍덩 퐁당 주르륵 "
    "추적추적 후두둑 후드득 똑똑 똑딱 째깍 째깍째깍 삐걱 삐거덕 끼익 끼이익 스르륵 사각사각 "
    "바스락 부스럭 쏴아 쏴 휘이잉 휘잉 휙 쌩 슝 부릉 부르릉 빵빵 빠앙 따르릉 "
    "딩동 띠링 삐빅 삑 지잉 징 "
    "윙 위잉 멍멍 야옹 꼬끼오 짹짹 까악 까악까악 음매 으르렁 어흥 꿀꺽 꿀떡꿀떡 쿨룩 쿨룩쿨룩 "
    "콜록 콜록콜록 훌쩍훌쩍 엉엉 흑흑 깔깔 껄껄 하하 히히 후루룩 지글지글 "
    "보글보글 두근 두근두근 쿵덕 "
    "짝 짝짝짝 철퍽 퍽 퍼억 팍 와르르 데구루루 또각또각 터벅터벅 타박타박 쩌렁쩌렁 잘그랑 짤랑 "
    "딸랑 땡 땡땡 뎅 둥둥 덩더쿵 펑 퍼엉 파지직 치익 칙칙폭폭 뿌우 뿌우웅 "
    "삐이 삐이익 탁탁 쓱 쓱싹 바르르"
)
_EN = (
    "bang boom crash thud thump slam smack whack clang clank clatter creak splash thunk pop snap "
    "crack click clack beep buzz ring hiss whoosh "
    "sizzle rumble roar crackle rattle knock tap drip drop plop squeak squeal screech honk ding "
    "dong chime tick tock thwack wham pow zap "
    "rustle swoosh clink jingle splat gulp growl howl bark meow caw sob achoo"
)
SOUND_WORDS = frozenset(_EN.split())
_PATTERN_KO = re.compile(
    rf"(?<![가-힣])({'|'.join(sorted(_KO.split(), key=len, reverse=True))})(?=[!…,.~\s]|하고|하는|"
    rf"하며|거리|대는|소리|$)"
)
# an English imitative word is a sound when it stands by itself (a shout, capitals) or is what was heard
_ALONE_EN = re.compile(
    rf"\b((?:{'|'.join(_EN.split())})(?:[- ](?:{'|'.join(_EN.split())}))*)(?=!)"
    rf"|\b({'|'.join(w.upper() for w in _EN.split())})\b"
    rf"|(?:^|[.!?—–-] ?)((?:{'|'.join(_EN.split())})(?:[,.!] ?(?:{'|'.join(_EN.split())}))*)(?=[.!])",
    re.I,
)
_HEARD_EN = re.compile(
    rf"\b(?:a|an|the|with a|another)(?: [a-z]+)? ({'|'.join(_EN.split())})\b(?! of (?:hair|cloth))", re.I
)
_DRAWN_OUT_EN = re.compile(r"\b[A-Z]*([A-Z])\1\1[A-Z]*\b")
_UNSURE_EN = frozenset(["ring", "drop", "pop", "snap", "tap", "tick", "knock", "bark", "roar"])


def sounds_in(text: str, language: Language) -> tuple[str, ...]:
    """The imitative words of a passage, each once, in order."""
    if language == "ko":
        return tuple(dict.fromkeys(m[1] for m in _PATTERN_KO.finditer(text)))
    found: dict[str, None] = {}
    for match in _ALONE_EN.finditer(text):
        word = next(g for g in match.groups() if g)
        if match[2] and not match[2].isupper():
            continue
        found.setdefault(word.strip().upper(), None)
    for match in _HEARD_EN.finditer(text):
        if match[1].lower() not in _UNSURE_EN:
            found.setdefault(match[1].upper(), None)
    for match in _DRAWN_OUT_EN.finditer(text):
        if _squeezed(match[0].lower()) in _SQUEEZED_EN:
            found.setdefault(match[0], None)
    return tuple(found)


def _squeezed(word: str) -> str:
    """`whooosh` -> `whosh`: how it is written however long it is drawn out."""
    return re.sub(r"(.)\1+", r"\1", word)


_SQUEEZED_EN = frozenset(_squeezed(word) for word in _EN.split())
