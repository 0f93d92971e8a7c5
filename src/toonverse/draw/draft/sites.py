"""Which place of its kind a place is, by what the story calls it: a city's roof, a laundry of shops."""

import re
from functools import lru_cache
from typing import Literal

from toonverse.domain.script import PlaceKind
from toonverse.domain.storyboard import Shot

Site = Literal[
    "",
    "rooftop",
    "park",
    "downtown",
    "market",
    "laundry",
    "cafe",
    "convenience store",
    "library",
    "school yard",
    "corridor",
    "police station",
    "throne hall",
    "church",
    "desert",
    "planet",
    "cave",
    "observatory",
    "spaceship",
    "control room",
    "subway",
    "bus stop",
    "bridge",
    "elevator",
    "stairwell",
    "city gate",
    "palace court",
    "apiary",
    "theatre",
    "cell",
    "bathhouse",
]

_ANY: frozenset[PlaceKind] = frozenset()
# (site, kinds of place it may be one of (none: any), its words); earlier rows win
_ROWS: tuple[tuple[Site, frozenset[PlaceKind], str], ...] = (
    (
        "spaceship",
        _ANY,
        r"우주선|조종석|우주 ?정거장|\b(?:space ?ships?|star ?ships?|cockpit|airlock|space station)\b",
    ),
    (
        "control room",
        frozenset({"room", "office", "other"}),
        r"관제|통제실|연구실|연구소|실험실|\b(?:control room|mission control|laborator(?:y|ies)|lab)\b",
    ),
    ("elevator", _ANY, r"엘리베이터|승강기|\b(?:elevator|lift)\b"),
    ("stairwell", _ANY, r"비상 ?계단|계단참|계단(?!식)|\b(?:stairwell|staircase|stairs|landing)\b"),
    ("city gate", _ANY, r"성문|궐문|대궐 ?문|\b(?:city gates?|castle gates?|palace gates?|drawbridge)\b"),
    (
        "palace court",
        _ANY,
        r"(?:궁궐|대궐|왕궁|편전|대전|궁)의? ?(?:안)?(?:마당|뜰|앞뜰|앞마당)|\bpalace (?:courtyard|yard|"
        r"court)\b",
    ),
    ("apiary", _ANY, r"양봉장|벌통|\b(?:apiary|bee ?hives?|hives?)\b"),
    (
        "theatre",
        frozenset({"room", "school", "shop", "office", "other"}),
        r"무대|공연장|극장|콘서트|소극장|강당|\b(?:stage|theat(?:re|er)|auditorium|concert hall|opera)\b",
    ),
    ("cell", _ANY, r"감옥|감방|옥사|옥중|지하 ?감옥|\b(?:prison|jail|dungeon|cell)\b"),
    ("bathhouse", _ANY, r"목욕탕|찜질방|사우나|온천|\b(?:bath ?house|sauna|hot springs?)\b"),
    ("planet", _ANY, r"행성|화성|달 ?표면|월면|\b(?:planet|mars|moon base|lunar|crater)\b"),
    (
        "observatory",
        _ANY,
        r"천문대|전파 ?망원경|관측소|고원|\b(?:observatory|radio telescopes?|plateau|dish(?:es)? array)\b",
    ),
    ("desert", _ANY, r"사막|모래 ?언덕|\bdeserts?\b"),
    ("cave", _ANY, r"동굴|굴속|\b(?:cave|cavern|grotto|mine shaft)\b"),
    (
        "throne hall",
        frozenset({"room", "village", "other"}),
        r"궁궐|왕궁|황궁|황성|대전(?!역)|어전|옥좌|왕좌|알현실|접견실|연회장|무도회장|"
        r"\b(?:palace|throne|great hall|castle|audience chamber|ballroom|banquet hall)\b",
    ),
    (
        "church",
        frozenset({"temple", "village", "mountain", "other"}),
        r"교회|성당|예배당|무덤|묘지|산소|\b(?:church(?:yard)?|chapel|cathedral|grave(?:yard)?|cemetery)\b",
    ),
    ("rooftop", frozenset({"city", "other", "room", "school", "office"}), r"옥상|\b(?:rooftop|roof)\b"),
    (
        "park",
        frozenset({"city", "other", "school", "street", "field"}),
        r"공원|놀이터|광장|\b(?:park(?! (?:avenue|street|lane|road))|playground|plaza|city square)\b",
    ),
    ("downtown", frozenset({"city"}), r"시내|번화가|도심|\bdowntown\b"),
    ("laundry", _ANY, r"세탁소|빨래방|\b(?:laundr(?:y|omat|ette)|launderette|dry cleaner'?s?)\b"),
    ("market", frozenset({"shop", "street", "rainy street"}), r"시장|장터|\bmarket(?:place)?\b"),
    (
        "convenience store",
        frozenset({"shop"}),
        r"편의점|슈퍼|마트|매점|\b(?:convenience store|supermarket|minimart|grocery)\b",
    ),
    (
        "cafe",
        frozenset({"shop", "tavern"}),
        r"카페|커피|다방|찻집|식당|레스토랑|분식"
        r"|\b(?:caf[eé]|coffee ?(?:shop|house)|diner|restaurant|tea ?room)\b",
    ),
    (
        "library",
        frozenset({"school", "shop", "room"}),
        r"도서관|서점|책방|\b(?:library|book ?(?:shop|store))\b",
    ),
    (
        "school yard",
        frozenset({"school"}),
        r"운동장|교문|교정|캠퍼스|\b(?:school ?yard|campus|school gates?|playing field)\b",
    ),
    (
        "corridor",
        frozenset({"school", "hospital", "office", "room", "other"}),
        r"복도|"
        r"\b(?:corridor|hallway|museum|gallery|exhibition hall)\b",
    ),
    (
        "police station",
        frozenset({"office", "station", "other"}),
        r"경찰서|파출소|지구대|\b(?:police|precinct)\b",
    ),
    ("subway", frozenset({"vehicle"}), r"지하철|전철|\b(?:subway|metro|underground)\b"),
    ("bus stop", frozenset({"station", "street", "rainy street"}), r"정류장|\bbus stop\b"),
    ("bridge", frozenset({"river"}), r"다리|대교|\bbridge\b"),
)
_WORDS = tuple((site, kinds, re.compile(words)) for site, kinds, words in _ROWS)
_OPEN: frozenset[Site] = frozenset(
    (
        *("rooftop", "park", "downtown", "market", "school yard", "church", "desert", "planet"),
        *("observatory", "bus stop", "bridge", "city gate", "palace court", "apiary"),
    )
)
_ROOFED: frozenset[Site] = frozenset(
    (
        *("spaceship", "cave", "throne hall", "laundry", "cafe", "library", "corridor", "police station"),
        *("elevator", "stairwell", "theatre", "cell", "bathhouse"),
    )
)
LIT: frozenset[Site] = frozenset(
    (
        *("convenience store", "subway", "police station", "laundry", "spaceship", "control room"),
        *("elevator", "stairwell", "theatre", "bathhouse"),
    )
)
"""Where the lamps are on at any hour."""
INDOORS: frozenset[PlaceKind] = frozenset(
    {"room", "kitchen", "tavern", "shop", "school", "office", "hospital", "vehicle", "station"}
)


@lru_cache(maxsize=256)
def site_of(place: PlaceKind, words: str) -> Site:
    """The site that `words` (what the story calls the place) name within a kind of place; "" for none."""
    told = words.lower()
    for site, kinds, pattern in _WORDS:
        if (not kinds or place in kinds) and pattern.search(told):
            return site
    return ""


def has_roof(place: PlaceKind, site: Site) -> bool:
    """Whether one stands under a roof there."""
    return site in _ROOFED or (place in INDOORS and site not in _OPEN)


def under_roof(shot: Shot) -> bool:
    """Whether a shot's people stand under a roof."""
    return has_roof(shot.place, site_of(shot.place, shot.place_words))
