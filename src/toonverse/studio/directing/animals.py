"""Who of the cast is no human: animals, dragons and goblins, known by what the story calls them."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from toonverse.domain.look import Look, Species
from toonverse.domain.script import Character

_KINDS: dict[Species, tuple[str, str]] = {
    "goblin": ("도깨비|두억시니", "goblin|imp|ogre|troll"),
    "robot": ("로봇|로보트|안드로이드", "robot|droid"),
    "dog": ("개|강아지|멍멍이|바둑이|누렁이|백구|진돗개|사냥개", "dog|puppy|hound|terrier|sheepdog"),
    "cat": ("고양이|야옹이|길고양이|도둑고양이", "cat|kitten|tomcat"),
    "fox": ("여우|구미호", "fox|vixen"),
    "rabbit": ("토끼|산토끼|토선생", "rabbit|hare|bunny"),
    "tiger": ("호랑이|호랑|범", "tiger|tigress"),
    "bear": ("곰|아기곰|반달곰", "bear"),
    "horse": ("말|망아지|조랑말|당나귀|나귀|백마|흑마", "horse|pony|mare|foal|donkey"),
    "cow": ("소|황소|암소|송아지|누렁소|젖소", "cow|ox|bull|calf"),
    "bird": (
        "새|참새|까치|까마귀|제비|닭|수탉|암탉|부엉이|올빼미|비둘기|독수리|오리|거위|두루미|앵무새|꾀꼬리",
        "bird|sparrow|crow|raven|magpie|swallow|hen|rooster|owl|pigeon|dove|eagle|duck|goose|parrot|seagull",
    ),
    "dragon": ("용|이무기|청룡|흑룡|황룡", "dragon|serpent"),
}
# of these alone a capital makes a name: Robin and Jay are people
_NAMED = frozenset(
    {
        "Robot",
        "Dog",
        "Cat",
        "Fox",
        "Rabbit",
        "Hare",
        "Tiger",
        "Bear",
        "Horse",
        "Cow",
        "Crow",
        "Dragon",
        "Goblin",
    }
)
_COATS: dict[Species, tuple[tuple[str, str, str], ...]] = {
    "dog": (
        ("#c98a4b", "#f6e6cc", "#7a4a2c"),
        ("#e8dcc8", "#fbf6ee", "#b08a5c"),
        ("#4a4048", "#e8d6c4", "#241e26"),
    ),
    "cat": (
        ("#8b8f9c", "#f2efec", "#4a4d58"),
        ("#e39a4c", "#fdf1e2", "#a85a20"),
        ("#37323c", "#efe9ea", "#17141b"),
    ),
    "fox": (("#e0742c", "#fbeedd", "#3a2420"),),
    "rabbit": (("#e9e2da", "#ffffff", "#c9b8ae"), ("#a98a6c", "#f4e8d8", "#6c5238")),
    "tiger": (("#eb9a35", "#fff4e0", "#2c1d1a"),),
    "bear": (("#7a5336", "#d8b48a", "#4a2f20"),),
    "horse": (("#8a5432", "#f4e8d8", "#2f2019"), ("#5c4a44", "#f0e4d8", "#231a18")),
    "cow": (("#f2ede6", "#f6d8cc", "#3a2e2c"), ("#b8733c", "#f2dcc0", "#7a4420")),
    "bird": (
        ("#5a86c4", "#f7efe0", "#2f4c84"),
        ("#8a6a4c", "#f6ead6", "#4c3626"),
        ("#3a3a46", "#f4f2f0", "#1c1c26"),
    ),
    "dragon": (("#3f9a78", "#f2e6b8", "#d8542e"), ("#4a6cb0", "#efe6c4", "#e0a038")),
}
_TOLD = (
    (re.compile(r"\bblack\b|검은|까만|검둥"), "#37323c"),
    (re.compile(r"\bwhite\b|흰|하얀|백"), "#f0ebe4"),
    (re.compile(r"\bgr[ea]y\b|잿빛|회색"), "#8b8f9c"),
    (re.compile(r"\bbrown\b|갈색|누런|누렁"), "#a8743e"),
)
_ADDRESS = re.compile(r"(?:님|씨)$")


def species_of(character: Character) -> Species:
    """By the name's last word: the old dog, 늙은 호랑이. Who merely has such a surname stays human."""
    words = _ADDRESS.sub("", character.name.strip()).split()
    if not words:
        return "human"
    last = words[-1]
    for species, (korean, english) in _KINDS.items():
        if re.fullmatch(korean, last):
            return species
        small = last.islower() or (len(words) == 1 and last in _NAMED) or words[0].lower() == "the"
        if small and re.fullmatch(english, last.lower()):
            return species
    return "human"


def _called_beside(name: str, texts: Sequence[str]) -> Species:
    """What a text says that a named one is: her dog, Bruno; Bruno, the old dog; 강아지 뽀삐."""
    own = re.escape(name)
    for species, (korean, english) in _KINDS.items():
        beside = (
            rf"\b(?:her|his|their|my|the|a|an|our) (?:[a-z]+ ){{0,2}}(?i:{english}),? (?:named |"
            rf"called )?{own}\b"
            rf"|\b{own},? (?:is |was )?(?:the|a|an|her|his|their) (?:[a-z]+ ){{0,2}}(?i:{english})\b(?!['’]s)"
            if name.isascii()
            else rf"(?<![가-힣])(?:{korean})(?:인)? {own}(?:[은는이가을를]|의)"
        )
        if len(name) > 1 and any(re.search(beside, text) for text in texts if name in text):
            return species
    return "human"


def as_kind(look: Look, character: Character, texts: Sequence[str] = ()) -> Look:
    """The look of what the character is, by name or by what `texts` tell; a human's is left as it is."""
    species = species_of(character)
    if species == "human":
        species = _called_beside(character.name, texts)
    if species == "human":
        return look
    if species == "goblin":  # wild red hair and a broad back; the horn comes with the species
        wild = replace(look, species=species, sex="male", build="large", hair_style="spiky", hair="#9c3a26")
        return replace(wild, skin="#dca078", hat="none", beard="none", glasses=False)
    if species == "robot":
        shells = ("#c4ced8", "#d8d2c0", "#a8c4b8", "#c8b8d0")
        shell = shells[zlib.crc32(character.name.encode()) % len(shells)]
        cased = replace(look, species=species, skin=shell, hair=shell, hair_style="bald", outfit="spacesuit")
        return replace(cased, top=shell, bottom="#6a7686", accent="#3fc4e8", hat="none", beard="none")
    coats = _COATS[species]
    coat, pale, marks = coats[zlib.crc32(character.name.encode()) % len(coats)]
    said = " ".join((character.name, *character.aliases, *character.looks)).lower()
    coat = next((colour for words, colour in _TOLD if words.search(said)), coat)
    return replace(
        look, species=species, hair=coat, skin=pale, accent=marks, eyes="#6a4a20", beard="none", hat="none"
    )
