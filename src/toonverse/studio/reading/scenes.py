"""Cutting a story into scenes where place or time jumps, and scenes into beats."""

import re
from dataclasses import dataclass, field
from typing import cast

from toonverse.domain.script import Beat, Line, LineKind, PlaceKind, Scene, TimeOfDay, Weather
from toonverse.domain.story import Language, Story
from toonverse.studio.reading import setting
from toonverse.studio.reading.document import Item, Sentence, Utterance
from toonverse.studio.reading.sounds import sounds_in

BEAT_SENTENCES_MAX = 3
_JUMP: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"^(?:그리고 |그러나 |그런데 |하지만 )?(?:다음 ?날|이튿날|그날 (?:밤|저녁|오후|새벽)|"
        r"며칠 (?:뒤|후)|몇 (?:시간|달|년|주|분) (?:뒤|"
        r"후)|얼마 (?:뒤|후)|한참 (?:뒤|후)|잠시 (?:뒤|후)|"
        r"[가-힣\d]+ ?(?:시간|일|달|개월|년|주일|주) ?(?:뒤|후|전)|어느 (?:날|새)|그해|"
        r"이윽고 (?:밤|날)|날이 (?:밝|저물)|해가 (?:지|"
        r"뜨)|밤이 (?:되|깊)|아침이 (?:되|밝))"
    ),
    "en": re.compile(
        r"^(?:(?:and|but|so|then),? )?(?:the (?:next|following) (?:day|morning|night|evening|"
        r"afternoon|week)|that (?:night|evening|afternoon|morning)|"
        r"(?:\w+ )?(?:hours?|days?|weeks?|months?|years?|minutes?) (?:later|passed|after)|"
        r"later that|by (?:evening|nightfall|morning|noon|dawn|midnight)|"
        r"(?:at|when) (?:dawn|dusk|midnight|noon|night|sunset|sunrise)|one (?:day|night|morning|"
        r"evening)|it was (?:evening|night|morning) (?:when|by)|back (?:at|in|home))",
        re.I,
    ),
}
_ARRIVES: dict[Language, re.Pattern[str]] = {
    "ko": re.compile(
        r"도착|들어서|들어섰|들어갔|들어와|다다랐|다다르|돌아왔|돌아갔|돌아오|이르렀|향했|나섰|"
        r"나왔|나와|올라갔|올라섰|내려갔|내려왔|내렸|찾아갔|닿았|건너|갔다|왔다|열었다|빠져나"
    ),
    "en": re.compile(
        r"\b(?:reached|arrived|entered|stepped (?:in|into|out|onto|inside|outside)|came (?:in|into|"
        r"home|back|to)|went (?:in|into|out|to|home|back|up|down)|walked (?:in|into|out|to|home|up)|"
        r"returned|got (?:home|to|off|out)|climbed|drove|ran (?:in|into|out|to|up|down)|hurried|"
        r"crossed|followed .* (?:in|into|to)|left|stood (?:in|on|at|before)|sat (?:in|on|at)|"
        r"stopped)\b"
    ),
}


@dataclass
class _Stretch:
    """The items of one scene in the making, with what is known of its setting."""

    items: list[Item] = field(default_factory=list)
    place: str = ""
    kind: PlaceKind = "other"
    time: TimeOfDay = "unknown"
    sky: Weather = "unknown"


def cut(items: list[Item], story: Story) -> tuple[Scene, ...]:
    """Scenes in order; together their beats hold every item."""
    language = story.language
    stretches = [_Stretch()]
    for item in items:
        current = stretches[-1]
        if isinstance(item, Sentence) and current.items and _jumps(item, current, language):
            stretches.append(_Stretch(time=current.time, sky=current.sky))
        _take(stretches[-1], item, language)
    if not items:
        stretches = [_Stretch(items=[Sentence(story.title, 0)])]
    return tuple(_scene(s, language) for s in stretches)


def _jumps(sentence: Sentence, current: _Stretch, language: Language) -> bool:
    if sentence.breaks or _JUMP[language].search(sentence.text):
        return True
    if len(current.items) < 3 or not _ARRIVES[language].search(sentence.text):
        return False
    _, kind = setting.place_kind(sentence.text, language)
    return kind != "other" and current.kind != "other" and kind != current.kind


def _take(stretch: _Stretch, item: Item, language: Language) -> None:
    stretch.items.append(item)
    if isinstance(item, Utterance):
        return
    if stretch.kind == "other":
        stretch.place, stretch.kind = setting.place_kind(item.text, language)
    when = setting.time_of_day(item.text, language)
    if when != "unknown" and (stretch.time == "unknown" or len(stretch.items) <= 3):
        stretch.time = when
    sky = setting.weather(item.text, language)
    if sky != "unknown" and (stretch.sky == "unknown" or len(stretch.items) <= 3):
        stretch.sky = sky


def _scene(stretch: _Stretch, language: Language) -> Scene:
    beats = _beats(stretch.items, language)
    return Scene(
        starts=stretch.items[0].text[:40],
        place=stretch.place,
        place_kind=setting.in_the_rain(stretch.kind, stretch.sky),
        time=stretch.time,
        weather=stretch.sky,
        beats=beats,
    )


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
    named = [m.name for s in told for m in s.mentions if not m.pronoun]
    spoken = [u.speaker for u in said if u.speaker not in ("unknown", "crowd")]
    return Beat(action, lines, sounds_in(action, language), tuple(dict.fromkeys([*named, *spoken])))
