"""Cutting a story into scenes where place or time jumps, and scenes into beats."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import cast

from toonverse.domain.script import Beat, Heard, Line, LineKind, PlaceKind, Scene, TimeOfDay, Weather
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import setting
from toonverse.studio.reading.document import CROWD, Item, Sentence, Utterance
from toonverse.studio.reading.heard import is_only_heard
from toonverse.studio.reading.sounds import sounds_in
from toonverse.studio.reading.words import moves

BEAT_SENTENCES_MAX = 3
SCENE_ITEMS_MIN = 3
WAY_ITEMS_MAX = 5
OPENING_SENTENCES = 6
INDOORS = frozenset(("room", "kitchen", "tavern", "shop", "school", "office", "hospital"))


@dataclass
class _Stretch:
    """The items of one scene in the making, with what is known of its setting."""

    items: list[Item] = field(default_factory=list)
    kind: PlaceKind = "other"
    entered: bool = False
    """Whether it begins with somebody going in from out of doors."""

    def told(self, sentences: int) -> str:
        """Its first sentences of narration, and what signs there say."""
        texts: list[str] = []
        for item in self.items:
            if isinstance(item, Sentence):
                texts.append(item.text)
            elif item.kind == "sign":
                texts.append(f"at {item.text}")
            if len(texts) >= sentences:
                break
        return "\n".join(texts)


def cut(items: list[Item], story: Story) -> tuple[Scene, ...]:
    """Scenes in order; together their beats hold every item."""
    language = story.language
    stretches = [_Stretch()]
    for item in items or [Sentence(story.title, 0)]:
        current = stretches[-1]
        if isinstance(item, Sentence) and current.items and _jumps(item, current, language):
            entered = _enters(item, current, language)
            kind = _room_entered("", current.told(len(current.items)), language)[1] if entered else "other"
            stretches.append(_Stretch(kind=kind, entered=entered))
        stretches[-1].items.append(item)
        if isinstance(item, Sentence) and stretches[-1].kind == "other":
            outside = moves.COMES_OUT[language].search(item.text)
            stretches[-1].kind = "other" if outside else setting.place_kind(item.text, language)[1]
    stretches = _without_ways(stretches, language)
    scenes: list[Scene] = []
    sky = _Sky()
    for stretch in stretches:
        scene, sky = _scene(stretch, scenes[-1] if scenes else None, sky, language)
        scenes.append(scene)
    return _with_trades(scenes, stretches, story)


def _with_trades(scenes: list[Scene], stretches: list[_Stretch], story: Story) -> tuple[Scene, ...]:
    """With `the shop` named by its trade: what the scene calls it, else the last shop, else the title."""
    trade = setting.shop_of_trade(story.title, story.language)
    found: list[Scene] = []
    for scene, stretch in zip(scenes, stretches, strict=True):
        if scene.place_kind == "shop":
            if setting.is_any_shop(scene.place):
                here = setting.shop_of_trade(stretch.told(len(stretch.items)), story.language)
                scene = replace(scene, place=here or trade or scene.place)
            trade = "" if setting.is_any_shop(scene.place) else scene.place
        found.append(scene)
    return tuple(found)


def _without_ways(stretches: list[_Stretch], language: Language) -> list[_Stretch]:
    """Without the short stretches in which somebody is only on the way to where the next one begins."""
    kept = stretches[:1]
    for stretch, after in pairwise([*stretches[1:], _Stretch()]):
        first = after.items[0].text if after.items else ""
        on_the_way = (
            len(stretch.items) <= WAY_ITEMS_MAX
            and bool(moves.HEADS[language].search(stretch.items[0].text))
            and bool(moves.REACHES[language].match(first))
        )
        if on_the_way:
            kept[-1].items += stretch.items
        else:
            kept.append(stretch)
    return kept


def _jumps(sentence: Sentence, current: _Stretch, language: Language) -> bool:
    """Whether a sentence takes the story elsewhere, or to another time."""
    text = sentence.text
    if sentence.breaks or moves.JUMP[language].search(text):
        return True
    if len(current.items) < SCENE_ITEMS_MIN:
        return False
    at_sea = any(moves.PUTS_TO_SEA[language].search(i.text) for i in current.items)
    if at_sea and moves.PASSES[language].search(text):
        return False
    if not at_sea and moves.PUTS_TO_SEA[language].search(text):
        return current.kind != "vehicle"
    if current.kind == "vehicle" and moves.GETS_OUT[language].search(text):
        return True
    if moves.GOES[language].search(text) or _enters(sentence, current, language):
        return True
    if _is_seen_from_afar(text, current, language):
        return False
    kind = setting.place_kind(text, language)[1]
    if kind in ("other", current.kind):
        return False
    # what a train or a bus stops at or passes is no place one has come to yet
    return (
        (_opens_with_place(text, language) and current.kind != "vehicle")
        or _turns_out_to_be(text, language)
        or bool(moves.ARRIVES[language].search(text))
    )


def _enters(sentence: Sentence, current: _Stretch, language: Language) -> bool:
    """Whether somebody passes a door from out of doors (`문을 밀었다`, `stepped inside`)."""
    outside = current.kind not in INDOORS and current.kind not in ("other", "vehicle")
    return outside and bool(moves.ENTERS[language].search(sentence.text))


def _is_seen_from_afar(text: str, current: _Stretch, language: Language) -> bool:
    """Whether a place only meets the eye of somebody who stays where they are."""
    if moves.DISTANT[language].search(text):
        return True
    last = current.items[-1]
    looked = isinstance(last, Sentence) and moves.LOOKS[language].search(last.text)
    return bool(looked and moves.STANDS[language].search(text))


def _turns_out_to_be(text: str, language: Language) -> bool:
    """Whether where somebody has come to is told to be a place (`13층은 옥상이었다`)."""
    if not moves.COME_TO[language].match(text):
        return False
    hits = setting.places_in(text, language)
    return bool(hits) and re.match(r"(?:이었|였|입니|이|\b)", text[hits[-1].end :]) is not None


def _opens_with_place(text: str, language: Language) -> bool:
    """Whether a sentence begins by setting the place (`선술집은 ...`, `In the kitchen ...`)."""
    hits = setting.places_in(text, language)
    if not hits:
        return False
    if language == "ko":
        words = text[: hits[0].start].split()
        early = len(words) <= 1 or (len(words) == 2 and words[-1].endswith("의"))
        return early and bool(moves.OPENS_KO.match(text[hits[0].end :]))
    return bool(moves.OPENS_EN.match(text)) and hits[0].start < 40


def _room_entered(inside: str, outside: str, language: Language) -> tuple[str, PlaceKind]:
    """The first indoor place named behind a door, else the last one named before it."""
    hits = [*setting.places_in(inside, language), *reversed(setting.places_in(outside, language))]
    for hit in hits:
        if hit.kind in INDOORS:
            return hit.word, cast(PlaceKind, hit.kind)
    return ("방" if language == "ko" else "room"), "room"


@dataclass(frozen=True)
class _Sky:
    """The weather out of doors where a scene ends; `dry` once what fell has ceased."""

    weather: Weather = "unknown"
    dry: bool = False


def _scene(stretch: _Stretch, before: Scene | None, last: _Sky, language: Language) -> tuple[Scene, _Sky]:
    opening = stretch.told(OPENING_SENTENCES)
    whole = stretch.told(len(stretch.items))
    place, kind = setting.place_kind(opening, language)
    if kind == "other":
        place, kind = setting.place_kind(whole, language)
    if place.lower() in setting.PASSAGES:
        kind = setting.passage_kind(kind, whole, before.place_kind if before else "other", language)
    if kind == "other" and setting.before_a_house(opening, language):
        place, kind = ("길" if language == "ko" else "street"), "street"
    if stretch.entered and kind not in INDOORS:
        outside = "\n".join(b.action for b in before.beats) if before else ""
        place, kind = _room_entered(whole, outside, language)
    jump = moves.JUMP[language].search(opening)
    first = stretch.items[0]
    if moves.PUTS_TO_SEA[language].search(first.text):
        place, kind = ("갑판" if language == "ko" else "deck"), "vehicle"
    gets_out = (
        before is not None and before.place_kind == "vehicle" and moves.GETS_OUT[language].search(first.text)
    )
    if moves.COMES_OUT[language].search(first.text) or (gets_out and kind in ("other", "vehicle")):
        place, kind = ("길" if language == "ko" else "street"), "street"
    if (not place or place in setting.WEAK) and moves.TRAVELS[language].search(first.text):
        place, kind = ("길" if language == "ko" else "road"), "street"
    later = jump is not None and bool(moves.NEW_DAY[language].search(jump[0]))
    if kind == "other" and before is not None and not later:
        place, kind = before.place, before.place_kind
    # a night's rain says nothing of the next day, but a sky that cleared before dawn is clear at dawn
    sky, after = _skies(stretch, kind, last if not later or last.weather == "clear" else _Sky(), language)
    scene = Scene(
        starts=stretch.items[0].text[:40],
        place=place,
        place_kind=setting.in_the_rain(kind, sky),
        time=_time(opening, whole, before, language),
        weather=sky,
        beats=_beats(stretch.items, language),
    )
    return scene, after


def _time(opening: str, whole: str, before: Scene | None, language: Language) -> TimeOfDay:
    """What the opening tells, else the scene before, else anything told later in it."""
    told = setting.time_of_day(opening, language)
    if told != "unknown":
        return told
    if before is not None and before.time != "unknown":
        return before.time
    return setting.time_of_day(whole, language)


def _skies(stretch: _Stretch, kind: PlaceKind, last: _Sky, language: Language) -> tuple[Weather, _Sky]:
    """The weather of a scene and the one it leaves; out of doors it lasts from one scene into the next.

    Where rain stops in the first half of a scene, the scene is the one after the rain.
    """
    texts = [i.text for i in stretch.items if isinstance(i, Sentence)]
    ends = [at for at, text in enumerate(texts) if setting.ceases(text, language)]
    if not ends:
        told = setting.weather(stretch.told(len(stretch.items)), language, last.dry)
        outside = told if told != "unknown" else last.weather
        falls = told in setting.FALLS
        return (told if kind in INDOORS else outside), _Sky(outside, last.dry and not falls)
    wet = setting.weather("\n".join(texts[: ends[0]]), language, last.dry)
    after = setting.weather("\n".join(texts[ends[-1] :]), language, dry=True)
    if ends[0] * 2 < len(texts) or wet == "unknown":
        return after, _Sky(after, dry=True)
    return wet, _Sky(after, dry=True)


def _beats(items: list[Item], language: Language) -> tuple[Beat, ...]:
    """Narration first, then what is said: a new beat at narration after a line, or when one is full."""
    groups: list[tuple[list[Sentence], list[Utterance]]] = [([], [])]
    for item in items:
        told, said = groups[-1]
        if isinstance(item, Utterance):
            said.append(item)
        elif said or len(told) >= BEAT_SENTENCES_MAX or (told and told[-1].paragraph != item.paragraph):
            groups.append(([item], []))
        else:
            told.append(item)
    heard = {id(i) for at, i in enumerate(items) if is_only_heard(items, at, language) or _is_aired(i)}
    beats: list[Beat] = []
    for told, said in groups:
        here = next((b.present for b in reversed(beats) if b.present), ())
        beats.append(_beat(told, said, [u for u in said if id(u) in heard], here, language))
    return tuple(beats)


def _is_aired(item: Item) -> bool:
    return isinstance(item, Utterance) and (
        item.speaker == item.over != "" or bool(_MACHINE.search(item.speaker))
    )


_MACHINE = re.compile(
    r"^(?:computer|system|A\.?I\.?|intercom|radio|loudspeaker|speaker|dispatch|dispatcher|recording|"
    r"컴퓨터|시스템|인공지능|안내 ?음성|스피커|인터폰|라디오|상황실|관제실)$",
    re.IGNORECASE,
)
"""Speakers that are a voice from the wall, or a wire."""


def _line(said: Utterance, heard: bool) -> Line:
    how: Heard = "" if not heard else "device" if _is_aired(said) else "away"
    return Line(said.text, said.speaker, cast(LineKind, said.kind), how)


def _beat(
    told: list[Sentence],
    said: list[Utterance],
    unseen: list[Utterance],
    here: tuple[str, ...],
    language: Language,
) -> Beat:
    """`unseen` are the lines that are only heard: it shows who hears them, or who was `here` before."""
    heard = [u.speaker for u in unseen]
    action = " ".join(s.text for s in told)
    lines = tuple(_line(u, any(u is x for x in unseen)) for u in said)
    named = [m.name for s in told for m in s.mentions if not m.pronoun and m.name != CROWD]
    spoken = [u.speaker for u in said if u.speaker not in ("unknown", CROWD)]
    voices = {name for name in heard if spoken.count(name) == heard.count(name)}
    seen = [name for name in dict.fromkeys([*named, *spoken]) if name not in voices]
    if voices and not seen:
        seen = [name for name in here if name not in voices]
    return Beat(action, lines, sounds_in(action, language), tuple(seen))
