"""Who has gone aboard is aboard: a boat that casts off, a car that drives away takes its people with it.

A scene has one place, and what sets off in the middle of it changes that. Afloat it lasts over scenes at the
water until somebody lands; by road and rail to the end of the scene, or until they get out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.script import Era, PlaceKind, Scene
from toonverse.studio.directing.air import OUTDOORS, place_shown
from toonverse.studio.directing.units import Unit
from toonverse.studio.directing.wording import sentences

_BOAT = r"(?:ferry|boat|ship|steamer|schooner|trawler|raft|canoe|barge)"
_BOAT_KNOWN = re.compile(
    rf"\b{_BOAT}(?:boat|s)?\b|나룻배|돛단배|고깃배|어선|여객선|뱃전|갑판|배[를에가] (?:타|올|탔|띄|몰|떠)",
    re.IGNORECASE,
)
_CASTS_OFF = re.compile(
    rf"\b(?:cast(?:s|ing)? off|set(?:s)? sail|weigh(?:s|ed) anchor|put(?:s)? (?:out )?to sea|"
    rf"row(?:s|ed) (?:out|away|across)|push(?:es|ed) off|"
    rf"(?:the|their|his|her) (?:\w+ )?{_BOAT} (?:\w+ )?(?:climbed|left the|pulled away|moved|crossed|headed|"
    r"sailed|slid|ploughed|rolled|pitched|rocked|drifted)|on the (?:\w+ )?deck\b)|"
    r"갑판(?:에|을|으로| 위)|뱃머리에|뱃전에|닻을 올|배를 띄웠|노를 저|출항|"
    r"배가 (?:\S+ )?(?:떠났|출발|떠나|나아갔|흔들|기울|바다로)",
    re.IGNORECASE,
)
_LANDS = re.compile(
    rf"\b(?:ashore|land(?:s|ed) (?:on|at|in)|moor(?:s|ed)\b|dock(?:s|ed)\b|"
    rf"(?:got|stepped|climbed|jumped) (?:off|out of|from) the {_BOAT}|"
    r"(?:stood|walked|ran) (?:on|along) the (?:quay|pier|beach|shore))|"
    r"\boverboard\b|바다로 (?:\S+ )?(?:뛰어|던|떨어|빠)|물에 빠|"
    r"뭍에|배에서 내|상륙|부두에 (?:닿|내)|선착장에 (?:닿|내|도착)|섬에 (?:닿|내렸)",
    re.IGNORECASE,
)
_DRIVES = re.compile(
    r"차에 (?:올라|탔|타고|올랐)|차를 (?:몰|출발)|(?:차|택시|버스)가 (?:\S+ )?(?:출발|달리|달렸|멈춰|막혔)|"
    r"시동을 (?:걸|켰)|택시를 (?:탔|잡아탔|잡아타)|와이퍼|핸들을|"
    r"\b(?:got|climbed|jumped) in(?:to)? (?:the|his|her|a) (?:\w+ )?(?:car|taxi|cab|van|truck|bus|train)\b|"
    r"\b(?:he|she|they|we|i) drove\b|start(?:s|ed) the (?:engine|car|van)|steering wheel|windscreen|"
    r"the wipers\b",
    re.IGNORECASE,
)
_GETS_OUT = re.compile(
    r"차에서 내|(?<!하늘)에서 (?:뛰어)?내(?:렸|려(?!다)|린)|내려서|도착했|문 앞에 (?:차를|섰)|"
    r"병원 ?(?:앞|입구|현관|로비|복도)|"
    r"\b(?:got|get|gets|climbed|stepped|jumped|hopped) (?:out|off|down)\b|alighted|parked\b|"
    r"pulled up (?:at|outside|in front)|arrived\b",
    re.IGNORECASE,
)
_VEHICLES = (  # what people get into, as the place is then called; Korean and English nouns
    ("bus", r"(?:시내|마을|고속|막차 )?버스|막차", r"bus|coach|minibus"),
    ("train", r"기차|열차|전철|지하철|전차", r"train|subway|tram|streetcar"),
    ("car", r"택시|승용차|자동차|트럭|승합차|구급차", r"taxi|cab|van|truck|ambulance|limousine|jeep"),
    ("carriage", r"마차|꽃마차", r"carriage|wagon|stagecoach|sleigh"),
)
_ON_KO = r"에 (?:\S+ )?(?:올라(?!다)|올랐|탔|탄 |타고|타자|몸을 실)|[을를] (?:잡아)?(?:탔|타고 )|에 앉"
_ON_EN = (
    r"\b(?:g[eo]t(?:s|ting)?|climb(?:s|ed)?|step(?:s|ped)?|hop(?:s|ped)?|jump(?:s|ed)?|board(?:s|ed)|"
    r"scrambled)"
)
_BOARDS = tuple(
    (
        called,
        re.compile(
            rf"(?<![가-힣])(?:{ko})(?:{_ON_KO})|"
            rf"{_ON_EN} (?:(?:up|back|on|in|aboard) ?)?(?:(?:on ?to|into|on|in|aboard) )?"
            rf"(?:the|a|an|his|her|their) (?:[a-z]+ ){{0,2}}(?:{en})\b",
            re.IGNORECASE,
        ),
    )
    for called, ko, en in _VEHICLES
)
_ALIGHTS = tuple(  # (where one then is, words) out of what the scene itself is set in
    (
        out,
        re.compile(
            rf"(?<![가-힣])(?:{ko})에서 (?:\S+ )?(?:뛰어)?내(?:렸|려(?!다)|린)|"
            rf"{_ON_EN} (?:down )?(?:off|out of|from) (?:the|his|her|their|a) (?:[a-z]+ )?(?:{en})\b",
            re.IGNORECASE,
        ),
    )
    for out, ko, en in (
        ("platform", _VEHICLES[1][1], _VEHICLES[1][2]),
        (
            "road",
            "|".join(ko for name, ko, _ in _VEHICLES if name != "train") + "|차|인력거|가마",
            "|".join(en for name, _, en in _VEHICLES if name != "train") + "|car|rickshaw",
        ),
    )
)
_OUTSIDE: dict[str, PlaceKind] = {"platform": "station", "road": "street"}
_FRONTED: frozenset[PlaceKind] = frozenset({"hospital", "school", "office", "shop", "tavern", "room"})
_ROADS: frozenset[PlaceKind] = frozenset(
    (
        *("city", "street", "rainy street", "alley", "station", "office", "room", "hospital", "shop"),
        *("school", "village", "field", "forest", "mountain", "temple", "tavern", "kitchen", "other"),
    )
)
_WATERS: frozenset[PlaceKind] = frozenset(("harbour", "sea", "river"))
_LOOKS_OUT = re.compile(
    r"창밖|창(?:문)? ?(?:너머|밖)|창(?:가|문)?(?:으로|에서) [^.]{0,20}내려다|"
    r"\b(?:look|gaz|star|peer|glanc)\w* (?:down|out|across|through|over)\b|"
    r"(?:at|from|to|through) the window\b",
    re.IGNORECASE,
)
_IN_SPACE = re.compile(r"^(?:airlock|hatch|corridor|에어록|우주 ?정거장|함교)$", re.IGNORECASE)
Aboard = tuple[str, ...]


def seen_from_within(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """The scenes, but one that opens with a look out of the window stays in the room of the one before it:
    the street that somebody looks down into is not where they are."""
    found: list[Scene] = []
    for scene in scenes:
        opening = sentences(scene.beats[0].action)[:1] if scene.beats else ()
        inside = bool(found) and found[-1].place_kind not in OUTDOORS and scene.place_kind in OUTDOORS
        if inside and opening and _LOOKS_OUT.search(opening[0]):
            scene = replace(scene, place_kind=found[-1].place_kind, place=found[-1].place)
        elif opening and _is_before(scene, opening[0]):
            scene = replace(scene, place_kind="street")
        found.append(scene)
    return _somewhere(found)


def _is_before(scene: Scene, opening: str) -> bool:
    """Whether a scene set in a house opens in front of it, in so many words."""
    if scene.place_kind not in _FRONTED or not scene.place:
        return False
    place = re.escape(scene.place.split()[-1])
    return bool(
        re.search(
            rf"{place} ?(?:정문|대문|입구)? ?(?:앞|바깥|밖)(?:에|으로|은|$| )|"
            rf"\b(?:in front of|outside) (?:the|a|an|his|her|their) (?:[a-z]+ )?{place}\b",
            opening,
            re.IGNORECASE,
        )
    )


def as_of(era: Era, scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """The scenes as their age has them: the station of a story of the future is in space."""
    if era != "future":
        return tuple(scenes)
    return tuple(
        replace(s, place_kind="vehicle", place="space station")
        if s.place_kind == "station" or _IN_SPACE.search(s.place)
        else s
        for s in scenes
    )


def _somewhere(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """The scenes, where nothing tells the place of one at the place of the one before, or of the first known:
    people who were somewhere are not suddenly in an empty landscape."""
    known = [place_shown(scene) != "other" for scene in scenes]
    found: list[Scene] = []
    for i, scene in enumerate(scenes):
        near = found[-1] if found else next((s for s, k in zip(scenes, known, strict=True) if k), scene)
        if not known[i]:
            scene = replace(scene, place_kind=near.place_kind, place=near.place)
        found.append(scene)
    return tuple(found)


def aboard(row: Sequence[Unit], scenes: Sequence[Scene]) -> Aboard:
    """For each unit the vehicle in which it happens ("deck", "car", "bus", "train", "carriage"), or "road"
    and "platform" for who got out of the one that the scene is set in; "" where its scene says where."""
    found: list[str] = []
    boat = False
    now, scene = "", -1
    for unit in row:
        kind = scenes[unit.scene].place_kind
        text = unit.line.text
        boat = boat or bool(_BOAT_KNOWN.search(text))
        if unit.scene != scene:
            stays = scene >= 0 and _goes_on(scenes[scene], scenes[unit.scene])
            scene = unit.scene
            now = now if stays or (now == "deck" and kind in _WATERS) else ""
        now = _after(now, text, kind, boat, unit.told)
        found.append(now if not unit.panel else "")
    return tuple(found)


def _goes_on(before: Scene, scene: Scene) -> bool:
    """Whether a scene has its place from the one before: time has passed, and nothing tells of another."""
    same = (before.place_kind, before.place) == (scene.place_kind, scene.place)
    told = scene.beats[0].action if scene.beats else ""
    return same and not (scene.place and scene.place in told)


def _after(now: str, text: str, kind: PlaceKind, boat: bool, told: bool) -> str:
    """Where those are of whom the text tells, who were `now` aboard something or nothing. Who speaks of a bus
    (a text not `told`) neither gets on nor off."""
    if kind in _WATERS:
        if now and _LANDS.search(text):
            return ""
        return "deck" if boat and _CASTS_OFF.search(text) else now
    if kind == "vehicle":
        return next((out for out, words in _ALIGHTS if told and words.search(text)), now)
    if kind not in _ROADS:
        return now
    if now and told and _GETS_OUT.search(text):
        return ""
    boarded = next((name for name, words in _BOARDS if told and words.search(text)), "")
    return boarded or now or ("car" if _DRIVES.search(text) else "")


def as_aboard(scene: Scene, vehicle: str) -> Scene:
    """The scene as it is seen from aboard, or from beside what somebody got out of."""
    return replace(scene, place_kind=_OUTSIDE.get(vehicle, "vehicle"), place=vehicle) if vehicle else scene
