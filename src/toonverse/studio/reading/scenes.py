"""Cutting a story into scenes where place or time jumps, and scenes into beats."""

from dataclasses import dataclass, field
from typing import cast

from toonverse.domain.script import Beat, Line, LineKind, PlaceKind, Scene, TimeOfDay, Weather
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import setting
from toonverse.studio.reading.document import CROWD, Item, Sentence, Utterance
from toonverse.studio.reading.sounds import sounds_in
from toonverse.studio.reading.words import moves

BEAT_SENTENCES_MAX = 3
SCENE_ITEMS_MIN = 3
OPENING_SENTENCES = 6
INDOORS = frozenset(("room", "kitchen", "tavern", "shop", "school", "office", "hospital"))


@dataclass
class _Stretch:
    """The items of one scene in the making, with what is known of its setting."""

    items: list[Item] = field(default_factory=list)
    kind: PlaceKind = "other"

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
            stretches.append(_Stretch())
        stretches[-1].items.append(item)
        if isinstance(item, Sentence) and stretches[-1].kind == "other":
            stretches[-1].kind = setting.place_kind(item.text, language)[1]
    scenes: list[Scene] = []
    for stretch in stretches:
        scenes.append(_scene(stretch, scenes[-1] if scenes else None, language))
    return tuple(scenes)


def _jumps(sentence: Sentence, current: _Stretch, language: Language) -> bool:
    """Whether a sentence takes the story elsewhere, or to another time."""
    text = sentence.text
    if sentence.breaks or moves.JUMP[language].search(text):
        return True
    if len(current.items) < SCENE_ITEMS_MIN:
        return False
    if moves.GOES[language].search(text):
        return True
    kind = setting.place_kind(text, language)[1]
    if kind in ("other", current.kind):
        return False
    return _opens_with_place(text, language) or bool(moves.ARRIVES[language].search(text))


def _opens_with_place(text: str, language: Language) -> bool:
    """Whether a sentence begins by setting the place (`선술집은 ...`, `In the kitchen ...`)."""
    hits = setting.places_in(text, language)
    if not hits:
        return False
    if language == "ko":
        early = len(text[: hits[0].start].split()) <= 1
        return early and bool(moves.OPENS_KO.match(text[hits[0].end :]))
    return bool(moves.OPENS_EN.match(text)) and hits[0].start < 40


def _scene(stretch: _Stretch, before: Scene | None, language: Language) -> Scene:
    opening = stretch.told(OPENING_SENTENCES)
    whole = stretch.told(len(stretch.items))
    place, kind = setting.place_kind(opening, language)
    if kind == "other":
        place, kind = setting.place_kind(whole, language)
    jump = moves.JUMP[language].search(opening)
    first = stretch.items[0]
    if (not place or place in setting.WEAK) and moves.TRAVELS[language].search(first.text):
        place, kind = ("길" if language == "ko" else "road"), "street"
    later = jump is not None and bool(moves.NEW_DAY[language].search(jump[0]))
    if kind == "other" and before is not None and not later:
        place, kind = before.place, before.place_kind
    sky = _sky(stretch, whole, kind, before if not later else None, language)
    return Scene(
        starts=stretch.items[0].text[:40],
        place=place,
        place_kind=setting.in_the_rain(kind, sky),
        time=_time(opening, whole, before, language),
        weather=sky,
        beats=_beats(stretch.items, language),
    )


def _time(opening: str, whole: str, before: Scene | None, language: Language) -> TimeOfDay:
    """What the opening tells, else the scene before, else anything told later in it."""
    told = setting.time_of_day(opening, language)
    if told != "unknown":
        return told
    if before is not None and before.time != "unknown":
        return before.time
    return setting.time_of_day(whole, language)


def _sky(stretch: _Stretch, whole: str, kind: PlaceKind, before: Scene | None, language: Language) -> Weather:
    """The weather a scene tells of; out of doors it lasts from one scene into the next."""
    told = setting.weather(whole, language)
    if told != "unknown":
        return told
    last = before.weather if before is not None else "unknown"
    return "unknown" if kind in INDOORS else last


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
    return tuple(_beat(told, said, language) for told, said in groups)


def _beat(told: list[Sentence], said: list[Utterance], language: Language) -> Beat:
    action = " ".join(s.text for s in told)
    lines = tuple(Line(u.text, u.speaker, cast(LineKind, u.kind)) for u in said)
    named = [m.name for s in told for m in s.mentions if not m.pronoun and m.name != CROWD]
    spoken = [u.speaker for u in said if u.speaker not in ("unknown", CROWD)]
    return Beat(action, lines, sounds_in(action, language), tuple(dict.fromkeys([*named, *spoken])))
