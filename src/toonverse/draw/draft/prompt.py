"""A bare prompt, Korean or English, to a brief: keywords say place, light, weather, people and framing."""

import re
from collections.abc import Mapping
from typing import TypeVar

from toonverse.domain.look import HairStyle, Hat, Look, Outfit
from toonverse.domain.script import Age
from toonverse.domain.storyboard import Brief, CastMember, Emotion, Figure, Pose, Setup, Shot, ShotSize
from toonverse.draw.draft.brush import seeded
from toonverse.draw.prompt_words import (
    AGES,
    ANGLES,
    COLOURS,
    EMOTIONS,
    ERAS,
    HAIR,
    HATS,
    LIGHTS,
    OUTFITS,
    PEOPLE,
    PLACES,
    POSES,
    PROPS,
    SIZES,
    STYLES,
    WEATHERS,
)

PROMPT_MAX_CHARS = 4000
_SIDES: tuple[Setup, ...] = ("front", "left", "right")
OUTDOORS = frozenset({"bicycle", "boat", "rickshaw", "moon", "bird", "dog"})
# what is worn or stands about is not what somebody holds
_NOT_HELD = frozenset(
    {
        "hat",
        "shoes",
        "bicycle",
        "boat",
        "piano",
        "rickshaw",
        "moon",
        "cat",
        "dog",
        "bird",
        "jar",
        "rope",
        "car",
        "hen",
        "ladder",
        "chair",
        "drum",
        "telescope",
    }
)
T = TypeVar("T", bound=str)


def _found(prompt: str, words: Mapping[str, str]) -> list[str]:
    """The values whose keywords occur, in the order of the table. Latin keywords match whole words."""
    hits: list[str] = []
    for value, pattern in words.items():
        if re.search(pattern, prompt) and value not in hits:
            hits.append(value)
    return hits


def _first(prompt: str, words: Mapping[T, str], default: T) -> T:
    for value, pattern in words.items():
        if re.search(pattern, prompt):
            return value
    return default


def brief_from_prompt(prompt: str, width: int, height: int) -> Brief:
    """A brief for any prompt: what it names is drawn; what it leaves open its text decides, always alike."""
    text = prompt[:PROMPT_MAX_CHARS].lower()
    cast = _people(text)
    place = _first(text, PLACES, "other")
    props = tuple(_found(text, PROPS)[:3])
    usual: ShotSize = "medium" if cast else "insert" if props and place == "other" else "extreme long"
    size = _first(text, SIZES, usual)
    if size == "insert" and place == "other" and props[0] not in OUTDOORS:
        place = "room"  # things lie on tables
    held = tuple(noun for noun in props if noun not in _NOT_HELD)
    figures = tuple(_figure(text, member, k, len(cast), held) for k, member in enumerate(cast))
    shot = Shot(
        number=seeded("prompt", text).randint(1, 999),
        scene=0,
        size=size,
        angle=_first(text, ANGLES, "eye"),
        place=place,
        place_words=text[:80],
        era=_first(text, ERAS, "modern"),
        light=_first(text, LIGHTS, "sunset" if place in ("city", "sea", "mountain", "field") else "day"),
        weather=_first(text, WEATHERS, "clear"),
        figures=figures,
        action=prompt[:PROMPT_MAX_CHARS],
        props=props,
        width_px=width,
        height_px=height,
        prompt=prompt[:PROMPT_MAX_CHARS],
        setup=seeded("setup", text).choice(_SIDES),
    )
    return Brief(shot, cast, _first(text, STYLES, "webtoon"))


def _people(text: str) -> tuple[CastMember, ...]:
    """Up to three, by the words for people in the prompt."""
    kinds: list[str] = []
    for kind, pattern in PEOPLE.items():
        if re.search(pattern, text):
            kinds.append(kind)
    for elder, plain in (
        ("grandfather", "man"),
        ("grandmother", "woman"),
        ("child", "girl"),
        ("child", "boy"),
    ):
        if elder in kinds and plain in kinds:  # "an old fisherman" is one man
            kinds.remove(plain)
    if "couple" in kinds:
        kinds = ["woman", "man"]
    if "crowd" in kinds:
        kinds = ["man", "woman", "boy"]
    return tuple(CastMember(kind, _look(text, kind)) for kind in kinds[:3])


_KIND_AGE: dict[str, Age] = {
    "girl": "young",
    "boy": "young",
    "grandmother": "old",
    "grandfather": "old",
    "child": "child",
}
_FEMALE = ("girl", "woman", "grandmother")


def _look(text: str, kind: str) -> Look:
    chance = seeded("prompt look", text, kind)
    female = kind in _FEMALE or (kind == "child" and chance.random() < 0.5)
    age = _first(text, AGES, _KIND_AGE.get(kind, "young"))
    hair_styles: tuple[HairStyle, ...] = (
        ("long", "bob", "ponytail", "wavy") if female else ("short", "messy", "spiky")
    )
    if age == "child":
        hair_styles = ("pigtails", "bob") if female else ("bowl", "messy")
    if age == "old":
        hair_styles = ("bun",) if female else ("slick", "bald")
    hair = _colour_before(text, ("hair", "머리")) or (
        "#b4b2ba" if age == "old" else chance.choice(("#2a2233", "#4a3228", "#6b4226"))
    )
    outfits: tuple[Outfit, ...] = ("jacket", "coat", "hoodie", "sweater", "shirt")
    outfit = _first(text, OUTFITS, chance.choice(outfits))
    top = _colour_before(
        text, ("coat", "jacket", "dress", "shirt", "hanbok", "코트", "재킷", "옷", "원피스", "셔츠", "한복")
    )
    hat: Hat = _first(text, HATS, "none")
    return Look(
        sex="female" if female else "male",
        age=age,
        hair=hair,
        hair_style=_first(text, HAIR, chance.choice(hair_styles)),
        eyes=chance.choice(("#4a3a30", "#3f6fb5", "#5a8a5a", "#8a5a2c")),
        outfit=outfit,
        top=top or chance.choice(("#c23b3f", "#2f6f7e", "#6a4a8a", "#4a7a5a", "#d8a048")),
        accent=chance.choice(("#f0b23c", "#d9485f", "#4aa0c8")),
        hat=hat,
        glasses=bool(re.search(r"\bglasses\b|안경", text)),
        scarf=bool(re.search(r"\bscarf\b|목도리|스카프", text)),
        beard="full" if re.search(r"\bbeard(ed)?\b|수염", text) and not female else "none",
    )


def _colour_before(text: str, things: tuple[str, ...]) -> str:
    """The colour named just before a thing ("silver hair", "빨간 코트"); "" when none is."""
    for name, colour in COLOURS.items():
        for thing in things:
            if re.search(rf"(?:{name})\s*(?:\w+\s+)?{thing}", text):
                return colour
    return ""


def _figure(text: str, member: CastMember, k: int, count: int, props: tuple[str, ...]) -> Figure:
    x = 0.5 if count == 1 else 0.26 + 0.48 * k / (count - 1)
    pose: Pose = _first(
        text, POSES, "hold" if props and k == 0 else "talk" if count > 1 and k == 0 else "stand"
    )
    emotion: Emotion = _first(text, EMOTIONS, "calm")
    return Figure(member.name, pose, emotion, x=x, holds=props[0] if props and k == 0 else "")
