"""How each character looks: from the story's own words where it says so, else always the same "
"from the name."""

import colorsys
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toonverse.domain.look import Beard, Build, HairStyle, Hat, Look, Outfit, Sex
from toonverse.domain.script import Age, Character, Era, Script
from toonverse.domain.storyboard import CastMember
from toonverse.studio.directing.animals import as_kind
from toonverse.studio.directing.apart import OF_AN_OFFICE, set_apart
from toonverse.studio.directing.lexicon import Table, first, table
from toonverse.studio.directing.roles import Role, dressed, role_of, texts_of, told_old
from toonverse.studio.directing.wardrobe import colours_of, sets_of

_HAIR_COLOUR: Table[str] = table(
    [
        (
            "#d9d7d6",
            r"백발|흰머리|흰 머리|은발|하얀 머리|센 머리",
            r"white[- ]hair|silver[- ]hair|gr[ea]y[- ]hair|white hair|gr[ea]y hair|silver hair",
        ),
        ("#e5c26b", r"금발|노란 머리", r"blond|fair[- ]hair|golden hair|yellow hair"),
        (
            "#b4502c",
            r"붉은 (?:머리|수염)|빨간 (?:머리|수염)|적발",
            r"red[- ](?:hair|beard)|ginger|auburn|copper",
        ),
        ("#6b4328", r"갈색 머리|밤색", r"brown[- ]hair|brown hair|chestnut|brunette"),
        ("#1d1a24", r"검은 머리|흑발|까만 머리", r"black[- ]hair|dark[- ]hair|black hair|dark hair|raven"),
    ]
)
HAIR_STYLE: Table[HairStyle] = table(
    [
        ("bald", r"대머리|벗겨진|민머리", r"bald|hairless"),
        ("buzz", r"중대가리|까까|빡빡|스포츠머리|삭발", r"buzz|crew[- ]cut|shaved|cropped"),
        ("pigtails", r"양갈래|갈래머리|양머리", r"pigtail|bunches"),
        ("braid", r"땋은|댕기", r"braid|plait"),
        ("ponytail", r"묶은 머리|머리를 묶|포니테일|말총", r"ponytail|hair tied|tied back"),
        ("bun", r"쪽[찌진]|쪽 찐|비녀|틀어 ?올", r"\bbun\b|chignon|knot of hair"),
        ("topknot", r"상투", r"topknot"),
        ("curly", r"곱슬|파마", r"curl|frizz"),
        ("wavy", r"웨이브|물결", r"wavy|waves of hair|cascade|rippl"),
        ("bob", r"단발", r"\bbob\b|bobbed|chin-length"),
        (
            "long",
            r"긴 머리|머리가 길|생머리|긴머리",
            r"long hair|long[- ]haired|hair (?:reached|fell|down)|below her knee",
        ),
        ("short", r"짧은 머리|커트|숏컷|단정한 머리", r"short[- ]hair|short hair|short[- ]cropped"),
        ("spiky", r"삐죽", r"spik"),
        ("messy", r"까치집|헝클|더벅|부스스|흐트러", r"messy|tousled|dishevel|unkempt|wild hair|shaggy"),
        ("slick", r"기름 바른|넘긴 머리|빗어 ?넘", r"slick|combed back|oiled"),
        ("bowl", r"바가지", r"bowl cut"),
    ]
)
OUTFIT: Table[Outfit] = table(
    [
        ("hanbok", r"한복|저고리|두루마기|치마저고리|도포|베옷|무명옷", r"hanbok"),
        ("armor", r"갑옷", r"armou?r"),
        ("tunic", r"제복|군복|경찰|순경|순사|헌병|군인|병사|병정|우체부|집배원|배달부|소방관",
         r"soldier|police|constable|officer|postman|mailman|sailor"),
        ("whites", r"의사|간호사|흰 가운", r"doctor|nurse|lab coat|physician|surgeon"),
        ("uniform", r"교복|학생|고구라", r"uniform|student|schoolgirl|schoolboy"),
        ("suit", r"양복|정장|넥타이", r"\bsuit\b|tie\b|necktie|lawyer|banker|businessman"),
        ("coat", r"외투|코트|망토|패딩", r"overcoat|coat\b|trench"),
        ("cloak", r"로브|두건", r"cloak|cape\b"),
        ("gown", r"가운", r"gown"),
        ("apron", r"앞치마|요리사|주방", r"apron|cook\b|chef|baker|waitress"),
        ("robe", r"승복|스님|도사|마법사", r"robe|monk|priest|wizard|witch"),
        ("dress", r"원피스|드레스", r"dress\b|skirts?\b"),
        ("hoodie", r"후드", r"hoodie|hooded|sweatshirt"),
        ("sweater", r"스웨터|니트|카디건", r"sweater|cardigan|jumper|knit"),
        ("workwear", r"작업복|인력거꾼|농부|어부|광부|일꾼|뱃사공|기관사", r"overalls|work clothes|"
        r"fisherman|farmer|"
        r"miner|mechanic|"
         r"keeper|ferryman|worker|dungarees"),
        ("shirt", r"셔츠|남방", r"shirt|blouse"),
        ("jacket", r"점퍼|재킷|잠바|가죽", r"jacket|parka"),
    ]
)  # fmt: skip
COLOURS: Table[str] = table(
    [
        ("#b8343a", r"빨간|붉은|빨강", r"red\b|crimson|scarlet"),
        ("#2f5fa8", r"파란|푸른|파랑", r"blue\b|navy"),
        ("#d9a62e", r"노란|노랑", r"yellow|golden"),
        ("#3c7d4f", r"초록|녹색", r"green"),
        ("#efeae0", r"하얀|흰 (?:옷|저고리|셔츠)|소복", r"white (?:dress|shirt|coat|robe|gown|blouse)"),
        ("#2b2930", r"검은 (?:옷|코트|양복|외투)|까만 옷", r"black (?:dress|shirt|coat|suit|robe|jacket)"),
        ("#7a5236", r"갈색|밤색", r"brown (?:jacket|coat|dress|suit)"),
        ("#8c8f96", r"회색|잿빛", r"gr[ea]y (?:coat|suit|dress|jacket|shirt|sweater)"),
        ("#6d4b91", r"보라", r"purple|violet"),
        ("#d77c93", r"분홍", r"pink"),
        ("#e0742c", r"주황", r"orange"),
    ]
)
_BEARD: Table[Beard] = table(
    [
        ("moustache", r"콧수염", r"m(?:o)?ustache"),
        ("full", r"구레나룻|턱수염|긴 수염|흰 수염|털보", r"beard"),
        ("stubble", r"수염", r"stubble|unshaven|whisker"),
    ]
)
_BUILD: Table[Build] = table(
    [
        (
            "large",
            r"뚱뚱|살찐|덩치|거구|우람|통통|건장",
            r"large|stout|plump|fat\b|burly|heavy|big\b|broad|huge",
        ),
        (
            "slim",
            r"마른|말라|야윈|여윈|호리|홀쭉|앙상|뼈만",
            r"thin|slim|slender|skinny|gaunt|lean\b|bony|wiry|small",
        ),
    ]
)
HAT: Table[Hat] = table(
    [
        ("gat", r"(?<![가-힣])갓[을 ]", r"\bgat\b"),
        ("towel", r"수건", r"headscarf|kerchief|bandana"),
        ("veil", r"그물 ?모자|방충모", r"bee (?:hat|veil)|netted hat"),
        ("straw", r"밀짚", r"straw hat"),
        ("beanie", r"털모자|비니", r"beanie|knit(?:ted)? (?:cap|hat)|woolly hat"),
        ("helmet", r"헬멧|안전모|철모|투구", r"helmet|hard hat"),
        ("crown", r"왕관", r"crown\b"),
        ("cap", r"모자|캡|벙거지", r"cap\b|beret"),
        ("brimmed", r"중절모|맥고", r"hat\b|fedora|bonnet"),
        ("hood", r"두건", r"hooded|hood\b"),
    ]
)
_SUNGLASSES = re.compile(r"선글라스|색안경|sunglasses|dark glasses", re.IGNORECASE)
_GLASSES = re.compile(r"안경|돋보기|glasses|spectacles|pince-nez", re.IGNORECASE)
_SCARF = re.compile(r"목도리|스카프|scarf|muffler", re.IGNORECASE)
_SKIN: Table[str] = table(
    [
        ("#8d5a3b", r"검은 피부|까무잡잡", r"dark[- ]skin|brown[- ]skin|black skin"),
        ("#d9a67c", r"그을|볕에|구릿빛", r"tann|sunburn|weather(?:ed|-beaten)|bronzed"),
        ("#f3dccb", r"창백|하얀 얼굴|흰 얼굴|해쓱", r"pale|too white|pallid|fair[- ]skin"),
    ]
)
_NO_CLOTHES = re.compile(  # whose colour is not that of clothes
    r"(?:[가-힣]+ ){0,2}?(?:눈|눈동자|머리|머리카락|수염|얼굴|피부|입술|운동화|구두|신발|모자|장갑|목도리|"
    r"우산|가방)(?![가-힣])|"
    r"\b(?:[a-z-]+ ){1,3}?(?:eyes?|hair|beard|moustache|mustache|face|skin|lips|shoes|boots|hat|cap|gloves?|"
    r"scarf|braid|ponytail)\b",
    re.IGNORECASE,
)
_TEEN_WORDS = re.compile(
    r"소년|소녀|학생|교복|열(?:두|세|네|다섯|여섯|일곱|여덟)? ?살"
    r"|\b(?:boy|girl|teen\w*|school\w*|pupil|student)\b",
    re.IGNORECASE,
)
_FEMALE_WORDS = re.compile(
    r"어머니|엄마|할머니|누나|언니|아내|소녀|여자|처녀|부인|여사|아가씨|딸|mother|grandma|sister|"
    r"wife|girl|woman|lady|mrs|"
    r"miss|aunt|queen|daughter",
    re.IGNORECASE,
)
_MALE_WORDS = re.compile(
    r"아버지|아빠|할아버지|오빠|형|남편|소년|남자|사내|아저씨|첨지|아들|father|grandpa|brother|"
    r"husband|boy|\bman\b|mr\b|"
    r"uncle|king|son\b",
    re.IGNORECASE,
)

_STYLES: dict[Sex, dict[str, tuple[HairStyle, ...]]] = {
    "female": {
        "modern": ("long", "bob", "ponytail", "wavy", "braid", "curly", "bun", "pigtails"),
        "period": ("bun", "braid", "bob", "long"),
        "old": ("bun", "curly", "bob", "short"),
        "child": ("pigtails", "bob", "braid", "ponytail"),
    },
    "male": {
        "modern": ("short", "messy", "spiky", "slick", "curly", "bowl", "buzz"),
        "period": ("topknot", "short", "messy", "buzz"),
        "old": ("short", "slick", "bald", "messy"),
        "child": ("bowl", "messy", "short", "spiky"),
    },
}
_OUTFITS: dict[tuple[Sex, Era], tuple[Outfit, ...]] = {
    ("female", "modern"): ("sweater", "dress", "jacket", "coat", "shirt", "hoodie"),
    ("male", "modern"): ("jacket", "shirt", "hoodie", "coat", "sweater", "suit"),
    ("female", "period"): ("hanbok",),
    ("male", "period"): ("hanbok",),
    ("female", "fantasy"): ("dress", "frock", "cloak", "frock"),
    ("male", "fantasy"): ("cloak", "armor", "waistcoat", "coat"),
    ("female", "future"): ("jacket", "hoodie", "workwear", "coat"),
    ("male", "future"): ("jacket", "workwear", "hoodie", "coat"),
}
_PERIOD_WEST: dict[Sex, tuple[Outfit, ...]] = {
    "female": ("blouse", "frock", "blouse", "coat"),
    "male": ("waistcoat", "suit", "coat"),
}
# What nobody wore a hundred years ago, and what they wore instead: (Korean, western).
_OF_THE_TIME: dict[Outfit, dict[Sex, tuple[Outfit, Outfit]]] = {
    "uniform": {"female": ("hanbok", "blouse"), "male": ("gakuran", "uniform")},
    "hoodie": {"female": ("hanbok", "frock"), "male": ("hanbok", "coat")},
    "sweater": {"female": ("hanbok", "blouse"), "male": ("hanbok", "waistcoat")},
    "jacket": {"female": ("hanbok", "coat"), "male": ("hanbok", "waistcoat")},
    "shirt": {"female": ("hanbok", "blouse"), "male": ("hanbok", "waistcoat")},
    "dress": {"female": ("hanbok", "frock"), "male": ("hanbok", "suit")},
}
_OLD_WORDS = re.compile(
    r"할머니|할아버지|할멈|할아범|노인|영감|노파|노승|\b(?:old|grand(?:pa|ma|father|mother)|granny)\b", re.I
)
_GROWN_WORDS = re.compile(
    r"어머니|아버지|엄마|아빠|아저씨|아주머니|아줌마|여사|사장|선생|교수|사감|첨지|대감|팀장|부장|과장|"
    r"\b(?:captain|professor|father|mother|dad|mum|mom|uncle|aunt|madam|madame)\b",
    re.I,
)
_GIRL = re.compile(r"^(?:[\w-]+ )*(?:school)?girls?(?: \d)?$|여학생|소녀", re.I)
_SCHOOLGIRLS = re.compile(r"여학생|여고생|\bschool-?girls?\b", re.I)
_PARENT = re.compile(
    r"아버지|아버님|아빠|어머니|어머님|엄마|\b(?:father|mother|dad|daddy|mum|mom|mama|papa)\b", re.I
)
_OFFSPRING = re.compile(r"아들|(?<![가-힣])딸(?!기)|\b(?:son|daughter)\b", re.I)
_HAIRS = ("#1d1a24", "#33241f", "#4a2f24", "#6b4328", "#2a2b3f", "#7d3f2a", "#8a6a3f", "#3f2a3a")
_HAIRS_KO = ("#1d1a24", "#2c211f", "#3a2a26", "#23263a", "#4a3128", "#352231")
_GREYS = ("#d9d7d6", "#b9b6b8", "#c9c2bb")
_EYES = ("#4a3a30", "#3a2b20", "#5b4630", "#2f3b4a", "#3f4a35")
_SKINS = ("#f6cfb4", "#f2c6a6", "#f8d8c0", "#eebf9c")


def seed(text: str) -> int:
    return zlib.crc32(text.encode())


def _hex(hue: float, light: float, strength: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue % 1.0, light, strength)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def _sex(character: Character) -> Sex:
    if character.gender != "unknown":
        return character.gender
    said = " ".join((character.name, *character.aliases, *character.looks))
    if _FEMALE_WORDS.search(said):
        return "female"
    if _MALE_WORDS.search(said):
        return "male"
    return "female" if seed(character.name) % 2 else "male"


def _age(character: Character) -> Age:
    """The age that was read, unless what they are called cannot be so young."""
    called = " ".join((character.name, *character.aliases))
    if _OLD_WORDS.search(called):
        return "old"
    grown = character.age in ("child", "young") and _GROWN_WORDS.search(called)
    return "middle" if grown else character.age


def _is_father(character: Character) -> bool:
    """A father of middle years: no lines tell him from his son, so he wears glasses."""
    return character.age == "middle" and bool(_PARENT.search(" ".join((character.name, *character.aliases))))


def _of_the_time(outfit: Outfit, sex: Sex, era: Era, korean: bool) -> Outfit:
    worn = _OF_THE_TIME.get(outfit)
    return worn[sex][0 if korean else 1] if era == "period" and worn else outfit


def _outfits(sex: Sex, era: Era, korean: bool) -> tuple[Outfit, ...]:
    return _PERIOD_WEST[sex] if era == "period" and not korean else _OUTFITS[(sex, era)]


def _hair_styles(sex: Sex, character: Character, era: Era, korean: bool) -> tuple[HairStyle, ...]:
    if character.age in ("old", "child"):
        return _STYLES[sex][character.age]
    return _STYLES[sex]["period" if era == "period" and korean else "modern"]


def _hair(character: Character, said: str, korean: bool, number: int) -> str:
    named = first(_HAIR_COLOUR, said)
    if named:
        return named
    if character.age == "old":
        return _GREYS[number % len(_GREYS)]
    shades = _HAIRS_KO if korean else _HAIRS
    return shades[number % len(shades)]


def look_of(character: Character, era: Era, korean: bool, place: int) -> Look:
    """`place` is the character's place in the cast: it goes through the wardrobe so that tops differ."""
    said = "; ".join((*character.looks, character.name))
    clothes = _NO_CLOTHES.sub(" ", said)
    character = replace(character, age=_age(character))
    sex = _sex(character)
    number = seed(character.name)
    styles, outfits = _hair_styles(sex, character, era, korean), _outfits(sex, era, korean)
    outfit = _of_the_time(first(OUTFIT, said) or outfits[(number >> 4) % len(outfits)], sex, era, korean)
    if outfit == "hanbok" and character.age == "old" and sex == "male":
        outfit = "durumagi"
    if outfit not in ("hanbok", "robe", "durumagi"):  # no topknot over a collar and tie
        styles = tuple(style for style in styles if style != "topknot")
    worn = colours_of(outfit, sex, era, place)
    beard: Beard = first(_BEARD, said) or "none"
    if beard == "none" and sex == "male" and character.age == "old":
        beard = ("full", "moustache")[number % 2]  # what a phone shows
    return Look(
        sex=sex,
        age=character.age,
        build=first(_BUILD, said) or "average",
        skin=first(_SKIN, said) or _SKINS[(number >> 6) % len(_SKINS)],
        hair=_hair(character, said, korean, (number >> 3) + place),
        hair_style=first(HAIR_STYLE, said) or styles[((number >> 8) + place) % len(styles)],
        eyes=_EYES[(number >> 10) % len(_EYES)],
        outfit=outfit,
        top=first(COLOURS, clothes) or worn.top,
        inner="#f2efe8",
        bottom=worn.bottom,
        shoes="#3a2a2a",
        accent=worn.accent,
        beard=beard if sex == "male" else "none",
        hat=first(HAT, said) or ("peaked" if outfit == "tunic" else "none"),
        glasses=bool(_GLASSES.search(said)) or (sex == "male" and _is_father(character)),
        scarf=bool(_SCARF.search(said)),
        teen=character.age == "young" and bool(_TEEN_WORDS.search(said)),
        face=character.name,
        sunglasses=bool(_SUNGLASSES.search(said)),
    )


def _choice(look: Look, character: Character, era: Era, korean: bool) -> tuple[HairStyle, ...]:
    """The hair styles that somebody may have of whom the text tells none."""
    said = "; ".join((*character.looks, character.name))
    if first(HAIR_STYLE, said) is not None:
        return ()
    styles = _hair_styles(look.sex, replace(character, age=look.age), era, korean)
    if look.outfit not in ("hanbok", "robe", "durumagi"):  # no topknot over a collar and tie
        styles = tuple(style for style in styles if style != "topknot")
    return styles


def _shades(look: Look, said: str, korean: bool) -> tuple[str, ...]:
    if first(_HAIR_COLOUR, said) is not None:
        return ()
    return _GREYS if look.age == "old" else _HAIRS_KO if korean else _HAIRS


def _elders(script: Script) -> frozenset[str]:
    """Parents in a cast where a son or a daughter is grown: they are old, whatever else is not told."""

    def called(character: Character) -> str:
        return " ".join((character.name, *character.aliases))

    grown = any(
        _OFFSPRING.search(called(c)) and c.age in ("young", "middle") and not _TEEN_WORDS.search(_said(c))
        for c in script.characters
    )
    parents = (c for c in script.characters if _PARENT.search(called(c)) and not _OFFSPRING.search(called(c)))
    return frozenset(c.name for c in parents) if grown else frozenset()


def has_schoolgirls(script: Script) -> bool:
    """Whether the story tells of girls of a school: its girls without a name are those."""
    return any(_SCHOOLGIRLS.search(beat.action) for scene in script.scenes for beat in scene.beats)


def _said(character: Character) -> str:
    return "; ".join((*character.looks, character.name))


_OF_TRADES: frozenset[Outfit] = OF_AN_OFFICE | {"apron", "workwear", "robe", "hanbok", "durumagi"}


_OF_RANK: frozenset[HairStyle] = frozenset({"topknot", "bald"})


def in_trade(look: Look, character: Character, role: Role, era: Era, korean: bool) -> Look:
    """The look in the clothes of its trade; what the text says of clothes and colours outdoes them."""
    said, dress = "; ".join(character.looks), role.worn(era, korean)
    told, hat = first(OUTFIT, said), first(HAT, said)
    colour = first(COLOURS, _NO_CLOTHES.sub(" ", said)) if told is not None else None
    if told is not None and told != dress.outfit and told not in _OF_TRADES:
        return look
    worn = dressed(look, dress)
    styled = first(HAIR_STYLE, said) is not None
    return replace(
        worn,
        hat=hat or worn.hat,
        top=colour or worn.top,
        hair_style=look.hair_style if styled else worn.hair_style,
    )


def apart_from(
    look: Look, character: Character, members: dict[str, Look], script: Script, of_a_trade: bool = False
) -> Look:
    """The look as far from those of the others as the text lets it be; one school wears one uniform."""
    korean, said = script.language == "ko", _said(character)
    told = of_a_trade or first(COLOURS, _NO_CLOTHES.sub(" ", said)) is not None
    alike = [o for o in members.values() if o.outfit == look.outfit and look.outfit in OF_AN_OFFICE]
    if alike and not told:
        look = replace(look, top=alike[0].top, bottom=alike[0].bottom, accent=alike[0].accent)
    bound = told or alike or look.outfit in OF_AN_OFFICE - {"uniform"}
    sets = () if bound else sets_of(look.outfit, look.sex, script.era)
    styles = (
        () if of_a_trade and look.hair_style in _OF_RANK else _choice(look, character, script.era, korean)
    )
    return set_apart(look, tuple(members.values()), styles, _shades(look, said, korean), sets)


def cast(script: Script) -> tuple[CastMember, ...]:
    """A look for every character; no two heads are alike, nor two tops that the text leaves free.

    Those in the clothes of a trade come first, for their colours are not theirs to choose; then whoever is
    mentioned most.
    """
    members: dict[str, Look] = {}
    texts = texts_of(script)
    for character, look, of_a_trade in sorted(_dressed_alone(script, texts), key=lambda one: not one[2]):
        if character.name not in members:
            apart = apart_from(look, character, members, script, of_a_trade)
            members[character.name] = as_kind(apart, character, texts)
    order = dict.fromkeys(c.name for c in script.characters)
    return tuple(CastMember(name, members[name]) for name in order)


def _dressed_alone(script: Script, texts: Sequence[str]) -> Iterator[tuple[Character, Look, bool]]:
    """Each character as the story has it, its look whatever the others wear, and whether a trade gave it."""
    korean = script.language == "ko"
    elders, girls = _elders(script), has_schoolgirls(script)
    ranked = sorted(script.characters, key=lambda c: (-c.mentions, c.name))
    first_place = seed(ranked[0].name) % 61 if ranked else 0
    for place, character in enumerate(ranked, first_place):
        grown = character.age in ("young", "middle")
        if character.name in elders or (grown and told_old(character.name, texts)):
            character = replace(character, age="old")
        if girls and _GIRL.search(character.name) and first(OUTFIT, _said(character)) is None:
            character = replace(character, age="young", looks=(*character.looks, "schoolgirl"))
        look = look_of(character, script.era, korean, place)
        role = role_of(character, texts, look.sex) if look.age != "child" else None
        if role is not None:
            look = in_trade(look, character, role, script.era, korean)
        yield character, look, role is not None
