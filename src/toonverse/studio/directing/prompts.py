"""What an image model is asked for each panel: always English, always the same, never twice alike."""

import colorsys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toonverse.domain.look import UPRIGHT, Hat, Look, Outfit
from toonverse.domain.script import Age, PlaceKind
from toonverse.domain.story import Style
from toonverse.domain.storyboard import Angle, Figure, Pose, Shot, ShotSize

MODIFIERS: dict[str, str] = {
    "webtoon": "in Korean webtoon style, digital art, clean lines, vibrant colors",
    "manga": "in Japanese manga style, black and white, dynamic composition",
    "realistic": "photorealistic, highly detailed, cinematic lighting",
    "anime": "in anime style, colorful, expressive characters",
}
SIZES: dict[ShotSize, str] = {
    "extreme long": "Extreme long shot",
    "long": "Long shot",
    "full": "Full shot",
    "medium": "Medium shot",
    "close": "Close-up",
    "extreme close": "Extreme close-up",
    "insert": "Insert shot, close on one object",
}
_ANGLES: dict[Angle, str] = {
    "eye": "at eye level",
    "high": "from a high angle",
    "low": "from a low angle",
    "over shoulder": "over the shoulder",
    "back": "from behind",
    "tilted": "with a tilted camera",
}
_PLACES: dict[PlaceKind, str] = {
    "city": "a city skyline",
    "street": "a street",
    "rainy street": "a wet street",
    "alley": "a narrow alley",
    "room": "a room",
    "kitchen": "a kitchen",
    "tavern": "a small tavern",
    "shop": "a shop",
    "school": "a school",
    "office": "an office",
    "hospital": "a hospital",
    "station": "a station",
    "vehicle": "the inside of a vehicle",
    "forest": "a forest",
    "mountain": "a mountain",
    "sea": "the open sea",
    "harbour": "a harbour",
    "river": "a riverside",
    "field": "a field",
    "village": "a village",
    "temple": "a temple",
    "other": "a simple setting",
}
_ERAS = {
    "modern": "present day",
    "period": "early twentieth century",
    "fantasy": "fantasy world",
    "future": "near future",
}
_LIGHTS = {
    "dawn": "at dawn, pale cool light",
    "day": "in daylight",
    "sunset": "at sunset, low golden light",
    "evening": "in the evening, warm dim light",
    "night": "at night",
}
_WEATHERS = {
    "clear": "clear weather",
    "cloudy": "cloudy",
    "rain": "rain falling",
    "snow": "snow falling",
    "fog": "fog",
    "storm": "a storm",
    "wind": "strong wind",
    "unknown": "",
}
_TONES = {
    "memory": "a memory, faded sepia tones, soft white edges",
    "dream": "a dream, pale cool tones, soft white edges",
}
_AGES: dict[Age, tuple[str, str]] = {
    "child": ("girl", "boy"),
    "young": ("young woman", "young man"),
    "middle": ("middle-aged woman", "middle-aged man"),
    "old": ("old woman", "old man"),
}
_DOING: dict[Pose, str] = {
    "stand": "standing",
    "talk": "talking with a hand gesture",
    "walk": "walking",
    "run": "running",
    "sit": "sitting",
    "kneel": "kneeling",
    "lie": "lying down",
    "crouch": "crouching",
    "bow": "bowing the head",
    "point": "pointing",
    "reach": "reaching out a hand",
    "hold": "holding something close",
    "arms crossed": "with arms crossed",
    "head in hands": "head in hands",
    "look up": "looking up",
    "look back": "looking back over the shoulder",
    "wave": "waving a hand",
    "raise fist": "raising a fist",
    "strike": "striking out",
    "fall": "falling",
    "embrace": "embracing",
    "carry": "carrying a load",
    "drink": "drinking",
    "write": "writing",
    "pull": "pulling hard",
    "sit floor": "sitting on the floor",
    "lean": "leaning",
    "hand on chin": "chin in hand",
    "hands on hips": "hands on hips",
    "read": "reading",
    "cover face": "covering the face with both hands",
    "look down": "looking down",
    "plead": "pleading with joined hands",
    "carry on back": "carrying someone on the back",
}
_HUES = (
    (15, "red"),
    (40, "orange"),
    (65, "yellow"),
    (165, "green"),
    (200, "teal"),
    (255, "blue"),
    (290, "purple"),
    (345, "pink"),
    (361, "red"),
)


def enhance(prompt: str, style: str) -> str:
    """`{prompt}, {modifier}` by the style; an unknown style falls back to webtoon."""
    return f"{prompt}, {MODIFIERS.get(style, MODIFIERS['webtoon'])}"


def colour_name(colour: str) -> str:
    """An English word for `#rrggbb`."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if light < 0.2:
        return "black" if strength < 0.35 else "dark " + _hue(hue)
    if strength < 0.14:
        return "white" if light > 0.8 else "gray"
    if 10 <= hue * 360 < 42 and light < 0.45:
        return "brown" if light > 0.28 else "dark brown"
    return ("pale " if light > 0.75 else "") + _hue(hue)


def _hue(hue: float) -> str:
    return next(name for limit, name in _HUES if hue * 360 < limit)


_GARMENTS: dict[Outfit, str] = {
    "royal": "royal dragon robe",
    "official": "court official's robe",
    "scrubs": "hospital scrubs",
    "fatigues": "camouflage fatigues",
    "beesuit": "beekeeper's suit",
    "spacesuit": "space suit",
    "chef": "chef's jacket",
    "turnout": "firefighter's coat",
    "slicker": "raincoat",
    "maid": "maid's dress",
}
_HATS: dict[Hat, str] = {
    "brimmed": "brimmed hat",
    "toque": "chef's hat",
    "nurse": "nurse's cap",
    "samo": "black winged court cap",
    "ikseon": "black royal cap",
    "felt": "black felt hat",
    "pointed": "pointed hat",
    "straw": "straw hat",
    "veil": "beekeeper's veil",
    "maid": "frilled headband",
}


def describe(look: Look) -> str:
    """The person in English: `a large young man with short black hair, wearing a red coat`."""
    if look.species not in UPRIGHT:
        return with_article(f"{colour_name(look.hair)} {look.species}")
    noun = _AGES[look.age][0 if look.sex == "female" else 1]
    if look.species == "robot":
        return with_article(f"{colour_name(look.skin)} robot with round lit eyes")
    if look.species == "goblin":
        noun += " goblin with one horn"
    build = "" if look.build == "average" else f"{look.build} "
    hair = "a bald head" if look.hair_style == "bald" else f"{look.hair_style} {colour_name(look.hair)} hair"
    extras = [hair]
    if look.hair_style in ("bun", "braid", "bob", "ponytail", "topknot", "pigtails"):
        article = "" if look.hair_style == "pigtails" else "a "
        extras = [f"{colour_name(look.hair)} hair in {article}{look.hair_style}"]
    if look.beard != "none":
        extras.append({"stubble": "stubble", "moustache": "a moustache", "full": "a full beard"}[look.beard])
    if look.glasses or look.sunglasses:
        extras.append("sunglasses" if look.sunglasses else "glasses")
    clothes = f"{colour_name(look.top)} {_GARMENTS.get(look.outfit, look.outfit)}" + (
        ", a scarf" if look.scarf else ""
    )
    if look.hat != "none":
        clothes += f", {with_article(_HATS.get(look.hat, look.hat))}"
    start = f"{build}{noun}"
    return f"{with_article(start)} with {' and '.join(extras)}, wearing {_article(clothes)}"


def with_article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def _article(words: str) -> str:
    if words.split()[1].rstrip(",") in ("workwear", "armor", "hospital", "camouflage"):
        return words
    return with_article(words)


def _where(figure: Figure, count: int) -> str:
    if count == 1:
        return ""
    return "on the left, " if figure.x < 0.4 else "on the right, " if figure.x > 0.6 else "in the middle, "


def figure_words(figure: Figure, looks: Mapping[str, Look], count: int) -> str:
    """One of `count` people in a shot, as its prompt has them."""
    text = _where(figure, count) + describe(figure.look or looks[figure.character])
    text += f", {_DOING[figure.pose]}"
    if figure.holds:
        text += f", {with_article(figure.holds)} in hand"
    if figure.touches:
        text += ", touching the other"
    if figure.facing == "back":
        return text + ", seen from behind"
    return text + (f", {figure.emotion} expression" if figure.emotion != "calm" else ", calm expression")


def _air(shot: Shot) -> str:
    wanted = sum(1 for line in shot.lines if line.text)
    if not wanted:
        return "quiet composition"
    return (
        "empty space in the upper part for lettering"
        if wanted < 3
        else "wide empty space above for lettering"
    )


def prompt(shot: Shot, looks: Mapping[str, Look]) -> str:
    """The visual prompt of a shot, without the style's modifier (see `enhance`)."""
    place = _PLACES[shot.place]
    if shot.place_words.isascii() and shot.place_words and shot.place_words.casefold() not in place:
        place += f" ({shot.place_words})"
    weather = _WEATHERS[shot.weather]
    parts = [
        f"{SIZES[shot.size]} {_ANGLES[shot.angle]}",
        f"{place}, {_ERAS[shot.era]}, {_LIGHTS[shot.light]}" + (f", {weather}" if weather else ""),
    ]
    people = [figure_words(f, looks, len(shot.figures)) for f in sorted(shot.figures, key=lambda f: f.x)]
    parts.append("; ".join(people) if people else "nobody in the picture")
    if shot.props:
        parts.append(
            ("close view of " if shot.size == "insert" else "in the picture: ") + ", ".join(shot.props)
        )
    if shot.action.isascii() and shot.action:
        parts.append(f"moment: {shot.action.rstrip('.')}")
    if shot.tone:
        parts.append(_TONES[shot.tone])
    if shot.role == "turn":
        parts.append("dramatic moment")
    parts.append(f"{_air(shot)}, no text, no speech balloons")
    return ". ".join(parts)


def with_prompts(shots: Sequence[Shot], looks: Mapping[str, Look], style: Style) -> tuple[Shot, ...]:
    """The shots with their prompts; where two would be alike the later one says which moment it is."""
    used: set[str] = set()
    found: list[Shot] = []
    for shot in shots:
        text = prompt(shot, looks)
        if text in used:
            text += f". View {shot.number} of {len(shots)}, another composition"
        used.add(text)
        found.append(replace(shot, prompt=enhance(text, style)))
    return tuple(found)
