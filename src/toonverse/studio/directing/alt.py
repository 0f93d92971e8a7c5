"""A sentence or two for those who can't see the panel, in the story's language."""

from collections.abc import Sequence
from itertools import groupby

from toonverse.domain.script import Line, PlaceKind
from toonverse.domain.story import Language
from toonverse.domain.storyboard import Emotion, Figure, Light, Pose, Shot
from toonverse.studio.directing.prompts import with_article

_PLACES_KO: dict[PlaceKind, str] = {
    "city": "도시",
    "street": "거리",
    "rainy street": "비에 젖은 거리",
    "alley": "골목",
    "room": "방 안",
    "kitchen": "부엌",
    "tavern": "선술집",
    "shop": "가게",
    "school": "학교",
    "office": "사무실",
    "hospital": "병원",
    "station": "역",
    "vehicle": "차 안",
    "forest": "숲",
    "mountain": "산",
    "sea": "바다",
    "harbour": "항구",
    "river": "강가",
    "field": "들판",
    "village": "마을",
    "temple": "절",
    "other": "",
}
_PLACES_EN: dict[PlaceKind, str] = {
    "city": "The city",
    "street": "A street",
    "rainy street": "A wet street",
    "alley": "An alley",
    "room": "A room",
    "kitchen": "A kitchen",
    "tavern": "A tavern",
    "shop": "A shop",
    "school": "A school",
    "office": "An office",
    "hospital": "A hospital",
    "station": "A station",
    "vehicle": "On the way",
    "forest": "A forest",
    "mountain": "The mountains",
    "sea": "The sea",
    "harbour": "A harbour",
    "river": "By the river",
    "field": "A field",
    "village": "A village",
    "temple": "A temple",
    "other": "",
}
_LIGHTS_KO: dict[Light, str] = {
    "dawn": "새벽",
    "day": "낮",
    "sunset": "해 질 녘",
    "evening": "저녁",
    "night": "밤",
}
_LIGHTS_EN: dict[Light, str] = {
    "dawn": "at dawn",
    "day": "by day",
    "sunset": "at sunset",
    "evening": "in the evening",
    "night": "at night",
}
_WEATHERS_KO = {
    "rain": "비가 내린다.",
    "snow": "눈이 내린다.",
    "fog": "안개가 끼었다.",
    "storm": "폭풍이 친다.",
}
_WEATHERS_EN = {"rain": "It rains.", "snow": "Snow falls.", "fog": "There is fog.", "storm": "A storm rages."}
_EMOTIONS_KO: dict[Emotion, str] = {
    "calm": "",
    "smile": "미소 띤 얼굴로",
    "happy": "기쁜 얼굴로",
    "laugh": "소리 내어 웃으며",
    "sad": "슬픈 얼굴로",
    "crying": "눈물을 흘리며",
    "angry": "성난 얼굴로",
    "shouting": "소리치며",
    "afraid": "겁에 질린 얼굴로",
    "surprised": "놀란 얼굴로",
    "determined": "굳은 얼굴로",
    "embarrassed": "난처한 얼굴로",
    "tired": "지친 얼굴로",
    "pained": "괴로운 얼굴로",
    "shocked": "충격받은 얼굴로",
    "disgusted": "못마땅한 얼굴로",
    "tender": "다정한 얼굴로",
    "ashamed": "부끄러운 얼굴로",
}
_EMOTIONS_EN: dict[Emotion, str] = {
    "calm": "",
    "smile": "smiling",
    "happy": "happy",
    "laugh": "laughing",
    "sad": "sad",
    "crying": "in tears",
    "angry": "angry",
    "shouting": "shouting",
    "afraid": "afraid",
    "surprised": "surprised",
    "determined": "determined",
    "embarrassed": "embarrassed",
    "tired": "tired",
    "pained": "in pain",
    "shocked": "shocked",
    "disgusted": "disgusted",
    "tender": "tender",
    "ashamed": "ashamed",
}
_POSES_KO: dict[Pose, str] = {
    "stand": "서 있다",
    "talk": "말하고 있다",
    "walk": "걷는다",
    "run": "달린다",
    "sit": "앉아 있다",
    "kneel": "무릎을 꿇고 있다",
    "lie": "누워 있다",
    "crouch": "몸을 웅크린다",
    "bow": "고개를 숙인다",
    "point": "손가락으로 가리킨다",
    "reach": "손을 뻗는다",
    "hold": "무언가를 쥐고 있다",
    "arms crossed": "팔짱을 끼고 있다",
    "head in hands": "머리를 감싸 쥔다",
    "look up": "위를 올려다본다",
    "look back": "뒤를 돌아본다",
    "wave": "손을 흔든다",
    "raise fist": "주먹을 치켜든다",
    "strike": "팔을 휘두른다",
    "fall": "쓰러진다",
    "embrace": "끌어안는다",
    "carry": "짐을 나른다",
    "drink": "마신다",
    "write": "글을 쓴다",
    "pull": "힘껏 끌어당긴다",
    "sit floor": "바닥에 앉아 있다",
    "lean": "기대어 서 있다",
    "hand on chin": "턱을 괸다",
    "hands on hips": "허리에 손을 얹고 있다",
    "read": "읽고 있다",
    "cover face": "두 손으로 얼굴을 가린다",
    "look down": "고개를 떨군다",
    "plead": "두 손을 모아 애원한다",
    "carry on back": "등에 업고 있다",
}
_POSES_EN: dict[Pose, str] = {
    "stand": "stands",
    "talk": "talks",
    "walk": "walks",
    "run": "runs",
    "sit": "sits",
    "kneel": "kneels",
    "lie": "lies down",
    "crouch": "crouches",
    "bow": "bows",
    "point": "points",
    "reach": "reaches out",
    "hold": "holds something",
    "arms crossed": "stands with arms crossed",
    "head in hands": "holds head in hands",
    "look up": "looks up",
    "look back": "looks back",
    "wave": "waves",
    "raise fist": "raises a fist",
    "strike": "strikes out",
    "fall": "falls",
    "embrace": "embraces the other",
    "carry": "carries a load",
    "drink": "drinks",
    "write": "writes",
    "pull": "pulls hard",
    "sit floor": "sits on the floor",
    "lean": "leans back",
    "hand on chin": "rests chin in hand",
    "hands on hips": "stands with hands on hips",
    "read": "reads",
    "cover face": "covers face with both hands",
    "look down": "looks down",
    "plead": "pleads with joined hands",
    "carry on back": "carries someone on the back",
}
_PROPS_KO = {
    "letter": "편지",
    "watch": "시계",
    "comb": "빗",
    "coin": "동전",
    "yeopjeon": "엽전",
    "bill": "지폐",
    "lamp": "등불",
    "lantern": "초롱",
    "jar": "항아리",
    "violin": "바이올린",
    "doll": "인형",
    "candle": "촛불",
    "hen": "닭",
    "baby": "아기",
    "match": "성냥불",
    "cigar": "담배",
    "car": "자동차",
    "umbrella": "우산",
    "closed umbrella": "접은 우산",
    "phone": "전화기",
    "book": "책",
    "photograph": "사진",
    "key": "열쇠",
    "knife": "칼",
    "sword": "검",
    "gun": "총",
    "bowl": "그릇",
    "cup": "잔",
    "bottle": "술병",
    "bread": "빵",
    "apple": "사과",
    "flower": "꽃",
    "ring": "반지",
    "chain": "줄",
    "box": "상자",
    "bag": "가방",
    "mirror": "거울",
    "wallet": "지갑",
    "piano": "피아노",
    "drum": "북",
    "guitar": "기타",
    "flute": "피리",
    "bell": "종",
    "door": "문",
    "window": "창문",
    "map": "지도",
    "rope": "밧줄",
    "boat": "배",
    "rickshaw": "인력거",
    "bicycle": "자전거",
    "scooter": "스쿠터",
    "helmet": "헬멧",
    "towel": "수건",
    "lever": "손잡이",
    "radio": "라디오",
    "computer": "컴퓨터",
    "hat": "모자",
    "scarf": "목도리",
    "ticket": "표",
    "cat": "고양이",
    "dog": "개",
    "bird": "새",
    "moon": "달",
    "star": "별",
    "hair": "머리카락",
    "hand": "손",
}


_STRANGERS_KO = {"unknown": "누군가", "crowd": "지나는 사람"}
_STRANGERS_EN = {"unknown": "Somebody", "crowd": "A bystander"}


def particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The word with the particle that goes with its last syllable: 은/는, 이/가, 을/를."""
    last = word[-1:]
    hangul = "가" <= last <= "힣"
    closed = (ord(last) - ord("가")) % 28 > 0 if hangul else last.casefold() in "lmnr013678"
    return word + (after_consonant if closed else after_vowel)


def _figure_ko(figure: Figure) -> str:
    feeling = _EMOTIONS_KO[figure.emotion]
    doing = _POSES_KO[figure.pose]
    if figure.holds:
        doing = f"{particle(_PROPS_KO.get(figure.holds, figure.holds), '을', '를')} 들고 " + (
            doing if figure.pose != "hold" else "있다"
        )
    who = particle(_STRANGERS_KO.get(figure.character.split()[0], figure.character), "이", "가")
    return " ".join(part for part in (who, feeling, doing) if part) + "."


def _figure_en(figure: Figure) -> str:
    doing = _POSES_EN[figure.pose]
    if figure.holds:
        thing = with_article(figure.holds)
        doing = f"holds {thing}" if figure.pose == "hold" else f"{doing}, {thing} in hand"
    feeling = _EMOTIONS_EN[figure.emotion]
    who = _STRANGERS_EN.get(figure.character.split()[0], figure.character)
    return f"{who} {doing}" + (f", {feeling}." if feeling else ".")


def _setting(shot: Shot, language: Language) -> str:
    """Place, light and weather; nothing where the story tells nothing but that it is day."""
    korean = language == "ko"
    place = (_PLACES_KO if korean else _PLACES_EN)[shot.place] or shot.place_words
    light = (_LIGHTS_KO if korean else _LIGHTS_EN)[shot.light]
    weather = (_WEATHERS_KO if korean else _WEATHERS_EN).get(shot.weather, "")
    if not place:
        text = "" if shot.light == "day" else f"{light[:1].upper()}{light[1:]}."
    else:
        text = f"{light}, {place}." if korean else f"{place} {light}."
    return " ".join(part for part in (text, weather) if part)


def _thing(shot: Shot, language: Language) -> str:
    thing = shot.props[0] if shot.props else ""
    if language == "ko":
        return f"{_PROPS_KO.get(thing, thing)} 클로즈업." if thing else "가까이에서 본 모습."
    return f"Close view of {with_article(thing)}." if thing else "A close view."


_TONES = {
    ("ko", "memory"): "회상.",
    ("ko", "dream"): "꿈.",
    ("en", "memory"): "A memory.",
    ("en", "dream"): "A dream.",
}


def alt_text(shot: Shot, language: Language, sets_scene: bool) -> str:
    """What the panel shows, then the words in it; the setting is told where it changes, or where there is
    nothing else to tell."""
    parts: list[str] = [_thing(shot, language)] if shot.size == "insert" else []
    if shot.size != "insert" and (sets_scene or not (shot.figures or shot.lines)):
        parts.append(_setting(shot, language))
    if shot.tone:
        parts.append(_TONES[language, shot.tone])
    figure = _figure_ko if language == "ko" else _figure_en
    parts += [figure(f) for f in sorted(shot.figures, key=lambda f: f.x)]
    parts += _heard(shot.lines, language)
    told = " ".join(part for part in parts if part)
    return told or ("아무도 없는 장면." if language == "ko" else "Nobody is there.")


def _heard(lines: Sequence[Line], language: Language) -> list[str]:
    """The words with who says them, what one says at once together; captions and voices without a name as
    they stand."""
    found: list[str] = []
    for (speaker, caption), run in groupby(lines, key=lambda line: (line.speaker, line.kind == "caption")):
        text = " ".join(line.text for line in run)
        if caption:
            found.append(text)
        elif speaker in ("", "unknown"):
            found.append(f"“{text}”")
        else:
            crowd = "사람들" if language == "ko" else "People"
            found.append(f"{crowd if speaker == 'crowd' else speaker}: “{text}”")
    return found
