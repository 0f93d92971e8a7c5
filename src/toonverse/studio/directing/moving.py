"""Who goes on in the middle of a scene is somewhere else: up on the roof, on the stage, down in the cave.

A scene has one place, by its opening. A reader who is told of the roof and sees a classroom is lost; so a
sentence that says where somebody now is, in so many words, moves the picture there until the scene ends.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from toonverse.domain.script import PlaceKind, Scene
from toonverse.studio.directing.air import OUTDOORS
from toonverse.studio.directing.blocking import is_elsewhere
from toonverse.studio.directing.units import Unit

Place = tuple[PlaceKind, str]
# (kind of place, what it is called there, Korean and English nouns)
_ROWS: tuple[tuple[PlaceKind, str, str, str], ...] = (
    ("city", "옥상 rooftop", r"옥상", r"rooftop|roof"),
    ("school", "강당 auditorium", r"강당|무대|공연장", r"auditorium|stage|concert hall"),
    ("field", "양봉장 apiary", r"양봉장|벌통", r"apiary|bee ?hives?"),
    ("room", "엘리베이터 elevator", r"엘리베이터|승강기", r"elevator|lift"),
    ("room", "계단참 stairwell", r"비상 ?계단|계단참", r"stairwell|staircase"),
    ("mountain", "동굴 cave", r"동굴|굴속", r"cave|cavern|crevasse"),
    ("temple", "절 temple", r"절(?=에|로|이 나| 마당)|사찰|암자", r"temple|monastery"),
    ("temple", "묘지 graveyard", r"묘지|무덤|산소", r"graveyard|cemetery|churchyard"),
    ("temple", "교회 church", r"교회|성당|예배당", r"church|chapel|cathedral"),
    ("river", "다리 bridge", r"다리 (?:밑|위|아래)|육교", r"bridge"),
    ("hospital", "병원 hospital", r"[가-힣]{0,3}병원|병실|응급실", r"hospital|emergency room"),
    ("city", "성문 castle gate", r"성문|궐문|대궐 ?문", r"city gates?|castle gates?"),
    (
        "village",
        "궁궐 마당 palace courtyard",
        r"(?:궁궐|대궐|왕궁|궁) ?(?:안 ?)?(?:마당|뜰)",
        r"palace courtyard",
    ),
    ("village", "마당 courtyard", r"(?:초가집? ?)?(?:앞|뒷)?마당", r"courtyard|backyard|front yard"),
    ("room", "감옥 dungeon", r"감옥|감방|지하 ?감옥", r"prison|dungeon|jail"),
    ("school", "도서관 library", r"도서관", r"library"),
    ("forest", "숲 forest", r"숲(?:속|길)?", r"forest|woods"),
    ("river", "강가 riverbank", r"강가|냇가|강변|개울가", r"riverbank|river ?side"),
    ("sea", "바닷가 beach", r"바닷가|해변|백사장", r"beach|seashore"),
    ("school", "운동장 schoolyard", r"운동장|교정", r"schoolyard|playing field"),
    ("office", "경찰서 police station", r"경찰서|파출소", r"police station"),
    ("shop", "편의점 convenience store", r"편의점", r"convenience store"),
    ("alley", "골목 alley", r"골목(?:길)?", r"alley(?:way)?"),
    ("field", "사막 desert", r"사막", r"desert"),
    ("room", "목욕탕 bathhouse", r"목욕탕|찜질방", r"bath ?house|sauna"),
    ("shop", "식당 diner", r"식당|라면집|국밥집|분식집|레스토랑", r"diner|restaurant"),
    ("shop", "카페 cafe", r"카페|찻집|다방", r"caf[eé]|coffee ?shop"),
    ("tavern", "주막 tavern", r"주막|술집|선술집|포장마차", r"tavern|pub|inn"),
    ("kitchen", "부엌 kitchen", r"부엌", r"kitchen"),
    ("mountain", "절벽 cliff", r"절벽|벼랑", r"cliff"),
)
_THERE_KO = (
    r"(?:안|속|위|밑|아래|앞|끝|한가운데)?(?:에서(?! (?:온|왔|나왔|나와|내려|떨어))|에는|으?로 (?:[가-힣]+ "
    r")?(?:달|"
    r"들어|갔|"
    r"뛰|걸|올라|내려|나갔|향|도망|숨|옮)|에 (?:[가-힣]+ )?(?:들어|도착|서 ?있|섰|앉|나타|숨|갇|올랐|올라|탔|"
    r"이르|다다|"
    r"모여|줄지)"
    r"|이 (?:나왔|나타났)|[를을] (?:걸었|걷고|달렸|지나|올랐|건넜))"
)
_THERE_EN = (
    r"\b(?:in|into|inside|onto|on|at|reached|entered|under|beneath|beside|behind|across|through|"
    r"(?:ran|went|walked|climbed|came|rushed|drove|returned|hurried|led|fled|stepped|rode|flew|up|down|back|"
    r"out)(?: [a-z]+){0,4} (?:to|onto)) "
    r"(?:the|a|an|an? old|his|her|their) (?:[a-z-]+ ){0,2}"
)
_OUT_ROWS: tuple[tuple[PlaceKind, str, str], ...] = (
    ("field", "길 road", r"(?:country |mountain )?(?:road|lane|path|track)"),
    ("field", "들판 field", r"(?:field|meadow|garden|orchard|hillside|moor)s?"),
    ("street", "거리 street", r"street|pavement|sidewalk|square|rain|snow|dark|cold|night"),
)
_OUT = tuple(  # "Out on the road Mina heard it"
    ((kind, words), re.compile(rf"^(?:Far )?Out (?:on|in|at|by) the (?:[a-z-]+ ){{0,2}}?(?:{en})\b", re.I))
    for kind, words, en in _OUT_ROWS
)
_OUTSIDE = re.compile(  # of somebody, by name or not: rain outside moves nobody
    r"^Outside,? (?:on the [a-z]+,? )?(?:[A-Z][a-z]+|he|she|they|the (?:old |young )?(?:man|woman|boy|girl)) "
    r"(?:[a-z]+ly )?(?!is\b|was\b)[a-z]+"
)
_NOT_EN = re.compile(
    r"\b(?:from|off|out of|left|leaving|like|towards?|of|smelled of) (?:the|a|an) (?:[a-z-]+ )?$", re.I
)


@cache
def _patterns() -> tuple[tuple[Place, re.Pattern[str]], ...]:
    return tuple(
        (
            (kind, words),
            re.compile(
                rf"(?<![가-힣])(?:{ko})(?:{_THERE_KO}|[.]?$)|{_THERE_EN}(?:{en})\b(?!['’-])", re.IGNORECASE
            ),
        )
        for kind, words, ko, en in _ROWS
    )


def moved(row: Sequence[Unit], scenes: Sequence[Scene]) -> tuple[Place | None, ...]:
    """For each unit where its people have gone since the scene began, `None` where it began."""
    found: list[Place | None] = []
    now: Place | None = None
    scene = -1
    for unit in row:
        if unit.scene != scene:
            scene, now = unit.scene, None
        if unit.told and not unit.panel and not is_elsewhere(unit.line.text):
            now = _outside(unit.line.text, scenes[unit.scene]) or _place_in(unit.line.text) or now
        found.append(now if now is None or not _is_there(now, scenes[unit.scene]) else None)
    return tuple(found)


def _outside(text: str, scene: Scene) -> Place | None:
    """Where a sentence goes that leaves the house of its scene: "Out on the road he heard it"."""
    if scene.place_kind in OUTDOORS:
        return None
    found = next((place for place, words in _OUT if words.search(text)), None)
    return found or (("street", "거리 street") if _OUTSIDE.match(text) else None)


def _place_in(text: str) -> Place | None:
    """Where a sentence says that somebody is; of several places the one named last."""
    hits = [(hit.end(), place) for place, words in _patterns() for hit in words.finditer(text)]
    hits = [
        (end, place) for end, place in hits if not _NOT_EN.search(text[: end - 1].rsplit(" ", 1)[0] + " ")
    ]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None


def _is_there(place: Place, scene: Scene) -> bool:
    """Whether a scene is set there anyway, as far as words tell."""
    return any(word in scene.place.lower() for word in place[1].split(" ", 1))


def as_moved(scene: Scene, place: Place | None) -> Scene:
    """The scene with its people where they have gone."""
    return scene if place is None else replace(scene, place_kind=place[0], place=place[1])
