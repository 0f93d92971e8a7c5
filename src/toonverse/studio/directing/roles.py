"""Who somebody is by trade or rank, and what such people wear: a nurse, a king, a beekeeper.

A trade is known by what somebody is called (박 상선, Nurse Kim), by what stands beside the name (간호사 수아;
Pike, the engineer) or is told of them (Pike was the engineer; 병사였다. 그의 이름은 무진).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from toonverse.domain.look import HairStyle, Hat, Look, Outfit, Sex
from toonverse.domain.script import Character, Era, Script


@dataclass(frozen=True, slots=True)
class Dress:
    """What a trade wears; "" leaves a colour or the hair to the look it is put on."""

    outfit: Outfit
    hat: Hat = "none"
    top: str = ""
    bottom: str = ""
    accent: str = ""
    hair_style: HairStyle | None = None
    glasses: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A trade or rank: its nouns (Korean, English), and its dress, today's unless an age has its own.

    `old` is worn in old Korea, `west` in the old West and in tales, `future` in times to come. Of a trade
    that is one sex's alone `sex` tells whose.
    """

    korean: str
    english: str
    dress: Dress
    old: Dress | None = None
    west: Dress | None = None
    future: Dress | None = None
    sex: Sex | None = None

    def worn(self, era: Era, korean: bool) -> Dress:
        """The dress of an age."""
        if era == "period" and korean:
            return self.old or self.dress
        if era in ("period", "fantasy"):
            return self.west or self.dress
        return (self.future or self.dress) if era == "future" else self.dress


_KING = Dress("royal", "ikseon", "#a3242f", "#5a1a22", "#e8b83a", "topknot")
_PRINCE = Dress("royal", "ikseon", "#27406e", "#1d2c4c", "#e8b83a", "topknot")
_MINISTER = Dress("official", "samo", "#8e2c34", "#4a1c24", "#d8d4c4", "topknot")
_EUNUCH = Dress("official", "samo", "#47694f", "#2c4434", "#d8d4c4", "topknot")
_GENERAL = Dress("armor", "helmet", "#8a4a3c", "#2f2a30", "#c8303a", "topknot")
_GUARD_OLD = Dress("armor", "felt", "#4a5a74", "#2c3038", "#c8303a", "topknot")
_SCHOLAR = Dress("durumagi", "gat", "#e6e2d6", "#cfc8b6", "#5a6a84", "topknot")
_CROWNED = Dress("cloak", "crown", "#9c2430", "#3a2a34", "#e8b83a")
_QUEEN = Dress("gown", "crown", "#6a2a58", "#4a1e40", "#e8b83a")
_KNIGHT = Dress("armor", "helmet", "#7a8498", "#3a3e48", "#b8343a")
_NAVY = Dress("tunic", "peaked", "#26304a", "#1f2638", "#e0c070")
_SPACE = Dress("spacesuit", "none", "#e6e8ea", "#c8ccd4", "#e0742c")
_CLERK = Dress("suit", "none", "#39445a", "#2c3444", "#8a3a3a")
_WHITES = Dress("whites", "none", "#f4f4f0", "#4a5a70", "#7aa8b8")
_NURSE_OF_OLD = Dress("whites", "nurse", "#f4f4f0", "#c8ccd4", "#d8303a")
_PEASANT = Dress("hanbok", "towel", "#d6caae", "#a89f8a", "#6f6248")
_HILLS = Dress("jacket", "beanie", "#e0742c", "#2e3a4a", "#35608e")
_WORK = Dress("workwear", "helmet", "#5a6a7a", "#39455a", "#f0b83a")
_CREW = Dress("spacesuit", "none", "#3f5f8e", "#2c4468", "#e0a040")

ROLES: tuple[Role, ...] = (
    Role(r"임금|국왕|주상|왕", r"king|emperor", _CROWNED, old=_KING, sex="male"),
    Role(
        r"여왕|왕비|중전|대비|황후",
        r"queen|empress",
        _QUEEN,
        old=Dress("hanbok", "none", "#2f5a46", "#a3242f", "#e8b83a", "bun"),
    ),
    Role(r"세자|왕자|대군|황태자", r"prince", replace(_CROWNED, top="#2d4a86"), old=_PRINCE, sex="male"),
    Role(
        r"공주|옹주|황녀",
        r"princess",
        replace(_QUEEN, top="#d77c93"),
        old=Dress("hanbok", "none", "#f0c8d0", "#3f5a9a", "#e8b83a", "braid"),
    ),
    Role(r"내관|상선|환관|내시", r"eunuch", _EUNUCH, sex="male"),
    Role(
        r"영의정|좌의정|우의정|대신|판서|승지|사또|원님|현감|어사|정승|대감",
        r"magistrate|minister of state|courtier",
        _MINISTER,
        west=Dress("coat", "none", "#4a2a4a", "#2c2430", "#e8b83a"),
    ),
    Role(
        r"장군|장수|대장군",
        r"(?!)",
        Dress("fatigues", "helmet", "#6b7048", "#4a4e34", "#59613c"),
        old=_GENERAL,
        west=_KNIGHT,
    ),
    Role(r"포졸|나졸|군졸", r"(?!)", _GUARD_OLD),
    Role(
        r"궁녀|나인|상궁|무수리",
        r"court lady",
        Dress("hanbok", "none", "#5f8a68", "#2f3f6a", "#c84a4a", "bun"),
        sex="female",
    ),
    Role(r"선비|유생|도령|훈장|서생|생원|진사|양반", r"(?!)", _SCHOLAR, sex="male"),
    Role(
        r"스님|승려|노승|동자승|주지|큰스님",
        r"(?:buddhist )?monk|abbot",
        Dress("robe", "none", "#8f9095", "#6a6a70", "#7a4a2c", "bald"),
    ),
    Role(r"무당|만신", r"shaman", Dress("hanbok", "felt", "#c83a3a", "#2f5fa8", "#f0c84a", "bun")),
    Role(
        r"하녀|시녀|가정부",
        r"(?:house)?maid|housekeeper|chambermaid",
        Dress("maid", "maid", "#2b2930", "#2b2930", "#f4f2ec"),
        old=_PEASANT,
        sex="female",
    ),
    Role(
        r"농부|농사꾼|과수원 주인",
        r"farmer|gardener|orchard keeper",
        Dress("workwear", "straw", "#b08a5c", "#4a5a78", "#8a5a34"),
        old=_PEASANT,
    ),
    Role(r"정원사", r"gardener", Dress("workwear", "straw", "#6b8a58", "#4a5a48", "#8a5a34")),
    Role(
        r"어부|뱃사람",
        r"fisher(?:man|woman)?",
        Dress("slicker", "brimmed", "#e0b02e", "#39455a", "#8a6a20"),
        old=_PEASANT,
    ),
    Role(r"선장", r"captain|skipper", _NAVY, future=_CREW),
    Role(r"선원", r"sailor|deckhand", Dress("sweater", "beanie", "#2c3a58", "#39405a", "#b8343a")),
    Role(r"등대지기", r"lighthouse[- ]keeper", Dress("coat", "peaked", "#2c3a52", "#2c3038", "#d8b050")),
    Role(
        r"형사|강력반장|탐정", r"detective|inspector", Dress("coat", "none", "#a88a5c", "#3a3c44", "#6a3a34")
    ),
    Role(
        r"경찰관?|순경|경장|경위",
        r"police(?:man|woman| officer)?|constable|officer|sheriff",
        Dress("tunic", "peaked", "#2c4470", "#232c44", "#e8c860"),
    ),
    Role(
        r"경비원|수위|보안 ?요원",
        r"(?:security |night )?guard|watchman|janitor",
        Dress("tunic", "peaked", "#4a5864", "#30363e", "#c8ccd0"),
        west=_KNIGHT,
    ),
    Role(
        r"군인|병사|이등병|일병|상병|병장|하사|중사|중위|대위|소대장",
        r"soldier|private|sergeant|lieutenant|corporal",
        Dress("fatigues", "helmet", "#6b7048", "#4a4e34", "#59613c"),
        old=_GUARD_OLD,
        west=_KNIGHT,
    ),
    Role(
        r"호위무사|무사|검객|기사단장",
        r"knight|swordsman|warrior|samurai",
        _KNIGHT,
        old=Dress("durumagi", "none", "#2c3444", "#1f2430", "#a3242f", "topknot"),
    ),
    Role(
        r"간호사|수간호사",
        r"nurse",
        Dress("scrubs", "nurse", "#8cc6c4", "#6fa8a8", "#d8303a"),
        old=_NURSE_OF_OLD,
        west=_NURSE_OF_OLD,
    ),
    Role(r"의사|외과의|원장 ?선생|군의관|수의사", r"doctor|surgeon|physician|dr|vet", _WHITES),
    Role(r"의원|의녀|어의", r"(?!)", _WHITES, old=replace(_SCHOLAR, top="#7a8a9a")),
    Role(r"과학자|연구원|박사", r"scientist|researcher|chemist", replace(_WHITES, glasses=True)),
    Role(r"교수", r"professor", Dress("suit", "none", "#6b5642", "#3a3430", "#3f5c4a", glasses=True)),
    Role(
        r"요리사|주방장|셰프|제빵사|제과사",
        r"chef|cook|baker",
        Dress("chef", "toque", "#f6f4ee", "#33363f", "#c8403a"),
        old=_PEASANT,
    ),
    Role(
        r"바리스타|종업원|웨이터|웨이트리스",
        r"barista|wait(?:er|ress)|bartender|shopkeeper",
        Dress("apron", "none", "#ece6da", "#33363f", "#3f5c4a"),
    ),
    Role(
        r"양봉가|양봉업자|벌치기|벌 치는 \S+",
        r"bee[- ]?keeper",
        Dress("beesuit", "veil", "#f2ecd8", "#e2dac2", "#8a6a34"),
    ),
    Role(
        r"소방관|소방대원|소방사",
        r"fire ?fighter|fire(?:man|woman)",
        Dress("turnout", "helmet", "#2f333d", "#2a2d36", "#c8303a"),
    ),
    Role(
        r"인부|광부|현장 ?소장|건설 ?노동자",
        r"(?:construction )?worker|builder|miner|foreman",
        _WORK,
        old=_PEASANT,
    ),
    Role(
        r"정비사|기술자|배관공|전기공",
        r"mechanic|plumber|electrician|engineer|technician",
        Dress("workwear", "cap", "#4a6a8a", "#2f4058", "#e0a040"),
        future=replace(_CREW, top="#b0582c"),
    ),
    Role(r"우주 ?비행사|우주인|항해사|부함장|함장", r"astronaut|cosmonaut|navigator|pilot|co-?pilot", _SPACE),
    Role(
        r"구조대원|산악 ?구조대\S*|등반가|산악인|등산객",
        r"ranger|climber|mountaineer|rescuer|mountain guide",
        _HILLS,
    ),
    Role(
        r"회사원|팀장|부장|과장|차장|대리|신입 ?사원|비서|변호사|은행원|부동산 ?중개인",
        r"office worker|manager|boss|secretary|lawyer|banker|clerk|accountant|salesman",
        _CLERK,
    ),
    Role(
        r"우체부|집배원",
        r"post(?:man|woman)|mail(?:man|woman|carrier)|letter carrier",
        Dress("tunic", "peaked", "#35567e", "#2c3a52", "#c83a3a"),
    ),
    Role(
        r"배달원|배달 ?기사|택배 ?기사|라이더",
        r"courier|delivery (?:boy|girl|man|woman|rider)",
        Dress("jacket", "helmet", "#3f6f74", "#2e3036", "#e05a3a"),
    ),
    Role(
        r"택시 ?기사|버스 ?기사|운전사",
        r"(?:bus|taxi|cab|truck) driver|cabbie",
        Dress("shirt", "cap", "#8fa5b8", "#39455a", "#33446b"),
    ),
    Role(
        r"목사|사제|신부님",
        r"priest|vicar|pastor",
        Dress("robe", "none", "#26242c", "#26242c", "#ece8e0"),
        sex="male",
    ),
    Role(r"수녀", r"nun", Dress("robe", "hood", "#26262e", "#26262e", "#ece8e0"), sex="female"),
    Role(
        r"신부|새색시",
        r"bride",
        Dress("gown", "none", "#f6f2ea", "#f0ece4", "#d8a0a8"),
        old=Dress("hanbok", "none", "#4a7a5a", "#b8343a", "#e8b83a", "bun"),
        sex="female",
    ),
    Role(
        r"마녀|마법사|대마법사",
        r"witch|wizard|sorcerer|sorceress|mage",
        Dress("robe", "pointed", "#4a3a74", "#2f2648", "#e0b04a"),
    ),
    Role(r"해적|해적왕", r"pirate", Dress("coat", "brimmed", "#6a2a30", "#2c2a30", "#e0b04a")),
    Role(
        r"사냥꾼|포수",
        r"hunter|trapper|woodsman",
        Dress("waistcoat", "brimmed", "#6b5a3c", "#44402f", "#8a4a2c"),
        old=_PEASANT,
    ),
    Role(
        r"도둑|좀도둑|강도",
        r"thief|burglar|robber",
        Dress("hoodie", "beanie", "#2c2e36", "#26282e", "#3a3c44"),
        old=Dress("hanbok", "towel", "#3a3c44", "#2c2e36", "#5a4a3a", "topknot"),
    ),
    Role(
        r"유령|귀신|처녀 ?귀신|혼령",
        r"ghost|phantom|spirit",
        Dress("dress", "none", "#e8edf2", "#d8dfe8", "#c8d2dc", "long"),
        old=Dress("hanbok", "none", "#eef0f2", "#e2e6ea", "#c8d2dc", "long"),
        sex="female",
    ),
)
_ADJECTIVES_EN = r"(?:[a-z'’-]+ ){0,3}"


@cache
def _called() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each role how a name tells it: its last word in Korean, its first or last ones in English."""
    return tuple(
        (
            re.compile(rf"(?:^|[ ])(?:{role.korean})님?$|^(?:{role.korean})님? "),
            re.compile(
                rf"^(?:the |old |young |little |mr\.? |mrs\.? )*(?:{role.english})\.?(?= |$)|"
                rf"(?:^|[ -])(?:{role.english})$",
                re.I,
            ),
        )
        for role in ROLES
    )


def _beside_ko(name: str, nouns: str) -> re.Pattern[str]:
    """간호사 수아; 수아는 간호사였다; a soldier ... 그의 이름은 무진."""
    own = re.escape(name)
    return re.compile(
        rf"(?<![가-힣])(?:{nouns})(?:인|이자|이던|였던|이었던|,)? {own}(?![가-힣]{{3}})"
        rf"|(?<![가-힣]){own}(?:[은는이가]|,)? (?:[가-힣]+ ){{0,4}}(?<![가-힣])(?:{nouns})(?:이었|였|이다|"
        rf"다[. ]|"
        rf"입니|로 일|이고|이며|이자)"
        rf"|(?<![가-힣])(?:{nouns})(?:[ 이가은는][^.]*|)[.] (?:그|그녀)의 이름은 {own}"
        rf"|(?<![가-힣])(?:{nouns})의? 이름은 {own}"
    )


def _beside_en(name: str, nouns: str) -> re.Pattern[str]:
    """Ranger Elsa; the engineer, Pike; Pike, an old engineer; Pike was the engineer; a nurse named Kim."""
    own = re.escape(name)
    return re.compile(
        rf"(?i:\b(?:{nouns})\b)\.?,? (?:named |called )?(?:[A-Z][a-z]+ )?{own}\b"
        rf"|\b{own}\b(?: [A-Z][a-z]+)?,? (?:(?:was|is|worked as|had been)(?: once)? )?(?:the|an?|"
        rf"our|their|his|her|my)"
        rf" {_ADJECTIVES_EN}(?i:{nouns})\b(?!['’]s)"
    )


def role_of(character: Character, texts: Sequence[str], sex: Sex) -> Role | None:
    """The trade or rank of a character, by their names and by what `texts` tell; `None` for no "
    "telling one."""
    names = [n for n in (character.name, *character.aliases) if len(n) > 1 or n.isascii() or n in "왕"]
    for role, (korean, english) in zip(ROLES, _called(), strict=True):
        if (role.sex in (None, sex)) and any(korean.search(n) or english.search(n) for n in names):
            return role
    for role in ROLES:
        if role.sex not in (None, sex):
            continue
        for name in names:
            if len(name) < 2:
                continue
            beside = _beside_en(name, role.english) if name.isascii() else _beside_ko(name, role.korean)
            if any(beside.search(text) for text in texts if name in text):
                return role
    return None


def told_old(name: str, texts: Sequence[str]) -> bool:
    """Whether the text calls somebody old beside the name: 늙은 양봉가 덕만, Bram, an old man."""
    own = re.escape(name)
    beside = (
        rf"\b(?:old|elderly|aged) (?:[a-z]+,? ){{0,2}}(?:named |called )?(?:[A-Z][a-z]+ )?{own}\b"
        rf"|\b{own},? (?:was |is )?(?:an?|the) (?:very )?(?:old|elderly) (?:man|woman|lady|gentleman)\b"
        if name.isascii()
        else rf"(?:늙은|나이 든|백발의|허리 굽은) (?:[가-힣]+ )?{own}(?![가-힣]{{2}})"
    )
    return len(name) > 1 and any(re.search(beside, text) for text in texts if name in text)


def texts_of(script: Script) -> tuple[str, ...]:
    """What is told in each scene, in one piece: a role and a name may stand in sentences side by side."""
    return tuple(" ".join(beat.action for beat in scene.beats if beat.action) for scene in script.scenes)


def dressed(look: Look, dress: Dress) -> Look:
    """The look in the clothes of a trade."""
    return replace(
        look,
        outfit=dress.outfit,
        hat=dress.hat if dress.hat != "nurse" or look.sex == "female" else "none",
        top=dress.top or look.top,
        bottom=dress.bottom or look.bottom,
        accent=dress.accent or look.accent,
        hair_style=dress.hair_style if dress.hair_style and _may(look, dress.hair_style) else look.hair_style,
        glasses=look.glasses or dress.glasses,
    )


def _may(look: Look, style: HairStyle) -> bool:
    """Buns and long hair are women's here, topknots men's, and a child has none of a grown man's."""
    if style in ("bun", "braid", "long"):
        return look.sex == "female"
    return style != "topknot" or (look.sex == "male" and look.age != "child")
